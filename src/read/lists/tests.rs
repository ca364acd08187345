//! Made-up pages of every shape. Their places and hosts do not exist.

use jiff::civil::date;
use proptest::prelude::*;
use scraper::Html;
use url::Url;

use super::{Lists, lists};
use crate::read::dom::Dom;
use crate::site::{DateSource, LinkRole};

/// Reads a made-up page of a made-up site.
fn read(address: &str, html: &str) -> Lists {
    let url = Url::parse(address).unwrap();
    let tree = Html::parse_document(html);
    lists(&Dom::new(&tree, &url, html), None)
}

fn here(html: &str) -> Lists {
    read("http://www.qinghe.example/zwgk/tzgg/", html)
}

/// Makes a row from title, file and day.
type Row = dyn Fn(&str, &str, (i16, i8, i8)) -> String;

/// Three rows made by `row`.
fn rows(row: impl Fn(&str, &str, (i16, i8, i8)) -> String) -> String {
    [
        ("清河县人民政府关于防汛工作的通知", "a", (2020, 9, 8)),
        ("清河县2020年财政预算公告", "b", (2020, 8, 25)),
        ("关于开展消防检查的通知", "c", (2019, 12, 31)),
    ]
    .iter()
    .map(|(title, file, day)| row(title, file, *day))
    .collect()
}

fn dates(lists: &Lists) -> Vec<Option<jiff::civil::Date>> {
    lists.items.iter().map(|item| item.date).collect()
}

const DAYS: [Option<jiff::civil::Date>; 3] =
    [Some(date(2020, 9, 8)), Some(date(2020, 8, 25)), Some(date(2019, 12, 31))];

#[test]
fn dates_beside_the_link_in_every_form() {
    let forms: [(&str, &Row); 14] = [
        ("after", &|t, f, (y, m, d)| format!("<li><a href=x/{f}.html>{t}</a><span>{y}-{m:02}-{d:02}</span></li>")),
        ("before", &|t, f, (y, m, d)| format!("<li><span>{y}/{m}/{d}</span><a href=x/{f}.html>{t}</a></li>")),
        ("dots", &|t, f, (y, m, d)| format!("<li><a href=x/{f}.html>{t}</a><em>{y}.{m:02}.{d:02}</em></li>")),
        ("words", &|t, f, (y, m, d)| format!("<li><a href=x/{f}.html>{t}</a> {y}年{m}月{d}日</li>")),
        ("brackets", &|t, f, (y, m, d)| format!("<li><a href=x/{f}.html>{t}</a>[{y}-{m:02}-{d:02}]</li>")),
        ("in the link", &|t, f, (y, m, d)| format!("<li><a href=x/{f}.html>{t}({y}-{m:02}-{d:02})</a></li>")),
        ("inside a tag of the link", &|t, f, (y, m, d)| {
            format!("<li><a href=x/{f}.html><i>{y}-{m:02}-{d:02}</i>{t}</a></li>")
        }),
        ("split block", &|t, f, (y, m, d)| {
            format!("<li><a href=x/{f}.html><div><p>{d:02}</p><p>{y}-{m:02}</p></div><h3>{t}</h3></a></li>")
        }),
        ("table", &|t, f, (y, m, d)| {
            format!(
                "<table><tr><td>1</td><td><a href=x/{f}.html>{t}</a></td><td>办公室</td><td>{y}-{m:02}-{d:02}</td></tr></table>"
            )
        }),
        ("labelled", &|t, f, (y, m, d)| {
            format!("<li><h4><a href=x/{f}.html>{t}</a></h4><p>发布时间：{y}-{m:02}-{d:02} 来源：办公室</p></li>")
        }),
        ("div rows", &|t, f, (y, m, d)| {
            format!(
                "<div class=row><div class=l><a href=x/{f}.html>{t}</a></div><div class=r>{y}-{m:02}-{d:02}</div></div>"
            )
        }),
        ("with a mark", &|t, f, (y, m, d)| {
            format!("<li><a href=../x/>[通知]</a><a href=x/{f}.html>{t}</a><span>{y}-{m:02}-{d:02}</span></li>")
        }),
        ("doubled dash", &|t, f, (y, m, d)| {
            format!("<li><a href=x/{f}.html>{t}</a><span>{y}——{m:02}——{d:02}</span></li>")
        }),
        ("other days", &|t, f, (y, m, d)| {
            format!("<li><a href=x/{f}.html>{t}</a><b>截止日期：</b><b>2021-01-01</b><b>{y}-{m:02}-{d:02}</b></li>")
        }),
    ];
    for (form, row) in forms {
        let list = here(&format!("<div class=list><ul>{}</ul></div>", rows(row)));
        assert_eq!(dates(&list), DAYS, "{form}");
        assert!(list.items.iter().all(|item| item.date_source == Some(DateSource::List)), "{form}");
        assert_eq!(list.items[0].title, "清河县人民政府关于防汛工作的通知", "{form}");
        assert_eq!(list.items[0].url, "http://www.qinghe.example/zwgk/tzgg/x/a.html", "{form}");
    }
}

#[test]
fn the_year_of_a_short_date_is_never_guessed() {
    let short = |t: &str, f: &str, (_, m, d): (i16, i8, i8)| {
        format!("<li><a href=x/{f}.html>{t}</a><span>{m:02}-{d:02}</span></li>")
    };
    let list = here(&format!("<ul>{}</ul>", rows(short)));
    assert_eq!(dates(&list), [None, None, None]);

    let dated = |t: &str, _: &str, (y, m, d): (i16, i8, i8)| {
        format!("<li><a href={y}{m:02}/t{y}{m:02}{d:02}_1.html>{t}</a><span>[{m:02}-{d:02}]</span></li>")
    };
    let list = here(&format!("<ul>{}</ul>", rows(dated)));
    assert_eq!(dates(&list), DAYS);
    assert_eq!(list.items[2].date_source, Some(DateSource::List));

    let turn = "<ul><li><a href=202001/t20200102_1.html>清河县2019年工作总结</a><span>12-30</span></li></ul>";
    assert_eq!(dates(&here(turn)), [Some(date(2019, 12, 30))], "the address was made after the turn of the year");

    let between = "<ul><li><a href=a.html>清河县公告一</a><i>2020-05-01</i></li><li><a href=b.html>清河县公告二</a><i>04-02</i></li><li><a href=c.html>清河县公告三</a><i>2020-03-01</i></li></ul>";
    assert_eq!(dates(&here(between))[1], Some(date(2020, 4, 2)));
}

#[test]
fn a_date_may_stand_in_the_address_alone() {
    let list = here(
        "<div class=main><ul><li><a href=202009/t20200908_1.html>关于防汛工作的通知</a></li><li><a href=202008/t20200801_2.html>关于防火工作的通知</a></li></ul></div>",
    );
    assert_eq!(dates(&list), [Some(date(2020, 9, 8)), Some(date(2020, 8, 1))]);
    assert!(list.items.iter().all(|item| item.date_source == Some(DateSource::Url)));
}

#[test]
fn titles_are_read_in_full() {
    let list = here(
        "<ul><li><a href=a.html title='清河县人民政府关于印发防汛抗旱应急预案的通知'>清河县人民政府关于印发…</a><i>2020-01-03</i></li>
        <li><a href=b.html title='清河县安全生产委员会全体会议召开'>• 清河县安全生产委员会</a><i>2020-01-02</i></li>
        <li><a href=c.html title='标题：清河县公告&#10;点击数：12'>清河县...</a><i>2020-01-01</i></li>
        <li><span>清河县2019年度部门决算</span><a href=d.pdf>查看</a><i>2019-12-31</i></li></ul>",
    );
    let titles: Vec<&str> = list.items.iter().map(|item| item.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "清河县人民政府关于印发防汛抗旱应急预案的通知",
            "清河县安全生产委员会全体会议召开",
            "清河县公告",
            "清河县2019年度部门决算"
        ]
    );
}

#[test]
fn addresses_behind_scripts_are_found() {
    let list = here(
        "<ul><li><a href='javascript:void(0)' onclick=\"jumpToDetail('./202605/t20260513_1.html')\">关于供水的公告</a><i>2026-05-13</i></li>
        <li><a href=\"javascript:openUrl('http://www.qinghe.example/b.html')\">关于停电的公告</a><i>2026-05-12</i></li>
        <li><a href='javascript:show(12)'>关于招聘的公告</a><i>2026-05-11</i></li></ul>",
    );
    let urls: Vec<&str> = list.items.iter().map(|item| item.url.as_str()).collect();
    assert_eq!(
        urls,
        ["http://www.qinghe.example/zwgk/tzgg/202605/t20260513_1.html", "http://www.qinghe.example/b.html", ""]
    );
    assert_eq!(list.items[2].date, Some(date(2026, 5, 11)), "it is an entry though only a script opens it");
}

#[test]
fn menus_friends_and_feet_are_no_entries() {
    let list = here(
        "<div class=header><ul class=nav><li><a href=/>首页</a></li><li><a href=/zwgk/>政务公开</a></li><li><a href=/hdjl/>互动交流</a></li></ul></div>
        <div class=left><ul><li><a href=/zwgk/czxx/>财政信息</a></li><li><a href=/zwgk/rsxx/>人事信息</a></li><li><a href=/zwgk/jgzn/>机构职能</a></li></ul></div>
        <div class=list><ul></ul></div>
        <div class=footer><ul class=friend><li><a href=http://www.a.example/>中华人民共和国中央人民政府门户网站</a></li><li><a href=http://www.b.example/>清河市人民政府门户网站</a></li><li><a href=http://www.c.example/>清河市发展和改革委员会</a></li></ul></div>",
    );
    assert!(list.items.is_empty(), "{:?}", list.items);
    assert!(list.list_seen);
    let role = |text: &str| list.links.iter().find(|link| link.text == text).map(|link| link.role);
    assert_eq!(role("政务公开"), Some(LinkRole::Nav));
    assert_eq!(role("财政信息"), Some(LinkRole::Column));
    assert_eq!(role("清河市人民政府门户网站"), Some(LinkRole::External));
}

#[test]
fn blocks_give_entries_and_columns() {
    let block = |name: &str, slug: &str| {
        format!(
            "<div class=block><div class=hd><h3>{name}</h3><a class=more href=/zwgk/{slug}/>更多&gt;&gt;</a></div><ul><li><a href=/zwgk/{slug}/1.html>{name}第一号</a><span>2020-05-02</span></li><li><a href=/zwgk/{slug}/2.html>{name}第二号</a><span>2020-05-01</span></li></ul></div>"
        )
    };
    let list = here(&format!("<body>{}{}</body>", block("财政信息", "czxx"), block("人事信息", "rsxx")));
    assert_eq!(list.items.len(), 4);
    let columns: Vec<(&str, &str)> = list
        .links
        .iter()
        .filter(|link| link.role == LinkRole::Column)
        .map(|link| (link.text.as_str(), link.url.as_str()))
        .collect();
    assert_eq!(
        columns,
        [("财政信息", "http://www.qinghe.example/zwgk/czxx/"), ("人事信息", "http://www.qinghe.example/zwgk/rsxx/")]
    );
}

#[test]
fn lists_without_dates_count_when_they_are_the_content() {
    let list = here(
        "<div class=content><ul><li><a href=a1.html>清河县人民政府工作规则</a></li><li><a href=a2.html>清河县人民政府会议制度</a></li><li><a href=a3.html>清河县政府信息公开保密审查制度</a></li></ul></div>",
    );
    assert_eq!(list.items.len(), 3);
    assert_eq!(dates(&list), [None, None, None]);
    let beside = here(
        "<div><p>上一篇：<a href=1.html>清河县召开春耕生产工作会议</a></p><p>下一篇：<a href=2.html>清河县召开防汛工作会议部署</a></p></div>",
    );
    assert!(beside.items.is_empty());
}

#[test]
fn pagers_of_every_family() {
    let list = "<div class=list><ul><li><a href=a.html>清河县公告第一号</a><i>2020-05-02</i></li></ul></div>";
    let base = "http://www.qinghe.example/tzgg/";
    for (address, pager, pages, next) in [
        ("index.html", "<script>createPageHTML(12, 0, \"index\", \"html\")</script>", Some(12), "index_1.html"),
        (
            "Node-12.html",
            "<div class=page><a href=Node-12.html>1</a><a href=Node-12_2.html>2</a><a href=Node-12_2.html>下一页</a><a href=Node-12_9.html>尾页</a></div>",
            Some(9),
            "Node-12_2.html",
        ),
        (
            "Node-12_9.html",
            "<div class=page><a href=Node-12.html>首页</a><a href=Node-12_8.html>上一页</a><a href=Node-12_8.html>8</a><b>9</b></div>",
            Some(9),
            "",
        ),
        ("index.html", "<div class=fenye>共 13 页 <a href=index_2.html>下页</a></div>", Some(13), "index_2.html"),
        (
            "index_1.html",
            "<div class=page>2/13 <a href=index.html>上一页</a> <a href=index_2.html>下一页</a></div>",
            Some(13),
            "index_2.html",
        ),
        (
            "index.html",
            "<div class=page><b>1</b><a href=index_1.html>2</a><a href=index_2.html>3</a><a href=index_1.html>下一页</a><a href=index_40.html>末页</a></div>",
            Some(41),
            "index_1.html",
        ),
        (
            "list.php?catid=3",
            "<div class=pages><a href='list.php?catid=3&page=2'>2</a><a href='list.php?catid=3&page=2'>下一页</a><a href='list.php?catid=3&page=7'>尾页</a></div>",
            Some(7),
            "list.php?catid=3&page=2",
        ),
        (
            "index.html",
            "<select onchange=go()><option value=index.html>1</option><option value=index_1.html>2</option><option value=index_2.html>3</option></select>",
            Some(3),
            "",
        ),
        (
            "index.html",
            "<div><b>1</b> <a href='/index.html?link=zwgk/index_2.htm'>2</a> <a href='/index.html?link=zwgk/index_3.htm'>3</a> <a href='/index.html?link=zwgk/index_2.htm'>下一页</a> <a href='/index.html?link=zwgk/index_94.htm'>尾页</a></div>",
            Some(94),
            "http://www.qinghe.example/index.html?link=zwgk/index_2.htm",
        ),
        ("index.html", "<div class=page><a href='javascript:go(2)'>下一页</a></div>", None, ""),
        ("index.html", "", None, ""),
    ] {
        let found = read(&format!("{base}{address}"), &format!("<body>{list}{pager}</body>")).pager.unwrap_or_default();
        assert_eq!(
            (found.pages, found.next.unwrap_or_default().replace(base, "").as_str()),
            (pages, next),
            "{address} {pager}"
        );
    }
}

#[test]
fn nested_menus_keep_their_path() {
    let list = here(
        "<ul class=tree><li><a href=/xxgk/zn/>公开指南</a></li><li><a>法定主动公开内容</a><ul><li><a href=/xxgk/czxx/>财政信息</a><ul><li><a href=/xxgk/czxx/ys/>预算</a></li></ul></li></ul></li></ul>
        <dl><dt>重点领域</dt><dd><a href=/xxgk/fp/>扶贫</a></dd><dd><a href=/xxgk/hb/>环保</a></dd></dl>",
    );
    let path = |text: &str| list.links.iter().find(|link| link.text == text).map(|link| link.path.join(">"));
    assert_eq!(path("公开指南").as_deref(), Some(""));
    assert_eq!(path("财政信息").as_deref(), Some("法定主动公开内容"));
    assert_eq!(path("预算").as_deref(), Some("法定主动公开内容>财政信息"));
    assert_eq!(path("环保").as_deref(), Some("重点领域"));
}

#[test]
fn the_city_of_nodes() {
    let list = read(
        "http://jyj.qinghe.example/Node-881.html",
        "<div class=location>您的位置：<a href=/>首页</a>&gt;<a href=Node-880.html>政务公开</a>&gt;<a href=Node-881.html>财政信息</a></div>
        <ul class=newlist><li><a href=Content-170011.html>清河县教育局2020年部门预算</a><span>2020-02-12</span></li>
        <li><a href=Content-170010.html>清河县教育局2019年部门决算</a><span>2019-08-30</span></li></ul>
        <div class=page><a href=Node-881.html>1</a><a href=Node-881_2.html>2</a><a href=Node-881_2.html>&gt;</a><a href=Node-881_4.html>末页</a></div>",
    );
    assert_eq!(list.path, ["首页", "政务公开", "财政信息"]);
    assert_eq!(dates(&list), [Some(date(2020, 2, 12)), Some(date(2019, 8, 30))]);
    let pager = list.pager.unwrap();
    assert_eq!((pager.pages, pager.next.as_deref()), (Some(4), Some("http://jyj.qinghe.example/Node-881_2.html")));
}

#[test]
fn records_for_a_script_are_the_list() {
    let list = here(
        "<div class=list id=12></div><script type='text/xml'><datastore><totalpage>3</totalpage><recordset>
        <record><![CDATA[<li><a href='/art/2020/8/14/art_12_1.html' title='清河县公告'>清河县公告</a><b>2020-08-14</b></li>]]></record>
        </recordset></datastore></script>",
    );
    assert_eq!(list.items.len(), 1);
    assert_eq!(list.items[0].date_source, Some(DateSource::Cms));
    assert_eq!(list.pager.unwrap().pages, Some(3));
}

#[test]
fn frames_are_columns() {
    let list = here(
        "<h3>公开目录</h3><iframe src=/xxgk/gkml.jsp?area=1></iframe><iframe src=/s.html title=站内搜索></iframe>",
    );
    let roles: Vec<(&str, LinkRole)> = list.links.iter().map(|link| (link.text.as_str(), link.role)).collect();
    assert_eq!(roles, [("公开目录", LinkRole::Column), ("站内搜索", LinkRole::Other)]);
}

#[test]
fn hostile_pages_end() {
    let mut many = String::from("<ul>");
    for at in 0..6_000 {
        many.push_str(&format!(
            "<li><a href=a{at}.html>清河县公告第{at}号文件</a><a class=more href=b{at}/>更多</a></li>"
        ));
    }
    let list = here(&many);
    assert!(list.links.len() <= 5_000);
    let deep = format!("{}<a href=x.html>清河县公告</a><i>2020-01-01</i>", "<div class=list><ul><li>".repeat(150));
    assert_eq!(here(&deep).items.len(), 1);
    for broken in [
        "<a href='javascript:x(\"",
        "<a href=http://[::1>更多",
        "<table><tr treeitemlevel=999><td><a href=a>x</a>",
        "<ul><li><a href=#>",
        "<script>createPageHTML(99999999999,0)</script>",
    ] {
        here(broken);
    }
}

proptest! {
    #[test]
    fn any_mixture_of_tags_is_read(parts in proptest::collection::vec(0..TAGS.len(), 0..60)) {
        let html: String = parts.iter().map(|part| TAGS[*part]).collect();
        let list = here(&html);
        prop_assert!(list.items.iter().all(|item| !item.title.is_empty()));
    }
}

/// Pieces of which lists and menus are made, also in the wrong order.
const TAGS: [&str; 24] = [
    "<ul class=list>",
    "</ul>",
    "<li>",
    "</li>",
    "<a href=a.html>",
    "<a href=/b/>",
    "<a href='javascript:x(1)'>",
    "</a>",
    "清河县公告第一号",
    "财政信息",
    "更多>>",
    "<span>2020-01-02</span>",
    "01-02",
    "<h3>",
    "</h3>",
    "<table><tr><td>",
    "</td><td>",
    "</tr></table>",
    "<div class=page>",
    "下一页",
    "</div>",
    "当前位置：首页 > ",
    "<dl><dt>",
    "</dt><dd>",
];
