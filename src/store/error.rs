//! What can go wrong with the workspace.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// What can go wrong with the workspace. Each message names the file and what to do.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process works in it.
    #[error("工作区 {0} 正被另一个 lanmu 进程使用：请等它结束，或用 --workspace 另选一个目录")]
    Locked(PathBuf),
    /// Another process watches home pages in it.
    #[error("工作区 {0} 中已有一个 lanmu watch 在监测：请等它结束，或用 --workspace 另选一个目录")]
    Watching(PathBuf),
    /// The folder or its files cannot be made or written.
    #[error("工作区 {path} 不可写（{reason}）：请检查目录权限和磁盘是否只读，或用 --workspace 另选一个目录")]
    Unwritable {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The disk is full.
    #[error("磁盘已满，无法写入 {0}：请腾出空间后重新运行，已保存的内容不会丢失")]
    Full(PathBuf),
    /// The file is not what it should be.
    #[error("工作区文件 {path} 已损坏（{reason}）：请用备份恢复，或移走该文件后重新运行")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A newer version of the program wrote it.
    #[error("工作区文件 {path} 由更新版本的 lanmu 写成（格式 {found}，本程序最高支持 {known}）：请升级 lanmu")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Version of its format.
        found: i64,
        /// Newest version that this program knows.
        known: i64,
    },
    /// There is no such run.
    #[error("工作区 {path} 中没有运行编号“{id}”：{known}")]
    NoRun {
        /// The folder.
        path: PathBuf,
        /// What was asked for.
        id: String,
        /// Which runs there are, in words.
        known: String,
    },
    /// There is nothing to review for a run.
    #[error(
        "工作区 {path} 中没有{}复核清单：请先运行 lanmu evaluate，或用 lanmu score --run 编号 重新判定",
        of_run(id)
    )]
    NoWorklist {
        /// The folder.
        path: PathBuf,
        /// The run that was asked for; empty for the newest.
        id: String,
    },
    /// A period is closed.
    #[error("评估周期 {period}（指标体系 {catalogue}）已经冻结，结果在 {path}，不能再改动")]
    Frozen {
        /// Where its result is.
        path: PathBuf,
        /// The period.
        period: String,
        /// Id of the catalogue.
        catalogue: String,
    },
    /// A closed period has a folder by the id of its catalogue.
    #[error("指标体系的编号“{0}”不能作文件夹的名称：请改写 catalogue.toml 中的 id（字母、数字、汉字和“-”）")]
    NoName(String),
    /// Anything else that SQLite says.
    #[error("工作区文件 {path} 读写失败：{source}")]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

fn of_run(id: &str) -> String {
    if id.is_empty() { String::new() } else { format!("运行 {id} 的") }
}

impl StoreError {
    /// What an error of SQLite means for `file`.
    pub(super) fn of(file: &Path, source: rusqlite::Error) -> Self {
        let path = file.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Unwritable { path, reason: source.to_string() }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path, reason: source.to_string() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(path),
            _ => Self::Database { path, source },
        }
    }

    pub(super) fn of_io(path: &Path, source: &io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path.to_owned()),
            _ => Self::Unwritable { path: path.to_owned(), reason: source.to_string() },
        }
    }

    pub(super) fn damaged(file: &Path, reason: impl Into<String>) -> Self {
        Self::Damaged { path: file.to_owned(), reason: reason.into() }
    }
}
