//! Accepting and rejecting columns; who decides, when and why.

use jiff::Timestamp;
use jiff::civil::Date;
use url::Url;

use super::command::Desk;
use super::decided::Decided;
use super::overrule::after;
use super::terms::{Terms, not_over};
use crate::catalogue::{Catalogue, Kind};
use crate::cli::fault::Fault;
use crate::cli::input;
use crate::cli::output::say;
use crate::judge::{Conclusion, FindingRuling};
use crate::mapping::{Review, Ruling};
use crate::site::identity;
use crate::store::{Act, Worklist, WorklistEntry};

/// Longest name of a person, in characters.
const LONGEST_NAME: usize = 50;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 复核清单中的编号，可写多个（见 lanmu review list）
    #[arg(value_name = "编号", value_parser = entry, required_unless_present = "url", conflicts_with = "url")]
    numbers: Vec<u32>,
    /// 不按编号时：单位名称
    #[arg(long, value_name = "名称", requires = "url")]
    unit: Option<String>,
    /// 不按编号时：指标编码（栏目或行的编码）
    #[arg(long, value_name = "编码", requires = "url")]
    code: Option<String>,
    /// 不按编号时：栏目的网址
    #[arg(long, value_name = "网址", requires = "unit", requires = "code", value_parser = input::address)]
    url: Option<Url>,
    #[command(flatten)]
    terms: Terms,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    desk: Desk,
}

/// Who decides, and why.
#[derive(Debug, clap::Args)]
pub(super) struct Who {
    /// 复核人
    #[arg(long, value_name = "姓名", value_parser = person)]
    by: String,
    /// 理由
    #[arg(long, value_name = "文字", value_parser = reason)]
    why: String,
}

impl Who {
    /// The same with the moment: now.
    pub(super) fn said(&self) -> Said {
        Said { who: self.by.clone(), at: now(), why: self.why.clone() }
    }
}

/// The number of an entry of the worklist.
pub(super) fn entry(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "应为复核清单中的编号，如 3".to_owned())
}

/// The name of a person who decides.
pub(super) fn person(text: &str) -> Result<String, String> {
    line(text, LONGEST_NAME, "复核人")
}

/// The reason of a decision.
pub(super) fn reason(text: &str) -> Result<String, String> {
    line(text, LONGEST_REASON, "理由")
}

/// One line of words that a person gives; `what` names it.
pub(super) fn line(text: &str, longest: usize, what: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(format!("{what}不能为空")),
        count if count > longest => Err(format!("{what}不能超过 {longest} 字")),
        _ if text.contains(char::is_control) => Err(format!("{what}应写在一行内")),
        _ => Ok(text.to_owned()),
    }
}

/// The moment of a decision made now, to the second as sheets show it.
pub(super) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// A decision on a column, once all of it was read.
#[derive(Debug)]
pub(super) struct NewRuling {
    pub(super) ruling: Ruling,
    pub(super) evidence: String,
    pub(super) until: Option<Date>,
}

impl NewRuling {
    /// The decision on an entry of the worklist.
    pub(super) fn on(&self, worklist: &Worklist, entry: &WorklistEntry, said: &Said) -> Review {
        Review {
            unit: entry.unit.clone(),
            catalogue: worklist.catalogue.clone(),
            code: entry.code.clone(),
            url: entry.url.clone(),
            name: entry.name.clone(),
            path: entry.path.clone(),
            ruling: self.ruling,
            who: said.who.clone(),
            at: said.at,
            why: said.why.clone(),
            evidence: self.evidence.clone(),
            until: self.until,
            run: worklist.run.clone(),
            signed: None,
        }
    }

    /// The same as an act; an error where it would not hold for the result.
    pub(super) fn act(&self, decided: &Decided, entry: &WorklistEntry, said: &Said) -> Result<Act, String> {
        let made = self.on(&decided.worklist, entry, said);
        not_over(made.last_day(), decided.as_of)?;
        Ok(Act::Ruled(made, entry.clone()))
    }
}

/// By whom, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) who: String,
    pub(super) at: Timestamp,
    pub(super) why: String,
}

impl Said {
    /// The conclusion that was reached so.
    pub(super) fn concludes(&self, ruling: FindingRuling) -> Conclusion {
        let Self { who, at, why } = self.clone();
        Conclusion { ruling, who, at, why, signed: None, waits: false }
    }
}

pub(super) fn run(args: &Args, ruling: Ruling) -> Result<(), Fault> {
    let reviews = args.desk.open()?;
    let decided = Decided::read(&reviews, args.desk.run.as_deref())?;
    let worklist = &decided.worklist;
    let entries = match (&args.unit, &args.code, &args.url) {
        (Some(unit), Some(code), Some(url)) => vec![by_hand(worklist, unit, code, url)?],
        _ => numbered(&decided, &args.numbers)?,
    };
    let said = args.who.said();
    let Terms { evidence, until } = args.terms.clone();
    let new = NewRuling { ruling, evidence, until: until.day };
    let acts: Result<Vec<Act>, String> = entries.iter().map(|entry| new.act(&decided, entry, &said)).collect();
    let acts = acts.map_err(Fault::input)?;
    decided.act(&reviews, &acts)?;
    say(format_args!("已{} {} 项，由{}复核。{}", ruling.zh(), acts.len(), said.who, after(&decided)))
}

/// The entries with these numbers, each once.
fn numbered(decided: &Decided, numbers: &[u32]) -> Result<Vec<WorklistEntry>, Fault> {
    let mut entries: Vec<WorklistEntry> = Vec::new();
    for number in numbers {
        let entry = decided.entry(*number)?;
        if entry.url.is_empty() {
            return Err(Fault::input(format!(
                "编号 {number} 没有候选栏目，不能确认或否定；如知道栏目的网址，请用 --unit --code --url 指明；要改判定，请用 lanmu review override"
            )));
        }
        if entries.iter().all(|taken| taken.number != *number) {
            entries.push(entry.clone());
        }
    }
    Ok(entries)
}

/// What a person names by hand: the entry of the worklist where there is one.
fn by_hand(worklist: &Worklist, unit: &str, code: &str, url: &Url) -> Result<WorklistEntry, Fault> {
    let Worklist { run, named, .. } = worklist;
    if !worklist.units.iter().any(|known| known == unit) {
        return Err(Fault::input(format!("运行 {run} 中没有单位“{unit}”，请核对名称")));
    }
    let catalogue = Catalogue::open(named).map_err(Fault::input)?;
    if catalogue.kind != Kind::Columns {
        return Err(Fault::input(format!("指标体系 {named} 不按栏目评估，不能确认或否定栏目")));
    }
    let row = catalogue.indicators.iter().find(|row| row.code == code || row.column == code).ok_or_else(|| {
        Fault::input(format!("指标体系 {named} 中没有编码“{code}”，请用 lanmu catalogue show {named} 查看"))
    })?;
    let mut url = url.clone();
    url.set_fragment(None);
    let same = |entry: &&WorklistEntry| {
        entry.unit == unit && entry.code == row.column && identity(&entry.url) == identity(url.as_str())
    };
    Ok(worklist.entries.iter().find(same).cloned().unwrap_or_else(|| WorklistEntry {
        number: 0,
        unit: unit.to_owned(),
        code: row.column.clone(),
        indicator: row.names().join(" > "),
        name: String::new(),
        path: String::new(),
        url: url.into(),
        score: None,
        why: "人工指明的网址".to_owned(),
    }))
}
