//! `lanmu` (栏目) checks the disclosure columns of Chinese government websites against an indicator list.
//!
//! Each module is one room with one task. Arrows only go down this list:
//!
//! | room | task |
//! | --- | --- |
//! | [`cli`] | one file per subcommand; words for people |
//! | [`fixture`] | made-up websites, served on loopback for the demo and the tests |
//! | [`report`] | sheets → CSV, JSON |
//! | [`store`] | the workspace on disk: runs and what was fetched |
//! | [`crawl`] | visiting one site: frontier, politeness, fetching, guards |
//! | [`score`] | verdicts → points |
//! | [`judge`] | facts + rules → verdicts and findings |
//! | [`mapping`] | columns → indicators |
//! | [`read`] | HTML → facts |
//! | [`site`] | the words for a website: page, column, item, snapshot |
//! | [`catalogue`] | the words for a catalogue: indicator, deadline, responsible |
//! | [`mod@unit`] | units, their names and groups |
//! | [`calendar`] | working days |
//! | `pattern` | regular expressions that are constants |
//! | `quick` | maps for keys that no website can choose |
//! | `sha256` | the form of every hash |
//!
//! `read`, `mapping`, `judge` and `score` are pure: data in, data out; no clock, no network, no randomness.

pub mod calendar;
pub mod catalogue;
pub mod cli;
pub mod crawl;
pub mod fixture;
pub mod judge;
pub mod mapping;
mod pattern;
mod quick;
pub mod read;
pub mod report;
pub mod score;
mod sha256;
pub mod site;
pub mod store;
pub mod unit;
