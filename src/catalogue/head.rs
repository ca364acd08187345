//! `catalogue.toml`.

use jiff::civil::Date;
use serde::Deserialize;

use super::{Counties, Kind};
use crate::unit::Problem;

/// What stands in `catalogue.toml`; see [`super::Catalogue`] for the fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) issuer: String,
    #[serde(default)]
    pub(super) document_number: String,
    pub(super) issued: Option<Date>,
    pub(super) year: Option<i16>,
    pub(super) due: Option<Date>,
    #[serde(default)]
    pub(super) check_days: Vec<Date>,
    #[serde(default)]
    pub(super) region: String,
    pub(super) kind: Kind,
    pub(super) level_names: Vec<String>,
    #[serde(default)]
    pub(super) sections: Vec<String>,
    #[serde(default)]
    pub(super) headings_serve: bool,
    #[serde(default)]
    pub(super) counties: Counties,
    #[serde(default)]
    pub(super) notes: String,
}

impl Head {
    /// The year of deadlines that name none.
    pub(super) fn year(&self) -> Option<i16> {
        self.year.or_else(|| self.issued.map(Date::year))
    }
}

/// Reads `text`; `file` is for messages.
pub(super) fn read(text: &str, file: &str) -> Result<Head, Problem> {
    let head: Head = toml::from_str(text).map_err(|error| {
        let problem = Problem::of_file(
            file,
            format!("内容有误（{}）", error.message()),
            "请对照 ankang-2020 的 catalogue.toml 修改",
        );
        match error.span().and_then(|span| text.get(..span.start)) {
            Some(before) => problem.at_line(1 + before.matches('\n').map(|_| 1).sum::<u64>()),
            None => problem,
        }
    })?;
    if head.level_names.is_empty() || head.level_names.len() > 4 {
        return Err(Problem::of_file(file, "level_names 的级数不对", "应为一级到四级指标的名称"));
    }
    Ok(head)
}
