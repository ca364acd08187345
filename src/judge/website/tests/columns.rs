//! 栏目不更新: counts on both sides of each limit.

use jiff::civil::date;

use super::build::{World, aged, column, count, days_ago, empties, empty, kinds, standing, state};
use crate::judge::{Answer, CheckState, FindingKind};
use crate::site::{Column, Failure, FailureClass, Page, PageKind, Purpose, Standing};

const OVERDUE: &str = "GB-01-04-01";
const STALE: &str = "GB-01-04-02";
const EMPTY: &str = "GB-01-04-03";

#[test]
fn news_older_than_two_weeks_is_overdue_and_five_of_them_are_a_veto() {
    let verdict = World::with(aged("工作动态", 5, 15)).verdict(OVERDUE);
    assert_eq!((state(&verdict), verdict.answer, count(&verdict)), (CheckState::Broken, Answer::Unmet, 5));
    let four = World::with(aged("工作动态", 4, 15)).verdict(OVERDUE);
    assert_eq!((state(&four), four.answer, count(&four)), (CheckState::Kept, Answer::Met, 4));
    let in_time = World::with(aged("工作动态", 5, 14)).verdict(OVERDUE);
    assert_eq!((state(&in_time), count(&in_time)), (CheckState::Kept, 0));
}

#[test]
fn a_veto_has_its_own_finding_before_those_of_the_columns() {
    let verdict = World::with(aged("图片新闻", 5, 30)).verdict(OVERDUE);
    assert_eq!(kinds(&verdict)[..2], [FindingKind::Veto, FindingKind::Stale]);
    assert_eq!(verdict.findings.len(), 6);
    let stale = &verdict.findings[1];
    assert_eq!((stale.last_update, stale.stale_days), (Some(days_ago(30)), Some(30)));
    assert!(stale.description.contains("自2020-09-20以来未更新"), "{}", stale.description);
}

#[test]
fn four_stale_columns_are_named_without_a_veto() {
    let verdict = World::with(aged("工作动态", 4, 15)).verdict(OVERDUE);
    assert_eq!(kinds(&verdict), [FindingKind::Stale; 4]);
}

#[test]
fn first_level_notices_and_documents_count_after_six_months() {
    let with = |path: &str, day| World::with(aged("要闻", 4, 15).into_iter().chain([column(path, &[Some(day)])]));
    assert_eq!(with("通知公告", date(2020, 4, 19)).state(OVERDUE), CheckState::Broken);
    assert_eq!(with("通知公告", date(2020, 4, 20)).state(OVERDUE), CheckState::Kept);
    assert_eq!(with("政策文件", date(2020, 4, 19)).state(OVERDUE), CheckState::Broken);
    assert_eq!(with("信息公开 > 政策文件", date(2020, 4, 19)).state(OVERDUE), CheckState::Kept);
}

#[test]
fn a_first_level_column_is_as_new_as_the_columns_below_it() {
    let below = column("通知公告 > 公示", &[Some(days_ago(3))]);
    let above = Column { children: vec![below.url.clone()], ..column("通知公告", &[Some(days_ago(400))]) };
    let world = World::with(aged("要闻", 4, 15).into_iter().chain([above, below]));
    assert_eq!(world.state(OVERDUE), CheckState::Kept);
}

#[test]
fn a_column_without_dates_counts_as_not_updated_and_says_so() {
    let undated = column("新闻中心 > 工作动态", &[None, None]);
    let verdict = World::with(aged("要闻", 4, 15).into_iter().chain([undated])).verdict(OVERDUE);
    assert_eq!(state(&verdict), CheckState::Broken);
    assert!(kinds(&verdict).contains(&FindingKind::Undated));
}

#[test]
fn a_class_that_only_the_tag_says_makes_no_veto_but_a_flag() {
    let mut world = World::with(aged("要闻", 4, 15).into_iter().chain([column("党的建设", &[Some(days_ago(40))])]));
    let mut page = Page { url: world.columns[4].url.clone(), kind: PageKind::Column, ..Page::default() };
    page.column.kind = Some("工作动态".to_owned());
    world.pages.push((Purpose::Column, page));
    let verdict = world.verdict(OVERDUE);
    assert_eq!((state(&verdict), count(&verdict)), (CheckState::Flagged, 4));
    assert_eq!(verdict.answer, Answer::Unverified);
}

#[test]
fn ten_columns_that_should_have_been_updated_are_a_veto_empty_ones_included() {
    let stale = |many| aged("人事信息", many, 367).into_iter().chain(empties(4));
    assert_eq!(World::with(stale(6)).state(STALE), CheckState::Broken);
    let nine = World::with(stale(5)).verdict(STALE);
    assert_eq!((state(&nine), count(&nine)), (CheckState::Kept, 9));
    assert_eq!(World::with(aged("人事信息", 10, 366)).state(STALE), CheckState::Kept);
}

#[test]
fn topics_of_the_past_owe_nothing() {
    let topics = (0..10).map(|number| column(&format!("专题专栏 > 专题{number} > 工作动态"), &[Some(days_ago(900))]));
    let verdicts = World::with(topics).verdicts();
    for code in [OVERDUE, STALE] {
        let verdict = verdicts.iter().find(|verdict| verdict.code == code).unwrap();
        assert_eq!((state(verdict), count(verdict)), (CheckState::Kept, 0), "{code}");
    }
}

#[test]
fn five_empty_columns_are_a_veto_and_four_are_not() {
    let five = World::with(empties(5)).verdict(EMPTY);
    assert_eq!((state(&five), count(&five)), (CheckState::Broken, 5));
    assert_eq!(kinds(&five), [vec![FindingKind::Veto], vec![FindingKind::ColumnEmpty; 5]].concat());
    assert_eq!(World::with(empties(4)).state(EMPTY), CheckState::Kept);
}

#[test]
fn a_column_that_leads_on_is_not_empty() {
    let below = column("信息公开 > 财政信息", &[Some(days_ago(3))]);
    let above = Column { children: vec![below.url.clone()], ..empty("信息公开") };
    assert_eq!(World::with(empties(4).into_iter().chain([above, below])).state(EMPTY), CheckState::Kept);
}

#[test]
fn what_was_not_seen_may_be_empty() {
    let shell = || standing("数据开放", Standing::Opened(PageKind::Shell));
    let unseen = World::with(empties(4).into_iter().chain([shell()])).verdict(EMPTY);
    assert_eq!((state(&unseen), unseen.answer, count(&unseen)), (CheckState::Unseen, Answer::Unverified, 4));
    assert!(unseen.reasons[1].contains("“数据开放”"), "{:?}", unseen.reasons);
    assert_eq!(World::with(empties(3).into_iter().chain([shell()])).state(EMPTY), CheckState::Kept);
    assert_eq!(World::with(empties(4).into_iter().chain([failed(500)])).state(EMPTY), CheckState::Unseen);
    assert_eq!(World::with(empties(4).into_iter().chain([failed(404)])).state(EMPTY), CheckState::Kept);
}

#[test]
fn a_crawl_that_ended_early_proves_a_veto_but_not_its_absence() {
    let four = World::with(empties(4)).budget_ended().verdict(EMPTY);
    assert_eq!(state(&four), CheckState::Unseen);
    assert!(four.reasons[0].contains("至少4个"), "{:?}", four.reasons);
    assert_eq!(World::with(empties(5)).budget_ended().state(EMPTY), CheckState::Broken);
}

#[test]
fn the_columns_of_other_organs_on_a_portal_are_theirs() {
    let mut world = World::with((0..5).map(|number| empty(&format!("部门网站 > 县水利局 > 栏目{number}"))));
    world.identity.department = false;
    assert_eq!(count(&world.verdict(EMPTY)), 0);
}

fn failed(status: u16) -> Column {
    let at = jiff::Timestamp::UNIX_EPOCH;
    let failure = Failure { class: FailureClass::HttpStatus, status: Some(status), detail: "错误".to_owned(), at };
    standing("网上办事", Standing::Failed(failure))
}
