//! Labelled facts of an article: the metadata block (索引号, 成文日期, 文号 …) and the line under the title (发布日期, 来源).

use std::borrow::Cow;
use std::sync::LazyLock;

use html5ever::local_name;
use jiff::civil::Date;
use regex::Regex;

use super::date::{first_date, only_date};
use super::dom::{Dom, fold, squeeze};
use crate::pattern::pattern;

/// Most pieces of text that are looked at.
const MOST_PIECES: usize = 20_000;
/// Most labels behind which a script is looked for.
const MOST_SCRIPTS: usize = 100;
/// So much of the source is looked at behind such a label, in bytes.
const LONGEST_SCRIPT: usize = 4_096;
/// Longest script that writes but a date, in characters.
const LONGEST_WRITING: usize = 400;
/// Longest value of a label, in characters.
const LONGEST_VALUE: usize = 60;

/// What a label is about. The labels are those seen on real sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Published,
    Formed,
    /// 发文日期: of the document where a 文号 stands beside it, else unclear.
    Issued,
    /// 时间, 日期 without a word of what: the publication, where nothing else says it.
    Undefined,
    Updated,
    Number,
    Index,
    Source,
    Issuer,
    Validity,
    /// Ends the value before it.
    Other,
}

/// Words of each label.
const LABELS: [(About, &[&str]); 11] = [
    (About::Published, &["发布日期", "发布时间", "公开日期", "公开时间", "发表时间", "发表日期"]),
    (About::Formed, &["成文日期", "成文时间", "生成日期", "生成时间", "产生日期", "产生时间"]),
    (About::Issued, &["发文日期", "发文时间"]),
    (About::Undefined, &["时间", "日期"]),
    (About::Updated, &["更新时间", "更新日期", "修改时间"]),
    (About::Number, &["发文字号", "发文文号", "文号"]),
    (About::Index, &["信息索引号", "索引号", "索取号"]),
    (About::Source, &["信息来源", "文章来源", "稿件来源", "新闻来源", "来源"]),
    (About::Issuer, &["发布机构", "发布单位", "发文机关", "发文单位", "发布机关", "发文机构", "公开单位"]),
    (About::Validity, &["有效性", "时效性"]),
    (
        About::Other,
        &[
            "打印时间",
            "当前时间",
            "作者",
            "责任编辑",
            "编辑",
            "浏览次数",
            "浏览量",
            "浏览",
            "点击数",
            "点击量",
            "点击率",
            "点击次数",
            "点击",
            "阅读次数",
            "阅读量",
            "阅读",
            "访问量",
            "访问次数",
            "人气",
            "字体大小",
            "字体",
            "字号",
            "打印",
            "分享",
            "标题",
            "信息名称",
            "名称",
            "主题分类",
            "主题词",
            "主题",
            "组配分类",
            "信息分类",
            "信息类别",
            "体裁分类",
            "体裁",
            "分类",
            "关键词",
            "关键字",
            "公开目录",
            "公开方式",
            "公开范围",
            "公开形式",
            "有效期",
            "生效日期",
            "实施日期",
            "失效日期",
            "废止日期",
            "视力保护色",
            "视力保护",
            "背景色",
            "审核",
            "供稿",
            "发布人",
            "内容概述",
            "摘要",
            "服务对象",
            "语种",
            "载体类型",
            "附件",
        ],
    ),
];

/// The labels, with blanks between their characters as they are often printed, and the colon.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    let spread = |label: &&str| label.chars().map(String::from).collect::<Vec<_>>().join(" ?");
    let groups =
        LABELS.iter().map(|(_, labels)| format!("({})", labels.iter().map(spread).collect::<Vec<_>>().join("|")));
    let labels = groups.collect::<Vec<_>>().join("|");
    pattern(&format!(r"(?:^|[^\p{{Han}}]|信息|文章|本文|稿件|新闻)(?:{labels})[ 】\]）)]*(?:[:：]|$)"))
});
/// The last characters of the labels.
static LAST: LazyLock<Vec<char>> = LazyLock::new(|| {
    let labels = LABELS.iter().flat_map(|(_, labels)| labels.iter());
    let mut last: Vec<char> = labels.filter_map(|label| label.chars().next_back()).collect();
    last.sort_unstable();
    last.dedup();
    last
});
static INDEX_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[0-9A-Za-z〔〕\[\]/_.\-—\p{Han}]*[0-9]{4,}[0-9A-Za-z〔〕\[\]/_.\-—号]*$"));
static DATE_BEHIND: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*[(（\[]?(?:19|20)[0-9]{2}[-/.年].*$"));
static DATE_LABEL: LazyLock<Regex> = LazyLock::new(|| pattern("(?:发布|公开|发表)(?:时间|日期)"));
/// A script that writes the date right after its label.
static IN_SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?s)^(?:发布|公开|发表)(?:时间|日期)\s*[:：]?\s*(?:<[/a-z][^<>]*>\s*){0,3}<script[^>]*>(.*?)</script>")
});

/// What the labels on a page say.
#[derive(Debug, Default)]
pub(in crate::read) struct Metadata {
    /// 发布日期 and its like.
    pub(in crate::read) published: Option<Date>,
    /// Where that stands, in words.
    pub(in crate::read) published_from: &'static str,
    /// The same, or the day of the PubDate tag where the page shows that day too.
    pub(in crate::read) shown: Option<Date>,
    /// 更新日期 and its like.
    pub(in crate::read) updated: Option<Date>,
    /// 成文日期 and its like.
    pub(in crate::read) formed: Option<Date>,
    /// Where that stands, in words.
    pub(in crate::read) formed_from: &'static str,
    /// 文号.
    pub(in crate::read) document_number: Option<String>,
    /// 索引号.
    pub(in crate::read) index_number: Option<String>,
    /// 来源.
    pub(in crate::read) source: Option<String>,
    /// 发布机构.
    pub(in crate::read) issuer: Option<String>,
    /// 有效性.
    pub(in crate::read) validity: Option<String>,
    /// 日期, 时间 without a word of what.
    undefined: Option<Date>,
    /// 发文日期.
    issued: Option<Date>,
}

impl Metadata {
    /// The page says when it was published or formed, or has an 索引号: it is about one piece of information.
    pub(in crate::read) fn is_byline(&self) -> bool {
        self.published.is_some() || self.index_number.is_some() || self.formed.is_some()
    }
}

/// The pieces of visible text of the page in document order, blanks folded, empty ones left out.
pub(in crate::read) fn pieces<'a>(dom: &Dom<'a>) -> Vec<Cow<'a, str>> {
    let shown = dom.texts.iter().filter(|text| {
        text.holder.is_some_and(|holder| {
            !matches!(
                holder.value().name.local,
                local_name!("script")
                    | local_name!("style")
                    | local_name!("noscript")
                    | local_name!("template")
                    | local_name!("textarea")
                    | local_name!("title")
                    | local_name!("option")
            )
        })
    });
    shown.map(|text| fold(text.text)).filter(|piece| !piece.is_empty()).take(MOST_PIECES).collect()
}

/// Reads the labels among `pieces`. `title` is the article's: a bare date shortly after it is its publication where no
/// label says it. `tag` is the day of its PubDate tag.
pub(in crate::read) fn metadata(dom: &Dom<'_>, pieces: &[Cow<'_, str>], title: &str, tag: Option<Date>) -> Metadata {
    let mut metadata = Metadata::default();
    for (at, piece) in pieces.iter().enumerate() {
        let labels = labels(piece);
        for (number, (about, _, start)) in labels.iter().enumerate() {
            let end = labels.get(number + 1).map_or(piece.len(), |(_, next, _)| *next);
            let here = piece[*start..end].trim();
            let value = if here.is_empty() && end == piece.len() { following(pieces, at) } else { Some(here) };
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                metadata.take(*about, value);
            }
        }
    }
    let issued = metadata.issued.filter(|_| metadata.document_number.is_some());
    let formed = [(metadata.formed, "取自「成文日期」一类的标注"), (issued, "取自「发文日期」，旁边有文号")];
    (metadata.formed, metadata.formed_from) = first(formed);
    let labelled = (metadata.published, "取自「发布日期」「发布时间」一类的标注");
    let others = std::iter::once_with(|| (in_script(dom), "取自写在「发布日期」后面的脚本"))
        .chain(std::iter::once((metadata.undefined, "取自没有说明的「时间」「日期」，或来源后面的日期")))
        .chain(std::iter::once_with(|| (below_title(pieces, title), "取自标题下面单独的日期")));
    let mut places = std::iter::once(labelled).chain(others);
    (metadata.published, metadata.published_from) = first(&mut places);
    // A label in the text may be that of a document that is quoted.
    let as_tagged = metadata.published == tag || (tag.is_some() && places.any(|(day, _)| day == tag));
    metadata.shown = if as_tagged { tag } else { metadata.published };
    metadata
}

/// The first day that is there, and where it stands.
fn first(days: impl IntoIterator<Item = (Option<Date>, &'static str)>) -> (Option<Date>, &'static str) {
    days.into_iter().find(|(day, _)| day.is_some()).unwrap_or_default()
}

impl Metadata {
    fn take(&mut self, about: About, value: &str) {
        let date = || first_date(value).filter(|_| value.chars().take(2).any(char::is_numeric));
        match about {
            About::Published => self.published = self.published.or_else(date),
            About::Formed => self.formed = self.formed.or_else(date),
            About::Issued => self.issued = self.issued.or_else(date),
            About::Undefined => self.undefined = self.undefined.or_else(date),
            About::Updated => self.updated = self.updated.or_else(date),
            About::Number => keep(&mut self.document_number, value, |value| value.chars().any(char::is_numeric)),
            About::Index => keep(&mut self.index_number, value, |value| INDEX_NUMBER.is_match(value)),
            About::Source => {
                // The line under the title often goes on with the bare date.
                let name = DATE_BEHIND.find(value).map_or(value, |date| &value[..date.start()]);
                self.undefined = self.undefined.or_else(|| first_date(&value[name.len()..]));
                keep(&mut self.source, name, |_| true);
            }
            About::Issuer => keep(&mut self.issuer, value, |_| true),
            About::Validity => keep(&mut self.validity, value, |value| value.chars().count() <= 12),
            About::Other => {}
        }
    }
}

/// Puts the first good value into `place`.
fn keep(place: &mut Option<String>, value: &str, good: impl Fn(&str) -> bool) {
    let value = value.trim_matches(|character: char| {
        " ：:【】[]（）()|｜-—/\u{b7}".contains(character) && !"）)".contains(character)
    });
    let nothing = matches!(value, "" | "无" | "暂无" | "其他" | "其它" | "本站" | "本网");
    if place.is_none() && !nothing && value.chars().count() <= LONGEST_VALUE && good(value) {
        *place = Some(value.to_owned());
    }
}

/// The labels in `piece`: what each is about, where it starts, and where its value starts.
fn labels(piece: &str) -> Vec<(About, usize, usize)> {
    if !may_be_labelled(piece) {
        return Vec::new();
    }
    let found = LABELLED.captures_iter(piece).filter_map(|label| {
        let (group, words) = (1..=LABELS.len()).find_map(|group| label.get(group).map(|words| (group, words)))?;
        Some((LABELS[group - 1].0, words.start(), label.get(0)?.end()))
    });
    found.collect()
}

/// Whether a label in the text says when the page was published or formed, or gives its 索引号.
pub(in crate::read) fn is_byline(text: &str) -> bool {
    let byline = |about: &About| matches!(about, About::Published | About::Formed | About::Issued | About::Index);
    labels(text).iter().any(|(about, ..)| byline(about))
}

/// The last character of a label stands before a colon or at the end, perhaps in brackets: most texts are told apart by this.
fn may_be_labelled(piece: &str) -> bool {
    let parts = piece.split_inclusive([':', '：']);
    parts.map(|part| part.trim_end_matches([':', '：']).trim_end_matches([' ', '】', ']', '）', ')'])).any(|part| {
        let last = part.chars().next_back();
        last.is_some_and(|last| LAST.binary_search(&last).is_ok())
    })
}

/// `text` without the labelled facts at its end: some headings have the line under the title in them.
pub(in crate::read) fn before_labels(text: &str) -> &str {
    let label = if may_be_labelled(text) { LABELLED.find(text) } else { None };
    let end = label.map_or(text.len(), |label| label.start());
    text[..end].trim_end()
}

/// The text after the label at the end of piece `at`, unless it is the next label.
fn following<'p>(pieces: &'p [Cow<'_, str>], at: usize) -> Option<&'p str> {
    let next = pieces.get(at + 1)?.trim_start_matches([':', '：', ' ']);
    let next = if next.is_empty() { &**pieces.get(at + 2)? } else { next };
    Some(before_labels(next))
}

fn in_script(dom: &Dom<'_>) -> Option<Date> {
    DATE_LABEL.find_iter(dom.text).take(MOST_SCRIPTS).find_map(|label| {
        let rest = &dom.text[label.start()..];
        let end = rest.floor_char_boundary(LONGEST_SCRIPT);
        let script = IN_SCRIPT.captures(&rest[..end])?.get(1)?.as_str();
        first_date(script).filter(|_| script.chars().count() <= LONGEST_WRITING)
    })
}

/// The bare date among the pieces right after the title.
fn below_title(pieces: &[Cow<'_, str>], title: &str) -> Option<Date> {
    let title = squeeze(title);
    if title.is_empty() {
        return None;
    }
    let headings = pieces.iter().enumerate().filter(|(_, piece)| {
        // Squeezed as well, without making a copy of every piece.
        piece.chars().filter(|letter| *letter != ' ').eq(title.chars())
    });
    headings.flat_map(|(at, _)| pieces.iter().skip(at + 1).take(8)).find_map(|piece| {
        only_date(piece).or_else(|| {
            let starts = piece.chars().take(4).all(char::is_numeric);
            first_date(piece).filter(|_| starts && piece.chars().count() <= LONGEST_VALUE)
        })
    })
}
