//! gkmlpt, channel codes, and lists of no known family that a script draws from JSON.

use jiff::civil::date;

use super::{calls, column, entries, going_on};
use crate::read::tests::made_up::read;
use crate::site::{DateSource, LinkRole, PageKind};

#[test]
fn gkmlpt_embeds_its_tree() {
    let page = column(
        "/qhjy/gkmlpt/index",
        r##"<script>window._CONFIG = {"SITE_ID": 3, SID: '755001', TREE: [
            {"id":10,"name":"机构概况","children":[{"id":11,"name":"机构职能","children":[]}]},
            {"id":20,"name":"财政预决算"}], LANG: 'zh'};</script>"##,
    );
    let tree: Vec<(&str, &str, Vec<String>)> = page
        .links
        .iter()
        .filter(|link| link.url.contains("/api/all/"))
        .map(|link| (link.text.as_str(), super::behind_host(&link.url), link.path.clone()))
        .collect();
    assert_eq!(
        tree,
        [
            ("机构概况", "/qhjy/gkmlpt/api/all/10?page=1&sid=755001", vec![]),
            ("机构职能", "/qhjy/gkmlpt/api/all/11?page=1&sid=755001", vec!["机构概况".to_owned()]),
            ("财政预决算", "/qhjy/gkmlpt/api/all/20?page=1&sid=755001", vec![]),
        ]
    );
    assert!(page.links.iter().any(|link| link.text == "机构职能" && link.role == LinkRole::Column));
}

#[test]
fn gkmlpt_lists_are_json() {
    let body = r##"{"total":130,"articles":[
        {"id":1,"title":"青禾县教育局2020年预算","url":"http://www.qinghe.example/gkmlpt/content/0/508/post_508890.html","display_publish_time":"2020-09-09 00:00:00","created_at":"2020-09-01 10:00:00"},
        {"id":2,"title":"青禾县教育局职能","post_url":"/gkmlpt/content/0/507/post_507000.html","create_time":1599580800},
        {"id":3,"title":""}]}"##;
    let page = read("/gkmlpt/api/all/20?page=1&sid=755001", body);
    assert_eq!(page.kind, PageKind::Column);
    assert_eq!(
        entries(&page),
        [
            ("青禾县教育局2020年预算", "/gkmlpt/content/0/508/post_508890.html", Some(date(2020, 9, 9))),
            ("青禾县教育局职能", "/gkmlpt/content/0/507/post_507000.html", Some(date(2020, 9, 9))),
        ]
    );
    assert_eq!(page.items[0].date_source, Some(DateSource::Cms));
    assert_eq!(going_on(&page), (Some(2), Some("/gkmlpt/api/all/20?page=2&sid=755001"), &[][..]));
    let last = read("/gkmlpt/api/all/20?page=2&sid=755001", body);
    assert_eq!(going_on(&last), (Some(2), None, &[][..]));
    let none = read("/gkmlpt/api/all/21?page=1&sid=755001", r##"{"total":0,"articles":[]}"##);
    assert_eq!((none.kind, none.items.len()), (PageKind::Empty, 0));
}

#[test]
fn a_channel_is_searched_by_its_code() {
    let page = column(
        "/site/c112289c/list.shtml",
        r##"<div class="list" id="list"></div><script>
        var channelId = "a1a078ee0bc54721ab6b148884c784a8";
        function show(n) {
            $.ajax({ url: "/common/search/" + channelId + "?_isAgg=false&_pageSize=20&_template=index&page=" + n,
                type: "GET", dataType: "html", success: function (html) { $("#list").html(html); } });
        }
        show(1);</script>"##,
    );
    let search = "/common/search/a1a078ee0bc54721ab6b148884c784a8?_isAgg=false&_pageSize=20&_template=index&page=1";
    assert_eq!(calls(&page), [(search, String::new())]);

    let json = r##"{"code":200,"data":{"total":41,"page":1,"rows":20,"results":[
        {"title":"关于<em>防汛</em>工作的通知","url":"/qhx/c100275/202404/0b5a2c7d9e1f4a6b8c0d1e2f3a4b5c6d.shtml","publishedTimeStr":"2024-04-18 10:20:30"},
        {"title":"2024年度部门预算","url":"/qhx/c100275/202404/12345678901234567890123456789012.shtml"}]}}"##;
    let answer = read(search, json);
    assert_eq!(answer.kind, PageKind::Column);
    assert_eq!(
        entries(&answer),
        [
            (
                "关于防汛工作的通知",
                "/qhx/c100275/202404/0b5a2c7d9e1f4a6b8c0d1e2f3a4b5c6d.shtml",
                Some(date(2024, 4, 18))
            ),
            // The address tells the month only.
            ("2024年度部门预算", "/qhx/c100275/202404/12345678901234567890123456789012.shtml", None),
        ]
    );
    let next = search.replace("page=1", "page=2");
    assert_eq!(going_on(&answer), (Some(3), Some(next.as_str()), &[][..]));

    let html = "<ul><li><a href='/qhx/c100275/202404/0b5a2c7d9e1f4a6b8c0d1e2f3a4b5c6d.shtml'>关于防汛工作的通知</a><span>2024-04-18</span></li></ul><div class='page'>共3页 <a href='javascript:void(0)' onclick='show(2)'>下一页</a></div>";
    let answer = read(search, html);
    assert_eq!((answer.kind, answer.items.len()), (PageKind::Column, 1));
    assert_eq!(going_on(&answer), (Some(3), Some(next.as_str()), &[][..]));
}

#[test]
fn a_month_in_an_address_is_no_day() {
    let page = column(
        "/site/c112289c/xxgk_list.shtml",
        "<ul class='list'><li><a href='/site/c112289c/202602/c01_1108994.shtml'>青禾县2026年春季防火工作安排</a></li>
        <li><a href='/site/c112289c/202601/c01_1108990.shtml'>青禾县2026年重点项目名单公布</a></li>
        <li><a href='/site/c112289c/202512/c01_1108980.shtml'>青禾县2025年第四季度政务公开情况</a></li></ul>",
    );
    assert_eq!((page.kind, page.items.len()), (PageKind::Column, 3));
    assert!(page.items.iter().all(|item| item.date.is_none()), "{:?}", page.items);
}

#[test]
fn a_script_that_draws_titles_and_addresses_brings_the_list() {
    let page = column(
        "/zwgk/tzgg/",
        r##"<ul class="news_list"></ul><script>
        $.getJSON("/intertidwebapp/govChanInfo/getDocuments?Index=1&chanId=25", function (d) {
            $.each(d.list, function (i, n) { $(".news_list").append("<li><a href='" + n.url + "'>" + n.title + "</a></li>"); });
        });</script>"##,
    );
    let address = "/intertidwebapp/govChanInfo/getDocuments?Index=1&chanId=25";
    assert_eq!(calls(&page), [(address, String::new())]);
    let answer = read(
        address,
        r##"{"totalPage":3,"list":[{"title":"关于国庆节放假的公告","url":"/zwgk/tzgg/1.html","pubDate":"2020-09-28"}]}"##,
    );
    assert_eq!(entries(&answer), [("关于国庆节放假的公告", "/zwgk/tzgg/1.html", Some(date(2020, 9, 28)))]);
    let next = "/intertidwebapp/govChanInfo/getDocuments?Index=2&chanId=25";
    assert_eq!(going_on(&answer), (Some(3), Some(next), &[][..]));

    let posted = column(
        "/zwgk/tzgg/",
        r##"<ul class="news_list"></ul><script>var chan = 25;
        $.ajax({type: 'POST', url: '/api/docs', data: {chanId: chan, pageNo: page, t: Math.random()}, success: function (d) {
            d.rows.forEach(function (n) { $('.news_list').append('<a href="' + n.link + '">' + n.title + '</a>'); }); } });</script>"##,
    );
    assert_eq!(calls(&posted), [("/api/docs", "chanId=25&pageNo=1".to_owned())]);
}

#[test]
fn every_way_to_ask() {
    let draw = "function (d) { d.rows.forEach(function (n) { $('.news_list').append(n.title + n.url); }); }";
    for (script, address, form) in [
        ("jQuery.get('/api/docs', {chan: 25, page: 1}, DRAW, 'json');", "/api/docs?chan=25&page=1", ""),
        ("$.ajax({url: base + 'docs', data: 'chan=25', success: DRAW}); var base = '/api/';", "/api/docs?chan=25", ""),
        (
            "$.ajax({'url': \"/api/docs\", \"method\": 'post', 'data': {chan: '25', /* 20 */ rows: 20}, success: DRAW});",
            "/api/docs",
            "chan=25&rows=20",
        ),
        (
            "fetch('/api/docs', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'}, body: 'chan=25'}).then(DRAW);",
            "/api/docs",
            "chan=25",
        ),
        ("fetch('/api/docs?chan=' + encodeURIComponent('25')).then(DRAW);", "/api/docs?chan=25", ""),
        ("axios.get('/api/docs', {params: {chan: 25}}).then(DRAW);", "/api/docs?chan=25", ""),
        ("axios({method: 'get', url: './docs?chan=25'}).then(DRAW)", "/zwgk/tzgg/docs?chan=25", ""),
    ] {
        let script = script.replace("DRAW", draw);
        let page = column("/zwgk/tzgg/", &format!("<ul class='news_list'></ul><script>{script}</script>"));
        assert_eq!(calls(&page), [(address, form.to_owned())], "{script}");
    }
    let template = column(
        "/zwgk/tzgg/",
        "<div id='app'><ul><li v-for='n in rows'><a :href='n.url'>{{ n.title }}</a></li></ul></div><script>new Vue({el: '#app', data: {rows: []},
        created: function () { var vm = this; axios.get('/api/docs?chan=25').then(function (r) { vm.rows = r.data.rows; }); }});</script>",
    );
    assert_eq!(calls(&template), [("/api/docs?chan=25", String::new())]);
}

#[test]
fn what_is_not_understood_stays_a_shell() {
    let list = "<ul class='news_list' id='list'></ul>";
    for script in [
        // Nothing tells that the answer is a list.
        "$.post('/api/articles', {node: 12}, function (d) { $('#list').html(d); });",
        // A field is only known when the script runs.
        "$.post('/api/articles', {node: node()}, function (d) { d.forEach(function (n) { $('#list').append(n.title + n.url); }); });",
        "$.post('/api/articles', wanted(), function (d) { d.forEach(function (n) { $('#list').append(n.title + n.url); }); }, 'json');",
        // Another site.
        "$.getJSON('http://api.linxi.example/list?node=12', function (d) { d.forEach(function (n) { $('#list').append(n.title + n.url); }); });",
        // No list of this column.
        "$.getJSON('/weather/today', function (d) { $('#list').append(d.title + d.url); });",
        // A comment.
        "// $.getJSON('/api/list', show)\n $.post(address, function (n) { $('#list').append(n.title + n.url); });",
    ] {
        let page = column("/zwgk/tzgg/", &format!("{list}<script>{script}</script>"));
        assert_eq!((page.kind, page.calls.len()), (PageKind::Shell, 0), "{script}");
    }
}

#[test]
fn a_page_that_shows_its_list_calls_for_none() {
    let page = column(
        "/zwgk/tzgg/",
        r##"<ul class="news_list"><li><a href="1.html">关于国庆节放假的公告</a><span>2020-09-28</span></li></ul><script>
        $.getJSON("/api/hot", function (d) { d.forEach(function (n) { $("#hot").append(n.title + n.url); }); });</script>"##,
    );
    assert_eq!((page.kind, page.items.len(), page.calls.len()), (PageKind::Column, 1, 0));
}

#[test]
fn answers_that_are_no_lists() {
    for (body, kind) in [
        (r##"{"code":500,"msg":"系统错误","data":[]}"##, PageKind::Other),
        (r##"{"hits":17}"##, PageKind::Other),
        (r##"{"code":0,"data":{"rows":[],"total":0}}"##, PageKind::Empty),
        (r##"callback({"total":0,"list":[]});"##, PageKind::Empty),
    ] {
        let page = read("/api/list?page=1", body);
        assert_eq!((page.kind, page.items.len()), (kind, 0), "{body}");
    }
    let jsonp = read("/api/list?page=1", r##"cb_1({"list":[{"title":"公告一","link":"/a/1.html"}]});"##);
    assert_eq!(entries(&jsonp), [("公告一", "/a/1.html", None)]);
}

#[test]
fn hostile_data_end() {
    let deep = format!("{}{}", "{\"data\":[".repeat(20_000), "1");
    assert_eq!(read("/api/list", &deep).items.len(), 0);
    let many = format!("{{\"list\":[{}{{}}]}}", "{\"title\":\"公告\",\"url\":\"/a\"},".repeat(20_000));
    assert!(read("/api/list", &many).items.len() <= 2_000);
    let sums = (0..200).map(|at| format!("var v{at:03} = v{:03} + v{:03};", at + 1, at + 1)).collect::<String>();
    let page = column("/zwgk/", &format!("<script>{sums} $.post(v000, {{a: v001}})</script>"));
    assert!(page.calls.is_empty());
    let many = (0..60).map(|at| format!("$.get('/common/search/c{at:06}?_template=index', f);")).collect::<String>();
    assert_eq!(column("/zwgk/", &format!("<script>{many}</script>")).calls.len(), 4);
    let fields = (0..50).map(|at| format!("f{at}: 1,")).collect::<String>();
    let form = format!("<script>$.post('/module/xxgk/search.jsp', {{infotypeId: 'A1', {fields}}})</script>");
    assert!(column("/zwgk/", &form).calls.is_empty());
    for broken in ["$.ajax({", "$.ajax({url:", "$.get('/a' + ", "$.post('/a', [", "fetch(`${a}`)", "$.ajax({url:'\\"] {
        assert!(column("/zwgk/", &format!("<script>{broken}</script>")).calls.is_empty(), "{broken}");
    }
}
