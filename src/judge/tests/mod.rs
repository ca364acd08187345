//! Cases with their expectations worked out by hand. Units, places and addresses are made up.

mod build;
mod columns;
mod content;
mod deadlines;
mod demands;
mod findings;
mod frequency;
mod headings;
mod lateness;
mod looks;
mod report_owed;
mod rows;
