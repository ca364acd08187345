//! Two looks at one site.

use jiff::civil::date;

use super::build::{SITE, World, column, column_for, failure, fresh, item, kinds, now, other, row, states, visit};
use crate::judge::{
    Answer, BothLooks, Cause, ColumnState, ContentState, FindingKind, FirstLook, FreshnessState, Verdict, doubted,
};
use crate::mapping::Mapping;
use crate::site::{Column, ColumnItem, CrawlEnd, FailureClass, Outcome, PageKind, Purpose, Standing, Via, Visit};

fn settled(first: &World, second: &World, seen_again: usize) -> Vec<Verdict> {
    let looks = BothLooks {
        unit: &first.unit,
        indicators: &first.rows.iter().collect::<Vec<_>>(),
        first_end: first.snapshot.end,
        second_end: second.snapshot.end,
        seen_again,
        as_of: first.as_of,
    };
    looks.settled(first.judge(), second.judge())
}

fn one(first: &World, second: &World, seen_again: usize) -> Verdict {
    let [verdict] = <[Verdict; 1]>::try_from(settled(first, second, seen_again)).unwrap();
    verdict
}

fn nothing() -> World {
    World::with(vec![other("工作动态")])
}

fn found() -> World {
    World::with(vec![column("预决算公开", fresh())])
}

fn closed() -> World {
    let (column, mapping) = column("预决算公开", Vec::new());
    let standing = Standing::Failed(failure(FailureClass::Timeout, None));
    World::with(vec![(Column { standing, seen: None, ..column }, mapping)])
}

fn down() -> World {
    let mut world = World::with(Vec::new());
    world.snapshot.end = CrawlEnd::Failed;
    world.snapshot.visits[0].outcome = Outcome::Failed(failure(FailureClass::Refused, None));
    world
}

const MISSING: (ColumnState, ContentState, FreshnessState, Answer) =
    (ColumnState::Missing, ContentState::Empty, FreshnessState::Unverifiable, Answer::Unmet);

#[test]
fn what_came_at_last_counts_and_both_looks_are_told() {
    for first in [nothing(), closed()] {
        let verdict = one(&first, &found(), 2);
        assert_eq!(verdict.as_column().unwrap().column, ColumnState::Exact);
        assert!(kinds(&verdict).contains(&FindingKind::Unstable));
        let unstable = verdict.unstable.clone().unwrap();
        assert_eq!((unstable.counted, unstable.first.answer), (2, first.verdict().answer));
        assert_eq!((unstable.second.answer, &unstable.second.state), (verdict.answer, &verdict.state));
    }
}

#[test]
fn a_column_that_only_the_first_look_saw_is_not_missing() {
    for second in [nothing(), closed()] {
        let verdict = one(&found(), &second, 2);
        assert_eq!(states(&verdict), states(&found().verdict()));
        assert_eq!(verdict.unstable.map(|unstable| unstable.counted), Some(1));
        let told = verdict.findings.iter().find(|finding| finding.kind == FindingKind::Unstable).unwrap();
        assert!(told.description.contains("“预决算公开”两次查看结果不一致：第一次"), "{}", told.description);
        assert!(told.description.ends_with("以第一次为准"), "{}", told.description);
    }
}

#[test]
fn a_look_that_could_not_see_enough_takes_a_missing_column_back() {
    let mut second = nothing();
    second.snapshot.end = CrawlEnd::BudgetEnded;
    let verdict = one(&nothing(), &second, 2);
    assert_eq!((verdict.answer, verdict.cause), (Answer::Unverified, Some(Cause::Budget)));
    assert!(verdict.unstable.is_some());
}

#[test]
fn a_column_that_is_missing_twice_is_confirmed() {
    let verdict = one(&nothing(), &nothing(), 3);
    assert_eq!((states(&verdict), verdict.unstable), (MISSING, None));
    assert!(verdict.reasons.last().unwrap().contains("3个网页，仍未见该栏目"), "{:?}", verdict.reasons);
    let unseen = one(&nothing(), &nothing(), 0);
    assert_eq!(unseen.reasons, nothing().verdict().reasons, "no page came again: nothing is claimed");
}

#[test]
fn another_number_of_entries_is_no_other_result() {
    let mut more = fresh();
    more.extend(fresh());
    let verdict = one(&found(), &World::with(vec![column("预决算公开", more)]), 0);
    assert_eq!(verdict.unstable, None);
}

#[test]
fn rows_of_one_column_and_a_site_that_opened_late_are_told_once() {
    let with_rows = |world: World, codes: [&str; 2]| World {
        rows: codes.map(|code| row(code, "财政信息", "预决算公开")).to_vec(),
        ..world
    };
    let told = |verdicts: &[Verdict]| {
        let all = verdicts.iter().flat_map(|verdict| &verdict.findings);
        all.filter(|finding| finding.kind == FindingKind::Unstable).count()
    };
    let same = ["LJ-01-01-01", "LJ-01-01-02"];
    let verdicts = settled(&with_rows(nothing(), same), &with_rows(found(), same), 1);
    assert!(verdicts.iter().all(|verdict| verdict.unstable.is_some()));
    assert_eq!(told(&verdicts), 1);

    let two = ["LJ-01-01-01", "LJ-01-02-01"];
    assert_eq!(
        told(&settled(&with_rows(nothing(), two), &with_rows(found(), two), 1)),
        1,
        "the other is missing twice"
    );
    let opened = settled(&with_rows(down(), two), &with_rows(found(), two), 0);
    assert!(opened.iter().all(|verdict| verdict.unstable.is_some()));
    assert_eq!(told(&opened), 1);
}

#[test]
fn what_is_open_says_why_in_a_word() {
    assert_eq!(down().verdict().cause, Some(Cause::Failure(FailureClass::Refused)));
    assert_eq!(closed().verdict().cause, Some(Cause::Failure(FailureClass::Timeout)));
    assert_eq!(nothing().verdict().cause, None, "it is missing, not open");
    let words = |cause: Cause| serde_json::to_string(&cause).unwrap();
    assert_eq!(
        (words(Cause::DeadLink), words(Cause::Failure(FailureClass::TooLarge))),
        ("\"dead_link\"".to_owned(), "\"too_large\"".to_owned())
    );
}

fn pages(world: &World, columns: &[(Column, Mapping)]) -> Vec<String> {
    let verdicts = world.judge();
    let addresses = doubted(&FirstLook {
        unit: &world.unit,
        indicators: &world.rows.iter().collect::<Vec<_>>(),
        sections: &["信息公开".to_owned()],
        snapshot: &world.snapshot,
        columns,
        verdicts: &verdicts,
    });
    addresses.iter().map(|address| address.strip_prefix(SITE).unwrap().to_owned()).collect()
}

/// A site with a section, a heading, a map, a column of another matter, and a page that did not come.
fn town() -> World {
    let linked = |path: &str, text: &str| {
        let via = Via { from: SITE.to_owned(), text: text.to_owned(), path: Vec::new() };
        let visit = visit(&format!("{SITE}{path}"), Purpose::Column, PageKind::Column);
        Visit { via: Some(via), ..visit }
    };
    let mut world = World::with(vec![other("工作动态"), column_for("LJ-01", "财政信息", Vec::new())]);
    world.catalogue.headings_serve = false;
    let mut gone = linked("gone/", "政府信息公开年报");
    gone.outcome = Outcome::Failed(failure(FailureClass::HttpStatus, Some(404)));
    world.snapshot.visits.extend([
        linked("工作动态/", "工作动态"),
        linked("xxgk/", "政府信息公开"),
        gone,
        linked("财政信息/", "财政信息"),
        linked("map.html", "网站地图"),
    ]);
    world
}

#[test]
fn the_pages_on_which_a_missing_column_would_hang_are_asked_for_again() {
    let world = town();
    assert_eq!(states(&world.verdict()), MISSING);
    assert_eq!(pages(&world, &world.columns), ["", "xxgk/", "map.html", "财政信息/"]);
    let found = found();
    assert_eq!(pages(&found, &found.columns), [""; 0], "nothing is missing");
}

/// A column with these entries, its page, a further page and an entry; the site said of all that they are unchanged.
fn on_its_word(entries: Vec<ColumnItem>) -> World {
    let mut world = World::with(vec![column("预决算公开", entries)]);
    let page = world.columns[0].0.url.clone();
    let list = Via { from: page.clone(), text: "下一页".to_owned(), path: Vec::new() };
    let part =
        |path: &str, purpose, kind| Visit { via: Some(list.clone()), ..visit(&format!("{SITE}{path}"), purpose, kind) };
    world.snapshot.visits.extend([
        visit(&page, Purpose::Column, PageKind::Column),
        part("index_1.html", Purpose::Pager, PageKind::Column),
        part("1.html", Purpose::Item, PageKind::Article),
        visit(&format!("{SITE}工作动态/"), Purpose::Column, PageKind::Column),
    ]);
    for visit in &mut world.snapshot.visits {
        if let Outcome::Page { page, .. } = &mut visit.outcome {
            page.unchanged_since = Some(now());
        }
    }
    world
}

#[test]
fn no_fault_rests_on_the_sites_word_that_a_page_is_unchanged() {
    let stale = on_its_word(vec![item("2017年部门预算", Some(date(2017, 2, 1)))]);
    let column = stale.columns[0].0.url.strip_prefix(SITE).unwrap().to_owned();
    assert_eq!(pages(&stale, &stale.columns), [column.as_str(), "index_1.html", "1.html"]);
    let good = on_its_word(fresh());
    assert_eq!(pages(&good, &good.columns), [""; 0], "nothing is held against the site");
    let mut seen = stale;
    for visit in &mut seen.snapshot.visits {
        if let Outcome::Page { page, .. } = &mut visit.outcome {
            page.unchanged_since = None;
        }
    }
    assert_eq!(pages(&seen, &seen.columns), [""; 0], "they came whole");
}
