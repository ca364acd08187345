//! `catalogue.toml`.

use jiff::civil::Date;
use serde::Deserialize;
use toml::{Table, Value};

use super::{Counties, Kind};
use crate::unit::{Problem, in_chinese};

/// What stands in `catalogue.toml`; see [`super::Catalogue`] for the fields.
#[derive(Debug, Default, Deserialize)]
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
    /// The kind is the file's own, not what stands for a broken one.
    #[serde(skip)]
    pub(super) kind_known: bool,
}

impl Head {
    /// The year of deadlines that name none.
    pub(super) fn year(&self) -> Option<i16> {
        self.year.or_else(|| self.issued.map(Date::year))
    }
}

/// Keys that have to be there, with what stands for them where they are broken, so that the rows can be checked all the
/// same: as many levels as there can be, and rows that may share their names.
fn needed() -> [(&'static str, Value); 5] {
    let levels: Value = vec![""; 4].into();
    [("id", "".into()), ("title", "".into()), ("issuer", "".into()), ("kind", "ledger".into()), ("level_names", levels)]
}

/// Reads `text`, key by key; `file` is for messages. What is broken gets a problem and a value that finds no fault with
/// the rows.
pub(super) fn read(text: &str, file: &str) -> (Head, Vec<Problem>) {
    let mut good: Table = needed().map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
    let mut problems = Vec::new();
    let mut kind_known = false;
    match toml::from_str::<Table>(text) {
        Ok(found) => {
            let missing = needed().into_iter().filter(|(key, _)| !found.contains_key(*key));
            problems.extend(missing.map(|(key, _)| fault(file, &format!("缺少键“{key}”"))));
            for (key, value) in found {
                let before = good.insert(key.clone(), value);
                let tried = good.clone().try_into::<Head>();
                kind_known |= key == "kind" && tried.is_ok();
                if let Err(error) = tried {
                    let words = in_chinese(error.message()).unwrap_or_else(|| "值不对".to_owned());
                    problems.push(fault(file, &words).at_key(text, &key));
                    match before {
                        Some(before) => good.insert(key, before),
                        None => good.remove(&key),
                    };
                }
            }
        }
        Err(error) => {
            let words = in_chinese(error.message()).unwrap_or_else(|| format!("不是合法的 TOML：{}", error.message()));
            let problem = fault(file, &words);
            problems.push(match error.span() {
                Some(span) => problem.at_byte(text, span.start),
                None => problem,
            });
        }
    }
    let mut head: Head = good.try_into().unwrap_or_default();
    head.kind_known = kind_known;
    if head.level_names.is_empty() || head.level_names.len() > 4 {
        let wrong = Problem::of_file(file, "level_names 的级数不对", "应为一级到四级指标的名称");
        problems.push(wrong.at_key(text, "level_names"));
        head.level_names = vec![String::new(); 4];
    }
    if !problems.is_empty() {
        head.year = head.year().or(Some(2000));
    }
    (head, problems)
}

fn fault(file: &str, words: &str) -> Problem {
    Problem::of_file(file, format!("内容有误（{words}）"), "请对照 ankang-2020 的 catalogue.toml 修改")
}
