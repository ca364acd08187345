//! A parsed page, and how its words and addresses are taken.

use std::borrow::Cow;

use html5ever::{LocalName, local_name};
use scraper::{ElementRef, Html, Node};
use url::Url;

use super::base::Base;
use super::lists::Regions;
use super::trace::Trace;

/// Elements among which a `<base>` is looked for: it stands in the head.
const MOST_BEFORE_BASE: usize = 500;
/// Nodes in an element that is taken for short.
const MOST_IN_SHORT: usize = 2_000;

/// A page as a tree.
#[derive(Debug, Clone)]
pub(in crate::read) struct Dom<'a> {
    /// The tree.
    pub(in crate::read) html: &'a Html,
    /// Address of the page.
    pub(in crate::read) url: &'a Url,
    /// Source of the page, decoded; for what stands in scripts and comments.
    pub(in crate::read) text: &'a str,
    /// Address that relative links start from.
    base: Base,
    /// In which parts of the page its elements stand, as far as that was asked.
    pub(in crate::read) regions: Regions,
    /// Keeps why the page is read as it is.
    pub(in crate::read) trace: Trace,
    /// All elements, in document order.
    pub(in crate::read) elements: Vec<ElementRef<'a>>,
    /// All texts with more than blanks, in document order.
    pub(in crate::read) texts: Vec<Text<'a>>,
    /// The elements that are asked for by their name, in the order of the source.
    few: Vec<ElementRef<'a>>,
}

/// A text of a page.
#[derive(Debug, Clone, Copy)]
pub(in crate::read) struct Text<'a> {
    /// The text as it stands there.
    pub(in crate::read) text: &'a str,
    /// The element that it stands in; a `<template>` is none for what stands in it.
    pub(in crate::read) holder: Option<ElementRef<'a>>,
}

impl<'a> Text<'a> {
    /// The elements that it stands in, from the inside.
    pub(in crate::read) fn above(self) -> impl Iterator<Item = ElementRef<'a>> {
        let above = self.holder.into_iter().flat_map(|holder| holder.ancestors().filter_map(ElementRef::wrap));
        self.holder.into_iter().chain(above)
    }
}

impl<'a> Dom<'a> {
    /// The page at `url` as the tree `html`, made from `text`.
    pub(in crate::read) fn new(html: &'a Html, url: &'a Url, text: &'a str) -> Self {
        let (regions, trace) = (Regions::default(), Trace::default());
        let (elements, texts) = parts(html);
        let base = Base::new(base(&elements, url));
        Self { html, url, text, base, regions, trace, elements, texts, few: few(html) }
    }

    /// The elements with one of `names`, each of which [`is_rare`]; a selector would look at all elements of the page again.
    pub(in crate::read) fn named<'n>(&'n self, names: &'n [&str]) -> impl Iterator<Item = ElementRef<'a>> + 'n {
        debug_assert!(names.iter().all(|name| is_rare(&LocalName::from(*name))), "{names:?}");
        self.few.iter().copied().filter(|element| names.contains(&element.value().name()))
    }

    /// The elements whose name is `wanted`, in the order in which they were made, which is that of a selector.
    pub(in crate::read) fn made(&self, wanted: impl Fn(&LocalName) -> bool) -> impl Iterator<Item = ElementRef<'a>> {
        let nodes = self.html.tree.nodes().filter(|node| node.parent().is_some());
        nodes.filter_map(ElementRef::wrap).filter(move |element| wanted(&element.value().name.local))
    }

    /// Absolute address that `href` means on this page, by its `<base>` where it has one. Without fragment. `None` for
    /// what leads nowhere: `javascript:`, `mailto:`, a bare `#`, what does not parse.
    pub(in crate::read) fn resolve(&self, href: &str) -> Option<String> {
        self.base.resolve(self.url, href)
    }
}

/// Address that the relative links of the page at `url` start from.
fn base(elements: &[ElementRef<'_>], url: &Url) -> Url {
    let head = elements.iter().take(MOST_BEFORE_BASE);
    head.filter(|element| element.value().name() == "base")
        .find_map(|base| url.join(base.attr("href")?.trim()).ok())
        .filter(|base| !base.cannot_be_a_base())
        .unwrap_or_else(|| url.clone())
}

/// The elements and the texts of a page. Walking over the tree takes time, and most questions are about all of them.
fn parts(html: &Html) -> (Vec<ElementRef<'_>>, Vec<Text<'_>>) {
    let (mut elements, mut texts) = (Vec::new(), Vec::new());
    for node in html.root_element().descendants() {
        match node.value() {
            Node::Element(_) => elements.extend(ElementRef::wrap(node)),
            Node::Text(text) if !text.trim_ascii().is_empty() => {
                texts.push(Text { text, holder: node.parent().and_then(ElementRef::wrap) });
            }
            _ => {}
        }
    }
    (elements, texts)
}

fn few(html: &Html) -> Vec<ElementRef<'_>> {
    let elements = html.tree.nodes().filter_map(ElementRef::wrap);
    elements.filter(|element| is_rare(&element.value().name.local)).collect()
}

/// Elements that are asked for on every page and of which few stand there.
fn is_rare(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("meta")
            | local_name!("title")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("script")
            | local_name!("option")
    )
}

/// The attribute `name` of `element`. [`ElementRef::attr`] gives the same, but looks the name up in the table of all names
/// first, which is too slow for what is asked of every element.
pub(in crate::read) fn attribute<'a>(element: ElementRef<'a>, name: &LocalName) -> Option<&'a str> {
    let own = element.value().attrs.iter().find(|(own, _)| own.local == *name && own.prefix.is_none());
    own.map(|(_, value)| &**value)
}

/// `text` with its ASCII letters in lower case: most names and addresses are so already.
pub(in crate::read) fn in_lower_case(text: &str) -> Cow<'_, str> {
    let capital = text.bytes().any(|byte| byte.is_ascii_uppercase());
    if capital { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) }
}

/// Text that a visitor sees in `element`, blanks folded. Scripts, styles and the like are left out.
pub(in crate::read) fn words(element: ElementRef<'_>) -> Cow<'_, str> {
    if let Some(text) = only_text(element) {
        return if hides(element) { Cow::Borrowed("") } else { fold(text) };
    }
    let mut all = String::new();
    for node in element.descendants() {
        if let Some(text) = node.value().as_text() {
            add(&mut all, text, node.parent().and_then(ElementRef::wrap));
        }
    }
    Cow::Owned(ended(all))
}

/// Adds a text to those before it, as far as a visitor sees what stands in its `holder`.
fn add(all: &mut String, text: &str, holder: Option<ElementRef<'_>>) {
    if holder.is_some_and(|holder| !hides(holder)) {
        fold_into(all, text);
    }
}

/// A visitor does not see the text of such an element.
fn hides(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name.local,
        local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("template")
            | local_name!("textarea")
    )
}

/// The text of an element that holds nothing else, as most links do.
fn only_text(element: ElementRef<'_>) -> Option<&str> {
    let first = element.first_child()?;
    let text = first.value().as_text()?;
    first.next_sibling().is_none().then_some(text)
}

/// The words of `element`, when they are at most `longest` bytes; looks at little more than that.
pub(in crate::read) fn short_words(element: ElementRef<'_>, longest: usize) -> Option<Cow<'_, str>> {
    let size = |text: &str| text.trim_ascii().trim().len();
    if let Some(text) = only_text(element) {
        return if size(text) > longest * 2 { None } else { Some(words(element)).filter(|text| text.len() <= longest) };
    }
    let (mut seen, mut all) = (0, String::new());
    for (at, node) in element.descendants().enumerate() {
        let text = node.value().as_text();
        seen += text.map_or(0, |text| size(text));
        if seen > longest * 2 || at > MOST_IN_SHORT {
            return None;
        }
        if let Some(text) = text {
            add(&mut all, text, node.parent().and_then(ElementRef::wrap));
        }
    }
    Some(ended(all)).filter(|text| text.len() <= longest).map(Cow::Owned)
}

/// `text` with every run of blanks as one space and none at the ends. U+00A0 and U+3000 are blanks; zero-width characters
/// are dropped.
pub(in crate::read) fn fold(text: &str) -> Cow<'_, str> {
    let text = text.trim_ascii();
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    Cow::Owned(ended(folded))
}

/// Adds `text` to the folded text before it.
fn fold_into(folded: &mut String, text: &str) {
    let mut rest = text;
    loop {
        let (plain, other) = rest.split_at(plain_start(rest));
        folded.push_str(plain);
        let Some(character) = other.chars().next() else { return };
        rest = &other[character.len_utf8()..];
        if is_blank(character) {
            if !folded.ends_with(' ') && !folded.is_empty() {
                folded.push(' ');
            }
            rest = rest.trim_ascii_start();
        } else if !matches!(character, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}') {
            folded.push(character);
        }
    }
}

/// `folded` without a blank at its end.
fn ended(mut folded: String) -> String {
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// `text` without any blank: for labels that are printed spread out (`索 引 号`).
pub(in crate::read) fn squeeze(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut squeezed = fold(text).into_owned();
    squeezed.retain(|character| character != ' ');
    Cow::Owned(squeezed)
}

/// `text` certainly has no blank in it and nothing that is dropped.
fn is_plain(text: &str) -> bool {
    plain_start(text) == text.len()
}

/// The start of `text`, of at most `most` characters.
pub(in crate::read) fn start_of(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// Length of the start of `text` that certainly has no blank in it and nothing that is dropped: `!` to `~` and U+3001 to
/// U+D7FF, most characters of a Chinese page, told by their bytes.
fn plain_start(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        at += match first {
            b'!'..=b'~' => 1,
            0xe4..=0xed => 3,
            0xe3 if !bytes[at..].starts_with("\u{3000}".as_bytes()) => 3,
            _ => break,
        };
    }
    at.min(bytes.len())
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_absolute_and_lead_somewhere() {
        let url = Url::parse("http://x.example/a/b.html?c=1").unwrap();
        let plain = Html::parse_document("<a href=x>");
        let based = Html::parse_document("<head><title>t</title><base href='/d/'></head>");
        let resolve = |html, href| Dom::new(html, &url, "").resolve(href);
        for (href, expected) in [
            (" ./e.html#top ", Some("http://x.example/a/e.html")),
            ("?c=2", Some("http://x.example/a/b.html?c=2")),
            ("//y.example/", Some("http://y.example/")),
            ("#", None),
            ("", None),
            ("javascript:void(0)", None),
            ("mailto:a@x.example", None),
            ("http://[", None),
        ] {
            assert_eq!(resolve(&plain, href).as_deref(), expected, "{href}");
        }
        assert_eq!(resolve(&based, "e.html").as_deref(), Some("http://x.example/d/e.html"));
    }

    #[test]
    fn words_are_what_a_visitor_sees() {
        let html =
            Html::parse_document("<p>索\u{a0}引\u{3000} 号<script>var a;</script><style>b{}</style>\u{200b}：1</p>");
        assert_eq!(words(html.root_element()), "索 引 号：1");
        assert_eq!(squeeze("索 引\u{3000}号"), "索引号");
    }
}
