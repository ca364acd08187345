//! What can be wrong with a calendar.

use jiff::civil::Date;

/// Why a calendar gives no answer. The messages are for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// A day outside the years that the data covers.
    #[error(
        "工作日历缺少 {year} 年的数据（{file} 只覆盖 {first} 至 {last}），不作推算。请按国务院办公厅{year}年放假通知在 {file} 中补充\
         该年全部放假日和调休上班日（列 date,name,kind,notice，kind 填 off 放假或 work 上班），并用命令行参数或 lanmu.toml 的 holidays 指定该文件"
    )]
    Outside {
        /// The year that is missing.
        year: i16,
        /// First day of the range.
        first: Date,
        /// Last day of the range.
        last: Date,
        /// Name of the file.
        file: String,
    },
    /// A row that cannot be read.
    #[error("{file}:{line} 第{column}列：{wrong}：{right}")]
    BadRow {
        /// Name of the file.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column, from 1.
        column: usize,
        /// What is wrong.
        wrong: String,
        /// What would be right.
        right: String,
    },
    /// The header lacks a column.
    #[error("{file}:1 缺少列 {column}：第一行应为 date,name,kind,notice")]
    MissingColumn {
        /// Name of the file.
        file: String,
        /// Name of the column.
        column: String,
    },
    /// No year is whole.
    #[error("{file}：没有一个完整的年份：每年应列出国务院办公厅放假通知的全部放假日和调休上班日（至少有元旦和国庆节）")]
    NoYear {
        /// Name of the file.
        file: String,
    },
    /// A year between others is missing or not whole.
    #[error("{file}：{year} 年缺失或不完整：请按国务院办公厅{year}年放假通知补齐该年的放假日和调休上班日")]
    Gap {
        /// Name of the file.
        file: String,
        /// The year.
        year: i16,
    },
}
