//! The sentences that say why.

use super::area::Area;
use super::elsewhere::Elsewhere;
use super::lexicon::Other;
use super::place::Standing;
use super::vocabulary::Relation;
use super::weigh::Candidate;
use super::{Decision, Method};

/// Why a name that means the same was accepted, sent to a person, or turned down.
pub(super) fn candidate(candidate: &Candidate, label: &str) -> String {
    let through = &candidate.through;
    let first = match (candidate.relation, candidate.method) {
        (Relation::Narrower, _) => format!("名称含义较窄，只是指标“{label}”的一部分（同义词表：{through}）"),
        (Relation::Broader, _) => format!("名称含义较宽，不限于指标“{label}”（同义词表：{through}）"),
        (Relation::Same, Method::Exact) => format!("与指标“{label}”同名"),
        (Relation::Same, Method::Alias) => format!("与指标“{label}”名称相同，只是“信息”“公开”“领域”等字样有别"),
        (Relation::Same, _) => format!("与指标“{label}”含义相同（同义词表：{through}）"),
    };
    let place = match candidate.standing {
        Standing::InOther => "，但位于其他指标的栏目之下，可能只是其中一部分",
        Standing::OtherHeading => "，但位于其他一级指标之下",
        Standing::InForeign => "，但位于不属于指标的栏目之下，所指内容不同",
        Standing::Collected => "，但位于政策法规、统计数据等其他内容的栏目之下，多为其中这方面的内容",
        Standing::Away(Area::Service) => "，但位于办事服务或公共企事业单位之下，多为办事主题",
        Standing::Away(Area::Talk) => "，但位于互动交流之下",
        Standing::Away(Area::Region) => "，但位于介绍地方概况的栏目之下",
        Standing::Away(_) => "，但位于新闻、领导等栏目之下",
        Standing::Open if candidate.awaits_titles() => "，但名称过短或过泛，路径也不能说明它属于该指标",
        Standing::Under | Standing::Section | Standing::Open => "",
    };
    let end = match candidate.decision {
        Decision::Accept => "",
        Decision::Review => "，需人工确认",
        Decision::None => "，不作为该指标的栏目",
    };
    format!("{first}{place}{end}")
}

/// Why a name that is known to mean something else is none.
pub(super) fn other(name: &str, other: &Other) -> String {
    match other.area {
        Some(Area::Section) => format!("“{name}”是信息公开的总栏目或目录，不是某个指标的栏目"),
        _ if other.canonical == "首页" => format!("“{name}”是首页，不是栏目"),
        _ if other.canonical == name => format!("“{name}”不是本指标体系的栏目"),
        _ => format!("“{name}”属于“{}”一类，不是本指标体系的栏目", other.canonical),
    }
}

/// Why a name that cannot be a column is none.
pub(super) fn elsewhere(name: &str, what: Elsewhere) -> String {
    match what {
        Elsewhere::Organ => format!("“{name}”是单位名称，不是栏目名称"),
        Elsewhere::Place => format!("“{name}”是地名，不是栏目名称"),
        Elsewhere::Other => format!("“{name}”是动态、解读、服务一类的栏目，不是本指标体系的栏目"),
        Elsewhere::Title => format!("“{name}”像一条信息的标题，不是栏目名称"),
    }
}

/// What speaks for a target whose name is like the one asked about.
pub(super) fn only_alike(label: &str, score: f64) -> String {
    format!("与指标“{label}”字面相近（相似度{score:.2}）")
}

/// Why a name that is like nothing is none, with the nearest.
pub(super) fn unlike(nearest: Option<(&str, f64)>) -> String {
    match nearest {
        Some((label, score)) => format!("与各指标名称都不相符，最接近的是“{label}”（相似度{score:.2}）"),
        None => "与各指标名称都不相符".to_owned(),
    }
}
