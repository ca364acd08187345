//! Faults of TOML files that a person edits: where they are, and in Chinese.

use std::sync::LazyLock;

use regex::Regex;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Problem;
use crate::pattern::pattern;

/// Most characters of a line that stand for its key.
const MAX_KEY: usize = 40;

impl Problem {
    /// The same fault, at byte `at` of the TOML `text`: line, column in characters, and the key on that line.
    pub(crate) fn at_byte(self, text: &str, at: usize) -> Self {
        let Some(before) = text.get(..at) else { return self };
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line: u64 = 1 + before.matches('\n').map(|_| 1).sum::<u64>();
        let key = text[start..].lines().next().and_then(|line| line.split('=').next()).unwrap_or_default();
        let key: String = key.trim().chars().take(MAX_KEY).collect();
        self.at_line(line).in_column(before[start..].chars().count() + 1, &key)
    }

    /// The same fault, at the key `path` (`score.parts`) of the TOML `text`, or as far along the path as there is a key.
    pub(crate) fn at_key(self, text: &str, path: &str) -> Self {
        match key(text, path) {
            Some(at) => {
                let found = self.at_byte(text, at);
                let number = found.column.as_ref().map_or(1, |(number, _)| *number);
                found.in_column(number, path)
            }
            None => self,
        }
    }
}

/// Where the key at the end of `path`, or else the last one on the way to it, begins.
fn key(text: &str, path: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?.into_inner();
    let mut table = &root;
    let mut found = None;
    for name in path.split('.') {
        let Some((key, value)) = table.iter().find(|(key, _)| key.get_ref().as_ref() == name) else { break };
        found = Some(Spanned::span(key).start);
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            _ => break,
        }
    }
    found
}

/// The messages of serde, which are English, in Chinese; `None` for others.
pub(crate) fn in_chinese(message: &str) -> Option<String> {
    static KNOWN: LazyLock<[(Regex, &str); 6]> = LazyLock::new(|| {
        [
            (r"^unknown field `([^`]*)`, expected (?:one of )?(.*)$", "没有“$1”这个键，可用的键：$2"),
            (r"^unknown variant `([^`]*)`, expected (?:one of )?(.*)$", "没有“$1”这个值，可用的值：$2"),
            (r"^missing field `([^`]*)`", "缺少键“$1”"),
            (r"^duplicate (?:field|key)(?: `([^`]*)`)?", "键重复 $1"),
            (r"^invalid type: (.*), expected (.*)$", "值的类型不对（$1），应为 $2"),
            (r"^invalid value: (.*), expected (.*)$", "值不对（$1），应为 $2"),
        ]
        .map(|(words, chinese)| (pattern(words), chinese))
    });
    let (pattern, words) = KNOWN.iter().find(|(pattern, _)| pattern.is_match(message))?;
    let told = pattern.replace(message, *words).replace('`', "").replace(" or ", "、");
    Some(types_in_chinese(&told))
}

/// The types by which serde tells a value (`integer -3`) and what is expected of it (`u16`).
fn types_in_chinese(told: &str) -> String {
    static TYPES: LazyLock<[(Regex, &str); 9]> = LazyLock::new(|| {
        [
            (r"\bu(8|16|32|64)\b", "不为负的整数"),
            (r"\bi(8|16|32|64)\b|\binteger\b|\ba signed integer\b", "整数"),
            (r"\bf(32|64)\b|\bfloating point\b|\ba Decimal\b.*$", "数"),
            (r"\ba boolean\b", "true 或 false"),
            (r"\bboolean ", ""),
            (r"\ba string\b|\bstring\b", "文字"),
            (r"\ba sequence\b|\bsequence\b|\barray\b", "数组"),
            (r"\ba map\b|\bmap\b|\bstruct \w+", "表"),
            (r"应为 (\p{Han})", "应为$1"),
        ]
        .map(|(words, chinese)| (pattern(words), chinese))
    });
    TYPES.iter().fold(told.to_owned(), |told, (english, chinese)| english.replace_all(&told, *chinese).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# 评分\n[score]\nminimum = 60\n\n[score.parts]\ncolumn = 40\n[[score.grades]]\nname = \"优秀\"\n";

    fn place(path: &str) -> String {
        Problem::of_file("a.toml", "错", "对").at_key(TEXT, path).to_string()
    }

    #[test]
    fn a_key_is_found_by_its_path() {
        assert_eq!(place("score.minimum"), "a.toml:3 第1列（score.minimum）：错：对");
        assert_eq!(place("score.parts"), "a.toml:5 第8列（score.parts）：错：对");
        assert_eq!(place("score.parts.column"), "a.toml:6 第1列（score.parts.column）：错：对");
        assert_eq!(
            place("score.parts.content"),
            "a.toml:5 第8列（score.parts.content）：错：对",
            "what is there of it"
        );
        assert_eq!(place("score.grades"), "a.toml:7 第9列（score.grades）：错：对");
        assert_eq!(place("judge.late"), "a.toml：错：对");
    }

    #[test]
    fn what_serde_says_of_types_is_told_in_chinese() {
        let told = |message: &str| in_chinese(message).unwrap();
        assert_eq!(told("invalid value: integer `-3`, expected u16"), "值不对（整数 -3），应为不为负的整数");
        assert_eq!(told("invalid type: string \"二十\", expected f64"), "值的类型不对（文字 \"二十\"），应为数");
        assert_eq!(told("invalid type: boolean `true`, expected a string"), "值的类型不对（true），应为文字");
        assert_eq!(told("invalid type: integer `1`, expected struct Windows"), "值的类型不对（整数 1），应为表");
    }

    #[test]
    fn a_byte_is_told_in_characters() {
        let text = "a = \"春\"\n名称 = 1\n";
        let at = text.find('1').unwrap();
        let problem = Problem::of_file("a.toml", "错", "对").at_byte(text, at);
        assert_eq!(problem.to_string(), "a.toml:2 第6列（名称）：错：对");
        let beyond = Problem::of_file("a.toml", "错", "对").at_byte(text, 1000);
        assert_eq!(beyond.line, None);
    }
}
