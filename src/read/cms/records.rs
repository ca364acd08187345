//! The list of a page as data.

use jiff::civil::Date;
use scraper::Html;

use crate::read::date::{epoch_date, first_date};
use crate::read::dom::{Dom, fold, words};
use crate::read::tags::MARKUP;
use crate::site::{DateSource, Item, Pager};

/// Most records that are read.
pub(super) const MOST_RECORDS: usize = 2_000;
/// Longest title that is kept, in characters.
const LONGEST_TITLE: usize = 300;

/// A list that a page holds for its script, or that came as the answer to a call.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::read) struct Records {
    /// The entries, in order. None: the data say that there are none.
    pub(in crate::read) items: Vec<Item>,
    /// How the list goes on.
    pub(in crate::read) pager: Pager,
}

/// One record; `None` without title or address. `date` is a text with a day, or seconds or milliseconds since 1970.
pub(super) fn item(dom: &Dom<'_>, title: &str, address: &str, date: Option<&str>) -> Option<Item> {
    let title: String = bare(title).chars().take(LONGEST_TITLE).collect();
    let url = dom.resolve(address)?;
    let date = date.and_then(day);
    (!title.is_empty()).then_some(Item { title, url, date, date_source: date.map(|_| DateSource::Cms) })
}

fn day(text: &str) -> Option<Date> {
    first_date(text).or_else(|| epoch_date(text))
}

/// A title without the marks of a search and with its entities read. No more than entities is left to the parser: what it
/// takes grows with the square of the nesting, and a title may be as long as the page.
fn bare(title: &str) -> String {
    if !title.contains(['<', '&']) {
        return fold(title).into_owned();
    }
    let text = MARKUP.replace_all(title, "").replace('<', "&lt;");
    words(Html::parse_fragment(&text).root_element()).into_owned()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn titles_lose_the_marks_of_a_search() {
        for (title, expected) in [
            ("政务<font color='red'>公开</font>指南", "政务公开指南"),
            ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
            ("1 < 2", "1 < 2"),
            ("<<b>div>公开", "<div>公开"),
        ] {
            assert_eq!(bare(title), expected, "{title}");
        }
    }

    #[test]
    fn a_title_of_nested_tags_is_read_in_time() {
        let start = Instant::now();
        assert_eq!(bare(&format!("{}公开", "<div>".repeat(200_000))), "公开");
        assert_eq!(bare(&format!("{}公开", "<<b>i>".repeat(200_000))).chars().last(), Some('开'));
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    }
}
