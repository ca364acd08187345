//! The families in the order in which they are asked.

use super::records::Records;
use super::request::{Request, requests};
use super::script::Script;
use super::{anhui, ankang, aspnet, channel, epoint, gkmlpt, hanweb, json, told, trs, vsb, was, xxgk};
use crate::read::dom::Dom;
use crate::read::lists::is_elsewhere;
use crate::site::{Call, Link, Pager};

/// Most calls of one page.
const MOST_CALLS: usize = 4;
/// Most fields of one form.
const MOST_FIELDS: usize = 40;
/// Longest address, in bytes.
const LONGEST_ADDRESS: usize = 2048;
/// Longest form, in bytes.
const LONGEST_FORM: usize = 64 * 1024;

/// The list, where the whole body is one: the answer to a call.
pub(in crate::read) fn answer(dom: &Dom<'_>) -> Option<Records> {
    let xml = || dom.text.trim_start().starts_with(['<']) && !dom.text.contains("<body");
    json::records(dom).or_else(|| xml().then(|| was::records(dom).or_else(|| whole_store(dom)))?).map(bounded)
}

fn whole_store(dom: &Dom<'_>) -> Option<Records> {
    let start = dom.text.trim_start();
    (start.starts_with("<?xml") || start.starts_with("<datastore")).then(|| hanweb::records(dom))?
}

/// The list that the page holds for its script.
pub(in crate::read) fn held(dom: &Dom<'_>) -> Option<Records> {
    hanweb::records(dom).or_else(|| hanweb::drawn(dom, &Script::new(dom.text))).map(bounded)
}

/// The records, without a following page that takes too much to ask for.
fn bounded(mut records: Records) -> Records {
    if !is_bounded(&records.pager.form) {
        records.pager = Pager { pages: records.pager.pages, ..Pager::default() };
    }
    records
}

/// Columns that the page leads to by its script.
pub(in crate::read) fn columns(dom: &Dom<'_>) -> Vec<Link> {
    let mut links = gkmlpt::columns(dom);
    links.extend(xxgk::columns(dom));
    links
}

/// The pager, `shown` by the page's links and texts, with what the page's family adds.
pub(in crate::read) fn pager(dom: &Dom<'_>, shown: Option<Pager>) -> Option<Pager> {
    let mut shown = trs::pager(dom, shown);
    // Their addresses alone tell these two, and their links lead astray.
    let claimed = ankang::pager(dom).or_else(|| xxgk::pager(dom, shown.as_ref()));
    if let Some(own) = claimed.filter(|own| is_bounded(&own.form)) {
        return Some(own);
    }
    if shown.as_ref().is_some_and(|shown| shown.next.is_some()) {
        return shown;
    }
    let known = shown.as_ref();
    let added = epoint::pager(dom)
        .or_else(|| vsb::pager(dom))
        .or_else(|| channel::pager(dom, known))
        .or_else(|| anhui::pager(dom, &Script::new(dom.text), known))
        .or_else(|| aspnet::pager(dom, known))
        .filter(|added| is_bounded(&added.form));
    if let Some(added) = added {
        let pages = added.pages.or_else(|| shown.as_ref()?.pages);
        shown = Some(Pager { pages, ..added });
    }
    shown.filter(|shown| shown.form.is_empty() || shown.next.as_deref().is_some_and(|next| is_own(dom, next)))
}

/// What brings the list of the page; `bare`: the page itself shows no entry at all.
pub(in crate::read) fn calls(dom: &Dom<'_>, bare: bool) -> Vec<Call> {
    let script = Script::new(dom.text);
    let mut calls = xxgk::frames(dom);
    calls.extend(hanweb::calls(dom, &script));
    let requests = requests(dom, &script);
    calls.extend(requests.iter().filter_map(of_family));
    if calls.is_empty() {
        calls.extend(anhui::calls(dom, &script));
    }
    if calls.is_empty() && bare {
        calls.extend(told::calls(dom, &requests));
    }
    calls.retain(|call| is_own(dom, &call.url) && is_bounded(&call.form) && call.url != dom.url.as_str());
    let mut seen: Vec<Call> = Vec::new();
    for call in calls {
        if seen.len() < MOST_CALLS && !seen.contains(&call) {
            seen.push(call);
        }
    }
    seen
}

/// The families that know a request by its address.
fn of_family(request: &Request) -> Option<Call> {
    was::call(request)
        .or_else(|| xxgk::call(request))
        .or_else(|| anhui::call(request))
        .or_else(|| channel::call(request))
}

/// An address of usual length on the host of the page; `www.` makes no other host.
fn is_own(dom: &Dom<'_>, url: &str) -> bool {
    let web = url.starts_with("http://") || url.starts_with("https://");
    web && url.len() <= LONGEST_ADDRESS && !is_elsewhere(dom.url, url)
}

fn is_bounded(form: &[(String, String)]) -> bool {
    let bytes: usize = form.iter().map(|(key, value)| key.len() + value.len()).sum();
    form.len() <= MOST_FIELDS && bytes <= LONGEST_FORM
}
