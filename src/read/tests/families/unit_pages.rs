//! The disclosure platform of 安徽.

use jiff::civil::date;

use super::{calls, column, entries, going_on};
use crate::read::tests::made_up::read;
use crate::site::PageKind;

const UNIT: &str = "/public/column/6601041?type=4&catId=6718758&action=list";
const FRAGMENT: &str = "/site/label/8888?IsAjax=1&dataType=html&labelName=publicInfoList&siteId=6793339&pageSize=2&pageIndex=1&action=list&organId=6601041&type=4&catId=6718758&result=%E6%9A%82%E6%97%A0%E7%9B%B8%E5%85%B3%E4%BF%A1%E6%81%AF&file=%2Fxxgk%2FpublicInfoList";

fn fragment(page: u32) -> String {
    FRAGMENT.replace("pageIndex=1", &format!("pageIndex={page}"))
}

#[test]
fn the_script_of_a_unit_page_says_what_its_list_is() {
    let parameters = "labelName: 'publicInfoList', siteId: '6793339', pageSize: 2, pageIndex: 1, action: 'list', organId: '6601041', type: 4, catId: catId, result: '暂无相关信息', file: '/xxgk/publicInfoList'";
    for script in [
        format!(
            "var catId = '6718758'; $.ajax({{ url: '/site/label/8888?IsAjax=1&dataType=html&_=0.42', data: {{ {parameters} }}, success: function (html) {{ $('#xxgk').html(html); }} }});"
        ),
        format!("var catId = '6718758'; Ls.label('#xxgk', {{ {parameters} }});"),
        // What the script leaves open stands in the address of the page.
        format!(
            "Ls.label('#xxgk', {{ {} }});",
            parameters.replace("'6601041'", "organ()").replace("pageIndex: 1", "pageIndex: index")
        ),
    ] {
        let page = column(UNIT, &format!("<div class='xxgk_list' id='xxgk'></div><script>{script}</script>"));
        assert_eq!(calls(&page), [(FRAGMENT, String::new())], "{script}");
    }
    let attribute = format!("<div class='xxgk_list' data-url='{}'></div>", FRAGMENT.replace('&', "&amp;"));
    assert_eq!(calls(&column(UNIT, &attribute)), [(FRAGMENT, String::new())]);
}

#[test]
fn what_the_script_would_say_of_an_empty_list_says_nothing() {
    let page = column(
        UNIT,
        "<div class='xxgk_list' id='xxgk'></div><script>Ls.unknown('publicInfo', { result: '暂无相关信息', load: $('#xxgk').load(address) });</script>",
    );
    assert_eq!(page.kind, PageKind::Shell);
}

#[test]
fn the_fragment_is_the_list() {
    let body = "<ul class='clearfix xxgk_nav_list'><li><a href='http://www.qinghe.example/public/6601041/34949102.html' title='青禾县2021年重大建设项目环境影响评价审批'>青禾县2021年重大建设项目...</a><span class='date'>2021-03-05</span></li>
        <li><a href='http://www.qinghe.example/public/6601041/34949000.html' title='青禾县污水处理厂批准结果'>青禾县污水处理厂批准结果</a><span class='date'>2020-12-18</span></li></ul>
        <script>Ls.pagination('#pages', { pageIndex: 1, pageCount:3, total: 5 });</script>";
    let page = read(FRAGMENT, body);
    assert_eq!(page.kind, PageKind::Column);
    assert_eq!(
        entries(&page),
        [
            ("青禾县2021年重大建设项目环境影响评价审批", "/public/6601041/34949102.html", Some(date(2021, 3, 5))),
            ("青禾县污水处理厂批准结果", "/public/6601041/34949000.html", Some(date(2020, 12, 18))),
        ]
    );
    assert_eq!(going_on(&page), (Some(3), Some(fragment(2).as_str()), &[][..]));
    assert_eq!(going_on(&read(&fragment(3), body)), (Some(3), None, &[][..]));
    let none = read(FRAGMENT, "<ul class='xxgk_nav_list'><li class='noinfo'>暂无相关信息</li></ul>");
    assert_eq!((none.kind, none.items.len()), (PageKind::Empty, 0));
}

#[test]
fn a_page_with_its_first_entries_goes_on_with_the_second_fragment() {
    let page = column(
        UNIT,
        "<ul class='clearfix xxgk_nav_list'><li><a href='/public/6601041/34949102.html'>青禾县2021年重大建设项目环境影响评价审批</a><span class='date'>2021-03-05</span></li></ul>
        <script>$.get('/site/label/8888', {IsAjax: 1, dataType: 'html', labelName: 'publicInfoList', siteId: '6793339', pageSize: 2, pageIndex: index, action: 'list', organId: '6601041', type: 4, catId: '6718758', result: '暂无相关信息', file: '/xxgk/publicInfoList'}, draw);
        Ls.pagination('#pages', { pageIndex: 1, pageCount:3, total: 5 });</script>",
    );
    assert_eq!((page.kind, page.items.len(), page.calls.len()), (PageKind::Column, 1, 0));
    assert_eq!(going_on(&page), (Some(3), Some(fragment(2).as_str()), &[][..]));
}
