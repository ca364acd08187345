//! Pagers that a script draws, as TRS WCM and its relatives leave them in the page:
//! `createPageHTML(total, current, "index", "html")` and its variants, `Pager({size, current, prefix, suffix})`, and
//! variables that hold the number of pages.

use std::sync::LazyLock;

use regex::Regex;

use super::families::note;
use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::site::Pager;

/// Most pages that a list is believed to have.
const MOST_PAGES: u32 = 100_000;
/// Most calls on one page that are looked at: the definition of the function, and a pager above and below the list.
const MOST_CALLS: usize = 12;

static CALL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)createPage[0-9A-Za-z_]*\s*\(([^(){}]{3,300})\)"));
static OBJECT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?-u:\b)Pager\s*\(\s*\{([^{}]{3,300})\}"));
static VARIABLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        // ASCII word boundaries: others are slow on Chinese pages.
        r#"(?i-u)\b(?:countPage|pageCount|page_count|totalPages?|total_pages?|allPage|maxPage)\s*[=:]\s*["']?([0-9]{1,6})\b"#,
    )
});

/// The pager, `shown` by the page's links and texts, with what a script of the page says of it.
pub(super) fn pager(dom: &Dom<'_>, shown: Option<Pager>) -> Option<Pager> {
    if let Some(script) = drawn(dom) {
        note(dom, "拓尔思（TRS）", "翻页取自 createPageHTML 一类的脚本");
        let shown = shown.unwrap_or_default();
        return Some(Pager {
            pages: script.pages.or(shown.pages),
            next: shown.next.or(script.next),
            ..Pager::default()
        });
    }
    let pages = shown
        .as_ref()
        .and_then(|shown| shown.pages)
        .or_else(|| pages(dom).inspect(|_| note(dom, "拓尔思（TRS）一类", "总页数取自脚本里的变量")));
    if pages.is_none() { shown } else { Some(Pager { pages, ..shown.unwrap_or_default() }) }
}

/// The pager that a script of the page draws.
fn drawn(dom: &Dom<'_>) -> Option<Pager> {
    // Few pages have either word, and those that have none need not wait for the forms to be built.
    let arguments = |word: &str, form: &'static LazyLock<Regex>| {
        let found = dom.text.contains(word).then(|| form.captures_iter(dom.text));
        found.into_iter().flatten().filter_map(|found| found.get(1)).map(|found| found.as_str())
    };
    let call = arguments("createPage", &CALL).take(MOST_CALLS).filter_map(|call| of_call(dom, call)).last();
    call.or_else(|| arguments("Pager", &OBJECT).find_map(|object| of_object(dom, object)))
}

/// The number of pages in a variable of a script. Templates leave such variables behind, so what the page shows is
/// better.
fn pages(dom: &Dom<'_>) -> Option<u32> {
    VARIABLE.captures_iter(dom.text).find_map(|found| count(found.get(1)?.as_str()))
}

/// `4, 0, "index", "html"`; with the name of the pager's element in front; with a number after it.
fn of_call(dom: &Dom<'_>, arguments: &str) -> Option<Pager> {
    let mut rest = arguments.split(',').map(|argument| argument.trim().trim_matches(['"', '\'']).trim()).peekable();
    let element_first = rest.peek().is_some_and(|first| number(dom, first).is_none());
    if element_first {
        rest.next();
    }
    let pages = number(dom, rest.next()?).filter(|pages| *pages <= MOST_PAGES)?;
    let current = number(dom, rest.next()?)?;
    // Other functions of this name take other arguments.
    let name = rest.next().unwrap_or("index");
    let suffix = rest.next().unwrap_or("html");
    if !is_file_part(name) || !is_file_part(suffix) {
        return None;
    }
    Some(Pager {
        pages: Some(pages.max(1)),
        next: following(dom, pages, current, element_first, name, suffix),
        ..Pager::default()
    })
}

/// `size:4, current:0, prefix:'index', suffix:'html'`.
fn of_object(dom: &Dom<'_>, fields: &str) -> Option<Pager> {
    let field = |wanted: &str| {
        let fields = fields.split(',').filter_map(|field| field.split_once(':'));
        let clean = |text: &str| text.trim().trim_matches(['"', '\'']).trim().to_owned();
        fields.map(|(key, value)| (clean(key), clean(value))).find(|(key, _)| key == wanted).map(|(_, value)| value)
    };
    let pages = count(&field("size")?)?;
    let current = field("current").and_then(|text| text.parse().ok()).unwrap_or(0);
    let name = field("prefix").filter(|name| is_file_part(name)).unwrap_or_else(|| "index".to_owned());
    let suffix = field("suffix").filter(|suffix| is_file_part(suffix)).unwrap_or_else(|| "html".to_owned());
    Some(Pager { pages: Some(pages), next: following(dom, pages, current, false, &name, &suffix), ..Pager::default() })
}

/// Address of the page after `current`. Pages are counted from 0 (the first has no number, the second is `_1`); the form
/// that names its element counts from 1 where it says 1 on the first page.
fn following(dom: &Dom<'_>, pages: u32, current: u32, element_first: bool, name: &str, suffix: &str) -> Option<String> {
    let last = if element_first && current > 0 { pages } else { pages.saturating_sub(1) };
    let next = current.checked_add(1)?;
    (current < last).then(|| dom.resolve(&format!("{name}_{next}.{}", suffix.trim_start_matches('.')))).flatten()
}

/// A number, or a variable that the page sets to one.
fn number(dom: &Dom<'_>, text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let is_name = !text.is_empty()
        && text.len() <= 40
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if !is_name {
        return None;
    }
    dom.text.match_indices(text).take(200).find_map(|(at, _)| {
        let bounded = !dom.text[..at].ends_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
        let rest =
            dom.text[at + text.len()..].trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).take(7).collect();
        bounded.then(|| digits.parse().ok()).flatten()
    })
}

fn count(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|pages| (1..=MOST_PAGES).contains(pages))
}

fn is_file_part(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-.".contains(letter))
}

#[cfg(test)]
mod tests {
    use scraper::Html;
    use url::Url;

    use super::*;

    fn read(address: &str, script: &str) -> Option<(Option<u32>, Option<String>)> {
        let text = format!("<div class=page><script>{script}</script></div>");
        let url = Url::parse(address).unwrap();
        let html = Html::parse_document(&text);
        let pager = drawn(&Dom::new(&html, &url, &text))?;
        Some((pager.pages, pager.next.map(|next| next.replace("http://www.qinghe.example/tz/", ""))))
    }

    fn some(pages: u32, next: &str) -> Option<(Option<u32>, Option<String>)> {
        Some((Some(pages), (!next.is_empty()).then(|| next.to_owned())))
    }

    #[test]
    fn every_form_of_the_call() {
        let first = "http://www.qinghe.example/tz/index.html";
        for (script, expected) in [
            (r#"createPageHTML(4, 0, "index", "html");"#, some(4, "index_1.html")),
            (r#"createPageHTML(1,0,"index","htm")"#, some(1, "")),
            (r#"createPageHTML(0,0,"index","htm")"#, some(1, "")),
            ("createPageHTML('page_div', 12, 1, 'name_list', 'shtml', 180);", some(12, "name_list_2.shtml")),
            ("createPageHTML('page_div', 12, 0, 'list', 'shtml', 180);", some(12, "list_1.shtml")),
            ("createPage(3,0,'index','html')", some(3, "index_1.html")),
            (
                "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ } createPageHTML(287,0,\"index\",\"shtml\");",
                some(287, "index_1.shtml"),
            ),
            ("var total = 9; createPageHTML(total, 0, 'index', 'html')", some(9, "index_1.html")),
            ("Pager({size:7,current:0,prefix:'index',suffix:'html'});", some(7, "index_1.html")),
            ("createPageHTML(a,b,c,d)", None),
            ("var now = 1; var all = 9; createPageHTML(now, all, 'javascript:getList', 300)", None),
        ] {
            assert_eq!(read(first, script), expected, "{script}");
        }
    }

    #[test]
    fn variables_hold_the_number_of_pages() {
        for (script, expected) in [
            ("var currentPage=0;var countPage=56//共多少页", Some(56)),
            ("var pageCount = '12';", Some(12)),
            ("countPage = 0;", None),
            ("var discountPage = 3;", None),
        ] {
            let text = format!("<script>{script}</script>");
            let url = Url::parse("http://www.qinghe.example/tz/").unwrap();
            let html = Html::parse_document(&text);
            assert_eq!(pages(&Dom::new(&html, &url, &text)), expected, "{script}");
        }
    }

    #[test]
    fn later_pages_count_on() {
        let at = |file: &str| format!("http://www.qinghe.example/tz/{file}");
        assert_eq!(read(&at("index_2.html"), r#"createPageHTML(4,2,"index","html")"#), some(4, "index_3.html"));
        assert_eq!(read(&at("index_3.html"), r#"createPageHTML(4,3,"index","html")"#), some(4, ""));
        assert_eq!(read(&at("list_11.shtml"), "createPageHTML('d',12,11,'list','shtml')"), some(12, "list_12.shtml"));
        assert_eq!(read(&at("list_12.shtml"), "createPageHTML('d',12,12,'list','shtml')"), some(12, ""));
    }
}
