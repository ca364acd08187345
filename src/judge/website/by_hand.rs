//! Rows that a person has to answer: the program says what it saw.

use super::ColumnKind;
use super::estate::{Content, Estate, Stand, evidence, names};
use super::ruling::Ruling;
use crate::judge::CheckState;

/// 互动回应: whether there is a way to ask; how fast messages are answered is not to be seen from outside.
pub(super) fn interaction(estate: &Estate<'_>) -> Ruling {
    let kinds = [ColumnKind::Consultation, ColumnKind::Replies];
    looked_for(
        estate,
        &kinds,
        "网上咨询渠道",
        "留言是否超过3个月未答复，需人工核查",
        "栏目已看完，没有看到网上咨询渠道，需人工核查（也可能链接在图标上或者其他平台）",
    )
}

/// 办事服务: whether there is any; whether the guides are complete is for a person.
pub(super) fn services(estate: &Estate<'_>) -> Ruling {
    looked_for(
        estate,
        &[ColumnKind::Services],
        "办事服务类栏目",
        "办事指南的要素是否齐全，需人工核查",
        "栏目已看完，没有看到办事服务类栏目，需人工核查（没有对外服务职责的单位不适用）",
    )
}

fn looked_for(estate: &Estate<'_>, kinds: &[ColumnKind], what: &str, open: &str, none: &str) -> Ruling {
    let found: Vec<&Stand> = estate
        .stands
        .iter()
        .filter(|stand| kinds.iter().any(|kind| stand.is(*kind)) && stand.content != Content::Gone)
        .collect();
    let ruling = if !found.is_empty() {
        Ruling::unseen(format!("看到{what}{}；{open}", names(found.iter().copied())))
    } else if let Some(partial) = &estate.partial {
        Ruling::unseen(format!("{partial}，没有看到{what}，需人工核查"))
    } else {
        Ruling::new(CheckState::Flagged, none.to_owned())
    };
    let looked_at = estate.of_site(format!("共看到{}个栏目", estate.stands.len()));
    ruling.seen([looked_at]).seen(evidence(found))
}
