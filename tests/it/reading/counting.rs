//! A made-up page of a made-up site and its label: what counts as right.

use jiff::civil::{Date, date};
use lanmu::site::{Article, Item, Link, LinkRole, Page, PageKind, Pager};

use super::figures::compare::{compare, same_title};
use super::figures::{Figure, Label, Share};

const COLUMN: &str = r#"
page = "www.qinghe.example/1.html"
cms = "other"
part = "tuning"
kind = "column"
in_html = true
path = ["首页", "通知公告"]
pages = 3
next = "http://www.qinghe.example/tzgg/index_2.html"
[[items]]
title = "关于*任职的通知"
url = "http://www.qinghe.example/tzgg/1.html"
date = 2020-01-02
[[items]]
title = "关于放假的通知"
url = "http://www.qinghe.example/tzgg/2.html"
[[navigation]]
text = "政务公开"
url = "http://www.qinghe.example/zwgk/index.html"
[[navigation]]
text = "省政府"
url = "http://www.linxi.example/"
"#;

const ARTICLE: &str = r#"
page = "www.qinghe.example/2.html"
cms = "other"
part = "check"
kind = "article"
in_html = true
path = []
[article]
title = "关于放假的通知"
published = 2020-01-02
document_number = "青政〔2020〕1号"
"#;

fn item(title: &str, number: u32, date: Option<Date>) -> Item {
    let url = format!("http://qinghe.example/tzgg/{number}.html");
    Item { title: title.to_owned(), url, date, date_source: None }
}

fn column() -> Page {
    Page {
        url: "http://www.qinghe.example/tzgg/".to_owned(),
        kind: PageKind::Column,
        items: vec![item("关于某某任职的通知", 1, Some(date(2020, 1, 2))), item("关于放假的 通知", 2, None)],
        ..Page::default()
    }
}

/// Right answers out of all.
fn count(label: &str, page: &Page, figure: Figure) -> (usize, usize) {
    let label: Label = toml::from_str(label).unwrap();
    let answers = compare(&label, page);
    let share = Share::of(answers.iter().filter(|answer| answer.figure == figure).map(|answer| answer.right));
    (share.right, share.of)
}

#[test]
fn an_entry_counts_with_its_address_and_its_title() {
    let mut page = column();
    assert_eq!(count(COLUMN, &page, Figure::Recall), (1, 2), "the second title has a blank more");
    assert_eq!(count(COLUMN, &page, Figure::Precision), (1, 2));
    assert_eq!(count(COLUMN, &page, Figure::ItemDate), (1, 1));
    assert_eq!(count(COLUMN, &page, Figure::ItemUndated), (1, 1));
    page.items[0].date = None;
    page.items[1] = item("关于放假的通知", 2, Some(date(2020, 1, 2)));
    page.items.push(item("关于我们", 3, None));
    page.items.push(Item { url: String::new(), ..item("地址丢失", 4, None) });
    assert_eq!(count(COLUMN, &page, Figure::Recall), (2, 2));
    assert_eq!(count(COLUMN, &page, Figure::Precision), (2, 3), "an entry without an address is not counted");
    assert_eq!(count(COLUMN, &page, Figure::ItemDate), (0, 1));
    assert_eq!(count(COLUMN, &page, Figure::ItemUndated), (0, 1), "a date is given where none is shown");
}

#[test]
fn a_page_is_asked_where_it_stands_and_where_it_leads() {
    let mut page = column();
    for figure in [Figure::Path, Figure::Pages, Figure::Next, Figure::Navigation] {
        assert_eq!(count(COLUMN, &page, figure), (0, 1), "{}", figure.name());
    }
    page.column.path = vec!["首页".to_owned(), "通知公告".to_owned()];
    let next = Some("http://qinghe.example/tzgg/index_2.html".to_owned());
    page.pager = Some(Pager { pages: Some(3), next, form: Vec::new() });
    let link =
        |role| Link {
            text: "公开".to_owned(), url: "http://qinghe.example/zwgk/".to_owned(), role, path: Vec::new()
        };
    page.links = vec![link(LinkRole::Other), link(LinkRole::Nav)];
    for figure in [Figure::Path, Figure::Pages, Figure::Next, Figure::Navigation] {
        assert_eq!(count(COLUMN, &page, figure), (1, 1), "{}", figure.name());
    }
    let script = COLUMN.replace("in_html = true", "in_html = false");
    assert_eq!(count(&script, &page, Figure::Kind), (1, 1));
    assert_eq!(count(&script, &page, Figure::Path), (0, 0), "nothing else is asked where a script brings the content");
}

#[test]
fn an_article_that_is_not_seen_as_one_has_nothing() {
    let page = column();
    for figure in [Figure::Kind, Figure::Title, Figure::Published, Figure::DocumentNumber] {
        assert_eq!(count(ARTICLE, &page, figure), (0, 1), "{}", figure.name());
    }
    assert_eq!(count(ARTICLE, &page, Figure::Precision), (0, 2), "its entries are none");
    let article = Article {
        title: "关于放假的通知".to_owned(),
        published: Some(date(2020, 1, 2)),
        formed: Some(date(2020, 1, 1)),
        document_number: Some("青政〔2020〕1号".to_owned()),
        index_number: Some("1".to_owned()),
        ..Article::default()
    };
    let page = Page { kind: PageKind::Article, article: Some(article), ..Page::default() };
    for figure in [Figure::Kind, Figure::Path, Figure::Title, Figure::Published, Figure::DocumentNumber] {
        assert_eq!(count(ARTICLE, &page, figure), (1, 1), "{}", figure.name());
    }
    assert_eq!(count(ARTICLE, &page, Figure::Formed), (0, 0));
    assert_eq!(count(ARTICLE, &page, Figure::Unformed), (0, 1));
    assert_eq!(count(ARTICLE, &page, Figure::IndexNumber), (0, 1), "a number that the page does not show");
}

#[test]
fn a_title_that_a_list_cuts_off_counts_as_far_as_it_goes() {
    assert!(same_title("关于做好防汛…", "关于做好防汛工作的通知") && same_title("关于做好防汛...", "关于做好防汛..."));
    assert!(!same_title("关于做好防汛…", "关于防汛工作的通知"));
}

#[test]
fn a_star_stands_for_any_run_of_letters() {
    assert!(same_title("关于\n放假  的通知", " 关于 放假 的通知"));
    assert!(same_title("*任职", "某某任职") && same_title("任*职*", "任某职"));
    assert!(!same_title("任*职", "任某职的通知") && !same_title("任职", "任职公示"));
    assert!(!same_title("任职*任职", "任职"), "start and end are not the same letters");
}
