//! `lanmu catalogue show --unit`: what a unit owes, and by which words.

use super::fault::Fault;
use crate::catalogue::{Catalogue, Counties, Indicator, Named, Selector};
use crate::unit::UnitIdentity;

/// What a person says of the unit.
#[derive(Debug, clap::Args)]
pub(super) struct UnitArgs {
    /// 只看该单位应承担的各行，以及原文中指明它的词语
    #[arg(long, value_name = "单位")]
    unit: Option<String>,
    /// 该单位所属的组，如 县区、部门、行政执法；可多次给出
    #[arg(long, value_name = "组", requires = "unit")]
    group: Vec<String>,
}

/// The rows that the unit owes, with the words that name it: what to print of a catalogue.
pub(super) struct Owed<'a> {
    catalogue: &'a Catalogue,
    name: &'a String,
    identity: UnitIdentity,
}

impl<'a> Owed<'a> {
    /// What the unit of `args` owes by `catalogue`; `None` when no unit is asked for.
    pub(super) fn of(args: &'a UnitArgs, catalogue: &'a Catalogue) -> Result<Option<Self>, Fault> {
        let Some(name) = &args.unit else { return Ok(None) };
        let identity = catalogue.institutions.identify(&[name], &args.group);
        let owed = Self { catalogue, name, identity };
        if owed.rows().is_empty() {
            return Err(Fault::input(format!(
                "指标体系 {} 没有任何一行指明“{name}”。请核对名称，或用 --group 写明“县区”或“部门”",
                catalogue.id
            )));
        }
        Ok(Some(owed))
    }

    /// The rows, in the order of the source.
    pub(super) fn rows(&self) -> Vec<&'a Indicator> {
        self.catalogue.indicators_of(&self.identity)
    }

    /// How many there are.
    pub(super) fn heading(&self) -> String {
        format!("{}应承担 {} 行：", self.name, self.rows().len())
    }

    /// By which words it owes the row.
    pub(super) fn reason(&self, indicator: &Indicator) -> String {
        let reasons: Vec<String> = indicator.owners.naming(&self.identity).map(|named| self.words(named)).collect();
        if reasons.is_empty() && self.catalogue.counties == Counties::All {
            return "    依据：各县区参照全部指标".to_owned();
        }
        format!("    依据：{}", reasons.join("、"))
    }

    fn words(&self, named: &Named) -> String {
        let role = named.role.in_words().map_or_else(String::new, |role| format!("（{role}）"));
        let moved = match (&named.selector, &self.identity.organ) {
            (Selector::Organ(organ), Some(own)) if organ != own => format!("（{organ}的职责已划入{own}）"),
            _ => String::new(),
        };
        format!("“{}”{role}{moved}", named.words)
    }
}
