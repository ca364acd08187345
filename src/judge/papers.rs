//! The documents of a unit, and which texts explain them.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::sight::{Pages, Scene, is_open};
use super::stock::Stock;
use super::together;
use crate::catalogue::{Deadline, Demand, Indicator};
use crate::pattern::pattern;
use crate::site::{Column, ColumnItem};

/// Names of the columns of documents: the first group that a site has counts, since a site that has a column of its own for
/// 规范性文件 shows there what has to be explained.
const COLUMNS: [&[&str]; 2] = [&["规范性文件"], &["政策文件", "部门文件", "政府文件", "政府办文件"]];
/// Columns that are about documents and hold none.
const NO_DOCUMENTS: [&str; 6] = ["解读", "征求意见", "征集", "清理", "废止", "备案"];
/// Entries of a column of documents that are none, or none that rules over anybody outside: nobody explains the office's own
/// plan of work.
const NO_DOCUMENT: [&str; 13] = [
    "解读",
    "图解",
    "征求意见",
    "起草说明",
    "清理",
    "废止",
    "失效",
    "目录",
    "工作要点",
    "工作计划",
    "台账",
    "工作总结",
    "通报",
];
/// A shorter name could stand in a title by chance, in letters.
const SHORTEST_NAME: usize = 4;

/// A document that is passed on under a covering notice: 关于印发《城市绿化管理办法》的通知.
static ISSUED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:印发|公布|发布|下发|转发)(?:修订后的|新修订的)?(?:《(?P<quoted>[^》]+)》|(?P<bare>.+?)的(?:通知|公告|决定|令)$)",
    )
});
/// A document that is named by its matter: 关于加强城市绿化的意见.
static ABOUT: LazyLock<Regex> =
    LazyLock::new(|| pattern("关于(?P<matter>.+?)的(?:[^的]{0,4}意见|通知|公告|通告|决定|批复|函)$"));
static QUOTED: LazyLock<Regex> = LazyLock::new(|| pattern("《([^》]+)》"));
/// 试行, 暂行 and years behind a name come and go.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| pattern("[（(〔\\[][^）)〕\\]]{0,12}[）)〕\\]]"));

/// The columns whose documents the rows of a unit are held against, owed or not: explanations (行政规范性文件原则必须解读) and what
/// is published together with a document (与政策文件同步发布).
#[derive(Debug, Clone, Default)]
pub struct PaperColumns<'r> {
    names: Vec<&'r str>,
}

impl<'r> PaperColumns<'r> {
    /// Whether no row asks for documents.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Those of these rows; none where no row has such a rule.
    #[must_use]
    pub fn of(rows: &[&'r Indicator]) -> Self {
        let deadlines = || rows.iter().flat_map(|row| &row.rules).map(|rule| &rule.deadline);
        let mut names: Vec<&str> = deadlines().filter_map(together::document).collect();
        let explained =
            |deadline: &Deadline| matches!(deadline, Deadline::Demand { demand: Demand::Interpretation { .. } });
        if !names.is_empty() || deadlines().any(explained) {
            names.extend(COLUMNS.concat());
        }
        Self { names }
    }

    /// Whether a column of this name is one of them.
    #[must_use]
    pub fn hold(&self, column: &str) -> bool {
        is_named(column, &self.names)
    }
}

/// The documents that a unit published since a day.
pub(super) struct Papers {
    pub(super) papers: Vec<Paper>,
    /// The lists were read as far back as that day.
    pub(super) whole: bool,
}

/// A document.
pub(super) struct Paper {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) published: Date,
    /// What its explanation has to name, in letters.
    name: String,
}

impl Papers {
    /// The documents since a day of the columns whose names hold `named`, or else one of the usual names; `None` where the
    /// site shows no such column.
    pub(super) fn of(pages: &Pages<'_>, since: Date, named: Option<&str>) -> Option<Self> {
        let usual = COLUMNS.iter().map(|names| names.to_vec());
        let columns = (named.into_iter().map(|name| vec![name]).chain(usual))
            .map(|names| columns(&pages.scene, &names))
            .find(|columns| !columns.is_empty())?;
        let stock = Stock::of(pages, columns);
        let papers =
            stock.items.iter().filter_map(|entry| Paper::of(entry)).filter(|paper| paper.published >= since).collect();
        Some(Self { papers, whole: stock.is_whole_since(since) })
    }
}

/// The open columns that hold documents of the unit itself.
fn columns<'a>(scene: &Scene<'a>, names: &[&str]) -> Vec<&'a Column> {
    let own = |column: &Column| !scene.identity.county || scene.unit.organ_above(&column.path).is_none();
    scene
        .columns
        .iter()
        .map(|(column, _)| column)
        .filter(|column| is_named(&column.name, names) && is_open(column) && own(column))
        .collect()
}

/// Whether the name of a column holds one of these, and is not about documents only.
fn is_named(column: &str, names: &[&str]) -> bool {
    names.iter().any(|name| column.contains(name)) && !NO_DOCUMENTS.iter().any(|word| column.contains(word))
}

impl Paper {
    fn of(entry: &ColumnItem) -> Option<Self> {
        let title = &entry.item.title;
        if entry.note || NO_DOCUMENT.iter().any(|word| title.contains(word)) {
            return None;
        }
        let (published, name) = (entry.published?, name(title)?);
        Some(Self { title: title.clone(), url: entry.item.url.clone(), published, name })
    }

    /// The earliest of the entries that explain it: their titles hold its name, or it holds the name that they quote.
    pub(super) fn explained_by<'s>(&self, entries: &'s [Cow<'_, ColumnItem>]) -> Option<&'s ColumnItem> {
        let own = letters(&self.title);
        let explains = |title: &str| {
            letters(title).contains(&self.name)
                || QUOTED.captures_iter(title).any(|found| {
                    let quoted = letters(&found[1]);
                    quoted.chars().count() >= SHORTEST_NAME && own.contains(&quoted)
                })
        };
        let others =
            entries.iter().map(Cow::as_ref).filter(|entry| entry.item.url != self.url || entry.item.url.is_empty());
        others.filter(|entry| explains(&entry.item.title)).min_by_key(|entry| entry.published.unwrap_or(Date::MAX))
    }
}

/// The words of a title that name its document, in letters; `None` where they are too short to be told apart.
fn name(title: &str) -> Option<String> {
    let issued = ISSUED.captures(title).and_then(|found| found.name("quoted").or_else(|| found.name("bare")));
    let words = issued.or_else(|| ABOUT.captures(title)?.name("matter")).map_or(title, |words| words.as_str());
    let name = letters(words);
    (name.chars().count() >= SHORTEST_NAME).then_some(name)
}

/// A text without what comes and goes: brackets with what they hold, quotes, blanks, punctuation.
fn letters(text: &str) -> String {
    ASIDE.replace_all(text, "").chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::{PaperColumns, name};
    use crate::catalogue::{Catalogue, Deadline};

    #[test]
    fn documents_are_looked_for_where_a_row_is_held_against_them() {
        let mut catalogue = Catalogue::shipped("city-disclosure").unwrap();
        let row = catalogue.indicators.iter_mut().find(|row| row.name() == "统计公报").unwrap();
        assert!(!PaperColumns::of(&[&*row]).hold("规范性文件"), "it asks for nothing of the kind");
        row.rules[0].deadline = Deadline::Together { document: "年度计划".to_owned() };
        let together = PaperColumns::of(&[&*row]);
        for (column, expected) in [
            ("年度计划", true),
            ("市政府文件", true),
            ("规范性文件", true),
            ("政策文件解读", false),
            ("统计公报", false),
        ] {
            assert_eq!(together.hold(column), expected, "{column}");
        }
    }

    #[test]
    fn a_title_names_its_document() {
        for (title, expected) in [
            ("临江市人民政府关于印发《临江市城市绿化管理办法（试行）》的通知", Some("临江市城市绿化管理办法")),
            ("临江市人民政府办公室关于印发临江市停车管理办法的通知", Some("临江市停车管理办法")),
            ("临江市财政局关于加强预算绩效管理的实施意见", Some("加强预算绩效管理")),
            ("临江市养犬管理规定", Some("临江市养犬管理规定")),
            ("关于公布《临江市工程造价信息》的公告", Some("临江市工程造价信息")),
            ("公告", None),
        ] {
            assert_eq!(name(title).as_deref(), expected, "{title}");
        }
    }
}
