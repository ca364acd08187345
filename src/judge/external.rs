//! A column that is only a link to another platform.

use super::ContentState;
use super::sight::Sight;
use crate::catalogue::Indicator;
use crate::site::{Column, Outcome, Page, PageKind};

/// What the one look at the platform says of the content, and why.
///
/// The platform counts where the row's own words name it (通过信用中国（安康）…公示): then the unit has done what the row asks
/// for. Any other platform is left to a person.
pub(super) fn content(sight: &Sight<'_>, column: &Column, rows: &[&Indicator]) -> (ContentState, String) {
    let unknown = |why: String| (ContentState::Unknown, format!("“{}”链接到其他平台：{why}", column.name));
    let page = match sight.pages.visit(&column.url).map(|visit| &visit.outcome) {
        None => return unknown("未查看该平台页面".to_owned()),
        Some(Outcome::Failed(failure)) => return unknown(failure.to_string()),
        Some(Outcome::Page { page, .. }) => page,
    };
    let Some(platform) = named_platform(sight, column, page, rows) else {
        return unknown("指标没有写明可在该平台公开".to_owned());
    };
    match page.kind {
        PageKind::Shell | PageKind::Challenge | PageKind::Soft404 | PageKind::Empty => {
            unknown(format!("在“{platform}”的页面上没有读出内容"))
        }
        PageKind::Home | PageKind::Column | PageKind::Article | PageKind::Note | PageKind::Other => {
            (ContentState::Items, format!("“{}”链接到“{platform}”，指标写明可在该平台公开", column.name))
        }
    }
}

/// The policy's platform that both the row's words and the link or its page name.
fn named_platform<'a>(sight: &Sight<'a>, column: &Column, page: &Page, rows: &[&Indicator]) -> Option<&'a str> {
    let in_rows =
        |platform: &str| rows.iter().any(|row| row.content.contains(platform) || row.platform.contains(platform));
    let shown = [Some(&column.name), Some(&page.title), page.site.name.as_ref(), page.column.name.as_ref()];
    let on_page = |platform: &str| shown.iter().flatten().any(|words| words.contains(platform));
    sight.case.windows.platforms.iter().map(String::as_str).find(|platform| in_rows(platform) && on_page(platform))
}
