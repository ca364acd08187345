//! Evidence that a unit declares, checked: reachable, on a government site, dated, about the task.

use std::collections::BTreeSet;

use jiff::civil::Date;
use url::Url;

use super::LedgerCase;
use super::account::Asked;
use super::limit::Limit;
use super::sighting::Sighting;
use crate::judge::evidence::Look;
use crate::site::{Article, Outcome, Page, PageKind, Purpose, Visit};
use crate::unit::Declaration;

/// A declaration of the unit for the row, and what came of it.
pub(super) struct Checked<'a> {
    pub(super) declaration: &'a Declaration,
    /// What it shows; or why it shows nothing, in a sentence.
    pub(super) outcome: Result<Sighting<'a>, String>,
    pub(super) look: Look,
}

/// The unit's declarations for the row, checked, in their order.
pub(super) fn check<'a>(case: &LedgerCase<'a>, asked: &Asked<'_>, limit: Limit) -> Vec<Checked<'a>> {
    let own = |one: &&Declaration| one.unit == case.unit.name && one.code == asked.row.code;
    case.declarations
        .iter()
        .filter(own)
        .map(|declaration| {
            let visit = declaration.url.as_ref().and_then(|url| visit_to(case, url));
            Checked { declaration, outcome: confirm(case, asked, limit, declaration, visit), look: Look::at(visit) }
        })
        .collect()
}

fn visit_to<'a>(case: &LedgerCase<'a>, url: &Url) -> Option<&'a Visit> {
    case.snapshot.visits.iter().rev().find(|visit| visit.purpose == Purpose::Declared && visit.asked == url.as_str())
}

fn confirm<'a>(
    case: &LedgerCase<'a>,
    asked: &Asked<'_>,
    limit: Limit,
    declaration: &'a Declaration,
    visit: Option<&'a Visit>,
) -> Result<Sighting<'a>, String> {
    let url = declaration.url.as_ref().ok_or("没有填写网址")?;
    on_government_site(case, url)?;
    let page = reached(visit)?;
    if let Ok(last) = Url::parse(&page.url) {
        on_government_site(case, &last)?;
    }
    let article = page.article.as_ref().ok_or("打开的页面不是一条信息，没有发布日期")?;
    let day = dated(case, limit, declaration, article)?;
    let matters = about(case, asked, article);
    if matters.is_empty() {
        return Err(format!("“{}”的标题和正文与该项任务的内容不符", article.title));
    }
    Ok(Sighting {
        title: &article.title,
        url: url.as_str(),
        day: Some(day),
        formed: article.formed,
        matters,
        column: None,
        day_from: Some("文章页"),
    })
}

fn on_government_site(case: &LedgerCase<'_>, url: &Url) -> Result<(), String> {
    let host = url.host_str().unwrap_or_default();
    if host.ends_with(".gov.cn") || case.hosts.contains(host) {
        return Ok(());
    }
    Err(format!("“{host}”不是政府网站（域名应以 .gov.cn 结尾，或为单位名单中的网站）"))
}

fn reached(visit: Option<&Visit>) -> Result<&Page, String> {
    match visit.map(|visit| &visit.outcome) {
        None => Err("本次没有访问该网址".to_owned()),
        Some(Outcome::Failed(failure)) => Err(format!("网址无法打开：{failure}")),
        Some(Outcome::Page { page, .. }) => match page.kind {
            PageKind::Soft404 | PageKind::Challenge | PageKind::Shell | PageKind::Home => {
                Err(format!("打开的页面看不到内容：{}", page.kind.zh()))
            }
            _ => Ok(page),
        },
    }
}

/// The day that the page itself shows. The declared day proves nothing, but must not contradict it.
fn dated(case: &LedgerCase<'_>, limit: Limit, declaration: &Declaration, article: &Article) -> Result<Date, String> {
    let day = article.published.ok_or("页面没有注明发布日期，申报的日期不能代替")?;
    if day > case.as_of {
        return Err(format!("页面在评估日期之后（{day}）才发布"));
    }
    if day < case.from() {
        return Err(format!("页面发布于{day}，早于{}，不是本台账任务期内的信息", case.from()));
    }
    let Some(said) = declaration.date else { return Ok(day) };
    // What was published before it was done, or in truth late when said to be in time, does not show what is said.
    let in_time = |day: Date| limit.day().is_none_or(|last| day <= last);
    if said > day || (in_time(said) && !in_time(day)) {
        return Err(format!("申报的日期{said}与页面的发布日期{day}不符"));
    }
    Ok(day)
}

/// The matters of the row that title or text name.
fn about(case: &LedgerCase<'_>, asked: &Asked<'_>, article: &Article) -> BTreeSet<usize> {
    let title = case.title(&article.title);
    let named = |at: &usize| {
        let matter = &asked.matters[*at];
        if matter.is_of_another_year(&title) {
            return false;
        }
        let by_name = asked.alone && asked.is_general(*at) && asked.name.in_title(&title) >= case.windows.alike;
        by_name || matter.in_title(&title) >= case.windows.alike || matter.in_text(&article.text)
    };
    (0..asked.matters.len()).filter(named).collect()
}
