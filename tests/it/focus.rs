//! A visit asks for few pages and judges like one that asks for all of them: the short form of `cargo bench --bench crawl`.

#[path = "../../benches/crawl/measure.rs"]
mod measure;
#[path = "../../benches/crawl/portal/mod.rs"]
mod portal;

use self::measure::{EXHAUSTIVE, Visit, differences, evaluate, measure, visit};
use self::portal::{Plan, Portal, Season};
use crate::support::mirror::Mirror;
use crate::support::{corpus, lanmu};

/// Sites of the corpus and their units, with the day on which they were saved.
const SAVED: [(&str, [&str; 3], &str); 3] = [
    ("www.zhecheng.gov.cn", ["柘城县人民政府", "http://www.zhecheng.gov.cn/", "县区"], "2018-07-27"),
    ("rsj.gzdaozhen.gov.cn", ["道真县人力资源和社会保障局", "http://rsj.gzdaozhen.gov.cn/", "部门"], "2018-06-30"),
    ("www.qb.gd.gov.cn", ["广东省人民政府侨务办公室", "http://www.qb.gd.gov.cn/", "部门"], "2018-06-30"),
];

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

/// Pages of the usual size: of most an exhaustive visit takes no more than the links.
#[test]
fn an_exhaustive_visit_sees_every_page_and_judges_as_the_usual_one() {
    let portal = Portal::serve(Plan { for_all: true, ..Plan::new(300, Season::First) }).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let visit = |name: &str, options: &[&str]| visit(&portal, Season::First, &folder.path().join(name), options);
    let (usual, exhaustive) = (visit("usual", &[]).unwrap(), visit("exhaustive", EXHAUSTIVE).unwrap());
    let differences = differences("first visit", &usual, &exhaustive);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    // The calendar is none of its pages; robots.txt and sitemap.xml come besides.
    let pages = Plan::new(300, Season::First).pages() as u64;
    assert!((pages..pages + 5).contains(&exhaustive.requests), "{} requests, {pages} pages", exhaustive.requests);
}

/// The made-up town, whose sites stay as they are: nothing but the requests changes.
#[test]
fn a_second_run_of_the_town_judges_as_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let run = |out: &str| {
        let output = lanmu().current_dir(folder.path()).args(["demo", "--out", out]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        Visit::of(&folder.path().join(out).join("result.json")).unwrap()
    };
    let (first, second) = (run("first"), run("second"));
    let differences = differences("second run", &second, &first);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(second.requests * 3 <= first.requests * 2, "{} after {} requests", second.requests, first.requests);
}

/// Links to pages that were not saved lead nowhere.
#[test]
fn saved_sites_are_judged_as_by_exhaustive_visits() {
    let Some(corpus) = corpus() else { return };
    for (host, unit, day) in SAVED {
        let mirror = Mirror::serve(&corpus, host);
        let connect = format!("{host}:80:{}:{}", mirror.address.ip(), mirror.address.port());
        let folder = tempfile::tempdir().unwrap();
        let usual = evaluate(unit, day, &connect, &folder.path().join("usual"), &[]).unwrap();
        let exhaustive = evaluate(unit, day, &connect, &folder.path().join("exhaustive"), EXHAUSTIVE).unwrap();
        eprintln!("{host}: {} of {} requests", usual.requests, exhaustive.requests);
        let differences = differences(host, &usual, &exhaustive);
        assert!(differences.is_empty(), "{}", differences.join("\n"));
        assert!(usual.requests < exhaustive.requests, "{host}: {} requests", usual.requests);
    }
}
