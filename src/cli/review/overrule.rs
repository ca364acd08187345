//! 改判: another answer for a row; taking it back.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::command::Desk;
use super::decide::{self, Who};
use super::decided::Decided;
use super::terms::{Terms, last_day_of_override};
use super::worklist::machine_says;
use crate::cli::fault::Fault;
use crate::cli::output::say;
use crate::judge::{Answer, Override};
use crate::store::{Act, JudgedRow, Reviews, WorklistEntry};

/// The answers, in the order in which lists offer them.
pub(super) const ANSWERS: [Answer; 5] =
    [Answer::Met, Answer::Partial, Answer::Unmet, Answer::Unverified, Answer::NotApplicable];

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    what: What,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    desk: Desk,
}

#[derive(Debug, clap::Args)]
pub(super) struct OnRows {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    desk: Desk,
}

/// The rows that are meant.
#[derive(Debug, clap::Args)]
struct Target {
    /// 复核清单中的编号，可写多个（见 lanmu review list）；栏目的各行一并改判
    #[arg(value_name = "编号", value_parser = decide::entry, required_unless_present = "unit", conflicts_with = "unit")]
    numbers: Vec<u32>,
    /// 不按编号时：单位名称
    #[arg(long, value_name = "名称", requires = "code")]
    unit: Option<String>,
    /// 不按编号时：指标编码（行的编码；写栏目的编码时，各行一并改判）
    #[arg(long, value_name = "编码", requires = "unit")]
    code: Option<String>,
}

/// The new answer.
#[derive(Debug, clap::Args)]
pub(super) struct What {
    /// 改判为：达标、部分达标、未达标、待核查、不适用
    #[arg(long, value_name = "判定", value_parser = answer)]
    pub(super) to: Answer,
    /// 部分达标的得分比例，大于 0、小于 1，如 0.5
    #[arg(long, value_name = "比例", value_parser = share)]
    pub(super) share: Option<Decimal>,
    #[command(flatten)]
    pub(super) terms: Terms,
}

/// An answer by the name that sheets show.
pub(super) fn answer(text: &str) -> Result<Answer, String> {
    let known = ANSWERS.into_iter().find(|answer| answer.zh() == text.trim());
    known.ok_or_else(|| format!("应为{}", ANSWERS.map(Answer::zh).join("、")))
}

/// The share of the points for 部分达标.
pub(super) fn share(text: &str) -> Result<Decimal, String> {
    let share: Option<Decimal> = text.trim().parse().ok();
    let share = share.filter(|share| *share > Decimal::ZERO && *share < Decimal::ONE && share.scale() <= 4);
    share.ok_or_else(|| "应为大于 0、小于 1 的小数，最多四位，如 0.5".to_owned())
}

/// The new answer of an override, once all of it was read.
#[derive(Debug, Clone)]
pub(super) struct NewAnswer {
    pub(super) answer: Answer,
    pub(super) share: Option<Decimal>,
    pub(super) evidence: String,
    pub(super) until: Option<Date>,
}

impl What {
    /// The answer with all that belongs to it.
    pub(super) fn read(&self) -> Result<NewAnswer, Fault> {
        let Terms { evidence, until } = self.terms.clone();
        let new = NewAnswer { answer: self.to, share: self.share, evidence, until: until.day };
        new.checked().map_err(Fault::input)
    }
}

impl NewAnswer {
    /// The same where answer and share go together; else what would be right.
    pub(super) fn checked(self) -> Result<Self, &'static str> {
        match (self.answer, self.share) {
            (Answer::Partial, None) => Err("改判为部分达标的，要写得分比例（--share），如 0.5"),
            (Answer::Partial, Some(_)) | (_, None) => Ok(self),
            (_, Some(_)) => Err("只有改判为部分达标时才写得分比例"),
        }
    }

    /// The override of a row; `came_of` are the numbers of the findings whose conclusions it follows from.
    pub(super) fn over(
        &self,
        decided: &Decided,
        row: &JudgedRow,
        said: &decide::Said,
        came_of: &[String],
    ) -> Result<Act, String> {
        let until = last_day_of_override(decided, self.until)?;
        let worklist = &decided.worklist;
        let made = Override {
            unit: row.unit.clone(),
            catalogue: worklist.catalogue.clone(),
            code: row.code.clone(),
            period: worklist.period.clone(),
            answer: self.answer,
            share: self.share,
            who: said.who.clone(),
            at: said.at,
            why: said.why.clone(),
            evidence: self.evidence.clone(),
            until,
            came_of: came_of.to_vec(),
            run: worklist.run.clone(),
            signed: None,
        };
        Ok(Act::Overruled(made, entry(decided, row)))
    }
}

/// The question that a row gets in the worklist when it is overridden.
fn entry(decided: &Decided, row: &JudgedRow) -> WorklistEntry {
    WorklistEntry {
        number: 0,
        unit: row.unit.clone(),
        code: row.code.clone(),
        indicator: decided.indicator(&row.code),
        name: String::new(),
        path: String::new(),
        url: String::new(),
        score: None,
        why: machine_says(row.answer, None),
    }
}

impl Target {
    /// The rows, each once.
    fn rows(&self, reviews: &Reviews, decided: &Decided) -> Result<Vec<JudgedRow>, Fault> {
        if let (Some(unit), Some(code)) = (&self.unit, &self.code) {
            return decided.rows(reviews, unit, code);
        }
        numbered(reviews, decided, &self.numbers)
    }
}

fn numbered(reviews: &Reviews, decided: &Decided, numbers: &[u32]) -> Result<Vec<JudgedRow>, Fault> {
    let mut rows: Vec<JudgedRow> = Vec::new();
    for number in numbers {
        let entry = decided.entry(*number)?;
        for row in decided.rows(reviews, &entry.unit, &entry.code)? {
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

pub(super) fn run(args: &Args) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let decided = Decided::read(&reviews, args.desk.run.as_deref())?;
    let (new, said) = (args.what.read()?, args.who.said());
    let rows = args.target.rows(&reviews, &decided)?;
    let acts: Vec<Act> =
        rows.iter().map(|row| new.over(&decided, row, &said, &[])).collect::<Result<_, _>>().map_err(Fault::input)?;
    decided.act(&reviews, &acts)?;
    let changed: Vec<String> = rows.iter().map(|row| format!("{} {}", row.unit, row.code)).collect();
    say(format_args!(
        "已改判 {} 行为{}（{}），由{}决定。{}",
        rows.len(),
        new.answer.zh(),
        changed.join("；"),
        said.who,
        after(&decided)
    ))
}

/// What has to happen before an override takes effect.
pub(super) fn after(decided: &Decided) -> String {
    let signed = if decided.worklist.sign_off {
        "评分办法要求会签：请由另一人用 lanmu review sign 会签；"
    } else {
        ""
    };
    format!("{signed}{}", decided.takes_effect())
}

/// The overrides that stand on the rows.
fn standing<'d>(decided: &'d Decided, rows: &[JudgedRow]) -> Result<Vec<&'d Override>, Fault> {
    let made: Vec<&Override> = rows.iter().filter_map(|row| decided.on_row(&row.unit, &row.code)).collect();
    if made.is_empty() {
        let named: Vec<String> = rows.iter().map(|row| format!("{} {}", row.unit, row.code)).collect();
        return Err(Fault::input(format!("没有改判：{}，请用 lanmu review list 查看", named.join("；"))));
    }
    Ok(made)
}

/// Takes overrides back.
pub(super) fn revoke(args: &OnRows) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let decided = Decided::read(&reviews, args.desk.run.as_deref())?;
    let rows = args.target.rows(&reviews, &decided)?;
    let said = args.who.said();
    let acts: Vec<Act> = standing(&decided, &rows)?.into_iter().map(|one| taken_back(one, &said)).collect();
    decided.act(&reviews, &acts)?;
    say(format_args!("已撤回改判 {} 项，由{}决定。{}", acts.len(), said.who, decided.takes_effect()))
}

/// That an override does not stand any more.
pub(super) fn taken_back(made: &Override, said: &decide::Said) -> Act {
    Act::TakenBack(Override { who: said.who.clone(), at: said.at, why: said.why.clone(), ..made.clone() })
}
