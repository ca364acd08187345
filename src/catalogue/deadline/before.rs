//! What stands before a time: a matter, an event, or words that are neither.

/// Words after which a time is not the one they seem to be: 不定期, 上半年, 16年7月20日.
const WRONG_ENDS: [&str; 13] = ["不", "未", "非", "否", "每", "第", "半", "上", "下", "近", "年", "月", "周"];

/// What happens to a document or a matter and starts a limit, where no 起 or 后 says so (文件下发20个工作日内).
const HAPPENINGS: [&str; 12] =
    ["之日", "下发", "印发", "公开", "发布", "公布", "形成", "变更", "变动", "作出", "批准", "通过"];

/// Words that only tie a matter to its time.
const TIES: [&str; 16] = [
    "原则上",
    "应当",
    "必须",
    "一律",
    "全面",
    "准确",
    "依法",
    "主动",
    "做到",
    "予以",
    "应",
    "须",
    "要",
    "均",
    "在",
    "于",
];

/// Words that end like a tie and are none.
const NO_TIES: [&str; 5] = ["纪要", "概要", "摘要", "供应", "响应"];

/// Organs are who does it, not what it is about.
const ORGANS: [&str; 5] = ["单位", "部门", "机关", "政府", "各地"];

/// Whether a time may follow `before`.
pub(super) fn may_stand(before: &str) -> bool {
    let before = before.trim_end_matches("原则上");
    let negated = ["未能", "未按", "没有", "是否"].iter().any(|word| before.contains(word));
    let number = before.ends_with(|c: char| c.is_numeric() || "一二两三四五六七八九十".contains(c));
    !negated && !number && !WRONG_ENDS.iter().any(|end| before.ends_with(end))
}

/// The event of a limit and what stands before its 自: `处罚信息自决定作出之日起` → `决定作出之日`, `处罚信息`. `None` when it
/// names no event.
pub(super) fn event(before: &str) -> Option<(&str, &str)> {
    let (rest, words) = before.char_indices().find(|(at, c)| is_since(&before[*at..], *c)).map_or_else(
        || ("", before.trim_start_matches(['在', '于'])),
        |(at, c)| (&before[..at], &before[at + c.len_utf8()..]),
    );
    let words = words.trim_end_matches(['应', '在', '于']);
    let event = match ["之后", "以后", "后", "起"].iter().find_map(|end| words.strip_suffix(end)) {
        Some(event) => event,
        None if HAPPENINGS.iter().any(|end| words.ends_with(end)) => words,
        None => return None,
    };
    (!event.is_empty()).then_some((event, rest))
}

/// Whether `text`, which begins with `c`, begins with 自 or 从 for since, not with 自然 or the like.
fn is_since(text: &str, c: char) -> bool {
    let next = text.chars().nth(1).unwrap_or_default();
    (c == '自' && !"然主治愿身行查评助动".contains(next)) || (c == '从' && !"事业严".contains(next))
}

/// The matter that `before` names; empty when it only says how or when (按进展情况, 重大决策作出后) or who.
pub(super) fn matter(before: &str) -> &str {
    let entry = |c: char| c.is_ascii_digit() || ".．、“".contains(c);
    let mut words = before.trim_start_matches(entry).trim_start_matches("原则上").trim_start_matches("应当");
    loop {
        words = words.trim_end_matches(['”', '：', ':', '、']);
        let tied = !NO_TIES.iter().any(|end| words.ends_with(end));
        let Some(shorter) = TIES.iter().find_map(|tie| words.strip_suffix(tie)).filter(|_| tied) else { break };
        words = shorter;
    }
    let starts = ["按", "根据", "视", "随"].iter().any(|start| words.starts_with(start));
    let ends = ["后", "前", "时", "并"].iter().chain(&ORGANS).any(|end| words.ends_with(end));
    if starts || ends { "" } else { words }
}
