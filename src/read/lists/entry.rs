//! One row of a list as an entry.

use std::borrow::Cow;
use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use scraper::{ElementRef, Node};

use super::anchor::{Anchor, DEEPEST};
use super::group::Row;
use super::row_date::{Piece, RowDate, cut_date, cut_month_day, row_date};
use crate::pattern::pattern;
use crate::read::date::only_date;
use crate::read::dom::{attribute, fold, squeeze, start_of, words};
use crate::site::{DateSource, Item};

/// Most text nodes of a row that are looked at.
const MOST_PIECES: usize = 120;
/// Longest title that is kept, in characters.
const LONGEST_TITLE: usize = 300;

/// An entry and what the choice of lists has to know of it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) item: Item,
    /// Month and day, when the year is not known.
    pub(super) month_day: Option<(i8, i8)>,
    /// Place of its link among the page's anchors.
    pub(super) anchor: usize,
}

impl Entry {
    /// The page shows a day beside it.
    pub(super) fn is_dated(&self) -> bool {
        self.item.date_source == Some(DateSource::List) || self.month_day.is_some()
    }
}

/// Paragraphs of a link that are looked at.
const MOST_PARAGRAPHS: usize = 6;
/// A link with more characters in several texts has an abstract after its title.
const LONG_TITLE: usize = 80;

/// Words of a link that are not its title.
static NO_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[\[(（【]?(?:查看|详情|详细|查看详情|详细信息|点击查看|点击下载|下载|附件|阅读全文|全文|进入)[\])）】]?[>》]*$",
    )
});
/// Signs that stand before a title.
const BULLETS: &str = "•·●▪■◆◇★☆※►▶>›»-—";

/// The entry of a row.
pub(super) fn entry(row: &Row<'_>, anchors: &[Anchor<'_>]) -> Entry {
    let anchor = &anchors[row.anchor];
    let pieces = pieces(row.element, anchor.element);
    let mut day = row_date(&pieces, anchor.url.as_deref());
    let mut title = title(anchor, &pieces, &day);
    if day.source != Some(DateSource::List) && day.month_day.is_none() {
        let whole = cut_date(&title).map(|(rest, date)| {
            (rest, RowDate { date: Some(date), source: Some(DateSource::List), ..RowDate::default() })
        });
        if let Some((rest, cut)) = whole.or_else(|| cut_month_day(&title, anchor.url.as_deref())) {
            (title, day) = (rest.to_owned(), cut);
        }
    }
    let item = Item {
        title: start_of(title.trim_start_matches(is_bullet), LONGEST_TITLE).to_owned(),
        url: anchor.url.clone().unwrap_or_default(),
        date: day.date,
        date_source: day.source,
    };
    Entry { item, month_day: day.month_day, anchor: row.anchor }
}

fn is_bullet(letter: char) -> bool {
    letter.is_whitespace() || BULLETS.contains(letter)
}

/// The text nodes of the row that a visitor sees; those of a list inside the row are not its own.
fn pieces<'a>(row: ElementRef<'a>, link: ElementRef<'a>) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for node in row.descendants() {
        let Node::Text(text) = node.value() else { continue };
        let text = fold(text);
        if text.is_empty() {
            continue;
        }
        let above = || node.ancestors().take(DEEPEST).filter_map(ElementRef::wrap);
        let inner = |element: &ElementRef<'_>| *element != row;
        let hidden = above().take_while(inner).any(|element| {
            matches!(
                element.value().name.local,
                local_name!("script")
                    | local_name!("style")
                    | local_name!("noscript")
                    | local_name!("template")
                    | local_name!("ul")
                    | local_name!("ol")
                    | local_name!("select")
            )
        });
        if !hidden {
            pieces.push(Piece { text, linked: above().any(|element| element == link) });
        }
        if pieces.len() >= MOST_PIECES {
            break;
        }
    }
    pieces
}

fn title(anchor: &Anchor<'_>, pieces: &[Piece<'_>], day: &RowDate) -> String {
    let heading = anchor
        .element
        .descendent_elements()
        .find(|element| matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
        .map(words)
        .filter(|text| !text.is_empty());
    let shown = heading.or_else(|| above_abstract(anchor.element)).unwrap_or_else(|| {
        let own = pieces.iter().enumerate().filter(|(at, piece)| piece.linked && !day.pieces.contains(at));
        let own: Vec<&str> = own.map(|(_, piece)| &*piece.text).collect();
        match own.as_slice() {
            [] => anchor.text.as_str().into(),
            [only] => Cow::Borrowed(*only),
            [first, ..] if is_title(first) && join(&own).chars().count() > LONG_TITLE => Cow::Borrowed(*first),
            _ => join(&own).into(),
        }
    });
    let starts = ['[', '(', '（', '【', '查', '详', '点', '下', '附', '阅', '全', '进'];
    let shown = if shown.starts_with(starts) && NO_TITLE.is_match(&shown) {
        let beside = pieces.iter().enumerate().filter(|(at, piece)| !piece.linked && !day.pieces.contains(at));
        beside.map(|(_, piece)| piece.text.clone()).max_by_key(|text| text.chars().count()).unwrap_or(shown)
    } else {
        shown
    };
    full_title(&shown, attribute(anchor.element, &local_name!("title")))
}

/// The first of several paragraphs: what follows is an abstract.
fn above_abstract(link: ElementRef<'_>) -> Option<Cow<'_, str>> {
    let paragraphs = link.descendent_elements().filter(|element| element.value().name() == "p").take(MOST_PARAGRAPHS);
    let mut texts = paragraphs.map(words).filter(|text| !text.is_empty() && only_date(text).is_none());
    let first = texts.next().filter(|first| is_title(first))?;
    texts.next().filter(|next| is_title(next)).map(|_| first)
}

/// Long enough to be the title in front of an abstract.
fn is_title(text: &str) -> bool {
    text.chars().count() >= 8
}

/// Text nodes of one title side by side; Chinese needs no blank between them.
fn join(texts: &[&str]) -> String {
    let mut all = String::new();
    for text in texts {
        let latin = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        // Some sites put every single letter into an element of its own.
        if text.chars().nth(1).is_some() && latin(all.chars().next_back()) && latin(text.chars().next()) {
            all.push(' ');
        }
        all.push_str(text);
    }
    all
}

/// `shown`, or the `title` attribute where that is the same title in full.
fn full_title(shown: &str, attribute: Option<&str>) -> String {
    let Some(attribute) = attribute.and_then(first_title) else { return shown.to_owned() };
    if shown == attribute {
        return attribute;
    }
    let cut =
        shown.strip_suffix("...").or_else(|| shown.strip_suffix('…')).map(|text| text.trim_end_matches(['.', '…']));
    let start = cut.unwrap_or(shown).trim_start_matches(['•', '·', ' ']);
    let longer = attribute.chars().count() > start.chars().count();
    let spread = squeeze(shown) == squeeze(&attribute);
    if shown.is_empty() || spread || cut.is_some() || (longer && attribute.starts_with(start)) {
        attribute
    } else {
        shown.to_owned()
    }
}

/// The title in a `title` attribute, which some templates fill with several labelled lines.
fn first_title(attribute: &str) -> Option<String> {
    let line = attribute.lines().map(fold).find(|line| !line.is_empty())?;
    if !line.starts_with(['文', '信', '标']) {
        return Some(line.trim().to_owned()).filter(|title| !title.is_empty());
    }
    let bare = line.trim_start_matches("文章").trim_start_matches("信息").trim_start_matches("标题");
    let bare = if bare.len() < line.len() { bare.strip_prefix(['：', ':']).unwrap_or(&line) } else { &line };
    Some(bare.trim().to_owned()).filter(|title| !title.is_empty())
}
