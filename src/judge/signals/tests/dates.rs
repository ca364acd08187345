//! 集中补录 and 日期矛盾.

use super::build::{SITE, column, days_ago, item, of_day, signs, told};
use crate::judge::SignalKind;
use crate::site::{ColumnItem, DateSource};

fn with(items: [Vec<ColumnItem>; 2]) -> Vec<crate::judge::Signal> {
    signs(&[column("预决算公开", "QH-01-01", items.into_iter().flatten().collect())])
}

#[test]
fn many_items_of_one_day_shortly_before_the_check_are_told() {
    let after_silence = with([of_day(5, 3), of_day(1, 70)]);
    assert_eq!(told(&after_silence), [(SignalKind::SameDay, "QH-01-01", "预决算公开/")]);
    assert_eq!(after_silence[0].description, "“预决算公开”栏目在2020-10-17一天发布5条信息，此前60天没有发布");
    assert_eq!(after_silence[0].samples.len(), 3);
    let new = with([of_day(6, 3), Vec::new()]);
    assert_eq!(new[0].description, "“预决算公开”栏目在2020-10-17一天发布6条信息，没有其他日期的信息");
}

#[test]
fn a_rhythm_and_what_is_long_past_are_not_told() {
    for (items, why) in [
        ([of_day(4, 3), of_day(1, 70)], "four items"),
        ([of_day(12, 3), of_day(12, 10)], "a batch each week"),
        ([of_day(9, 3), of_day(8, 94)], "a batch each quarter"),
        ([of_day(20, 360), of_day(1, 700)], "a portal loaded a year's items a year ago"),
        ([of_day(40, 1500), Vec::new()], "moved from an old site years ago"),
        ([of_day(5, 3), of_day(1, 20)], "the column is alive"),
    ] {
        assert_eq!(told(&with(items)), [], "{why}");
    }
}

#[test]
fn older_items_may_stand_on_pages_that_were_not_read() {
    let mut of = column("行政处罚", "QH-01-02", of_day(20, 3));
    of.0.pages = Some(9);
    assert_eq!(told(&signs(&[of])), []);
}

#[test]
fn many_columns_filled_on_one_day_are_told_once() {
    let columns: Vec<_> =
        (0..6).map(|number| column(&format!("领域{number}"), &format!("QH-02-0{number}"), of_day(5, 2))).collect();
    let same: Vec<_> = signs(&columns).into_iter().filter(|sign| sign.kind == SignalKind::SameDay).collect();
    assert_eq!(told(&same), [(SignalKind::SameDay, "", "")]);
    assert!(same[0].description.starts_with("6个栏目在2020-10-18同一天"), "{}", same[0].description);
}

#[test]
fn recent_days_that_addresses_contradict_are_told() {
    let signs = with([
        vec![item("2020年部门预算", "ys/201903/t20190305_12.html", days_ago(2))],
        vec![item("2019年部门决算", "art/2020/3/5/art_1.html", days_ago(2))],
    ]);
    assert_eq!(told(&signs), [(SignalKind::DateConflict, "QH-01-01", "预决算公开/")]);
    assert_eq!(signs[0].samples[0], "2020年部门预算（显示2020-10-18，网址2019-03-05）");
}

#[test]
fn a_recent_day_in_the_list_that_the_pages_contradict_is_told() {
    let refreshed = |number: i64| ColumnItem {
        published: Some(days_ago(400)),
        published_from: Some("文章页".to_owned()),
        opened: true,
        ..item("关于印发办法的通知", &format!("tz/{number}.html"), days_ago(number))
    };
    let signs = with([vec![refreshed(1)], vec![refreshed(2)]]);
    assert_eq!(told(&signs), [(SignalKind::DateConflict, "QH-01-01", "预决算公开/")]);
    assert!(signs[0].samples[0].contains("文章页2019-09-16"), "{:?}", signs[0].samples);
}

#[test]
fn many_new_items_with_old_days_are_told() {
    let late = |number: i64| item("重大项目批准结果", &format!("art/2020/10/19/art_{number}.html"), days_ago(90));
    let signs = with([(0..5).map(late).collect(), Vec::new()]);
    assert_eq!(told(&signs), [(SignalKind::DateConflict, "QH-01-01", "预决算公开/")]);
    assert_eq!(told(&with([(0..4).map(late).collect(), Vec::new()])), [], "four");
}

#[test]
fn a_site_that_was_moved_is_told_once() {
    let late = |number: i64| item("重大项目批准结果", &format!("art/2020/10/19/art_{number}.html"), days_ago(90));
    let names = ["甲", "乙", "丙", "丁", "戊"];
    let columns = names.map(|name| column(name, "", (0..5).map(late).collect()));
    let signs = signs(&columns);
    assert_eq!(told(&signs), [(SignalKind::DateConflict, "", "")]);
    assert!(signs[0].description.starts_with("5个栏目有25条信息的网址日期"), "{}", signs[0].description);
}

#[test]
fn days_that_differ_for_a_reason_are_not_told() {
    let twice = |url: &str, day| {
        with([vec![item("公告甲乙丙丁", &format!("a/{url}"), day)], vec![item("公告", &format!("b/{url}"), day)]])
    };
    for (url, shown, why) in [
        ("t20200925_1.html", 2, "made in September, published in October"),
        ("202010/t20201017_1.html", 2, "a day apart"),
        ("2018/0412/1.html", 3000, "moved in 2018, shown with the day of 2012"),
        ("2019/0305/1.html", 400, "nobody is judged by it any more"),
        ("201903/1.html", 2, "a month is no day"),
        ("content-20190305.html", 2, "not in the form of a day in an address"),
    ] {
        assert_eq!(told(&twice(url, days_ago(shown))), [], "{why}");
    }
    assert_eq!(
        told(&with([vec![item("2020年部门预算", "t20190305_1.html", days_ago(2))], Vec::new()])),
        [],
        "one item"
    );
    let mut by_address = [item("甲", "t20190305_1.html", days_ago(592)), item("乙", "t20190305_2.html", days_ago(592))];
    by_address.iter_mut().for_each(|entry| entry.item.date_source = Some(DateSource::Url));
    assert_eq!(told(&with([by_address.to_vec(), Vec::new()])), [], "the day that counts is that of the address");
    assert!(by_address[0].item.url.starts_with(SITE));
}
