//! 日期矛盾 between what pages show and their PubDate tags, on pages as they come from a site.

use jiff::Timestamp;
use url::Url;

use super::build::{SITE, column, signs_with, told};
use crate::judge::{Signal, SignalKind};
use crate::read;
use crate::site::{CrawlEnd, Outcome, Purpose, Snapshot, Via, Visit};

const TEXT: &str = "根据《中华人民共和国预算法》和有关规定，现将本部门年度收支情况公开如下，欢迎社会各界监督。";

/// An article: its day in the list, its tag and the line under its title.
type Entry<'e> = (&'e str, &'e str, &'e str);

fn article(title: &str, tag: &str, byline: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{title}-青禾市财政局</title>\
         <meta name=\"SiteName\" content=\"青禾市财政局\"><meta name=\"ColumnName\" content=\"预决算公开\">\
         <meta name=\"ArticleTitle\" content=\"{title}\"><meta name=\"PubDate\" content=\"{tag}\"></head>\
         <body><div class=\"location\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/ys/\">预决算公开</a> &gt; 正文</div>\
         <h1>{title}</h1><div class=\"info\">{byline}</div>\
         <div class=\"TRS_Editor\"><p>{TEXT}</p><p>{TEXT}</p><p>{TEXT}</p></div></body></html>"
    )
}

fn list(entries: &[Entry<'_>]) -> String {
    let entry = |(number, (day, ..)): (usize, &Entry<'_>)| {
        let day = if day.is_empty() { String::new() } else { format!("<span>{day}</span>") };
        format!("<li><a href=\"/ys/{number}.html\">青禾市{number}号部门预算公开说明</a>{day}</li>")
    };
    let entries: String = entries.iter().enumerate().map(entry).collect();
    format!(
        "<html><head><title>预决算公开-青禾市财政局</title><meta name=\"ColumnName\" content=\"预决算公开\"></head><body>\
         <div class=\"location\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/ys/\">预决算公开</a></div>\
         <ul class=\"newlist\">{entries}</ul></body></html>"
    )
}

fn visit(purpose: Purpose, path: &str, html: &str) -> Visit {
    let url: Url = format!("{SITE}{path}").parse().unwrap();
    let page = read::page(&read::Source { url: &url, content_type: None, body: html.as_bytes(), home: None });
    let outcome = Outcome::Page { at: Timestamp::UNIX_EPOCH, status: 200, hash: String::new(), page: Box::new(page) };
    let via = Some(Via { from: SITE.to_owned(), text: "预决算公开".to_owned(), path: Vec::new() });
    Visit { asked: url.to_string(), posted: None, via, purpose, outcome }
}

/// The signs 日期矛盾 on a site with one column of these articles, all of which were opened.
fn signs(entries: &[Entry<'_>]) -> Vec<Signal> {
    let mut visits = vec![visit(Purpose::Column, "ys/", &list(entries))];
    for (number, (_, tag, byline)) in entries.iter().enumerate() {
        let title = format!("青禾市{number}号部门预算公开说明");
        visits.push(visit(Purpose::Item, &format!("ys/{number}.html"), &article(&title, tag, byline)));
    }
    let snapshot = Snapshot {
        unit: "青禾市财政局".to_owned(),
        site: SITE.to_owned(),
        end: CrawlEnd::Complete,
        visits,
        insecure: Default::default(),
    };
    let columns: Vec<_> = read::survey(&snapshot, None, &[])
        .into_iter()
        .map(|seen| (seen, column("预决算公开", "QH-01-01", Vec::new()).1))
        .collect();
    assert_eq!(columns.len(), 1);
    assert_eq!(columns[0].0.items.iter().filter(|item| item.opened).count(), entries.len());
    let signs = signs_with(&columns, snapshot.visits).into_iter();
    signs.filter(|sign| sign.kind == SignalKind::DateConflict).collect()
}

#[test]
fn a_recent_day_on_the_page_that_its_tag_contradicts_is_told() {
    let signs = signs(&[
        ("2020-10-15", "2019-03-05 09:12", "发布日期：2020-10-15　来源：市财政局"),
        ("2020-10-12", "2019-08-20 16:40", "发布时间：2020年10月12日 08:30"),
        ("2020-09-02", "2020-09-02 10:00", "发布日期：2020-09-02"),
    ]);
    assert_eq!(told(&signs), [(SignalKind::DateConflict, "QH-01-01", "ys/")]);
    assert!(signs[0].description.starts_with("“预决算公开”栏目有2条信息显示为近期发布"), "{}", signs[0].description);
    assert_eq!(signs[0].samples[0], "青禾市1号部门预算公开说明（显示2020-10-12，PubDate标签2019-08-20）");
}

#[test]
fn a_list_without_days_is_told_by_the_pages() {
    let signs = signs(&[
        ("", "2019-03-05 09:12", "2020-10-15　来源：市财政局"),
        ("", "2019-08-20 16:40", "2020-10-12　来源：市财政局"),
        ("", "2020-06-02 10:00", "2020-06-02　来源：市财政局"),
        ("", "2020-05-06 10:00", "2020-05-06　来源：市财政局"),
        ("", "2020-04-07 10:00", "2020-04-07　来源：市财政局"),
    ]);
    assert_eq!(told(&signs), [(SignalKind::DateConflict, "QH-01-01", "ys/")]);
}

#[test]
fn many_pages_whose_tags_alone_are_recent_are_told() {
    let days = ["2020-10-12", "2020-10-13", "2020-10-14", "2020-10-15", "2020-10-16"];
    let entries = days.map(|tag| ("2019-03-05", tag, "发布日期：2019-03-05"));
    let signs = signs(&entries);
    assert_eq!(told(&signs), [(SignalKind::DateConflict, "QH-01-01", "ys/")]);
    assert!(
        signs[0].description.contains("5条信息的网址日期或PubDate标签在评估日期前30天内"),
        "{}",
        signs[0].description
    );
}

#[test]
fn tags_that_differ_for_a_reason_are_not_told() {
    let shown = ["2020-10-15", "2020-10-12"];
    let with = |tags: [&str; 2], bylines: [&str; 2]| {
        signs(&[(shown[0], tags[0], bylines[0]), (shown[1], tags[1], bylines[1])])
    };
    let bylines = ["发布日期：2020-10-15", "发布日期：2020-10-12"];
    for (tags, bylines, why) in [
        (["2020-10-14T16:30:00Z", "2020-10-11T18:05:00Z"], bylines, "the same moments in another time zone"),
        (["2020-09-25 10:00", "2020-09-20 10:00"], bylines, "drafted in September, published in October"),
        (["2018-01-01 00:00", "2018-01-01 00:00"], bylines, "the template's own day on pages of different days"),
        (["", "yyyy-MM-dd"], bylines, "a tag that nobody filled in"),
        (
            ["2019-03-05", "2019-08-20"],
            ["发布日期：2020-10-15　成文日期：2019-03-05", "发布日期：2020-10-12　成文日期：2019-08-20"],
            "the day of the document",
        ),
        (
            ["2020-10-15", "2020-10-12"],
            ["2020-10-15　来源：市财政局", "2020-10-12　关于转发〔发布日期：2019-03-05〕通知的说明"],
            "the day of a document that is quoted",
        ),
        (["2019-03-05", "2020-10-12"], bylines, "one item may have been corrected"),
    ] {
        assert_eq!(told(&with(tags, bylines)), [], "{why}");
    }
}

#[test]
fn a_tag_that_follows_updates_and_one_of_a_new_edition_are_not_told() {
    let days = ["2020-10-12", "2020-10-13", "2020-10-14", "2020-10-15", "2020-10-16"];
    let bylines = days.map(|day| format!("发布日期：2019-03-05　更新时间：{day}"));
    let updated: Vec<Entry<'_>> =
        days.iter().zip(&bylines).map(|(day, byline)| ("2019-03-05", *day, &**byline)).collect();
    assert_eq!(told(&signs(&updated)), [], "the page says that it was updated");
    let older = ["2019-03-05", "2019-04-05", "2019-05-05", "2019-06-05", "2019-07-05"];
    let bylines = older.map(|day| format!("发布日期：{day}"));
    let edition: Vec<Entry<'_>> =
        older.iter().zip(&bylines).map(|(day, byline)| (*day, "2020-10-13", &**byline)).collect();
    assert_eq!(told(&signs(&edition)), [], "all pages were made anew on one day");
}

#[test]
fn a_day_that_only_the_list_shows_and_the_tag_of_a_template_are_not_told() {
    let byline = "来源：市财政局";
    let entries = [("2020-10-15", "2018-01-01", byline), ("2020-10-12", "2018-01-01", byline)];
    assert_eq!(told(&signs(&entries)), []);
    let own = [("2020-10-15", "2018-01-01", byline), ("2020-10-12", "2018-02-01", byline)];
    assert_eq!(told(&signs(&own)), [(SignalKind::DateConflict, "QH-01-01", "ys/")]);
}
