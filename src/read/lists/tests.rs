//! Saved pages of real sites, read by hand, and made-up pages of every shape. The places and hosts of the made-up pages do
//! not exist.

use jiff::civil::date;
use scraper::Html;
use url::Url;

use super::{Lists, lists};
use crate::read::corpus;
use crate::read::dom::Dom;
use crate::site::{DateSource, LinkRole};

/// What a person sees on a saved page: entries, first and last date, pages of the list, end of the address of the next page.
struct Seen(&'static str, usize, &'static str, &'static str, Option<u32>, &'static str);

const SEEN: &[Seen] = &[
    Seen("www.zhecheng.gov.cn/1.html", 6, "2018-07-24", "2018-07-24", None, ""),
    Seen("www.zhecheng.gov.cn/2.html", 0, "", "", None, ""),
    Seen("www.zhecheng.gov.cn/40.html", 15, "2018-07-20", "2018-04-13", Some(2), "/xjytyj/index_2.html"),
    Seen("www.zhecheng.gov.cn/85.html", 15, "2018-07-27", "2018-05-29", Some(57), "/hfjs/index_2.html"),
    Seen("www.zhecheng.gov.cn/91.html", 12, "2015-05-05", "2015-04-23", Some(57), ""),
    Seen("www.zhecheng.gov.cn/112.html", 15, "2017-03-09", "2015-01-20", Some(3), "/yjzj/index_3.html"),
    Seen("www.zhecheng.gov.cn/113.html", 9, "2015-01-20", "2015-01-20", Some(3), ""),
    Seen("www.zhecheng.gov.cn/131.html", 15, "2018-06-12", "2018-06-11", Some(23), "/gsgg/index_2.html"),
    Seen("www.zhecheng.gov.cn/134.html", 3, "2014-07-18", "2010-08-19", Some(23), ""),
    Seen("www.zhecheng.gov.cn/142.html", 0, "", "", None, ""),
    Seen("www.zhecheng.gov.cn/180.html", 6, "2018-01-06", "2018-01-01", None, ""),
    Seen("www.zhecheng.gov.cn/184.html", 25, "2015-11-04", "2015-07-10", Some(13), "/zfwj/index_11.html"),
    Seen("www.zhecheng.gov.cn/194.html", 15, "2018-07-06", "2018-06-04", Some(22), "/xzfwj/index_2.html"),
    Seen("www.zhecheng.gov.cn/261.html", 1, "2017-03-02", "2017-03-02", None, ""),
    Seen("www.zhecheng.gov.cn/277.html", 15, "2018-07-10", "2018-02-28", Some(4), "/jyfw/index_2.html"),
    Seen("rsj.gzdaozhen.gov.cn/5.html", 2, "2017-08-11", "2017-08-11", Some(1), ""),
    Seen("rsj.gzdaozhen.gov.cn/60.html", 20, "2020-08-20", "2019-08-22", Some(7), "/rsks/index_1.html"),
    Seen("rsj.gzdaozhen.gov.cn/99.html", 20, "2020-06-23", "2017-06-01", Some(2), "/ywyw/index_1.html"),
    Seen("rsj.gzdaozhen.gov.cn/131.html", 0, "", "", Some(1), ""),
    Seen("rsj.gzdaozhen.gov.cn/152.html", 2, "2011-07-13", "2010-03-06", Some(1), ""),
    Seen("rsj.gzdaozhen.gov.cn/176.html", 20, "2020-04-30", "2010-01-29", Some(2), "/zcfg_62459/index_1.html"),
    Seen("www.qb.gd.gov.cn/29.html", 20, "2020-12-04", "2018-11-21", None, ""),
    Seen("www.qb.gd.gov.cn/31.html", 2, "2010-05-06", "2010-05-06", Some(1), ""),
    Seen("www.qb.gd.gov.cn/98.html", 14, "2018-09-25", "2015-07-25", Some(1), ""),
    Seen("www.cwl.gov.cn/113.html", 30, "2020-12-23", "2020-04-30", Some(5), "/tzgg/index_2.html"),
    Seen("www.cwl.gov.cn/114.html", 30, "2020-04-04", "2019-09-12", Some(5), "/tzgg/index_3.html"),
    Seen("www.cwl.gov.cn/117.html", 1, "2017-01-05", "2017-01-05", Some(5), ""),
    Seen("www.cwl.gov.cn/109.html", 8, "2020-07-17", "2017-03-17", None, ""),
    Seen("www.cwl.gov.cn/120.html", 11, "2019-12-17", "2009-05-13", None, ""),
    Seen("www.szzyjy.com.cn/62.html", 12, "2020-12-31", "2019-08-15", None, ""),
    Seen("www.szzyjy.com.cn/74.html", 15, "2020-12-26", "2020-10-27", None, ""),
    Seen("www.szzyjy.com.cn/102.html", 15, "2021-01-04", "2021-01-06", None, ""),
    Seen("www.pds.gov.cn/2.html", 10, "2020-12-02", "2020-07-31", Some(330), ""),
    Seen("www.pds.gov.cn/6.html", 10, "2020-03-17", "2019-11-14", Some(26), "/channels/1751_2.html"),
    Seen("www.pds.gov.cn/7.html", 10, "2019-11-13", "2019-07-05", Some(26), ""),
    Seen("www.pds.gov.cn/9.html", 7, "2020-01-29", "2011-04-07", None, ""),
    Seen("hdzfxxgk.hd.gov.cn/4.html", 1, "2020-08-05", "2020-08-05", Some(56), "/jinqixxgk/index_1.html"),
    Seen("wgj.sh.gov.cn/2.html", 21, "2017-08-24", "2017-06-08", None, "/n2062/index1.html"),
    Seen("www.ggzy.gov.cn/1.html", 20, "2026-03-17", "2026-03-17", Some(1182), ""),
];

const PATHS: &[(&str, &[&str])] = &[
    ("www.zhecheng.gov.cn/1.html", &["首页", "工作机构", "部门所属事业单位", "县城乡规划中心"]),
    ("www.zhecheng.gov.cn/194.html", &["首页", "信息公开", "政府信息公开目录", "政府文件", "县政府文件"]),
    ("www.zhecheng.gov.cn/277.html", &["首页", "信息公开", "重点领域信息公开", "教育服务"]),
    ("rsj.gzdaozhen.gov.cn/5.html", &["首页", "部门概况", "监察大队", "工作动态"]),
    ("rsj.gzdaozhen.gov.cn/105.html", &["首页", "首页其他", "网站纠错"]),
    ("www.qb.gd.gov.cn/29.html", &["首页", "政务公开", "公告公示"]),
    ("www.cwl.gov.cn/109.html", &["首页", "财务预决算"]),
    ("www.cwl.gov.cn/134.html", &["首页", "组织机构"]),
    ("www.szzyjy.com.cn/74.html", &["首页", "张家港分中心", "新闻动态"]),
    ("www.szzyjy.com.cn/62.html", &["首页", "我想了解", "办事指南"]),
    ("www.pds.gov.cn/22.html", &["首页", "鹰城快讯", "鹰城要闻"]),
    ("hdzfxxgk.hd.gov.cn/4.html", &["首页", "政府文件", "近期信息公开"]),
    ("wgj.sh.gov.cn/2.html", &["首页", "政府信息公开", "近期信息公开"]),
    ("www.ggzy.gov.cn/1.html", &["首页", "交易公开"]),
];

#[test]
fn saved_lists_are_read_as_a_person_reads_them() {
    let mut wrong = Vec::new();
    for Seen(file, entries, first, last, pages, next) in SEEN {
        let Some(page) = corpus::page(file) else { return };
        let day = |item: Option<&crate::site::Item>| {
            item.and_then(|item| item.date).map(|day| day.to_string()).unwrap_or_default()
        };
        let pager = page.pager.clone().unwrap_or_default();
        let found_next = pager.next.unwrap_or_default();
        let found = (page.items.len(), day(page.items.first()), day(page.items.last()), pager.pages);
        if found != (*entries, (*first).to_owned(), (*last).to_owned(), *pages)
            || !found_next.ends_with(next)
            || next.is_empty() != found_next.is_empty()
        {
            wrong.push(format!("{file}: {found:?} {found_next:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn saved_breadcrumbs_are_read_as_a_person_reads_them() {
    for (file, path) in PATHS {
        let Some(page) = corpus::page(file) else { return };
        assert_eq!(page.column.path, *path, "{file}");
    }
}

#[test]
fn saved_menus_keep_their_tree() {
    for (file, text, address, path) in [
        ("www.zhecheng.gov.cn/116.html", "财政资金", "/xxgk/zdly/czzj/index.html", &["重点领域信息公开"][..]),
        ("www.zhecheng.gov.cn/8.html", "县财政局", "/gzjg/zfgzbm/xczj/index.html", &["政府工作部门"]),
        ("www.zhecheng.gov.cn/142.html", "应急管理", "/xxgk/xxgkml/yjgl/index.html", &["政府信息公开目录"]),
        ("www.zhecheng.gov.cn/277.html", "医疗卫生", "/xxgk/zdly/ylws/index.html", &[]),
        ("www.zhecheng.gov.cn/40.html", "教育服务", "/xxgk/zdly/jyfw/index.html", &["县教育体育局"]),
        ("rsj.gzdaozhen.gov.cn/104.html", "办事指南", "/bmgk/jycy/bszn/index.html", &["部门概况", "就业创业"]),
        ("www.pds.gov.cn/6.html", "三公经费", "/channels/2169.html", &["市教育体育局", "综合政务", "财政信息"]),
    ] {
        let Some(page) = corpus::page(file) else { return };
        let link = page
            .links
            .iter()
            .find(|link| link.text == text && link.role == LinkRole::Column)
            .unwrap_or_else(|| panic!("{file}: {text}"));
        assert!(link.url.ends_with(address), "{file}: {}", link.url);
        assert_eq!(link.path, path, "{file}");
    }
}

#[test]
fn saved_home_page_gives_headings_instead_of_more() {
    let Some(page) = corpus::page("www.zhecheng.gov.cn/114.html") else { return };
    let names: Vec<&str> =
        page.links.iter().filter(|link| link.role == LinkRole::Column).map(|link| link.text.as_str()).collect();
    for name in ["政策解读", "政府文件", "信息公开", "部门动态", "脱贫攻坚专题"] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    assert!(page.links.iter().all(|link| link.text != "更多"));
}

/// Reads a made-up page of a made-up site.
fn read(address: &str, html: &str) -> Lists {
    let url = Url::parse(address).unwrap();
    let tree = Html::parse_document(html);
    lists(&Dom { html: &tree, url: &url, text: html })
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
