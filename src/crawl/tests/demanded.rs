//! What the judge needs for demands on the content: documents, sources, guides.

use super::server::{Server, list, menu};
use super::{Memory, Visitor, came, find, manners, unit};
use crate::catalogue::{Catalogue, Indicator};
use crate::crawl::{Errand, Wanted};
use crate::mapping::{Mapper, Vocabulary};
use crate::site::{Purpose, Snapshot};

const SITE: &str = "http://www.qingshui.example/";

/// A visit to `pages` for a unit that owes the columns of these codes of the city's list.
async fn visit_for(codes: &[&str], pages: Vec<(&'static str, String)>) -> Snapshot {
    let server = Server::of_pages(pages).await;
    let catalogue = Catalogue::shipped("city-disclosure").unwrap();
    let owed = |row: &&Indicator| codes.contains(&row.column.as_str());
    let rows: Vec<&Indicator> = catalogue.indicators.iter().filter(owed).collect();
    assert_eq!(rows.len(), codes.len());
    let errand = Errand {
        unit: &unit(SITE),
        mapper: &Mapper::new(&catalogue, &Vocabulary::shipped().unwrap()),
        wanted: &Wanted::of(&catalogue, &rows),
        sections: &catalogue.sections,
        remembered: &[],
        former: None,
        declarations: &[],
        whole_site: false,
    };
    Visitor::new(manners(&server)).unwrap().visit(&errand, &Memory::default(), &|_| ()).await.unwrap()
}

fn opened(snapshot: &Snapshot) -> Vec<&str> {
    let items = snapshot.visits.iter().filter(|visit| visit.purpose == Purpose::Item);
    items.map(|visit| visit.asked.strip_prefix(SITE).unwrap()).collect()
}

/// 政策解读; its row demands that normative documents be explained, and that no works of higher organs be passed on.
const INTERPRETATIONS: &str = "CD-01-01-04-04";
/// 机构职能: no demand on its content.
const DUTIES: &str = "CD-01-01-03-01";
/// 公开指南, with contents.
const GUIDE: &str = "CD-01-01-01-00";

fn documents() -> Vec<(&'static str, String)> {
    let first = [("/wj/1.html", "清水县停车管理办法", "2020-09-01")];
    vec![
        ("/", menu(&[("/wj/", "规范性文件"), ("/jd/", "政策解读"), ("/ba/", "规范性文件备案"), ("/zn/", "机构职能")])),
        ("/wj/", list("规范性文件", &first, Some("/wj/index_1.html"))),
        ("/wj/index_1.html", list("规范性文件", &[("/wj/2.html", "清水县绿化管理办法", "2020-02-01")], None)),
        ("/ba/", list("规范性文件备案", &[("/ba/1.html", "备案目录", "2020-09-01")], Some("/ba/index_1.html"))),
        ("/jd/", list("政策解读", &[], None)),
        ("/zn/", list("机构职能", &[], None)),
    ]
}

#[tokio::test]
async fn documents_are_read_for_who_owes_their_explanations() {
    let snapshot = visit_for(&[INTERPRETATIONS], documents()).await;
    assert!(came(&snapshot, "http://www.qingshui.example/wj/index_1.html"));
    assert_eq!(opened(&snapshot), ["wj/1.html"], "a column about documents is none of documents");
    assert!(find(&snapshot, "http://www.qingshui.example/ba/index_1.html").is_none());

    let snapshot = visit_for(&[DUTIES], documents()).await;
    assert!(find(&snapshot, "http://www.qingshui.example/wj/index_1.html").is_none());
    assert_eq!(opened(&snapshot), [""; 0]);
}

const NOTES: [(&str, &str, &str); 8] = [
    ("/l/1.html", "情况说明一", "2020-09-01"),
    ("/l/2.html", "情况说明二", "2020-08-01"),
    ("/l/3.html", "情况说明三", "2020-07-01"),
    ("/l/4.html", "情况说明四", "2020-06-01"),
    ("/l/5.html", "情况说明五", "2020-05-01"),
    ("/l/6.html", "情况说明六", "2020-04-01"),
    ("/l/7.html", "情况说明七", "2020-03-01"),
    ("/l/8.html", "信息公开指南", "2019-02-01"),
];

#[tokio::test]
async fn six_entries_are_opened_where_sources_are_counted() {
    let column = |name: &str| vec![("/", menu(&[("/l/", name)])), ("/l/", list(name, &NOTES, None))];
    let six = ["l/1.html", "l/2.html", "l/3.html", "l/4.html", "l/5.html", "l/6.html"];
    assert_eq!(opened(&visit_for(&[INTERPRETATIONS], column("政策解读")).await), six);
    assert_eq!(opened(&visit_for(&[DUTIES], column("机构职能")).await), six[..3]);
}

#[tokio::test]
async fn a_guide_is_opened_however_old() {
    let pages = vec![("/", menu(&[("/l/", "公开指南")])), ("/l/", list("公开指南", &NOTES, None))];
    let snapshot = visit_for(&[GUIDE], pages).await;
    assert_eq!(opened(&snapshot), ["l/1.html", "l/8.html", "l/2.html", "l/3.html"], "others wait for the newest");
}
