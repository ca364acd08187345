//! Files and values that a person named: how they are read, and what is said when they cannot be.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use jiff::civil::Date;
use url::Url;

use super::fault::Fault;
use crate::calendar::Calendar;
use crate::catalogue::Catalogue;
use crate::mapping::Vocabulary;
use crate::score::Policy;
use crate::unit;

/// Largest input that is read, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// What is said where no list of units is named.
pub(super) const NO_UNITS: &str =
    "缺少单位名单：请用 --units 给出（CSV 或 XLSX，表头 name,site,groups,aliases,section,notes）";

/// Reads a file; `what` says what it is for.
pub(super) fn bytes(path: &Path, what: &str) -> Result<Vec<u8>, Fault> {
    let name = format!("{what} {}", path.display());
    let file = File::open(path).map_err(|error| Fault::input(format!("{name} 读不了：{}", in_words(&error))))?;
    all(file, &name)
}

/// Reads to the end of `input`; `name` says what it is.
pub(super) fn all(input: impl Read, name: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = input.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Fault::input(format!("{name} 读不了：{}", in_words(&error))))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Fault::input(format!("{name} 过大：不应超过 {} MB", MAX_BYTES >> 20)));
    }
    Ok(bytes)
}

/// Reads a text file in UTF-8 or, as an office on Windows saves it, GB18030.
pub(super) fn text(path: &Path, what: &str) -> Result<String, Fault> {
    let bytes = bytes(path, what)?;
    let text = unit::decode(&bytes, &path.display().to_string()).map_err(Fault::input)?;
    Ok(text.into_owned())
}

/// The calendar in a file, with the text of that, or the one that comes with the program, with none.
pub(super) fn calendar(path: Option<&Path>) -> Result<(Calendar, String), Fault> {
    let text = path.map(|path| text(path, "放假调休日历")).transpose()?.unwrap_or_default();
    let calendar = match path {
        Some(path) => Calendar::from_csv(&text, &path.display().to_string()),
        None => Calendar::shipped(),
    };
    Ok((calendar.map_err(Fault::input)?, text))
}

/// The policy in a file, or that of the catalogue that was `named`, with its text.
pub(super) fn policy(path: Option<&Path>, catalogue: &Catalogue, named: &str) -> Result<(Policy, String), Fault> {
    let (text, name) = match path {
        Some(path) => (text(path, "评分办法文件")?, path.display().to_string()),
        None => (catalogue.policy_text.clone(), format!("{named}/policy.toml")),
    };
    let policy = Policy::parse(&text, &name, catalogue.kind).map_err(Fault::input)?;
    policy.check(catalogue, &name).map_err(Fault::input)?;
    Ok((policy, text))
}

/// The vocabulary that comes with the program, with the aliases of the catalogue that was `named`.
pub(super) fn vocabulary(catalogue: &Catalogue, named: &str) -> Result<Vocabulary, Fault> {
    let shipped = Vocabulary::shipped().map_err(Fault::work)?;
    let faulty = |problems: Vec<unit::Problem>| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Fault::input(lines.join("\n"))
    };
    shipped.with_aliases(&catalogue.aliases_text, &format!("{named}/aliases.csv")).map_err(faulty)
}

/// What the system says, in Chinese where it is one of the usual things.
pub(super) fn in_words(error: &io::Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "文件不存在",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘已满",
        _ => return format!("系统报告“{error}”"),
    };
    words.to_owned()
}

/// A day on the command line.
pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "应为日期，如 2020-09-30".to_owned())
}

/// An address on the command line.
pub(super) fn address(text: &str) -> Result<Url, String> {
    let wrong = || "应为完整的网址，如 https://www.example.gov.cn/".to_owned();
    let url = Url::parse(text).map_err(|_| wrong())?;
    if is_address(text) && url.has_host() { Ok(url) } else { Err(wrong()) }
}

/// Whether the text is meant as an address of a page.
pub(super) fn is_address(text: &str) -> bool {
    let scheme = text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}
