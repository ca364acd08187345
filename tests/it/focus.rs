//! A visit asks for few pages and judges like one that asks for all of them: the short form of `cargo bench --bench crawl`.

#[path = "../../benches/crawl/measure.rs"]
mod measure;
#[path = "../../benches/crawl/portal/mod.rs"]
mod portal;

use self::measure::{EXHAUSTIVE, differences, evaluate, measure, visit};
use self::portal::{Plan, Portal, Season};
use crate::support::corpus;
use crate::support::mirror::Mirror;

/// A site of the corpus, and the county whose portal it is.
const SAVED: &str = "www.zhecheng.gov.cn";
const COUNTY: [&str; 2] = ["柘城县人民政府", "http://www.zhecheng.gov.cn/"];

/// On a small portal the columns are nearly all there is; the share on larger ones is measured by the bench.
#[test]
fn a_visit_judges_as_an_exhaustive_one_does_and_the_next_takes_half_of_it() {
    let measured = measure(300).unwrap();
    let differences = measured.differences();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(measured.share() <= 45.0, "{}", measured.line());
    assert!(measured.of_first() <= 50.0, "{}", measured.line());
    for kind in ["exact", "alias", "misplaced", "missing", "candidate", "empty", "note", "stale", "late"] {
        assert!(measured.kinds().contains(kind), "no verdict is {kind}: {}", measured.kinds());
    }
}

#[test]
fn a_visit_takes_a_twentieth_of_a_portal_of_three_thousand_pages() {
    let plan = Plan::new(3_000, Season::First);
    let pages = plan.pages();
    let folder = tempfile::tempdir().unwrap();
    let visit = visit(&Portal::serve(plan).unwrap(), Season::First, folder.path(), &[]).unwrap();
    assert!(visit.requests * 20 <= pages as u64, "{} requests for {pages} pages", visit.requests);
}

/// A real county portal, saved on 27 July 2018: links to pages that were not saved lead nowhere.
#[test]
fn a_saved_portal_is_judged_as_by_an_exhaustive_visit() {
    let Some(corpus) = corpus() else { return };
    let mirror = Mirror::serve(&corpus, SAVED);
    let connect = format!("{SAVED}:80:{}:{}", mirror.address.ip(), mirror.address.port());
    let folder = tempfile::tempdir().unwrap();
    let usual = evaluate(COUNTY, "2018-07-27", &connect, &folder.path().join("usual"), &[]).unwrap();
    let exhaustive = evaluate(COUNTY, "2018-07-27", &connect, &folder.path().join("exhaustive"), EXHAUSTIVE).unwrap();
    eprintln!("{} of {} requests", usual.requests, exhaustive.requests);
    let differences = differences("saved portal", &usual, &exhaustive);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(usual.requests * 2 <= exhaustive.requests, "{} of {} requests", usual.requests, exhaustive.requests);
}
