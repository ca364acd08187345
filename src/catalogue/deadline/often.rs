//! Words that say how often.

use super::{Deadline, Span};

/// How often, in one word, the longer ones first.
pub(super) const OFTEN: &str = "(?:每半年|按半年|每季度|每季|按季度|按季|每个月|每月|按月|每年度|每年|按年度|按年\
     |每周|每天|每日|实时|即时|定期|及时|第一时间)";

/// The rule that `word`, which is one of [`OFTEN`], states.
pub(super) fn often(word: &str) -> Option<Deadline> {
    Some(match word {
        "每半年" | "按半年" => Deadline::HalfYearly,
        "每季度" | "每季" | "按季度" | "按季" => Deadline::Quarterly,
        "每个月" | "每月" | "按月" => Deadline::Monthly,
        "每年度" | "每年" | "按年度" | "按年" => Deadline::Yearly,
        "每周" => Deadline::Every { count: 1, span: Span::Weeks },
        "每天" | "每日" => Deadline::Every { count: 1, span: Span::Days },
        "实时" | "即时" => Deadline::Immediately,
        "定期" => Deadline::Periodically,
        "及时" | "第一时间" => Deadline::Promptly,
        _ => return None,
    })
}
