//! The ways in which systems for government sites bring their lists, each by a made-up site.

use super::called::{called_for, column, posted_value, site, titles};
use super::server::{Server, html, list, menu, sent_as, status};
use super::{manners, visit};
use crate::site::{PageKind, Standing};

const SITE: &str = "http://www.qingshui.example/";

/// A page of a list whose pager posts the page's state back; only the state of the page before leads on.
fn postback(page: u32) -> String {
    let entries = [
        [("/1.html", "2020年财政预算公开", "2020-09-01"), ("/2.html", "2019年财政决算公开", "2020-08-20")],
        [("/3.html", "2018年财政预算公开", "2018-09-01"), ("/4.html", "2017年财政决算公开", "2018-08-20")],
        [("/5.html", "2016年财政预算公开", "2016-09-01"), ("/6.html", "2015年财政决算公开", "2016-08-20")],
    ];
    let state = format!("<input type=\"hidden\" name=\"__VIEWSTATE\" value=\"{}\">", state(page));
    let next = page + 1;
    let pager =
        format!("<div class='page'><a href=\"javascript:__doPostBack('AspNetPager1','{next}')\">下一页</a></div>");
    let list = list("财政信息", &entries[page as usize - 1], None);
    let pager = if page < 3 { pager } else { String::new() };
    list.replace("</body>", &format!("<form method='post' action='/xxgk/czxx/'>{state}{pager}</form></body>"))
}

/// As large as such states are.
fn state(page: u32) -> String {
    format!("/wEPDwUK{page}+={}", "MTI3".repeat(8_000))
}

pub(super) async fn aspnet() -> Server {
    site(|asked| match (asked.path.as_str(), posted_value(asked, "__EVENTARGUMENT")) {
        ("/xxgk/czxx/", None) => html(postback(1)),
        ("/xxgk/czxx/", Some(argument)) => {
            let page: u32 = argument.parse().unwrap();
            let before = posted_value(asked, "__VIEWSTATE").filter(|given| *given == state(page - 1));
            before.map_or_else(|| status(500), |_| html(postback(page)))
        }
        _ => status(404),
    })
    .await
}

#[tokio::test]
async fn pages_that_are_posted_back_go_on_from_the_state_of_the_page_before() {
    let server = aspnet().await;
    let snapshot = visit(manners(&server), SITE).await;
    let finance = column(&snapshot, "财政信息");
    assert_eq!(finance.pages_read, 3);
    assert_eq!(finance.items.len(), 6, "one address, three requests");
    assert_eq!(finance.standing, Standing::Opened(PageKind::Column));
    let posted: Vec<_> = snapshot.visits.iter().filter_map(|visit| visit.posted.as_deref()).collect();
    assert_eq!(posted.len(), 2);
    assert_ne!(posted[0], posted[1]);
}

#[tokio::test]
async fn a_datastore_goes_on_at_its_paging_address() {
    let store = |page: u32| {
        let group = if page == 1 {
            "<nextgroup><![CDATA[<a href=\"/module/web/jpage/dataproxy.jsp?page=2&webid=1&columnid=12\"></a>]]></nextgroup>"
        } else {
            ""
        };
        format!(
            "<datastore>{group}<totalrecord>2</totalrecord><totalpage>2</totalpage><recordset><record><![CDATA[\
             <li><a href='/art/2020/9/{page}/art_12_{page}.html' title='财政预算公开之{page}'>财政…</a><span>2020-09-0{page}</span></li>\
             ]]></record></recordset></datastore>"
        )
    };
    let server = site(move |asked| match asked.path.split('?').next().unwrap() {
        "/xxgk/czxx/" => html(
            list("财政信息", &[], None)
                .replace("</body>", &format!("<script type='text/xml'>{}</script></body>", store(1))),
        ),
        "/module/web/jpage/dataproxy.jsp" => sent_as("text/xml", store(2)),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let finance = column(&snapshot, "财政信息");
    assert_eq!(titles(&finance), ["财政预算公开之2", "财政预算公开之1"]);
    assert_eq!(finance.pages_read, 2);
}

#[tokio::test]
async fn a_search_engine_answers_in_xml() {
    let xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?><RESULT><RECORDCOUNT>1</RECORDCOUNT><REC><TITLE><![CDATA[2020年财政预算公开]]></TITLE>\
        <URL><![CDATA[http://www.qingshui.example/xxgk/czxx/t1.html]]></URL><DOCRELTIME><![CDATA[2020.09.01]]></DOCRELTIME></REC></RESULT>";
    let script = "$.ajax({type: 'POST', url: '/was5/web/search', data: {channelid: '220010', page: 1, prepage: 20}, \
                  success: function (xml) { draw(xml); }});";
    let server = site(move |asked| match asked.path.split('?').next().unwrap() {
        "/xxgk/czxx/" => html(called_for(script)),
        "/was5/web/search" => sent_as("text/xml;charset=utf-8", xml),
        _ => status(404),
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let finance = column(&snapshot, "财政信息");
    assert_eq!(titles(&finance), ["2020年财政预算公开"]);
    assert_eq!(finance.items[0].published, Some("2020-09-01".parse().unwrap()));
}

#[tokio::test]
async fn a_tree_in_a_script_leads_to_lists_in_json() {
    let index = "<html><head><title>清水县政府信息公开平台</title></head><body><div id='app'></div><script>window._CONFIG = \
        {SID: '755001', TREE: [{\"id\": 20, \"name\": \"财政信息\", \"children\": []}]}</script></body></html>";
    let server = Server::start(move |asked| {
        match asked.path.as_str() {
            "/" => html(menu(&[("/gkmlpt/index", "政府信息公开")])),
            "/gkmlpt/index" => html(index),
            "/gkmlpt/api/all/20?page=1&sid=755001" => sent_as(
                "application/json",
                r#"{"total": 101, "articles": [{"id": 1, "title": "2020年财政预算公开",
                    "url": "http://www.qingshui.example/gkmlpt/content/0/508/post_508890.html", "display_publish_time": 1598918400}]}"#,
            ),
            "/gkmlpt/api/all/20?page=2&sid=755001" => sent_as(
                "application/json",
                r#"{"total": 101, "articles": [{"id": 2, "title": "2019年财政预算公开",
                    "url": "http://www.qingshui.example/gkmlpt/content/0/408/post_408890.html", "display_publish_time": 1567296000}]}"#,
            ),
            _ => status(404),
        }
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let finance = column(&snapshot, "财政信息");
    assert_eq!(titles(&finance), ["2020年财政预算公开", "2019年财政预算公开"]);
    assert_eq!((finance.pages_read, finance.pages), (2, Some(2)));
}

#[tokio::test]
async fn a_fragment_fills_the_page_of_an_organ() {
    let script = "$('#list').cmsList({url: '/site/label/8888', data: {labelName: 'publicInfoList', siteId: 100, organId: 200, catId: 300, pageIndex: 1, pageSize: 15}});";
    let fragment = |page: u32| {
        format!(
            "<ul class='xxgk_nav_list'><li><a href='/public/200/{page}.html' title='2020年财政预算公开之{page}'>2020年…</a><span>2020-09-0{page}</span></li></ul>\
             <div class='page'><a href='javascript:;'>上一页</a>第{page}页/共2页<a href='javascript:;'>下一页</a></div>"
        )
    };
    let server = site(move |asked| {
        let page = asked.path.contains("pageIndex=2");
        match asked.path.split('?').next().unwrap() {
            "/xxgk/czxx/" => html(called_for(script)),
            "/site/label/8888" if page => html(fragment(2)),
            "/site/label/8888" => html(fragment(1)),
            _ => status(404),
        }
    })
    .await;
    let snapshot = visit(manners(&server), SITE).await;
    let finance = column(&snapshot, "财政信息");
    assert_eq!(titles(&finance), ["2020年财政预算公开之2", "2020年财政预算公开之1"]);
}
