//! What is doubtful is for a person, never missing.

use jiff::civil::date;

use super::build::*;
use crate::judge::{Answer, FindingKind, TaskState};
use crate::site::{Column, CrawlEnd, FailureClass, Outcome, PageKind, Standing};

const PLAN: &str = "关于印发市民政局2016年政务公开工作要点实施方案的通知";
const UNSEEN: (TaskState, Answer) = (TaskState::Unseen, Answer::Unverified);

#[test]
fn a_blind_crawl_misses_nothing() {
    let mut world = World::xinyang("XY-28-01", CHECK, Vec::new());
    world.snapshot.end = CrawlEnd::BudgetEnded;
    assert_eq!(world.states(), UNSEEN);
    assert!(world.verdict().findings.is_empty());
    let mut world = World::xinyang("XY-28-01", CHECK, Vec::new());
    world.snapshot.end = CrawlEnd::Failed;
    world.columns.clear();
    world.snapshot.visits[0].outcome = failed(FailureClass::Timeout, None);
    let verdict = world.verdict();
    assert_eq!((task(&verdict).task, verdict.answer), UNSEEN);
    assert_eq!(kinds(&verdict), [FindingKind::Unreachable]);
    assert!(verdict.reasons[0].contains("网站无法访问"), "{verdict:?}");
}

#[test]
fn a_home_page_that_shows_nothing_is_blind_too() {
    let mut world = World::xinyang("XY-28-01", CHECK, Vec::new());
    if let Outcome::Page { page, .. } = &mut world.snapshot.visits[0].outcome {
        page.kind = PageKind::Shell;
    }
    assert_eq!(world.states(), UNSEEN);
}

#[test]
fn what_was_seen_counts_after_an_incomplete_crawl_too() {
    let mut world = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", vec![item(PLAN, date(2016, 7, 18))])]);
    world.snapshot.end = CrawlEnd::BudgetEnded;
    assert_eq!(world.states(), (TaskState::InTime, Answer::Met));
    // But whether nothing came before cannot be told.
    let mut world = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", vec![item(PLAN, date(2016, 7, 30))])]);
    world.snapshot.end = CrawlEnd::BudgetEnded;
    assert_eq!(world.states(), UNSEEN);
}

#[test]
fn a_column_of_the_task_that_was_not_read_hides_what_it_holds() {
    let closed = |standing| Column { standing, ..column("社会救助", Vec::new()) };
    assert_eq!(World::xinyang("XY-14-01", CHECK, vec![closed(Standing::Linked)]).states(), UNSEEN);
    assert_eq!(World::xinyang("XY-14-01", CHECK, vec![closed(Standing::External)]).states(), UNSEEN);
    let old = item("2017年社会救助工作安排", date(2017, 1, 10));
    let long = Column { pages: Some(30), ..column("社会救助", vec![old]) };
    assert_eq!(World::xinyang("XY-14-01", FINAL, vec![long]).states(), UNSEEN);
}

#[test]
fn a_part_of_the_task_is_not_the_task() {
    let items = vec![item("2016年7月城乡低保标准", date(2016, 7, 5))];
    let verdict = World::xinyang("XY-14-01", CHECK, vec![column("社会救助", items)]).verdict();
    assert_eq!((task(&verdict).task, verdict.answer), UNSEEN);
    let tally = verdict.reasons.iter().find(|why| why.contains("已见")).unwrap();
    assert!(tally.contains("共5项") && tally.contains("做好减灾救灾信息公开"), "{tally}");
    assert!(verdict.evidence[0].matched.contains("城乡低保标准"));
}

#[test]
fn an_item_without_a_date_proves_nothing_by_itself() {
    let verdict = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", vec![undated(PLAN)])]).verdict();
    assert_eq!((task(&verdict).task, verdict.answer), UNSEEN);
    assert!(verdict.reasons[0].contains("没有注明日期"), "{verdict:?}");
}

#[test]
fn a_meeting_about_a_matter_is_no_publication_of_it() {
    let items = vec![item("市民政局召开棚户区改造和保障性住房分配工作推进会", date(2016, 7, 5))];
    assert_eq!(World::xinyang("XY-16-01", CHECK, vec![column("工作动态", items)]).states(), UNSEEN);
}

#[test]
fn a_task_whose_words_name_nothing_is_not_called_missing() {
    // 以目前仍然有效的规范性文件为重点，分时段、有步骤地做好公开工作.
    let world = World::points("WP-01-01-01", date(2015, 1, 31), Vec::new());
    assert_eq!(world.states(), UNSEEN);
}
