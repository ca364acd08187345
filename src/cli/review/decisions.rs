//! A worklist that a person filled in: from its lines to decisions.

use jiff::civil::Date;

use super::decide::{self, NewRuling, Said};
use super::decided::Decided;
use super::earlier::{Earlier, refuse_old};
use super::filled::{Filled, Line, alike, shown};
use super::overrule::{self, ANSWERS, NewAnswer};
use super::sign::{self, Signable, follow};
use super::terms;
use crate::cli::fault::Fault;
use crate::cli::input;
use crate::judge::{Answer, Override};
use crate::mapping::{Review, Ruling, Signature, Validity};
use crate::report;
use crate::store::{Act, JudgedRow, Reviews, WorklistEntry};
use crate::unit::{Problem, Table, TableError};

/// Columns without which a sheet says nothing.
const REQUIRED: [&str; 7] = ["单位", "指标编码", "栏目网址", "决定", "复核人", "理由", "复核时间"];
/// What is told in a line that decides, and only there.
const TOLD: [&str; 8] = ["复核人", "理由", "复核时间", "改判为", "得分比例", "依据", "有效期至", "会签人"];
/// What can be decided.
const DECISIONS: &str = "应为“确认”“否定”“改判”或“撤回”，或留空";
const NEEDED: &str = "填了决定的行，复核人和理由都要填";

/// The decisions of a sheet that do not stand yet; every problem of it at once where there is one.
pub(super) fn of_rows(table: &Table, reviews: &Reviews, decided: &Decided) -> Result<Vec<Act>, Fault> {
    let filled = Filled::of(table, &report::REVIEW_HEADS, &REQUIRED).map_err(|all| Fault::input(TableError(all)))?;
    let mut problems = table.nameless_cells();
    let mut said: Vec<[String; 3]> = Vec::new();
    let mut acts = Vec::new();
    for line in filled.lines() {
        let decision = Decision { line, reviews, decided };
        match decision.acts() {
            Ok(None) => {}
            Ok(Some(made)) => {
                let matter = ["单位", "指标编码", "栏目网址"].map(|head| line.cell(head).to_owned());
                if said.contains(&matter) {
                    problems.push(line.wrong("栏目网址", "与前面的行是同一项", "每项只写一个决定"));
                }
                said.push(matter);
                acts.extend(made);
            }
            Err(Wrong::Cell(problem)) => problems.push(problem),
            Err(Wrong::Work(fault)) => return Err(fault),
        }
    }
    if !problems.is_empty() {
        return Err(Fault::input(TableError(problems)));
    }
    follow(decided, &mut acts);
    Ok(acts)
}

/// Why a line cannot be taken.
pub(super) enum Wrong {
    /// It is wrong.
    Cell(Problem),
    /// What it is held against cannot be read.
    Work(Fault),
}

impl From<Problem> for Wrong {
    fn from(problem: Problem) -> Self {
        Self::Cell(problem)
    }
}

/// The decision of a line.
struct Decision<'a> {
    line: Line<'a>,
    reviews: &'a Reviews,
    decided: &'a Decided,
}

impl Decision<'_> {
    /// What follows from the line; `None` where nobody decided.
    fn acts(&self) -> Result<Option<Vec<Act>>, Wrong> {
        let line = &self.line;
        let acts = match line.cell("决定") {
            "" => {
                return match TOLD.iter().find(|head| !line.cell(head).is_empty()) {
                    Some(head) => Err(line.wrong("决定", format!("填了{head}，没有填决定"), DECISIONS).into()),
                    None => Ok(None),
                };
            }
            "确认" => self.ruled(Ruling::Accepted)?,
            "否定" => self.ruled(Ruling::Rejected)?,
            "改判" => self.overruled()?,
            "撤回" => self.taken_back()?,
            other => {
                let wrong = format!("决定“{}”无法识别", shown(other));
                return Err(line.wrong("决定", wrong, DECISIONS).into());
            }
        };
        Ok(Some(acts))
    }

    fn said(&self) -> Result<Said, Problem> {
        let line = &self.line;
        Ok(Said {
            who: line.read("复核人", decide::person, NEEDED)?,
            why: line.read("理由", decide::reason, NEEDED)?,
            at: line.moment("复核时间")?,
        })
    }

    /// A decision on a column; nothing where the same stands, with the same signature.
    fn ruled(&self, ruling: Ruling) -> Result<Vec<Act>, Wrong> {
        let (line, entry) = (&self.line, self.entry()?);
        let (evidence, until) = self.terms()?;
        let (new, said) = (NewRuling { ruling, evidence, until }, self.said()?);
        let signature = self.signature(&said)?;
        let made = new.on(&self.decided.worklist, entry, &said);
        let same = |old: &Review| same_ruling(old, &made);
        if let Some(old) = self.decided.on_entry(entry).filter(|old| same(old)) {
            let expired = self.decided.ruling_state(old) == Validity::Expired;
            if !expired || (!line.cell("复核时间").is_empty() && made.at <= old.at) {
                return Ok(self.signed(&[Signable::Ruling(old)], signature.as_ref())?);
            }
        }
        let all = self.reviews.rulings_on(&made).map_err(|error| Wrong::Work(Fault::work(error)))?;
        let earlier =
            |old: &Review| Earlier { at: old.at, words: format!("{}，{}", old.who, old.ruling.zh()), same: same(old) };
        refuse_old(line, made.at, &all.iter().map(earlier).collect::<Vec<_>>())?;
        let act = new.act(self.decided, entry, &said);
        let act = act.map_err(|wrong| line.wrong("有效期至", wrong, "不早于评估日期；可以留空"))?;
        let signed = self.signed(&[Signable::Ruling(&made)], signature.as_ref())?;
        Ok([act].into_iter().chain(signed).collect())
    }

    /// 依据 and 有效期至.
    fn terms(&self) -> Result<(String, Option<Date>), Problem> {
        let line = &self.line;
        Ok((
            line.read("依据", terms::evidence, "可以留空")?,
            line.read_if("有效期至", input::day, "应为日期，如 2020-12-31；可以留空")?,
        ))
    }

    /// The signature of the line on what was decided, unless the same person has signed it.
    fn signed(&self, made: &[Signable<'_>], signature: Option<&Signature>) -> Result<Vec<Act>, Problem> {
        let Some(by) = signature else { return Ok(Vec::new()) };
        let open = made.iter().filter(|one| one.signed().is_none_or(|before| before.who != by.who));
        let acts: Result<Vec<Act>, String> = open.map(|one| one.sign(by)).collect();
        acts.map_err(|wrong| self.line.wrong("会签人", wrong, "应为作出决定以外的人；可以留空"))
    }

    /// The entry that the line is about, by its cells as they were written out.
    fn entry(&self) -> Result<&WorklistEntry, Problem> {
        let line = &self.line;
        if line.cell("栏目网址").is_empty() {
            return Err(line.wrong(
                "决定",
                "该项没有候选栏目，不能确认或否定",
                "应填“改判”或留空；知道网址的，用 lanmu review accept --url",
            ));
        }
        let same = |entry: &&WorklistEntry| {
            line.has("单位", &entry.unit) && line.has("指标编码", &entry.code) && line.has("栏目网址", &entry.url)
        };
        self.decided.worklist.entries.iter().find(same).ok_or_else(|| {
            let right = "单位、指标编码、栏目网址三列应与导出的清单一致，不要改动；清单已更新的，请重新导出";
            line.wrong("栏目网址", format!("运行 {} 的复核清单中没有这一项", self.decided.worklist.run), right)
        })
    }

    fn rows(&self) -> Result<Vec<JudgedRow>, Wrong> {
        let rows = self.decided.rows(self.reviews, self.line.bare("单位"), self.line.bare("指标编码"));
        rows.map_err(|fault| match fault {
            Fault::Input(words) => self.line.wrong("指标编码", words, "单位和指标编码两列应与导出的清单一致").into(),
            fault @ Fault::Work(_) => Wrong::Work(fault),
        })
    }

    fn overruled(&self) -> Result<Vec<Act>, Wrong> {
        let line = &self.line;
        let right = ANSWERS.map(Answer::zh).join("、");
        let (evidence, until) = self.terms()?;
        let new = NewAnswer {
            answer: line.read("改判为", overrule::answer, &format!("决定为“改判”的，改判为应填{right}"))?,
            share: line.read_if("得分比例", overrule::share, "改判为部分达标的才填，如 0.5")?,
            evidence,
            until,
        };
        let new = new.checked().map_err(|wrong| line.wrong("得分比例", wrong, "只有部分达标才填，如 0.5"))?;
        let said = self.said()?;
        let signature = self.signature(&said)?;
        let mut acts = Vec::new();
        for row in self.rows()? {
            let made = new
                .over(self.decided, &row, &said, &[])
                .map_err(|wrong| line.wrong("有效期至", wrong, "不早于评估日期；可以留空"))?;
            acts.extend(self.over(&row, made, new.until.is_some(), signature.as_ref())?);
        }
        Ok(acts)
    }

    /// What follows for a row; nothing where the same override stands, with the same signature.
    fn over(
        &self,
        row: &JudgedRow,
        act: Act,
        until_given: bool,
        signature: Option<&Signature>,
    ) -> Result<Vec<Act>, Wrong> {
        let Act::Overruled(made, _) = &act else { return Ok(Vec::new()) };
        let same = |old: &Override| same_override(old, made, until_given);
        if let Some(old) = self.decided.on_row(&row.unit, &row.code).filter(|old| same(old)) {
            return Ok(self.signed(&sign::with_conclusions(self.decided, old), signature)?);
        }
        refuse_old(&self.line, made.at, &self.earlier(made, |old, stands| stands && same(old))?)?;
        let signed = self.signed(&[Signable::Override(made)], signature)?;
        Ok([act].into_iter().chain(signed).collect())
    }

    /// What was decided on the row of `made` before; `same` says whether the line says that again.
    fn earlier(&self, made: &Override, same: impl Fn(&Override, bool) -> bool) -> Result<Vec<Earlier>, Wrong> {
        let all = self.reviews.overrides_on(made).map_err(|error| Wrong::Work(Fault::work(error)))?;
        let words = |old: &Override, stands| match stands {
            true => format!("{}，改判为{}", old.who, old.answer.zh()),
            false => format!("{}，撤回改判", old.who),
        };
        let earlier = |(old, stands): &(Override, bool)| Earlier {
            at: old.at,
            words: words(old, *stands),
            same: same(old, *stands),
        };
        Ok(all.iter().map(earlier).collect())
    }

    fn signature(&self, said: &Said) -> Result<Option<Signature>, Problem> {
        let who = self.line.read_if("会签人", decide::person, "可以留空")?;
        let at = if self.line.cell("会签时间").is_empty() { said.at } else { self.line.moment("会签时间")? };
        Ok(who.map(|who| Signature { who, at }))
    }

    fn taken_back(&self) -> Result<Vec<Act>, Wrong> {
        let said = self.said()?;
        let rows = self.rows()?;
        let mut acts = Vec::new();
        for one in rows.iter().filter_map(|row| self.decided.on_row(&row.unit, &row.code)) {
            let again = |old: &Override, stands: bool| !stands && old.who == said.who && alike(&old.why, &said.why);
            refuse_old(&self.line, said.at, &self.earlier(one, again)?)?;
            acts.push(overrule::taken_back(one, &said));
        }
        Ok(acts)
    }
}

/// A spreadsheet may save the time in a form of its own; it is the words that make a decision another one.
fn same_ruling(old: &Review, new: &Review) -> bool {
    let words = alike(&old.why, &new.why) && alike(&old.evidence, &new.evidence);
    (old.ruling, &old.who) == (new.ruling, &new.who) && words && new.until.is_none_or(|day| day == old.last_day())
}

fn same_override(old: &Override, new: &Override, until_given: bool) -> bool {
    let said = |one: &Override| (one.answer, one.share, one.who.clone());
    let words = alike(&old.why, &new.why) && alike(&old.evidence, &new.evidence);
    said(old) == said(new) && words && (!until_given || old.until == new.until)
}
