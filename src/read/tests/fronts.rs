//! Made-up pages of a made-up county: front pages of columns, texts with boxes beside them, services, texts with a number.

use jiff::civil::date;

use super::made_up::{framed, read};
use crate::site::{Page, PageKind};

const SENTENCES: &str = "<p>青禾县今年把春季防汛作为头等大事来抓，县水利局会同各乡镇对境内河道、水库和塘坝逐一排查，登记险工险段十二处。</p><p>截至目前，已经加固堤防三公里，清理河道五公里，储备编织袋两万条，组建抢险队伍二十支，全县防汛准备工作基本就绪。</p>";

fn titles(page: &Page) -> Vec<&str> {
    page.items.iter().map(|item| item.title.as_str()).collect()
}

fn front(address: &str, more: &str) -> Page {
    let content = format!(
        "<div class='l'><div class='hd'><h5>通知公告</h5><span><a href='tzgg/index.html'>+ 更多 +</a></span></div>
        <ul><li><a href='/c/2020-12-08/12.html'><div><div>08</div><div>2020-12</div></div><div><p>关于销毁过期票证的通知</p><p>关于销毁过期票证的通知已经印发。</p></div></a></li>
        <li><a href='/c/2020-12-02/11.html'><div><div>02</div><div>2020-12</div></div><div><p>关于调整开放时间的公告</p><p>因场馆维修，开放时间调整如下。</p></div></a></li></ul>
        <div class='hd'><h5>财务预决算</h5><span><a href='{more}'>+ 更多 +</a></span></div>
        <ul><li><a href='/c/2020-06-11/9.html'>青禾县博物馆2020年度预算</a></li><li><a href='/c/2019-07-19/8.html'>青禾县博物馆2018年度决算</a></li>
        <li><a href='/c/2019-04-02/7.html'>青禾县博物馆2019年度预算</a></li></ul></div>"
    );
    read(address, &framed("信息公开", &["信息公开"], &content))
}

#[test]
fn blocks_of_columns_below_are_entries_and_boxes_are_not() {
    let page = front("/xxgk/index.html", "cwyjs/index.html");
    assert_eq!(
        titles(&page),
        [
            "关于销毁过期票证的通知",
            "关于调整开放时间的公告",
            "青禾县博物馆2020年度预算",
            "青禾县博物馆2018年度决算",
            "青禾县博物馆2019年度预算"
        ]
    );
    assert_eq!(page.items[0].date, Some(date(2020, 12, 8)));
    assert_eq!(titles(&front("/xxgk/index.html", "/spzx/index.html")).len(), 2);
}

#[test]
fn a_column_without_entries_is_empty_whatever_stands_beside_it() {
    let column = |list: &str| {
        let content = format!(
            "<div class='list_content'><ul class='list-group'>{list}</ul></div>
            <div class='boxes'><div><span><a href='/spzx/'>更多</a></span><a href='/spzx/'>热点视频</a></div><p>本期节目走进青禾县博物馆，看一看馆藏的农具，听一听它们的故事。</p></div>"
        );
        read("/zcjd/zjjd/index.html", &framed("专家解读", &["政策解读", "专家解读"], &content)).kind
    };
    assert_eq!(column("<li><div><hr></div></li>"), PageKind::Empty);
    assert_eq!(
        column("<li><a href='/c/2020-06-11/9.html'>专家谈彩票管理条例</a><i>2020-06-11</i></li>"),
        PageKind::Column
    );
}

#[test]
fn rows_that_a_script_writes_are_not_in_the_page() {
    let table = "<table><thead><tr><td>期号</td><td>日期</td><td>名称</td><td>金额（元）</td></tr></thead><tbody></tbody></table>";
    let column = |content: &str| read("/cx/wqcx/index.html", &framed("往期查询", &["查询", "往期查询"], content)).kind;
    let script = "<script>$(function(){ $('.rows tbody').html(''); draw(ask(30)); })</script>";
    assert_eq!(column(&format!("<div class='rows'>{table}</div>{script}")), PageKind::Shell);
    assert_eq!(column(&format!("<div class='rows'>{table}</div>")), PageKind::Column);
    let directive = "<%@ page contentType='text/html' %><p><a href='/a/'>市教育局</a><a href='/b/'>市水利局</a></p>";
    assert_eq!(column(directive), PageKind::Column);
}

#[test]
fn a_text_with_boxes_beside_it_is_an_article() {
    let boxes: String = (1..9)
        .map(|number| format!("<li><a href='/p/2024-03/1{number}/content_18{number}.html'>青禾县科普活动第{number}期预告和安排</a></li>"))
        .collect();
    let html = format!(
        "<html><head><title>青禾县部署春季防汛-青禾科普网</title></head><body>
        <div class='t'><span><a href='/index.html'>青禾科普网</a></span><span>&gt;</span><span><a href='/politics/index.html'>时政新闻</a></span><span>&gt;</span></div>
        <div><div>青禾县部署春季防汛</div><ul><li>来源：青禾日报</li><li>2023-12-01 14:43</li></ul></div>
        <div id='content'>{SENTENCES}</div><div class='r'><ul>{boxes}</ul></div></body></html>"
    );
    let page = read("/saved/", &html);
    let article = page.article.unwrap();
    assert_eq!((article.title.as_str(), article.published), ("青禾县部署春季防汛", Some(date(2023, 12, 1))));
    assert_eq!((page.column.path.join(">").as_str(), page.items.len()), ("首页>时政新闻", 0));
}

#[test]
fn a_table_of_the_next_level_is_a_column_in_spite_of_its_preface() {
    let page = |rows: usize| {
        let rows: String =
            (11..11 + rows).map(|code| format!("<td><a href='{code}.html'>第{code}镇</a></td>")).collect();
        read(
            "/tjbz/2018/index.html",
            &format!("<title>区划代码</title><table><tr><td>{SENTENCES}</td></tr><tr>{rows}</tr></table>"),
        )
    };
    assert_eq!(page(31).kind, PageKind::Column);
    assert_eq!(page(2).kind, PageKind::Article);
}

#[test]
fn a_service_in_a_frame_is_no_article() {
    let content = |heading: &str| {
        format!(
            "<div><h3>书面申请</h3>{SENTENCES}</div><div class='title'><h3>{heading}</h3></div><div><iframe src='/apply.jsp'></iframe></div>"
        )
    };
    let kind = |heading: &str| {
        read("/zwgk/ysqgk/index.html", &framed("依申请公开", &["政务公开", "依申请公开"], &content(heading))).kind
    };
    assert_eq!(kind("网上依申请公开"), PageKind::Column);
    assert_eq!(kind("宣传片"), PageKind::Article);
}

#[test]
fn a_number_at_the_head_of_a_text_is_its_own() {
    let number = |line: &str| {
        let content = format!(
            "<h1>青禾县人民政府关于做好防汛工作的意见</h1><div>发布日期：2018-05-16</div><div id='zoomcon'>{line}{SENTENCES}</div>"
        );
        let page = read("/zfwj/2018-05-16/12.html", &framed("意见", &["政府文件"], &content));
        page.article.unwrap().document_number
    };
    let own = "<p><span>青政</span>〔<span>2018</span>〕<span>11</span><span>号</span></p>";
    assert_eq!(number(own).as_deref(), Some("青政〔2018〕11号"));
    assert_eq!(number("<p>根据青政〔2018〕11号文件，现提出以下意见。</p>"), None);
}

#[test]
fn the_time_of_first_publication_is_a_date_of_publication() {
    let html = format!(
        "<html><head><title>防汛条例2007　年修订</title><meta name='firstpublishedtime' content='2007-08-20-23:59:59'></head><body><div id='UCAP-CONTENT'>{SENTENCES}</div></body></html>"
    );
    let article = read("/gongbao/content_711039.htm", &html).article.unwrap();
    assert_eq!((article.title.as_str(), article.published), ("防汛条例2007年修订", Some(date(2007, 8, 20))));
}
