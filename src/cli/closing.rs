//! What a closed period holds, and what it no longer allows.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::assess::Rules;
use super::declared::Declared;
use super::evaluate::{InputArgs, RulesArgs};
use super::fault::Fault;
use super::laid_over::{Kept, LaidOver};
use super::output::note;
use crate::catalogue;
use crate::mapping::Review;
use crate::report::{self, AsRecord, Evaluation};
use crate::store::{Closing, Frozen, frozen, is_frozen, is_frozen_place};
use crate::unit::{ColumnAddress, Declaration, Unit};

/// What stays of the run.
pub(super) const RECORD: &str = "record.json";
/// What had become of findings.
pub(super) const RECTIFICATIONS: &str = "rectifications.json";
/// Where the sheets are.
pub(super) const OUTPUTS: &str = "outputs/";

const CATALOGUE: &str = "inputs/catalogue";
const POLICY: &str = "inputs/policy.toml";
const HOLIDAYS: &str = "inputs/holidays.csv";
const UNITS: &str = "inputs/units.json";
const DECLARATIONS: &str = "inputs/declarations.json";
const COLUMNS: &str = "inputs/columns.json";
const REVIEWS: &str = "inputs/reviews.json";
const DECISIONS: &str = "inputs/decisions.json";
const HISTORY: &str = "inputs/history.json";

/// Puts all files of a result into the folder of a period that is being closed: what it was made from, its record and its
/// sheets.
pub(super) fn put(closing: &Closing<'_>, rules: &Rules, evaluation: &Evaluation) -> Result<(), Fault> {
    let put = |path: &str, bytes: &[u8]| closing.put(path, bytes).map_err(Fault::work);
    put(POLICY, rules.policy_text.as_bytes())?;
    for (name, bytes) in catalogue::files(&rules.named).map_err(Fault::input)? {
        put(&format!("{CATALOGUE}/{name}"), &bytes)?;
    }
    if !rules.holidays_text.is_empty() {
        put(HOLIDAYS, rules.holidays_text.as_bytes())?;
    }
    let units: Vec<&Unit> = evaluation.units.iter().map(|result| &result.unit).collect();
    put(UNITS, &json(&units)?)?;
    put(DECLARATIONS, &json(&rules.declared.all())?)?;
    put(COLUMNS, &json(&rules.remembered.declared())?)?;
    put(REVIEWS, &json(&rules.remembered.reviews().collect::<Vec<_>>())?)?;
    put(DECISIONS, &json(&rules.laid_over.kept())?)?;
    put(HISTORY, &json(&rules.history)?)?;
    put(RECTIFICATIONS, &json(&evaluation.rectifications)?)?;
    put(RECORD, &json(&AsRecord::of(evaluation))?)?;
    report::write(evaluation, &closing.folder().join(OUTPUTS)).map(|_| ()).map_err(Fault::work)
}

fn json(content: &impl Serialize) -> Result<Vec<u8>, Fault> {
    let mut bytes = serde_json::to_vec_pretty(content).map_err(Fault::work)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// By what a closed period was judged.
pub(super) fn args(frozen: &Frozen) -> RulesArgs {
    let holidays = frozen.manifest.files.iter().any(|file| file.path == HOLIDAYS);
    RulesArgs {
        catalogue: Some(frozen.folder.join(CATALOGUE).display().to_string()),
        period: Some(frozen.manifest.period.clone()),
        as_of: Some(frozen.manifest.as_of),
        inputs: InputArgs {
            policy: Some(frozen.folder.join(POLICY)),
            holidays: holidays.then(|| frozen.folder.join(HOLIDAYS)),
            ..InputArgs::default()
        },
    }
}

/// Takes what units had declared and people had decided when the period was closed, and what was known of earlier ones.
pub(super) fn take_inputs(rules: &mut Rules, frozen: &Frozen, units: &[Unit]) -> Result<(), Fault> {
    let declarations: Option<Vec<Declaration>> = input(frozen, DECLARATIONS)?;
    let columns: Option<Vec<ColumnAddress>> = input(frozen, COLUMNS)?;
    let reviews: Vec<Review> = input(frozen, REVIEWS)?;
    rules.declared = Declared::kept(declarations);
    rules.remembered.keep_declared(columns);
    rules.remembered.take_reviews(reviews, units);
    let decisions: Kept = input(frozen, DECISIONS)?;
    rules.laid_over = LaidOver::of_kept(decisions);
    rules.history = input(frozen, HISTORY)?;
    Ok(())
}

fn input<T: DeserializeOwned>(frozen: &Frozen, path: &str) -> Result<T, Fault> {
    frozen.json(path).map_err(Fault::work)
}

/// The closed result of the period of `rules` by their catalogue, where there is one.
fn closed(folder: &Path, rules: &Rules) -> Result<Option<Frozen>, Fault> {
    let Some(period) = &rules.period else { return Ok(None) };
    frozen(folder, &period.name, &rules.catalogue.id).map_err(Fault::work)
}

/// Refuses to evaluate a period that is closed.
pub(super) fn refuse_closed(folder: &Path, rules: &Rules) -> Result<(), Fault> {
    let Some(closed) = closed(folder, rules)? else { return Ok(()) };
    let (period, id) = (&closed.manifest.period.name, &rules.catalogue.id);
    Err(Fault::input(format!(
        "评估周期 {period}（指标体系 {id}）已经冻结，不能再评估，结果在 {}：要看网站现在的情况，请去掉 --period 或改写周期，或用 --workspace 另选一个工作区",
        closed.folder.display()
    )))
}

/// Refuses what would change the result of a closed period in the workspace in `folder`.
pub(super) fn refuse_change(folder: &Path, period: &str, catalogue: &str) -> Result<(), Fault> {
    if is_frozen(folder, period, catalogue) {
        return Err(Fault::input(format!(
            "评估周期 {period}（指标体系 {catalogue}）已经冻结，不能再改动；请在下一个评估周期中处理"
        )));
    }
    Ok(())
}

/// Refuses to write sheets where closed results are.
pub(super) fn refuse_out(folder: &Path, out: &Path) -> Result<(), Fault> {
    if !is_frozen_place(folder, out) {
        return Ok(());
    }
    Err(Fault::input(format!("{} 是存放已冻结结果的地方，不能写入：请用 --out 另选一个文件夹", out.display())))
}

/// Says that a closed result stands, whatever was judged again.
pub(super) fn tell_that_it_stands(folder: &Path, rules: &Rules) -> Result<(), Fault> {
    if let Some(closed) = closed(folder, rules)? {
        note(format_args!(
            "注意：评估周期 {} 已经冻结，冻结的结果不变，在 {}；这次重新判定只供参考。",
            closed.manifest.period,
            closed.folder.display()
        ));
    }
    Ok(())
}
