//! 链接可用性, as far as the visit to the columns shows it.

use super::estate::{Content, Estate, Stand, evidence, names};
use super::ruling::{Ruling, SiteFault};
use crate::judge::{CheckState, FindingKind};

/// The links to the columns lead to pages.
pub(super) fn alive(estate: &Estate<'_>) -> Ruling {
    let dead: Vec<&Stand> = estate.stands.iter().filter(|stand| stand.content == Content::Gone).collect();
    let ruling = if !dead.is_empty() {
        let words = format!("栏目链接失效{}个：{}", dead.len(), names(dead.iter().copied()));
        Ruling::new(CheckState::Broken, words)
    } else if let Some(partial) = &estate.partial {
        Ruling::unseen(partial.clone())
    } else {
        Ruling::new(CheckState::Kept, "没有看到失效的栏目链接（只看栏目链接，不看正文中的链接）".to_owned())
    };
    let faults = dead.iter().map(|stand| {
        SiteFault::of_column(FindingKind::DeadLink, stand, "的链接失效：打开后提示网页不存在，或转到首页")
    });
    let looked_at = estate.of_site(format!("打开了{}个栏目的链接", estate.stands.len()));
    let ruling = ruling.counted(dead.len(), 1).by("栏目链接应能打开".to_owned()).seen([looked_at]).faulty(faults);
    ruling.seen(evidence(dead))
}
