//! What was fetched, as WARC 1.1 (ISO 28500): the form in which other programs check and replay it.
//!
//! One file per run and unit, one gzip member per record, written from the archive of the run when the unit's visit has
//! ended. A file is whole or not there. Written again it has the same bytes: ids are hashes, dates those of the responses.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `unit_file` | which records a unit's file has, and putting it in its place |
//! | `capture` | the records of one response |
//! | `message` | an HTTP request and an HTTP answer as text |
//! | `record` | one record: header, lengths, digests, compression |
//! | `identity` | ids of records |
//! | `reader` | reading the records of a file |

mod capture;
mod identity;
mod message;
mod reader;
mod record;
#[cfg(test)]
mod tests;
mod unit_file;

pub use identity::record_of;
pub use reader::{Records, WarcError, WarcRecord};
pub(super) use unit_file::write;
