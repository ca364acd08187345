//! 栏目不更新: overdue, stale and empty columns, counted over the whole site.

use std::iter;

use super::estate::{Content, Estate, Stand, evidence, names};
use super::ruling::{Ruling, SiteFault};
use super::{ColumnKind, KindWindows, Window};
use crate::judge::{CheckState, FindingKind};

/// Columns that were counted.
#[derive(Default)]
struct Count<'e, 'a> {
    /// Columns at fault.
    sure: Vec<&'e Stand<'a>>,
    /// Columns at fault if they are of the class that only their tag says.
    doubtful: Vec<&'e Stand<'a>>,
    /// Columns that could not be seen.
    unseen: Vec<&'e Stand<'a>>,
}

impl<'e, 'a> Count<'e, 'a> {
    fn add_if_stale(&mut self, stand: &'e Stand<'a>, content: &Content, window: Window, estate: &Estate<'a>) {
        match content {
            Content::Filled(newest) if newest.is_some_and(|day| window.holds(day, estate.case.as_of)) => {}
            Content::Filled(_) if stand.sort.is_some_and(|sort| !sort.certain) => self.doubtful.push(stand),
            Content::Filled(_) => self.sure.push(stand),
            Content::Unseen(_) => self.unseen.push(stand),
            Content::Empty | Content::Leads | Content::Gone | Content::Elsewhere => {}
        }
    }

    fn state(&self, estate: &Estate<'a>, limit: usize) -> CheckState {
        let possible = self.sure.len() + self.doubtful.len();
        if self.sure.len() >= limit {
            CheckState::Broken
        } else if possible >= limit {
            CheckState::Flagged
        } else if estate.partial.is_some() || possible + self.unseen.len() >= limit {
            CheckState::Unseen
        } else {
            CheckState::Kept
        }
    }

    /// The ruling; `what` names the columns that are counted.
    fn ruling(&self, estate: &Estate<'a>, limit: usize, what: &str) -> Ruling {
        let state = self.state(estate, limit);
        let count = self.sure.len();
        let at_least = if state == CheckState::Unseen { "至少" } else { "" };
        let number = if count == 0 {
            format!("没有看到{what}")
        } else {
            format!("{what}{at_least}{count}个：{}", names(self.sure.iter().copied()))
        };
        let doubt = (!self.doubtful.is_empty()).then(|| {
            format!(
                "另有{}个栏目只凭网页标签归类，需人工确认：{}",
                self.doubtful.len(),
                names(self.doubtful.iter().copied())
            )
        });
        let unseen = (!self.unseen.is_empty())
            .then(|| format!("另有{}个栏目未能查看：{}", self.unseen.len(), names(self.unseen.iter().copied())));
        let site = &estate.case.snapshot.site;
        Ruling::new(state, number.clone())
            .by(format!("{what}达到{limit}个（含）即否决"))
            .counted(count, limit)
            .because(doubt.into_iter().chain(unseen).chain(estate.partial.clone()))
            .seen(iter::once(estate.of_site(format!("共看到{}个栏目", estate.stands.len()))))
            .seen(evidence(self.sure.iter().chain(&self.doubtful).copied()))
            .vetoing(site, format!("{number}（限{limit}个）"))
    }
}

/// 动态/要闻 columns beyond their window and first-level 通知公告/政策文件 columns beyond theirs, together.
pub(super) fn overdue(estate: &Estate<'_>) -> Ruling {
    let windows = &estate.case.rules.windows;
    let mut count = Count::default();
    for stand in &estate.stands {
        match stand.sort.map(|sort| sort.kind) {
            Some(ColumnKind::News) => count.add_if_stale(stand, &stand.content, windows.news, estate),
            Some(kind @ (ColumnKind::Notices | ColumnKind::Documents)) if stand.level == 1 => {
                let window = if kind == ColumnKind::Notices { windows.notices } else { windows.documents };
                count.add_if_stale(stand, &estate.with_below(stand), window, estate);
            }
            _ => {}
        }
    }
    let documents = if windows.documents == windows.notices {
        String::new()
    } else {
        format!("{}未更新的", windows.documents.in_words())
    };
    let what = format!(
        "{}未更新的动态要闻类栏目和{}未更新的通知公告、{documents}政策文件类一级栏目",
        windows.news.in_words(),
        windows.notices.in_words()
    );
    let faults = stale_faults(estate, &count);
    count.ruling(estate, estate.case.rules.overdue_columns, &what).faulty(faults)
}

/// 应更新但长期未更新: empty columns, and columns of the classes that have to be updated beyond their windows (普查).
pub(super) fn stale(estate: &Estate<'_>) -> Ruling {
    let windows = &estate.case.rules.windows;
    let mut count = Count::default();
    for stand in &estate.stands {
        let window = stand.sort.and_then(|sort| windows.of_updated(sort.kind));
        match (&stand.content, window) {
            (Content::Empty, _) => count.sure.push(stand),
            (content, Some(window)) => count.add_if_stale(stand, content, window, estate),
            // What could not be seen may be empty.
            (Content::Unseen(_), None) => count.unseen.push(stand),
            _ => {}
        }
    }
    let faults = stale_faults(estate, &count);
    count.ruling(estate, estate.case.rules.stale_columns, "应更新但长期未更新的栏目").faulty(faults)
}

/// 空白栏目: never held anything.
pub(super) fn empty(estate: &Estate<'_>) -> Ruling {
    let mut count = Count::default();
    for stand in &estate.stands {
        match stand.content {
            Content::Empty => count.sure.push(stand),
            Content::Unseen(_) => count.unseen.push(stand),
            Content::Filled(_) | Content::Leads | Content::Gone | Content::Elsewhere => {}
        }
    }
    let faults: Vec<SiteFault> =
        count.sure.iter().map(|stand| SiteFault::of_column(FindingKind::ColumnEmpty, stand, "没有任何信息")).collect();
    count.ruling(estate, estate.case.rules.empty_columns, "空白栏目").faulty(faults)
}

/// Of the columns that were counted those that hold something: an empty one is told with its own row.
fn stale_faults(estate: &Estate<'_>, count: &Count<'_, '_>) -> Vec<SiteFault> {
    let windows = &estate.case.rules.windows;
    let stale = count.sure.iter().filter(|stand| stand.content != Content::Empty);
    stale.map(|stand| stale_fault(estate, windows, stand)).collect()
}

/// A stale column by its newest date; an item without a date counts as not updated (普查).
fn stale_fault(estate: &Estate<'_>, windows: &KindWindows, stand: &Stand<'_>) -> SiteFault {
    let window = stand.sort.and_then(|sort| windows.of_updated(sort.kind)).map(Window::in_words).unwrap_or_default();
    let kind = stand.sort.map(|sort| sort.kind.zh()).unwrap_or_default();
    match stand.newest().or(newest_below(estate, stand)) {
        Some(newest) => {
            let words = format!("自{newest}以来未更新（{kind}类栏目{window}内应有更新）");
            SiteFault { newest: Some(newest), ..SiteFault::of_column(FindingKind::Stale, stand, &words) }
        }
        None => {
            let words = format!("的信息没有注明发布日期，视为不更新（{kind}类栏目{window}内应有更新）");
            SiteFault::of_column(FindingKind::Undated, stand, &words)
        }
    }
}

fn newest_below(estate: &Estate<'_>, stand: &Stand<'_>) -> Option<jiff::civil::Date> {
    if let Content::Filled(newest) = estate.with_below(stand) { newest } else { None }
}
