//! A list of units is evaluated by one run at a time.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use super::fault::Fault;
use crate::sha256::sha256;

/// Keeps other runs off a list of units as long as it lives. Who only reads the list is not disturbed.
#[derive(Debug)]
pub(super) struct UnitsLock {
    _held: File,
}

impl UnitsLock {
    /// Takes the list at `path` for a run with its workspace in `workspace`, which is there and can be written.
    ///
    /// The file itself is locked, which asks for no right to write it. Where a file cannot be locked (a shared drive), or a
    /// lock would keep readers out (Windows), a file in the workspace stands for it.
    pub(super) fn take(path: &Path, workspace: &Path) -> Result<Self, Fault> {
        let taken = if cfg!(unix) { File::open(path).ok().and_then(Self::lock) } else { None };
        let taken = taken.or_else(|| File::create(stand_in(path, workspace)).ok().and_then(Self::lock));
        match taken {
            Some(Ok(lock)) => Ok(lock),
            Some(Err(())) => Err(Fault::work(format!(
                "单位名单 {} 正被另一次评估使用：请等它结束后再运行（查看或编辑名单不受影响）",
                path.display()
            ))),
            None => Err(Fault::work(format!(
                "无法锁定单位名单 {}：请检查它所在的磁盘，或把它复制到本机后再运行",
                path.display()
            ))),
        }
    }

    /// The lock on a file; `Err` where somebody else has it, `None` where it cannot be locked.
    fn lock(file: File) -> Option<Result<Self, ()>> {
        match file.try_lock() {
            Ok(()) => Some(Ok(Self { _held: file })),
            Err(TryLockError::WouldBlock) => Some(Err(())),
            Err(TryLockError::Error(_)) => None,
        }
    }
}

/// The file in the workspace that stands for the list, by the place of the list.
fn stand_in(path: &Path, workspace: &Path) -> PathBuf {
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    workspace.join(format!("units-{:.16}.lock", sha256(place.to_string_lossy().as_bytes())))
}
