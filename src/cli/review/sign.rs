//! 会签: a second person agrees with decisions on columns, overrides and conclusions.

use std::collections::BTreeMap;

use super::command::Desk;
use super::decide;
use super::decided::Decided;
use crate::cli::fault::Fault;
use crate::cli::output::say;
use crate::judge::{Conclusion, Override};
use crate::mapping::{Review, Signature};
use crate::store::{Act, Reviews};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 复核清单中的编号（见 lanmu review list），或问题编号（F-…），可写多个
    #[arg(value_name = "编号", required = true, value_parser = matter)]
    matters: Vec<Matter>,
    /// 会签人，不能是作出决定的人
    #[arg(long, value_name = "姓名", value_parser = decide::person)]
    by: String,
    #[command(flatten)]
    desk: Desk,
}

/// What is signed.
#[derive(Debug, Clone)]
enum Matter {
    /// What was decided on the entry with this number.
    Entry(u32),
    /// The conclusion on the finding with this number.
    Finding(String),
}

fn matter(text: &str) -> Result<Matter, String> {
    if text.starts_with("F-") {
        return Ok(Matter::Finding(text.to_owned()));
    }
    decide::entry(text).map(Matter::Entry).map_err(|words| format!("{words}，或问题编号，如 F-0123456789"))
}

/// A decision that can be signed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Signable<'d> {
    Ruling(&'d Review),
    Override(&'d Override),
    Conclusion(&'d str, &'d Conclusion),
}

impl Signable<'_> {
    pub(super) fn signed(&self) -> Option<&Signature> {
        match self {
            Self::Ruling(review) => review.signed.as_ref(),
            Self::Override(made) => made.signed.as_ref(),
            Self::Conclusion(_, conclusion) => conclusion.signed.as_ref(),
        }
    }

    /// On what it is, by whom, and what was decided.
    fn told(&self) -> (String, &str, &'static str) {
        match self {
            Self::Ruling(one) => (format!("{} {} {}", one.unit, one.code, one.url), &one.who, one.ruling.zh()),
            Self::Override(one) => (format!("{} {}", one.unit, one.code), &one.who, "改判"),
            Self::Conclusion(number, one) => (format!("问题 {number}"), &one.who, one.ruling.zh()),
        }
    }

    /// The signature on it; an error where it is the signer's own, or was signed before.
    pub(super) fn sign(&self, signature: &Signature) -> Result<Act, String> {
        let (matter, who, what) = self.told();
        if *who == signature.who {
            return Err(format!("{matter} 由{who}{what}，会签的应是另一人"));
        }
        if let Some(before) = self.signed() {
            return Err(format!("{matter} 的{what}已由{}会签", before.who));
        }
        let signature = signature.clone();
        Ok(match self {
            Self::Ruling(review) => Act::RulingSigned((*review).clone(), signature),
            Self::Override(made) => Act::Signed((*made).clone(), signature),
            Self::Conclusion(number, _) => Act::ConclusionSigned((*number).to_owned(), signature),
        })
    }
}

/// A second person signs.
pub(super) fn run(args: &Args) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let decided = Decided::read(&reviews, args.desk.run.as_deref())?;
    let signature = Signature { who: args.by.clone(), at: decide::now() };
    let mut acts = Vec::new();
    for matter in &args.matters {
        let made = match matter {
            Matter::Entry(number) => on_entry(&reviews, &decided, *number)?,
            Matter::Finding(number) => vec![on_finding(&decided, number)?],
        };
        let open: Vec<&Signable<'_>> = made.iter().filter(|one| one.signed().is_none()).collect();
        let meant = if open.is_empty() { made.iter().collect() } else { open };
        for one in meant {
            let act = one.sign(&signature).map_err(Fault::input)?;
            if !acts.contains(&act) {
                acts.push(act);
            }
        }
    }
    let count = acts.len();
    follow(&decided, &mut acts);
    decided.act(&reviews, &acts)?;
    say(format_args!("{}已会签 {count} 项。{}", args.by, decided.takes_effect()))
}

/// What was decided on an entry: on its column, and on its rows with the conclusions that this came of.
fn on_entry<'d>(reviews: &Reviews, decided: &'d Decided, number: u32) -> Result<Vec<Signable<'d>>, Fault> {
    let entry = decided.entry(number)?;
    let mut made: Vec<Signable<'_>> = decided.on_entry(entry).map(Signable::Ruling).into_iter().collect();
    for row in decided.rows(reviews, &entry.unit, &entry.code)? {
        made.extend(decided.on_row(&row.unit, &row.code).into_iter().flat_map(|one| with_conclusions(decided, one)));
    }
    if made.is_empty() {
        let (unit, code) = (&entry.unit, &entry.code);
        return Err(Fault::input(format!(
            "编号 {number}（{unit} {code}）还没有决定，也没有改判，不能会签，请用 lanmu review list 查看"
        )));
    }
    Ok(made)
}

/// An override, and the conclusions that it came of: who agrees with the one agrees with the others.
pub(super) fn with_conclusions<'d>(decided: &'d Decided, made: &'d Override) -> Vec<Signable<'d>> {
    let conclusions = made.came_of.iter().filter_map(|number| Some((number.as_str(), decided.conclusion(number)?)));
    let open = conclusions.filter(|(_, one)| one.signed.is_none());
    [Signable::Override(made)].into_iter().chain(open.map(|(number, one)| Signable::Conclusion(number, one))).collect()
}

fn on_finding<'d>(decided: &'d Decided, number: &'d str) -> Result<Signable<'d>, Fault> {
    let conclusion = decided.conclusion(number).ok_or_else(|| {
        let run = &decided.worklist.run;
        Fault::input(format!(
            "运行 {run} 中问题 {number} 还没有复核结论，不能会签；请核对问题编号，或先用 lanmu review uphold、withdraw、amend 决定"
        ))
    })?;
    Ok(Signable::Conclusion(number, conclusion))
}

/// Whether more is decided by `acts` than is signed with them.
pub(super) fn waits(acts: &[Act]) -> bool {
    let count = |meant: fn(&Act) -> bool| acts.iter().filter(|act| meant(act)).count();
    let made = count(|act| matches!(act, Act::Ruled(..) | Act::Overruled(..) | Act::Concluded(..)));
    made > count(|act| matches!(act, Act::RulingSigned(..) | Act::Signed(..) | Act::ConclusionSigned(..)))
}

/// Signs the overrides that came of conclusions, once all of these are signed. `acts` are those that are to be done; what
/// follows from them is added.
pub(super) fn follow(decided: &Decided, acts: &mut Vec<Act>) {
    let mut conclusions: BTreeMap<&str, Option<Signature>> = decided.conclusions();
    let mut overrides: BTreeMap<(&str, &str), Override> = decided.overrides();
    for act in acts.iter() {
        match act {
            Act::Concluded(number, _) => drop(conclusions.insert(number, None)),
            Act::ConclusionSigned(number, by) => drop(conclusions.insert(number, Some(by.clone()))),
            Act::Overruled(made, _) => drop(overrides.insert((&made.unit, &made.code), made.clone())),
            Act::TakenBack(made) => drop(overrides.remove(&(made.unit.as_str(), made.code.as_str()))),
            Act::Signed(made, by) => {
                let signed = Override { signed: Some(by.clone()), ..made.clone() };
                overrides.insert((&made.unit, &made.code), signed);
            }
            Act::Ruled(..) | Act::RulingSigned(..) | Act::Replied(..) => {}
        }
    }
    let signed = |made: &Override| {
        let all: Option<Vec<&Signature>> =
            made.came_of.iter().map(|number| conclusions.get(number.as_str())?.as_ref()).collect();
        all?.into_iter().find(|by| by.who != made.who).cloned()
    };
    let open = overrides.into_values().filter(|made| made.signed.is_none());
    let more: Vec<Act> = open.filter_map(|made| signed(&made).map(|by| Act::Signed(made, by))).collect();
    acts.extend(more);
}
