//! Surveys of a made-up site (its place and host do not exist) and of a saved county portal.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::date;
use url::Url;

use super::survey;
use crate::read::{Source, corpus, page as read};
use crate::site::{
    Column, CrawlEnd, Failure, FailureClass, Outcome, Page, PageKind, Purpose, Snapshot, Standing, Via, Visit,
};

const HOST: &str = "http://www.qinghe.example";

fn came(asked: &str, purpose: Purpose, via: Option<Via>, page: Page) -> Visit {
    let outcome = Outcome::Page { at: Timestamp::UNIX_EPOCH, status: 200, hash: "00".to_owned(), page: Box::new(page) };
    Visit { asked: asked.to_owned(), posted: None, via, purpose, outcome }
}

/// A visit to a made-up page; `via` is the page, the words of the link and what stood above it.
fn visit(path: &str, purpose: Purpose, via: (&str, &str, &[&str]), html: &str) -> Visit {
    let address = format!("{HOST}{path}");
    let url = Url::parse(&address).unwrap();
    let page = read(&Source { url: &url, content_type: None, body: html.as_bytes(), home: None });
    let (from, text, labels) = via;
    let via = Via {
        from: format!("{HOST}{from}"),
        text: text.to_owned(),
        path: labels.iter().map(|label| (*label).to_owned()).collect(),
    };
    came(&address, purpose, Some(via), page)
}

fn snapshot(site: &str, visits: Vec<Visit>) -> Snapshot {
    Snapshot {
        unit: "清河县".to_owned(),
        site: site.to_owned(),
        end: CrawlEnd::Complete,
        visits,
        insecure: Default::default(),
    }
}

fn list(crumb: &str, rows: &[(&str, &str, &str)], pager: &str) -> String {
    let rows: String = rows
        .iter()
        .map(|(title, href, day)| format!("<li><a href=\"{href}\">{title}</a><span>{day}</span></li>"))
        .collect();
    format!(
        "<html><body><div class=crumb>当前位置：{crumb}</div><div class=list><ul>{rows}</ul></div><div class=page>{pager}</div></body></html>"
    )
}

const HOME: &str = "<html><body>
    <div class=header><ul class=nav><li><a href=/>首页</a></li><li><a href=/zwgk/>政务公开</a></li><li><a href=/hdjl/>互动交流</a></li></ul></div>
    <div class=tiles><h3>办事服务</h3><ul><li><a href=http://www.credit.example/>信用清河</a></li><li><a href=http://zwfw.example/col/>政务服务网</a></li></ul></div>
    <div class=footer><div class=friend><a href=http://www.gov.example/>中央人民政府</a></div></div></body></html>";
const SECTION: &str = "<html><body><div class=crumb>当前位置：<a href=/>首页</a> > <a href=/zwgk/>政务公开</a></div>
    <div class=sidebar><ul><li><a href=/zwgk/czxx/>财政信息</a></li><li><a>重点领域</a><ul>
    <li><a href=/zwgk/zdly/fp/index.html>扶贫</a></li><li><a href=/zwgk/zdly/hb/>环境保护</a></li></ul></li>
    <li><a href=/zwgk/ldxx/>领导信息</a></li></ul></div></body></html>";

/// A site of a county with eight pages.
fn county() -> Snapshot {
    let crumb = "<a href=/>首页</a> > <a href=/zwgk/>政务公开</a> > <a href=/zwgk/czxx/>财政信息</a>";
    let first = list(
        crumb,
        &[("清河县2019年预算", "1.html", "2019-02-01"), ("清河县2020年预算", "2.html", "2020-02-01")],
        "<a href=index_1.html>2</a><a href=index_1.html>下一页</a>",
    );
    let second = list(
        crumb,
        &[("清河县2018年决算", "3.html", "2018-08-01"), ("清河县2019年预算", "1.html", "2019-02-01")],
        "<a href=index.html>上一页</a>",
    );
    let article = "<html><head><meta name=ArticleTitle content=清河县2020年预算><meta name=PubDate content='2020-02-28 10:00'></head><body><h1>清河县2020年预算</h1><p>成文日期：2020-02-20</p><div class=TRS_Editor><p>现将清河县二〇二〇年预算予以公布，请社会各界监督。有关情况说明如下，全文见附件。</p></div></body></html>";
    let menu = ("/zwgk/", "财政信息", &[][..]);
    snapshot(
        &format!("{HOST}/"),
        vec![
            visit("/", Purpose::Home, ("/", "", &[]), HOME),
            visit("/zwgk/index.html", Purpose::Column, ("/", "政务公开", &[]), SECTION),
            visit("/zwgk/czxx/", Purpose::Column, menu, &first),
            visit("/zwgk/czxx/index_1.html", Purpose::Pager, ("/zwgk/czxx/", "下一页", &[]), &second),
            visit("/zwgk/czxx/2.html", Purpose::Item, ("/zwgk/czxx/", "清河县2020年预算", &[]), article),
            visit("/zwgk/czxx/index.html", Purpose::Column, ("/", "财政信息", &[]), &first),
            Visit {
                asked: format!("{HOST}/zwgk/zdly/hb/"),
                posted: None,
                via: Some(Via {
                    from: format!("{HOST}/zwgk/"),
                    text: "环境保护".to_owned(),
                    path: vec!["重点领域".to_owned()],
                }),
                purpose: Purpose::Column,
                outcome: Outcome::Failed(Failure {
                    class: FailureClass::Timeout,
                    status: None,
                    detail: "30 秒内没有响应".to_owned(),
                    at: Timestamp::UNIX_EPOCH,
                }),
            },
        ],
    )
}

fn found<'c>(columns: &'c [Column], name: &str) -> &'c Column {
    columns.iter().find(|column| column.name == name).unwrap_or_else(|| panic!("no column {name}"))
}

#[test]
fn a_site_becomes_columns_with_their_paths() {
    let columns = survey(&county(), None, &["政务公开".to_owned()]);
    let shown: Vec<(String, &str)> = columns
        .iter()
        .map(|column| {
            let standing = match &column.standing {
                Standing::Opened(PageKind::Column) => "opened",
                Standing::Opened(_) => "other",
                Standing::Linked => "linked",
                Standing::Failed(_) => "failed",
                Standing::External => "external",
            };
            (column.path.join(">"), standing)
        })
        .collect();
    let expected = [
        ("首页>政务公开", "opened"),
        ("首页>互动交流", "linked"),
        ("首页>办事服务>政务服务网", "external"),
        ("首页>政务公开>财政信息", "opened"),
        ("首页>政务公开>重点领域>扶贫", "linked"),
        ("首页>政务公开>重点领域>环境保护", "failed"),
        ("首页>政务公开>领导信息", "linked"),
    ];
    let mut expected: Vec<(String, &str)> =
        expected.iter().map(|(path, standing)| ((*path).to_owned(), *standing)).collect();
    expected.insert(2, ("首页>办事服务>信用清河".to_owned(), "external"));
    assert_eq!(shown, expected);
    assert!(found(&columns, "扶贫").in_section && !found(&columns, "互动交流").in_section);
    let children: Vec<&str> = found(&columns, "政务公开").children.iter().map(|url| &url[HOST.len()..]).collect();
    assert_eq!(children, ["/zwgk/czxx/", "/zwgk/zdly/fp/index.html", "/zwgk/zdly/hb/", "/zwgk/ldxx/"]);
}

#[test]
fn entries_of_all_pages_are_joined_with_what_their_own_pages_say() {
    let columns = survey(&county(), None, &[]);
    let finance = found(&columns, "财政信息");
    assert_eq!((finance.pages_read, finance.pages), (2, Some(2)));
    let titles: Vec<&str> = finance.items.iter().map(|entry| entry.item.title.as_str()).collect();
    assert_eq!(titles, ["清河县2020年预算", "清河县2019年预算", "清河县2018年决算"]);
    let opened = &finance.items[0];
    assert_eq!(opened.published, Some(date(2020, 2, 28)));
    assert_eq!(opened.published_from.as_deref(), Some("文章页"));
    assert_eq!(opened.formed, Some(date(2020, 2, 20)));
    assert!(opened.opened && !opened.note);
    let listed = &finance.items[1];
    assert_eq!((listed.published, listed.published_from.as_deref()), (Some(date(2019, 2, 1)), Some("列表")));
    assert!(!listed.opened);
    assert_eq!(finance.seen.as_ref().map(|seen| seen.breadcrumb.clone()).unwrap(), ["首页", "政务公开", "财政信息"]);
}

#[test]
fn a_section_may_be_named_or_given_by_its_address() {
    let by_name = survey(&county(), Some("重点 领域"), &[]);
    assert!(found(&by_name, "扶贫").in_section && !found(&by_name, "财政信息").in_section);
    let by_address = survey(&county(), Some("http://www.qinghe.example/zwgk/zdly/"), &[]);
    assert!(found(&by_address, "环境保护").in_section && !found(&by_address, "财政信息").in_section);
    let by_links = survey(&county(), Some("http://qinghe.example/zwgk/index.html"), &[]);
    assert!(found(&by_links, "领导信息").in_section && !found(&by_links, "互动交流").in_section);
}

#[test]
fn a_department_owns_its_path_and_what_its_menu_leads_to() {
    let page = "<html><body><div class=header><ul class=nav><li><a href=/>首页</a></li><li><a href=/zwgk/>政务公开</a></li></ul></div>
        <div class=crumb>当前位置：<a href=/>首页</a> > <a href=/bm/>部门</a> > <a href=/bm/jyj/>县教育局</a></div>
        <div class=sidebar><ul><li><a href=/bm/jyj/jgzn/>机构职能</a></li><li><a href=/zwgk/jyfw/>教育服务</a></li></ul></div>
        <div class=list><ul><li><a href=/bm/jyj/1.html>关于2020年招生工作的通知</a><span>2020-06-01</span></li></ul></div></body></html>";
    let services = format!(
        "<div class=sidebar><ul><li><a href=/zwgk/fpxx/>扶贫信息</a></li><li><a href=/zwgk/jyfw/>教育服务</a></li></ul></div>{}",
        list(
            "<a href=/>首页</a> > <a href=/zwgk/>政务公开</a> > <a href=/zwgk/jyfw/>教育服务</a>",
            &[("清河县招生公告", "1.html", "2020-05-01")],
            ""
        )
    );
    let columns = survey(
        &snapshot(
            &format!("{HOST}/bm/jyj/"),
            vec![
                visit("/bm/jyj/index.html", Purpose::Home, ("/", "", &[]), page),
                visit("/zwgk/jyfw/", Purpose::Column, ("/bm/jyj/", "教育服务", &[]), &services),
            ],
        ),
        None,
        &[],
    );
    let names: Vec<(&str, String)> =
        columns.iter().map(|column| (column.name.as_str(), column.path.join(">"))).collect();
    assert_eq!(
        names,
        [("机构职能", "首页>部门>县教育局>机构职能".to_owned()), ("教育服务", "首页>政务公开>教育服务".to_owned())],
        "the portal's navigation and the other columns beside 教育服务 are not the department's"
    );
    assert_eq!(columns[1].items.len(), 1);
}

#[test]
fn menus_that_show_the_columns_beside_a_page_are_not_below_it() {
    let beside = format!(
        "<div class=sidebar><ul><li><a href=/zwgk/a/>甲类信息</a></li><li><a href=/zwgk/b/>乙类信息</a></li></ul></div>{}",
        list(
            "<a href=/>首页</a> > <a href=/zwgk/>政务公开</a> > <a href=/zwgk/a/>甲类信息</a>",
            &[("清河县公告", "1.html", "2020-05-01")],
            ""
        )
    );
    let visits = vec![
        visit("/", Purpose::Home, ("/", "", &[]), HOME),
        visit("/zwgk/a/", Purpose::Column, ("/", "甲类信息", &[]), &beside),
    ];
    let columns = survey(&snapshot(&format!("{HOST}/"), visits), None, &[]);
    assert_eq!(found(&columns, "乙类信息").path, ["首页", "政务公开", "乙类信息"]);
}

#[test]
fn a_page_that_shows_the_home_page_lists_nothing_of_its_own() {
    let rows = [("清河县召开会议", "/xw/1.html", "2020-05-01"), ("清河县举办活动", "/xw/2.html", "2020-04-01")];
    let mut shown =
        visit("/zwgk/rsxx/", Purpose::Column, ("/", "人事信息", &[]), &list("<a href=/>首页</a>", &rows, ""));
    if let Outcome::Page { page, .. } = &mut shown.outcome {
        page.kind = PageKind::Soft404;
    }
    let columns =
        survey(&snapshot(&format!("{HOST}/"), vec![visit("/", Purpose::Home, ("/", "", &[]), HOME), shown]), None, &[]);
    let column = found(&columns, "人事信息");
    assert_eq!(column.standing, Standing::Opened(PageKind::Soft404));
    assert!(column.items.is_empty());
}

/// The saved pages of a county portal with their addresses.
static PORTAL: LazyLock<Option<Vec<(String, Page)>>> = LazyLock::new(|| {
    let saved = corpus::saved("www.zhecheng.gov.cn")?;
    Some(saved.filter_map(|saved| Some((saved.address.clone(), corpus::page_of(saved)?))).collect())
});

/// The portal as visits; the mirror has nearly all pages, but not what led to them.
fn portal(site: &str) -> Option<Snapshot> {
    let mut saved: Vec<_> = PORTAL.as_ref()?.iter().collect();
    saved.sort_by_key(|(address, _)| (address != site, address.len()));
    let visits = saved.into_iter().map(|(address, page)| {
        let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
        let further = address.contains("/index_");
        let purpose = match page.kind {
            _ if address == site => Purpose::Home,
            _ if further => Purpose::Pager,
            PageKind::Article | PageKind::Note => Purpose::Item,
            _ => Purpose::Column,
        };
        let via = further.then(|| Via { from: format!("{folder}/"), text: "下一页".to_owned(), path: Vec::new() });
        came(address, purpose, via, page.clone())
    });
    Some(snapshot(site, visits.collect()))
}

#[test]
fn a_saved_county_portal() {
    let Some(snapshot) = portal("http://www.zhecheng.gov.cn/") else { return };
    let columns = survey(&snapshot, None, &["信息公开".to_owned()]);
    let at = |path: &str| {
        let address = format!("http://www.zhecheng.gov.cn{path}");
        columns.iter().find(|column| column.url == address).unwrap_or_else(|| panic!("no column at {path}"))
    };
    for (path, name, above, entries, read, pages, newest) in [
        ("/xxgk/xxgkml/gsgg/", "公示公告", "首页>信息公开>政府信息公开目录", 153, 11, Some(23), "2018-07-23"),
        ("/xxgk/xxgknb/", "信息公开年报", "首页>信息公开", 99, 7, Some(7), "2018-04-02"),
        ("/xxgk/zdly/jyfw/", "教育服务", "首页>信息公开>重点领域信息公开", 15, 1, Some(4), "2018-07-10"),
        ("/gzjg/zfgzbm/xjytyj/", "县教育体育局", "首页>工作机构>政府工作部门", 15, 1, Some(2), "2018-07-20"),
        ("/xxgk/xxgkz/", "信息公开制度", "首页>信息公开", 11, 1, None, "2017-10-09"),
    ] {
        let column = at(path);
        assert_eq!(column.name, name);
        assert_eq!(column.path.join(">"), format!("{above}>{name}"));
        assert_eq!((column.items.len(), column.pages_read, column.pages), (entries, read, pages), "{name}");
        let day = column.items[0].published.map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some(newest), "{name}");
    }
    assert_eq!(at("/gzjg/zfgzbm/zfcxgh/").name, "县住房和城乡规划建设管理局", "its breadcrumb ends above it");
    assert_eq!(at("/xxgk/zdly/").children.len(), 19);
    assert!(at("/xxgk/zdly/jyfw/").in_section && !at("/gzjg/zfgzbm/xjytyj/").in_section);
    let identities: std::collections::HashSet<&str> =
        columns.iter().map(|column| column.url.trim_end_matches("index.html")).collect();
    assert_eq!(identities.len(), columns.len(), "each address once");
}

#[test]
fn a_saved_department_under_a_path() {
    let Some(snapshot) = portal("http://www.zhecheng.gov.cn/gzjg/zfgzbm/xjytyj/") else { return };
    let columns = survey(&snapshot, None, &[]);
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["领导信息", "机构职能", "部门文件", "部门工作", "教育服务"]);
    assert_eq!(columns[2].path, ["首页", "工作机构", "政府工作部门", "县教育体育局", "部门文件"]);
    assert_eq!(columns[4].items.len(), 15);
}

#[test]
fn what_a_unit_declared_makes_no_column_and_fills_none() {
    let sections = ["政务公开".to_owned()];
    let expected = survey(&county(), None, &sections);
    let own = ("/", "", &[][..]);
    let menu =
        "<html><body><ul class=nav><li><a href=/sp/>视频</a></li><li><a href=/tj/>统计</a></li></ul></body></html>";
    let article = "<html><head><meta name=ArticleTitle content=清河县2019年预算><meta name=PubDate content='2019-03-08'></head><body><h1>清河县2019年预算</h1><div class=TRS_Editor><p>现将清河县二〇一九年预算予以公布，请社会各界监督，全文见附件。</p></div></body></html>";
    let failed = |path: &str| Visit {
        asked: format!("{HOST}{path}"),
        posted: None,
        via: None,
        purpose: Purpose::Declared,
        outcome: Outcome::Failed(Failure {
            class: FailureClass::HttpStatus,
            status: Some(404),
            detail: "网站返回状态 404".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        }),
    };
    let mut snapshot = county();
    snapshot.visits.extend([
        visit("/tz/", Purpose::Declared, own, menu),
        visit("/zwgk/czxx/1.html", Purpose::Declared, own, article),
        visit("/zwgk/czxx/", Purpose::Declared, own, menu),
        failed("/zwgk/ldxx/"),
    ]);
    assert_eq!(survey(&snapshot, None, &sections), expected);
}
