//! 扣分指标 and what a person has to answer.

use jiff::civil::{Date, date};

use super::build::{World, column, kinds, standing, state};
use crate::judge::{Answer, CheckState, FindingKind};
use crate::site::{CrawlEnd, PageKind, Standing};
use crate::unit::UnitIdentity;

const DOCUMENTS: &str = "GB-02-01-01";
const STATISTICS: &str = "GB-02-02-01";
const REPLIES: &str = "GB-02-03-01";
const OVERVIEW: &str = "GB-02-04-01";
const FUNCTIONS: &str = "GB-02-05-01";

fn of_day(path: &str, day: Date) -> World {
    World::with([column(path, &[Some(day)])])
}

#[test]
fn each_row_has_its_own_window() {
    for (path, code, last, before) in [
        ("政策文件", DOCUMENTS, date(2020, 4, 20), date(2020, 4, 19)),
        ("办事服务 > 办件统计", STATISTICS, date(2020, 7, 20), date(2020, 7, 19)),
        ("互动交流 > 局长信箱", REPLIES, date(2020, 8, 20), date(2020, 8, 19)),
    ] {
        assert_eq!(of_day(path, last).state(code), CheckState::Kept, "{path}");
        let verdict = of_day(path, before).verdict(code);
        assert_eq!((state(&verdict), verdict.answer), (CheckState::Broken, Answer::Unmet), "{path}");
    }
}

#[test]
fn a_stale_column_is_told_once() {
    let told: Vec<_> = of_day("政策文件", date(2020, 4, 19))
        .verdicts()
        .into_iter()
        .flat_map(|verdict| verdict.findings)
        .filter(|finding| finding.kind == FindingKind::Stale)
        .map(|finding| finding.code)
        .collect();
    assert_eq!(told, ["GB-01-04-01"]);
}

#[test]
fn documents_further_down_are_for_a_person_when_stale() {
    let path = "信息公开 > 决策公开 > 部门文件";
    assert_eq!(of_day(path, date(2020, 4, 20)).state(DOCUMENTS), CheckState::Kept);
    assert_eq!(of_day(path, date(2020, 4, 19)).state(DOCUMENTS), CheckState::Flagged);
}

#[test]
fn one_new_list_of_replies_is_enough() {
    let old = column("互动交流 > 局长信箱", &[Some(date(2020, 1, 3))]);
    let new = column("互动交流 > 来信选登", &[Some(date(2020, 10, 1))]);
    assert_eq!(World::with([old, new]).state(REPLIES), CheckState::Kept);
}

#[test]
fn a_column_that_is_not_there_costs_only_what_is_confirmed() {
    let world = of_day("通知公告", date(2020, 10, 1));
    for code in [DOCUMENTS, STATISTICS, REPLIES] {
        assert_eq!(world.state(code), CheckState::Unseen, "{code}");
    }
    let verdict = world.verdict(FUNCTIONS);
    assert_eq!((state(&verdict), kinds(&verdict)), (CheckState::Broken, vec![FindingKind::ColumnMissing]));
    assert_eq!(world.budget_ended().state(FUNCTIONS), CheckState::Unseen);
}

#[test]
fn a_text_without_a_date_opens_a_column_of_functions() {
    let text = standing("机构职能", Standing::Opened(PageKind::Article));
    assert_eq!(World::with([text]).state(FUNCTIONS), CheckState::Kept);
    let dead = standing("机构职能", Standing::Opened(PageKind::Soft404));
    assert_eq!(World::with([dead]).state(FUNCTIONS), CheckState::Broken);
}

#[test]
fn an_overview_is_owed_by_governments() {
    let world = of_day("通知公告", date(2020, 10, 1));
    assert_eq!(world.verdict(OVERVIEW).answer, Answer::NotApplicable);
    let county = UnitIdentity { county: true, ..UnitIdentity::default() };
    let world = World { identity: county.clone(), ..of_day("通知公告", date(2020, 10, 1)) };
    assert_eq!(world.verdict(OVERVIEW).answer, Answer::Unmet);
    let world = World { identity: county, ..of_day("走进临江", date(2020, 1, 1)) };
    assert_eq!(world.verdict(OVERVIEW).answer, Answer::Met);
}

#[test]
fn a_way_to_ask_is_seen_or_missed_but_never_judged() {
    let seen = of_day("互动交流 > 局长信箱", date(2020, 10, 1)).verdict("GB-01-05-01");
    assert_eq!(state(&seen), CheckState::Unseen);
    assert!(seen.reasons[0].contains("“局长信箱”"), "{:?}", seen.reasons);
    let missed = of_day("通知公告", date(2020, 10, 1));
    assert_eq!(missed.state("GB-01-05-01"), CheckState::Flagged);
    assert_eq!(missed.budget_ended().state("GB-01-05-01"), CheckState::Unseen);
}

#[test]
fn a_site_that_did_not_open_is_judged_in_nothing() {
    let world = World { end: CrawlEnd::Failed, ..World::with([]) };
    let verdicts = world.verdicts();
    assert!(verdicts.iter().all(|verdict| verdict.answer == Answer::Unverified));
    let findings: Vec<_> = verdicts.iter().flat_map(kinds).collect();
    assert_eq!(findings, [FindingKind::Unreachable]);
}
