//! Families whose lists stand in the page and only go on in their own way: 安康, `/info/`, ASP.NET, query strings.

use jiff::civil::date;

use super::{column, entries, framed, going_on, posted};
use crate::read::tests::made_up::read;
use crate::site::PageKind;

#[test]
fn nodes_and_contents() {
    let list = "<ul class='newlist'><li><a href='Content-2778525.html'>青禾县教育局2021年部门预算</a><span>2021-02-10</span></li>
        <li><a href='Content-2778000.html'>青禾县教育局2020年部门决算</a><span>2020-09-01</span></li></ul>";
    let pages = "<div class='page'><a href='Node-8812.html'>1</a><a href='Node-8812_2.html'>2</a><a href='Node-8812_3.html'>3</a> … <a href='Node-8812_14.html'>14</a></div>";
    let page = column("/Node-8812.html", &format!("{list}{pages}"));
    assert_eq!((page.kind, page.column.path.join(">").as_str()), (PageKind::Column, "首页>政务公开>通知公告"));
    assert_eq!(
        entries(&page),
        [
            ("青禾县教育局2021年部门预算", "/Content-2778525.html", Some(date(2021, 2, 10))),
            ("青禾县教育局2020年部门决算", "/Content-2778000.html", Some(date(2020, 9, 1))),
        ]
    );
    assert_eq!(going_on(&page), (Some(14), Some("/Node-8812_2.html"), &[][..]));
    let later = column("/Node-8812_13.html", &format!("{list}{pages}"));
    assert_eq!(going_on(&later), (Some(14), Some("/Node-8812_14.html"), &[][..]));
    assert_eq!(going_on(&column("/Node-8812_14.html", &format!("{list}{pages}"))), (Some(14), None, &[][..]));

    let portal = "<div class='list'><div class='list-li'><div class='list-title'><a href='/Content-3001.html'>青禾市2022年重点工作安排</a></div><div class='list-time'>2022-01-05</div></div>
        <div class='list-li'><div class='list-title'><a href='/Content-3000.html'>青禾市2021年工作总结</a></div><div class='list-time'>2021-12-30</div></div></div>";
    assert_eq!(
        entries(&column("/Node-77.html", portal)),
        [
            ("青禾市2022年重点工作安排", "/Content-3001.html", Some(date(2022, 1, 5))),
            ("青禾市2021年工作总结", "/Content-3000.html", Some(date(2021, 12, 30))),
        ]
    );

    let content = framed(
        "部门预算",
        &["政务公开", "财政信息"],
        "<h1>青禾县教育局2021年部门预算</h1><div class='xqCent'><p>根据县财政局批复，现将我局2021年部门预算公开如下：收入预算1200万元，支出预算1200万元。</p></div>",
    )
    .replace("<head>", "<head><meta name='ArticleTitle' content='青禾县教育局2021年部门预算'><meta name='PubDate' content='2021-02-10 09:00'><meta name='ContentSource' content='县教育局'>");
    for address in ["/Content-2778525.html", "/WapContent-2778525.html"] {
        let article = read(address, &content).article.unwrap();
        assert_eq!(
            (article.title.as_str(), article.published),
            ("青禾县教育局2021年部门预算", Some(date(2021, 2, 10)))
        );
        assert_eq!(article.source.as_deref(), Some("县教育局"));
    }
}

#[test]
fn pages_that_are_numbered_downwards() {
    let list = |up: &str| {
        format!(
            "<ul class='list'><li><a href='{up}info/1020/12345.htm'>关于开展安全生产检查的通知</a><span>2021-04-06</span></li>
            <li><a href='{up}info/1020/12340.htm'>关于清明节放假的通知</a><span>2021-03-30</span></li></ul>"
        )
    };
    let first = format!(
        "{}<div class='pb_sys_common'><span class='p_t'>共193条</span><span class='p_no_d'>1</span><span class='p_no'><a href='tzgg/12.htm'>2</a></span><span class='p_no'><a href='tzgg/11.htm'>3</a></span><span class='p_dot'>...</span><span class='p_no'><a href='tzgg/1.htm'>13</a></span><span class='p_next p_fun'><a href='tzgg/12.htm'>下页</a></span><span class='p_last p_fun'><a href='tzgg/1.htm'>尾页</a></span></div>",
        list("")
    );
    let page = column("/tzgg.htm", &first);
    assert_eq!(
        entries(&page),
        [
            ("关于开展安全生产检查的通知", "/info/1020/12345.htm", Some(date(2021, 4, 6))),
            ("关于清明节放假的通知", "/info/1020/12340.htm", Some(date(2021, 3, 30))),
        ]
    );
    assert_eq!(going_on(&page), (Some(13), Some("/tzgg/12.htm"), &[][..]));
    let second = format!(
        "{}<div class='pb_sys_common'><span class='p_first p_fun'><a href='../tzgg.htm'>首页</a></span><span class='p_no'><a href='../tzgg.htm'>1</a></span><span class='p_no_d'>2</span><span class='p_no'><a href='11.htm'>3</a></span><span class='p_next p_fun'><a href='11.htm'>下页</a></span></div>",
        list("../")
    );
    assert_eq!(going_on(&column("/tzgg/12.htm", &second)).1, Some("/tzgg/11.htm"));
    // Without a link nothing is guessed.
    assert_eq!(column("/tzgg.htm", &list("")).pager, None);
}

#[test]
fn a_page_is_posted_back_to_itself() {
    let body = |pager: &str| {
        format!(
            "<form method='post' action='InfoPublic.aspx?cid=371&amp;pid=971' id='form1'><input type='hidden' name='__EVENTTARGET' value=''><input type='hidden' name='__EVENTARGUMENT' value=''>
            <input type='hidden' name='__VIEWSTATE' id='__VIEWSTATE' value='/wEPDwUKLTE2'><input type='hidden' name='__VIEWSTATEGENERATOR' value='CA0B0334'><input type='hidden' name='__EVENTVALIDATION' value='/wEdAAU='>
            <input type='text' name='txtKey'><table class='list'><tr><td><a href='InfoShow.aspx?id=88'>青禾县2019年财政决算公开</a></td><td>2020-08-20</td></tr>
            <tr><td><a href='InfoShow.aspx?id=80'>青禾县2019年财政预算公开</a></td><td>2019-02-20</td></tr></table><div class='pages'>{pager}</div></form>"
        )
    };
    let state = |page: &str| {
        format!(
            "__EVENTTARGET=AspNetPager1&__EVENTARGUMENT={page}&__VIEWSTATE=/wEPDwUKLTE2&__VIEWSTATEGENERATOR=CA0B0334&__EVENTVALIDATION=/wEdAAU="
        )
    };
    let own = "/InfoPublic.aspx?cid=371&pid=971";
    let link =
        |page: u32, text: &str| format!("<a href=\"javascript:__doPostBack('AspNetPager1','{page}')\">{text}</a> ");
    for (pager, pages, next) in [
        (
            format!("<span>1</span> {}{}{}{}", link(2, "2"), link(3, "3"), link(2, "下一页"), link(9, "尾页")),
            Some(9),
            Some("2"),
        ),
        // No word for it: the number after the one that is no link.
        (format!("{}{}<span>3</span> {}", link(1, "1"), link(2, "2"), link(4, "4")), None, Some("4")),
        (format!("{}{}<span>3</span>", link(1, "1"), link(2, "2")), None, None),
    ] {
        let page = column(own, &body(&pager));
        assert_eq!((page.kind, page.items.len()), (PageKind::Column, 2));
        let posted = page.pager.as_ref().map(|pager| posted(&pager.form)).unwrap_or_default();
        assert_eq!(posted, next.map(state).unwrap_or_default(), "{pager}");
        let at = page.pager.as_ref().and_then(|pager| pager.next.as_deref()).map(super::behind_host);
        assert_eq!(at, next.map(|_| own), "{pager}");
        if pages.is_some() {
            assert_eq!(going_on(&page).0, pages);
        }
    }
    // A state beyond the bound is not posted.
    let large = body(&link(2, "下一页")).replace("/wEPDwUKLTE2", &"x".repeat(70_000));
    assert!(column(own, &large).pager.is_none_or(|pager| pager.next.is_none()));
}

#[test]
fn the_query_tells_one_column_from_another() {
    let list = "<ul class='list'><li><a href='index.php?m=content&c=index&a=show&catid=33&id=2440'>关于政务公开考核办法的通知</a><span>2017-12-01</span></li>
        <li><a href='index.php?m=content&c=index&a=show&catid=33&id=2439'>关于节能减排的通知</a><span>2017-11-20</span></li></ul>
        <div id='pages' class='text-c'><a class='a1'>35条</a> <span>1</span> <a href='index.php?m=content&c=index&a=lists&catid=33&page=2'>2</a> <a href='index.php?m=content&c=index&a=lists&catid=33&page=2' class='a1'>下一页</a></div>
        <div class='side'><ul><li><a href='index.php?m=content&c=index&a=lists&catid=33'>通知公告</a></li><li><a href='index.php?m=content&c=index&a=lists&catid=34'>规划计划</a></li></ul></div>";
    let page = column("/index.php?m=content&c=index&a=lists&catid=33", list);
    assert_eq!(page.kind, PageKind::Column);
    assert_eq!(
        entries(&page),
        [
            (
                "关于政务公开考核办法的通知",
                "/index.php?m=content&c=index&a=show&catid=33&id=2440",
                Some(date(2017, 12, 1))
            ),
            ("关于节能减排的通知", "/index.php?m=content&c=index&a=show&catid=33&id=2439", Some(date(2017, 11, 20))),
        ]
    );
    assert_eq!(going_on(&page).1, Some("/index.php?m=content&c=index&a=lists&catid=33&page=2"));
    let columns = page.links.iter().filter(|link| link.role == crate::site::LinkRole::Column);
    let columns: Vec<(&str, &str)> = columns.map(|link| (link.text.as_str(), super::behind_host(&link.url))).collect();
    assert_eq!(
        columns,
        [
            ("通知公告", "/index.php?m=content&c=index&a=lists&catid=33"),
            ("规划计划", "/index.php?m=content&c=index&a=lists&catid=34"),
        ]
    );
}

#[test]
fn pages_behind_a_hyphen() {
    let list = "<ul class='list'><li><a href='/content/2020-05/06/content_1.htm'>关于公布收费目录的公告</a><span>2020-05-06</span></li></ul>";
    for (address, next) in [
        ("/xxgk/column-index-1.shtml", "/xxgk/column-index-2.shtml"),
        ("/18078/0000/subList-1.html", "/18078/0000/subList-2.html"),
        ("/htmls/112_caizhengyujuesuan/list-1.html", "/htmls/112_caizhengyujuesuan/list-2.html"),
    ] {
        let content = format!("{list}<div class='page'>共3页 <a href='{next}'>下一页</a></div>");
        assert_eq!(going_on(&column(address, &content)), (Some(3), Some(next), &[][..]));
    }
}

#[test]
fn the_number_of_entries_stands_in_a_script() {
    let list = "<ul class='ewb-list'><li><a href='/tzgg/003001/20210106/aa11.html'>青禾市公共资源交易中心公告</a><span>2021-01-06</span></li></ul>";
    let script = r#"<div id='pager'></div><script>var pageIndex=0; mini.parse(); var page = { pageIndex:pageIndex, pageSize: 15, total: 1631, onpagechange: function(data){
        if(data.pageIndex==0){ window.location.href="/tzgg/003001/moreinfo.html"; }
        else if(data.pageIndex<100){ window.location.href="/tzgg/003001/"+(data.pageIndex+1)+".html"; }
        else { window.location.replace("/tzgg/003001/moreinfo.html?categoryNum=003001&pageIndex="+(data.pageIndex+1)); } } };</script>"#;
    let at = |address: &str| column(address, &format!("{list}{script}"));
    assert_eq!(going_on(&at("/tzgg/003001/moreinfo.html")), (Some(109), Some("/tzgg/003001/2.html"), &[][..]));
    assert_eq!(going_on(&at("/tzgg/003001/7.html")), (Some(109), Some("/tzgg/003001/8.html"), &[][..]));
    let late = "/tzgg/003001/moreinfo.html?categoryNum=003001&pageIndex=101";
    assert_eq!(going_on(&at("/tzgg/003001/100.html")), (Some(109), Some(late), &[][..]));
    assert_eq!(going_on(&at("/tzgg/003001/moreinfo.html?pageIndex=109")), (Some(109), None, &[][..]));
}

#[test]
fn few_numbers_are_all_pages() {
    let pager = |numbers: u32, last: &str| {
        let numbers: String = (2..=numbers).map(|page| format!("<a href='javascript:;'>{page}</a>")).collect();
        let html = format!(
            "<ul><li><a href='content/post_1.html'>青禾市侨务政策问答</a><span>2020-09-24</span></li></ul>
            <ul class='page'><a href=''>第一页</a><a class='current' href=''>1</a>{numbers}<a href='javascript:;'>下一页</a><a href='{last}'>最后一页</a></ul>"
        );
        column("/zcfg/index.html", &html).pager.and_then(|pager| pager.pages)
    };
    assert_eq!(pager(4, "javascript:;"), Some(4));
    assert_eq!(pager(5, "javascript:;"), None);
    assert_eq!(pager(3, "javascript:turn(35)"), None);
}
