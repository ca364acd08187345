//! 文号 at the head of a text: a line of its own, in front of the document's title or right below it (党政机关公文格式,
//! GB/T 9704—2012).

use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use scraper::ElementRef;

use super::dom::{short_words, squeeze};
use crate::pattern::pattern;

/// Longest line with a number, in bytes: with blanks between its parts.
const LONGEST_LINE: usize = 120;
/// Lines of a text among which its number is looked for.
const FIRST_LINES: usize = 4;
/// Elements of a text in which its first lines are looked for.
const MOST_ELEMENTS: usize = 400;

/// 机关代字, 年份 in brackets, 发文顺序号, and nothing else.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[\p{Han}]{2,16}[〔\[［（(【](?:19|20)[0-9]{2}[〕\]］）)】]第?[0-9]{1,5}号$"));

/// The number among the first lines of the text in `block`.
pub(super) fn at_head(block: ElementRef<'_>) -> Option<String> {
    let lines = block.descendent_elements().take(MOST_ELEMENTS).filter(|line| is_line(*line));
    let texts = lines.map(|line| short_words(line, LONGEST_LINE)).filter(|text| text.as_deref() != Some(""));
    let numbers = texts.take(FIRST_LINES).flatten().filter(|text| text.ends_with('号'));
    numbers.map(|text| squeeze(&text).into_owned()).find(|text| NUMBER.is_match(text))
}

/// A paragraph that holds no other.
fn is_line(element: ElementRef<'_>) -> bool {
    is_block(element) && !element.child_elements().any(is_block)
}

fn is_block(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name.local,
        local_name!("p")
            | local_name!("div")
            | local_name!("center")
            | local_name!("td")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("section")
    )
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    #[test]
    fn a_line_of_its_own_at_the_head() {
        for (html, expected) in [
            (
                "<p><span>青政</span>〔<span lang=EN-US>2018</span>〕11<span>号</span></p><p>青禾县人民政府</p>",
                Some("青政〔2018〕11号"),
            ),
            (
                "<p>青禾县人民政府办公室</p><p>关于印发防汛预案的通知</p><p>&nbsp;</p><p>青政办〔 2020 〕 3 号</p>",
                Some("青政办〔2020〕3号"),
            ),
            ("<p>青政办〔2020〕3号文件已经废止，请各单位遵照执行。</p>", None),
            ("<p>各乡镇：</p><p>现通知如下。</p><p>一、总则</p><p>二、职责</p><p>青政办〔2020〕3号</p>", None),
            ("<p>根据青政办〔2020〕3号，现将名单公布如下。</p>", None),
        ] {
            let page = Html::parse_document(html);
            assert_eq!(at_head(page.root_element()).as_deref(), expected, "{html}");
        }
    }
}
