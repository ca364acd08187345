//! Facts and rules in, verdicts and findings out. Pure.
//!
//! [`unit()`] judges one unit: for each column code it chooses the columns that serve (`choice`), counts what they hold
//! (`stock`), and for each row checks how often (`checks`, `frequency`) and how soon (`lateness`, `together`) it was updated,
//! and whether it keeps the demands on its content (`demand`). What the law and the catalogue leave open stands in
//! [`Windows`]. docs/deadlines.md tells every rule with what is seen of it from outside. [`website()`] checks a whole site
//! instead (国办秘函〔2019〕19号). [`signals()`] tells what a person should look at besides (docs/signals.md).

mod case;
mod cause;
mod checks;
mod choice;
mod demand;
mod evidence;
mod external;
mod finding;
mod frequency;
mod grounds;
mod holding;
mod lateness;
pub mod ledger;
mod looks;
mod matter;
mod names;
mod overrule;
mod papers;
mod period;
mod range;
mod reach;
mod recheck;
mod rectification;
mod report_owed;
mod row;
mod shared;
mod sight;
mod signals;
mod spans;
mod stock;
mod suspicion;
#[cfg(test)]
mod tests;
mod timing;
mod together;
mod website;
mod windows;
mod words;

pub use case::{Case, unit};
pub use cause::Cause;
pub use demand::ENTRIES_OF_OWN_WORKS;
pub use grounds::grounds;
pub use lateness::ENTRIES;
pub use looks::{BothLooks, FirstLook, Said, Unstable, doubted};
pub use overrule::Override;
pub use papers::PaperColumns;
pub use recheck::{look_again, with_rows_of};
pub use rectification::{Conclusion, FindingRuling, Recheck, Rectification, RectificationState, Reply};
pub use shared::Shared;
pub use signals::{Signal, SignalCase, SignalKind, USUAL_SUSPICION, signals};
pub use website::{
    Availability, Check, ColumnKind, ColumnKinds, ColumnKindsError, KindWindows, Sort, Suspicion, WebsiteCase,
    WebsiteRules, Window, website,
};
pub use windows::{AnnualReport, Days, Demands, MonthDay, Windows};
pub use words::{
    Answer, CheckState, CheckVerdict, ColumnState, ColumnVerdict, ContentState, Evidence, Finding, FindingKind,
    FreshnessState, InWarc, Period, State, Taken, TaskState, TaskVerdict, Verdict,
};
