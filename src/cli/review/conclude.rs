//! 复核结论: what a reviewer decides on findings, by their numbers: 维持, 撤销, 改判.

use super::command::Desk;
use super::decide::{Said, Who};
use super::decided::Decided;
use super::overrule::{NewAnswer, What, after, taken_back};
use crate::cli::fault::Fault;
use crate::cli::output::{note, say};
use crate::judge::{Answer, Conclusion, FindingRuling};
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
        let Said { who, at, why } = self.said.clone();
        let conclusion = Conclusion { ruling: self.ruling, who, at, why };
        let mut done = Done { acts: vec![Act::Concluded(finding.number.clone(), conclusion)], advice: None };
        let new = match (self.ruling, self.new) {
            (FindingRuling::Amended, Some(new)) => NewAnswer { evidence: tied(new, finding), ..new.clone() },
            (FindingRuling::Withdrawn, _) => match others(reviews, decided, finding, beside)? {
                others if others.is_empty() => met_for(finding),
                others => {
                    done.advice = Some(still_there(finding, &others));
                    return Ok(done);
                }
            },
            _ => {
                // An override that came of an earlier conclusion on this finding goes with it.
                let own = decided.on_row(&finding.unit, &finding.code);
                let own = own.filter(|one| one.evidence.starts_with(&finding.number));
                done.acts.extend(own.map(|one| taken_back(one, self.said)));
                return Ok(done);
            }
        };
        for row in sharing(reviews, decided, finding)? {
            done.acts.push(new.over(decided, &row, self.said).map_err(Fault::input)?);
        }
        Ok(done)
    }
}

/// The row of a finding, and the rows of the same column that share its fault: they are not met either, and have no finding of
/// their own. A row that is met needs no other answer.
fn sharing(reviews: &Reviews, decided: &Decided, finding: &KnownFinding) -> Result<Vec<JudgedRow>, Fault> {
    let of_unit = reviews.findings_of(&decided.worklist.run, &finding.unit).map_err(Fault::work)?;
    let has_own = |row: &JudgedRow| of_unit.iter().any(|other| other.code == row.code);
    let mut rows = decided.rows(reviews, &finding.unit, decided.column(&finding.code))?;
    rows.retain(|row| {
        let faulty = !matches!(row.answer, Answer::Met | Answer::NotApplicable);
        faulty && (row.code == finding.code || !has_own(row))
    });
    Ok(rows)
}

/// The override of a row whose only finding is withdrawn.
fn met_for(finding: &KnownFinding) -> NewAnswer {
    NewAnswer { answer: Answer::Met, share: None, evidence: finding.number.clone(), until: None }
}

/// The evidence of an override begins with the number of the finding that it came of.
fn tied(new: &NewAnswer, finding: &KnownFinding) -> String {
    if new.evidence.is_empty() { finding.number.clone() } else { format!("{}；{}", finding.number, new.evidence) }
}

/// The other findings of the row that stand, apart from those in `beside`.
fn others(
    reviews: &Reviews,
    decided: &Decided,
    finding: &KnownFinding,
    beside: &[String],
) -> Result<Vec<KnownFinding>, Fault> {
    let mut others = reviews.findings_of(&decided.worklist.run, &finding.unit).map_err(Fault::work)?;
    others.retain(|other| {
        let conclusion = decided.rectifications.get(&other.number).and_then(|one| one.conclusion.as_ref());
        let withdrawn = conclusion.is_some_and(|conclusion| conclusion.ruling == FindingRuling::Withdrawn);
        other.code == finding.code && other.number != finding.number && !withdrawn && !beside.contains(&other.number)
    });
    Ok(others)
}

fn still_there(finding: &KnownFinding, others: &[KnownFinding]) -> String {
    let KnownFinding { number, unit, code, .. } = finding;
    let others: Vec<String> = others.iter().map(|other| format!("{}（{}）", other.number, other.kind)).collect();
    format!(
        "{number} 所在的指标 {code} 另有问题 {}，判定没有改变；需要改判的，请用 lanmu review override --unit {unit} --code {code}",
        others.join("、")
    )
}
