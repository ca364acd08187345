//! Menus that a script of the page writes where it stands: `document.write('<li><a href="../ldxx/">' + name + '</a></li>')`.

use std::sync::LazyLock;

use regex::Regex;
use scraper::Selector;

use super::script::{Literal, Script};
use crate::pattern::pattern;
use crate::read::dom::{Dom, fold, words};
use crate::read::fixed::selector;
use crate::read::guard::tree;
use crate::read::lists::{Region, is_elsewhere, region};
use crate::site::{Link, LinkRole};

/// Most scripts that are looked at.
const MOST_SCRIPTS: usize = 400;
/// Most that one script is believed to write into a menu, in bytes.
const LONGEST: usize = 64 * 1024;
/// Most links of all scripts.
const MOST_LINKS: usize = 500;
/// Longest name in a menu, in characters.
const LONGEST_NAME: usize = 24;

static SCRIPTS: LazyLock<Selector> = LazyLock::new(|| selector("script:not([src])"));
static LINKS: LazyLock<Selector> = LazyLock::new(|| selector("a[href]"));
static WRITES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bdocument\.write(?:ln)?\s*\("));

/// The links that scripts write into the head of the page or into a menu beside its content. What a script writes
/// elsewhere may be a pager or a list. Both branches of a condition count: they differ in how a link looks.
pub(super) fn columns(dom: &Dom<'_>) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    if !WRITES.is_match(dom.text) {
        return links;
    }
    for element in dom.html.select(&SCRIPTS).take(MOST_SCRIPTS) {
        let source: String = element.text().collect();
        if !WRITES.is_match(&source) {
            continue;
        }
        let role = match region(dom, element) {
            Region::Header => LinkRole::Nav,
            Region::Side => LinkRole::Column,
            Region::Footer | Region::Content => continue,
        };
        for link in written(dom, &source, role) {
            if links.len() < MOST_LINKS && !links.contains(&link) {
                links.push(link);
            }
        }
    }
    links
}

/// The links in what the script `source` writes, as far as that stands in it.
fn written(dom: &Dom<'_>, source: &str, role: LinkRole) -> Vec<Link> {
    let script = Script::new(source);
    let mut markup = String::new();
    for call in WRITES.find_iter(source) {
        if let [Literal::Text(text)] = script.arguments(call.end()).as_slice()
            && markup.len() + text.len() <= LONGEST
        {
            markup.push_str(text);
        }
    }
    let fragment = tree(&markup).html;
    let links = fragment.select(&LINKS).filter_map(|link| {
        let text = Some(words(link)).filter(|text| !text.is_empty());
        let text = text.or_else(|| link.attr("title").map(fold))?;
        let url = dom.resolve(link.attr("href")?)?;
        let role = if is_elsewhere(dom.url, &url) { LinkRole::External } else { role };
        let named = (2..=LONGEST_NAME).contains(&text.chars().count());
        named.then(|| Link { text: text.into_owned(), url, role, path: Vec::new() })
    });
    links.collect()
}
