//! What was decided on a matter before. An old sheet does not undo what was decided since it was filled in.

use jiff::Timestamp;

use super::filled::Line;
use crate::calendar::written_in_china;
use crate::unit::Problem;

/// When a line says that it was decided.
const AT: &str = "复核时间";

/// An earlier decision on the matter of a line.
pub(super) struct Earlier {
    pub(super) at: Timestamp,
    /// By whom, and what.
    pub(super) words: String,
    /// The line says the same.
    pub(super) same: bool,
}

/// Refuses a line that is not newer than the last of `earlier`, the oldest of which comes first. A line that says when it was
/// decided, at `at`, is newer where that is later; one that does not, where nobody decided the same before.
pub(super) fn refuse_old(line: &Line<'_>, at: Timestamp, earlier: &[Earlier]) -> Result<(), Problem> {
    let Some(last) = earlier.last() else { return Ok(()) };
    let when = written_in_china(last.at);
    if !line.cell(AT).is_empty() {
        if at > last.at {
            return Ok(());
        }
        let wrong = format!("早于或等于现有决定的时间（{}，{when}）", last.words);
        return Err(line.wrong(AT, wrong, "旧清单不改变以后的决定；确要这样决定的，请填新的复核时间"));
    }
    let Some(wrong) = repeated(earlier) else { return Ok(()) };
    Err(line.wrong(AT, wrong, format!("旧清单不恢复以前的决定；确要这样决定的，请填晚于 {when} 的复核时间")))
}

/// What is wrong with a line that does not say when it was decided, where the same was decided before.
pub(super) fn repeated(earlier: &[Earlier]) -> Option<String> {
    let last = earlier.last().filter(|_| earlier.iter().any(|one| one.same))?;
    let when = written_in_china(last.at);
    Some(if last.same {
        format!("同样的决定（{}，{when}）已到期", last.words)
    } else {
        format!("同样的决定以前有过，后来已改变（{}，{when}）", last.words)
    })
}
