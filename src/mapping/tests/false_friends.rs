//! What looks like a column of the catalogue and is none: pages that are no column, and names that only share words.

use std::sync::LazyLock;

use super::{CATALOGUE, MAPPER, decide, path};
use crate::catalogue::Catalogue;
use crate::mapping::{Decision, Mapper, Mapping, Vocabulary};
use crate::site::{Column, PageKind, Standing};
use crate::unit::Unit;

static CITY: LazyLock<Mapper> =
    LazyLock::new(|| Mapper::new(&Catalogue::shipped("city-disclosure").unwrap(), &Vocabulary::shipped().unwrap()));

/// The column `joined` at `url`, on the site of a made-up county.
fn column(joined: &str, url: &str, county: bool) -> Mapping {
    let unit = Unit {
        name: "临溪县人民政府".to_owned(),
        site: "http://www.linxi.example/".parse().unwrap(),
        groups: Vec::new(),
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    };
    let column = Column {
        name: path(joined).last().unwrap().clone(),
        path: path(joined),
        url: url.to_owned(),
        standing: Standing::Opened(PageKind::Column),
        in_section: true,
        children: Vec::new(),
        items: Vec::new(),
        pages_read: 1,
        pages: None,
        seen: None,
    };
    MAPPER.decide_column(&column, &unit, county)
}

#[test]
fn a_column_of_another_organ_is_never_accepted() {
    let joined = "首页 > 工作机构 > 县公安局 > 部门文件";
    let url = "http://www.linxi.example/gaj/bmwj/";
    assert_eq!(column(joined, url, false).decision, Decision::Accept);
    let asked = column(joined, url, true);
    assert_eq!((asked.decision, asked.codes.as_slice()), (Decision::Review, ["AK-05-03".to_owned()].as_slice()));
    assert!(asked.why.contains("县公安局"));
    assert_eq!(column("首页 > 工作机构 > 县公安局 > 领导信息", url, true).decision, Decision::None);
}

#[test]
fn a_file_and_the_home_page_of_another_site_are_no_column() {
    let said = |url: &str| column("首页 > 政府信息公开 > 财政信息", url, false);
    assert_eq!(said("http://www.linxi.example/zwgk/czxx/").decision, Decision::Accept);
    assert_eq!(said("http://www.linxi.example/zwgk/czxx/index.html").decision, Decision::Accept);
    let file = said("http://www.linxi.example/upload/2020yjs.PDF");
    assert_eq!(file.decision, Decision::Review);
    assert!(file.why.contains("一个文件"), "{}", file.why);
    for home in ["http://czj.linxi.example/", "https://czj.linxi.example/index.shtml"] {
        let home = said(home);
        assert_eq!(home.decision, Decision::Review);
        assert!(home.why.contains("其他网站的首页"), "{}", home.why);
    }
    assert_eq!(said("http://czj.linxi.example/xxgk/").decision, Decision::Accept, "a column of the finance bureau");
}

#[test]
fn home_pages_organs_indexes_guides_and_articles_are_no_column() {
    for joined in [
        "首页",
        "网站首页",
        "首页 > 工作机构 > 县财政局",
        "首页 > 县财政局网站",
        "首页 > 政务公开",
        "首页 > 政府信息公开",
        "首页 > 政府信息公开 > 政府信息公开指南",
        "首页 > 政府信息公开 > 依申请公开指南",
        "首页 > 政府信息公开 > 关于批复2020年县级部门预算的通知",
    ] {
        let name = path(joined).last().unwrap().clone();
        assert_eq!(decide(&name, joined, &[]).decision, Decision::None, "{joined}");
    }
}

#[test]
fn names_that_share_words_are_told_apart() {
    let said = |mapper: &Mapper, joined: &str| {
        let mapping = mapper.decide(path(joined).last().unwrap(), &path(joined), &[]);
        (mapping.decision, mapping.codes.join("|"))
    };
    let fields = "首页 > 政务公开 > 重点领域信息公开";
    for (mapper, joined, decision, codes) in [
        // 社会救助 is a part of 社会救助和社会福利; where both are asked for, each is itself.
        (&*MAPPER, format!("{fields} > 社会救助"), Decision::Review, "AK-04-02"),
        (&*CITY, format!("{fields} > 社会救助"), Decision::Accept, "CD-01-02-11-00"),
        (&*CITY, "首页 > 社会公益事业建设 > 社会救助和社会福利".to_owned(), Decision::Accept, "CD-01-04-02-00"),
        // 土地征收 is a heading of the city's list beside 征收土地信息.
        (&*CITY, "首页 > 政府信息公开 > 土地征收".to_owned(), Decision::Accept, "CD-01-01-24"),
        (&*CITY, "首页 > 重大建设项目批准和实施 > 征收土地信息".to_owned(), Decision::Accept, "CD-01-03-04-00"),
        // 招标投标信息 of large projects, 工程建设项目招标投标 of public resources.
        (&*CITY, "首页 > 重大建设项目批准和实施 > 招标投标信息".to_owned(), Decision::Accept, "CD-01-03-03-00"),
        (&*CITY, "首页 > 公共资源配置 > 工程建设项目招投标".to_owned(), Decision::Accept, "CD-01-05-06-00"),
        // 财政信息 is the heading, 预决算公开 a column below it.
        (&*MAPPER, "首页 > 政府信息公开 > 财政信息".to_owned(), Decision::Accept, "AK-01"),
        (&*MAPPER, "首页 > 政府信息公开 > 财政信息 > 预决算公开".to_owned(), Decision::Accept, "AK-01-01"),
        // 环境保护 stands twice in the city's list.
        (&*CITY, format!("{fields} > 环境保护"), Decision::Accept, "CD-01-02-08-00"),
        (&*CITY, "首页 > 社会公益事业建设 > 环境保护".to_owned(), Decision::Accept, "CD-01-04-05-00"),
    ] {
        assert_eq!(said(mapper, &joined), (decision, codes.to_owned()), "{joined}");
    }
}

#[test]
fn the_parent_says_whose_forms_and_which_rules_are_meant() {
    let said = |joined: &str| CITY.decide(path(joined).last().unwrap(), &path(joined), &[]).decision;
    assert_eq!(said("首页 > 政务公开 > 行政复议 > 表格下载"), Decision::Accept);
    assert_eq!(said("首页 > 政务公开 > 依申请公开 > 表格下载"), Decision::None);
    assert_eq!(said("首页 > 公共资源配置 > 政府采购"), Decision::Accept);
    assert_eq!(said("首页 > 政策法规 > 政府采购"), Decision::Review);
    assert_eq!(said("首页 > 政策法规 > 规范性文件"), Decision::Accept);
}

#[test]
fn links_to_the_next_level_are_no_content() {
    let links = ["部门预算", "部门决算", "三公经费", "政府预算"];
    let section = "首页 > 信息公开 > 重点领域信息公开";
    assert_eq!(decide("财政资金", section, &links).codes, ["AK-01"]);
    assert_eq!(decide("公开信息一览", "首页 > 信息公开", &links).decision, Decision::None);
    assert!(CATALOGUE.headings_serve, "a heading serves with its items only");
}
