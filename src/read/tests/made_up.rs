//! Made-up pages of a made-up county (青禾县) through the whole reader.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use proptest::prelude::*;
use url::Url;

use crate::read::{Source, page};
use crate::site::{Article, Page, PageKind};

/// Far above what a debug build on a busy machine needs, far below what a page without bounds would take.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) fn read(address: &str, html: &str) -> Page {
    let url = Url::parse(&format!("http://www.qinghe.example{address}")).unwrap();
    page(&Source { url: &url, content_type: Some("text/html"), body: html.as_bytes(), home: None })
}

/// A page in the frame of the county's portal.
pub(super) fn framed(title: &str, path: &[&str], content: &str) -> String {
    let crumbs: String = path.iter().map(|name| format!("&nbsp;&gt;&nbsp;<a href='/{name}/'>{name}</a>")).collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>
        <div class='header'><ul class='nav'><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li><li><a href='/bsfw/'>办事服务</a></li></ul></div>
        <div class='location'>当前位置：<a href='/'>首页</a>{crumbs}</div>
        <div class='main'>{content}</div>
        <div class='footer'>主办单位：青禾县人民政府办公室 版权所有 网站标识码：9900000001</div></body></html>"
    )
}

fn article_of(address: &str, html: &str) -> Article {
    let page = read(address, html);
    assert_eq!(page.kind, PageKind::Article, "{html}");
    page.article.unwrap()
}

const TEXT: &str = "<p>各乡镇人民政府，县政府各部门：为做好今年的防汛工作，现就有关事项通知如下。各单位要落实责任，备足物资，加强值守。</p>";

#[test]
fn what_an_article_shows_is_known_beside_its_tag() {
    let tagged = |tag: &str, byline: &str| {
        let html =
            framed("防汛通知-青禾县人民政府", &["通知公告"], &format!("<h1>防汛通知</h1><div>{byline}</div>{TEXT}"));
        let tag = format!("<head><meta name='ArticleTitle' content='防汛通知'><meta name='PubDate' content='{tag}'>");
        let article = article_of("/tzgg/202005/1.html", &html.replace("<head>", &tag));
        (article.published, article.shown, article.updated)
    };
    let (may, june) = (Some(date(2020, 5, 12)), Some(date(2020, 6, 1)));
    assert_eq!(tagged("2020-06-01", "发布时间：2020-05-12"), (june, may, None));
    assert_eq!(tagged("2020-06-01", "发布时间：2020-05-12　更新日期：2020-06-01"), (june, may, june));
    assert_eq!(
        tagged("2020-06-01", "2020-06-01</div><div>县水利局 发布日期：2020-05-12"),
        (june, june, None),
        "both are shown"
    );
    assert_eq!(tagged("", "发布时间：2020-05-12"), (may, may, None));
    assert_eq!(tagged("2020-06-01", "来源：县水利局"), (june, None, None));
}

#[test]
fn tags_come_before_what_the_page_shows() {
    let html = "<html><head><META NAME='sitename' CONTENT='青禾县人民政府'><meta name='SiteDomain' content='www.qinghe.example'>
        <meta name='SiteIDCode' content='9900000001'><meta name='ColumnName' content='通知公告'><meta name='ColumnType' content='工作动态'>
        <meta name='ArticleTitle' content='关于做好防汛工作的通知&lt;br/&gt;（第一号）'><meta name='PubDate' content='2020——04——12 21:37'>
        <meta name='ContentSource' content='县水利局'><meta name='ContentSource' content=''><title>通知-青禾县人民政府</title></head>
        <body><h1>通知</h1><div>发布时间：2020-04-13 来源：本站</div><div id='zoom'><p>各乡镇：请做好防汛工作，备足物资，加强值守，及时报告汛情和险情。</p></div></body></html>";
    let page = read("/tzgg/202004/t20200412_1.html", html);
    assert_eq!(page.site.name.as_deref(), Some("青禾县人民政府"));
    assert_eq!(page.site.domain.as_deref(), Some("www.qinghe.example"));
    assert_eq!(page.site.code.as_deref(), Some("9900000001"));
    assert_eq!((page.column.name.as_deref(), page.column.kind.as_deref()), (Some("通知公告"), Some("工作动态")));
    let article = page.article.as_ref().unwrap();
    assert_eq!(article.title, "关于做好防汛工作的通知 （第一号）");
    assert_eq!((article.published, article.shown), (Some(date(2020, 4, 12)), Some(date(2020, 4, 13))));
    assert_eq!(article.source.as_deref(), Some("县水利局"));
    let present = [
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnType",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
    ];
    assert_eq!(page.tags, present);
}

#[test]
fn tags_that_a_template_came_with_say_nothing() {
    let html =
        "<meta name='SiteName' content='网站名称'><meta name='SiteIDCode' content='政府网站标识码'><title>t</title>";
    let page = read("/a.html", html);
    assert_eq!((page.site, page.tags), (crate::site::SiteTags::default(), Vec::new()));
}

#[test]
fn metadata_is_read_from_every_layout() {
    let layouts = [
        "<table><tr><td>索 引 号</td><td>11990000/2020-00031</td><td>发文机关</td><td>青禾县水利局</td></tr>
            <tr><td>成文日期</td><td>2020年4月8日</td><td>发布日期</td><td>2020年4月12日</td></tr>
            <tr><td>文　　号</td><td>青水〔2020〕3号</td><td>有 效 性</td><td>有效</td></tr></table>",
        "<ul><li><b>索引号：</b>11990000/2020-00031</li><li><b>发布机构：</b>青禾县水利局</li><li><b>生成日期：</b>2020-04-08</li>
            <li><b>公开日期：</b>2020-04-12</li><li><b>发文字号：</b>青水〔2020〕3号</li><li><b>有效性：</b>有效</li></ul>",
        "<div><span>索引号</span><span>：11990000/2020-00031</span></div><div><span>发布机构</span>：<span>青禾县水利局</span></div>
            <div><span>产生日期</span><span>2020/4/8</span></div><div><span>发布时间</span><span>2020/4/12 10:20:30</span></div>
            <div>【文号】：青水〔2020〕3号</div><div>有效性：有效</div>",
        "<dl><dt>信息索引号</dt><dd>11990000/2020-00031</dd><dt>发文单位</dt><dd>青禾县水利局</dd><dt>发文日期</dt><dd>2020.04.08</dd>
            <dt>发布日期</dt><dd>2020.04.12</dd><dt>文号</dt><dd>青水〔2020〕3号</dd><dt>有效性</dt><dd>有效</dd></dl>",
    ];
    for layout in layouts {
        let html = framed(
            "防汛工作的通知",
            &["政策文件"],
            &format!("{layout}<h1>防汛工作的通知</h1><div id='zoom'>{TEXT}</div>"),
        );
        let article = article_of("/zcwj/Content-1234.html", &html);
        assert_eq!(article.index_number.as_deref(), Some("11990000/2020-00031"), "{layout}");
        assert_eq!(article.source.as_deref(), Some("青禾县水利局"), "{layout}");
        assert_eq!(article.formed, Some(date(2020, 4, 8)), "{layout}");
        assert_eq!(article.published, Some(date(2020, 4, 12)), "{layout}");
        assert_eq!(article.document_number.as_deref(), Some("青水〔2020〕3号"), "{layout}");
        assert_eq!(article.validity.as_deref(), Some("有效"), "{layout}");
    }
}

#[test]
fn empty_fields_stay_empty() {
    let table = "<table><tr><td>文号</td><td></td><td>索引号</td><td>11990000/2020-00031</td></tr><tr><td>有效性</td><td></td><td>成文日期</td><td></td><td>发布日期</td><td>2020-04-12</td></tr></table>";
    let html = framed(
        "通知",
        &["政策文件"],
        &format!("{table}<h1>防汛通知</h1><div>来源：  作者：  浏览次数：12</div><div id='zoom'>{TEXT}</div>"),
    );
    let article = article_of("/zcwj/t20200412_1.html", &html);
    assert_eq!((article.document_number, article.validity, article.formed, article.source), (None, None, None, None));
    assert_eq!(article.index_number.as_deref(), Some("11990000/2020-00031"));
    assert_eq!(article.published, Some(date(2020, 4, 12)));
}

#[test]
fn only_the_publication_is_published() {
    let expected: [(&str, Option<Date>); 10] = [
        ("发布日期：2020-04-12 更新时间：2021-01-01", Some(date(2020, 4, 12))),
        ("更新时间：2021-01-01 发布日期：2020-04-12", Some(date(2020, 4, 12))),
        ("【信息发布时间：2020-04-12阅读次数：7】", Some(date(2020, 4, 12))),
        ("来源：青禾日报 2020-04-12 10:20", Some(date(2020, 4, 12))),
        ("<span>时间:2020-04-12</span><span>来源:</span>", Some(date(2020, 4, 12))),
        ("<span>2020年4月12日 17:35</span>", Some(date(2020, 4, 12))),
        ("发布时间：<script>var pubdata='2020年04月12日';document.write(pubdata);</script>", Some(date(2020, 4, 12))),
        ("更新时间：2020-04-12", None),
        ("发布日期：1970-01-01 08:00:00", None),
        ("<!-- 发布日期：2020-04-12 --> 打印时间：2020-04-12", None),
    ];
    for (line, published) in expected {
        let html = framed(
            "防汛通知",
            &["通知公告"],
            &format!("<h1>防汛通知</h1><div class='info'>{line}</div><div id='zoom'>{TEXT}</div>"),
        );
        assert_eq!(article_of("/tzgg/Content-12.html", &html).published, published, "{line}");
    }
}

#[test]
fn titles_lose_the_name_of_the_site() {
    let plain = format!("<div id='zoom'>{TEXT}</div><div>发布日期：2020-04-12</div>");
    for (title, content) in [
        ("关于做好防汛工作的通知-青禾县人民政府", plain.clone()),
        ("关于做好防汛工作的通知_通知公告_青禾县政府门户网站", plain.clone()),
        ("青禾县人民政府", format!("<h1>关于做好防汛工作的通知</h1>{plain}")),
        (
            "关于做好防汛工作的通知 | 青禾县水利局",
            format!("<h1>青禾县水利局</h1><h2>关于做好防汛工作的通知 来源：水利局</h2>{plain}"),
        ),
    ] {
        let html = framed(title, &["通知公告"], &content);
        assert_eq!(article_of("/tzgg/t20200412_1.html", &html).title, "关于做好防汛工作的通知", "{title}");
    }
}

fn list(rows: usize) -> String {
    (1..=rows).fold(String::from("<ul class='newslist'>"), |mut all, row| {
        let _ = write!(
            all,
            "<li><a href='Content-{row}.html'>关于青禾县第{row}号事项的公告</a><span>2020-04-{row:02}</span></li>"
        );
        all
    }) + "</ul>"
}

#[test]
fn kinds_of_pages() {
    let column = |content: &str| framed("行政强制", &["政务公开", "行政强制"], content);
    for (kind, address, html) in [
        (PageKind::Home, "/", framed("青禾县人民政府", &[], &list(6))),
        (PageKind::Home, "/index.html?link=zwgk", framed("青禾县人民政府", &[], &list(6))),
        (PageKind::Column, "/Node-12.html", column(&list(6))),
        (PageKind::Column, "/Node-12.html", column(&list(1))),
        (PageKind::Empty, "/Node-12.html", column("<ul class='newslist'>暂无相关信息</ul>")),
        (PageKind::Empty, "/Node-12.html", column("<ul class='newslist'></ul>")),
        (PageKind::Empty, "/Node-12.html", column("<div class='list'>栏目建设中，敬请期待！</div>")),
        (PageKind::Shell, "/Node-12.html", column("<ul class='newslist' id='data'></ul><script>$.ajax({url: '/api/list'});</script>")),
        (PageKind::Shell, "/Node-12.html", column("<ul class='newslist'><li v-for='item in list'>{{ item.title }}</li></ul>")),
        (PageKind::Shell, "/", "<html><head><title>青禾县</title></head><body><div id='app'></div><script src='/app.js'></script></body></html>".to_owned()),
        (PageKind::Article, "/Node-13.html", column(&format!("<div class='con'>{}</div>", TEXT.repeat(4)))),
        (PageKind::Note, "/Node-12.html", column("<div class='con'><p>2020年度，我局未发生行政强制事项，特此说明。</p></div>")),
        (PageKind::Note, "/Content-9.html", column("<h1>2020年度行政强制情况说明</h1><p>发布日期：2020-12-01</p><div id='zoom'>2020年度，我局未发生行政强制事项。</div>")),
        (PageKind::Soft404, "/Content-9.html", column("<div>对不起，您访问的页面不存在或已被删除！</div>")),
        (PageKind::Soft404, "/x.html", "<html><head><title>404 Not Found</title></head><body>nginx</body></html>".to_owned()),
        (PageKind::Challenge, "/", "<html><body><noscript>请开启JavaScript</noscript><script>document.cookie='__jsl_clearance=1';location.reload();</script></body></html>".to_owned()),
        (PageKind::Challenge, "/", "<html><body>正在进行安全检查，请开启 JavaScript 并刷新该页。</body></html>".to_owned()),
        (PageKind::Other, "/x.html", "<html><body></body></html>".to_owned()),
    ] {
        assert_eq!(read(address, &html).kind, kind, "{address} {html}");
    }
}

#[test]
fn the_home_page_at_another_address_is_no_page() {
    let columns: String = (1..15).map(|number| format!("<li><a href='c{number}/'>第{number}个栏目</a></li>")).collect();
    let html = framed("青禾县人民政府", &[], &format!("<ul>{columns}</ul>{}", list(6)));
    let home = read("/", &html);
    let url = Url::parse("http://www.qinghe.example/zwgk/fggw/").unwrap();
    let again = page(&Source { url: &url, content_type: None, body: html.as_bytes(), home: Some(&home) });
    assert_eq!(again.kind, PageKind::Soft404);
    let other = framed("法规公文", &["法规公文"], &list(6));
    let column = page(&Source { url: &url, content_type: None, body: other.as_bytes(), home: Some(&home) });
    assert_eq!(column.kind, PageKind::Column);
}

#[test]
fn an_article_has_no_items() {
    let related = "<div class='related'><h3>相关阅读</h3>".to_owned() + &list(5) + "</div>";
    let html = framed(
        "防汛通知",
        &["通知公告"],
        &format!("<h1>防汛通知</h1><p>发布时间：2020-04-12</p><div id='zoom'>{}</div>{related}", TEXT.repeat(3)),
    );
    let page = read("/tzgg/Content-12.html", &html);
    assert_eq!((page.kind, page.items.len()), (PageKind::Article, 0));
}

#[test]
fn hostile_pages_end_early_and_keep_their_head() {
    let head = "<html><head><title>青禾县</title><meta name='SiteName' content='青禾县人民政府'></head><body>";
    let attributes: String = (0..50_000).map(|number| format!(" a{number}=1")).collect();
    let start = Instant::now();
    for (hostile, limit) in
        [("<div>".repeat(100_000), "嵌套"), (format!("<a{attributes}>"), "属性"), ("<p>政".repeat(170_000), "节点")]
    {
        let page = read("/", &format!("{head}{hostile}"));
        assert_eq!(
            (page.kind, page.title.as_str(), page.site.name.as_deref()),
            (PageKind::Other, "青禾县", Some("青禾县人民政府"))
        );
        assert!(page.limit.unwrap().contains(limit), "{limit}");
    }
    let long = read("/tzgg/", &framed("通知公告", &["通知公告"], &(list(9) + &"<!-- 政 -->".repeat(300_000))));
    assert!(long.limit.unwrap().contains("2MiB"));
    assert_eq!((long.kind, long.items.len()), (PageKind::Column, 9));
    assert_eq!(read("/x.html", &"<a href='/a/b'>政务</a>".repeat(60_000)).limit, None);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn nul_bytes_and_loose_ends_are_read() {
    for html in [
        "\0\0\0",
        "<",
        "<!--",
        "<a href=",
        "<table><a href='x'><tr><td>\0",
        "<template><p>x</template>",
        "<svg><title>x</svg>",
        "<select><option><a href=b>",
        "</p></br><frameset><frame src=x>",
    ] {
        let page = read("/x.html", html);
        assert_eq!(page.limit, None, "{html:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(body in proptest::collection::vec(any::<u8>(), 0..600), header in proptest::option::of("[a-z/;= -]{0,40}")) {
        let url = Url::parse("http://www.qinghe.example/a/b.html").unwrap();
        let page = page(&Source { url: &url, content_type: header.as_deref(), body: &body, home: None });
        prop_assert!(!page.charset.is_empty());
    }

    #[test]
    fn any_soup_of_tags_is_read(soup in proptest::collection::vec(
        prop_oneof!["</?(ul|li|a|table|tr|td|div|p|b|form|select|svg|template|script|title|meta)( href='[./a-z]{0,6}'| class='list')?>", "[0-9年月日/.: -]{1,12}", "[发布日期来源索引号暂无信息说明：]{1,10}"], 0..80)) {
        let page = read("/a/", &soup.concat());
        prop_assert_eq!(page.limit, None);
    }
}
