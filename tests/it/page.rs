//! `report.html` in a real Chromium: on a wide and on a narrow screen, with scripts and without, of the demo and of 14,000 units;
//! and `annual.html`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::date;
use lanmu::catalogue::Catalogue;
use lanmu::judge::{
    Answer, ColumnState, ColumnVerdict, ContentState, Finding, FindingKind, FreshnessState, State, Verdict,
};
use lanmu::report::{
    self, Annual, Dossier, Evaluation, Hashes, Identity, PagesSeen, PutAway, Source, Summary, UnitResult, report_html,
};
use lanmu::score::{Grade, Points, RowKind, Standing, Totals, UnitYear, YearPolicy, annual};
use lanmu::site::CrawlEnd;
use lanmu::unit::Unit;
use rust_decimal::Decimal;
use url::Url;

use crate::support::demo::DEMO;

const UNITS: usize = 14_000;
const INDICATORS: usize = 12;

/// Needs Chromium, Node and, in the folder that `LANMU_AXE` names, the npm packages `axe-core` and `puppeteer-core`; `scripts/test`
/// installs them.
#[test]
fn a_browser_shows_the_report() {
    let program = ["/usr/bin/chromium", "/usr/bin/google-chrome"].into_iter().find(|place| Path::new(place).exists());
    let (Some(program), Some(modules)) = (program, std::env::var_os("LANMU_AXE")) else {
        assert!(std::env::var_os("CI").is_none(), "Chromium is missing, or LANMU_AXE is not set");
        eprintln!("LEFT OUT: there is no Chromium, or LANMU_AXE is not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.html");
    let html = report_html(&many_units()).unwrap();
    assert!(html.len() < 30_000_000, "{} bytes", html.len());
    fs::write(&large, html).unwrap();
    let checks = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/page/browser.mjs");
    let mut node = Command::new("node");
    report::write_annual(&year(), folder.path()).unwrap();
    let annual = folder.path().join("annual.html");
    node.arg(checks).arg(modules).arg(program).arg(DEMO.file("report.html")).arg(annual).arg(&large);
    let output = node.output().unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A year of made-up units, with a ledger: one with all its totals, one with a gap and a veto, one that was never asked.
fn year() -> Annual {
    let policy = "missing = \"leave_out\"\nunresolved = 0.5\nledgers = { xinyang-2016 = 20 }";
    let policy: YearPolicy = toml::from_str(policy).unwrap();
    let scored = Standing::Scored(Decimal::from(80));
    let units = [
        ("青禾市财政局", [scored; 4], 3),
        ("青禾市民政局", [Standing::Absent, Standing::Unscored, Standing::Vetoed(None), scored], 0),
        ("青禾市档案局", [Standing::Absent; 4], 0),
    ];
    let units = units.map(|(name, quarters, unresolved)| UnitYear {
        unit: name.into(),
        quarters,
        unresolved,
        ledgers: vec![Some(Decimal::from(90))],
    });
    let source = |period: &str, catalogue: &str| Source {
        period: period.into(),
        catalogue: catalogue.into(),
        run: "r1".into(),
        as_of: date(2020, 12, 31),
        seal: "0".repeat(64),
    };
    Annual {
        year: 2020,
        catalogue: "ankang-2020".into(),
        title: "青禾市政务公开指标（虚构）".into(),
        units: annual(&policy, &[Grade { name: "合格".into(), at_least: Decimal::ZERO }], &units).unwrap(),
        policy,
        policy_hash: "0".repeat(64),
        tool_version: "0.1.0".into(),
        sources: vec![source("2020Q4", "ankang-2020"), source("2020", "xinyang-2016")],
    }
}

/// A result of 14,000 made-up units, of which every third lacks a column.
fn many_units() -> Evaluation {
    let catalogue = Catalogue::shipped("ankang-2020").unwrap();
    let units: Vec<UnitResult> = (0..UNITS).map(|number| unit(number, &catalogue)).collect();
    let pages = PagesSeen::default();
    let hash = "0".repeat(64);
    Evaluation {
        run: Identity {
            id: "r1".into(),
            tool_version: "0.1.0".into(),
            as_of: date(2020, 9, 30),
            period: None,
            summary: Summary::of(&units, &pages),
            pages,
            sha256: Hashes {
                catalogue: hash.clone(),
                policy: hash.clone(),
                units: hash.clone(),
                declarations: hash.clone(),
                reviews: hash.clone(),
                snapshot: hash.clone(),
                history: hash.clone(),
                calendar: hash,
            },
        },
        grades: Vec::new(),
        catalogue,
        units,
        rectifications: BTreeMap::new(),
        history: Vec::new(),
    }
}

/// Unit `number`: every third answer is 未达标, with its reason and a finding.
fn unit(number: usize, catalogue: &Catalogue) -> UnitResult {
    let name = format!("青禾市第{number}办事处");
    let verdicts: Vec<Verdict> = (catalogue.indicators.iter().take(INDICATORS).enumerate())
        .map(|(place, indicator)| {
            verdict(&name, &indicator.code, &indicator.column, !(number + place).is_multiple_of(3))
        })
        .collect();
    let point = |verdict: &Verdict| Points {
        code: verdict.code.clone(),
        kind: RowKind::Summand,
        full: Decimal::new(833, 2),
        got: Some(if verdict.answer == Answer::Met { Decimal::new(833, 2) } else { Decimal::ZERO }),
        reason: verdict.reasons.concat(),
    };
    UnitResult {
        site_name: None,
        unit: Unit {
            site: Url::parse(&format!("http://bsc{number}.qinghe.example/")).unwrap(),
            name: name.clone(),
            groups: vec!["办事处".into()],
            aliases: Vec::new(),
            section: None,
            notes: String::new(),
        },
        end: CrawlEnd::Complete,
        requests: 30,
        bytes: 1_000_000,
        warc: Some(format!("evidence/r1/{number:05}.warc.gz")),
        sheet: Totals {
            unit: name,
            vetoed: false,
            rank: Some(number + 1),
            applicable: INDICATORS,
            met: 8,
            partial: 0,
            unmet: 4,
            unverified: 0,
            total: Some(Decimal::new(6667, 2)),
            grade: "合格".into(),
            coverage: Decimal::ONE_HUNDRED,
        },
        snapshot: String::new(),
        dossier: PutAway::of(&Dossier { points: verdicts.iter().map(point).collect(), verdicts, ..Dossier::default() }),
    }
}

fn verdict(unit: &str, code: &str, column: &str, met: bool) -> Verdict {
    let missing = "栏目树已看完，没有同名或含义相同的栏目".to_owned();
    let finding = Finding {
        number: format!("F-{unit}-{code}"),
        unit: unit.into(),
        code: code.into(),
        kind: FindingKind::ColumnMissing,
        description: missing.clone(),
        url: "http://www.qinghe.example/".into(),
        found: date(2020, 9, 30),
        last_update: None,
        stale_days: None,
        advice: "请在信息公开栏目下开设含义相同的栏目，并公开相应内容".into(),
    };
    Verdict {
        unit: unit.into(),
        code: code.into(),
        column_code: column.into(),
        state: State::Column(ColumnVerdict {
            column: if met { ColumnState::Exact } else { ColumnState::Missing },
            sub_column_missing: false,
            content: ContentState::Items,
            demand_broken: false,
            freshness: FreshnessState::Fresh,
            taken: None,
        }),
        answer: if met { Answer::Met } else { Answer::Unmet },
        rule: "".into(),
        reasons: if met { Vec::new() } else { vec![missing] },
        evidence: Vec::new(),
        findings: if met { Vec::new() } else { vec![finding] },
        cause: None,
        unstable: None,
        overridden: None,
    }
}
