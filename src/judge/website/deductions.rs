//! 扣分指标 on columns: updated in time, and opened at all.

use std::iter;

use jiff::civil::Date;

use super::estate::{Content, Estate, Stand, evidence, names};
use super::ruling::{Ruling, SiteFault};
use super::{ColumnKind, Window};
use crate::judge::{CheckState, FindingKind};

/// 政策文件类一级栏目: each by itself. Where the site has such columns only further down, a stale one is for a person to
/// look at: the rule speaks of first-level columns.
pub(super) fn documents(estate: &Estate<'_>) -> Ruling {
    let window = estate.case.rules.windows.documents;
    let all: Vec<&Stand> = estate.of(ColumnKind::Documents).collect();
    let first: Vec<&Stand> = all.iter().copied().filter(|stand| stand.level == 1).collect();
    let below = first.is_empty();
    let judged = if below { &all } else { &first };
    let (mut stale, mut unseen, mut fresh) = (Vec::new(), Vec::new(), 0_usize);
    for stand in judged.iter().copied() {
        match estate.with_below(stand) {
            Content::Filled(newest) if is_fresh(newest, window, estate) => fresh += 1,
            Content::Filled(_) | Content::Empty => stale.push(stand),
            Content::Unseen(_) => unseen.push(stand),
            Content::Leads | Content::Gone | Content::Elsewhere => {}
        }
    }
    let level = if below {
        "政策文件类栏目（没有看到一级栏目，看的是下级栏目）"
    } else {
        "政策文件类一级栏目"
    };
    let ruling = if !stale.is_empty() {
        let state = if below { CheckState::Flagged } else { CheckState::Broken };
        let words = format!("{level}{}内没有更新：{}", window.in_words(), names(stale.iter().copied()));
        Ruling::new(state, words).counted(stale.len(), 1)
    } else if fresh > 0 && unseen.is_empty() {
        Ruling::new(CheckState::Kept, format!("{level}{fresh}个，都有更新")).counted(0, 1)
    } else if unseen.is_empty() {
        not_there(estate, "政策文件类栏目")
    } else {
        Ruling::unseen(format!("{level}未能查看：{}", names(unseen.iter().copied())))
    };
    let faults = stale.iter().map(|stand| stale_fault(estate, stand, window)).collect::<Vec<_>>();
    finished(estate, ruling, window, "政策文件类一级栏目", judged).faulty(faults)
}

/// 办事统计数据: the newest of all its columns.
pub(super) fn statistics(estate: &Estate<'_>) -> Ruling {
    together(estate, ColumnKind::Statistics, estate.case.rules.windows.statistics, "办事统计数据")
}

/// 留言答复: the newest of all its columns.
pub(super) fn replies(estate: &Estate<'_>) -> Ruling {
    together(estate, ColumnKind::Replies, estate.case.rules.windows.replies, "留言答复")
}

fn together(estate: &Estate<'_>, kind: ColumnKind, window: Window, what: &str) -> Ruling {
    let all: Vec<&Stand> = estate.of(kind).filter(|stand| stand.content != Content::Gone).collect();
    let held: Vec<Content> = all.iter().map(|stand| estate.with_below(stand)).collect();
    let newest = held.iter().filter_map(|content| if let Content::Filled(day) = content { *day } else { None }).max();
    let unseen = held.iter().any(|content| matches!(content, Content::Unseen(_) | Content::Elsewhere));
    let ruling = if is_fresh(newest, window, estate) {
        let newest = newest.map(|day| day.to_string()).unwrap_or_default();
        Ruling::new(CheckState::Kept, format!("{what}最近更新{newest}")).counted(0, 1)
    } else if all.is_empty() {
        not_there(estate, &format!("{what}类栏目"))
    } else if unseen || estate.partial.is_some() {
        Ruling::unseen(format!("{what}类栏目没有看完：{}", names(all.iter().copied())))
    } else {
        let last = newest.map_or_else(|| "没有注明日期的信息".to_owned(), |day| format!("最近更新{day}"));
        let words = format!("{what}{}内没有更新（{last}）：{}", window.in_words(), names(all.iter().copied()));
        let faults: Vec<SiteFault> = all.iter().map(|stand| stale_fault(estate, stand, window)).collect();
        Ruling::new(CheckState::Broken, words).counted(1, 1).faulty(faults)
    };
    finished(estate, ruling, window, what, &all)
}

/// 概况信息类栏目 is opened.
pub(super) fn overview(estate: &Estate<'_>) -> Ruling {
    opened(estate, ColumnKind::Overview)
}

/// 机构职能类栏目 is opened.
pub(super) fn functions(estate: &Estate<'_>) -> Ruling {
    opened(estate, ColumnKind::Functions)
}

fn opened(estate: &Estate<'_>, kind: ColumnKind) -> Ruling {
    let name = kind.zh();
    let all: Vec<&Stand> = estate.of(kind).filter(|stand| stand.content != Content::Gone).collect();
    let ruling = if !all.is_empty() {
        Ruling::new(CheckState::Kept, format!("已开设{}", names(all.iter().copied()))).counted(0, 1)
    } else if let Some(partial) = &estate.partial {
        Ruling::unseen(format!("{partial}，没有看到{name}类栏目"))
    } else {
        let why = format!("没有开设{name}类栏目");
        let fault = SiteFault {
            kind: FindingKind::ColumnMissing,
            name: name.to_owned(),
            url: estate.case.snapshot.site.clone(),
            description: why.clone(),
            newest: None,
        };
        Ruling::new(CheckState::Broken, why).counted(1, 1).faulty(iter::once(fault))
    };
    let looked_at = estate.of_site(format!("共看到{}个栏目", estate.stands.len()));
    ruling.by(format!("应开设{name}类栏目")).seen([looked_at]).seen(evidence(all))
}

fn is_fresh(newest: Option<Date>, window: Window, estate: &Estate<'_>) -> bool {
    newest.is_some_and(|day| window.holds(day, estate.case.as_of))
}

/// What a site without such a column loses is not confirmed.
fn not_there(estate: &Estate<'_>, what: &str) -> Ruling {
    match &estate.partial {
        Some(partial) => Ruling::unseen(format!("{partial}，没有看到{what}")),
        None => Ruling::unseen(format!("没有看到{what}；未开设时如何扣分未证实，不扣分")),
    }
}

fn finished(estate: &Estate<'_>, ruling: Ruling, window: Window, what: &str, seen: &[&Stand<'_>]) -> Ruling {
    let looked_at = estate.of_site(format!("共看到{}个栏目", estate.stands.len()));
    ruling.by(format!("{what}{}内应有更新", window.in_words())).seen([looked_at]).seen(evidence(seen.iter().copied()))
}

fn stale_fault(estate: &Estate<'_>, stand: &Stand<'_>, window: Window) -> SiteFault {
    let within = window.in_words();
    match estate.with_below(stand) {
        Content::Filled(Some(newest)) => SiteFault {
            newest: Some(newest),
            ..SiteFault::of_column(FindingKind::Stale, stand, &format!("自{newest}以来未更新（{within}内应有更新）"))
        },
        Content::Filled(None) => {
            SiteFault::of_column(FindingKind::Undated, stand, "的信息没有注明发布日期，视为不更新")
        }
        _ => SiteFault::of_column(FindingKind::ColumnEmpty, stand, "没有任何信息"),
    }
}
