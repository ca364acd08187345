//! The list of a page as data.

use jiff::civil::Date;
use scraper::Html;

use crate::read::date::{epoch_date, first_date};
use crate::read::dom::{Dom, fold, words};
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

/// A title without the marks of a search and with its entities read.
fn bare(title: &str) -> String {
    if title.contains(['<', '&']) { words(Html::parse_fragment(title).root_element()) } else { fold(title) }
}
