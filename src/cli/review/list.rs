//! The questions on a terminal.

use jiff::civil::Date;

use super::command::Desk;
use super::decided::Decided;
use super::replies;
use crate::calendar::written_in_china;
use crate::cli::fault::Fault;
use crate::cli::output::{harmless, say};
use crate::judge::Override;
use crate::mapping::{Review, Signature, Validity};
use crate::store::WorklistEntry;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 只看这个单位
    #[arg(long, value_name = "名称")]
    unit: Option<String>,
    /// 只看这个指标体系的评估
    #[arg(long, value_name = "编号")]
    catalogue: Option<String>,
    #[command(flatten)]
    desk: Desk,
}

pub(super) fn run(args: &Args) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let run = match (&args.desk.run, &args.catalogue) {
        (None, Some(catalogue)) => reviews.newest_of(catalogue).map_err(Fault::work)?,
        (run, _) => run.clone(),
    };
    let decided = Decided::read(&reviews, run.as_deref())?;
    let worklist = &decided.worklist;
    if let Some(catalogue) = args.catalogue.as_ref().filter(|catalogue| **catalogue != worklist.catalogue) {
        let (run, own) = (&worklist.run, &worklist.catalogue);
        return Err(Fault::input(format!("运行 {run} 用的是指标体系 {own}，不是 {catalogue}")));
    }
    if let Some(unit) = args.unit.as_ref().filter(|unit| !worklist.units.contains(unit)) {
        return Err(Fault::input(format!("运行 {} 中没有单位“{unit}”，请核对名称", worklist.run)));
    }
    let is_shown = |unit: &str| args.unit.as_ref().is_none_or(|wanted| wanted == unit);
    let shown: Vec<&WorklistEntry> = worklist.entries.iter().filter(|entry| is_shown(&entry.unit)).collect();
    let mut lines = vec![head(&decided, &shown)];
    lines.extend(shown.iter().map(|entry| text(&decided, entry)));
    lines.extend(replies::in_words(&reviews, &decided, is_shown)?);
    say(harmless(&lines.join("\n")))
}

/// What there is to do.
fn head(decided: &Decided, shown: &[&WorklistEntry]) -> String {
    let open = shown.iter().filter(|entry| decided.is_open(entry)).count();
    let (run, catalogue) = (&decided.worklist.run, &decided.worklist.catalogue);
    let first = format!("运行 {run}，指标体系 {catalogue}：待复核 {open} 项，已决定 {} 项", shown.len() - open);
    let states: Vec<Validity> =
        shown.iter().filter_map(|entry| decided.over(entry)).map(|one| decided.state(one)).collect();
    let count = |state: Validity| states.iter().filter(|own| **own == state).count();
    let rulings = shown.iter().filter_map(|entry| decided.on_entry(entry)).map(|one| decided.ruling_state(one));
    let rulings: Vec<Validity> = rulings.collect();
    let ruled = |state: Validity| rulings.iter().filter(|own| **own == state).count();
    let offered = shown.iter().filter(|entry| decided.offer(entry).is_some()).count();
    let counts = [
        (ruled(Validity::Unsigned), "确认、否定待会签"),
        (ruled(Validity::Expired), "确认、否定已到期"),
        (states.len(), "改判"),
        (count(Validity::Unsigned), "改判待会签"),
        (count(Validity::Expired), "改判已过期"),
        (offered, "以前的改判可以沿用"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("；{what} {count} 项"));
    first + &counts.collect::<String>()
}

/// An entry for people.
fn text(decided: &Decided, entry: &WorklistEntry) -> String {
    let WorklistEntry { number, unit, code, indicator, name, path, url, score, why } = entry;
    let mut lines = vec![String::new(), format!("{number}. {unit}　{code} {indicator}")];
    if !name.is_empty() {
        lines.push(format!("   候选栏目：{name}（{path}）"));
    }
    if !url.is_empty() {
        lines.push(format!("   网址：{url}"));
    }
    let sure = score.map(|score| format!("（把握 {score:.2}）")).unwrap_or_default();
    lines.push(format!("   程序的判断：{why}{sure}"));
    lines.extend(decided.decision(entry).map(|one| ruled(one, decided.ruling_state(one))));
    lines.extend(
        decided
            .expired(entry)
            .map(|one| format!("   {}；仍然如此的，请用 lanmu review renew {number} 续期", one.expired_in_words())),
    );
    lines.extend(decided.over(entry).map(|one| overruled(one, decided.state(one))));
    lines.extend(decided.offer(entry).map(|one| {
        let (words, number) = (one.before_in_words(), entry.number);
        format!("   {words}；要沿用，请用 lanmu review renew {number}")
    }));
    lines.join("\n")
}

fn ruled(review: &Review, state: Validity) -> String {
    let state = if state == Validity::Holds { String::new() } else { format!("（{}）", state.zh()) };
    let Review { ruling, who, at, why, evidence, signed, .. } = review;
    format!(
        "   决定：{}{state}，{who}，{}，理由：{why}{}",
        ruling.zh(),
        written_in_china(*at),
        terms(evidence, review.last_day(), signed.as_ref())
    )
}

fn overruled(one: &Override, state: Validity) -> String {
    let Override { who, at, why, evidence, until, signed, .. } = one;
    format!(
        "   改判为{}（{}）：{who}，{}，理由：{why}{}",
        one.answer_in_words(),
        state.zh(),
        written_in_china(*at),
        terms(evidence, *until, signed.as_ref())
    )
}

/// What shows it, to which day it holds, and who signed.
fn terms(evidence: &str, until: Date, signed: Option<&Signature>) -> String {
    let evidence = if evidence.is_empty() { String::new() } else { format!("，依据：{evidence}") };
    let signed = signed.map(|by| format!("，{}于{}会签", by.who, written_in_china(by.at))).unwrap_or_default();
    format!("{evidence}，有效期至 {until}{signed}")
}
