//! Saved pages of real sites, read by hand: what stands here was taken from the pages, not from the program.

use crate::read::corpus;
use crate::site::LinkRole;

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
    Seen("www.cwl.gov.cn/122.html", 0, "", "", None, ""),
    Seen("www.szzyjy.com.cn/62.html", 12, "2020-12-31", "2019-08-15", None, ""),
    Seen("www.szzyjy.com.cn/74.html", 15, "2020-12-26", "2020-10-27", Some(13), "/zjgsfzx/031001/2.html"),
    Seen("www.szzyjy.com.cn/102.html", 15, "2021-01-04", "2021-01-06", Some(30), "/ztzl/028001/2.html"),
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
