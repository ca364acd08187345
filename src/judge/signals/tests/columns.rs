//! 重复信息 and 空转栏目.

use super::build::{SITE, column, days_ago, item, of_day, page, signs, signs_with, told, visit};
use crate::judge::SignalKind;
use crate::site::{ColumnItem, Purpose};

/// Entries that are the same wherever they are shown, of the days before.
fn same(many: i64) -> Vec<ColumnItem> {
    (0..many)
        .map(|number| {
            item(&format!("青禾市召开第{number}次财政工作会议"), &format!("hy/{number}.html"), days_ago(7 * number))
        })
        .collect()
}

#[test]
fn the_same_items_in_three_columns_of_different_rows_are_told_once() {
    let columns = [("预决算公开", "QH-01"), ("扶贫领域", "QH-02"), ("政府采购", "QH-03")];
    let signs = signs(&columns.map(|(name, code)| column(name, code, same(4))));
    assert_eq!(told(&signs), [(SignalKind::Repeated, "QH-01", "预决算公开/")]);
    assert_eq!(
        signs[0].description,
        "对应不同指标的3个栏目半数以上是同样的信息（4至4条）：“预决算公开”“扶贫领域”“政府采购”"
    );
}

#[test]
fn the_same_titles_of_the_same_days_at_other_addresses_are_told() {
    let moved = |folder: &str| -> Vec<ColumnItem> {
        let at = |entry: ColumnItem| ColumnItem {
            item: crate::site::Item { url: entry.item.url.replace("hy/", folder), ..entry.item.clone() },
            ..entry
        };
        same(3).into_iter().map(at).collect()
    };
    let columns = [("甲", "QH-01"), ("乙", "QH-02"), ("丙", "QH-03")];
    assert_eq!(signs(&columns.map(|(name, code)| column(name, code, moved(&format!("{name}/"))))).len(), 1);
}

#[test]
fn what_rightly_stands_in_several_columns_is_not_told() {
    let in_each = |codes: [&str; 3], items: [Vec<ColumnItem>; 3]| {
        let mut names = ["预决算公开", "三公经费", "重点领域"].into_iter().zip(codes).zip(items);
        let columns: Vec<_> = names.by_ref().map(|((name, code), items)| column(name, code, items)).collect();
        signs(&columns)
    };
    let [one, two, three] = ["QH-01", "QH-02", "QH-03"];
    let with_own = |many| [same(4), of_day(many, 200)].concat();
    for (codes, items, why) in [
        ([one, two, three], [same(2), same(2), same(2)], "a budget and the accounts answer three rows"),
        ([one, two, two], [same(4), same(4), same(4)], "two rows"),
        ([one, two, ""], [same(4), same(4), same(4)], "a list of all news serves no row"),
        ([one, two, three], [same(4), same(4), with_own(9)], "one of them has mostly its own"),
    ] {
        assert_eq!(told(&in_each(codes, items)), [], "{why}");
    }
}

#[test]
fn a_column_that_shows_what_stands_below_it_is_not_told() {
    let mut columns =
        [("信息公开", "QH-00"), ("甲", "QH-01"), ("乙", "QH-02")].map(|(name, code)| column(name, code, same(4)));
    columns[0].0.children = vec![columns[1].0.url.clone(), columns[2].0.url.clone()];
    assert_eq!(told(&signs(&columns)), []);
}

#[test]
fn a_column_that_only_leads_back_is_told() {
    let entry = |url: &str| item("返回", url, days_ago(100));
    for (entries, expected) in [
        (vec![entry("index.html"), entry("扶贫领域/index.html")], 1),
        (vec![entry("")], 1),
        (vec![entry("信息公开/")], 1),
        (vec![entry(""), entry("fp/1.html")], 0),
        (vec![], 0),
    ] {
        let shown = format!("{entries:?}");
        let mut above = column("信息公开", "", same(1));
        let below = column("扶贫领域", "QH-02", entries);
        above.0.children = vec![below.0.url.clone()];
        let signs = signs(&[above, below]);
        let hollow = [(SignalKind::Hollow, "QH-02", "扶贫领域/")];
        assert_eq!(told(&signs), hollow[..expected], "{shown}");
    }
}

#[test]
fn a_link_of_a_column_that_ends_at_the_start_page_is_told() {
    let back = |words: &str, asked: &str, came: &str| {
        signs_with(&[], vec![visit(Purpose::Column, asked, words, page(came, None))])
    };
    let signs = back("扶贫领域", "fp/", "index.html");
    assert_eq!(told(&signs), [(SignalKind::Hollow, "", "fp/")]);
    assert_eq!(signs[0].description, "“扶贫领域”的链接打开后是网站首页");
    for (words, asked, came) in [
        ("网站首页", "sy/", ""),
        ("青禾市财政局", "czj/", ""),
        ("扶贫领域", "fp/", "fp/list.html"),
        ("信息公开", "", ""),
    ] {
        assert_eq!(told(&back(words, asked, came)), [], "{words}");
    }
    assert!(signs[0].url.starts_with(SITE));
}
