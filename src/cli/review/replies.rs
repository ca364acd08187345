//! 整改情况: the list of findings that units filled in, with the conclusions of the reviewers beside.

use super::conclude::{self, Ruled};
use super::decide::{self, Said};
use super::decided::Decided;
use super::decisions::Wrong;
use super::earlier::{Earlier, repeated};
use super::filled::{Filled, Line, alike, shown};
use super::overrule::{self, NewAnswer};
use super::sign::{Signable, follow};
use crate::cli::fault::Fault;
use crate::cli::output::note;
use crate::judge::{Conclusion, FindingRuling, Rectification, RectificationState, Reply};
use crate::mapping::{Signature, Validity};
use crate::store::{Act, KnownFinding, Reviews, Worklist};
use crate::unit::{Problem, Table, TableError};

/// The column by which the list is told from a worklist.
pub(super) const NUMBER: &str = "问题编号";
/// Who agrees with the conclusion.
const SIGNER: &str = "会签人";
/// The columns that a list may have: those of the workbook, those of findings.csv, and what 改判 needs.
const HEADS: [&str; 19] = [
    NUMBER,
    "单位",
    "指标编码",
    "问题类型",
    "问题描述",
    "网址",
    "发现时间",
    "最近更新日期",
    "未更新天数",
    "整改建议",
    "单位答复",
    "整改情况",
    "答复人",
    "复核结论",
    "复核理由",
    "复核人",
    SIGNER,
    "改判为",
    "得分比例",
];
const REQUIRED: [&str; 2] = [NUMBER, "整改情况"];
/// Longest words of a reply, in characters.
const LONGEST_WORDS: usize = 2000;
/// What stands in 整改情况 of findings.csv after a re-check, behind the unit's words.
const RECHECKED: &str = "复查（";

/// The replies and conclusions of a list that are new; every problem of it at once where there is one.
pub(super) fn of_rows(table: &Table, reviews: &Reviews, decided: &Decided) -> Result<Vec<Act>, Fault> {
    let filled = Filled::of(table, &HEADS, &REQUIRED).map_err(|all| Fault::input(TableError(all)))?;
    let mut problems = table.nameless_cells();
    let (mut numbers, mut acts, mut advice) = (Vec::new(), Vec::new(), Vec::new());
    let withdrawn: Vec<String> = filled
        .lines()
        .filter(|line| ruling(line) == Ok(Some(FindingRuling::Withdrawn)))
        .map(|line| number(&line))
        .collect();
    for line in filled.lines() {
        let row = Answered { line, reviews, decided, withdrawn: &withdrawn };
        match row.acts() {
            Ok(done) => {
                if numbers.contains(&number(&line)) {
                    problems.push(line.wrong(NUMBER, "与前面的行是同一个问题", "每个问题只写一行"));
                }
                numbers.push(number(&line));
                acts.extend(done.acts);
                advice.extend(done.advice);
            }
            Err(Wrong::Cell(problem)) => problems.push(problem),
            Err(Wrong::Work(fault)) => return Err(fault),
        }
    }
    if !problems.is_empty() {
        return Err(Fault::input(TableError(problems)));
    }
    advice.into_iter().for_each(note);
    follow(decided, &mut acts);
    Ok(acts)
}

fn number(line: &Line<'_>) -> String {
    line.cell(NUMBER).to_owned()
}

/// The first word of a cell: what stands before its explanation.
fn first(cell: &str) -> &str {
    cell.split(['：', '（', ':', '(']).next().unwrap_or_default().trim()
}

/// What a reviewer wrote in the line.
fn ruling(line: &Line<'_>) -> Result<Option<FindingRuling>, String> {
    let cell = line.bare("复核结论");
    if cell.is_empty() {
        return Ok(None);
    }
    let known = FindingRuling::ALL.into_iter().find(|ruling| ruling.zh() == first(cell));
    known.map(Some).ok_or_else(|| format!("复核结论“{}”无法识别", shown(cell)))
}

/// One line of the list.
struct Answered<'a> {
    line: Line<'a>,
    reviews: &'a Reviews,
    decided: &'a Decided,
    /// Numbers of all findings that the list withdraws.
    withdrawn: &'a [String],
}

impl Answered<'_> {
    fn acts(&self) -> Result<conclude::Done, Wrong> {
        let none = Rectification::default();
        let (state, ruling) = (self.state()?, self.ruling()?);
        let mut done = conclude::Done { acts: Vec::new(), advice: None };
        if state.is_none() && ruling.is_none() {
            return Ok(done);
        }
        let finding = self.finding()?;
        let before = self.decided.rectifications.get(&finding.number).unwrap_or(&none);
        if let Some((state, words)) = state {
            let who = self.line.read_if("答复人", decide::person, "可以留空")?;
            let reply = Reply { state, words, who: who.unwrap_or_else(|| finding.unit.clone()), at: decide::now() };
            if before.reply.as_ref().is_none_or(|old| !same_reply(old, &reply)) {
                done.acts.push(Act::Replied(finding.number.clone(), reply));
            }
        }
        if let Some(ruling) = ruling {
            let concluded = self.concluded(ruling, &finding, before)?;
            done.acts.extend(concluded.acts);
            done.advice = concluded.advice;
        }
        Ok(done)
    }

    /// The finding that the line is about.
    fn finding(&self) -> Result<KnownFinding, Wrong> {
        let (line, run) = (&self.line, &self.decided.worklist.run);
        let found = self.reviews.finding(run, line.cell(NUMBER)).map_err(|error| Wrong::Work(Fault::work(error)))?;
        let found = found.ok_or_else(|| {
            let right = "应为该次评估的问题清单中的问题编号，不要改动";
            line.wrong(NUMBER, format!("运行 {run} 没有编号为“{}”的问题", shown(line.cell(NUMBER))), right)
        })?;
        let unit = line.cell("单位");
        if !unit.is_empty() && !line.has("单位", &found.unit) {
            let wrong = format!("问题 {} 是“{}”的，不是“{}”的", found.number, found.unit, shown(unit));
            return Err(line.wrong("单位", wrong, "单位和问题编号应与问题清单一致，不要改动").into());
        }
        Ok(found)
    }

    /// What the unit claims, and its words; `None` where it says nothing. The workbook has a column for each, findings.csv
    /// one for both, in which what a re-check saw may follow.
    fn state(&self) -> Result<Option<(RectificationState, String)>, Problem> {
        let line = &self.line;
        let (claim, words) = (line.bare("单位答复"), line.bare("整改情况"));
        let known = |text: &str| RectificationState::ALL.into_iter().find(|state| state.zh() == text);
        let right = format!("应为{}", RectificationState::ALL.map(RectificationState::zh).join("、"));
        if !claim.is_empty() {
            let state = known(claim);
            let wrong = || line.wrong("单位答复", format!("单位答复“{}”无法识别", shown(claim)), right);
            return Ok(Some((state.ok_or_else(wrong)?, self.words(words)?)));
        }
        let own = words.split(RECHECKED).next().unwrap_or_default().trim_end_matches('；');
        if own.is_empty() {
            return Ok(None);
        }
        let Some(state) = known(first(own)) else {
            let wrong = format!("整改情况“{}”没有写明整改到什么程度", shown(own));
            return Err(line.wrong("整改情况", wrong, format!("{right}，可在其后加“：”写明情况")));
        };
        let rest = own.trim_start().trim_start_matches(first(own)).trim_start_matches(['：', ':', '（', '(']);
        Ok(Some((state, self.words(rest)?)))
    }

    fn words(&self, words: &str) -> Result<String, Problem> {
        let one_line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if one_line.is_empty() {
            return Ok(one_line);
        }
        decide::line(&one_line, LONGEST_WORDS, "整改情况")
            .map_err(|wrong| self.line.wrong("整改情况", wrong, "请写短一些"))
    }

    fn ruling(&self) -> Result<Option<FindingRuling>, Problem> {
        let right = || format!("应为{}，或留空", FindingRuling::ALL.map(FindingRuling::zh).join("、"));
        ruling(&self.line).map_err(|wrong| self.line.wrong("复核结论", wrong, right()))
    }

    /// What follows from the reviewer's conclusion; nothing where the same stands.
    fn concluded(
        &self,
        ruling: FindingRuling,
        finding: &KnownFinding,
        before: &Rectification,
    ) -> Result<conclude::Done, Wrong> {
        let line = &self.line;
        let (who, why) = (line.bare("复核人"), line.bare("复核理由"));
        let same = |own: &str, cell: &str| cell.is_empty() || alike(own, cell);
        let says = |old: &Conclusion| old.ruling == ruling && same(&old.who, who) && same(&old.why, why);
        if let Some(old) = before.conclusion.as_ref().filter(|old| says(old)) {
            let acts = self.signed(&finding.number, old)?.into_iter().collect();
            return Ok(conclude::Done { acts, advice: None });
        }
        if let Some(wrong) = self.repeated(&finding.number, says)? {
            let right = "旧清单不恢复以前的结论；确要这样决定的，请用 lanmu review uphold、withdraw 或 amend";
            return Err(line.wrong("复核结论", wrong, right).into());
        }
        let right = "填了复核结论的行，复核理由和复核人都要填";
        let said = Said {
            who: line.read("复核人", decide::person, right)?,
            why: line.read("复核理由", decide::reason, right)?,
            at: decide::now(),
        };
        let new = if ruling == FindingRuling::Amended { Some(self.new_answer()?) } else { None };
        let ruled = Ruled { ruling, new: new.as_ref(), said: &said };
        let mut done = ruled.on(self.reviews, self.decided, finding, self.withdrawn).map_err(Wrong::Work)?;
        done.acts.extend(self.signed(&finding.number, &said.concludes(ruling))?);
        Ok(done)
    }

    /// The signature of the line on a conclusion, unless the same person has signed it. What waits for one says so in that cell.
    fn signed(&self, number: &str, conclusion: &Conclusion) -> Result<Option<Act>, Problem> {
        let line = &self.line;
        if line.cell(SIGNER) == Validity::Unsigned.zh() {
            return Ok(None);
        }
        let who = line.read_if(SIGNER, decide::person, "可以留空")?;
        let who = who.filter(|who| conclusion.signed.as_ref().is_none_or(|before| before.who != *who));
        let Some(who) = who else { return Ok(None) };
        let signed = Signable::Conclusion(number, conclusion).sign(&Signature { who, at: decide::now() });
        signed.map(Some).map_err(|wrong| line.wrong(SIGNER, wrong, "应为作出结论以外的人；可以留空"))
    }

    /// What is wrong where the same conclusion was reached before, and then another one.
    fn repeated(&self, number: &str, says: impl Fn(&Conclusion) -> bool) -> Result<Option<String>, Wrong> {
        let Worklist { catalogue, period, .. } = &self.decided.worklist;
        let all = self.reviews.conclusions_on(catalogue, period, number);
        let all = all.map_err(|error| Wrong::Work(Fault::work(error)))?;
        let earlier = |one: &Conclusion| {
            let words = format!("{}，{}", one.who, one.ruling.zh());
            Earlier { at: one.at, words, same: says(one) }
        };
        Ok(repeated(&all.iter().map(earlier).collect::<Vec<_>>()))
    }

    fn new_answer(&self) -> Result<NewAnswer, Problem> {
        let right = "复核结论为“改判”的，在最后加“改判为”列填新的判定，或改用 lanmu review amend";
        let line = &self.line;
        let new = NewAnswer {
            answer: line.read("改判为", overrule::answer, right)?,
            share: line.read_if("得分比例", overrule::share, "改判为部分达标的才填，如 0.5")?,
            evidence: String::new(),
            until: None,
        };
        new.checked().map_err(|wrong| line.wrong("得分比例", wrong, "只有部分达标才填，如 0.5"))
    }
}

/// It is the words that make a reply another one, not when they were read.
fn same_reply(old: &Reply, new: &Reply) -> bool {
    (old.state, &old.who) == (new.state, &new.who) && alike(&old.words, &new.words)
}

/// What became of the findings of the units that `is_shown` takes, a line for each.
pub(super) fn in_words(
    reviews: &Reviews,
    decided: &Decided,
    is_shown: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Fault> {
    let mut lines = Vec::new();
    for (number, one) in &decided.rectifications {
        let found = reviews.finding(&decided.worklist.run, number).map_err(Fault::work)?;
        let Some(KnownFinding { unit, code, kind, .. }) = found.filter(|found| is_shown(&found.unit)) else { continue };
        if lines.is_empty() {
            lines.push("\n问题的答复、复查和复核结论：".to_owned());
        }
        lines.push(format!("{number}　{unit}　{code}　{kind}：{}", told(one)));
    }
    Ok(lines)
}

fn told(one: &Rectification) -> String {
    let with =
        |what: &str, words: &str| if words.is_empty() { what.to_owned() } else { format!("{what}（{words}）") };
    let reply = one.reply.as_ref().map(|reply| format!("单位答复{}", with(reply.state.zh(), &reply.words)));
    let recheck = one.recheck.as_ref().map(|seen| {
        let state = seen.state.map_or("无法核实", RectificationState::zh);
        format!("{} 复查{}", seen.on, with(state, &seen.words))
    });
    let conclusion = one.conclusion.as_ref().map(|by| {
        let signed = by.signed.as_ref().map(|by| format!("；会签：{}", by.who)).unwrap_or_default();
        let waits = if by.waits { format!("；{}", Validity::Unsigned.zh()) } else { String::new() };
        format!("{}（{}，{}{signed}{waits}）", by.ruling.zh(), by.why, by.who)
    });
    [reply, recheck, conclusion].into_iter().flatten().collect::<Vec<_>>().join("；")
}
