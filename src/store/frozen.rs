//! Whether a period is closed.

use std::path::Path;

/// Whether the results by the catalogue with the id `catalogue` for the period named `period` are frozen in the workspace in
/// `folder`: nothing changes them any more. What was evaluated for no period (an empty name) cannot be.
#[must_use]
pub fn is_frozen(folder: &Path, period: &str, catalogue: &str) -> bool {
    !period.is_empty() && folder.join("frozen").join(period).join(catalogue).join("manifest.json").is_file()
}
