//! Facts and rules in, verdicts and findings out. Pure.
//!
//! [`unit()`] judges one unit: for each column code it chooses the columns that serve (`choice`), counts what they hold
//! (`stock`), and for each row checks how often (`frequency`) and how soon (`lateness`) it was updated. What the law and
//! the catalogue leave open stands in [`Windows`]. [`website()`] checks a whole site instead (国办秘函〔2019〕19号).

mod case;
mod choice;
mod evidence;
mod external;
mod finding;
mod frequency;
mod holding;
mod lateness;
mod names;
mod period;
mod row;
mod sight;
mod spans;
mod stock;
#[cfg(test)]
mod tests;
mod timing;
mod website;
mod windows;
mod words;

pub use case::{Case, unit};
pub use website::{
    Availability, Check, ColumnKind, ColumnKinds, ColumnKindsError, KindWindows, Sort, Suspicion, WebsiteCase,
    WebsiteRules, Window, website,
};
pub use windows::{AnnualReport, Days, MonthDay, Windows};
pub use words::{
    Answer, CheckState, CheckVerdict, ColumnState, ColumnVerdict, ContentState, Evidence, Finding, FindingKind,
    FreshnessState, Period, State, Taken, TaskState, TaskVerdict, Verdict,
};
