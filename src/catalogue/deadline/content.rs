//! Frequencies that stand inside the words on the content.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::{NUMBER, number};
use super::{Cell, Deadline, Rule};
use crate::pattern::pattern;

/// Longest matter that is shown in full, in characters.
const MATTER: usize = 20;

/// A time, what may stand between it and the verb, the verb, and what is to be published.
static FREQUENCY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:(?:自|在|从)?(?P<event>[^自在从]*?(?:之日|日|下发|公开|发布))(?:起|后)(?P<days>{NUMBER})个工作日内|(?P<often>每月|每季度|每季|每半年|每年|实时|即时|定期|及时))\
         (?:应|要|须|向社会|主动|全面|准确|至少|(?:通过|在).*(?:平台|专栏|网站|媒体)”?)*\
         (?:公开|公示|发布|公布|更新|披露|举办)(?:一次|1次)?(?P<matter>.*)$"
    ))
});

/// The rules that the clauses of `content`, which holds no blanks, state: 每月公开一次, 及时发布权威信息. Each once.
pub(super) fn frequencies(content: &str) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for rule in content.split(['。', '；', ';', '，', ',', '！', '？']).filter_map(frequency) {
        if !rules.iter().any(|known| (&known.matter, &known.deadline) == (&rule.matter, &rule.deadline)) {
            rules.push(rule);
        }
    }
    rules
}

fn frequency(clause: &str) -> Option<Rule> {
    let captures = FREQUENCY.captures(clause)?;
    let matter = &captures["matter"];
    // 信息定期公开制度 is the name of a rule, not one.
    if ["制度", "机制"].iter().any(|noun| matter.starts_with(noun)) {
        return None;
    }
    Some(Rule { matter: short(matter), deadline: deadline(&captures)?, words: clause.to_owned(), from: Cell::Content })
}

fn deadline(captures: &Captures<'_>) -> Option<Deadline> {
    Some(match captures.name("often").map(|often| often.as_str()) {
        Some("每月") => Deadline::Monthly,
        Some("每季度" | "每季") => Deadline::Quarterly,
        Some("每半年") => Deadline::HalfYearly,
        Some("每年") => Deadline::Yearly,
        Some("实时" | "即时") => Deadline::Immediately,
        Some("定期") => Deadline::Periodically,
        Some("及时") => Deadline::Promptly,
        _ => {
            let days = number(&captures["days"]).filter(|days| (1..=365).contains(days))?;
            Deadline::WorkingDays { days, event: captures["event"].to_owned() }
        }
    })
}

/// A long list is shown by its first entry.
fn short(matter: &str) -> String {
    match matter.split_once('、') {
        Some((first, _)) if matter.chars().count() > MATTER => format!("{first}等"),
        _ => matter.to_owned(),
    }
}
