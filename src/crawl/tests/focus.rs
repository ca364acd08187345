//! No more than a verdict needs: entries, further pages, columns, and what a former visit showed.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::server::{Server, html, list, menu, sent_as, status};
use super::{CATALOGUE, Memory, Visitor, came, find, manners, unit};
use crate::catalogue::{Catalogue, Indicator};
use crate::crawl::{Errand, Former, Manners, Wanted};
use crate::judge::Windows;
use crate::score::{OfKind, Policy};
use crate::site::{CrawlEnd, Purpose, Snapshot};

const SITE: &str = "http://www.qingshui.example/";
/// The day that the visits are for.
const DAY: Date = date(2020, 9, 30);
/// 三公经费公开 and 施工有关信息: columns of which the newest entry decides the freshness.
const SPENDING: &str = "AK-01-02";
const BUILDING: &str = "AK-02-06";

/// A visit as of [`DAY`] for a unit that owes the columns of these codes; and what it shows for the next.
async fn visit_for(codes: &[&str], manners: Manners, former: Option<&Former>) -> (Snapshot, Former) {
    let catalogue = Catalogue::shipped("ankang-2020").unwrap();
    let rows: Vec<&Indicator> =
        catalogue.indicators.iter().filter(|row| codes.contains(&row.column.as_str())).collect();
    let unit = unit(SITE);
    let errand = Errand {
        unit: &unit,
        mapper: &CATALOGUE.0,
        wanted: &Wanted::of(&catalogue, &rows).judged(DAY, &windows(&catalogue)),
        sections: &["政府信息公开".to_owned()],
        remembered: &[],
        former,
        declarations: &[],
        whole_site: false,
    };
    let snapshot = Visitor::new(manners).unwrap().visit(&errand, &Memory::default(), &|_| ()).await.unwrap();
    let former = Former::of(&errand, &snapshot, &BTreeSet::new());
    (snapshot, former)
}

pub(super) fn windows(catalogue: &Catalogue) -> Windows {
    match Policy::parse(&catalogue.policy_text, "policy.toml", catalogue.kind).unwrap().of_kind {
        OfKind::Columns(policy) => policy.windows,
        _ => panic!("the catalogue is one of columns"),
    }
}

fn asked(snapshot: &Snapshot, purpose: Purpose) -> Vec<&str> {
    let of = snapshot.visits.iter().filter(|visit| visit.purpose == purpose);
    of.map(|visit| visit.asked.strip_prefix(SITE).unwrap_or(&visit.asked)).collect()
}

/// An article; `formed` where it shows when it was formed.
fn article(formed: Option<&str>) -> String {
    let formed = formed.map(|day| format!("<p>成文日期：{day}</p>")).unwrap_or_default();
    format!(
        "<html><head><title>许可公告</title><meta name=\"ArticleTitle\" content=\"施工许可公告\">\
         <meta name=\"PubDate\" content=\"2020-09-20 10:00\"></head><body><h1>施工许可公告</h1>{formed}\
         <div class=\"TRS_Editor\"><p>现将清水县住房和城乡建设局核发的施工许可予以公布，请社会各界监督，有关情况见附件。</p></div></body></html>"
    )
}

const PERMITS: [(&str, &str, &str); 4] = [
    ("/sgxx/1.html", "施工许可公告一", "2020-09-20"),
    ("/sgxx/2.html", "施工许可公告二", "2020-08-20"),
    ("/sgxx/3.html", "施工许可公告三", "2020-07-20"),
    ("/sgxx/4.html", "施工许可公告四", "2020-06-20"),
];

async fn permits(formed: Option<&str>) -> Server {
    let page = list("施工有关信息", &PERMITS, Some("/sgxx/index_1.html"));
    let mut pages = vec![("/", menu(&[("/sgxx/", "施工有关信息")])), ("/sgxx/", page)];
    pages.extend(PERMITS.map(|(address, ..)| (address, article(formed))));
    Server::of_pages(pages).await
}

#[tokio::test]
async fn the_newest_entry_tells_whether_more_are_opened() {
    let bare = permits(None).await;
    let (snapshot, _) = visit_for(&[BUILDING], manners(&bare), None).await;
    assert_eq!(asked(&snapshot, Purpose::Item), ["sgxx/1.html"]);

    let dated = permits(Some("2020年9月1日")).await;
    let (snapshot, _) = visit_for(&[BUILDING], manners(&dated), None).await;
    assert_eq!(asked(&snapshot, Purpose::Item), ["sgxx/1.html", "sgxx/2.html", "sgxx/3.html"], "lateness is judged");
}

#[tokio::test]
async fn a_list_is_read_on_only_until_something_counts() {
    let server = permits(None).await;
    let (snapshot, _) = visit_for(&[BUILDING], manners(&server), None).await;
    assert_eq!(asked(&snapshot, Purpose::Pager), [""; 0], "the newest is on the first page");

    let later = PERMITS.map(|(address, title, _)| (address, title, "2020-10-09"));
    let server = Server::of_pages(vec![
        ("/", menu(&[("/sgxx/", "施工有关信息")])),
        ("/sgxx/", list("施工有关信息", &later, Some("/sgxx/index_1.html"))),
    ])
    .await;
    let (snapshot, _) = visit_for(&[BUILDING], manners(&server), None).await;
    assert_eq!(asked(&snapshot, Purpose::Pager), ["sgxx/index_1.html"], "all of it is later than the day");
}

/// A site with a disclosure section, news, and a sub-column of the news.
fn portal(section: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let entries = [("/xxgk/sgxx/1.html", "施工许可公告", "2020-09-29")];
    vec![
        ("/", menu(&[("/xwzx/", "新闻中心"), ("/xxgk/", "政府信息公开")])),
        ("/xwzx/", menu(&[("/xwzx/bdyw/", "本地要闻")])),
        ("/xwzx/bdyw/", list("本地要闻", &[("/xwzx/bdyw/1.html", "全县经济工作会议召开", "2020-09-29")], None)),
        ("/xxgk/", menu(section)),
        ("/xxgk/sgxx/", list("施工有关信息", &entries, None)),
        ("/xxgk/sgxx/1.html", article(None)),
        ("/xxgk/ldxx/", list("领导信息", &[("/xxgk/ldxx/1.html", "县长", "2019-01-01")], None)),
        ("/xxgk/sgjf/", list("三公经费公开", &[("/xxgk/sgjf/1.html", "2020年三公经费预算", "2020-09-20")], None)),
    ]
}

const SECTION: [(&str, &str); 2] = [("/xxgk/sgxx/", "施工有关信息"), ("/xxgk/ldxx/", "领导信息")];

#[tokio::test]
async fn when_every_column_is_decided_what_stands_elsewhere_is_left_out() {
    let server = Server::of_pages(portal(&SECTION)).await;
    let (snapshot, _) = visit_for(&[BUILDING], manners(&server), None).await;
    assert_eq!(snapshot.end, CrawlEnd::Complete);
    assert!(find(&snapshot, "http://www.qingshui.example/xwzx/").is_none(), "{:?}", asked(&snapshot, Purpose::Column));
    assert_eq!(server.count("/sitemap.xml"), 0);

    let (snapshot, _) = visit_for(&[BUILDING, SPENDING], manners(&server), None).await;
    assert!(came(&snapshot, "http://www.qingshui.example/xwzx/bdyw/"), "三公经费 may stand anywhere");
    assert_eq!((snapshot.end, server.count("/sitemap.xml")), (CrawlEnd::Complete, 1));
}

#[tokio::test]
async fn what_may_serve_an_undecided_row_comes_before_what_serves_decided_ones() {
    let section = [("/xxgk/sgxx/", "施工有关信息"), ("/xxgk/sg2/", "施工有关信息"), ("/xxgk/czxx/", "财政信息")];
    let server = Server::of_pages(portal(&section)).await;
    let (snapshot, _) = visit_for(&[BUILDING, SPENDING], manners(&server), None).await;
    let columns = asked(&snapshot, Purpose::Column);
    assert_eq!(columns[..4], ["xxgk/", "xxgk/sgxx/", "xxgk/czxx/", "xxgk/sg2/"], "三公经费 may stand below 财政信息");
    let (snapshot, _) = visit_for(&[BUILDING], manners(&server), None).await;
    assert!(find(&snapshot, "http://www.qingshui.example/xxgk/sg2/").is_some(), "it is still looked at");
}

#[tokio::test]
async fn the_tags_of_a_page_say_what_its_links_are_about() {
    let page = |tag: &str, links: [(&str, &str); 2]| {
        let links = links.map(|(address, name)| format!("<li><a href=\"{address}\">{name}</a></li>")).concat();
        format!("<html><head>{tag}</head><body><div class=\"left-menu\"><ul>{links}</ul></div></body></html>")
    };
    let tag = |name: &str| format!("<meta name=\"ColumnName\" content=\"{name}\">");
    let server = Server::of_pages(vec![
        ("/", page("", [("/p1/", "一类"), ("/p2/", "二类")])),
        ("/p1/", page(&tag("旅游风光"), [("/p1/a/", "县本级"), ("/p1/b/", "乡镇级")])),
        ("/p2/", page(&tag("财政信息"), [("/p2/a/", "县本级"), ("/p2/b/", "乡镇级")])),
    ])
    .await;
    let (snapshot, _) = visit_for(&[SPENDING], manners(&server), None).await;
    assert_eq!(asked(&snapshot, Purpose::Column), ["p1/", "p2/", "p2/a/", "p2/b/", "p1/a/", "p1/b/"]);
}

#[tokio::test]
async fn a_second_visit_asks_neither_for_what_led_nowhere_nor_for_an_entry_like_one_it_knows() {
    let server = Server::of_pages(portal(&SECTION)).await;
    let (first, former) = visit_for(&[BUILDING, SPENDING], manners(&server), None).await;
    assert!(came(&first, "http://www.qingshui.example/xxgk/ldxx/"));
    let more: Vec<(&str, &str)> = SECTION.into_iter().chain([("/xxgk/sgjf/", "三公经费公开")]).collect();
    let server = Server::of_pages(portal(&more)).await;
    let (second, _) = visit_for(&[BUILDING, SPENDING], manners(&server), Some(&former)).await;
    assert_eq!(asked(&second, Purpose::Column), ["xxgk/", "xxgk/sgxx/", "xxgk/sgjf/"], "三公经费公开 is new");
    assert_eq!(asked(&second, Purpose::Item), ["xxgk/sgjf/1.html"]);
    assert_eq!(second.end, CrawlEnd::Complete);

    let renamed = Server::of_pages(portal(&[("/xxgk/ldxx/", "三公经费公开")])).await;
    let (second, _) = visit_for(&[BUILDING, SPENDING], manners(&renamed), Some(&former)).await;
    assert!(came(&second, "http://www.qingshui.example/xxgk/ldxx/"), "it is called otherwise now");

    let (_, cut) = visit_for(&[BUILDING, SPENDING], Manners { budget: 4, ..manners(&server) }, None).await;
    assert_eq!(cut, Former::default(), "a look that was not complete spares nothing");
}

#[tokio::test]
async fn a_column_to_which_no_link_leads_is_found_in_the_site_map() {
    let map = "<urlset><url><loc>http://www.qingshui.example/xxgk/sgjf/</loc></url>\
        <url><loc>http://www.qingshui.example/xxgk/sgjf/1.html</loc></url>\
        <url><loc>http://www.qingshui.example/xxgk/hygk/</loc></url>\
        <url><loc>http://other.example/sgjf/</loc></url></urlset>";
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/robots.txt" => {
            sent_as("text/plain", "User-agent: *\nDisallow: /x/\nSitemap: http://www.qingshui.example/map.xml\n")
        }
        "/map.xml" => sent_as("application/xml", map),
        path => {
            let page = portal(&SECTION).into_iter().find(|(address, _)| *address == path);
            page.map_or_else(|| status(404), |(_, page)| html(page))
        }
    })
    .await;
    let (snapshot, _) = visit_for(&[BUILDING, SPENDING], manners(&server), None).await;
    assert!(came(&snapshot, "http://www.qingshui.example/xxgk/sgjf/"));
    assert!(find(&snapshot, "http://www.qingshui.example/xxgk/hygk/").is_none(), "nobody wants 会议公开");
    assert_eq!((server.count("/map.xml"), server.count("/sitemap.xml")), (1, 0));
}

#[tokio::test]
async fn an_exhaustive_visit_asks_for_every_page_of_the_site_but_traps() {
    let mut pages = portal(&SECTION);
    pages.push((
        "/xwzx/bdyw/1.html",
        article(None).replace("</body>", "<a href=\"/gg/7.html\">公告</a><a href=\"?sort=1\">按时间排序</a></body>"),
    ));
    pages.push(("/gg/7.html", article(None)));
    let server = Server::of_pages(pages).await;
    let all = Manners { exhaustive: true, ..manners(&server) };
    let (snapshot, _) = visit_for(&[BUILDING], all, None).await;
    for path in ["xwzx/", "xwzx/bdyw/", "xwzx/bdyw/1.html", "gg/7.html", "xxgk/ldxx/1.html"] {
        assert!(find(&snapshot, &format!("{SITE}{path}")).is_some(), "{path}");
    }
    assert!(snapshot.visits.iter().all(|visit| !visit.asked.contains("sort")));
    let paths = server.paths();
    assert_eq!(paths.iter().collect::<std::collections::BTreeSet<_>>().len(), paths.len(), "{paths:?}");
}
