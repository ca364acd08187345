//! Lists of organs and places: each of their links leads to the columns of one of them.

use std::sync::LazyLock;

use regex::Regex;

use super::anchor::Anchor;
use super::label::LONGEST_NAME;
use crate::pattern::pattern;
use crate::read::date::url_date;

/// Fewest names of such a list.
const FEW: usize = 3;

/// How names of organs and places end.
static ORGAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:局|委|委员会|办|办公室|中心|院|厅|署|政府|管委会|开发区|高新区|街道|街道办|镇|乡|村|社区|省|自治区|州|盟|旗|区|县|市|联合会|联|会|社|校|站|馆|队|公司|公积金|集团|大学|医院)$",
    )
});

/// The links name organs or places, nearly all of them, and none of their addresses tells the day of an article.
pub(super) fn are_organs<'a>(anchors: impl Iterator<Item = &'a Anchor<'a>>) -> bool {
    let (mut count, mut organs) = (0, 0);
    for anchor in anchors {
        if anchor.text.chars().count() > LONGEST_NAME || anchor.url.as_deref().is_none_or(|url| url_date(url).is_some())
        {
            return false;
        }
        count += 1;
        organs += usize::from(ORGAN.is_match(&anchor.text));
    }
    count >= FEW && organs * 5 >= count * 4
}
