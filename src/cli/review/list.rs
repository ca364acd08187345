//! The questions on a terminal.

use super::command::Desk;
use crate::calendar::written_in_china;
use crate::cli::fault::Fault;
use crate::cli::output::{harmless, say};
use crate::mapping::Review;
use crate::site::identity;
use crate::store::{Reviews, Worklist, WorklistEntry};

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

/// A worklist with the decisions that stand on it.
pub(super) struct Decided {
    pub(super) worklist: Worklist,
    standing: Vec<Review>,
}

impl Decided {
    /// Reads those of a run, or of the newest.
    pub(super) fn read(reviews: &Reviews, run: Option<&str>) -> Result<Self, Fault> {
        let worklist = reviews.worklist(run).map_err(Fault::input)?;
        let standing = reviews.standing(&worklist.catalogue).map_err(Fault::work)?;
        Ok(Self { worklist, standing })
    }

    /// The decision that stands on a question.
    pub(super) fn on(&self, unit: &str, code: &str, url: &str) -> Option<&Review> {
        let address = identity(url);
        let same = |review: &&Review| review.unit == unit && review.code == code && identity(&review.url) == address;
        self.standing.iter().find(same)
    }

    /// The decision that stands on an entry.
    pub(super) fn on_entry(&self, entry: &WorklistEntry) -> Option<&Review> {
        self.on(&entry.unit, &entry.code, &entry.url)
    }
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
    let shown: Vec<&WorklistEntry> =
        worklist.entries.iter().filter(|entry| args.unit.as_ref().is_none_or(|unit| *unit == entry.unit)).collect();
    let open = shown.iter().filter(|entry| decided.on_entry(entry).is_none()).count();
    let mut lines = vec![format!(
        "运行 {}，指标体系 {}：待复核 {open} 项，已决定 {} 项",
        worklist.run,
        worklist.catalogue,
        shown.len() - open
    )];
    lines.extend(shown.iter().map(|entry| text(entry, decided.on_entry(entry))));
    say(harmless(&lines.join("\n")))
}

/// An entry for people.
fn text(entry: &WorklistEntry, decision: Option<&Review>) -> String {
    let WorklistEntry { number, unit, code, indicator, name, path, url, score, why } = entry;
    let mut lines = vec![String::new(), format!("{number}. {unit}　{code} {indicator}")];
    match score {
        Some(score) => lines.extend([
            format!("   候选栏目：{name}（{path}）"),
            format!("   网址：{url}"),
            format!("   程序的判断：{why}（把握 {score:.2}）"),
        ]),
        None => lines.push(format!("   没有候选栏目：{why}")),
    }
    lines.extend(decision.map(|review| {
        let (what, at) = (review.ruling.zh(), written_in_china(review.at));
        format!("   决定：{what}，{}，{at}，理由：{}", review.who, review.why)
    }));
    lines.join("\n")
}
