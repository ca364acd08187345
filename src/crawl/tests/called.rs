//! Lists that a site brings by a call: what is asked for, and what column it fills.

use super::families::aspnet;
use super::server::{Asked, Server, html, list, menu, redirect, sent_as, status};
use super::{Breaking, failure, manners, visit, visit_declared, visit_with};
use crate::crawl::{Manners, Memory, Visitor};
use crate::read::survey;
use crate::site::{Column, CrawlEnd, FailureClass, PageKind, Snapshot, Standing};

const SITE: &str = "http://www.qingshui.example/";

/// What the columns of a site turn out to be.
pub(super) fn column(snapshot: &Snapshot, name: &str) -> Column {
    let columns = survey(snapshot, None, &["信息公开".to_owned()]);
    columns.into_iter().find(|column| column.name == name).unwrap_or_else(|| panic!("no column {name}"))
}

pub(super) fn titles(column: &Column) -> Vec<&str> {
    column.items.iter().map(|entry| entry.item.title.as_str()).collect()
}

/// A site with the menu that all of these sites have; its list stands at `/xxgk/czxx/` and what `answer` gives beside it.
pub(super) async fn site(answer: impl Fn(&Asked) -> axum::response::Response + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        "/" => html(menu(&[("/xxgk/", "政府信息公开"), ("/xwzx/", "新闻中心")])),
        "/xxgk/" => html(menu(&[("/xxgk/czxx/", "财政信息"), ("/", "首页")])),
        "/xwzx/" => html(list("新闻中心", &[("/xwzx/1.html", "清水县召开会议", "2020-09-01")], None)),
        _ => answer(asked),
    })
    .await
}

/// A column page whose list a script brings.
pub(super) fn called_for(script: &str) -> String {
    list("财政信息", &[], None)
        .replace("<ul class=\"list\">\n</ul>", "<ul class=\"list\" id=\"rows\"></ul>")
        .replace("</body>", &format!("<script>{script}</script></body>"))
}

/// A search that is posted and draws what comes.
const SEARCH: &str = "$.ajax({type: 'post', url: '/module/xxgk/search.jsp', data: {divid: 'div1', infotypeId: 'A0203', \
     area: '1100', currpage: '1'}, success: function (rows) { $('#rows').html(rows); }});";

/// Rows as the search gives them.
fn rows(entries: &[(u32, &str, &str)], pages: u32) -> String {
    let rows: String = entries
        .iter()
        .map(|(id, title, day)| {
            format!("<tr class='tr_main_value_odd'><td><a href='/art/2020/9/1/art_1_{id}.html' title='{title}'>{title}</a></td><td>{day}</td></tr>")
        })
        .collect();
    format!(
        "<table>{rows}</table><div>第1页/共{pages}页 <a href='javascript:void(0)' onclick=\"funGoPage('/module/xxgk/search.jsp?x=1',{pages})\">尾页</a></div>"
    )
}

fn rows_of(page: u32) -> String {
    let budgets = [(1, "2020年财政预算公开", "2020-09-01"), (2, "2019年财政决算公开", "2020-08-20")];
    if page == 1 { rows(&budgets, 2) } else { rows(&[(3, "2018年财政决算公开", "2019-08-20")], 2) }
}

pub(super) fn posted_value(asked: &Asked, name: &str) -> Option<String> {
    let pairs = url::form_urlencoded::parse(asked.posted.as_deref()?.as_bytes());
    pairs.into_owned().find(|(key, _)| key == name).map(|(_, value)| value)
}

async fn hanweb_search() -> Server {
    site(|asked| match asked.path.split('?').next().unwrap() {
        "/xxgk/czxx/" => html(called_for(SEARCH)),
        "/module/xxgk/search.jsp" => match posted_value(asked, "currpage").as_deref() {
            Some(page) => html(rows_of(page.parse().unwrap())),
            None => status(404),
        },
        _ => status(404),
    })
    .await
}

#[tokio::test]
async fn a_posted_search_fills_the_column_that_called_it() {
    let server = hanweb_search().await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(snapshot.end, CrawlEnd::Complete);
    let finance = column(&snapshot, "财政信息");
    assert_eq!(finance.standing, Standing::Opened(PageKind::Column));
    assert_eq!(titles(&finance), ["2020年财政预算公开", "2019年财政决算公开", "2018年财政决算公开"]);
    assert_eq!((finance.pages_read, finance.pages), (2, Some(2)));
    let seen = finance.seen.unwrap();
    let search = "http://www.qingshui.example/module/xxgk/search.jsp";
    assert!(seen.called.iter().all(|called| called.starts_with(search) && called.ends_with("（POST）")), "{seen:?}");
    assert_eq!((seen.called.len(), seen.unread), (1, None));
    let posts = server.read(|log| log.iter().filter(|asked| asked.posted.is_some()).count());
    assert_eq!(posts, 2, "a form is sent only to what the page calls for");
    let entries = server.paths().iter().filter(|path| path.starts_with("/art/")).count();
    assert_eq!(entries, 2, "the entries of the first page are opened as in any wanted list");
}

#[tokio::test]
async fn an_answer_without_entries_makes_an_empty_column() {
    let server = site(|asked| match asked.path.as_str() {
        "/xxgk/czxx/" => html(called_for(
            "$.getJSON('/api/list?channel=12&page=1', function (d) { for (var i in d.rows) { $('#rows').append(d.rows[i].title + d.rows[i].url); } });",
        )),
        "/api/list?channel=12&page=1" => sent_as("application/json", r#"{"code": 200, "total": 0, "rows": []}"#),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let finance = column(&snapshot, "财政信息");
    assert_eq!((&finance.standing, finance.items.len()), (&Standing::Opened(PageKind::Empty), 0));
}

#[tokio::test]
async fn a_failed_call_leaves_the_content_unknown() {
    let server = site(|asked| match asked.path.split('?').next().unwrap() {
        "/xxgk/czxx/" => html(called_for(SEARCH)),
        "/module/xxgk/search.jsp" => status(404),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let finance = column(&snapshot, "财政信息");
    assert_eq!(finance.standing, Standing::Opened(PageKind::Shell), "the page itself is there");
    let unread = finance.seen.unwrap().unread.unwrap();
    assert!(unread.contains("/module/xxgk/search.jsp") && unread.contains("状态 404"), "{unread}");
}

#[tokio::test]
async fn a_list_that_comes_from_another_site_is_not_taken() {
    let server = Server::start(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("other.example", "/list.html") => html(list("财政信息", &[("/1.html", "白石县财政预算", "2020-09-01")], None)),
        (_, "/") => html(menu(&[("/xxgk/", "政府信息公开")])),
        (_, "/xxgk/") => html(menu(&[("/xxgk/czxx/", "财政信息"), ("/xxgk/rsxx/", "人事信息")])),
        (_, "/xxgk/czxx/") => html(called_for("</script><iframe src='/frame.html' width='100%'></iframe><script>")),
        (_, "/xxgk/rsxx/") => html(called_for("</script><iframe src='http://third.example/'></iframe><script>")),
        (_, "/frame.html") => redirect("http://other.example/list.html"),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let (class, detail) = failure(&snapshot, "http://www.qingshui.example/frame.html");
    assert_eq!(class, FailureClass::NotPage);
    assert!(detail.contains("http://other.example/list.html"), "{detail}");
    let finance = column(&snapshot, "财政信息");
    assert_eq!((&finance.standing, finance.items.len()), (&Standing::Opened(PageKind::Shell), 0));
    server.read(|log| assert!(!log.iter().any(|asked| asked.host == "third.example")));
}

#[tokio::test]
async fn a_form_is_not_handed_on_to_another_site() {
    let server = site(|asked| match asked.path.split('?').next().unwrap() {
        "/xxgk/czxx/" => html(called_for(SEARCH)),
        "/module/xxgk/search.jsp" => axum::response::Response::builder()
            .status(307)
            .header("location", "http://other.example/search.jsp")
            .body(axum::body::Body::empty())
            .unwrap(),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let call = snapshot.visits.iter().find(|visit| visit.posted.is_some()).expect("the search was asked for");
    assert_eq!(failure(&snapshot, &call.asked).0, FailureClass::Guard);
    server.read(|log| assert!(!log.iter().any(|asked| asked.host == "other.example")));
}

#[tokio::test]
async fn frames_that_call_each_other_end() {
    let framed = |to: &str| format!("<html><frameset cols='20%,*'><frame src='{to}'></frameset></html>");
    let server = site(move |asked| match asked.path.as_str() {
        "/xxgk/czxx/" => html(framed("/a.html")),
        "/a.html" => html(framed("/b.html")),
        "/b.html" => html(framed("/a.html")),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    assert_eq!(snapshot.end, CrawlEnd::Complete);
    assert_eq!((server.count("/a.html"), server.count("/b.html")), (1, 1));
    let finance = column(&snapshot, "财政信息");
    assert_eq!((finance.items.len(), finance.seen.unwrap().called.len()), (0, 2));
}

#[tokio::test]
async fn a_list_in_a_frame_of_a_frame_is_read() {
    let framed = |to: &str| format!("<html><frameset cols='20%,*'><frame src='{to}'></frameset></html>");
    let server = site(move |asked| match asked.path.as_str() {
        "/xxgk/czxx/" => html(framed("/outer.html")),
        "/outer.html" => html(framed("/inner.html")),
        "/inner.html" => html(list(
            "信息列表",
            &[("/1.html", "2020年财政预算公开", "2020-09-01"), ("/2.html", "2019年财政决算公开", "2020-08-20")],
            Some("/inner_2.html"),
        )),
        "/inner_2.html" => html(list("信息列表", &[("/3.html", "2018年财政决算公开", "2019-08-20")], None)),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let finance = column(&snapshot, "财政信息");
    assert_eq!(titles(&finance), ["2020年财政预算公开", "2019年财政决算公开", "2018年财政决算公开"]);
    assert_eq!(finance.pages_read, 2, "the frames around the list are no pages of it");
}

#[tokio::test]
async fn a_stop_between_a_page_and_its_call_is_taken_up_there() {
    for server in [hanweb_search().await, aspnet().await] {
        let archive = Memory::default();
        let mut runs = 0;
        let snapshot = loop {
            runs += 1;
            let visitor = Visitor::new(manners(&server)).unwrap();
            match visit_declared(&visitor, SITE, &[], &Breaking::after(1, &archive)).await {
                Ok(snapshot) => break snapshot,
                Err(_) => assert!(runs < 50),
            }
        };
        let offline = visit_with(&Visitor::offline(manners(&server)), SITE, &archive).await;
        assert_eq!(offline, snapshot);
        // What a killed run had asked for and not kept is asked for again, nothing else.
        let kept = snapshot.visits.len() + 1;
        assert_eq!(server.total(), 2 * kept - 1, "{:?}", server.paths());
        assert!(runs > 6);
    }
}

#[tokio::test]
async fn a_call_counts_and_one_that_the_budget_leaves_out_leaves_the_tree_open() {
    let server = hanweb_search().await;
    // robots.txt, /, /xxgk/, /xxgk/czxx/
    let snapshot = visit(Manners { budget: 4, ..manners(&server) }, SITE).await;
    assert_eq!(snapshot.end, CrawlEnd::BudgetEnded);
    let finance = column(&snapshot, "财政信息");
    assert_eq!(finance.standing, Standing::Opened(PageKind::Shell));
}

#[tokio::test]
async fn robots_rule_over_calls() {
    let server = site(|asked| match asked.path.split('?').next().unwrap() {
        "/robots.txt" => sent_as("text/plain", "User-agent: *\nDisallow: /module/\n"),
        "/xxgk/czxx/" => html(called_for(SEARCH)),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let unread = column(&snapshot, "财政信息").seen.unwrap().unread.unwrap();
    assert!(unread.contains("robots.txt"), "{unread}");
    assert_eq!(server.read(|log| log.iter().filter(|asked| asked.posted.is_some()).count()), 0);
}

#[tokio::test]
async fn columns_that_call_for_the_same_list_both_show_it() {
    let server = Server::start(|asked| match asked.path.split('?').next().unwrap() {
        "/" => html(menu(&[("/xxgk/", "政府信息公开")])),
        "/xxgk/" => html(menu(&[("/xxgk/czxx/", "财政信息"), ("/xxgk/yjs/", "财政预决算")])),
        "/xxgk/czxx/" => html(called_for(SEARCH)),
        "/xxgk/yjs/" => html(called_for(SEARCH).replace("财政信息", "财政预决算")),
        "/module/xxgk/search.jsp" => {
            html(rows_of(posted_value(asked, "currpage").and_then(|page| page.parse().ok()).unwrap()))
        }
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    for name in ["财政信息", "财政预决算"] {
        let column = column(&snapshot, name);
        assert_eq!((column.items.len(), column.pages_read), (3, 2), "{name}");
    }
    assert_eq!(server.read(|log| log.iter().filter(|asked| asked.posted.is_some()).count()), 2);
}
