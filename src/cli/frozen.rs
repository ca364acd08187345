//! Closed periods.

use std::path::Path;

use super::fault::Fault;
use crate::store::is_frozen;

/// Refuses what would change the results for a period that is frozen in the workspace in `folder`.
pub(super) fn refuse_frozen(folder: &Path, period: &str, catalogue: &str) -> Result<(), Fault> {
    if is_frozen(folder, period, catalogue) {
        return Err(Fault::input(format!(
            "评估周期 {period}（指标体系 {catalogue}）已经冻结，不能再改动；请在下一个评估周期中处理"
        )));
    }
    Ok(())
}
