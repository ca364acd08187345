//! The unit itself, and what it declares.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;

/// An organ that is evaluated: one row of the units file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its name, unique in the file.
    pub name: String,
    /// Prefix of its site: scheme, host and path. Not a host: departments of a county live on a path of its portal.
    pub site: Url,
    /// Groups it belongs to (县区, 部门 …).
    pub groups: Vec<String>,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// Its disclosure section, where it is not to be guessed: an absolute address or a column name.
    pub section: Option<String>,
    /// For people; not read.
    pub notes: String,
}

/// What a unit says of one row of a catalogue: evidence that a task was done (台账), or what it reported to the office
/// (需报送信息). One row of `declarations.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// Name of the unit, as in the units file.
    pub unit: String,
    /// Code of the row.
    pub code: String,
    /// Where the evidence stands; `None` for a report that is on no website.
    pub url: Option<Url>,
    /// The day on which it was done or reported.
    pub date: Option<Date>,
    /// What the unit says of it.
    pub statement: String,
}

/// Where a unit's column for an indicator stands. One row of `columns.csv`, or a decision of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnAddress {
    /// Name of the unit, as in the units file.
    pub unit: String,
    /// Code of the column in the catalogue (`AK-01-02`).
    pub code: String,
    /// Its address.
    pub url: Url,
}
