//! The matters that a task of a 台账 is about, by the words of its row.
//!
//! A row of a ledger says in a few sentences what is to be done. Each sentence is a matter; its terms are the nouns that
//! are to be published. Titles are held against the terms letter pair by letter pair, since they say the same in other
//! words (保障性住房监管执法信息 – 保障性住房执法检查结果).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::likeness::share;
use super::reading;
use crate::catalogue::Indicator;
use crate::pattern::pattern;

/// Letters from which a term says by itself what is meant; 清单, 台账 may be anybody's.
const STRONG: usize = 4;
/// Longest term.
const LONGEST: usize = 16;
/// What a term of few letters is worth at most.
const WEAK_WORTH: f64 = 0.6;

/// Names in which 公开 is no verb.
const NAMES: [&str; 6] = ["政务公开", "公开指南", "公开目录", "预公开", "信息公开培训", "信息公开保密审查"];
/// Stands for 公开 in a name while a clause is taken apart: no text of a catalogue holds it.
const PUBLIC: &str = "\u{e000}";

/// Compounds that name the field of work and no publishing.
static FIELD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "政务公开|依申请公开|公开申请|公开答复|不予?公开|应公开尽公开|公开理念|解读的[^，]*传播|(?:公开|发布)后|公开信息的|信息公开平台建设|发布的第一责任人|公开属性|公开的政府信息\
         |信息公开(?:培训|保密|监督|属性|工作|机制|有关制度)|规范性文件公开的审查",
    )
});
/// Words that ask for something to be seen by the public.
static PUBLISHING: LazyLock<Regex> =
    LazyLock::new(|| pattern("公开|公布|发布|公示|公告|披露|展示|曝光|解读|回应|意见采纳|专栏|公报"));
/// What goes through other channels than a website.
static OTHER_CHANNEL: LazyLock<Regex> = LazyLock::new(|| pattern("媒体|新闻发布会|热线|收费场所"));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern("20[0-9]{2}"));
/// Adverbs, which tell nothing of the matter.
static ADVERBS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "（[^）]*）|及时|准确地?|全面地?|主动|定期|实时|依法依规|依法|依规|面?向社会|进一步|有步骤地?|分时段|分专题|参与|涉及",
    )
});
/// What stands between the nouns of a clause.
static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "以及|特别是|要积极|实行|[、：“”和及与或]|均?予以?公开|公开|公布|发布|公示|披露|\
         等(?:方面|信息|情况|事项|内容|行为|相关|有关|工程|渠道|方式|执法信息|热点问题)?的?(?:信息|情况)?$|\
         等(?:方面|信息|情况|事项|行为|就业)的?",
    )
});
/// What may lead a noun.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:每年至少举办一次|密切关注|有针对性地?|重要|要|应|须|将|并|除|到|在|通过|按照|围绕|包括|重点|特别是|本部门|本地|本单位|深入|大力|积极|加快|加大|加强|强化|更好地?|细化|深化|做好|办好|推进|推动|推行|实行\
         |实施|逐步|建立健全|建立|健全|完善|制定|研究制定|研究起草|启动|开展|开通|督促|督导检查|更新|明确|提高|提升|增强|继续|严格执行|涉及|组织|组建|编制\
         |各地各部门|各地|各部门|市级|市政府各?|市县两级|我市|全市|相关|有关|其他|其它|具体|着力|促进|的)",
    )
});
/// What may trail a noun.
static TRAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?:信息|情况|内容|事项|方面|工作|力度|机制|制度|建设|的|有关|相关|进行|地|应|要|须|中|时|后|试点)$")
});
/// Clauses that go on listing what the one before asks for.
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:包|重|以及|各项)"));
/// Terms that say nothing of a matter.
static HOLLOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:政府信息|行政机关|政策措施|社会关切|公众查询|群众办事|社会监督|实施情况|政府网站|政府门户网站|本?部门门户网站|各级政府|县区政府|市县政府|\
         门户网站|突发事件|重要信息|相关指导意见|基础上|关注度高|本地本部门|权威信息|解读政策|解读政策措施|回应社会关切|予以回应?|借助媒体|网站等渠道|接受社会监督|发布质量|第一责任人|具体项目|改造结果|查处结果|资金支出|补助水平|办理方式|医疗卫生|住房保障|社会保障)$|性$",
    )
});

/// One matter of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// The sentence.
    pub words: String,
    /// It asks for something that the public can see.
    pub published: bool,
    /// The sentence is about the task as a whole: what answers the task's name answers it.
    pub general: bool,
    /// The nouns that tell what it is about.
    terms: Vec<Term>,
    /// The years that it names (2016年度).
    years: BTreeSet<String>,
}

/// A noun, plain.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    word: String,
    pairs: BTreeSet<[char; 2]>,
}

/// A title, or a column's name and a title, ready to be held against matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    pairs: BTreeSet<[char; 2]>,
    years: BTreeSet<String>,
}

impl Title {
    /// Takes the words.
    #[must_use]
    pub fn new(words: &str) -> Self {
        Self { pairs: pairs(&reading::plain(words)), years: years(words) }
    }
}

impl Matter {
    /// The matters of a row of a ledger, in the order of its words. `rows` are the rows of the ledger: what other rows of the
    /// same task say as well (监管执法的依据、内容) tells none of them.
    #[must_use]
    pub fn of_row(row: &Indicator, rows: &[Indicator]) -> Vec<Self> {
        let beside = rows.iter().filter(|other| other.column == row.column && other.content != row.content);
        let shared: BTreeSet<String> =
            beside.flat_map(|other| sentences(&other.content)).flat_map(terms_of_sentence).collect();
        let name = reading::core(&reading::plain(reading::bare_task(row.name())));
        let matter = |words: &str| Self {
            words: words.to_owned(),
            published: is_published(words),
            general: name.chars().all(|letter| words.contains(letter)),
            terms: terms_of_sentence(words).filter(|term| !shared.contains(term)).map(Term::new).collect(),
            years: years(words),
        };
        sentences(&row.content).map(matter).collect()
    }

    /// The task by its name alone (推进社会救助信息公开): 社会救助.
    #[must_use]
    pub fn of_name(row: &Indicator) -> Self {
        let tidied = reading::tidy(reading::bare_task(row.name()));
        let plain = reading::without_brackets(&tidied).unwrap_or_else(|| reading::letters(&tidied));
        let words = std::iter::once(reading::core(&plain)).chain(reading::parts_of_task(row.name()));
        let terms = words.map(Term::new).collect();
        let name = row.name();
        Self { words: name.to_owned(), published: is_published(name), general: true, terms, years: years(name) }
    }

    /// It has a term that says by itself what is meant.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        self.terms.iter().any(Term::is_strong)
    }

    /// A title names a year, and the matter another one.
    #[must_use]
    pub fn is_of_another_year(&self, title: &Title) -> bool {
        !self.years.is_empty() && !title.years.is_empty() && self.years.is_disjoint(&title.years)
    }

    /// How well a title answers the matter, 0 to 1: the share of a term's letter pairs that stand in it, for the best term.
    /// A term of few letters counts only as a whole and never for more than 0.6, nor does a title of another year.
    #[must_use]
    pub fn in_title(&self, title: &Title) -> f64 {
        let another = self.is_of_another_year(title);
        let worth = |term: &Term| {
            let there = share(term.pairs.intersection(&title.pairs).count(), term.pairs.len());
            match term.is_strong() {
                true if !another => there,
                false if there < 1.0 => 0.0,
                _ => there.min(WEAK_WORTH),
            }
        };
        self.terms.iter().map(worth).fold(0.0, f64::max)
    }

    /// A running text names the matter: a term that says by itself what is meant stands in it as it is.
    #[must_use]
    pub fn in_text(&self, text: &str) -> bool {
        let plain = reading::letters(text);
        self.terms.iter().any(|term| term.is_strong() && plain.contains(&term.word))
    }
}

impl Term {
    fn new(word: String) -> Self {
        Self { pairs: pairs(&word), word }
    }

    fn is_strong(&self) -> bool {
        self.word.chars().count() >= STRONG
    }
}

fn sentences(content: &str) -> impl Iterator<Item = &str> {
    content.split(['。', '；', ';', '！']).filter(|words| !words.is_empty())
}

/// The nouns of a sentence: of its clauses that ask for publishing, of those that go on listing what is published, and of
/// those that tell what it is about (临时救助方面). Of all its clauses where none asks for it, or one only joins the others (办好政府公报，并
/// 做好网上发布工作), or those that do name nothing; but not those of manner (以…为重点).
fn terms_of_sentence(words: &str) -> impl Iterator<Item = String> {
    let clauses = || words.split('，').filter(|clause| !clause.starts_with('以') || clause.starts_with("以及"));
    let joined = clauses().any(|clause| clause.starts_with('并') && is_published(clause));
    let whole = joined || !is_published(words);
    let mut goes_on = false;
    let mut terms = BTreeSet::new();
    for clause in clauses() {
        goes_on = whole || is_published(clause) || (goes_on && GOES_ON.is_match(clause));
        if goes_on || clause.ends_with("方面") {
            terms.extend(terms_of(clause));
        }
    }
    if terms.is_empty() {
        terms.extend(clauses().flat_map(terms_of));
    }
    terms.into_iter()
}

fn is_published(words: &str) -> bool {
    words.split('，').any(|clause| {
        let clause = FIELD.replace_all(clause, "");
        PUBLISHING.is_match(&clause) && (!OTHER_CHANNEL.is_match(&clause) || clause.contains("网站"))
    })
}

fn terms_of(clause: &str) -> Vec<String> {
    let clause = NAMES.iter().fold(ADVERBS.replace_all(clause, "").into_owned(), |clause, name| {
        clause.replace(name, &name.replace("公开", PUBLIC))
    });
    let mut terms = Vec::new();
    for part in BETWEEN.split(&clause) {
        let whole = bare(part);
        let last = whole.rsplit_once('的').map(|(_, last)| bare(last));
        terms.extend([Some(whole.replace('的', "")), last].into_iter().flatten());
    }
    let plain = |term: String| reading::plain(&term.replace(PUBLIC, "公开").replace("方面", ""));
    terms.into_iter().map(plain).filter(|term| is_term(term)).collect()
}

fn is_term(term: &str) -> bool {
    (3..=LONGEST).contains(&term.chars().count()) && !HOLLOW.is_match(term)
}

/// A part of a clause without the words that lead and trail it.
fn bare(part: &str) -> String {
    let mut part = part.trim();
    while let Some(found) = LEAD.find(part).filter(|found| found.end() < part.len()) {
        part = &part[found.end()..];
    }
    while let Some(found) = TRAIL.find(part).filter(|found| found.start() > 0) {
        part = &part[..found.start()];
    }
    part.to_owned()
}

fn years(text: &str) -> BTreeSet<String> {
    YEAR.find_iter(text).map(|year| year.as_str().to_owned()).collect()
}

fn pairs(text: &str) -> BTreeSet<[char; 2]> {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(2).map(|pair| [pair[0], pair[1]]).collect()
}
