//! A record with what belongs to it, found in its file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::store::{Records, WarcError, WarcRecord};

/// Statuses of redirects that a visit follows.
const REDIRECTS: [&str; 5] = ["301", "302", "303", "307", "308"];

/// The records of one capture, in the order of the file: redirects, what came at last, the requests; or the page as a
/// browser showed it.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The file.
    pub(super) file: PathBuf,
    pub(super) records: Vec<WarcRecord>,
}

impl Bundle {
    pub(super) fn holds(&self, id: &str) -> bool {
        self.record(id).is_some()
    }

    pub(super) fn record(&self, id: &str) -> Option<&WarcRecord> {
        self.records.iter().find(|record| record.id() == id)
    }

    /// What a record shows of a page: itself, or the one that it refers to where it only says that the page is unchanged.
    pub(super) fn shown(&self, id: &str) -> Option<&WarcRecord> {
        let record = self.record(id)?;
        if record.field("WARC-Type") != Some("revisit") {
            return Some(record);
        }
        self.record(record.refers("WARC-Refers-To")?)
    }

    /// What came at last.
    fn last(&self) -> Option<&WarcRecord> {
        self.records.iter().rev().find(|record| record.field("WARC-Type") != Some("request"))
    }

    /// Whether `record`, which follows in the file, belongs to it.
    fn takes(&self, record: &WarcRecord) -> bool {
        let refers = ["WARC-Concurrent-To", "WARC-Refers-To"].into_iter().find_map(|name| record.refers(name));
        match (record.field("WARC-Type"), refers) {
            (Some("conversion"), _) => false,
            (_, Some(id)) => self.holds(id),
            _ => self.last().is_some_and(is_redirect),
        }
    }
}

/// The captures in `file` that hold a record with one of `ids`, and those of the shells of pages that a browser showed.
pub(super) fn find(file: &Path, ids: &BTreeSet<&str>) -> Result<Vec<Bundle>, WarcError> {
    let found = captures(file, ids)?;
    let shown = |record: &&WarcRecord| record.field("WARC-Type") == Some("conversion");
    let records = found.iter().flat_map(|bundle| &bundle.records);
    let shells: BTreeSet<&str> = records.filter(shown).filter_map(|record| record.refers("WARC-Refers-To")).collect();
    if shells.is_subset(ids) {
        return Ok(found);
    }
    captures(file, &ids.union(&shells).copied().collect())
}

fn captures(file: &Path, ids: &BTreeSet<&str>) -> Result<Vec<Bundle>, WarcError> {
    let mut found = Vec::new();
    let mut open = Bundle { file: file.to_owned(), records: Vec::new() };
    let wanted = |bundle: &Bundle| ids.iter().any(|id| bundle.holds(id));
    for record in Records::open(file)? {
        let record = record?;
        if !open.takes(&record) {
            let done = std::mem::replace(&mut open, Bundle { file: file.to_owned(), records: Vec::new() });
            found.extend(Some(done).filter(wanted));
        }
        open.records.push(record);
    }
    found.extend(Some(open).filter(wanted));
    Ok(found)
}

fn is_redirect(record: &WarcRecord) -> bool {
    record.field("WARC-Type") == Some("response")
        && record.http_header("location").is_some()
        && record.http_start().split(' ').nth(1).is_some_and(|status| REDIRECTS.contains(&status))
}
