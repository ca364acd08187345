//! 上期问题整改情况: which faults of the period before are gone.

use std::collections::BTreeMap;
use std::io;

use super::faults::{is_fault, withdrawn};
use super::listed;
use crate::judge::{Finding, RectificationState};
use crate::report::changes::{Fate, Faults};
use crate::report::{Evaluation, Record, times};

/// The paragraphs; one that says so where there is no earlier result.
pub(super) fn paragraphs(evaluation: &Evaluation) -> io::Result<Vec<String>> {
    match evaluation.history.last() {
        None => Ok(vec!["工作区中没有上一周期的检查结果，本部分请自行填写或者删去。".to_owned()]),
        Some(last) => compared(evaluation, last),
    }
}

fn compared(evaluation: &Evaluation, last: &Record) -> io::Result<Vec<String>> {
    let record = Record::of(evaluation)?;
    let now: BTreeMap<&str, Faults<'_>> =
        record.units.iter().map(|unit| (unit.name.as_str(), Faults::of(unit))).collect();
    let faults = last.units.iter().flat_map(|unit| &unit.findings).filter(|finding| is_fault(finding.kind));
    let fates: Vec<(Option<Fate>, &Finding)> = faults
        .map(|finding| {
            let seen = || now.get(finding.unit.as_str()).map_or(Fate::Open, |now| now.fate(finding));
            ((!withdrawn(evaluation, &finding.number)).then(seen), finding)
        })
        .collect();
    let count = |fate: Option<Fate>| fates.iter().filter(|(of, _)| *of == fate).count();
    let when = last.run.period.as_ref().map_or_else(|| times::day(last.run.as_of), times::period);
    let mut told = vec![format!(
        "{when}检查发现问题{}项，本次检查时已整改{}项，仍未整改{}项，未能核实{}项，经复核撤销{}项。",
        fates.len(),
        count(Some(Fate::Gone)),
        count(Some(Fate::Stays)),
        count(Some(Fate::Open)),
        count(None)
    )];
    told.extend(by_unit(&fates, Fate::Stays, "仍有问题未整改的单位"));
    told.extend(by_unit(&fates, Fate::Gone, "完成整改的单位"));
    told.extend(replies(evaluation, &fates));
    Ok(told)
}

/// The units with findings of this fate, those that a reviewer took back aside; units that have put all right are those that have nothing else.
fn by_unit(fates: &[(Option<Fate>, &Finding)], fate: Fate, words: &str) -> Option<String> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for (of, finding) in fates {
        let (wanted, all) = counts.entry(&finding.unit).or_insert_with(|| {
            order.push(&finding.unit);
            (0, 0)
        });
        *all += 1;
        *wanted += usize::from(*of == Some(fate));
    }
    let names: Vec<String> = order
        .iter()
        .filter_map(|unit| {
            let (wanted, all) = counts.get(unit).copied().unwrap_or_default();
            let told = if fate == Fate::Gone { wanted == all } else { wanted > 0 };
            told.then(|| format!("{unit}（{wanted}项）"))
        })
        .collect();
    (!names.is_empty()).then(|| format!("{words}：{}。", listed(&names, "个单位")))
}

/// What the units replied.
fn replies(evaluation: &Evaluation, fates: &[(Option<Fate>, &Finding)]) -> Option<String> {
    let stated: Vec<RectificationState> = fates
        .iter()
        .filter_map(|(_, finding)| Some(evaluation.rectifications.get(&finding.number)?.reply.as_ref()?.state))
        .collect();
    let each = RectificationState::ALL.map(|state| {
        let count = stated.iter().filter(|of| **of == state).count();
        format!("{}{count}项", state.zh())
    });
    (!stated.is_empty()).then(|| format!("各单位已就其中{}项作出答复：{}。", stated.len(), each.join("，")))
}
