//! TRS WCM and its search WAS5.

use jiff::civil::date;

use super::{calls, column, entries, going_on};
use crate::read::corpus;
use crate::read::tests::made_up::read;
use crate::site::{DateSource, PageKind};

#[test]
fn a_script_draws_the_pager() {
    let list = "<ul class='list'><li><a href='./202009/t20200908_123456.html' title='青禾县人民政府关于防汛工作的通知'>青禾县人民政府关于防汛...</a></li>
        <li><a href='./202009/t20200901_123450.html'>关于公布秋季开学时间的公告</a></li></ul>";
    for (address, script, pages, next) in [
        ("/zwgk/tzgg/", r##"createPageHTML(4, 0, "index", "html");"##, 4, Some("/zwgk/tzgg/index_1.html")),
        ("/zwgk/tzgg/index_3.html", r##"createPageHTML(4, 3, "index", "html");"##, 4, None),
        (
            "/zwgk/tzgg/index.shtml",
            "createPageHTML('page_div', 12, 0, 'name_list', 'shtml', 180);",
            12,
            Some("/zwgk/tzgg/name_list_1.shtml"),
        ),
        (
            "/zwgk/tzgg/index.shtml",
            "createPageHTML('page_div', 12, 1, 'name_list', 'shtml', 180);",
            12,
            Some("/zwgk/tzgg/name_list_2.shtml"),
        ),
        ("/zwgk/tzgg/index.html", "createPage(3,0,'index','html')", 3, Some("/zwgk/tzgg/index_1.html")),
        (
            "/zwgk/tzgg/index.html",
            "Pager({size:7,current:0,prefix:'index',suffix:'html'});",
            7,
            Some("/zwgk/tzgg/index_1.html"),
        ),
    ] {
        let page = column(address, &format!("{list}<div class='page'><script>{script}</script></div>"));
        assert_eq!(page.kind, PageKind::Column);
        assert_eq!(
            entries(&page),
            [
                ("青禾县人民政府关于防汛工作的通知", "/zwgk/tzgg/202009/t20200908_123456.html", Some(date(2020, 9, 8))),
                ("关于公布秋季开学时间的公告", "/zwgk/tzgg/202009/t20200901_123450.html", Some(date(2020, 9, 1))),
            ],
            "{script}"
        );
        assert_eq!(page.items[0].date_source, Some(DateSource::Url));
        assert_eq!(going_on(&page), (Some(pages), next, &[][..]), "{script}");
    }
}

#[test]
fn links_hide_in_scripts() {
    let page = column(
        "/zwgk/tzgg/",
        r##"<ul class='list'><li><a href="javascript:void(0)" onclick="jumpToDetail('./202605/t20260512_31.html')">关于开展防灾减灾日活动的通知</a><span>2026-05-12</span></li>
        <li><a href="javascript:void(0);" onclick="openUrl('http://www.qinghe.example/zwgk/tzgg/202605/t20260506_30.html')">关于劳动节值班安排的通知</a><span>2026-05-06</span></li></ul>
        <div class="side"><ul><li><a href="javascript:void(0)" onclick="openUrl('/zwgk/ghjh/')">规划计划</a></li><li><a href="javascript:openUrl('/zwgk/czxx/')">财政信息</a></li></ul></div>"##,
    );
    assert_eq!(
        entries(&page),
        [
            ("关于开展防灾减灾日活动的通知", "/zwgk/tzgg/202605/t20260512_31.html", Some(date(2026, 5, 12))),
            ("关于劳动节值班安排的通知", "/zwgk/tzgg/202605/t20260506_30.html", Some(date(2026, 5, 6))),
        ]
    );
    for (name, url) in [("规划计划", "/zwgk/ghjh/"), ("财政信息", "/zwgk/czxx/")] {
        let link = page.links.iter().find(|link| link.text == name).unwrap();
        assert_eq!((super::behind_host(&link.url), link.role), (url, crate::site::LinkRole::Column));
    }
}

const SEARCH: &str = "/was5/web/search?channelid=229105&page=1&prepage=2&sortfield=-docreltime";

#[test]
fn a_script_asks_the_search_for_the_list() {
    let page = column(
        "/xxgk/zfxxgkml/",
        "<div class='search'><form action='/was5/web/search' method='post' target='_blank'><input type='hidden' name='channelid' value='258715'><input name='searchword'></form></div>
        <div class='gl_list'><ul id='list'></ul></div><script>
        $.ajax({ type: 'POST', url: '/was5/web/search', data: { channelid: 229105, page: 1, prepage: 2, sortfield: '-docreltime' }, dataType: 'xml',
            success: function (xml) { $(xml).find('REC').each(function () { $('#list').append('<li>' + $(this).find('TITLE').text() + '</li>'); }); } });</script>",
    );
    assert_eq!(calls(&page), [(SEARCH, String::new())]);
}

#[test]
fn a_form_for_visitors_calls_for_nothing() {
    let page = column(
        "/xxgk/zfxxgkml/",
        "<form action='/was5/web/search' method='post' target='_blank'><input type='hidden' name='channelid' value='258715'><input name='searchword'></form>
        <ul class='list'><li><a href='./202009/t20200901_123450.html'>关于公布秋季开学时间的公告</a><span>2020-09-01</span></li></ul>",
    );
    assert!(page.calls.is_empty());
    for file in ["hdzfxxgk.hd.gov.cn/1.html", "hdzfxxgk.hd.gov.cn/2.html", "hdzfxxgk.hd.gov.cn/4.html"] {
        let Some(page) = corpus::page(file) else { return };
        assert!(page.calls.is_empty(), "{file}");
    }
}

#[test]
fn the_search_answers_in_xml() {
    let answer = |count: u32| {
        format!(
            "<?xml version='1.0' encoding='UTF-8'?><SEARCH><RECORDCOUNT>{count}</RECORDCOUNT>
            <REC><TITLE><![CDATA[青禾县人民政府关于印发防汛预案的通知]]></TITLE><URL><![CDATA[http://www.qinghe.example/xxgk/202008/t20200814_5.htm]]></URL>
            <WH><![CDATA[青政〔2020〕5号]]></WH><DOCRELTIME><![CDATA[2020.08.14 10:00:00]]></DOCRELTIME><FWDW><![CDATA[青禾县人民政府]]></FWDW></REC>
            <REC><TITLE><![CDATA[青禾县2020年财政预算]]></TITLE><URL><![CDATA[/xxgk/202003/t20200302_4.htm]]></URL><WH></WH><DOCRELTIME></DOCRELTIME></REC></SEARCH>"
        )
    };
    let page = read(SEARCH, &answer(5));
    assert_eq!(page.kind, PageKind::Column);
    assert_eq!(
        entries(&page),
        [
            ("青禾县人民政府关于印发防汛预案的通知", "/xxgk/202008/t20200814_5.htm", Some(date(2020, 8, 14))),
            // The record tells no day of publication.
            ("青禾县2020年财政预算", "/xxgk/202003/t20200302_4.htm", None),
        ]
    );
    let next = SEARCH.replace("page=1", "page=2");
    assert_eq!(going_on(&page), (Some(3), Some(next.as_str()), &[][..]));
    assert_eq!(going_on(&read(SEARCH, &answer(2))), (Some(1), None, &[][..]));
    let none = read(SEARCH, "<?xml version='1.0'?><SEARCH><RECORDCOUNT>0</RECORDCOUNT></SEARCH>");
    assert_eq!((none.kind, none.items.len()), (PageKind::Empty, 0));
}

#[test]
fn saved_pages_keep_their_pagers() {
    let Some(page) = corpus::page("rsj.gzdaozhen.gov.cn/15.html") else { return };
    assert_eq!(page.pager.unwrap().pages, Some(1));
    // A page of one article draws a pager of its text.
    let Some(page) = corpus::page("www.shanxi.gov.cn/1.html") else { return };
    assert_eq!((page.kind, page.pager), (PageKind::Article, None));
}
