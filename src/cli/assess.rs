//! From what was seen of a unit's site to its verdicts and points: survey → mapping → judge → score.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;

use super::declared::Declared;
use super::evaluate::RulesArgs;
use super::fault::Fault;
use super::input;
use super::laid_over::{LaidOver, Scope};
use super::looks::Assessed;
use super::output::note;
use super::remembered::Remembered;
use super::settings::SettingsFile;
use super::unmet;
use crate::calendar::{Calendar, day_in_china};
use crate::catalogue::{Catalogue, Indicator, Kind};
use crate::crawl::{Former, Wanted};
use crate::judge::{ColumnKinds, Period};
use crate::mapping::{Mapper, Validity};
use crate::report::{Evaluation, Hashes, Identity, PagesSeen, Record, Summary, UnitResult};
use crate::score::{self, OfKind, Policy};
use crate::sha256::sha256;
use crate::site::Watch;
use crate::store::{Reviews, Workspace};
use crate::unit::{Unit, UnitIdentity};

/// The catalogue that is taken where none is named.
pub(super) const CATALOGUE: &str = "ankang-2020";

/// All that verdicts depend on besides the sites.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) catalogue: Catalogue,
    /// How the catalogue was named: its id, or the folder that it is in.
    pub(super) named: String,
    pub(super) mapper: Mapper,
    pub(super) as_of: Date,
    /// The day that the sites were visited for: that of the run, whichever day it is judged again as of.
    pub(super) visited_for: Date,
    /// A person named the as-of day.
    pub(super) day_given: bool,
    pub(super) period: Option<Period>,
    /// What the units declared.
    pub(super) declared: Declared,
    /// What is known of the units' columns.
    pub(super) remembered: Remembered,
    /// What people decided on verdicts and findings.
    pub(super) laid_over: LaidOver,
    /// What the former run showed of each unit, by its name.
    pub(super) formers: BTreeMap<String, Former>,
    pub(super) policy: Policy,
    pub(super) policy_text: String,
    pub(super) calendar: Calendar,
    /// Of the calendar; empty where it is the one that comes with the program.
    pub(super) holidays_text: String,
    /// The results of earlier periods, as [`Evaluation::history`].
    pub(super) history: Vec<Record>,
    /// Codes of the rows that are looked at, by the name of the unit; all rows where it is `None`.
    pub(super) only: Option<BTreeMap<String, BTreeSet<String>>>,
    /// Hosts of the units' sites.
    pub(super) hosts: BTreeSet<String>,
    pub(super) kinds: ColumnKinds,
    /// How the home pages answered while they were watched, by the name of the unit.
    pub(super) watched: BTreeMap<String, Watch>,
    /// What each unit of the list is, by its name.
    identities: BTreeMap<String, UnitIdentity>,
}

impl Rules {
    /// Loads catalogue, policy, vocabulary and calendar, and fixes the as-of day.
    pub(super) fn load(args: &RulesArgs, file: &SettingsFile) -> Result<Self, Fault> {
        let id = args.catalogue.as_deref().or(file.catalogue.as_deref()).unwrap_or(CATALOGUE);
        let catalogue = Catalogue::open(id).map_err(Fault::input)?;
        let named = args.inputs.policy.as_deref().or(file.policy.as_deref());
        let (policy, policy_text) = input::policy(named, &catalogue, id)?;
        let holidays = args.inputs.holidays.as_deref().or(file.holidays.as_deref());
        let (calendar, holidays_text) = input::calendar(holidays)?;
        let as_of = args.as_of.unwrap_or_else(|| usual_day(args.period.as_ref()));
        if let Some(period) = args.period.as_ref().filter(|period| as_of < period.from) {
            return Err(Fault::input(format!(
                "评估日期 {as_of} 时，评估周期 {period} 还没有开始（{} 至 {}）：请改写 --period 或 --as-of",
                period.from, period.to
            )));
        }
        calendar.is_workday(as_of).map_err(Fault::input)?;
        let vocabulary = input::vocabulary(&catalogue, id)?;
        Ok(Self {
            mapper: Mapper::new(&catalogue, &vocabulary),
            kinds: ColumnKinds::shipped().map_err(Fault::work)?,
            identities: BTreeMap::new(),
            policy_text,
            holidays_text,
            period: args.period.clone(),
            named: id.to_owned(),
            catalogue,
            policy,
            calendar,
            history: Vec::new(),
            as_of,
            visited_for: as_of,
            day_given: args.as_of.is_some(),
            declared: Declared::default(),
            remembered: Remembered::default(),
            laid_over: LaidOver::default(),
            formers: BTreeMap::new(),
            only: None,
            hosts: BTreeSet::new(),
            watched: BTreeMap::new(),
        })
    }

    /// What a unit is, among those of the list.
    pub(super) fn identity(&self, unit: &Unit) -> UnitIdentity {
        self.identities.get(&unit.name).cloned().unwrap_or_else(|| self.catalogue.institutions.of_unit(unit))
    }

    /// What a unit owes, as far as it is looked at.
    pub(super) fn indicators(&self, unit: &Unit) -> Vec<&Indicator> {
        let mut rows = self.catalogue.indicators_of(&self.identity(unit));
        if let Some(only) = &self.only {
            let codes = only.get(&unit.name);
            rows.retain(|row| codes.is_some_and(|codes| codes.contains(&row.code)));
        }
        rows
    }

    /// The catalogue is about the whole site: every column matters alike.
    pub(super) fn of_whole_site(&self) -> bool {
        self.catalogue.kind == Kind::Website
    }

    /// What the rows that a unit owes ask to be seen of its site.
    pub(super) fn wanted(&self, unit: &Unit) -> Wanted<'_> {
        let wanted = Wanted::of(&self.catalogue, &self.indicators(unit));
        match &self.policy.of_kind {
            OfKind::Columns(policy) => wanted.judged(self.visited_for, &policy.windows),
            OfKind::Ledger(_) | OfKind::Website(_) => wanted,
        }
    }

    /// Takes the list of the units. Refuses those that no row names, all at once.
    pub(super) fn take_units(&mut self, units: &[Unit]) -> Result<(), Fault> {
        self.hosts = units.iter().filter_map(|unit| unit.site.host_str().map(str::to_owned)).collect();
        let names = units.iter().map(|unit| unit.name.clone());
        self.identities = names.zip(self.catalogue.institutions.of_units(units)).collect();
        let strangers: Vec<&str> =
            units.iter().filter(|unit| self.indicators(unit).is_empty()).map(|unit| unit.name.as_str()).collect();
        if strangers.is_empty() {
            return Ok(());
        }
        Err(Fault::input(format!(
            "指标体系 {} 没有任何一行要求以下单位建设栏目：{}。请核对名称，或在 aliases 列（自查用 --alias）写明其标准名称，或在 groups 列（自查用 --group）写明“县区”或“部门”",
            self.catalogue.id,
            strangers.join("、")
        )))
    }

    /// Takes what watches in the workspace saw of the home pages up to the as-of day, where the catalogue is about that.
    pub(super) fn take_watches(&mut self, workspace: &Workspace, units: &[Unit]) -> Result<(), Fault> {
        if self.of_whole_site() {
            for unit in units {
                let watch = workspace.watched(unit, self.as_of).map_err(Fault::work)?;
                self.watched.insert(unit.name.clone(), watch);
            }
        }
        Ok(())
    }

    /// Takes what people decided about the units in the workspace in `folder`: on verdicts and findings and, where the
    /// catalogue is about columns, on these.
    pub(super) fn take_reviews(&mut self, folder: &Path, units: &[Unit]) -> Result<(), Fault> {
        if !Reviews::is_at(folder) {
            return Ok(());
        }
        let reviews = Reviews::open(folder).map_err(Fault::work)?;
        if self.catalogue.kind == Kind::Columns {
            let standing = reviews.standing(&self.catalogue.id).map_err(Fault::work)?;
            let (taken, aside) = standing.into_iter().partition(|review| self.scope().takes(review));
            self.remembered.take_reviews(taken, units);
            self.remembered.put_aside(aside, units);
        }
        self.laid_over = LaidOver::read(&reviews, &self.scope(), units)?;
        Ok(())
    }

    /// Which decisions the result takes.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            catalogue: &self.catalogue.id,
            period: self.period.as_ref(),
            as_of: self.as_of,
            sign_off: self.asks_for_sign_off(),
        }
    }

    /// Whether what a person decides holds only once a second person has signed it.
    pub(super) fn asks_for_sign_off(&self) -> bool {
        self.policy.review().sign_off
    }

    /// How many decisions wait for a second person's signature.
    pub(super) fn unsigned(&self) -> usize {
        let (as_of, sign_off) = (self.as_of, self.asks_for_sign_off());
        let aside = self.remembered.aside().iter().filter(|one| one.state(as_of, sign_off) == Validity::Unsigned);
        self.laid_over.unsigned() + aside.count()
    }

    /// Says which parties of the catalogue are no unit of the list.
    pub(super) fn tell_unmet(&self) {
        let units: Vec<&UnitIdentity> = self.identities.values().collect();
        for words in unmet::in_words(&self.catalogue.id, &self.catalogue.unmet(&units)) {
            note(words);
        }
    }

    /// Says which groups of the policy no unit is in: what is meant for them holds for nobody.
    pub(super) fn tell_idle_groups(&self, units: &[Unit]) {
        let idle = score::idle_groups(&self.policy, units);
        if !idle.is_empty() {
            note(format_args!(
                "注意：评分办法为这些分组另有规定，而单位名单的 groups 列中没有：{}。请核对写法",
                idle.join("、")
            ));
        }
    }

    /// Says what a person would not expect of the as-of day.
    pub(super) fn tell_of_day(&self) {
        let checks: Vec<String> = self.catalogue.check_days.iter().map(ToString::to_string).collect();
        if !checks.is_empty() && !self.catalogue.check_days.contains(&self.as_of) {
            note(format_args!(
                "注意：评估日期为 {}；指标体系 {} 写明的检查日期是 {}，可用 --as-of 指定。",
                self.as_of,
                self.catalogue.id,
                checks.join("、")
            ));
        }
        if let (Some(due), None) = (self.catalogue.due, self.catalogue.due_on(self.as_of)) {
            note(format_args!(
                "注意：评估日期 {} 早于指标体系 {} 的印发日期，按回溯评估处理，不适用栏目建设截止日期 {due}。",
                self.as_of, self.catalogue.id
            ));
        }
    }

    /// Ranks the units and puts the sheets together.
    pub(super) fn evaluation(&self, mut assessed: Vec<Assessed>, run: &str) -> Evaluation {
        let decided = assessed.iter_mut().map(|one| std::mem::take(&mut one.decided));
        let rectifications = self.laid_over.rectifications(decided);
        let snapshots: String =
            assessed.iter().map(|one| format!("{} {}\n", one.result.unit.name, one.result.snapshot)).collect();
        let pages = assessed.iter().map(|one| one.pages.clone()).fold(PagesSeen::default(), PagesSeen::and);
        let mut units: Vec<UnitResult> = assessed.into_iter().map(|one| one.result).collect();
        score::rank(units.iter_mut().map(|result| &mut result.sheet));
        let names: Vec<&Unit> = units.iter().map(|result| &result.unit).collect();
        let identity = Identity {
            id: run.to_owned(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            as_of: self.as_of,
            period: self.period.clone(),
            sha256: Hashes {
                catalogue: self.catalogue.hash.clone(),
                policy: sha256(self.policy_text.as_bytes()),
                units: sha256(&serde_json::to_vec(&names).unwrap_or_default()),
                declarations: self.remembered.hash_with(&self.declared),
                reviews: self.hash_of_reviews(),
                calendar: sha256(self.holidays_text.as_bytes()),
                snapshot: sha256(snapshots.as_bytes()),
                history: self.history_hash(),
            },
            summary: Summary::of(&units, &pages),
            pages,
        };
        Evaluation {
            run: identity,
            catalogue: self.catalogue.clone(),
            grades: self.policy.grades().to_vec(),
            rectifications,
            units,
            history: self.history.clone(),
        }
    }

    /// SHA-256 of all that people decided, hex; of the empty string where they decided nothing.
    fn hash_of_reviews(&self) -> String {
        sha256(&[self.remembered.material(), self.laid_over.material()].concat())
    }
}

/// The last day of a period that has ended, else today in China.
fn usual_day(period: Option<&Period>) -> Date {
    let today = day_in_china(Timestamp::now());
    period.map_or(today, |period| period.to.min(today))
}
