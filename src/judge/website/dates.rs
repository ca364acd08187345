//! 伪造发稿日期: the only part of 安全、泄密事故等严重问题 that leaves a trace. It is never certain: a person has to look.

use std::collections::BTreeMap;
use std::iter;

use jiff::civil::Date;

use super::estate::{Estate, Stand};
use super::ruling::{Ruling, SiteFault};
use crate::judge::{CheckState, FindingKind, suspicion};

/// Signs of forged dates.
pub(super) fn forged(estate: &Estate<'_>) -> Ruling {
    let mut faults: Vec<SiteFault> = estate.stands.iter().filter_map(|stand| rush(estate, stand)).collect();
    faults.extend(wave(estate));
    faults.extend(estate.stands.iter().filter_map(|stand| contradiction(estate, stand)));
    let ruling = if faults.is_empty() {
        Ruling::unseen("没有看到日期存疑的信息；表述错误、泄密、有害内容等需人工核查".to_owned())
    } else {
        Ruling::new(CheckState::Flagged, format!("日期存疑{}处，需人工核查是否伪造发稿日期", faults.len()))
    };
    let items: usize = estate.stands.iter().map(|stand| stand.column.items.len()).sum();
    let looked_at = estate.of_site(format!("看了{}个栏目的{items}条信息的日期", estate.stands.len()));
    ruling.by("发布日期应真实".to_owned()).seen(iter::once(looked_at)).faulty(faults)
}

/// Many items of one column on one day shortly before the as-of day, after a silence.
fn rush(estate: &Estate<'_>, stand: &Stand<'_>) -> Option<SiteFault> {
    let rules = &estate.case.rules.suspicion;
    let (day, count) = suspicion::rush(rules, stand.column, estate.case.as_of)?;
    let words = format!("在{day}一天集中发布{count}条信息，此前{}天没有发布", rules.silent_days);
    Some(SiteFault { newest: Some(day), ..SiteFault::of_column(FindingKind::SuspiciousDates, stand, &words) })
}

/// Many columns that come to life on one day.
fn wave(estate: &Estate<'_>) -> Option<SiteFault> {
    let rules = &estate.case.rules.suspicion;
    let mut woken: BTreeMap<Date, Vec<&Stand>> = BTreeMap::new();
    for stand in &estate.stands {
        for day in suspicion::woken(rules, stand.column, estate.case.as_of) {
            woken.entry(day).or_default().push(stand);
        }
    }
    let (day, columns) = woken.into_iter().find(|(_, columns)| columns.len() >= rules.columns)?;
    let silent = rules.silent_days;
    let names = super::estate::names(columns.iter().copied());
    Some(SiteFault {
        kind: FindingKind::SuspiciousDates,
        name: "网站".to_owned(),
        url: estate.case.snapshot.site.clone(),
        description: format!("{silent}天没有更新的{}个栏目在{day}同一天恢复更新：{names}", columns.len()),
        newest: Some(day),
    })
}

/// Items whose address bears another day than the one that is shown.
fn contradiction(estate: &Estate<'_>, stand: &Stand<'_>) -> Option<SiteFault> {
    let rules = &estate.case.rules.suspicion;
    let wrong: Vec<_> = suspicion::contradicted(rules, stand.column, estate.case.as_of).collect();
    let (entry, shown, named) = wrong.first()?;
    let words = format!(
        "有{}条信息显示的发布日期与网址中的日期不符，如“{}”显示{shown}，网址为{named}",
        wrong.len(),
        entry.item.title
    );
    Some(SiteFault { newest: Some(*shown), ..SiteFault::of_column(FindingKind::SuspiciousDates, stand, &words) })
}
