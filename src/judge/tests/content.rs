//! What a column holds.

use jiff::civil::date;

use super::build::{OfColumn, World, but, column, column_for, fresh, item, kinds, note, row, states, visit};
use crate::judge::FindingKind as F;
use crate::judge::{Answer, ColumnState, ContentState, FreshnessState};
use crate::mapping::Decision;
use crate::site::{Article, Column, CrawlEnd, Outcome, PageKind, Purpose, Standing};

#[test]
fn a_blank_column_is_not_met() {
    let verdict = World::with(vec![column("预决算公开", Vec::new())]).verdict();
    let empty = (ColumnState::Exact, ContentState::Empty, FreshnessState::Unverifiable, Answer::Unmet);
    assert_eq!(states(&verdict), empty);
    assert_eq!(kinds(&verdict), [F::ColumnEmpty]);
}

#[test]
fn a_note_stands_for_its_column_in_part_and_for_a_time() {
    let said = World::with(vec![column("预决算公开", vec![note("情况说明", date(2020, 3, 1))])]).verdict();
    let partial = (ColumnState::Exact, ContentState::Note, FreshnessState::Fresh, Answer::Partial);
    assert_eq!(states(&said), partial);
    assert_eq!(kinds(&said), [F::NoteOnly]);

    let old = World::with(vec![column("预决算公开", vec![note("情况说明", date(2018, 3, 1))])]).verdict();
    assert_eq!(old.of_column().freshness, FreshnessState::Stale);

    let both = World::with(vec![column("预决算公开", [fresh(), vec![note("情况说明", date(2020, 3, 1))]].concat())]);
    assert_eq!((both.verdict().of_column().content, both.verdict().answer), (ContentState::Items, Answer::Met));
}

#[test]
fn a_column_page_that_is_itself_the_information_counts() {
    for (kind, content) in [(PageKind::Article, ContentState::Items), (PageKind::Note, ContentState::Note)] {
        let page = but(column("预决算公开", Vec::new()), |column, _| column.standing = Standing::Opened(kind));
        let mut seen = visit(&page.0.url, Purpose::Column, kind);
        if let Outcome::Page { page, .. } = &mut seen.outcome {
            page.article = Some(Article { published: Some(date(2020, 5, 6)), ..Article::default() });
        }
        let mut world = World::with(vec![page]);
        world.snapshot.visits.push(seen);
        let verdict = world.verdict();
        assert_eq!(
            (verdict.of_column().content, verdict.of_column().freshness),
            (content, FreshnessState::Fresh),
            "{kind:?}"
        );
        assert_eq!(verdict.of_column().taken.unwrap().newest, Some(date(2020, 5, 6)));
    }
}

#[test]
fn what_a_script_or_a_wall_hides_is_unknown() {
    for kind in [PageKind::Shell, PageKind::Challenge, PageKind::Column, PageKind::Other] {
        let hidden = but(column("预决算公开", Vec::new()), |column, _| column.standing = Standing::Opened(kind));
        let verdict = World::with(vec![hidden]).verdict();
        let unknown = (ColumnState::Exact, ContentState::Unknown, FreshnessState::Unverifiable, Answer::Unverified);
        assert_eq!(states(&verdict), unknown, "{kind:?}");
        assert_eq!(kinds(&verdict), [F::ContentUnknown], "{kind:?}");
    }
}

#[test]
fn what_stands_below_a_column_is_its_content() {
    let parent = |child: &Column| {
        but(column("预决算公开", Vec::new()), |column, _| {
            column.standing = Standing::Opened(PageKind::Column);
            column.children = vec![child.url.clone()];
        })
    };
    let plain = |items| but(column("部门预算", items), |_, mapping| mapping.decision = Decision::None);

    let child = plain(fresh());
    let verdict = World::with(vec![parent(&child.0), child]).verdict();
    assert_eq!((verdict.of_column().content, verdict.answer), (ContentState::Items, Answer::Met));

    let child = plain(Vec::new());
    assert_eq!(World::with(vec![parent(&child.0), child]).verdict().of_column().content, ContentState::Empty);

    let child = but(plain(Vec::new()), |column, _| column.standing = Standing::Linked);
    assert_eq!(World::with(vec![parent(&child.0), child]).verdict().of_column().content, ContentState::Unknown);

    let unlisted = plain(fresh());
    assert_eq!(World::with(vec![parent(&unlisted.0)]).verdict().of_column().content, ContentState::Unknown);
}

#[test]
fn what_was_not_opened_below_a_column_may_be_newer() {
    let child = but(column("部门预算", Vec::new()), |column, mapping| {
        column.standing = Standing::Linked;
        mapping.decision = Decision::None;
    });
    let parent = but(column("预决算公开", vec![item("决算", Some(date(2018, 1, 1)))]), |column, _| {
        column.children = vec![child.0.url.clone()];
    });
    let verdict = World::with(vec![parent, child]).verdict();
    assert_eq!((verdict.of_column().freshness, verdict.answer), (FreshnessState::Unverifiable, Answer::Met));
    assert_eq!(kinds(&verdict), []);
    assert!(verdict.reasons[0].contains("“部门预算”只看到链接，未打开"), "{:?}", verdict.reasons);
}

#[test]
fn columns_that_lead_in_a_circle_end() {
    let circle = but(column("预决算公开", fresh()), |column, _| column.children = vec![column.url.clone()]);
    assert_eq!(World::with(vec![circle]).verdict().answer, Answer::Met);
}

#[test]
fn what_is_published_after_the_day_does_not_count() {
    let later = || vec![item("2021年部门预算", Some(date(2020, 10, 21)))];
    assert_eq!(World::with(vec![column("预决算公开", later())]).verdict().of_column().content, ContentState::Empty);
    let unread = but(column("预决算公开", later()), |column, _| column.pages = Some(4));
    assert_eq!(World::with(vec![unread]).verdict().of_column().content, ContentState::Unknown);
    let on_the_day = vec![item("2021年部门预算", Some(date(2020, 10, 20)))];
    assert_eq!(World::with(vec![column("预决算公开", on_the_day)]).verdict().answer, Answer::Met);
}

fn first_level(titles: &[&str]) -> World {
    let items = titles.iter().map(|title| item(title, Some(date(2020, 10, 12)))).collect();
    World::with(vec![column_for("LJ-01", "财政信息", items)])
}

#[test]
fn a_first_level_column_with_little_in_it_serves() {
    let world = first_level(&["2020年预决算公开情况", "办公楼开放日", "节日放假通知"]);
    let verdict = world.verdict();
    let met = (ColumnState::Exact, ContentState::Items, FreshnessState::Fresh, Answer::Met);
    assert_eq!(states(&verdict), met);
    assert_eq!((verdict.of_column().taken.unwrap().items, verdict.of_column().sub_column_missing), (1, false));
}

#[test]
fn a_first_level_column_with_much_in_it_owes_its_sub_columns() {
    let world = first_level(&["2020年预决算公开情况", "办公楼开放日", "节日放假通知", "停水通知"]);
    let verdict = world.verdict();
    assert_eq!((verdict.answer, verdict.of_column().sub_column_missing), (Answer::Partial, true));
    assert_eq!(kinds(&verdict), [F::SubColumnMissing]);

    let mut cut_short = first_level(&["2020年预决算公开情况", "办公楼开放日", "节日放假通知", "停水通知"]);
    cut_short.snapshot.end = CrawlEnd::BudgetEnded;
    assert_eq!((cut_short.verdict().answer, cut_short.verdict().of_column().sub_column_missing), (Answer::Met, false));

    let nothing_of_it = first_level(&["开放日", "办公楼开放日", "节日放假通知", "停水通知"]).verdict();
    assert_eq!((nothing_of_it.of_column().content, nothing_of_it.answer), (ContentState::Unknown, Answer::Partial));
}

#[test]
fn a_first_level_column_without_such_items_leaves_the_content_to_a_person() {
    let verdict = first_level(&["办公楼开放日", "节日放假通知"]).verdict();
    let unknown = (ColumnState::Exact, ContentState::Unknown, FreshnessState::Unverifiable, Answer::Unverified);
    assert_eq!(states(&verdict), unknown);
    assert_eq!(kinds(&verdict), [F::ContentUnknown]);
    assert_eq!(first_level(&[]).verdict().of_column().content, ContentState::Empty);
}

#[test]
fn a_column_of_the_second_level_counts_whatever_its_parent_is_called() {
    let mut world = first_level(&["开放日", "办公楼开放日", "节日放假通知", "停水通知"]);
    world.columns.push(but(column("预决算公开", fresh()), |column, _| {
        column.path = ["首页", "信息公开", "阳光财政", "预决算公开"].map(str::to_owned).to_vec();
    }));
    assert_eq!(world.verdict().answer, Answer::Met);
}

#[test]
fn a_candidate_comes_before_a_first_level_column_that_owes_it() {
    let mut world = first_level(&["2020年预决算公开情况", "办公楼开放日", "节日放假通知", "停水通知"]);
    world.columns.push(but(column("预算与决算管理", fresh()), |_, mapping| mapping.decision = Decision::Review));
    assert_eq!(world.verdict().of_column().column, ColumnState::Candidate);
}

#[test]
fn a_row_without_a_second_level_is_served_by_its_heading() {
    let mut world = World::with(vec![column_for("LJ-03", "减证便民行动信息", fresh())]);
    world.rows = vec![row("LJ-03-01-01", "减证便民行动信息", "")];
    assert_eq!(world.verdict().answer, Answer::Met);
}
