//! One unit: what is asked for, in which order, and how it ends.

use std::sync::Mutex;
use std::time::Duration;

use super::server::{Server, html, list, menu, redirect, status};
use super::{Breaking, CATALOGUE, came, find, manners, unit, visit, visit_declared, visit_with};
use crate::crawl::{Errand, Manners, Memory, Step, Visitor, Wanted};
use crate::site::{CrawlEnd, Purpose, Snapshot};
use crate::unit::Unit;

const SITE: &str = "http://www.qingshui.example/";

fn asked(snapshot: &Snapshot, purpose: Purpose) -> Vec<&str> {
    let of = snapshot.visits.iter().filter(|visit| visit.purpose == purpose);
    of.map(|visit| visit.asked.strip_prefix(SITE).unwrap_or(&visit.asked)).collect()
}

/// A site with a paged list, an undated list and pages that nobody needs.
async fn town() -> Server {
    Server::of_pages(vec![
        (
            "/",
            menu(&[
                ("/lyfg/", "旅游风光"),
                ("/xxgk/", "政府信息公开"),
                ("/login.jsp", "登录"),
                ("/lyfg/index.html", "旅游"),
            ]),
        ),
        ("/lyfg/", list("旅游风光", &[("/lyfg/1.html", "清水河风景", "2020-09-01")], None)),
        (
            "/xxgk/",
            menu(&[
                ("/xxgk/xzzf/", "行政执法信息"),
                ("/xxgk/czxx/", "财政信息"),
                ("http://credit.example/", "行政处罚"),
                ("/", "首页"),
            ]),
        ),
        (
            "/xxgk/czxx/",
            list(
                "财政信息",
                &[
                    ("/xxgk/czxx/t1.html", "2020年财政预算公开", "2020-03-01"),
                    ("/xxgk/czxx/t2.html", "2019年财政决算公开", "2020-08-20"),
                    ("/xxgk/czxx/t3.html", "预算执行情况报告", "2020-07-01"),
                    ("/xxgk/czxx/t4.html", "预算调整情况报告", "2020-05-01"),
                ],
                Some("/xxgk/czxx/index_1.html"),
            ),
        ),
        (
            "/xxgk/czxx/index_1.html",
            list("财政信息", &[("/xxgk/czxx/t5.html", "三公经费公开", "2019-03-01")], Some("/xxgk/czxx/index_2.html")),
        ),
        (
            "/xxgk/czxx/index_2.html",
            list("财政信息", &[("/xxgk/czxx/t6.html", "债务限额公开", "2018-03-01")], Some("/xxgk/czxx/index_3.html")),
        ),
        ("/xxgk/xzzf/", list("行政执法信息", &[], None)),
    ])
    .await
}

#[tokio::test]
async fn wanted_columns_come_first_and_every_page_once() {
    let server = town().await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(snapshot.end, CrawlEnd::Complete);
    assert_eq!(asked(&snapshot, Purpose::Column), ["xxgk/", "xxgk/xzzf/", "xxgk/czxx/", "lyfg/"]);
    let mut paths = server.paths();
    let total = paths.len();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), total, "no page twice: {paths:?}");
    assert!(!paths.iter().any(|path| path == "/login.jsp" || path == "/lyfg/1.html"), "{paths:?}");
}

#[tokio::test]
async fn a_wanted_list_is_read_up_to_its_third_page_and_its_newest_entries_are_opened() {
    let server = town().await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(asked(&snapshot, Purpose::Pager), ["xxgk/czxx/index_1.html", "xxgk/czxx/index_2.html"]);
    assert_eq!(asked(&snapshot, Purpose::Item), ["xxgk/czxx/t2.html", "xxgk/czxx/t3.html", "xxgk/czxx/t4.html"]);
}

#[tokio::test]
async fn another_platform_has_one_look_where_the_site_has_no_such_column() {
    let server = Server::start(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("www.qingshui.example", "/") => {
            html(menu(&[("/xxgk/", "政府信息公开"), ("http://credit.example/rs/", "行政执法信息")]))
        }
        ("www.qingshui.example", "/xxgk/") => html(menu(&[
            ("/xxgk/czxx/", "财政信息"),
            ("http://money.example/", "财政资金"),
            ("http://shop.example/", "购物"),
        ])),
        ("www.qingshui.example", "/xxgk/czxx/") => html(list("财政信息", &[], None)),
        ("credit.example", "/rs/") => html(menu(&[("/rs/1/", "行政处罚"), ("/rs/2/", "财政信息")])),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(asked(&snapshot, Purpose::External), ["http://credit.example/rs/"]);
    server.read(|log| {
        let paths: Vec<&str> = log.iter().filter(|a| a.host == "credit.example").map(|a| a.path.as_str()).collect();
        assert_eq!(paths, ["/robots.txt", "/rs/"], "its robots.txt is kept, and nothing beyond the one page");
        assert!(!log.iter().any(|a| a.host == "money.example" || a.host == "shop.example"));
    });
}

#[tokio::test]
async fn the_hops_of_a_home_page_are_followed() {
    let hop = |to: &str| {
        format!("<html><head><meta http-equiv=\"refresh\" content=\"0; url={to}\"></head><body></body></html>")
    };
    let server = Server::of_pages(vec![
        ("/", hop("/index.html")),
        ("/index.html", hop("/portal/")),
        ("/portal/", hop("/portal/main.html")),
        ("/portal/main.html", menu(&[("/xxgk/czxx/", "财政信息")])),
        ("/xxgk/czxx/", list("财政信息", &[], None)),
    ])
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(asked(&snapshot, Purpose::Home), ["", "index.html", "portal/", "portal/main.html"]);
    assert!(came(&snapshot, "http://www.qingshui.example/xxgk/czxx/"));

    let endless = Server::start(move |asked| html(hop(&format!("/{}x/", asked.path.trim_start_matches('/'))))).await;
    let snapshot = visit(manners(&endless), SITE).await;
    assert_eq!(asked(&snapshot, Purpose::Home).len(), 6, "five hops and no more");
}

#[tokio::test]
async fn where_the_root_fails_the_index_file_is_tried() {
    let server = Server::of_pages(vec![("/index.html", menu(&[("/czxx/", "财政信息")])), ("/czxx/", menu(&[]))]).await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(asked(&snapshot, Purpose::Home), ["", "index.html"]);
    assert!(came(&snapshot, "http://www.qingshui.example/czxx/"));
}

#[tokio::test]
async fn a_home_page_that_moved_to_another_host_is_followed() {
    let server = Server::start(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("www.qingshui.example", "/") => redirect("http://new.example/"),
        ("new.example", "/") => html(menu(&[("/czxx/", "财政信息")])),
        ("new.example", "/czxx/") => html(list("财政信息", &[], None)),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert!(came(&snapshot, "http://new.example/czxx/"));
}

#[tokio::test]
async fn a_department_keeps_to_its_path_on_the_portal() {
    let server = Server::of_pages(vec![
        ("/jyj/", menu(&[("/jyj/czxx/", "财政信息"), ("/xzzf/", "行政执法信息"), ("/", "县政府")])),
        ("/jyj/czxx/", list("财政信息", &[], None)),
        ("/xzzf/", list("行政执法信息", &[], None)),
        ("/", menu(&[("/fgw/czxx/", "财政信息")])),
    ])
    .await;
    let snapshot = visit(manners(&server), "http://www.qingshui.example/jyj/").await;
    assert!(came(&snapshot, "http://www.qingshui.example/jyj/czxx/"));
    assert!(find(&snapshot, "http://www.qingshui.example/xzzf/").is_none(), "the menu of the portal is not its own");
    assert_eq!(server.count("/fgw/czxx/"), 0);
}

#[tokio::test]
async fn a_section_given_by_its_address_is_asked_for_first() {
    let server = Server::of_pages(vec![
        ("/", menu(&[("/czxx/", "财政信息")])),
        ("/gk/list.html", menu(&[("/gk/xzzf/", "行政执法信息")])),
        ("/gk/xzzf/", list("行政执法信息", &[], None)),
        ("/czxx/", list("财政信息", &[], None)),
    ])
    .await;
    let (mapper, wanted) = &*CATALOGUE;
    let unit = Unit { section: Some("http://www.qingshui.example/gk/list.html".to_owned()), ..unit(SITE) };
    let errand = Errand {
        unit: &unit,
        mapper,
        wanted,
        sections: &[],
        remembered: &[],
        former: None,
        declarations: &[],
        whole_site: false,
    };
    let visitor = Visitor::new(manners(&server)).unwrap();
    let snapshot = visitor.visit(&errand, &Memory::default(), &|_| ()).await.unwrap();
    assert_eq!(snapshot.visits[1].asked, "http://www.qingshui.example/gk/list.html");
    assert!(came(&snapshot, "http://www.qingshui.example/gk/xzzf/"));
}

#[tokio::test]
async fn of_a_whole_site_the_first_entry_of_each_list_without_dates_is_opened() {
    let server = Server::of_pages(vec![
        ("/", menu(&[("/gzdt/", "工作动态"), ("/lyfg/", "旅游风光")])),
        ("/gzdt/", list("工作动态", &[("/gzdt/1.html", "部署防汛工作", "2020-10-01")], Some("/gzdt/index_1.html"))),
        (
            "/lyfg/",
            list(
                "旅游风光",
                &[
                    ("/lyfg/content_1.html", "清水河国家湿地公园秋季游览指引", ""),
                    ("/lyfg/content_2.html", "青龙山森林公园红叶观赏路线介绍", ""),
                    ("/lyfg/content_3.html", "古镇民俗文化旅游节活动安排预告", ""),
                ],
                None,
            ),
        ),
    ])
    .await;
    let (mapper, _) = &*CATALOGUE;
    let (unit, wanted) = (unit(SITE), Wanted::default());
    let errand = Errand {
        unit: &unit,
        mapper,
        wanted: &wanted,
        sections: &[],
        remembered: &[],
        former: None,
        declarations: &[],
        whole_site: true,
    };
    let visitor = Visitor::new(manners(&server)).unwrap();
    let snapshot = visitor.visit(&errand, &Memory::default(), &|_| ()).await.unwrap();
    assert!(came(&snapshot, "http://www.qingshui.example/gzdt/"));
    assert_eq!(asked(&snapshot, Purpose::Item), ["lyfg/content_1.html"]);
    assert_eq!(asked(&snapshot, Purpose::Pager), [""; 0]);
}

#[tokio::test]
async fn the_budget_ends_the_visit() {
    let server = town().await;
    let snapshot = visit(Manners { budget: 4, ..manners(&server) }, SITE).await;
    assert_eq!(snapshot.end, CrawlEnd::BudgetEnded);
    assert_eq!(server.total(), 4, "robots.txt counts");
}

#[tokio::test]
async fn a_site_that_fell_silent_is_not_asked_for_ever() {
    let names: Vec<(String, String)> = (0..40).map(|n| (format!("/c{n}/"), format!("财政信息{n}"))).collect();
    let links: Vec<(&str, &str)> = names.iter().map(|(path, name)| (path.as_str(), name.as_str())).collect();
    let home = menu(&links);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/" => html(home.clone()),
        "/robots.txt" => status(404),
        _ => {
            let body = futures_util::stream::pending::<Result<&'static str, std::convert::Infallible>>();
            axum::response::Response::new(axum::body::Body::from_stream(body))
        }
    })
    .await;
    let hasty = Manners { timeout: Duration::from_millis(250), retries: 0, ..manners(&server) };
    let snapshot = visit(hasty, SITE).await;
    assert_eq!(snapshot.visits.len(), 41, "every column has its failure");
    // robots.txt, the home page, eight in a row, one of them once more.
    assert_eq!(server.total(), 11);
}

#[tokio::test]
async fn a_run_taken_up_again_goes_the_same_way_and_asks_for_nothing_twice() {
    let undisturbed = visit(manners(&town().await), SITE).await;
    for left in 0..=undisturbed.visits.len() {
        let server = town().await;
        let archive = Memory::default();
        let visitor = Visitor::new(manners(&server)).unwrap();
        let killed = visit_declared(&visitor, SITE, &[], &Breaking::after(left, &archive)).await;
        assert!(killed.is_err(), "{left}");
        let snapshot = visit_with(&Visitor::new(manners(&server)).unwrap(), SITE, &archive).await;
        let ways = |snapshot: &Snapshot| snapshot.visits.iter().map(|visit| visit.asked.clone()).collect::<Vec<_>>();
        assert_eq!((ways(&snapshot), snapshot.end), (ways(&undisturbed), undisturbed.end), "{left}");
        // The page that was under way when it broke was never stored; it alone is asked for again.
        let total = server.total();
        assert_eq!(total, ways(&snapshot).len() + 2, "{left}");

        let again = visit_with(&Visitor::new(manners(&server)).unwrap(), SITE, &archive).await;
        let offline = visit_with(&Visitor::offline(manners(&server)), SITE, &archive).await;
        assert_eq!((&again, &offline), (&snapshot, &snapshot), "{left}");
        assert_eq!(server.total(), total, "what is stored is not asked for");
    }
}

#[tokio::test]
async fn a_failure_and_its_second_look_replay_alike() {
    let server = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/", _) => html(menu(&[("/czxx/", "财政信息"), ("/xzzf/", "行政执法信息")])),
        ("/czxx/", 0) | ("/xzzf/", _) => status(500),
        ("/czxx/", _) => html(list("财政信息", &[], None)),
        _ => status(404),
    })
    .await;
    let archive = Memory::default();
    let snapshot = visit_with(&Visitor::new(manners(&server)).unwrap(), SITE, &archive).await;
    let total = server.total();
    assert!(came(&snapshot, "http://www.qingshui.example/czxx/"));
    assert_eq!(visit_with(&Visitor::new(manners(&server)).unwrap(), SITE, &archive).await, snapshot);
    assert_eq!(server.total(), total);
}

#[tokio::test]
async fn what_is_not_stored_is_left_out_offline() {
    let server = town().await;
    let archive = Memory::default();
    visit_with(&Visitor::new(Manners { budget: 5, ..manners(&server) }).unwrap(), SITE, &archive).await;
    let snapshot = visit_with(&Visitor::offline(manners(&server)), SITE, &archive).await;
    assert_eq!(snapshot.end, CrawlEnd::BudgetEnded);
    assert_eq!(snapshot.visits.len(), 4);

    let nothing = visit_with(&Visitor::offline(manners(&server)), SITE, &Memory::default()).await;
    assert_eq!((nothing.end, nothing.visits.len()), (CrawlEnd::BudgetEnded, 0));
}

#[tokio::test]
async fn units_on_one_portal_share_what_was_fetched() {
    let server = town().await;
    let visitor = Visitor::new(manners(&server)).unwrap();
    let archive = Memory::default();
    let (one, two) = tokio::join!(visit_with(&visitor, SITE, &archive), visit_with(&visitor, SITE, &archive));
    assert_eq!(one, two);
    assert_eq!(server.total(), one.visits.len() + 1);
}

#[tokio::test]
async fn the_steps_tell_what_goes_on() {
    let server = town().await;
    let (mapper, wanted) = &*CATALOGUE;
    let unit = unit(SITE);
    let errand = Errand {
        unit: &unit,
        mapper,
        wanted,
        sections: &[],
        remembered: &[],
        former: None,
        declarations: &[],
        whole_site: false,
    };
    let log = Mutex::new(Vec::new());
    let note = |step: &Step<'_>| {
        log.lock().unwrap().push(match step {
            Step::Asked { url, .. } => format!("? {url}"),
            Step::Got { requests, failed, .. } => format!("= {requests} {failed:?}"),
        });
    };
    Visitor::new(manners(&server)).unwrap().visit(&errand, &Memory::default(), &note).await.unwrap();
    let log = log.into_inner().unwrap();
    assert_eq!(log[..2], ["? http://www.qingshui.example/", "= 2 None"]);
    assert_eq!(*log.last().unwrap(), format!("= {} None", server.total()));
}

#[tokio::test]
async fn pages_of_other_organs_come_last_and_are_no_part_of_the_tree() {
    let server = Server::of_pages(vec![
        (
            "/",
            menu(&[("/bm/czj/", "县财政局"), ("/bm/bsz/", "白石镇"), ("/xwzx/", "新闻中心"), ("/czxx/", "财政信息")]),
        ),
        ("/bm/czj/", menu(&[("/bm/czj/czxx/", "财政信息"), ("/bm/czj/jgzn/", "机构职能")])),
        ("/bm/czj/czxx/", list("财政信息", &[("/bm/czj/1.html", "财政预算", "2020-09-01")], Some("/bm/czj/2.html"))),
        ("/bm/bsz/", menu(&[("/bm/bsz/xzzf/", "行政执法信息")])),
        ("/xwzx/", list("新闻中心", &[], None)),
        ("/czxx/", list("财政信息", &[], None)),
    ])
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let columns = asked(&snapshot, Purpose::Column);
    assert_eq!(columns[..3], ["czxx/", "xxgk/", "xwzx/"], "{columns:?}");
    assert_eq!((columns.len(), snapshot.end), (7, CrawlEnd::Complete), "{columns:?}");
    assert!(find(&snapshot, "http://www.qingshui.example/bm/czj/jgzn/").is_none(), "nobody wants it");
    assert_eq!(snapshot.visits.len(), 8, "their lists are theirs to answer for: no entry, no further page");

    let small = visit(Manners { budget: 5, ..manners(&server) }, SITE).await;
    assert_eq!(small.end, CrawlEnd::Complete, "the tree of the unit itself was seen");
    assert_eq!(asked(&small, Purpose::Column).len(), 3);
}
