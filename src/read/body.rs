//! Where the running text of a page stands.

use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use scraper::{ElementRef, Selector};

use super::document_number;
use super::dom::{Dom, attribute, in_lower_case, short_words, words};
use super::fixed::selector;
use super::lists::{ByElement, Region, identity, region};
use crate::pattern::pattern;

/// Names that widespread systems give to the block that holds an article's text.
const KNOWN_IDS: [&str; 6] = ["zoom", "Zoom", "zoomcon", "UCAP-CONTENT", "vsb_content", "artibody"];
/// The same among the class names.
const KNOWN_CLASSES: [&str; 9] = [
    "TRS_Editor",
    "TRS_UEDITOR",
    "trs_editor_view",
    "xqCent",
    "v_news_content",
    "content_article",
    "pages_content",
    "article-content",
    "article_content",
];
/// Most of these blocks that are looked at; they may be nested.
const MOST_KNOWN: usize = 20;

/// The running text of a page.
#[derive(Debug, Default)]
pub(in crate::read) struct Body {
    /// Text of the block that holds most of it, blanks folded.
    pub(in crate::read) text: String,
    /// Number of its characters that stand outside links.
    pub(in crate::read) prose: usize,
    /// The block has pictures, tables or files.
    pub(in crate::read) attachments: bool,
    /// 文号 at its head.
    pub(in crate::read) document_number: Option<String>,
}

/// A form to fill in (依申请公开, 网上留言) has at least this many fields, one of them for a longer text; a search or a box
/// for a comment has fewer.
const A_FORM: usize = 6;

/// Most frames that are looked at.
const MOST_FRAMES: usize = 10;
/// Longest heading of a frame, in bytes.
const LONGEST_ASKING: usize = 60;

static LONGER_TEXT: LazyLock<Selector> = LazyLock::new(|| selector("textarea"));
static FIELDS: LazyLock<Selector> =
    LazyLock::new(|| selector("textarea, select, input[type='text' i], input:not([type])"));

/// A picture, a table, or a file.
fn is_attachment(element: ElementRef<'_>) -> bool {
    match element.value().name.local {
        local_name!("img")
        | local_name!("table")
        | local_name!("video")
        | local_name!("embed")
        | local_name!("object")
        | local_name!("iframe") => true,
        local_name!("a") => attribute(element, &local_name!("href")).is_some_and(|href| {
            let href = in_lower_case(href);
            href.contains(".doc")
                || href.contains(".xls")
                || [".pdf", ".zip", ".rar"].iter().any(|ending| href.ends_with(ending))
        }),
        _ => false,
    }
}

fn has_attachment(block: ElementRef<'_>) -> bool {
    block.descendent_elements().skip(1).any(is_attachment)
}

static FRAMES: LazyLock<Selector> = LazyLock::new(|| selector("iframe"));

/// The block of the page with the most running text: one that is known by name, else the one whose paragraphs together
/// have the most characters outside links.
pub(in crate::read) fn body(dom: &Dom<'_>) -> Body {
    let known = dom.elements.iter().copied().filter(|block| is_known(*block));
    let known = known.take(MOST_KNOWN).map(|block| (prose(block), block)).max_by_key(|(prose, _)| *prose);
    let block = match known {
        Some((prose, block)) if prose > 0 || has_attachment(block) => Some(block),
        _ => densest(dom),
    };
    let Some(block) = block else { return Body::default() };
    Body {
        text: words(block).into_owned(),
        prose: prose(block),
        attachments: has_attachment(block),
        document_number: document_number::at_head(block),
    }
}

fn is_known(block: ElementRef<'_>) -> bool {
    attribute(block, &local_name!("id")).is_some_and(|id| KNOWN_IDS.contains(&id))
        || attribute(block, &local_name!("class"))
            .is_some_and(|classes| classes.split_ascii_whitespace().any(|class| KNOWN_CLASSES.contains(&class)))
}

/// Headings of frames with a form in them.
static ASKS: LazyLock<Regex> = LazyLock::new(|| pattern("申请|信箱|留言|咨询|投诉|举报|查询|征集|问卷|登记"));

/// The page is a form to fill in, or has one in a frame.
pub(in crate::read) fn is_form(dom: &Dom<'_>) -> bool {
    let fields = || dom.html.select(&FIELDS).nth(A_FORM - 1).is_some();
    (dom.html.select(&LONGER_TEXT).next().is_some() && fields())
        || dom.html.select(&FRAMES).take(MOST_FRAMES).any(is_framed_form)
}

/// What stands before a frame says that it asks for something.
fn is_framed_form(frame: ElementRef<'_>) -> bool {
    let around = std::iter::once(frame).chain(frame.ancestors().filter_map(ElementRef::wrap)).take(2);
    let mut before = around.filter_map(|part| part.prev_siblings().find_map(ElementRef::wrap));
    before.any(|before| short_words(before, LONGEST_ASKING).is_some_and(|words| ASKS.is_match(&words)))
}

/// What stands at the foot of every page.
static IMPRINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)版权所有|主办单位?[:：]|承办单位?[:：]|备案号?[:：]|ICP|公网安备|网站标识码|技术支持[:：]|copyright|分辨率|浏览器|^您访问的链接即将离开|正在前往外部链接",
    )
});

/// Number of characters, blanks not counted, that a visitor sees in `element` outside links.
pub(in crate::read) fn prose(element: ElementRef<'_>) -> usize {
    let texts = element.descendants().filter_map(|node| Some((node.value().as_text()?, node.parent()?)));
    texts.filter_map(|(text, holder)| counted(text, ElementRef::wrap(holder)?)).map(|(_, length)| length).sum()
}

/// The holder of a text outside links, and the length of the text without blanks. Texts without a word (dates, numbers,
/// separators) and the imprint are left out.
fn counted<'a>(text: &str, holder: ElementRef<'a>) -> Option<(ElementRef<'a>, usize)> {
    let shown = !matches!(
        holder.value().name(),
        "script" | "style" | "noscript" | "template" | "textarea" | "title" | "option" | "a" | "button"
    );
    if !shown || !text.contains(is_han) || in_link(holder) || IMPRINT.is_match(text) {
        return None;
    }
    Some((holder, text.chars().filter(|character| !character.is_whitespace()).count()))
}

/// A text in a link stands at most a few elements below it.
fn in_link(holder: ElementRef<'_>) -> bool {
    holder.ancestors().take(4).filter_map(ElementRef::wrap).any(|above| above.value().name() == "a")
}

fn densest<'a>(dom: &Dom<'a>) -> Option<ElementRef<'a>> {
    let mut blocks: Vec<(usize, ElementRef<'a>)> = Vec::new();
    let mut place: ByElement<usize> = ByElement::default();
    let mut add = |block: ElementRef<'a>, points: usize| {
        let at = *place.entry(identity(block)).or_insert(blocks.len());
        match blocks.get_mut(at) {
            Some((sum, _)) => *sum += points,
            None => blocks.push((points, block)),
        }
    };
    for (holder, length) in dom.texts.iter().filter_map(|text| counted(text.text, text.holder?)) {
        // The block itself and what holds it count in full, so that many paragraphs win over one; what lies above counts
        // half, so that the page does not win over its content.
        let mut above = std::iter::once(holder)
            .chain(holder.ancestors().filter_map(ElementRef::wrap))
            .filter(|block| !is_inline(*block));
        for (points, block) in [length * 2, length * 2, length].into_iter().zip(above.by_ref()) {
            add(block, points);
        }
    }
    blocks.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    // On a page whose list a script fills, the imprint may be the longest text there is.
    blocks.into_iter().map(|(_, block)| block).find(|block| region(dom, *block) != Region::Footer)
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

fn is_inline(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "span" | "font" | "b" | "strong" | "em" | "i" | "u" | "small" | "big" | "sup" | "sub" | "label" | "ins" | "o:p"
    )
}
