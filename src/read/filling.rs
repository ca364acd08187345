//! Whether a script fills in the list that is missing on a page.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Selector};

use super::dom::{Dom, short_words};
use super::fixed::selector;
use crate::pattern::pattern;

/// Most places that one script names.
const MOST_NAMES: usize = 200;
/// Longest text of a place that waits for its list, in bytes: the heads of a table.
const LONGEST_HEADS: usize = 120;

/// A template that a script has not filled yet.
pub(super) static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\{\{[^{}]{1,80}\}\}|<%=?[^%@-][^%]{0,79}%>|(?:数据|内容|信息|页面)?(?:正在|努力)?加载(?:中|\.\.\.|…)|(?i:^loading)|请稍候",
    )
});
/// A library that draws lists.
static LISTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)new\s+vue\s*\(|createapp\s*\(|\.(?:datagrid|bootstraptable)\s*\(|laypage|dataproxy\.jsp|data-main=")
});
/// A request for data: a list, but as well a number of visits or suggestions for a search.
static REQUEST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\$|jquery)\s*\.\s*(?:ajax|get|post|getjson)\s*\(|axios\s*[.(]|\bfetch\s*\(|xmlhttprequest|\.load\s*\(",
    )
});
/// Rows that a script writes into a table; what it asks for may stand in another file.
static DRAWN_ROWS: LazyLock<Regex> = LazyLock::new(|| pattern(r#"(?i)\btbody["']\s*\)\s*\.\s*(?:append|html)\s*\("#));
/// Addresses of requests that bring no list.
static NO_LIST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)hits?\b|count|visit|click|stat\b|tongji|weather|tianqi|search|suggest|keyword|login|user|token|share")
});
/// A place that a script names: `$("#list")`, `$(".news ul")`, `getElementById("list")`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?:\$|jQuery)\(\s*["']\s*[0-9A-Za-z_ ]{0,20}([#.])([\w-]+)|(getElementById)\(\s*["']([\w-]+)["']"#)
});
static COUNTER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)hit|count|click|visit|view|num|date|time|weather|tianqi|search|tip|msg|share|code"));
static SCRIPTS: LazyLock<Selector> = LazyLock::new(|| selector("script:not([src])"));
static BLOCKS: LazyLock<Selector> = LazyLock::new(|| selector("ul, ol, dl, table, tbody, div, section, article, main"));
/// Where scripts put lists.
static PLACES: LazyLock<Selector> =
    LazyLock::new(|| selector("ul[id], ol[id], dl[id], tbody[id], table[id], div[id*='list' i]"));
static SHOWN: LazyLock<Selector> = LazyLock::new(|| selector("a, img, iframe, object, embed, video, input, select"));
/// The rows of a table with heads.
static ROWS: LazyLock<Selector> = LazyLock::new(|| selector("thead + tbody"));
static MENU: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)menu|nav|side|page"));

/// A script certainly fills the page: a template stands unfilled, or a script that asks for data names a place that is
/// empty.
pub(super) fn fills(dom: &Dom<'_>, pieces: &[Cow<'_, str>]) -> bool {
    pieces.iter().any(|piece| PLACEHOLDER.is_match(piece)) || has_named_place(dom)
}

/// A place of the page stands empty, or holds a template, until a script that asks for data fills it.
pub(super) fn waits_for_script(dom: &Dom<'_>) -> bool {
    PLACEHOLDER.is_match(dom.text) || has_named_place(dom)
}

/// The address of a request tells that it brings no list, but a number of visits or the weather.
pub(super) fn is_no_list(address: &str) -> bool {
    NO_LIST.is_match(address)
}

/// A script may fill the page: it draws lists, it asks for data and does not say where they go, or places with an id are
/// left empty.
pub(super) fn may_fill(dom: &Dom<'_>) -> bool {
    let aimless = |script: &String| NAMED.find(script).is_none() && !NO_LIST.is_match(script);
    LISTS.is_match(dom.text) || scripts(dom).any(|script| aimless(&script)) || has_empty_place(dom)
}

/// The scripts on the page that ask for data.
fn scripts(dom: &Dom<'_>) -> impl Iterator<Item = String> {
    own_scripts(dom).filter(|script| REQUEST.is_match(script))
}

fn own_scripts(dom: &Dom<'_>) -> impl Iterator<Item = String> {
    dom.html.select(&SCRIPTS).map(|script| script.text().collect::<String>())
}

/// An empty place that one of the scripts that ask for data, or draw the rows of a table, names.
fn has_named_place(dom: &Dom<'_>) -> bool {
    let mut named = HashSet::new();
    for script in own_scripts(dom).filter(|script| REQUEST.is_match(script) || DRAWN_ROWS.is_match(script)) {
        let names = NAMED.captures_iter(&script).take(MOST_NAMES).filter_map(|found| {
            let sign = found.get(1).map_or("#", |sign| sign.as_str());
            Some(format!("{sign}{}", found.get(2).or_else(|| found.get(4))?.as_str()))
        });
        named.extend(names.filter(|name| !COUNTER.is_match(name) && !MENU.is_match(name)));
    }
    let is_named = |block: &ElementRef<'_>| {
        block.attr("id").is_some_and(|id| named.contains(&format!("#{id}")))
            || block.value().classes().take(8).any(|class| named.contains(&format!(".{class}")))
    };
    !named.is_empty() && dom.html.select(&BLOCKS).filter(is_named).any(waits)
}

/// Nothing is in it, or only the heads of a table.
fn waits(block: ElementRef<'_>) -> bool {
    let heads = if block.value().name() == "table" { LONGEST_HEADS } else { 0 };
    let empty = short_words(block, heads).is_some() || block.select(&ROWS).any(|rows| short_words(rows, 0).is_some());
    empty && block.select(&SHOWN).next().is_none()
}

fn has_empty_place(dom: &Dom<'_>) -> bool {
    dom.html.select(&PLACES).any(|place| {
        !MENU.is_match(place.attr("id").unwrap_or_default())
            && short_words(place, 0).is_some()
            && place.select(&SHOWN).next().is_none()
    })
}
