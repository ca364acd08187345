//! The check of a whole website (国办秘函〔2019〕19号): one verdict per row of the catalogue.
//!
//! Columns are sorted into classes (`kind`), it is looked at what each holds on the as-of day (`estate`), and every row is
//! answered by one [`Check`]. What one look at the site cannot tell is [`super::CheckState::Unseen`] and for a person.

mod availability;
mod by_hand;
mod case;
mod columns;
mod dates;
mod deductions;
mod estate;
mod home;
mod kind;
mod links;
mod rules;
mod ruling;
mod tags;
#[cfg(test)]
mod tests;

pub use case::{WebsiteCase, website};
pub use kind::{ColumnKind, ColumnKinds, ColumnKindsError, Sort};
pub use rules::{Availability, Check, KindWindows, Suspicion, WebsiteRules, Window};
