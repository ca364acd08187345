//! 沿用 and 续期: an override of an earlier period is taken over, a decision that has expired holds again.

use super::command::Desk;
use super::decide::{self, NewRuling, Said, Who};
use super::decided::Decided;
use super::overrule::{NewAnswer, after};
use super::terms::Until;
use crate::cli::fault::Fault;
use crate::cli::output::say;
use crate::judge::Override;
use crate::mapping::{Review, Validity};
use crate::store::{Act, Reviews};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 复核清单中的编号，可写多个（见 lanmu review list）
    #[arg(value_name = "编号", value_parser = decide::entry, required = true)]
    numbers: Vec<u32>,
    #[command(flatten)]
    until: Until,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    desk: Desk,
}

pub(super) fn run(args: &Args) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let decided = Decided::read(&reviews, args.desk.run.as_deref())?;
    let said = args.who.said();
    let mut acts = Vec::new();
    for number in &args.numbers {
        acts.extend(renewed(&reviews, &decided, *number, &args.until, &said)?);
    }
    decided.act(&reviews, &acts)?;
    say(format_args!("已沿用以前的决定 {} 项，由{}决定。{}", acts.len(), said.who, after(&decided)))
}

/// What was decided on an entry before, decided again.
fn renewed(reviews: &Reviews, decided: &Decided, number: u32, until: &Until, said: &Said) -> Result<Vec<Act>, Fault> {
    let entry = decided.entry(number)?;
    if let Some(Review { ruling, evidence, .. }) = decided.on_entry(entry).cloned() {
        let new = NewRuling { ruling, evidence, until: until.day };
        return new.act(decided, entry, said).map(|act| vec![act]).map_err(Fault::input);
    }
    let expired = decided.over(entry).filter(|one| decided.state(one) == Validity::Expired);
    let before = decided.offer(entry).or(expired).ok_or_else(|| {
        Fault::input(format!(
            "编号 {number} 没有以前的改判可以沿用，也没有已到期的决定；要改判，请用 lanmu review override"
        ))
    })?;
    let Override { answer, share, evidence, .. } = before.clone();
    let new = NewAnswer { answer, share, evidence, until: until.day };
    let rows = decided.rows(reviews, &entry.unit, &entry.code)?;
    rows.iter().map(|row| new.over(decided, row, said, &[])).collect::<Result<_, _>>().map_err(Fault::input)
}
