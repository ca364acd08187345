//! What an article page says of itself.

use std::borrow::Cow;
use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use scraper::ElementRef;

use super::dom::{Dom, attribute, short_words, squeeze};
use super::metadata::{Metadata, before_labels};
use super::tags::Tags;
use crate::pattern::pattern;
use crate::site::Article;

/// Most headings that are looked at.
const MOST_HEADINGS: usize = 200;
/// Longest heading that is looked at, in bytes: a title, perhaps with the line under it.
const LONGEST_HEADING: usize = 1_200;
/// Longest title, in characters.
const LONGEST_TITLE: usize = 200;
/// A shorter heading is not looked for in the title of the page: it could stand there by chance.
const SHORTEST_MATCH: usize = 4;

/// Parts of class names that templates give to headings, in any case.
const HEADING_CLASSES: [&str; 2] = ["tit", "biaoti"];
/// The same of ids.
const HEADING_IDS: [&str; 1] = ["title"];
/// Stand between the parts of `<title>`.
const SEPARATORS: [char; 6] = ['-', '_', '|', '｜', '—', '–'];
/// The name of a site and a separator.
static SITE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:网|网站|门户|政府|委员会|局|厅|中心|平台|系统)\s*[-_|｜—–]+\s*$"));
/// What separates the article's title from the names of column and site in `<title>`.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\s*(?:[-_|｜—–]{1,4}|\s-\s)\s*[^-_|｜—–]*(?:网|网站|门户|政府|委员会|局|厅|中心|平台|系统|公报)[^-_|｜—–]{0,8}$",
    )
});

/// A number and what it counts stand together; a blank between them was the end of a line.
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?P<number>[0-9]{4}) (?P<unit>年)"));

/// The title of the article on `dom`: ArticleTitle; else the heading that stands in `<title>` as well; else the first `<h1>`;
/// else the innermost column whose name stands in `<title>`, for a column that is one text; else `<title>` without the name of
/// the site. `names` are those of the columns, innermost first, and of the site.
pub(in crate::read) fn title(dom: &Dom<'_>, tags: &Tags, page_title: &str, names: &[&str]) -> String {
    if let Some(title) = &tags.article_title {
        return title.clone();
    }
    let squeezed: Vec<Cow<'_, str>> = names.iter().map(|name| squeeze(name)).collect();
    let is_name = |text: &str| squeezed.iter().any(|name| name == text);
    let whole = squeeze(page_title);
    let shown =
        dom.elements.iter().copied().filter(|element| is_heading(*element)).take(MOST_HEADINGS).filter_map(heading);
    let shared = shown
        .filter(|text| {
            let bare = squeeze(text);
            whole.contains(&*bare) && bare.chars().count() >= SHORTEST_MATCH && !is_name(&bare)
        })
        .max_by_key(|text| (text.chars().count(), std::cmp::Reverse(text.clone())));
    let shown = shared
        .or_else(|| dom.named(&["h1"]).filter_map(heading).find(|text| !is_name(&squeeze(text))))
        .or_else(|| names.iter().find(|name| is_after_site(page_title, name)).map(|name| (*name).to_owned()))
        .unwrap_or_else(|| without_tail(page_title, names));
    YEAR.replace_all(&shown, "$number$unit").into_owned()
}

/// `<title>` is the name of the site and then `name`.
fn is_after_site(page_title: &str, name: &str) -> bool {
    page_title.strip_suffix(name).is_some_and(|before| SITE.is_match(before))
}

fn is_heading(element: ElementRef<'_>) -> bool {
    matches!(element.value().name.local, local_name!("h1") | local_name!("h2") | local_name!("h3") | local_name!("h4"))
        || attribute(element, &local_name!("class")).is_some_and(|class| has(class, &HEADING_CLASSES))
        || attribute(element, &local_name!("id")).is_some_and(|id| has(id, &HEADING_IDS))
}

/// `names` start like a heading, or one of `words` stands in them.
fn has(names: &str, words: &[&str]) -> bool {
    let stands = |word: &&str| {
        let (first, rest) = word.as_bytes().split_first().unwrap_or((&0, &[]));
        // Most places are told apart by their first letter.
        names
            .as_bytes()
            .windows(word.len())
            .any(|part| part[0].eq_ignore_ascii_case(first) && part[1..].eq_ignore_ascii_case(rest))
    };
    names.starts_with("bt") || words.iter().any(stands)
}

/// The words of a heading that is not a link itself.
fn heading(element: ElementRef<'_>) -> Option<String> {
    if element.value().name() == "a" {
        return None;
    }
    let text = before_labels(&short_words(element, LONGEST_HEADING)?).to_owned();
    let fits = !text.is_empty() && text.chars().count() <= LONGEST_TITLE;
    (fits && !element.descendent_elements().skip(1).any(|inner| inner.value().name() == "a")).then_some(text)
}

/// `<title>` without the names of column and site at its end.
fn without_tail(page_title: &str, names: &[&str]) -> String {
    let mut title = page_title;
    loop {
        let end = TAIL.find(title).map(|tail| tail.start()).or_else(|| {
            let before = names.iter().find_map(|name| title.strip_suffix(*name))?.trim_end();
            before.ends_with(SEPARATORS).then(|| before.trim_end_matches(SEPARATORS).len())
        });
        match end {
            Some(end) if end > 0 => title = title[..end].trim_end(),
            _ => return title.to_owned(),
        }
    }
}

/// Puts the facts of an article together; tags come before what the page shows.
pub(in crate::read) fn article(title: String, tags: &Tags, metadata: Metadata, text: String) -> Article {
    Article {
        title,
        published: tags.published.or(metadata.published),
        shown: metadata.shown,
        updated: metadata.updated,
        formed: metadata.formed,
        document_number: metadata.document_number,
        index_number: metadata.index_number,
        source: tags.source.clone().or(metadata.source).or(metadata.issuer),
        validity: metadata.validity,
        text,
    }
}
