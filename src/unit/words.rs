//! The unit itself.

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
