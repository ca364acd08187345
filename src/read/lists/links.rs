//! The links of a page with their roles.

use std::collections::HashSet;

use super::address::{Looks, is_elsewhere};
use super::anchor::{Anchor, Tally};
use super::group::Group;
use super::label::{LONGEST_NAME, Labels, MORE, heading_before, heading_of_more, is_heading, name_in};
use super::organ::are_organs;
use super::region::{Region, region};
use crate::read::dom::Dom;
use crate::site::{Link, LinkRole};

/// What is already known of the page's links.
#[derive(Debug)]
pub(super) struct Known<'k, 'a> {
    /// Places of the links in the breadcrumb.
    pub(super) in_crumb: &'k HashSet<usize>,
    /// Places of the links to other pages of the list.
    pub(super) pager: &'k HashSet<usize>,
    /// Places of the entries.
    pub(super) entries: &'k HashSet<usize>,
    pub(super) groups: &'k [Group<'a>],
    pub(super) tally: &'k Tally,
}

/// All links with an address, one per address and text, in document order.
pub(super) fn links(dom: &Dom<'_>, anchors: Vec<Anchor<'_>>, known: &Known<'_, '_>) -> Vec<Link> {
    let menus = menus(dom, &anchors, known);
    // Both by the place of the first anchor with an address: it is that of an entry; the last link to it so far.
    let mut entries = vec![false; anchors.len()];
    let mut last: Vec<Option<usize>> = vec![None; anchors.len()];
    for at in known.entries {
        entries[anchors[*at].same] = true;
    }
    let mut labels = Labels::new(known.tally);
    let mut links: Vec<Link> = Vec::new();
    // Of each link the one to the same address before it.
    let mut before: Vec<Option<usize>> = Vec::new();
    for (at, anchor) in anchors.into_iter().enumerate() {
        let entry = entries[anchor.same] && anchor.looks() != Looks::File;
        let role = if entry { LinkRole::Item } else { role(dom, at, &anchor, known, &menus) };
        let Anchor { element, url: Some(url), text, same, .. } = anchor else { continue };
        let mut link = Link { text, url, role, path: Vec::new() };
        if matches!(role, LinkRole::Column | LinkRole::Other | LinkRole::External) && MORE.is_match(&link.text) {
            match heading_of_more(element) {
                Some(heading) => link.text = heading,
                None => link.role = if role == LinkRole::External { role } else { LinkRole::Other },
            }
        }
        if matches!(link.role, LinkRole::Nav | LinkRole::Column) || (role == LinkRole::External && menus.contains(&at))
        {
            link.path = labels.above(element);
            link.path.retain(|name| *name != link.text);
        }
        if element.value().name() == "iframe" && link.role == LinkRole::Column {
            let own = || if link.text.is_empty() { heading_before(dom, element) } else { name_in(&link.text) };
            match own() {
                Some(name) => link.text = name,
                None => link.role = LinkRole::Other,
            }
        }
        let mut others = std::iter::successors(last[same], |at| before[*at]);
        match others.find(|at| links[*at].text == link.text) {
            Some(first) => strengthen(&mut links[first], link),
            None => {
                before.push(last[same].replace(links.len()));
                links.push(link);
            }
        }
    }
    links
}

/// The same link once more: what tells more of the site's columns stays.
fn strengthen(first: &mut Link, again: Link) {
    let strength = |role: LinkRole| match role {
        LinkRole::Column => 2,
        LinkRole::Nav => 1,
        _ => 0,
    };
    let stronger = strength(again.role) > strength(first.role);
    let deeper = strength(again.role) == strength(first.role) && again.path.len() > first.path.len();
    if !matches!(first.role, LinkRole::Item | LinkRole::Pager | LinkRole::Attachment) && (stronger || deeper) {
        *first = again;
    }
}

fn role(dom: &Dom<'_>, at: usize, anchor: &Anchor<'_>, known: &Known<'_, '_>, menus: &HashSet<usize>) -> LinkRole {
    let url = anchor.url.as_deref().unwrap_or_default();
    if known.pager.contains(&at) {
        return LinkRole::Pager;
    }
    let looks = anchor.looks();
    if looks == Looks::File {
        return LinkRole::Attachment;
    }
    if is_elsewhere(dom.url, url) {
        return LinkRole::External;
    }
    if anchor.element.value().name() == "iframe" {
        return LinkRole::Column;
    }
    if known.in_crumb.contains(&at) {
        return LinkRole::Nav;
    }
    let itself = url == dom.url.as_str();
    match region(dom, anchor.element) {
        Region::Footer => LinkRole::Other,
        Region::Header => LinkRole::Nav,
        Region::Side => LinkRole::Column,
        Region::Content if itself && !menus.contains(&at) => LinkRole::Other,
        Region::Content if menus.contains(&at) || MORE.is_match(&anchor.text) => LinkRole::Column,
        Region::Content => {
            let short = anchor.text.chars().count() <= LONGEST_NAME;
            let heads = || anchor.element.ancestors().take(2).filter_map(scraper::ElementRef::wrap).any(is_heading);
            let named = short && looks != Looks::Article && (looks == Looks::Column || heads());
            if named { LinkRole::Column } else { LinkRole::Other }
        }
    }
}

/// Places of the links in groups that are menus or tiles of columns.
fn menus(dom: &Dom<'_>, anchors: &[Anchor<'_>], known: &Known<'_, '_>) -> HashSet<usize> {
    let is_menu = |group: &&Group<'_>| {
        let rows = || group.rows.iter().map(|row| &anchors[row.anchor]).filter(|anchor| anchor.url.is_some());
        let count = rows().count();
        let short = rows().filter(|anchor| anchor.text.chars().count() <= LONGEST_NAME).count();
        let columns = || rows().filter(|anchor| anchor.url.is_some() && anchor.looks() == Looks::Column).count();
        let region = region(dom, group.container);
        let lead_on = || region == Region::Side || (count >= 2 && columns() * 2 >= count) || are_organs(rows());
        region != Region::Footer && short == count && lead_on()
    };
    let menus = known.groups.iter().filter(is_menu);
    menus.flat_map(|group| group.rows.iter().map(|row| row.anchor)).filter(|at| !known.entries.contains(at)).collect()
}
