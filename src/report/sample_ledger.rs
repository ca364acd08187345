//! A small made-up result of a ledger for the tests: a task done in time, one done late and one without evidence.

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::sample::{change, evaluation, finding, points, verdict};
use super::{Evaluation, UnitResult};
use crate::catalogue::Kind;
use crate::judge::{Answer, FindingKind, State, TaskState, TaskVerdict, Verdict};

pub(super) fn ledger() -> Evaluation {
    let mut evaluation = evaluation();
    evaluation.catalogue.kind = Kind::Ledger;
    evaluation.units.truncate(1);
    if let Some(unit) = evaluation.units.first_mut() {
        fill(unit);
    }
    evaluation
}

fn fill(result: &mut UnitResult) {
    let name = result.unit.name.clone();
    let late = Verdict {
        reasons: vec!["应在2020-06-30前完成，最早见到的完成证据晚于时限：2020-07-06发布“目录”".into()],
        findings: vec![finding("W-0005", &name, "YS-02-01", FindingKind::DoneLate)],
        ..task(&name, "YS-02-01", TaskState::Late, Some(date(2020, 7, 6)), Answer::Partial)
    };
    let missing = Verdict {
        reasons: vec!["已查看网站的3个栏目，没有相符的信息，也没有申报".into()],
        findings: vec![finding("W-0006", &name, "YS-03-01", FindingKind::NoEvidence)],
        ..task(&name, "YS-03-01", TaskState::NoEvidence, None, Answer::Unmet)
    };
    let in_time = task(&name, "YS-01-01", TaskState::InTime, Some(date(2020, 6, 1)), Answer::Met);
    change(result, |dossier| {
        dossier.verdicts = vec![in_time, late, missing];
        dossier.points = vec![
            points("YS-01-01", Some(Decimal::new(3333, 2)), ""),
            points("YS-02-01", Some(Decimal::new(1667, 2)), "分值×0.5（逾期完成）"),
            points("YS-03-01", Some(Decimal::ZERO), "分值×0（未见证据）"),
        ];
    });
}

fn task(unit: &str, code: &str, task: TaskState, done: Option<Date>, answer: Answer) -> Verdict {
    Verdict {
        state: State::Task(TaskVerdict { task, limit: Some(date(2020, 6, 30)), done }),
        rule: "2020年6月30日前完成（指标原文）".into(),
        ..verdict(unit, code, answer)
    }
}
