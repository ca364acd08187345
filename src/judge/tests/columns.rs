//! Which column is taken, and what is said where none can be.

use jiff::civil::date;

use super::build::{
    OfColumn, World, but, column, column_for, failure, fresh, item, kinds, now, other, row, states, visit,
};
use crate::judge::FindingKind as F;
use crate::judge::{Answer, ColumnState, ContentState, FreshnessState};
use crate::mapping::{Decision, Method};
use crate::site::{CrawlEnd, FailureClass, Outcome, PageKind, Purpose, Standing, Visit};

const MET: (ContentState, FreshnessState, Answer) = (ContentState::Items, FreshnessState::Fresh, Answer::Met);

#[test]
fn a_column_of_the_same_name_or_meaning_counts_in_full() {
    for (method, state) in [
        (Method::Exact, ColumnState::Exact),
        (Method::Alias, ColumnState::Alias),
        (Method::Synonym, ColumnState::Alias),
        (Method::Evidence, ColumnState::Alias),
        (Method::Similar, ColumnState::Alias),
    ] {
        let world =
            World::with(vec![but(column("预决算公开", fresh()), |_, mapping| mapping.method = Some(method))]);
        let verdict = world.verdict();
        assert_eq!(states(&verdict), (state, MET.0, MET.1, MET.2), "{method:?}");
        assert_eq!(kinds(&verdict), []);
        let evidence = &verdict.evidence[0];
        assert_eq!((evidence.status, evidence.items, evidence.newest), (Some(200), Some(1), Some(date(2020, 10, 12))));
        assert_eq!(evidence.newest_from.as_deref(), Some("列表"));
        assert_eq!(verdict.of_column().taken.unwrap().name, "预决算公开");
    }
}

#[test]
fn a_column_outside_the_section_is_misplaced() {
    let verdict =
        World::with(vec![but(column("预决算公开", fresh()), |column, _| column.in_section = false)]).verdict();
    let partial = (ColumnState::Misplaced, ContentState::Items, FreshnessState::Fresh, Answer::Partial);
    assert_eq!(states(&verdict), partial);
    assert_eq!(kinds(&verdict), [F::Misplaced]);
}

#[test]
fn a_special_topic_may_stand_anywhere() {
    let mut world =
        World::with(vec![but(column_for("LJ-02", "公共卫生信息", fresh()), |c, _| c.in_section = false)]);
    world.rows = vec![row("LJ-02-01-01", "公共卫生信息", "以专题形式展现")];
    assert_eq!(states(&world.verdict()), (ColumnState::Exact, MET.0, MET.1, MET.2));
}

#[test]
fn a_first_level_candidate_that_opens_comes_before_one_that_does_not() {
    let gone = Standing::Failed(failure(FailureClass::HttpStatus, Some(404)));
    let closed = but(column("预决算信息", Vec::new()), |column, mapping| {
        column.standing = gone;
        mapping.decision = Decision::Review;
    });
    let wider = but(column_for("LJ-01", "财政资金", fresh()), |_, mapping| mapping.decision = Decision::Review);
    let verdict = World::with(vec![closed, wider]).verdict();
    let unsure = (ColumnState::Candidate, ContentState::Unknown, FreshnessState::Unverifiable, Answer::Unverified);
    assert_eq!(states(&verdict), unsure);
    assert!(verdict.reasons[0].contains("“财政资金”栏目可能对应"), "{}", verdict.reasons[0]);
}

#[test]
fn missing_needs_a_complete_look() {
    let world = World::with(vec![other("工作动态"), other("通知公告")]);
    let verdict = world.verdict();
    let missing = (ColumnState::Missing, ContentState::Empty, FreshnessState::Unverifiable, Answer::Unmet);
    assert_eq!(states(&verdict), missing);
    assert_eq!(kinds(&verdict), [F::ColumnMissing]);
    assert!(verdict.reasons[0].contains("“财政信息”或“预决算公开”"), "{}", verdict.reasons[0]);
    assert_eq!(verdict.evidence[0].matched, "共看到2个栏目：工作动态、通知公告");

    for end in [CrawlEnd::BudgetEnded, CrawlEnd::Failed] {
        let mut world = World::with(vec![other("工作动态")]);
        world.snapshot.end = end;
        let verdict = world.verdict();
        let unseen =
            (ColumnState::Unreachable, ContentState::Unknown, FreshnessState::Unverifiable, Answer::Unverified);
        assert_eq!(states(&verdict), unseen, "{end:?}");
    }
}

#[test]
fn the_end_of_the_budget_is_no_fault_of_the_unit() {
    let mut world = World::with(vec![other("工作动态")]);
    world.snapshot.end = CrawlEnd::BudgetEnded;
    let verdict = world.verdict();
    assert_eq!(kinds(&verdict), []);
    assert!(verdict.reasons[0].contains("预算用尽"), "{}", verdict.reasons[0]);

    let linked = |column: &mut crate::site::Column, _: &mut _| {
        column.standing = Standing::Linked;
        column.items.clear();
    };
    let mut world = World::with(vec![but(column("预决算公开", fresh()), linked)]);
    world.snapshot.end = CrawlEnd::BudgetEnded;
    let verdict = world.verdict();
    assert_eq!((verdict.of_column().column, verdict.answer), (ColumnState::Unreachable, Answer::Unverified));
    assert_eq!(kinds(&verdict), []);
}

#[test]
fn a_site_that_is_down_is_told_once() {
    let mut world = World::with(Vec::new());
    world.rows.push(row("LJ-01-02-01", "财政信息", "三公经费公开"));
    world.snapshot.end = CrawlEnd::Failed;
    let outcome = Outcome::Failed(failure(FailureClass::Refused, None));
    world.snapshot.visits =
        vec![Visit { asked: super::build::SITE.to_owned(), posted: None, via: None, purpose: Purpose::Home, outcome }];
    let verdicts = world.judge();
    assert_eq!(verdicts.iter().map(|verdict| verdict.answer).collect::<Vec<_>>(), [Answer::Unverified; 2]);
    assert_eq!(kinds(&verdicts[0]), [F::Unreachable]);
    assert_eq!(kinds(&verdicts[1]), []);
    assert!(verdicts[1].reasons[0].contains("服务器拒绝连接"), "{}", verdicts[1].reasons[0]);
}

#[test]
fn a_relevant_column_that_did_not_come_is_unreachable() {
    let standings = [
        Standing::Failed(failure(FailureClass::Timeout, None)),
        Standing::Failed(failure(FailureClass::HttpStatus, Some(404))),
        Standing::Opened(PageKind::Soft404),
        Standing::Opened(PageKind::Home),
    ];
    for decision in [Decision::Accept, Decision::Review] {
        for standing in &standings {
            let closed = but(column("预决算公开", Vec::new()), |column, mapping| {
                column.standing = standing.clone();
                mapping.decision = decision;
            });
            let verdict = World::with(vec![closed]).verdict();
            assert_eq!(
                (verdict.of_column().column, verdict.answer),
                (ColumnState::Unreachable, Answer::Unverified),
                "{standing:?}"
            );
            assert_eq!(kinds(&verdict), [F::Unreachable], "{standing:?}");
        }
    }
}

#[test]
fn below_a_page_that_did_not_come_nothing_is_missing() {
    let closed = |standing| but(other("政务公开"), |column, _| column.standing = standing);
    let timed_out = World::with(vec![closed(Standing::Failed(failure(FailureClass::Timeout, None)))]).verdict();
    assert_eq!((timed_out.of_column().column, timed_out.answer), (ColumnState::Unreachable, Answer::Unverified));
    let gone = World::with(vec![closed(Standing::Failed(failure(FailureClass::HttpStatus, Some(404))))]).verdict();
    assert_eq!((gone.of_column().column, gone.answer), (ColumnState::Missing, Answer::Unmet));
    let aside = but(other("局长信箱"), |column, _| {
        column.standing = Standing::Failed(failure(FailureClass::Timeout, None));
    });
    assert_eq!(World::with(vec![aside]).verdict().of_column().column, ColumnState::Missing);
}

#[test]
fn a_home_page_that_shows_nothing_hides_all() {
    for kind in [PageKind::Shell, PageKind::Challenge] {
        let mut world = World::with(vec![other("工作动态")]);
        world.snapshot.visits = vec![visit(super::build::SITE, Purpose::Home, kind)];
        assert_eq!(world.verdict().answer, Answer::Unverified, "{kind:?}");
    }
    assert_eq!(World::with(Vec::new()).verdict().answer, Answer::Unverified);
}

#[test]
fn a_name_between_sure_and_wrong_is_for_a_person() {
    let review = but(column("预算与决算管理", fresh()), |_, mapping| mapping.decision = Decision::Review);
    let verdict = World::with(vec![review]).verdict();
    let candidate = (ColumnState::Candidate, ContentState::Unknown, FreshnessState::Unverifiable, Answer::Unverified);
    assert_eq!(states(&verdict), candidate);
    assert_eq!(kinds(&verdict), [F::Candidate]);
    assert_eq!(verdict.evidence[0].matched, "名称相同");
}

#[test]
fn a_column_with_information_comes_before_a_blank_one() {
    let outside = but(column("预决算", fresh()), |column, _| column.in_section = false);
    let blank = column("预决算公开", Vec::new());
    let verdict = World::with(vec![blank, outside]).verdict();
    assert_eq!(
        (verdict.of_column().column, verdict.of_column().content),
        (ColumnState::Misplaced, ContentState::Items)
    );

    let inside = column("预决算公开", vec![item("2019年部门决算", Some(date(2020, 8, 1)))]);
    let outside = but(column("预决算", fresh()), |column, _| column.in_section = false);
    let verdict = World::with(vec![outside, inside]).verdict();
    assert_eq!(
        (verdict.of_column().column, verdict.of_column().taken.unwrap().newest),
        (ColumnState::Exact, Some(date(2020, 8, 1)))
    );
}

#[test]
fn a_column_of_the_own_site_comes_before_a_link_to_another_platform() {
    let link = but(column("预决算公开", Vec::new()), |column, _| column.standing = Standing::External);
    let own = but(column("预决算", fresh()), |column, _| column.in_section = false);
    assert_eq!(World::with(vec![link, own]).verdict().of_column().column, ColumnState::Misplaced);
}

#[test]
fn columns_that_serve_together_count_together() {
    let budget = column("部门预算", vec![item("预算", Some(date(2020, 2, 1))), item("共有", Some(date(2020, 3, 1)))]);
    let accounts = but(
        column("部门决算", vec![item("决算", Some(date(2020, 9, 1))), item("共有", Some(date(2020, 3, 1)))]),
        |_, mapping| {
            mapping.method = Some(Method::Synonym);
        },
    );
    let taken = World::with(vec![accounts, budget]).verdict().of_column().taken.unwrap();
    assert_eq!((taken.name.as_str(), taken.items, taken.newest), ("部门预算", 3, Some(date(2020, 9, 1))));
}

#[test]
fn another_platform_counts_where_the_row_names_it() {
    let url = "https://credit.linjiang.example/";
    let link = |name: &str| {
        but(column(name, Vec::new()), |column, _| {
            column.url = url.to_owned();
            column.standing = Standing::External;
            column.seen = None;
        })
    };
    let mut world = World::with(vec![link("信用中国（临江）双公示")]);
    world.snapshot.visits.push(visit(url, Purpose::External, PageKind::Column));
    world.rows[0].content = "通过信用中国（临江）公示行政处罚信息".to_owned();
    let verdict = world.verdict();
    let met = (ColumnState::External, ContentState::Items, FreshnessState::Unverifiable, Answer::Met);
    assert_eq!(states(&verdict), met);
    assert_eq!(kinds(&verdict), []);
    assert_eq!((verdict.evidence[0].at, verdict.evidence[0].status), (Some(now()), Some(200)));

    world.rows[0].content = "公开行政处罚信息".to_owned();
    let verdict = world.verdict();
    assert_eq!((verdict.of_column().column, verdict.answer), (ColumnState::External, Answer::Unverified));
    assert_eq!(kinds(&verdict), [F::External]);

    world.rows[0].content = "通过信用中国（临江）公示行政处罚信息".to_owned();
    world.snapshot.visits.truncate(1);
    assert_eq!(world.verdict().answer, Answer::Unverified);
    world.snapshot.visits.push(visit(url, Purpose::Declared, PageKind::Column));
    assert_eq!(world.verdict().answer, Answer::Unverified, "what the unit declared is evidence for something else");
}
