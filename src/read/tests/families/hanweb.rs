//! Hanweb jpage and its disclosure module.

use jiff::civil::date;

use super::{behind_host, calls, column, entries, going_on, posted};
use crate::read::tests::made_up::read;
use crate::site::{DateSource, LinkRole, PageKind};

const STORE: &str = r##"<datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&path=http://www.qinghe.example/&columnid=1234&unitid=567"></a>]]></nextgroup>
<totalrecord>17</totalrecord><totalpage>2</totalpage><recordset>
<record><![CDATA[<li><a title="青禾县人民政府关于做好春耕备耕工作的通知" href="/art/2020/8/14/art_1234_9001.html">青禾县人民政府关于做好春耕...</a><span>2020-08-14</span></li>]]></record>
<record><![CDATA[<li><a href='/art/2020/8/3/art_1234_9000.html' title='青禾县2020年防汛预案'>青禾县2020年防汛预案</a><b>2020-08-03</b></li>]]></record>
<record><![CDATA[<tr><td><a href="/art/2020/7/1/art_1234_8999.html">青禾县公告</a></td></tr>]]></record>
</recordset></datastore>"##;

#[test]
fn records_in_a_script_are_the_list() {
    let page = column(
        "/col/col1234/index.html",
        &format!(r##"<div class="list" id="567"></div><script type="text/xml">{STORE}</script>"##),
    );
    assert_eq!(page.kind, PageKind::Column);
    assert_eq!(
        entries(&page),
        [
            ("青禾县人民政府关于做好春耕备耕工作的通知", "/art/2020/8/14/art_1234_9001.html", Some(date(2020, 8, 14))),
            ("青禾县2020年防汛预案", "/art/2020/8/3/art_1234_9000.html", Some(date(2020, 8, 3))),
            ("青禾县公告", "/art/2020/7/1/art_1234_8999.html", Some(date(2020, 7, 1))),
        ]
    );
    let sources: Vec<_> = page.items.iter().map(|item| item.date_source).collect();
    assert_eq!(sources, [Some(DateSource::Cms), Some(DateSource::Cms), Some(DateSource::Url)]);
    let next =
        "/module/web/jpage/dataproxy.jsp?page=1&webid=1&path=http://www.qinghe.example/&columnid=1234&unitid=567";
    assert_eq!(going_on(&page), (Some(2), Some(next), &[][..]));
    assert!(page.calls.is_empty());
}

#[test]
fn the_paging_address_answers_with_records() {
    let numbers =
        "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=3&perpage=3&col=1&webid=1&columnid=1234&unitid=567";
    let records = STORE.split("<recordset>").nth(1).unwrap();
    let body = format!(
        "<?xml version='1.0' encoding='UTF-8'?><datastore><totalrecord>17</totalrecord><totalpage>6</totalpage><recordset>{records}"
    );
    let page = read(numbers, &body);
    assert_eq!((page.kind, page.items.len()), (PageKind::Column, 3));
    let (pages, next, form) = going_on(&page);
    assert_eq!(
        (pages, next),
        (Some(6), Some(numbers.replace("=1&end", "=4&end").replace("=3&per", "=6&per").as_str()))
    );
    assert_eq!(posted(form), "col=1&webid=1&columnid=1234&unitid=567");
    let last = read(&numbers.replace("=1&end", "=15&end").replace("=3&per", "=17&per"), &body);
    assert_eq!(going_on(&last).1, None);
    let none = read(
        numbers,
        "<?xml version='1.0'?><datastore><totalrecord>0</totalrecord><recordset></recordset></datastore>",
    );
    assert_eq!((none.kind, none.items.len()), (PageKind::Empty, 0));
}

#[test]
fn a_jpage_without_records_calls_for_them() {
    let script = "$(function(){ $('#567').jpage({ themeName:'default', showMode:'full', totalRecord: 58, openCookies:false,
        dataBefore:'<ul>', dataAfter:'</ul>', groupSize:3, proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage: 20, barPosition:'bottom',
        ajaxParam:{col:1,appid:'1',webid:39,path:'/',columnid:61490,sourceContentType:1,unitid:'567',webname:'青禾县',permissiontype:0} }); });";
    let page = column("/col/col61490/index.html", &format!("<div id='567'></div><script>{script}</script>"));
    let form =
        "col=1&appid=1&webid=39&path=/&columnid=61490&sourceContentType=1&unitid=567&webname=青禾县&permissiontype=0";
    let [call] = page.calls.as_slice() else { panic!("{:?}", page.calls) };
    assert_eq!(page.kind, PageKind::Column);
    assert!(
        behind_host(&call.url).starts_with(
            "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=60&perpage=20&col=1&appid=1&webid=39"
        ),
        "{}",
        call.url
    );
    assert_eq!(posted(&call.form), form);
}

#[test]
fn a_jpage_holds_its_first_rows_as_an_array() {
    let page = column(
        "/col/col30067/index.html",
        r##"<div id="567"></div><script>var InitData567 = ['<tr><td><a href="/art/2014/5/20/art_30067_1.html" title="青禾县第三中学设备采购公告">青禾县第三中学...</a>[2014-05-20]</td></tr>',
        '<tr><td><a href="/art/2014/5/19/art_30067_2.html">防汛物资采购公告</a>[2014-05-19]</td></tr>'];
        $(function(){$('#567').jpage({totalRecord:40,dataBefore:'',dataStore:InitData567,dataAfter:'',proxyUrl:'/module/jslib/jquery/jpage/dataproxy.jsp',perPage:2,ajaxParam:{col:1,webid:60,columnid:30067,unitid:'567'}});});</script>"##,
    );
    assert_eq!(
        entries(&page),
        [
            ("青禾县第三中学设备采购公告", "/art/2014/5/20/art_30067_1.html", Some(date(2014, 5, 20))),
            ("防汛物资采购公告", "/art/2014/5/19/art_30067_2.html", Some(date(2014, 5, 19))),
        ]
    );
    let (pages, next, form) = going_on(&page);
    assert_eq!(pages, Some(20));
    assert!(next.unwrap().contains("startrecord=3&endrecord=8&perpage=2"), "{next:?}");
    assert_eq!(posted(form), "col=1&webid=60&columnid=30067&unitid=567");
}

#[test]
fn the_disclosure_module_stands_in_a_frame() {
    let page = column(
        "/col/col1686/index.html",
        r##"<h3>信息公开目录</h3><iframe name="subinfo" width="100%" src="/module/xxgk/subjectinfo.jsp?area=11990000001"></iframe>"##,
    );
    assert_eq!(calls(&page), [("/module/xxgk/subjectinfo.jsp?area=11990000001", String::new())]);
    assert!(page.links.iter().all(|link| !link.url.contains("subjectinfo")));
}

#[test]
fn the_tree_of_the_disclosure_module_is_that_of_the_columns() {
    let page = column(
        "/col/col1686/index.html",
        r##"<div id="tree"></div><script>$("#tree").load("/module/xxgk/tree.jsp?standardXxgk=1&area=11990000001");</script>"##,
    );
    let tree = "/module/xxgk/tree.jsp?standardXxgk=1&area=11990000001";
    let links: Vec<_> = page.links.iter().filter(|link| behind_host(&link.url) == tree).collect();
    assert_eq!((links.len(), links[0].role), (1, LinkRole::Column));

    let answer = read(
        tree,
        r##"<ul><li><a href="javascript:funclick('A01')">机构信息</a><ul><li><a href="javascript:funclick('A0101')">机构职能</a></li>
        <li><a href="#" onclick="funclick('A0102');return false;">领导信息</a></li></ul></li><li><a href="javascript:funclick('A02')">财政预决算</a></li></ul>"##,
    );
    let columns: Vec<(&str, &str, Vec<&str>)> = answer
        .links
        .iter()
        .filter(|link| link.url.contains("search.jsp"))
        .map(|link| (link.text.as_str(), behind_host(&link.url), link.path.iter().map(String::as_str).collect()))
        .collect();
    let at = |id: &str| format!("/module/xxgk/search.jsp?standardXxgk=1&area=11990000001&infotypeId={id}");
    assert_eq!(
        columns,
        [
            ("机构信息", at("A01").as_str(), vec![]),
            ("机构职能", at("A0101").as_str(), vec!["机构信息"]),
            ("领导信息", at("A0102").as_str(), vec!["机构信息"]),
            ("财政预决算", at("A02").as_str(), vec![]),
        ]
    );
}

#[test]
fn the_rows_of_the_disclosure_module_are_posted_for() {
    let page = column(
        "/col/col1686/index.html",
        r##"<div id="div1686"></div><script>
        $.ajax({ type: "post", url: "/module/xxgk/search.jsp", data: "divid=div1686&infotypeId=A0101&jdid=2&area=11990000001&sortfield=createdatetime:0",
            success: function (html) { $("#div1686").html(html); } });</script>"##,
    );
    let fields = "divid=div1686&infotypeId=A0101&jdid=2&area=11990000001&sortfield=createdatetime:0&currpage=1";
    let address = "/module/xxgk/search.jsp?divid=div1686&infotypeId=A0101&jdid=2&area=11990000001&sortfield=createdatetime%3A0&currpage=1";
    assert_eq!(calls(&page), [(address, fields.to_owned())]);

    let answer = read(
        address,
        r##"<table><tr class="tr_main_title"><td>序号</td><td>名称</td><td>生成日期</td></tr>
        <tr class="tr_main_value_odd"><td>1</td><td><a href="http://www.qinghe.example/art/2020/6/1/art_1686_5.html" title="青禾县教育局主要职能" target="_blank">青禾县教育局主要职能</a></td><td>2020-06-01</td></tr>
        <tr class="tr_main_value_even"><td>2</td><td><a href="http://www.qinghe.example/art/2019/3/2/art_1686_4.html" title="青禾县教育局内设机构" target="_blank">青禾县教育局内设机构</a></td><td>2019-03-02</td></tr></table>
        <table class="page"><tr><td>第1页/共3页 <a onclick="funGoPage('/module/xxgk/search.jsp?currpage=2',2)">下一页</a> <a onclick="funGoPage('/module/xxgk/search.jsp?currpage=3',3)">尾页</a></td></tr></table>"##,
    );
    assert_eq!(answer.kind, PageKind::Column);
    assert_eq!(
        entries(&answer),
        [
            ("青禾县教育局主要职能", "/art/2020/6/1/art_1686_5.html", Some(date(2020, 6, 1))),
            ("青禾县教育局内设机构", "/art/2019/3/2/art_1686_4.html", Some(date(2019, 3, 2))),
        ]
    );
    let (pages, next, form) = going_on(&answer);
    assert_eq!((pages, next), (Some(3), Some(address.replace("currpage=1", "currpage=2").as_str())));
    assert_eq!(posted(form), fields.replace("currpage=1", "currpage=2"));
}
