//! A catalogue in which a column named like the level above never stands for a row.

use jiff::civil::date;

use super::build::{OfColumn, World, but, column, column_for, fresh, item, kinds, note, row, states};
use crate::judge::FindingKind as F;
use crate::judge::{Answer, ColumnState, ContentState, FreshnessState};
use crate::mapping::Decision;
use crate::site::{CrawlEnd, PageKind, Standing};

fn heading(titles: &[&str]) -> World {
    let items = titles.iter().map(|title| item(title, Some(date(2020, 10, 12)))).collect();
    owing(World::with(vec![column_for("LJ-01", "财政信息", items)]))
}

fn owing(mut world: World) -> World {
    world.catalogue.headings_serve = false;
    world
}

#[test]
fn items_under_the_heading_stand_in_the_wrong_place() {
    let verdict = heading(&["2020年预决算公开情况", "办公楼开放日"]).verdict();
    let partial = (ColumnState::Exact, ContentState::Items, FreshnessState::Fresh, Answer::Partial);
    assert_eq!(states(&verdict), partial);
    assert!(verdict.of_column().sub_column_missing);
    assert_eq!(kinds(&verdict), [F::SubColumnMissing]);
    assert!(verdict.reasons[0].contains("没有开设“预决算公开”栏目"), "{:?}", verdict.reasons);
}

#[test]
fn a_heading_without_such_items_is_like_none() {
    let missing = (ColumnState::Missing, ContentState::Empty, FreshnessState::Unverifiable, Answer::Unmet);
    for world in [
        heading(&["办公楼开放日", "节日放假通知"]),
        heading(&[]),
        owing(World::with(vec![column_for("LJ-01", "财政信息", vec![note("情况说明", date(2020, 3, 1))])])),
        owing(World::with(vec![but(column_for("LJ-01", "财政收支", fresh()), |_, mapping| {
            mapping.decision = Decision::Review;
        })])),
    ] {
        let verdict = world.verdict();
        assert_eq!(states(&verdict), missing);
        assert_eq!(kinds(&verdict), [F::ColumnMissing]);
        assert!(verdict.reasons[0].contains("未设置“预决算公开”栏目"), "{:?}", verdict.reasons);
    }
}

#[test]
fn what_was_not_seen_is_never_missing() {
    let mut cut_short = heading(&["2020年预决算公开情况"]);
    cut_short.snapshot.end = CrawlEnd::BudgetEnded;
    assert_eq!((cut_short.verdict().answer, kinds(&cut_short.verdict())), (Answer::Unverified, Vec::new()));

    for kind in [PageKind::Shell, PageKind::Other] {
        let hidden = but(column_for("LJ-01", "财政信息", Vec::new()), |c, _| c.standing = Standing::Opened(kind));
        assert_eq!(owing(World::with(vec![hidden])).verdict().answer, Answer::Unverified, "{kind:?}");
    }
    let elsewhere = but(column_for("LJ-01", "财政信息", Vec::new()), |c, _| c.standing = Standing::External);
    assert_eq!(owing(World::with(vec![elsewhere])).verdict().answer, Answer::Unverified);
}

#[test]
fn a_column_of_the_row_s_own_is_met() {
    let mut world = heading(&["开放日", "节日放假通知"]);
    world.columns.push(column("预决算公开", fresh()));
    assert_eq!(world.verdict().answer, Answer::Met);
}

#[test]
fn the_disclosure_section_is_no_column_of_a_row() {
    for headings_serve in [false, true] {
        let items = vec![item("保密审查制度", Some(date(2020, 10, 12))), item("公开制度汇编", Some(date(2020, 9, 1)))];
        let mut world = World::with(vec![column_for("LJ-01", "政府信息公开", items)]);
        world.rows = vec![row("LJ-01-01-01", "政府信息公开", "公开制度")];
        world.catalogue.headings_serve = headings_serve;
        assert_eq!(world.verdict().of_column().column, ColumnState::Missing, "{headings_serve}");
    }
}
