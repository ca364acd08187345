//! Small builders: a site of one department on 20 October 2020, evaluated for the third quarter.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, date};

use crate::calendar::Calendar;
use crate::catalogue::{Catalogue, Cell, Deadline, Indicator, Responsible, Rule};
use crate::judge::{
    AnnualReport, Answer, Case, ColumnState, ColumnVerdict, ContentState, Days, Demands, FindingKind, FreshnessState,
    MonthDay, Period, Verdict, Windows, unit,
};
use crate::mapping::{Decision, Lapsed, Mapper, Mapping, Method, Vocabulary};
use crate::site::{
    Column, ColumnItem, CrawlEnd, Failure, FailureClass, Item, Outcome, Page, PageKind, Purpose, Seen, Snapshot,
    Standing, Visit,
};
use crate::unit::{Declaration, Institutions, Unit};

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| Calendar::shipped().unwrap());
static INSTITUTIONS: LazyLock<Institutions> = LazyLock::new(|| Institutions::shipped().unwrap());
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::shipped().unwrap());
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::shipped("ankang-2020").unwrap());

pub(super) const SITE: &str = "http://czj.linjiang.example/";

/// All that a case borrows.
pub(super) struct World {
    pub(super) unit: Unit,
    pub(super) rows: Vec<Indicator>,
    /// What the catalogue says of its columns; its rows are `rows`.
    pub(super) catalogue: Catalogue,
    pub(super) snapshot: Snapshot,
    pub(super) columns: Vec<(Column, Mapping)>,
    pub(super) windows: Windows,
    pub(super) as_of: Date,
    pub(super) period: Option<Period>,
    pub(super) declarations: Option<Vec<Declaration>>,
    pub(super) lapsed: Vec<Lapsed>,
}

/// The states that a verdict is checked for.
pub(super) type States = (ColumnState, ContentState, FreshnessState, Answer);

pub(super) fn states(verdict: &Verdict) -> States {
    let column = verdict.of_column();
    (column.column, column.content, column.freshness, verdict.answer)
}

pub(super) fn kinds(verdict: &Verdict) -> Vec<FindingKind> {
    verdict.findings.iter().map(|finding| finding.kind).collect()
}

impl World {
    /// One row 财政信息 > 预决算公开 and the given columns.
    pub(super) fn with(columns: Vec<(Column, Mapping)>) -> Self {
        Self {
            unit: Unit {
                name: "临江市财政局".to_owned(),
                site: SITE.parse().unwrap(),
                groups: vec!["部门".to_owned()],
                aliases: Vec::new(),
                section: None,
                notes: String::new(),
            },
            rows: vec![row("LJ-01-01-01", "财政信息", "预决算公开")],
            catalogue: Catalogue { due: None, issued: None, ..CATALOGUE.clone() },
            snapshot: Snapshot {
                unit: "临江市财政局".to_owned(),
                site: SITE.to_owned(),
                end: CrawlEnd::Complete,
                visits: vec![visit(SITE, Purpose::Home, PageKind::Home)],
                insecure: Default::default(),
            },
            columns,
            windows: windows(),
            as_of: date(2020, 10, 20),
            period: Some(Period::parse("2020Q3").unwrap()),
            declarations: None,
            lapsed: Vec::new(),
        }
    }

    pub(super) fn judge(&self) -> Vec<Verdict> {
        self.try_judge().unwrap()
    }

    pub(super) fn try_judge(&self) -> Result<Vec<Verdict>, crate::calendar::CalendarError> {
        let catalogue = Catalogue { indicators: self.rows.clone(), ..self.catalogue.clone() };
        let mapper = Mapper::new(&catalogue, &VOCABULARY);
        unit(&Case {
            unit: &self.unit,
            identity: &INSTITUTIONS.of_unit(&self.unit),
            indicators: &self.rows.iter().collect::<Vec<_>>(),
            catalogue: &catalogue,
            snapshot: &self.snapshot,
            columns: &self.columns,
            mapper: &mapper,
            windows: &self.windows,
            calendar: &CALENDAR,
            as_of: self.as_of,
            period: self.period.as_ref(),
            declarations: self.declarations.as_deref(),
            lapsed: &self.lapsed,
        })
    }

    /// The verdict of the only row.
    pub(super) fn verdict(&self) -> Verdict {
        let [verdict] = <[Verdict; 1]>::try_from(self.judge()).unwrap();
        verdict
    }

    pub(super) fn rules(mut self, deadlines: &[Deadline]) -> Self {
        self.rows[0].rules = deadlines.iter().cloned().map(rule).collect();
        self
    }
}

pub(super) fn windows() -> Windows {
    Windows {
        sub_column_items: 3,
        item_certainty: 0.6,
        look_back_days: 365,
        late_workdays: 20,
        grace_days: 10,
        platforms: vec!["信用中国".to_owned()],
        windows: Days {
            default: 365,
            yearly: 366,
            half_yearly: 184,
            quarterly: 92,
            monthly: 31,
            periodically: 92,
            promptly: 183,
            immediately: 14,
            gradually: 366,
            note: 366,
        },
        annual_report: AnnualReport {
            government: MonthDay { month: 3, day: 31 },
            department: MonthDay { month: 1, day: 31 },
        },
        demands: Demands { higher_share: 0.5, higher_least: 3 },
    }
}

/// A row; the first two numbers of its code are its column's.
pub(super) fn row(code: &str, level1: &str, level2: &str) -> Indicator {
    Indicator {
        code: code.to_owned(),
        column: code[..8].to_owned(),
        levels: [level1, level2, "", ""].map(str::to_owned),
        content: String::new(),
        report: String::new(),
        platform: String::new(),
        responsible: String::new(),
        deadline: String::new(),
        topic: level2.contains("专题形式"),
        rules: Vec::new(),
        owners: Responsible::default(),
    }
}

pub(super) fn rule(deadline: Deadline) -> Rule {
    Rule { matter: String::new(), deadline, words: "时限原文".to_owned(), from: Cell::Deadline }
}

/// A column of the section that was opened and accepted by its name for 预决算公开.
pub(super) fn column(name: &str, items: Vec<ColumnItem>) -> (Column, Mapping) {
    column_for("LJ-01-01", name, items)
}

pub(super) fn column_for(code: &str, name: &str, items: Vec<ColumnItem>) -> (Column, Mapping) {
    let url = format!("{SITE}{name}/");
    let column = Column {
        name: name.to_owned(),
        path: ["首页", "信息公开", name].map(str::to_owned).to_vec(),
        url,
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
    };
    let mapping = Mapping {
        name: name.to_owned(),
        path: format!("首页 > 信息公开 > {name}"),
        decision: Decision::Accept,
        codes: vec![code.to_owned()],
        method: Some(Method::Exact),
        score: 1.0,
        runner_up: None,
        why: "名称相同".to_owned(),
        settled: Vec::new(),
    };
    (column, mapping)
}

/// A column that means nothing in the catalogue.
pub(super) fn other(name: &str) -> (Column, Mapping) {
    holding(name, vec![item("要闻", Some(date(2020, 10, 1)))])
}

/// A column that means nothing in the catalogue and holds these items.
pub(super) fn holding(name: &str, items: Vec<ColumnItem>) -> (Column, Mapping) {
    let (column, mapping) = column(name, items);
    (column, Mapping { decision: Decision::None, codes: Vec::new(), method: None, score: 0.0, ..mapping })
}

/// Changes a column.
pub(super) fn but(mut mapped: (Column, Mapping), change: impl FnOnce(&mut Column, &mut Mapping)) -> (Column, Mapping) {
    change(&mut mapped.0, &mut mapped.1);
    mapped
}

/// An entry as the list shows it.
pub(super) fn item(title: &str, published: Option<Date>) -> ColumnItem {
    let day = published.map_or_else(String::new, |day| day.to_string());
    ColumnItem {
        item: Item {
            title: title.to_owned(),
            url: format!("{SITE}{title}{day}.html"),
            date: published,
            date_source: None,
        },
        published,
        published_from: published.map(|_| "列表".to_owned()),
        formed: None,
        source: None,
        opened: false,
        note: false,
    }
}

/// An entry whose article page shows when it was formed.
pub(super) fn opened(title: &str, formed: Date, published: Date) -> ColumnItem {
    ColumnItem { formed: Some(formed), opened: true, ..item(title, Some(published)) }
}

pub(super) fn note(title: &str, published: Date) -> ColumnItem {
    ColumnItem { note: true, opened: true, ..item(title, Some(published)) }
}

/// Fresh on every rule of the tests but the monthly ones.
pub(super) fn fresh() -> Vec<ColumnItem> {
    vec![item("2020年部门预算", Some(date(2020, 10, 12)))]
}

pub(super) fn visit(url: &str, purpose: Purpose, kind: PageKind) -> Visit {
    let page = Page { url: url.to_owned(), kind, ..Page::default() };
    let outcome = Outcome::Page { at: now(), status: 200, hash: "cd".repeat(32), page: Box::new(page) };
    Visit { asked: url.to_owned(), posted: None, via: None, purpose, outcome }
}

pub(super) fn failure(class: FailureClass, status: Option<u16>) -> Failure {
    Failure { class, status, detail: "没有打开".to_owned(), at: now() }
}

pub(super) fn now() -> Timestamp {
    "2020-10-20T01:00:00Z".parse().unwrap()
}

/// What a verdict on a column says of it.
pub(super) trait OfColumn {
    fn of_column(&self) -> ColumnVerdict;
}

impl OfColumn for Verdict {
    fn of_column(&self) -> ColumnVerdict {
        self.as_column().unwrap().clone()
    }
}
