//! A site of one department on 20 October 2020.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use crate::judge::{Signal, SignalCase, SignalKind, USUAL_SUSPICION, signals};
use crate::mapping::{Decision, Mapping, Method};
use crate::site::{
    Article, Column, ColumnItem, CrawlEnd, DateSource, Item, Outcome, Page, PageKind, Purpose, Snapshot, Standing, Via,
    Visit,
};
use crate::unit::Unit;

pub(super) const AS_OF: Date = date(2020, 10, 20);
pub(super) const SITE: &str = "http://czj.qinghe.example/";

static UNIT: LazyLock<Unit> = LazyLock::new(|| Unit {
    name: "青禾市财政局".to_owned(),
    site: SITE.parse().unwrap(),
    groups: Vec::new(),
    aliases: Vec::new(),
    section: None,
    notes: String::new(),
});

pub(super) fn days_ago(days: i64) -> Date {
    AS_OF.checked_sub(days.days()).unwrap()
}

/// A column that serves the row `code`; none where it is empty.
pub(super) fn column(name: &str, code: &str, items: Vec<ColumnItem>) -> (Column, Mapping) {
    let path = vec!["首页".to_owned(), "信息公开".to_owned(), name.to_owned()];
    let mut column = Column::linked(name, path, &format!("{SITE}{name}/"));
    column.standing = Standing::Opened(PageKind::Column);
    column.items = items;
    column.pages_read = 1;
    let mut mapping = Mapping::none(&column);
    if !code.is_empty() {
        mapping.decision = Decision::Accept;
        mapping.codes = vec![code.to_owned()];
        mapping.method = Some(Method::Exact);
    }
    (column, mapping)
}

/// An entry at `url` below the site.
pub(super) fn item(title: &str, url: &str, day: Date) -> ColumnItem {
    let url = format!("{SITE}{url}");
    let item = Item { title: title.to_owned(), url, date: Some(day), date_source: Some(DateSource::List) };
    let from = Some("列表".to_owned());
    ColumnItem {
        item,
        published: Some(day),
        published_from: from,
        formed: None,
        source: None,
        opened: false,
        note: false,
    }
}

/// So many entries of one day, each another one.
pub(super) fn of_day(many: usize, days: i64) -> Vec<ColumnItem> {
    let day = days_ago(days);
    (0..many).map(|number| item(&format!("{day}第{number}号公告"), &format!("{day}/x{number}.html"), day)).collect()
}

pub(super) fn page(url: &str, article: Option<Article>) -> Page {
    let kind = if article.is_some() { PageKind::Article } else { PageKind::Home };
    Page { url: format!("{SITE}{url}"), kind, article, ..Page::default() }
}

pub(super) fn visit(purpose: Purpose, asked: &str, words: &str, page: Page) -> Visit {
    let via = Via { from: SITE.to_owned(), text: words.to_owned(), path: Vec::new() };
    let outcome = Outcome::Page { at: Timestamp::UNIX_EPOCH, status: 200, hash: "00".to_owned(), page: Box::new(page) };
    Visit { asked: format!("{SITE}{asked}"), posted: None, via: Some(via), purpose, outcome }
}

/// The signs on a site with these columns and these pages beside its start page.
pub(super) fn signs_with(columns: &[(Column, Mapping)], visits: Vec<Visit>) -> Vec<Signal> {
    let home = visit(Purpose::Home, "", "", page("", None));
    let snapshot = Snapshot {
        unit: UNIT.name.clone(),
        site: SITE.to_owned(),
        end: CrawlEnd::Complete,
        visits: std::iter::once(home).chain(visits).collect(),
        insecure: Default::default(),
    };
    signals(&SignalCase { unit: &UNIT, snapshot: &snapshot, columns, suspicion: &USUAL_SUSPICION, as_of: AS_OF })
}

pub(super) fn signs(columns: &[(Column, Mapping)]) -> Vec<Signal> {
    signs_with(columns, Vec::new())
}

/// Kind, code and address below the site.
pub(super) fn told(signs: &[Signal]) -> Vec<(SignalKind, &str, &str)> {
    signs.iter().map(|sign| (sign.kind, sign.code.as_str(), sign.url.strip_prefix(SITE).unwrap())).collect()
}
