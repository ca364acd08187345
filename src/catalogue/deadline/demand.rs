//! Demands on the content that stand among the deadlines or inside the content.

use std::sync::LazyLock;

use regex::Regex;

use super::Demand;
use super::number::{NUMBER, number};
use crate::pattern::pattern;

/// 要有编排体系、目录说明.
static GUIDE: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:要|应|须|必须|需)?.{0,4}(?:编排体系|目录说明)"));

/// 包括信息公开保密审查制度等.
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:要|应|应当|须|必须|需)?(?:包括|包含|含有|含)(?P<name>.+?(?:制度|办法|规定|细则|指南|方案|清单|目录))等?$",
    )
});

/// 原则上不得转发上级文件.
static OWN_WORKS: LazyLock<Regex> = LazyLock::new(|| pattern("不(?:得|应|宜|要|能)转发上级.{0,4}文件"));

/// 行政规范性文件原则必须解读.
static INTERPRETATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern("规范性文件(?:原则上?|均|都|全部)*(?:必须|应当|应|须|要|需)(?:进行|予以|有)?(?:政策)?解读")
});

/// 相关解读材料应于文件公开后3个工作日内在政府网站和媒体发布.
static INTERPRETATION_WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "解读.{{0,20}}(?:公开|发布|公布|印发|下发)(?:之日)?(?:后|起)(?P<days>{NUMBER})个?工作日\
         (?:之内|以内|内).{{0,40}}(?:公开|发布|公布)$"
    ))
});

/// Any other demand: what has to be there, or must not be.
static OTHER: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:原则上|要|应|须|必须|不得|包括|含|需)"));

/// The demand that a clause of a deadline cell states.
pub(super) fn in_deadline(clause: &str) -> Option<Demand> {
    let guide = || GUIDE.is_match(clause).then_some(Demand::Guide);
    let document = || DOCUMENT.captures(clause).map(|found| Demand::Document { name: found["name"].to_owned() });
    let other = || OTHER.is_match(clause).then_some(Demand::Other);
    in_content(clause).or_else(guide).or_else(document).or_else(other)
}

/// The demand that a clause of the content states. What the content includes is what it is, not a demand.
pub(super) fn in_content(clause: &str) -> Option<Demand> {
    // Few clauses have these words, and most catalogues none: the forms take long to be built.
    let explains = clause.contains("解读");
    if explains && let Some(found) = INTERPRETATION_WITHIN.captures(clause) {
        return Some(Demand::Interpretation { workdays: Some(number(&found["days"], 365)?) });
    }
    if clause.contains("转发上级") && OWN_WORKS.is_match(clause) {
        return Some(Demand::OwnWorks);
    }
    (explains && INTERPRETATION.is_match(clause)).then_some(Demand::Interpretation { workdays: None })
}
