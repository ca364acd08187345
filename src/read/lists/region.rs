//! In which part of a page an element stands, by the names that templates give to their parts.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use scraper::ElementRef;

use super::anchor::{ByElement, identity};
use crate::pattern::pattern;
use crate::read::dom::{Dom, attribute, in_lower_case};

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Region {
    /// Head of the page with the main navigation.
    Header,
    /// A menu beside the content.
    Side,
    /// Foot of the page, links to friends.
    Footer,
    /// All else.
    Content,
}

/// What every name of a part has in it.
static PART: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?i-u)foot|copyright|friend|yqlj|link|banquan|bottom|side|bar|nav|menu|tree|mulu|daohang|head|top|banner|logo",
    )
});

/// What was found on the way up from elements of one page: most links ask about the same ancestors.
#[derive(Debug, Clone, Default)]
pub(in crate::read) struct Regions {
    known: RefCell<ByElement<Option<Named>>>,
}

/// The part of the page that `element` stands in.
pub(in crate::read) fn region(dom: &Dom<'_>, element: ElementRef<'_>) -> Region {
    match dom.regions.of(element) {
        Some(Named::Part(region)) => region,
        Some(Named::Menu) => Region::Side,
        None => Region::Content,
    }
}

impl Regions {
    /// What names the part that `element` stands in. The depth of a page is bounded.
    fn of(&self, element: ElementRef<'_>) -> Option<Named> {
        if let Some(known) = self.known.borrow().get(&identity(element)) {
            return *known;
        }
        let own = named(element);
        let above = || element.ancestors().find_map(ElementRef::wrap).and_then(|above| self.of(above));
        let found = match own {
            Some(Named::Part(_)) => own,
            _ => above().filter(|above| own.is_none() || matches!(above, Named::Part(_))).or(own),
        };
        self.known.borrow_mut().insert(identity(element), found);
        found
    }
}

#[derive(Debug, Clone, Copy)]
enum Named {
    Part(Region),
    /// A menu: of the head when that is above it, else beside the content.
    Menu,
}

fn named(element: ElementRef<'_>) -> Option<Named> {
    match element.value().name() {
        "body" | "html" => return None,
        "header" | "nav" => return Some(Named::Part(Region::Header)),
        "footer" => return Some(Named::Part(Region::Footer)),
        "aside" => return Some(Named::Part(Region::Side)),
        _ if attribute(element, &local_name!("role")) == Some("navigation") => {
            return Some(Named::Part(Region::Header));
        }
        _ => {}
    }
    if !may_be_named(element, &PART) {
        return None;
    }
    let mut menu = false;
    for name in names(element) {
        if is_footer(&name) {
            return Some(Named::Part(Region::Footer));
        }
        if is_side(&name) {
            return Some(Named::Part(Region::Side));
        }
        if is_header(&name) {
            return Some(Named::Part(Region::Header));
        }
        menu |= name.contains("menu");
    }
    menu.then_some(Named::Menu)
}

/// Whether `form`, which finds a word of every name that is looked for, finds one in the class names or the id.
pub(super) fn may_be_named(element: ElementRef<'_>, form: &Regex) -> bool {
    let names = [attribute(element, &local_name!("class")), attribute(element, &local_name!("id"))];
    names.into_iter().flatten().any(|names| form.is_match(names))
}

/// The class names and the id, each in lower case.
pub(super) fn names(element: ElementRef<'_>) -> impl Iterator<Item = Cow<'_, str>> {
    let class = attribute(element, &local_name!("class")).unwrap_or_default().split_ascii_whitespace();
    class.chain(attribute(element, &local_name!("id"))).take(8).map(in_lower_case)
}

/// The parts of one name: `ewb-nav2_right` has `ewb`, `nav`, `right`.
pub(super) fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|character: char| !character.is_ascii_alphabetic()).filter(|part| !part.is_empty())
}

fn is_footer(name: &str) -> bool {
    ["footer", "copyright", "friend", "yqlj", "yqlink"].iter().any(|word| name.contains(word))
        || parts(name).any(|part| matches!(part, "foot" | "bottom" | "link" | "links" | "flink" | "banquan"))
}

fn is_side(name: &str) -> bool {
    let menu = ["bar", "menu", "nav"].iter().any(|word| name.contains(word));
    let joined: String = if menu { parts(name).collect() } else { String::new() };
    ["sidebar", "sidemenu", "sidenav", "leftnav", "leftmenu", "submenu", "subnav"]
        .iter()
        .any(|word| joined.contains(word))
        || parts(name).any(|part| matches!(part, "side" | "tree" | "lmenu" | "mulu"))
}

fn is_header(name: &str) -> bool {
    let slide = name.contains("navslide") || name.contains("slidenav");
    // The platform of 安徽 calls the list of a disclosure column `xxgk_nav_list`.
    let listing = name.contains("gk") && name.ends_with("list");
    (name.contains("nav") && !slide && !listing)
        || name.contains("daohang")
        || parts(name)
            .any(|part| part.starts_with("header") || matches!(part, "head" | "top" | "topbar" | "banner" | "logo"))
}

#[cfg(test)]
mod tests {
    use scraper::Html;
    use url::Url;

    use super::*;
    use crate::read::fixed::selector;

    #[test]
    fn templates_name_their_parts() {
        for (html, expected) in [
            ("<div class='header2_container'><ul class='menu'><li><a>", Region::Header),
            ("<div class='Left_Nav'><ul><li><a>", Region::Side),
            ("<div class='center_left'><div class='menu_list'><a>", Region::Side),
            ("<ul class='ldzc_sidemenu'><li><a>", Region::Side),
            ("<div class='news_list'><ul><li><a>", Region::Content),
            ("<div class='ywdt_channellink'><a>", Region::Content),
            ("<div class='foot_bj'><a>", Region::Footer),
            ("<nav><div class='content'><a>", Region::Header),
            ("<ul class='nav_list'><li><a>", Region::Header),
            ("<ul class='xxgk_nav_list'><li><a>", Region::Content),
            ("<div class='headline'><a>", Region::Content),
        ] {
            let page = Html::parse_document(html);
            let link = page.select(&selector("a")).next().unwrap();
            let url = Url::parse("http://x.example/").unwrap();
            assert_eq!(region(&Dom::new(&page, &url, html), link), expected, "{html}");
        }
    }
}
