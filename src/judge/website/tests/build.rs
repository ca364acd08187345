//! Small builders.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use crate::catalogue::{Catalogue, Kind};
use crate::judge::website::{ColumnKinds, WebsiteCase, WebsiteRules, website};
use crate::judge::{CheckState, FindingKind, Verdict};
use crate::mapping::Mapping;
use crate::score::{OfKind, Policy};
use crate::site::{
    Column, ColumnItem, CrawlEnd, Item, Outcome, Page, PageKind, Purpose, Seen, Snapshot, Standing, Visit, Watch,
};
use crate::unit::{Unit, UnitIdentity};

pub(super) const AS_OF: Date = date(2020, 10, 20);
pub(super) const SITE: &str = "http://mzj.linjiang.example/";

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::shipped("national-2019").unwrap());
static KINDS: LazyLock<ColumnKinds> = LazyLock::new(|| ColumnKinds::shipped().unwrap());

/// The rules as they are shipped.
static RULES: LazyLock<WebsiteRules> = LazyLock::new(|| {
    let policy = Policy::parse(&CATALOGUE.policy_text, "policy.toml", Kind::Website).unwrap();
    let OfKind::Website(policy) = policy.of_kind else { unreachable!() };
    policy.rules
});

/// A site.
pub(super) struct World {
    pub(super) columns: Vec<Column>,
    pub(super) end: CrawlEnd,
    pub(super) home: Page,
    /// Other pages that were read.
    pub(super) pages: Vec<(Purpose, Page)>,
    pub(super) watch: Watch,
    pub(super) identity: UnitIdentity,
}

impl World {
    /// A site with these columns that was seen to its end; its home page shows something of yesterday.
    pub(super) fn with(columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            end: CrawlEnd::Complete,
            home: home(&[Some(days_ago(1))]),
            pages: Vec::new(),
            watch: Watch::default(),
            identity: UnitIdentity { department: true, ..UnitIdentity::default() },
        }
    }

    pub(super) fn budget_ended(self) -> Self {
        Self { end: CrawlEnd::BudgetEnded, ..self }
    }

    /// The verdicts on all rows.
    pub(super) fn verdicts(&self) -> Vec<Verdict> {
        let unit = Unit {
            name: "临江市民政局".to_owned(),
            site: SITE.parse().unwrap(),
            groups: Vec::new(),
            aliases: Vec::new(),
            section: None,
            notes: String::new(),
        };
        let home = visit(Purpose::Home, &self.home);
        let pages = self.pages.iter().map(|(purpose, page)| visit(*purpose, page));
        let snapshot = Snapshot {
            unit: unit.name.clone(),
            site: SITE.to_owned(),
            end: self.end,
            visits: std::iter::once(home).chain(pages).collect(),
            insecure: Default::default(),
        };
        let columns: Vec<(Column, Mapping)> =
            self.columns.iter().map(|column| (column.clone(), Mapping::none(column))).collect();
        website(&WebsiteCase {
            unit: &unit,
            identity: &self.identity,
            indicators: &CATALOGUE.indicators.iter().collect::<Vec<_>>(),
            snapshot: &snapshot,
            columns: &columns,
            watch: &self.watch,
            kinds: &KINDS,
            rules: &RULES,
            as_of: AS_OF,
        })
    }

    /// The verdict on one row.
    pub(super) fn verdict(&self, code: &str) -> Verdict {
        self.verdicts().into_iter().find(|verdict| verdict.code == code).unwrap()
    }

    /// The state of one row.
    pub(super) fn state(&self, code: &str) -> CheckState {
        state(&self.verdict(code))
    }
}

pub(super) fn state(verdict: &Verdict) -> CheckState {
    verdict.as_check().unwrap().check
}

pub(super) fn count(verdict: &Verdict) -> usize {
    verdict.as_check().unwrap().count.unwrap()
}

pub(super) fn kinds(verdict: &Verdict) -> Vec<FindingKind> {
    verdict.findings.iter().map(|finding| finding.kind).collect()
}

pub(super) fn days_ago(days: i64) -> Date {
    AS_OF.checked_sub(days.days()).unwrap()
}

/// A column below 首页 with these names above it, that was opened and holds entries of these days.
pub(super) fn column(path: &str, dates: &[Option<Date>]) -> Column {
    let names: Vec<String> =
        std::iter::once("首页").chain(path.split('>')).map(|name| name.trim().to_owned()).collect();
    let url = format!("{SITE}{}/", path.replace([' ', '>'], "-"));
    Column {
        name: names.last().unwrap().clone(),
        path: names,
        standing: Standing::Opened(PageKind::Column),
        in_section: false,
        children: Vec::new(),
        items: dates.iter().enumerate().map(|(number, day)| entry(&format!("{url}{number}.html"), *day)).collect(),
        pages_read: 1,
        pages: None,
        seen: Some(Seen {
            at: Timestamp::UNIX_EPOCH,
            status: 200,
            hash: "00".to_owned(),
            breadcrumb: Vec::new(),
            called: Vec::new(),
            unread: None,
            rendering: None,
        }),
        url,
    }
}

/// So many columns of one name, numbered, with one entry of that age.
pub(super) fn aged(name: &str, many: usize, days: i64) -> Vec<Column> {
    (0..many).map(|number| column(&format!("栏目{number} > {name}"), &[Some(days_ago(days))])).collect()
}

/// A column that says that it holds nothing.
pub(super) fn empty(path: &str) -> Column {
    standing(path, Standing::Opened(PageKind::Empty))
}

pub(super) fn standing(path: &str, standing: Standing) -> Column {
    Column { standing, ..column(path, &[]) }
}

pub(super) fn empties(many: usize) -> Vec<Column> {
    (0..many).map(|number| empty(&format!("公开栏目{number}"))).collect()
}

pub(super) fn entry(url: &str, day: Option<Date>) -> ColumnItem {
    ColumnItem {
        item: Item {
            title: "关于救灾物资发放情况的公告".to_owned(),
            url: url.to_owned(),
            date: day,
            date_source: None,
        },
        published: day,
        published_from: day.map(|_| "列表".to_owned()),
        formed: None,
        opened: false,
        note: false,
        source: None,
    }
}

/// A home page with entries of these days.
pub(super) fn home(dates: &[Option<Date>]) -> Page {
    let item = |(number, day): (usize, &Option<Date>)| entry(&format!("{SITE}home/{number}.html"), *day).item;
    Page {
        url: SITE.to_owned(),
        kind: PageKind::Home,
        items: dates.iter().enumerate().map(item).collect(),
        tags: crate::site::SITE_TAGS.to_vec(),
        ..Page::default()
    }
}

fn visit(purpose: Purpose, page: &Page) -> Visit {
    Visit {
        asked: page.url.clone(),
        posted: None,
        via: None,
        purpose,
        outcome: Outcome::Page {
            at: Timestamp::UNIX_EPOCH,
            status: 200,
            hash: "00".to_owned(),
            page: Box::new(page.clone()),
        },
    }
}
