//! 首页不更新.

use std::collections::BTreeMap;
use std::iter;

use jiff::civil::Date;

use super::estate::{Content, Estate, Stand};
use super::ruling::{Ruling, SiteFault};
use crate::judge::{CheckState, FindingKind};
use crate::site::{Item, Page, PageKind, Rendering, identity};

/// The start page shows something new, or, where it only leads on, the pages it leads to do.
pub(super) fn updated(estate: &Estate<'_>) -> Ruling {
    let Some(home) = estate.home() else { return Ruling::unseen("没有打开首页".to_owned()) };
    let ruling = match home.kind {
        PageKind::Shell => {
            let why = Rendering::why_not(home.rendering.as_ref());
            Ruling::unseen(format!("首页内容由脚本生成，网页源码中没有信息{why}"))
        }
        PageKind::Challenge => Ruling::unseen("首页要求验证浏览器，看不到内容".to_owned()),
        _ if home.items.is_empty() => by_second_level(estate, home),
        _ => by_items(estate, home),
    };
    let words = estate.case.rules.windows.home.in_words();
    let seen = estate.of_site(format!("首页读出{}条信息", home.items.len()));
    ruling.by(format!("首页{words}内应有信息更新")).seen(iter::once(seen))
}

fn by_items(estate: &Estate<'_>, home: &Page) -> Ruling {
    let case = estate.case;
    let dates = dates(estate);
    let day = |item: &Item| item.date.or_else(|| dates.get(&identity(&item.url)).copied());
    match home.items.iter().filter_map(day).filter(|day| *day <= case.as_of).max() {
        Some(newest) if case.rules.windows.home.holds(newest, case.as_of) => {
            Ruling::new(CheckState::Kept, format!("首页最新一条信息发布于{newest}"))
        }
        Some(newest) => stale(estate, home, newest, "首页最新一条信息"),
        None => match newest_on_second_level(estate) {
            Some(newest) if case.rules.windows.home.holds(newest, case.as_of) => Ruling::new(
                CheckState::Flagged,
                format!("首页信息没有注明发布日期，需人工核查；二级页面最新一条信息发布于{newest}"),
            ),
            _ => {
                let why = "首页信息没有注明发布日期，视为不更新；二级页面也没有看到时限内的更新".to_owned();
                broken(estate, home, FindingKind::Undated, why, None)
            }
        },
    }
}

/// The home page is only navigation.
fn by_second_level(estate: &Estate<'_>, home: &Page) -> Ruling {
    let case = estate.case;
    let unseen = second_level(estate).any(|stand| matches!(stand.content, Content::Unseen(_)));
    match newest_on_second_level(estate) {
        Some(newest) if case.rules.windows.home.holds(newest, case.as_of) => {
            Ruling::new(CheckState::Kept, format!("首页只有导航；二级页面最新一条信息发布于{newest}"))
        }
        _ if unseen || estate.partial.is_some() => Ruling::unseen("首页没有读出信息，二级页面没有看完".to_owned()),
        Some(newest) => stale(estate, home, newest, "首页只有导航，二级页面最新一条信息"),
        None => Ruling::unseen("首页和二级页面都没有读出带日期的信息，需人工核查".to_owned()),
    }
}

fn stale(estate: &Estate<'_>, home: &Page, newest: Date, what: &str) -> Ruling {
    let words = estate.case.rules.windows.home.in_words();
    broken(estate, home, FindingKind::Stale, format!("{what}发布于{newest}，{words}内没有更新"), Some(newest))
}

fn broken(estate: &Estate<'_>, home: &Page, kind: FindingKind, why: String, newest: Option<Date>) -> Ruling {
    let fault = SiteFault { kind, name: "首页".to_owned(), url: home.url.clone(), description: why.clone(), newest };
    Ruling::new(CheckState::Broken, why.clone()).faulty(iter::once(fault)).vetoing(&estate.case.snapshot.site, why)
}

/// Date of publication of every entry that was seen in a column, by the identity of its address.
fn dates(estate: &Estate<'_>) -> BTreeMap<String, Date> {
    let entries = estate.stands.iter().flat_map(|stand| &stand.column.items);
    entries.filter_map(|entry| Some((identity(&entry.item.url), entry.published?))).collect()
}

fn second_level<'e, 'a>(estate: &'e Estate<'a>) -> impl Iterator<Item = &'e Stand<'a>> {
    estate.stands.iter().filter(|stand| stand.level <= 2)
}

fn newest_on_second_level(estate: &Estate<'_>) -> Option<Date> {
    second_level(estate).filter_map(Stand::newest).max()
}
