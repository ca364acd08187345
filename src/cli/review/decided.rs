//! A worklist with what stands on it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::cli::closing::refuse_change;
use crate::cli::fault::Fault;
use crate::cli::laid_over::{Scope, offered};
use crate::judge::{Conclusion, Override, Period, Rectification};
use crate::mapping::{Review, Signature, Validity};
use crate::site::identity;
use crate::store::{Act, JudgedRow, Reviews, Worklist, WorklistEntry};

/// A worklist with the decisions that stand on it.
pub(super) struct Decided {
    pub(super) worklist: Worklist,
    /// What became of findings in the period, by number.
    pub(super) rectifications: BTreeMap<String, Rectification>,
    /// The day for which the result holds.
    pub(super) as_of: Date,
    pub(super) period: Option<Period>,
    catalogue: Catalogue,
    standing: Vec<Review>,
    /// The overrides of this period, by unit and code.
    overrides: BTreeMap<(String, String), Override>,
    /// Those of an earlier one that can be taken over, by unit and code.
    offers: BTreeMap<(String, String), Override>,
}

impl Decided {
    /// Reads those of a run, or of the newest.
    pub(super) fn read(reviews: &Reviews, run: Option<&str>) -> Result<Self, Fault> {
        let worklist = reviews.worklist(run).map_err(Fault::input)?;
        let run = &worklist.run;
        let as_of = worklist.as_of.ok_or_else(|| {
            Fault::input(format!("运行 {run} 的复核清单由旧版本的 lanmu 写成：请先运行 lanmu score --run {run} 更新"))
        })?;
        let standing = reviews.standing(&worklist.catalogue).map_err(Fault::work)?;
        let period = Period::parse(&worklist.period).ok();
        let scope =
            Scope { catalogue: &worklist.catalogue, period: period.as_ref(), as_of, sign_off: worklist.sign_off };
        let all = reviews.overrides(&worklist.catalogue).map_err(Fault::work)?;
        let offers = by_row(offered(&all, &scope).into_iter().cloned());
        let overrides = by_row(all.into_iter().filter(|one| one.period == worklist.period));
        let mut periods = reviews.rectifications(&worklist.catalogue).map_err(Fault::work)?;
        let rectifications = periods.remove(&worklist.period).unwrap_or_default();
        let under = |(number, one): (String, Rectification)| (number, one.under(worklist.sign_off));
        Ok(Self {
            rectifications: rectifications.into_iter().map(under).collect(),
            as_of,
            period,
            catalogue: Catalogue::open(&worklist.named).map_err(Fault::input)?,
            standing,
            overrides,
            offers,
            worklist,
        })
    }

    /// Keeps what was decided, unless the period is closed.
    pub(super) fn act(&self, reviews: &Reviews, acts: &[Act]) -> Result<(), Fault> {
        let Worklist { period, catalogue, .. } = &self.worklist;
        refuse_change(reviews.folder(), period, catalogue)?;
        reviews.act(&self.worklist, acts).map_err(Fault::work)
    }

    /// The decision on a column that stands.
    pub(super) fn on(&self, unit: &str, code: &str, url: &str) -> Option<&Review> {
        let address = identity(url);
        let same = |review: &&Review| review.unit == unit && review.code == code && identity(&review.url) == address;
        self.standing.iter().find(same)
    }

    /// The decision on the column of an entry that stands.
    pub(super) fn on_entry(&self, entry: &WorklistEntry) -> Option<&Review> {
        self.on(&entry.unit, &entry.code, &entry.url)
    }

    /// The override of a row that stands in this period.
    pub(super) fn on_row(&self, unit: &str, code: &str) -> Option<&Override> {
        self.overrides.get(&(unit.to_owned(), code.to_owned()))
    }

    /// The override of the row of an entry, where the entry is about a row.
    pub(super) fn over(&self, entry: &WorklistEntry) -> Option<&Override> {
        self.on_row(&entry.unit, &entry.code).filter(|_| entry.url.is_empty())
    }

    /// The override of an earlier period that can be taken over for the row of an entry.
    pub(super) fn offer(&self, entry: &WorklistEntry) -> Option<&Override> {
        self.offers.get(&(entry.unit.clone(), entry.code.clone())).filter(|_| entry.url.is_empty())
    }

    /// Whether an override holds for the result.
    pub(super) fn state(&self, one: &Override) -> Validity {
        one.state(self.as_of, self.worklist.sign_off)
    }

    /// Whether a decision on a column holds for the result.
    pub(super) fn ruling_state(&self, one: &Review) -> Validity {
        one.state(self.as_of, self.worklist.sign_off)
    }

    /// The decision on the column of an entry, unless it has expired.
    pub(super) fn decision(&self, entry: &WorklistEntry) -> Option<&Review> {
        self.on_entry(entry).filter(|one| self.ruling_state(one) != Validity::Expired)
    }

    /// The decision on the column of an entry that has expired.
    pub(super) fn expired(&self, entry: &WorklistEntry) -> Option<&Review> {
        self.on_entry(entry).filter(|one| self.ruling_state(one) == Validity::Expired)
    }

    /// Whether there is no decision on an entry that has not expired: neither on its column nor on all its rows.
    pub(super) fn is_open(&self, entry: &WorklistEntry) -> bool {
        let stands = |code| self.on_row(&entry.unit, code).is_some_and(|one| self.state(one) != Validity::Expired);
        let mut rows = self.codes(&entry.code).peekable();
        let overridden = rows.peek().is_some() && rows.all(stands);
        self.decision(entry).is_none() && !overridden
    }

    /// The conclusion on the finding with this number.
    pub(super) fn conclusion(&self, number: &str) -> Option<&Conclusion> {
        self.rectifications.get(number)?.conclusion.as_ref()
    }

    /// The signature on each conclusion, by the number of the finding.
    pub(super) fn conclusions(&self) -> BTreeMap<&str, Option<Signature>> {
        let concluded = self.rectifications.iter().filter_map(|(number, one)| Some((number, one.conclusion.as_ref()?)));
        concluded.map(|(number, one)| (number.as_str(), one.signed.clone())).collect()
    }

    /// The overrides of this period, by unit and code.
    pub(super) fn overrides(&self) -> BTreeMap<(&str, &str), Override> {
        self.overrides.values().map(|one| ((one.unit.as_str(), one.code.as_str()), one.clone())).collect()
    }

    /// The overrides of this period that came of the conclusion on the finding with this number.
    pub(super) fn came_of<'d>(&'d self, number: &'d str) -> impl Iterator<Item = &'d Override> {
        self.overrides.values().filter(move |one| one.came_of.iter().any(|own| own == number))
    }

    /// Codes of the rows that a code means: the row of that code, else those of the column.
    fn codes<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a str> {
        let rows = &self.catalogue.indicators;
        let is_row = rows.iter().any(|row| row.code == code);
        let means = move |own: &str, column: &str| if is_row { own == code } else { column == code };
        rows.iter().filter(move |row| means(&row.code, &row.column)).map(|row| row.code.as_str())
    }

    /// Code of the column of a row.
    pub(super) fn column<'a>(&'a self, code: &'a str) -> &'a str {
        let row = self.catalogue.indicators.iter().find(|row| row.code == code);
        row.map_or(code, |row| row.column.as_str())
    }

    /// The rows of a unit that a code means, among those that were judged.
    pub(super) fn rows(&self, reviews: &Reviews, unit: &str, code: &str) -> Result<Vec<JudgedRow>, Fault> {
        let Worklist { run, named, .. } = &self.worklist;
        if !self.worklist.units.iter().any(|known| known == unit) {
            return Err(Fault::input(format!("运行 {run} 中没有单位“{unit}”，请核对名称")));
        }
        let mut rows = reviews.judged(run, unit).map_err(Fault::work)?;
        let meant: Vec<&str> = self.codes(code).collect();
        rows.retain(|row| meant.contains(&row.code.as_str()));
        if rows.is_empty() {
            return Err(Fault::input(format!(
                "“{unit}”没有编码为“{code}”的指标，请用 lanmu catalogue show {named} 查看"
            )));
        }
        Ok(rows)
    }

    /// Names of the indicator with this code, from the first level on.
    pub(super) fn indicator(&self, code: &str) -> String {
        let row = self.catalogue.indicators.iter().find(|row| row.code == code);
        row.map(|row| row.names().join(" > ")).unwrap_or_default()
    }

    /// The entry with this number.
    pub(super) fn entry(&self, number: u32) -> Result<&WorklistEntry, Fault> {
        let entry = self.worklist.entries.iter().find(|entry| entry.number == number);
        entry.ok_or_else(|| {
            let run = &self.worklist.run;
            Fault::input(format!("运行 {run} 的复核清单中没有编号 {number}，请用 lanmu review list 查看"))
        })
    }

    /// The sentence after a decision.
    pub(super) fn takes_effect(&self) -> String {
        format!("用 lanmu score --run {} 重新判定后生效", self.worklist.run)
    }
}

fn by_row(overrides: impl Iterator<Item = Override>) -> BTreeMap<(String, String), Override> {
    overrides.map(|one| ((one.unit.clone(), one.code.clone()), one)).collect()
}
