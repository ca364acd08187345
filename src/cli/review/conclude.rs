//! 复核结论: what a reviewer decides on findings, by their numbers: 维持, 撤销, 改判.

use super::command::Desk;
use super::decide::{Said, Who};
use super::decided::Decided;
use super::overrule::{NewAnswer, What, after, taken_back};
use super::sign::follow;
use crate::cli::fault::Fault;
use crate::cli::output::{note, say};
use crate::judge::{Answer, FindingKind, FindingRuling};
use crate::store::{Act, JudgedRow, KnownFinding, Reviews};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 问题编号（F-…），可写多个
    #[arg(value_name = "问题编号", required = true)]
    numbers: Vec<String>,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    desk: Desk,
}

#[derive(Debug, clap::Args)]
pub(super) struct AmendArgs {
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    which: Args,
}

/// 维持 or 撤销.
pub(super) fn run(args: &Args, ruling: FindingRuling) -> Result<(), Fault> {
    conclude(args, ruling, None)
}

/// 改判.
pub(super) fn amend(args: &AmendArgs) -> Result<(), Fault> {
    conclude(&args.which, FindingRuling::Amended, Some(&args.what.read()?))
}

fn conclude(args: &Args, ruling: FindingRuling, new: Option<&NewAnswer>) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let decided = Decided::read(&reviews, args.desk.run.as_deref())?;
    let said = args.who.said();
    let mut acts = Vec::new();
    for number in &args.numbers {
        let finding = known(&reviews, &decided, number)?;
        let done = Ruled { ruling, new, said: &said }.on(&reviews, &decided, &finding, &args.numbers)?;
        done.advice.into_iter().for_each(note);
        acts.extend(done.acts);
    }
    follow(&decided, &mut acts);
    decided.act(&reviews, &acts)?;
    let (count, what) = (args.numbers.len(), ruling.zh());
    say(format_args!("已{what}问题 {count} 项，由{}决定。{}", said.who, after(&decided)))
}

/// The finding of the run with this number.
fn known(reviews: &Reviews, decided: &Decided, number: &str) -> Result<KnownFinding, Fault> {
    let run = &decided.worklist.run;
    let found = reviews.finding(run, number).map_err(Fault::work)?;
    found.ok_or_else(|| {
        Fault::input(format!("运行 {run} 没有编号为“{number}”的问题，请核对问题清单（findings.csv）中的问题编号"))
    })
}

/// A conclusion, and by whom it was reached.
pub(super) struct Ruled<'a> {
    pub(super) ruling: FindingRuling,
    /// With 改判.
    pub(super) new: Option<&'a NewAnswer>,
    pub(super) said: &'a Said,
}

/// What follows from a conclusion.
pub(super) struct Done {
    pub(super) acts: Vec<Act>,
    /// What the reviewer still has to do.
    pub(super) advice: Option<String>,
}

impl Ruled<'_> {
    /// What follows for a finding. `beside` are the numbers of those that are decided alike at the same time.
    pub(super) fn on(
        &self,
        reviews: &Reviews,
        decided: &Decided,
        finding: &KnownFinding,
        beside: &[String],
    ) -> Result<Done, Fault> {
        let conclusion = self.said.concludes(self.ruling);
        let mut done = Done { acts: vec![Act::Concluded(finding.number.clone(), conclusion)], advice: None };
        match (self.ruling, self.new) {
            (FindingRuling::Amended, Some(new)) => {
                let new = NewAnswer { evidence: tied(new, finding), ..new.clone() };
                let rows = sharing(reviews, decided, finding, |answer| answer != Answer::Met)?;
                self.over(decided, &rows, &new, std::slice::from_ref(&finding.number), &mut done)?;
            }
            (FindingRuling::Withdrawn, _) => self.without(reviews, decided, finding, beside, &mut done)?,
            // The overrides that came of an earlier conclusion on this finding go with it.
            _ => done.acts.extend(decided.came_of(&finding.number).map(|one| taken_back(one, self.said))),
        }
        Ok(done)
    }

    /// What follows for the row of a finding that is withdrawn: it is met where no fault is left and the machine was sure of
    /// its answer.
    fn without(
        &self,
        reviews: &Reviews,
        decided: &Decided,
        finding: &KnownFinding,
        beside: &[String],
        done: &mut Done,
    ) -> Result<(), Fault> {
        if costs_nothing(finding) {
            return Ok(());
        }
        let (gone, left) = others(reviews, decided, finding, beside)?;
        if !left.is_empty() {
            done.advice = Some(still_there(finding, &left));
            return Ok(());
        }
        let rows = sharing(reviews, decided, finding, |answer| matches!(answer, Answer::Unmet | Answer::Partial))?;
        if rows.iter().all(|row| row.code != finding.code) {
            done.advice = not_settled(reviews, decided, finding)?;
            return Ok(());
        }
        let mut numbers: Vec<String> = gone.iter().chain([finding]).map(|one| one.number.clone()).collect();
        numbers.sort_unstable();
        let new = NewAnswer { answer: Answer::Met, share: None, evidence: numbers.join("、"), until: None };
        self.over(decided, &rows, &new, &numbers, done)
    }

    /// The overrides of `rows` that follow from the conclusions on the findings with these `numbers`.
    fn over(
        &self,
        decided: &Decided,
        rows: &[JudgedRow],
        new: &NewAnswer,
        numbers: &[String],
        done: &mut Done,
    ) -> Result<(), Fault> {
        for row in rows {
            done.acts.push(new.over(decided, row, self.said, numbers).map_err(Fault::input)?);
        }
        Ok(())
    }
}

/// The row of a finding, and the rows of the same column that share its fault: they are not met either, and have no finding of
/// their own. Of these, the ones whose answer is `meant`; what does not apply needs no other answer.
fn sharing(
    reviews: &Reviews,
    decided: &Decided,
    finding: &KnownFinding,
    meant: impl Fn(Answer) -> bool,
) -> Result<Vec<JudgedRow>, Fault> {
    let of_unit = reviews.findings_of(&decided.worklist.run, &finding.unit).map_err(Fault::work)?;
    let has_own = |row: &JudgedRow| of_unit.iter().any(|other| other.code == row.code && !costs_nothing(other));
    let mut rows = decided.rows(reviews, &finding.unit, decided.column(&finding.code))?;
    rows.retain(|row| {
        let faulty = row.answer != Answer::NotApplicable && meant(row.answer);
        faulty && (row.code == finding.code || !has_own(row))
    });
    Ok(rows)
}

/// What is told beside an answer, and changes none.
fn costs_nothing(finding: &KnownFinding) -> bool {
    [FindingKind::Lapsed, FindingKind::Insecure].iter().any(|kind| kind.zh() == finding.kind)
}

/// The evidence of an override begins with the number of the finding that it came of.
fn tied(new: &NewAnswer, finding: &KnownFinding) -> String {
    if new.evidence.is_empty() { finding.number.clone() } else { format!("{}；{}", finding.number, new.evidence) }
}

/// The other faults of the row: those that are withdrawn, or will be with those in `beside`, and those that stand.
fn others(
    reviews: &Reviews,
    decided: &Decided,
    finding: &KnownFinding,
    beside: &[String],
) -> Result<(Vec<KnownFinding>, Vec<KnownFinding>), Fault> {
    let mut others = reviews.findings_of(&decided.worklist.run, &finding.unit).map_err(Fault::work)?;
    others.retain(|one| one.code == finding.code && one.number != finding.number && !costs_nothing(one));
    let is_gone = |one: &KnownFinding| {
        let withdrawn = decided.conclusion(&one.number).is_some_and(|by| by.ruling == FindingRuling::Withdrawn);
        withdrawn || beside.contains(&one.number)
    };
    Ok(others.into_iter().partition(is_gone))
}

/// What is left to do where a row has no fault any more and its answer does not follow from that.
fn not_settled(reviews: &Reviews, decided: &Decided, finding: &KnownFinding) -> Result<Option<String>, Fault> {
    let KnownFinding { number, unit, code, .. } = finding;
    let row = decided.rows(reviews, unit, code)?.into_iter().find(|row| row.code == *code);
    let open = row.filter(|row| row.answer == Answer::Unverified);
    Ok(open.map(|row| {
        format!(
            "{number} 撤销后，指标 {code} 的判定仍为“{}”；核实后请用 lanmu review override --unit {unit} --code {code} 改判",
            row.answer.zh()
        )
    }))
}

fn still_there(finding: &KnownFinding, others: &[KnownFinding]) -> String {
    let KnownFinding { number, unit, code, .. } = finding;
    let others: Vec<String> = others.iter().map(|other| format!("{}（{}）", other.number, other.kind)).collect();
    format!(
        "{number} 不再计入；它所在的指标 {code} 另有问题 {}，判定没有改变；需要改判的，请用 lanmu review override --unit {unit} --code {code}",
        others.join("、")
    )
}
