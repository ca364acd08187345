//! In which part of a page an element stands, by the names that templates give to their parts.

use std::borrow::Cow;

use scraper::ElementRef;

use super::anchor::DEEPEST;

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

/// The part of the page that `element` stands in.
pub(in crate::read) fn region(element: ElementRef<'_>) -> Region {
    let mut menu = false;
    let own = std::iter::once(element);
    let above = element.ancestors().take(DEEPEST).filter_map(ElementRef::wrap);
    for part in own.chain(above) {
        match named(part) {
            Some(Named::Part(region)) => return region,
            Some(Named::Menu) => menu = true,
            None => {}
        }
    }
    if menu { Region::Side } else { Region::Content }
}

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
        _ if element.attr("role") == Some("navigation") => return Some(Named::Part(Region::Header)),
        _ => {}
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

/// The class names and the id, each in lower case.
pub(super) fn names(element: ElementRef<'_>) -> impl Iterator<Item = Cow<'_, str>> {
    let class = element.value().attr("class").unwrap_or_default().split_ascii_whitespace();
    // Asked for every ancestor of every link: most names are in lower case already.
    class.chain(element.value().attr("id")).take(8).map(|name| {
        let capital = name.bytes().any(|byte| byte.is_ascii_uppercase());
        if capital { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) }
    })
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
            assert_eq!(region(link), expected, "{html}");
        }
    }
}
