//! The links of a page, each with its element.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use html5ever::{LocalName, local_name};
use regex::Regex;
use scraper::ElementRef;

use super::address::{Looks, looks};
use crate::pattern::pattern;
use crate::read::dom::{Dom, attribute, fold, short_words};
use rustc_hash::FxHashMap;

/// Most links that are looked at on one page.
const MOST_ANCHORS: usize = 5_000;
/// Most ancestors that are looked at from one link.
pub(super) const DEEPEST: usize = 64;
/// Longest text of a link, in bytes: a title with an abstract. What is longer is a part of the page that can be clicked.
const LONGEST_TEXT: usize = 6_000;

/// Elements of a link without words among which its image is looked for.
const MOST_BEFORE_IMAGE: usize = 50;
/// Longest argument of a script call that may be an address, in bytes.
const LONGEST_QUOTED: usize = 2_000;
const QUOTES: [char; 2] = ['\'', '"'];

/// A link and its element.
#[derive(Debug)]
pub(super) struct Anchor<'a> {
    pub(super) element: ElementRef<'a>,
    /// Absolute address; `None` where only a script knows it.
    pub(super) url: Option<String>,
    /// Its words, else its `title`, else the `alt` of its image.
    pub(super) text: String,
    /// Place of the first link that leads to the same address; its own where it has none.
    pub(super) same: usize,
    looks: OnceCell<Looks>,
}

impl Anchor<'_> {
    /// What its address looks like; [`Looks::Column`] where it has none, as for that of a host alone.
    pub(super) fn looks(&self) -> Looks {
        *self.looks.get_or_init(|| looks(self.url.as_deref().unwrap_or_default()))
    }
}

static PAGE_FILE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^[\w./-]+\.(?:s?html?|jspx?|aspx?|php|do|action)(?:\?\S*)?$"));

/// The links of the page in document order: `<a>`, `<area>`, `<iframe>`, and elements whose `onclick` names an address.
pub(super) fn anchors<'a>(dom: &Dom<'a>) -> Vec<Anchor<'a>> {
    let found = dom.elements.iter().filter_map(|element| anchor(dom, *element));
    let mut anchors: Vec<Anchor<'a>> = found.take(MOST_ANCHORS).collect();
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(anchors.len());
    let places: Vec<usize> = (anchors.iter().enumerate())
        .map(|(at, anchor)| anchor.url.as_deref().map_or(at, |url| *first.entry(url).or_insert(at)))
        .collect();
    for (anchor, place) in anchors.iter_mut().zip(places) {
        anchor.same = place;
    }
    anchors
}

fn anchor<'a>(dom: &Dom<'a>, element: ElementRef<'a>) -> Option<Anchor<'a>> {
    let address = match element.value().name.local {
        local_name!("a") | local_name!("area") => attribute(element, &local_name!("href")),
        local_name!("iframe") => attribute(element, &local_name!("src")),
        _ => None,
    };
    let onclick = || in_script(attribute(element, &local_name!("onclick"))?).and_then(|address| dom.resolve(address));
    let url = match address {
        Some(src) if element.value().name() == "iframe" => Some(dom.resolve(src)?),
        Some(href) => of_href(dom, href).or_else(onclick),
        None => Some(onclick()?),
    };
    let text = text_of(element);
    (url.is_some() || !text.is_empty()).then_some(Anchor { element, url, text, same: 0, looks: OnceCell::new() })
}

fn of_href(dom: &Dom<'_>, href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty() {
        return dom.resolve(dom.url.as_str());
    }
    if href.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:")) {
        return in_script(href).and_then(|address| dom.resolve(address));
    }
    dom.resolve(href)
}

/// The address among the arguments of a script call: `jumpToDetail('./t.html')`, `openUrl('http://…')`.
pub(in crate::read) fn in_script(script: &str) -> Option<&str> {
    let looks_right = |text: &str| {
        ["http://", "https://", "/", "./", "../"].iter().any(|start| text.starts_with(start))
            || PAGE_FILE.is_match(text)
    };
    quoted(script).take(8).map(str::trim).find(|text| looks_right(text))
}

/// What stands between quotes in a script, without markup.
fn quoted(script: &str) -> impl Iterator<Item = &str> {
    let mut rest = script;
    std::iter::from_fn(move || {
        loop {
            let inner = &rest[rest.find(QUOTES)? + 1..];
            let end = inner.find(|letter| QUOTES.contains(&letter) || matches!(letter, '<' | '>'))?;
            if inner[end..].starts_with(QUOTES) && (1..=LONGEST_QUOTED).contains(&end) {
                rest = &inner[end + 1..];
                return Some(&inner[..end]);
            }
            rest = &inner[end..];
        }
    })
}

fn text_of(element: ElementRef<'_>) -> String {
    let own = short_words(element, LONGEST_TEXT).unwrap_or_default();
    if !own.is_empty() {
        return own.into_owned();
    }
    let named = |element: ElementRef<'_>, name: &LocalName| {
        attribute(element, name).map(|text| fold(text).into_owned()).filter(|text| !text.is_empty())
    };
    named(element, &local_name!("title"))
        .or_else(|| {
            let images =
                element.descendent_elements().take(MOST_BEFORE_IMAGE).filter(|image| image.value().name() == "img");
            images
                .take(4)
                .find_map(|image| named(image, &local_name!("alt")).or_else(|| named(image, &local_name!("title"))))
        })
        .unwrap_or_default()
}

/// Something known of elements, by their [`identity`]: a place in memory, which no website chooses so that many collide.
pub(in crate::read) type ByElement<T> = FxHashMap<usize, T>;

/// How many different addresses stand below each element.
#[derive(Debug)]
pub(super) struct Tally {
    below: ByElement<Addresses>,
}

/// The first different addresses below an element, each by the place of its first link.
#[derive(Debug, Default)]
struct Addresses {
    count: usize,
    first: [usize; MANY],
}

/// Above this number the count of different addresses no longer matters.
const MANY: usize = 4;

impl Tally {
    /// Counts the anchors that `wanted` lets through.
    pub(super) fn new(anchors: &[Anchor<'_>], wanted: impl Fn(usize) -> bool) -> Self {
        let mut below: ByElement<Addresses> =
            ByElement::with_capacity_and_hasher(anchors.len() * 2, Default::default());
        for (_, anchor) in anchors.iter().enumerate().filter(|(at, _)| wanted(*at)) {
            let key = anchor.same;
            for above in anchor.element.ancestors().take(DEEPEST).filter_map(ElementRef::wrap) {
                let seen = below.entry(identity(above)).or_default();
                if seen.count >= MANY {
                    break;
                }
                if !seen.first[..seen.count].contains(&key) {
                    seen.first[seen.count] = key;
                    seen.count += 1;
                }
            }
        }
        Self { below }
    }

    /// Number of different addresses below `element`, at most [`MANY`].
    pub(super) fn addresses(&self, element: ElementRef<'_>) -> usize {
        self.below.get(&identity(element)).map_or(0, |seen| seen.count)
    }
}

/// The parent, when it is an element.
pub(super) fn parent(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.parent().and_then(ElementRef::wrap)
}

/// Tells one element of a page from every other.
pub(in crate::read) fn identity(element: ElementRef<'_>) -> usize {
    std::ptr::from_ref(element.value()).addr()
}
