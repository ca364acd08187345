//! Small builders: the site of one department of the made-up city 青禾市, judged by a shipped ledger.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, date};

use crate::calendar::Calendar;
use crate::catalogue::{Catalogue, Indicator};
use crate::judge::ledger::{LedgerCase, LedgerWindows, TaskDays, unit};
use crate::judge::{Answer, FindingKind, TaskState, TaskVerdict, Verdict};
use crate::mapping::{Mapper, Vocabulary};
use crate::site::{
    Article, Column, ColumnItem, CrawlEnd, Failure, FailureClass, Item, Outcome, Page, PageKind, Purpose, Seen,
    Snapshot, Standing, Visit,
};
use crate::unit::{Declaration, Unit, UnitIdentity};

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().unwrap());
static XINYANG: LazyLock<(Catalogue, Mapper)> = LazyLock::new(|| ledger("xinyang-2016"));
static POINTS: LazyLock<(Catalogue, Mapper)> = LazyLock::new(|| ledger("work-points-2014"));

pub(super) const SITE: &str = "http://mzj.qinghe.example/";
/// 2016年8月底前对照台账开展一次检查.
pub(super) const CHECK: Date = date(2016, 8, 31);
/// 2017年2月前对完成情况进行考评.
pub(super) const FINAL: Date = date(2017, 2, 28);

fn ledger(id: &str) -> (Catalogue, Mapper) {
    let catalogue = Catalogue::shipped(id).unwrap();
    let mapper = Mapper::new(&catalogue, &Vocabulary::shipped().unwrap());
    (catalogue, mapper)
}

/// All that a case borrows.
pub(super) struct World {
    ledger: &'static (Catalogue, Mapper),
    code: &'static str,
    unit: Unit,
    pub(super) snapshot: Snapshot,
    pub(super) columns: Vec<Column>,
    pub(super) declarations: Vec<Declaration>,
    pub(super) windows: LedgerWindows,
    as_of: Date,
}

impl World {
    /// A row of xinyang-2016 on a site with the given columns and 通知公告, looked at completely.
    pub(super) fn xinyang(code: &'static str, as_of: Date, columns: Vec<Column>) -> Self {
        Self::new(&XINYANG, code, as_of, columns)
    }

    /// A row of work-points-2014.
    pub(super) fn points(code: &'static str, as_of: Date, columns: Vec<Column>) -> Self {
        Self::new(&POINTS, code, as_of, columns)
    }

    fn new(ledger: &'static (Catalogue, Mapper), code: &'static str, as_of: Date, mut columns: Vec<Column>) -> Self {
        columns.push(column("通知公告", vec![item("关于端午节放假的通知", date(as_of.year(), 1, 20))]));
        let home = Page { url: SITE.to_owned(), kind: PageKind::Home, ..Page::default() };
        Self {
            ledger,
            code,
            unit: Unit {
                name: "青禾市民政局".to_owned(),
                site: SITE.parse().unwrap(),
                groups: vec!["部门".to_owned()],
                aliases: Vec::new(),
                section: None,
                notes: String::new(),
            },
            snapshot: Snapshot {
                unit: "青禾市民政局".to_owned(),
                site: SITE.to_owned(),
                end: CrawlEnd::Complete,
                visits: vec![visit(SITE, Purpose::Home, page(home))],
                insecure: Default::default(),
            },
            columns,
            declarations: Vec::new(),
            windows: windows(),
            as_of,
        }
    }

    /// Adds the look at a column's page.
    pub(super) fn visits(&mut self, url: &str, outcome: Outcome) {
        self.snapshot.visits.push(visit(url, Purpose::Column, outcome));
    }

    /// Declares an address and what came back from it.
    pub(super) fn declares(mut self, url: &str, said: Option<Date>, outcome: Outcome) -> Self {
        self.snapshot.visits.push(visit(url, Purpose::Declared, outcome));
        self.claims(Some(url), said)
    }

    /// Declares without anything having been fetched.
    pub(super) fn claims(mut self, url: Option<&str>, said: Option<Date>) -> Self {
        self.declarations.push(Declaration {
            unit: self.unit.name.clone(),
            code: self.code.to_owned(),
            url: url.map(|url| url.parse().unwrap()),
            date: said,
            statement: "已经完成".to_owned(),
        });
        self
    }

    pub(super) fn verdict(&self) -> Verdict {
        let (catalogue, mapper) = self.ledger;
        let row: Vec<&Indicator> = catalogue.indicators.iter().filter(|row| row.code == self.code).collect();
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|column| (column.clone(), mapper.decide_column(column, &self.unit, false)))
            .collect();
        let verdicts = unit(&LedgerCase {
            unit: &self.unit,
            identity: &UnitIdentity { department: true, ..UnitIdentity::default() },
            catalogue,
            indicators: &row,
            snapshot: &self.snapshot,
            columns: &columns,
            declarations: &self.declarations,
            hosts: &BTreeSet::from(["mzj.qinghe.example".to_owned(), "www.qinghe.example".to_owned()]),
            windows: &self.windows,
            calendar: &CALENDAR,
            as_of: self.as_of,
        });
        let [verdict] = <[Verdict; 1]>::try_from(verdicts.unwrap()).unwrap();
        verdict
    }

    pub(super) fn states(&self) -> (TaskState, Answer) {
        let verdict = self.verdict();
        (task(&verdict).task, verdict.answer)
    }
}

pub(super) fn task(verdict: &Verdict) -> &TaskVerdict {
    verdict.as_task().unwrap()
}

pub(super) fn kinds(verdict: &Verdict) -> Vec<FindingKind> {
    verdict.findings.iter().map(|finding| finding.kind).collect()
}

fn windows() -> LedgerWindows {
    LedgerWindows {
        from: None,
        seen_share: 0.5,
        alike: 0.75,
        doubtful: 0.5,
        windows: TaskDays {
            half_yearly: 184,
            quarterly: 92,
            monthly: 31,
            periodically: 366,
            promptly: 183,
            immediately: 183,
            gradually: 366,
        },
    }
}

/// A column of the disclosure section that was read to its end.
pub(super) fn column(name: &str, items: Vec<ColumnItem>) -> Column {
    Column {
        name: name.to_owned(),
        path: ["首页", "政府信息公开", name].map(str::to_owned).to_vec(),
        url: format!("{SITE}{name}/"),
        standing: Standing::Opened(if items.is_empty() { PageKind::Empty } else { PageKind::Column }),
        in_section: true,
        children: Vec::new(),
        items,
        pages_read: 1,
        pages: Some(1),
        seen: Some(Seen {
            at: now(),
            status: 200,
            hash: "ab".repeat(32),
            breadcrumb: Vec::new(),
            called: Vec::new(),
            unread: None,
            rendering: None,
        }),
    }
}

pub(super) fn item(title: &str, published: Date) -> ColumnItem {
    ColumnItem {
        item: Item {
            title: title.to_owned(),
            url: format!("{SITE}{title}{published}.html"),
            date: Some(published),
            date_source: None,
        },
        published: Some(published),
        published_from: Some("列表".to_owned()),
        formed: None,
        source: None,
        opened: false,
        note: false,
    }
}

pub(super) fn undated(title: &str) -> ColumnItem {
    ColumnItem { published: None, published_from: None, ..item(title, date(2016, 1, 1)) }
}

pub(super) fn article(url: &str, title: &str, text: &str, published: Option<Date>) -> Outcome {
    let article = Article { title: title.to_owned(), published, text: text.to_owned(), ..Article::default() };
    page(Page { url: url.to_owned(), kind: PageKind::Article, article: Some(article), ..Page::default() })
}

pub(super) fn page(page: Page) -> Outcome {
    Outcome::Page { at: now(), status: 200, hash: "cd".repeat(32), page: Box::new(page) }
}

pub(super) fn failed(class: FailureClass, status: Option<u16>) -> Outcome {
    Outcome::Failed(Failure { class, status, detail: "没有打开".to_owned(), at: now() })
}

fn visit(url: &str, purpose: Purpose, outcome: Outcome) -> Visit {
    Visit { asked: url.to_owned(), posted: None, via: None, purpose, outcome }
}

fn now() -> Timestamp {
    "2017-02-28T01:00:00Z".parse().unwrap()
}
