//! Points of the tasks of a ledger.

use rust_decimal::Decimal;

use serde::{Deserialize, Serialize};

use super::columns::share_problems;
use super::faults::{self, Faults};
use super::figure::figure;
use super::keys::{Keys, Wrong};
use super::row::Scored;
use crate::judge::ledger::LedgerWindows;
use crate::judge::{FindingKind, TaskState, TaskVerdict, Verdict};

/// What the policy of a ledger has besides [`super::Scoring`].
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerPolicy {
    /// The `[judge]` table.
    pub windows: LedgerWindows,
    /// Shares of a task's points for each state.
    pub factors: TaskFactors,
    /// What faults take off besides.
    pub faults: Faults,
}

/// The share of its points that a task gets, 0 to 1. What could not be seen leaves the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskFactors {
    /// 按时完成.
    pub in_time: Decimal,
    /// 逾期完成.
    pub late: Decimal,
    /// 未见证据.
    pub no_evidence: Decimal,
}

impl LedgerPolicy {
    /// Reads the `[judge]` table and its part of the `[score]` table; `None` with problems noted.
    pub(super) fn read(file: &mut Keys<'_>, score: &mut Keys<'_>) -> Option<Self> {
        let windows = file.need("judge", LedgerWindows::problems);
        let factors = score.need("factors", TaskFactors::problems);
        let faults = score.usual("deductions", faults::problems);
        Some(Self { windows: windows?, factors: factors?, faults: faults? })
    }
}

impl TaskFactors {
    /// The key and the share of the state that a fault makes.
    pub(super) fn of_fault(&self, kind: FindingKind) -> Option<(&'static str, Decimal)> {
        match kind {
            FindingKind::DoneLate => Some(("late", self.late)),
            FindingKind::NoEvidence => Some(("no_evidence", self.no_evidence)),
            _ => None,
        }
    }

    fn problems(&self) -> Wrong<&'static str> {
        share_problems([("in_time", self.in_time), ("late", self.late), ("no_evidence", self.no_evidence)])
    }
}

/// What a task gets of the `full` points of its row.
pub(super) fn score(policy: &LedgerPolicy, verdict: &Verdict, task: &TaskVerdict, full: Decimal) -> Scored {
    let factors = &policy.factors;
    let factor = match task.task {
        TaskState::InTime => factors.in_time,
        TaskState::Late => factors.late,
        TaskState::NoEvidence => factors.no_evidence,
        TaskState::NotDue | TaskState::Unconfirmed | TaskState::Invisible | TaskState::Unseen => Decimal::ZERO,
    };
    let off = faults::off(&policy.faults, verdict, full);
    let lost: Decimal = off.iter().map(|off| off.points).sum();
    let share = format!("分值×{}（{}）", figure(factor), task.task.zh());
    let steps: Vec<String> = std::iter::once(share).chain(off.into_iter().map(|off| off.words)).collect();
    let loses = factor < Decimal::ONE || !lost.is_zero();
    let reason = if loses {
        steps.iter().chain(&verdict.reasons).cloned().collect::<Vec<_>>().join("；")
    } else {
        String::new()
    };
    Scored { got: Some((full * factor - lost).max(Decimal::ZERO)), covered: full, reason, steps }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Kind;
    use crate::judge::{Answer, State};
    use crate::score::tests::unit;
    use crate::score::{OfKind, Policy, ScoreSheet, sheet};

    const POLICIES: [&str; 2] = [
        include_str!("../../indicators/work-points-2014/policy.toml"),
        include_str!("../../indicators/xinyang-2016/policy.toml"),
    ];

    fn verdict(number: usize, task: TaskState, answer: Answer) -> Verdict {
        Verdict {
            unit: "青禾市民政局".to_owned(),
            code: format!("QH-{number:02}-01"),
            column_code: format!("QH-{number:02}"),
            state: State::Task(TaskVerdict { task, limit: None, done: None }),
            answer,
            rule: "".into(),
            reasons: vec!["看到的情况".to_owned()],
            evidence: Vec::new(),
            findings: Vec::new(),
            cause: None,
            unstable: None,
            overridden: None,
        }
    }

    fn scored(tasks: &[(TaskState, Answer)]) -> ScoreSheet {
        let policy = Policy::parse(POLICIES[1], "policy.toml", Kind::Ledger).unwrap();
        let verdicts: Vec<Verdict> =
            tasks.iter().enumerate().map(|(number, (task, answer))| verdict(number, *task, *answer)).collect();
        sheet(&policy, &unit("青禾市民政局", &[]), &verdicts)
    }

    fn number(words: &str) -> Decimal {
        words.parse().unwrap()
    }

    #[test]
    fn every_task_weighs_the_same_and_each_state_has_its_factor() {
        let sheet = scored(&[
            (TaskState::InTime, Answer::Met),
            (TaskState::Late, Answer::Partial),
            (TaskState::NoEvidence, Answer::Unmet),
            (TaskState::InTime, Answer::Met),
        ]);
        let got: Vec<_> = sheet.points.iter().map(|points| points.got.unwrap().to_string()).collect();
        assert_eq!(got, ["25.00", "12.50", "0.00", "25.00"]);
        // 100 × (1 + 0.5 + 0 + 1) / 4.
        assert_eq!((sheet.total, sheet.coverage), (Some(number("62.50")), number("100.00")));
        assert_eq!(sheet.grade, "合格");
        assert_eq!(sheet.points[0].reason, "");
        assert_eq!(sheet.points[1].reason, "分值×0.5（逾期完成）；看到的情况");
        assert_eq!(sheet.points[2].reason, "分值×0（未见证据）；看到的情况");
    }

    #[test]
    fn what_is_not_due_or_not_seen_leaves_the_sheet() {
        let sheet = scored(&[
            (TaskState::InTime, Answer::Met),
            (TaskState::NotDue, Answer::NotApplicable),
            (TaskState::Unconfirmed, Answer::Unverified),
            (TaskState::Invisible, Answer::Unverified),
            (TaskState::Unseen, Answer::Unverified),
        ]);
        assert_eq!((sheet.total, sheet.coverage), (Some(number("100.00")), number("20.00")));
        assert_eq!((sheet.applicable, sheet.met, sheet.unverified), (4, 1, 3));
        assert_eq!(sheet.grade, "优秀（暂定）");
        assert!(sheet.points[1..].iter().all(|points| points.got.is_none()));
        assert_eq!(sheet.points[4].reason, "待核查，不计分：看到的情况");
        assert_eq!(scored(&[(TaskState::Unseen, Answer::Unverified)]).total, None);
    }

    #[test]
    fn the_shipped_policies_are_good_and_a_wrong_one_is_told_with_its_place() {
        for text in POLICIES {
            assert!(matches!(
                Policy::parse(text, "policy.toml", Kind::Ledger),
                Ok(Policy { of_kind: OfKind::Ledger(_), .. })
            ));
        }
        for (from, to, words) in [
            ("seen_share = 0.5", "seen_share = 0", "judge.seen_share：应大于 0"),
            ("doubtful = 0.5", "doubtful = 0.8", "judge.doubtful：应大于 0，不大于 alike"),
            ("promptly = 183", "promptly = 0", "judge.windows.promptly：应为 1 至 3660 的整数"),
            ("late = 0.5", "late = 2", "score.factors.late：应在 0 至 1 之间"),
            ("minimum_coverage = 60", "minimum_coverage = 160", "score.minimum_coverage：应在 0 至 100 之间"),
            ("at_least = 70", "at_least = 95", "score.grades：应按 at_least 从高到低排列"),
            ("late = 0.5", "", "缺少键“late”"),
        ] {
            assert!(POLICIES[0].contains(from), "{from}");
            let wrong = POLICIES[0].replacen(from, to, 1);
            let error = Policy::parse(&wrong, "policy.toml", Kind::Ledger).unwrap_err().to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}
