//! Menus that are no plain lists of columns, and start pages, on made-up pages of a made-up county (青禾县).

use super::made_up::{framed, read};
use crate::site::{LinkRole, Page, PageKind};

fn columns(page: &Page) -> Vec<(&str, &str, LinkRole)> {
    let leads_on = |role| matches!(role, LinkRole::Nav | LinkRole::Column);
    let links = page.links.iter().filter(|link| leads_on(link.role));
    links
        .map(|link| (link.text.as_str(), link.url.trim_start_matches("http://www.qinghe.example"), link.role))
        .collect()
}

#[test]
fn menus_that_a_script_writes_are_read() {
    let entry = |name: &str, href: &str| {
        format!(
            "<script>var own=document.getElementById('id').value; var  name='{name}'; var to='{href}';
            if(to.substring(0,7)!='http://'){{ if(own=='12'){{ document.write('<li class=\"on\"><a href=\"{href}\">'+name+'</a></li>'); }}
            else{{ document.write('<li><a href=\"{href}\">'+name+'</a></li>'); }} }}
            else{{ document.write('<li><a href=\"{href}\" target=\"_blank\">'+name+'</a></li>'); }}</script>"
        )
    };
    let (leaders, work) = (entry("领导信息", "../ldxx/"), entry("就业创业", "../jycy/"));
    let html = framed(
        "机构职能",
        &["部门概况"],
        &format!(
            "<div class='Left_Nav'><ul>{leaders}{work}<script>document.write('<li><a href=\"'+place()+'\">'+title+'</a></li>');</script></ul></div>
            <div class='text'><p>县就业局负责全县就业创业工作。</p></div>
            <div class='page'><script>document.write('<a href=\"index_1.html\">下一页</a>');</script></div>"
        ),
    );
    let page = read("/bmgk/jgzn/", &html);
    let written = &columns(&page)[4..];
    assert_eq!(written, [("领导信息", "/bmgk/ldxx/", LinkRole::Column), ("就业创业", "/bmgk/jycy/", LinkRole::Column)]);
}

#[test]
fn scripts_that_write_without_end_are_bounded() {
    let nested = "<b>".repeat(30_000);
    let many = format!("document.write('<a href=a/>甲乙</a>{nested}');").repeat(20);
    let html = framed("机构职能", &[], &format!("<div class='Left_Nav'><script>{many}</script></div>"));
    assert!(read("/bmgk/", &html).links.len() < 10);
}

#[test]
fn lists_of_organs_lead_to_columns() {
    let organs = ["县发展改革委", "县教育局", "县人防办", "县市场监督管理局"];
    let rows = |form: &dyn Fn(usize, &str) -> String| -> String {
        organs.iter().enumerate().map(|(at, name)| form(at, name)).collect()
    };
    let menu = rows(&|at, name| format!("<li><a href='/gszbm/auto{at}/?id=1780/2138'>{name}</a></li>"));
    let page = read("/zn/", &framed("公开指南", &[], &format!("<div class='scroll'><ul>{menu}</ul></div>")));
    let names: Vec<&str> = columns(&page)[3..].iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, organs);

    let news = rows(&|at, name| format!("<li><a href='/202009/t2020090{}_{at}.html'>{name}</a></li>", at + 1));
    let page = read("/jgsz/", &framed("机构设置", &[], &format!("<div class='list'><ul>{news}</ul></div>")));
    assert!(columns(&page)[3..].is_empty(), "their addresses are those of articles");
}

#[test]
fn tables_of_places_lead_to_columns() {
    let row = |names: [(&str, &str); 3]| -> String {
        let cells = names.map(|(name, file)| format!("<td><a href='{file}.html'>{name}<br/></a></td>"));
        format!("<tr>{}</tr>", cells.concat())
    };
    let table = row([("东河镇", "11"), ("西山乡", "12"), ("北关街道", "13")])
        + &row([("南坪镇", "21"), ("上湾村", "22"), ("下湾社区", "23")]);
    let page = read("/dm/2018/", &framed("区划代码", &[], &format!("<table>{table}</table>")));
    let names: Vec<(&str, &str)> = columns(&page)[3..].iter().map(|(name, url, _)| (*name, *url)).collect();
    assert_eq!(names[0], ("东河镇", "/dm/2018/11.html"));
    assert_eq!(names.len(), 6);
}

/// A start page whose address tells nothing.
fn front(head: &str, home: &str, after: &str) -> PageKind {
    let block = |name: &str| {
        format!(
            "<div class='box'><h3>{name}</h3><a class='more' href='javascript:;'>更多&gt;&gt;</a><ul>
            <li><a href='javascript:;'>青禾县召开{name}工作会议</a><span>2020-05-02</span></li>
            <li><a href='javascript:;'>青禾县部署{name}重点任务</a><span>2020-05-01</span></li></ul></div>"
        )
    };
    let html = format!(
        "<html><head><meta charset='utf-8'>{head}</head><body><div class='nav'><ul><li><a href='{home}'>首页</a></li>
        <li><a href='/zwgk/'>政务公开</a></li></ul></div>{}{}{after}</body></html>",
        block("水利"),
        block("农业")
    );
    read("/portal8/", &html).kind
}

#[test]
fn a_start_page_is_told_by_what_it_shows() {
    const TAGGED: &str = "<meta name='SiteName' content='青禾县水利在线'><meta name='ColumnName' content=''><title>青禾县水利在线</title>";
    let crumb = "<div class='crumb'>当前位置：<a href='/'>首页</a> &gt; <a href='/portal8/'>政务公开</a></div>";
    for (head, home, after, kind) in [
        (TAGGED, "/qh/index.html", "", PageKind::Home),
        ("<title>青禾县水利局</title>", "javascript:;", "", PageKind::Home),
        ("<title>欢迎访问青禾县人民政府门户网站</title>", "/portal8/", "", PageKind::Home),
        ("<title>青禾县水利局</title>", "/", "", PageKind::Column),
        ("<title>工作动态_青禾县水利局</title>", "javascript:;", "", PageKind::Column),
        ("<title>青禾县水利局</title>", "javascript:;", crumb, PageKind::Column),
        (
            "<meta name='ColumnName' content='工作动态'><title>青禾县水利局</title>",
            "javascript:;",
            "",
            PageKind::Column,
        ),
        (
            "<title>青禾县水利局</title>",
            "javascript:;",
            "<div class='page'>共 12 页 <a href='index_1.html'>下一页</a></div>",
            PageKind::Column,
        ),
    ] {
        assert_eq!(front(head, home, after), kind, "{head} {home} {after}");
    }
}

#[test]
fn a_column_may_be_called_like_a_box_of_what_is_read_most() {
    let tagged = |tags: &str, list: &str| {
        let page = framed("热点问答", &["互动交流", "热点问答"], list);
        read("/hd/rdwd/index.html", &page.replace("<head>", &format!("<head>{tags}")))
    };
    let list = "<div class='right'><h2>热点问答</h2><ul><li><a href='/hd/rdwd/2.html'>青禾县居民医保怎样缴费</a><span>2020-09-27</span></li>\
        <li><a href='/hd/rdwd/1.html'>青禾县公租房怎样申请</a><span>2020-09-20</span></li></ul></div>";
    let column = tagged("<meta name='ColumnName' content='热点问答'>", list);
    assert_eq!((column.kind, column.items.len()), (PageKind::Column, 2));
    let article =
        "<meta name='ColumnName' content='热点问答'><meta name='ArticleTitle' content='青禾县公租房怎样申请'>";
    assert_eq!(tagged(article, list).items.len(), 0, "beside an article it is a box");
    assert_eq!(tagged("<meta name='ColumnName' content='政策解读'>", list).items.len(), 0);
}
