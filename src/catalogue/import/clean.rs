//! What a cell says once the artefacts of the table are undone (design: words verbatim, layout undone).

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;

/// A list number before a name: （一） 一、 1. 1． 1、 (1) ①.
static LIST_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[（(][一二三四五六七八九十百]{1,4}[）)][、．.]?|[一二三四五六七八九十百]{1,4}[、．]|[（(]\d{1,3}[）)][、．.]?|\d{1,3}(?:[、．]|\.(?:\D|$))|[①-⑳])",
    )
});

/// The text without any blanks, but one between two Latin words or numbers (Open Data).
pub(super) fn squashed(text: &str) -> String {
    let mut whole = String::new();
    for word in text.split_whitespace() {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if joins(whole.chars().next_back()) && joins(word.chars().next()) {
            whole.push(' ');
        }
        whole.push_str(word);
    }
    whole
}

/// A text with its line breaks dropped; blanks inside a line stay.
pub(super) fn joined(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

/// The name in a level cell: squashed, without a list number.
pub(super) fn name(text: &str) -> String {
    let name = squashed(text);
    let Some(number) = LIST_NUMBER.find(&name) else { return name };
    // After "1." the pattern looks at one more character, since "1.5" is no list number.
    let end = name[..number.end()]
        .rfind(['.', '．', '、', '）', ')'])
        .map_or(number.end(), |at| at + name[at..].chars().next().map_or(0, char::len_utf8));
    let rest = name[end..].trim_start();
    if rest.is_empty() { name.clone() } else { rest.to_owned() }
}

/// The cell says that it is as the one above.
pub(super) fn is_ditto(text: &str) -> bool {
    matches!(squashed(text).trim_end_matches(['。', '.']), "同上" | "同前" | "〃" | "″")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_numbers_before_a_name_are_dropped() {
        for (cell, expected) in [
            ("（一）重大建设项目批准和实施", "重大建设项目批准和实施"),
            ("一、加强主动公开工作，全面贯彻落实《条例》", "加强主动公开工作，全面贯彻落实《条例》"),
            ("1.批准服务信息", "批准服务信息"),
            ("10．推进公共资源\n配置领域信息公开", "推进公共资源配置领域信息公开"),
            ("14.工程建设项目招标投标领域：", "工程建设项目招标投标领域："),
            ("(3) 财政信息", "财政信息"),
            ("②国有企业", "国有企业"),
            ("三公经费公开", "三公经费公开"),
            ("“三公”经费公开", "“三公”经费公开"),
            ("2016年度台账", "2016年度台账"),
            ("1.5级响应", "1.5级响应"),
            ("12345热线", "12345热线"),
            ("十、", "十、"),
            ("类    别", "类别"),
            ("Open Data 平台", "Open Data平台"),
        ] {
            assert_eq!(name(cell), expected, "{cell}");
        }
    }

    #[test]
    fn content_keeps_its_blanks_and_numbers_but_no_line_breaks() {
        assert_eq!(joined("1.公开空气和水 信息。\n\n2.公开执法\n"), "1.公开空气和水 信息。2.公开执法");
        assert_eq!(squashed("市财政局牵  头"), "市财政局牵头");
        assert_eq!(squashed("文件下发20\n个工作日内"), "文件下发20个工作日内");
    }

    #[test]
    fn ditto_in_its_forms() {
        assert!(["同上", "同  上", "同上。", "〃"].iter().all(|cell| is_ditto(cell)));
        assert!(!is_ditto("同上级文件一致"));
    }
}
