//! Made-up pages of made-up places in the shapes of the families of CMS, through the whole reader.

mod data;
mod hanweb;
mod pagers;
mod trs;
mod unit_pages;

use jiff::civil::Date;

use super::made_up::{framed, read};
use crate::site::{Page, PageKind};

/// Title, address behind the host, and day of the entries.
fn entries(page: &Page) -> Vec<(&str, &str, Option<Date>)> {
    page.items.iter().map(|item| (item.title.as_str(), behind_host(&item.url), item.date)).collect()
}

fn behind_host(url: &str) -> &str {
    url.strip_prefix("http://www.qinghe.example").unwrap_or(url)
}

/// Number of pages, following page behind the host, and what is posted to it.
fn going_on(page: &Page) -> (Option<u32>, Option<&str>, &[(String, String)]) {
    let pager = page.pager.as_ref().unwrap();
    (pager.pages, pager.next.as_deref().map(behind_host), &pager.form)
}

/// The calls of a column: address behind the host, and what is posted.
fn calls(page: &Page) -> Vec<(&str, String)> {
    assert!(page.calls.is_empty() || page.kind == PageKind::Column, "{:?}", page.kind);
    page.calls.iter().map(|call| (behind_host(&call.url), posted(&call.form))).collect()
}

fn posted(form: &[(String, String)]) -> String {
    form.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

/// A column 通知公告 with `content`.
fn column(address: &str, content: &str) -> Page {
    read(address, &framed("通知公告", &["政务公开", "通知公告"], content))
}
