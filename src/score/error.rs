//! What is wrong with a policy file, in words for the office that edits it.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

/// A policy file that cannot be used: each problem on its own line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct PolicyError {
    file: String,
    problems: Vec<Problem>,
}

/// One problem: where, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    place: String,
    right: String,
}

impl Problem {
    pub(super) fn new(place: String, right: &str) -> Self {
        Self { place, right: right.to_owned() }
    }
}

impl PolicyError {
    pub(super) fn new(file: &str, problems: Vec<Problem>) -> Self {
        Self { file: file.to_owned(), problems }
    }

    /// A text that is no policy.
    pub(super) fn unreadable(error: &toml::de::Error, text: &str, file: &str) -> Self {
        let place = match error.span().and_then(|span| text.get(..span.start)) {
            Some(before) => {
                let number = before.matches('\n').count() + 1;
                let line = text.lines().nth(number - 1).unwrap_or_default().trim();
                format!("第{number}行“{line}”")
            }
            None => "文件".to_owned(),
        };
        Self::new(file, vec![Problem::new(place, &in_chinese(error.message()))])
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Problem { place, right }) in self.problems.iter().enumerate() {
            let newline = if index == 0 { "" } else { "\n" };
            write!(f, "{newline}{}：{place}：{right}", self.file)?;
        }
        Ok(())
    }
}

/// The messages of serde, which are English, in Chinese; those of the TOML grammar are passed on.
fn in_chinese(message: &str) -> String {
    static KNOWN: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let patterns = [
            (r"^unknown field `([^`]*)`, expected (?:one of )?(.*)$", "没有“$1”这个键，可用的键：$2"),
            (r"^missing field `([^`]*)`", "缺少键“$1”"),
            (r"^duplicate (?:field|key)(?: `([^`]*)`)?", "键重复 $1"),
            (r"^invalid type: (.*), expected (.*)$", "值的类型不对（$1），应为 $2"),
            (r"^invalid value: (.*), expected (.*)$", "值不对（$1），应为 $2"),
        ];
        patterns.into_iter().filter_map(|(pattern, words)| Some((Regex::new(pattern).ok()?, words))).collect()
    });
    let translated = KNOWN.iter().find(|(pattern, _)| pattern.is_match(message));
    match translated {
        Some((pattern, words)) => pattern.replace(message, *words).replace('`', "").replace(" or ", "、"),
        None => format!("不是合法的 TOML：{message}"),
    }
}
