//! The families in the order in which they are asked.

use super::records::Records;
use super::request::{Request, requests};
use super::script::Script;
use super::{anhui, ankang, aspnet, channel, epoint, gkmlpt, hanweb, json, told, trs, vsb, was, written, xxgk};
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

/// What people call the families that add more than one thing.
const XXGK: &str = "大汉（Hanweb）信息公开";
const JPAGE: &str = "大汉（Hanweb）jpage";
const ANHUI: &str = "安徽省政府网站群";
const CHANNEL: &str = "栏目号网址（cNNNNNN）";

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
    let records = hanweb::records(dom).or_else(|| hanweb::drawn(dom, &Script::new(dom.text)))?;
    note(dom, JPAGE, "条目和翻页取自网页脚本里的数据");
    Some(bounded(records))
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
    let families = [
        (gkmlpt::columns(dom), "信息公开目录平台（gkmlpt）", "栏目树取自网页脚本里的数据"),
        (xxgk::columns(dom), XXGK, "栏目树取自目录的脚本"),
        (written::columns(dom), "脚本写出的菜单（document.write）", "菜单的链接取自脚本里的文字"),
    ];
    let mut all = Vec::new();
    for (links, family, adds) in families.into_iter().filter(|(links, ..)| !links.is_empty()) {
        note(dom, family, adds);
        all.extend(links);
    }
    all
}

/// Notes which family the page belongs to, and what that adds.
pub(super) fn note(dom: &Dom<'_>, family: &str, adds: &str) {
    dom.trace.note(|| format!("认出建站系统的做法：{family}，{adds}"));
}

/// The pager, `shown` by the page's links and texts, with what the page's family adds.
pub(in crate::read) fn pager(dom: &Dom<'_>, shown: Option<Pager>) -> Option<Pager> {
    let mut shown = trs::pager(dom, shown);
    // Their addresses alone tell these two, and their links lead astray.
    let claimed = ankang::pager(dom).map(|pager| (pager, "安康市政府网站群"));
    let claimed = claimed.or_else(|| Some((xxgk::pager(dom, shown.as_ref())?, XXGK)));
    if let Some((own, family)) = claimed.filter(|(own, _)| is_bounded(&own.form)) {
        note(dom, family, "翻页取自它的写法");
        return Some(own);
    }
    if shown.as_ref().is_some_and(|shown| shown.next.is_some()) {
        return shown;
    }
    let known = shown.as_ref();
    let added = epoint::pager(dom)
        .map(|pager| (pager, "新点（Epoint）"))
        .or_else(|| Some((vsb::pager(dom)?, "博达（VSB）")))
        .or_else(|| Some((channel::pager(dom, known)?, CHANNEL)))
        .or_else(|| Some((anhui::pager(dom, &Script::new(dom.text), known)?, ANHUI)))
        .or_else(|| Some((aspnet::pager(dom, known)?, "ASP.NET 表单")))
        .filter(|(added, _)| is_bounded(&added.form));
    if let Some((added, family)) = added {
        note(dom, family, "翻页取自它的写法");
        let pages = added.pages.or_else(|| shown.as_ref()?.pages);
        shown = Some(Pager { pages, ..added });
    }
    shown.filter(|shown| shown.form.is_empty() || shown.next.as_deref().is_some_and(|next| is_own(dom, next)))
}

/// What brings the list of the page; `bare`: the page itself shows no entry at all.
pub(in crate::read) fn calls(dom: &Dom<'_>, bare: bool) -> Vec<Call> {
    let script = Script::new(dom.text);
    let mut calls: Vec<(Call, &str)> = Vec::new();
    calls.extend(xxgk::frames(dom).into_iter().map(|call| (call, XXGK)));
    calls.extend(hanweb::calls(dom, &script).map(|call| (call, JPAGE)));
    let requests = requests(dom, &script);
    calls.extend(requests.iter().filter_map(of_family));
    if calls.is_empty() {
        calls.extend(anhui::calls(dom, &script).into_iter().map(|call| (call, ANHUI)));
    }
    if calls.is_empty() && bare {
        calls.extend(told::calls(dom, &requests).into_iter().map(|call| (call, "网页自己的脚本")));
    }
    calls.retain(|(call, _)| is_own(dom, &call.url) && is_bounded(&call.form) && call.url != dom.url.as_str());
    let mut seen: Vec<Call> = Vec::new();
    for (call, family) in calls {
        if seen.len() < MOST_CALLS && !seen.contains(&call) {
            dom.trace.note(|| format!("认出建站系统的做法：{family}，条目须另外请求 {}", call.url));
            seen.push(call);
        }
    }
    seen
}

/// The families that know a request by its address.
fn of_family(request: &Request) -> Option<(Call, &'static str)> {
    was::call(request)
        .map(|call| (call, "拓尔思（TRS）WAS 检索"))
        .or_else(|| Some((xxgk::call(request)?, XXGK)))
        .or_else(|| Some((anhui::call(request)?, ANHUI)))
        .or_else(|| Some((channel::call(request)?, CHANNEL)))
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
