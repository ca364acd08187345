//! A small made-up result for the tests: two units, three indicators, every kind of cell, and a column name that means
//! harm.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use url::Url;

use super::{Dossier, Evaluation, FoundColumn, Hashes, Identity, PagesSeen, PutAway, Summary, UnitResult};
use crate::catalogue::{Catalogue, Counties, Indicator, Kind, Responsible};
use crate::judge::{
    Answer, Cause, ColumnState, ColumnVerdict, ContentState, Evidence, Finding, FindingKind, FreshnessState, InWarc,
    Period, State, Taken, Verdict,
};
use crate::mapping::{Decision, Mapping, Method, RunnerUp};
use crate::score::{Grade, Points, RowKind, Totals};
use crate::sha256::sha256;
use crate::site::{Column, ColumnItem, CrawlEnd, DateSource, FailureClass, Item, PageKind, Seen, Standing};
use crate::unit::{Institutions, Unit};

const AS_OF: Date = date(2020, 9, 30);
/// The evidence on the county.
const FILE: &str = "evidence/r1/0001.warc.gz";

pub(super) fn evaluation() -> Evaluation {
    let indicators = vec![
        indicator("YS-01-01", "机构概况", "领导信息"),
        indicator("YS-02-01", "财政信息", "部门预决算"),
        indicator("YS-03-01", "人事信息", "人事招考"),
    ];
    let units = vec![county(), bureau()];
    let pages = PagesSeen { seen: 40, rendered: 3, unrendered: 1, why: None };
    Evaluation {
        run: Identity {
            id: "20200930-1".into(),
            tool_version: "0.1.0".into(),
            as_of: AS_OF,
            period: Some(Period { name: "2020Q3".into(), from: date(2020, 7, 1), to: AS_OF }),
            sha256: Hashes {
                catalogue: sha256(b"catalogue"),
                policy: sha256(b"policy"),
                units: sha256(b"units"),
                declarations: sha256(b""),
                reviews: sha256(b""),
                calendar: sha256(b""),
                snapshot: sha256(b"snapshot"),
                history: sha256(b""),
            },
            summary: Summary::of(&units, &pages),
            pages,
        },
        catalogue: Catalogue {
            id: "yunshan-2020".into(),
            title: "云山市政务公开指标（虚构）".into(),
            issuer: "云山市人民政府办公室".into(),
            document_number: "云政办函〔2020〕1号".into(),
            issued: Some(date(2020, 8, 1)),
            due: Some(date(2020, 9, 20)),
            region: "云山市".into(),
            kind: Kind::Columns,
            year: Some(2020),
            check_days: Vec::new(),
            headings_serve: true,
            level_names: vec!["一级指标".into(), "二级指标".into()],
            sections: vec!["政府信息公开".into()],
            counties: Counties::Named,
            notes: String::new(),
            policy_text: String::new(),
            aliases_text: String::new(),
            institutions: Institutions::default(),
            indicators,
            hash: sha256(b"catalogue"),
        },
        grades: [("优秀", 90), ("良好", 70), ("合格", 60), ("不合格", 0)].map(grade).to_vec(),
        units,
        rectifications: BTreeMap::new(),
        history: Vec::new(),
    }
}

fn grade((name, at_least): (&str, i64)) -> Grade {
    Grade { name: name.into(), at_least: Decimal::from(at_least) }
}

fn indicator(code: &str, first: &str, second: &str) -> Indicator {
    Indicator {
        code: code.into(),
        column: code.into(),
        levels: [first.into(), second.into(), String::new(), String::new()],
        content: format!("{second}的有关内容"),
        report: String::new(),
        platform: "政府网站".into(),
        responsible: "各单位".into(),
        deadline: "20个工作日内".into(),
        topic: false,
        rules: Vec::new(),
        owners: Responsible::default(),
    }
}

fn in_warc() -> InWarc {
    let record = "urn:uuid:5e3c1b0a-0001-8aaa-8bbb-0123456789ab".to_owned();
    InWarc { file: FILE.to_owned(), record, unchanged_since: None }
}

/// A county with a stale column, a missing one and a column name that is a formula.
fn county() -> UnitResult {
    let name = "临溪县人民政府";
    let leaders =
        Taken { path: path(&["首页", "政府信息公开", "领导信息"]), ..taken("领导信息", Method::Exact) };
    // In an order that is not the catalogue's: the sheets have to put it right.
    let verdicts = vec![
        stale_budget(name),
        Verdict { state: in_order(leaders), ..verdict(name, "YS-01-01", Answer::Met) },
        Verdict {
            findings: vec![finding("W-0001", name, "YS-03-01", FindingKind::ColumnMissing)],
            state: State::Column(unseen(ColumnState::Missing)),
            reasons: vec!["栏目树已看完，没有同名或含义相同的栏目".into()],
            ..verdict(name, "YS-03-01", Answer::Unmet)
        },
    ];
    UnitResult {
        unit: unit(name, "http://www.linxi.example/", "县区"),
        site_name: Some("临溪县人民政府门户网站".into()),
        end: CrawlEnd::Complete,
        requests: 87,
        bytes: 2_412_000,
        warc: Some(FILE.into()),
        sheet: Totals {
            rank: Some(1),
            met: 1,
            partial: 1,
            unmet: 1,
            total: Some(Decimal::new(566, 1)),
            grade: "不合格".into(),
            coverage: Decimal::ONE_HUNDRED,
            ..totals(name)
        },
        snapshot: sha256(name.as_bytes()),
        dossier: PutAway::of(&Dossier {
            verdicts,
            points: vec![
                points("YS-02-01", Some(Decimal::new(2333, 2)), "内容长期未更新，扣10.00分"),
                points("YS-01-01", Some(Decimal::new(3333, 2)), ""),
                points("YS-03-01", Some(Decimal::ZERO), "栏目缺失，扣33.33分"),
            ],
            steps: path(&["共 3 行，计分 3 行", "得分合计 56.6 ÷ 分值合计 100 × 100 = 56.60", "等级：不合格"]),
            columns: county_columns(),
            ..Dossier::default()
        }),
    }
}

/// Changes what the points of a unit rest on.
pub(super) fn change(result: &mut UnitResult, how: impl FnOnce(&mut Dossier)) {
    let mut dossier = result.dossier.taken_out().unwrap();
    how(&mut dossier);
    result.dossier = PutAway::of(&dossier);
}

/// A stale column whose name is a formula.
fn stale_budget(name: &str) -> Verdict {
    let budget = Taken {
        path: path(&["首页", "=HYPERLINK(\"http://evil.example\",\"预算\")"]),
        newest: Some(date(2019, 3, 1)),
        ..taken("=HYPERLINK(\"http://evil.example\",\"预算\")", Method::Synonym)
    };
    Verdict {
        findings: vec![Finding {
            last_update: Some(date(2019, 3, 1)),
            stale_days: Some(579),
            ..finding("W-0002", name, "YS-02-01", FindingKind::Stale)
        }],
        state: State::Column(ColumnVerdict {
            freshness: FreshnessState::Stale,
            column: ColumnState::Alias,
            taken: Some(budget),
            ..column_verdict()
        }),
        reasons: vec!["最近更新于2019-03-01，已579天未更新".into()],
        ..verdict(name, "YS-02-01", Answer::Partial)
    }
}

fn county_columns() -> Vec<(FoundColumn, Mapping)> {
    vec![
        (opened("领导信息", "政府信息公开"), mapping("领导信息", Decision::Accept, &["YS-01-01"])),
        (FoundColumn::of(bare("=cmd|' /C calc'!A0"), AS_OF), mapping("=cmd|' /C calc'!A0", Decision::None, &[])),
        (FoundColumn::of(bare("招录信息"), AS_OF), mapping("招录信息", Decision::Review, &["YS-03-01"])),
    ]
}

/// A bureau whose site is down.
fn bureau() -> UnitResult {
    let name = "云山市林业局";
    let open = |number: &str, code: &str| Verdict {
        findings: vec![finding(number, name, code, FindingKind::Unreachable)],
        state: State::Column(unseen(ColumnState::Unreachable)),
        reasons: vec!["网站无法进入".into()],
        cause: Some(Cause::Failure(FailureClass::Timeout)),
        ..verdict(name, code, Answer::Unverified)
    };
    UnitResult {
        unit: unit(name, "http://lyj.yunshan.example/", "部门"),
        site_name: None,
        end: CrawlEnd::Failed,
        requests: 3,
        bytes: 0,
        warc: None,
        sheet: Totals { applicable: 2, unverified: 2, ..totals(name) },
        snapshot: sha256(name.as_bytes()),
        dossier: PutAway::of(&Dossier {
            verdicts: vec![open("W-0003", "YS-01-01"), open("W-0004", "YS-02-01")],
            points: vec![points("YS-01-01", None, ""), points("YS-02-01", None, "")],
            ..Dossier::default()
        }),
    }
}

fn unit(name: &str, site: &str, group: &str) -> Unit {
    Unit {
        name: name.into(),
        site: Url::parse(site).unwrap(),
        groups: vec![group.into()],
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    }
}

fn path(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn taken(name: &str, method: Method) -> Taken {
    Taken {
        name: name.into(),
        path: Vec::new(),
        url: "http://www.linxi.example/lm/1.html".into(),
        method,
        score: 1.0,
        items: 2,
        newest: Some(date(2020, 9, 8)),
    }
}

/// A column in order.
fn in_order(taken: Taken) -> State {
    State::Column(ColumnVerdict { taken: Some(taken), ..column_verdict() })
}

/// A column in order, of which nothing is shown.
fn column_verdict() -> ColumnVerdict {
    ColumnVerdict {
        column: ColumnState::Exact,
        sub_column_missing: false,
        content: ContentState::Items,
        demand_broken: false,
        freshness: FreshnessState::Fresh,
        taken: None,
    }
}

/// A column that was not seen.
fn unseen(column: ColumnState) -> ColumnVerdict {
    ColumnVerdict {
        column,
        content: ContentState::Unknown,
        freshness: FreshnessState::Unverifiable,
        ..column_verdict()
    }
}

pub(super) fn verdict(unit: &str, code: &str, answer: Answer) -> Verdict {
    Verdict {
        unit: unit.into(),
        code: code.into(),
        column_code: code.into(),
        state: State::Column(column_verdict()),
        answer,
        rule: "20个工作日内（指标体系）".into(),
        reasons: Vec::new(),
        evidence: vec![
            Evidence {
                url: "http://www.linxi.example/lm/1.html".into(),
                at: Some(seen().at),
                status: Some(200),
                path: path(&["首页", "政府信息公开"]),
                matched: "栏目名称相同".into(),
                items: Some(2),
                newest: Some(date(2020, 9, 8)),
                newest_from: Some("列表".into()),
                hash: Some(seen().hash),
                warc: Some(in_warc()),
            }
            .into(),
        ],
        findings: Vec::new(),
        cause: None,
        unstable: None,
        overridden: None,
    }
}

pub(super) fn finding(number: &str, unit: &str, code: &str, kind: FindingKind) -> Finding {
    Finding {
        number: number.into(),
        unit: unit.into(),
        code: code.into(),
        kind,
        description: "-描述以减号开头".into(),
        url: "http://www.linxi.example/".into(),
        found: AS_OF,
        last_update: None,
        stale_days: None,
        advice: "请按指标要求整改".into(),
    }
}

fn totals(unit: &str) -> Totals {
    Totals {
        unit: unit.into(),
        rank: None,
        applicable: 3,
        met: 0,
        partial: 0,
        unmet: 0,
        unverified: 0,
        total: None,
        grade: "待核查".into(),
        vetoed: false,
        coverage: Decimal::ZERO,
    }
}

pub(super) fn points(code: &str, got: Option<Decimal>, reason: &str) -> Points {
    Points { code: code.into(), kind: RowKind::Summand, full: Decimal::new(3333, 2), got, reason: reason.into() }
}

fn mapping(name: &str, decision: Decision, codes: &[&str]) -> Mapping {
    Mapping {
        name: name.into(),
        path: String::new(),
        decision,
        codes: path(codes),
        method: (decision == Decision::Accept).then_some(Method::Exact),
        score: 0.75,
        runner_up: Some(RunnerUp { code: "YS-02-01".into(), score: 0.25 }),
        why: "名称比较".into(),
        settled: Vec::new(),
    }
}

fn seen() -> Seen {
    let at = Timestamp::from_second(1_601_430_000).unwrap();
    Seen {
        at,
        status: 200,
        hash: sha256(b"page"),
        breadcrumb: path(&["首页", "政府信息公开"]),
        called: Vec::new(),
        unread: None,
        rendering: None,
    }
}

/// A column with two entries, one of them dated after the as-of day.
fn opened(name: &str, section: &str) -> FoundColumn {
    let item = |number: u32, day: Date| ColumnItem {
        item: Item {
            title: format!("信息{number}"),
            url: format!("http://www.linxi.example/{number}.html"),
            date: Some(day),
            date_source: Some(DateSource::List),
        },
        published: Some(day),
        published_from: Some("列表".into()),
        formed: None,
        source: None,
        opened: false,
        note: false,
    };
    let column = Column {
        path: path(&["首页", section, name]),
        standing: Standing::Opened(PageKind::Column),
        in_section: true,
        items: vec![item(2, date(2021, 1, 1)), item(1, date(2020, 9, 8))],
        pages_read: 1,
        pages: Some(1),
        seen: Some(seen()),
        ..bare(name)
    };
    FoundColumn::of(column, AS_OF)
}

fn bare(name: &str) -> Column {
    Column::linked(name, path(&["首页", name]), "http://www.linxi.example/lm/1.html")
}
