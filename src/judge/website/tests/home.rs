//! 首页不更新.

use super::build::{World, column, days_ago, home, kinds, state};
use crate::judge::{CheckState, FindingKind};
use crate::site::{Page, PageKind};

const HOME: &str = "GB-01-03-01";

fn world(newest_on_home: Option<i64>, newest_below: i64) -> World {
    let home = home(&newest_on_home.map(|days| Some(days_ago(days))).into_iter().collect::<Vec<_>>());
    World { home, ..World::with([column("通知公告", &[Some(days_ago(newest_below))])]) }
}

#[test]
fn two_weeks_without_an_update_are_a_veto() {
    assert_eq!(world(Some(14), 200).state(HOME), CheckState::Kept);
    let verdict = world(Some(15), 1).verdict(HOME);
    assert_eq!(state(&verdict), CheckState::Broken);
    assert_eq!(kinds(&verdict), [FindingKind::Veto, FindingKind::Stale]);
    assert_eq!(verdict.findings[1].stale_days, Some(15));
}

#[test]
fn a_home_page_that_only_leads_on_is_as_new_as_the_second_level() {
    assert_eq!(world(None, 14).state(HOME), CheckState::Kept);
    assert_eq!(world(None, 15).state(HOME), CheckState::Broken);
    let deep = World { home: home(&[]), ..World::with([column("甲 > 乙 > 通知公告", &[Some(days_ago(1))])]) };
    assert_eq!(deep.state(HOME), CheckState::Unseen);
}

#[test]
fn an_entry_without_a_date_takes_that_of_its_column() {
    let below = column("通知公告", &[Some(days_ago(2))]);
    let mut page = home(&[None]);
    page.items[0].url.clone_from(&below.items[0].item.url);
    assert_eq!(World { home: page, ..World::with([below]) }.state(HOME), CheckState::Kept);
}

#[test]
fn a_home_page_without_dates_counts_as_not_updated_unless_the_second_level_is_new() {
    let world = |days| World { home: home(&[None]), ..World::with([column("通知公告", &[Some(days_ago(days))])]) };
    assert_eq!(world(14).state(HOME), CheckState::Flagged);
    let verdict = world(15).verdict(HOME);
    assert_eq!((state(&verdict), kinds(&verdict)[1]), (CheckState::Broken, FindingKind::Undated));
}

#[test]
fn what_is_published_after_the_as_of_day_does_not_count() {
    assert_eq!(world(Some(-1), 1).state(HOME), CheckState::Flagged);
}

#[test]
fn a_home_page_that_a_script_fills_tells_nothing() {
    let page = Page { kind: PageKind::Shell, ..home(&[]) };
    let world = World { home: page, ..World::with([column("通知公告", &[Some(days_ago(90))])]) };
    assert_eq!(world.state(HOME), CheckState::Unseen);
}
