//! What a reader of the page sees, and that nothing on a website changes what the page is.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;
use jiff::Timestamp;
use jiff::civil::date;
use rust_decimal::Decimal;
use scraper::{Html, Selector};

use super::heat::together;
use super::report_html;
use crate::judge::{
    Answer, Conclusion, Finding, FindingKind, FindingRuling, Override, Recheck, Rectification, RectificationState,
    Reply, Signal, SignalKind, Verdict,
};
use crate::mapping::Signature;
use crate::report::sample::{change, evaluation, finding};
use crate::report::sample_ledger::ledger;
use crate::report::{Evaluation, Record};

/// What stands between the tags, without the words of the style sheet and the script.
fn main_of(evaluation: &Evaluation) -> String {
    let html = report_html(evaluation).unwrap();
    let (_, main) = html.split_once("<main id=\"main\">").unwrap();
    main.split_once("</main>").unwrap().0.to_owned()
}

fn parsed(evaluation: &Evaluation) -> Html {
    Html::parse_document(&report_html(evaluation).unwrap())
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).map(|found| found.text().collect::<String>().trim().to_owned()).collect()
}

fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).filter_map(|found| found.attr(name)).map(ToOwned::to_owned).collect()
}

#[test]
fn the_page_of_the_sample() {
    insta::assert_snapshot!(main_of(&evaluation()));
}

#[test]
fn a_ledger_tells_how_its_tasks_stand() {
    let page = parsed(&ledger());
    let facts = texts(&page, ".grounds .facts").concat();
    for words in ["完成情况：按时完成", "完成情况：逾期完成", "完成日期：2020-07-06", "时限：2020-06-30"]
    {
        assert!(facts.contains(words), "{words} is not in {facts}");
    }
}

#[test]
fn the_same_result_gives_the_same_page() {
    assert_eq!(report_html(&evaluation()).unwrap(), report_html(&evaluation()).unwrap());
}

/// Words that would be markup, a script, a link that runs, or that turn the line around.
const HOSTILE: [&str; 6] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!--<script>",
    "\u{202e}标达\u{2028}\u{2066}甲",
    "{{ 7 * 11111119 }}{% raw %}",
];

#[test]
fn words_from_outside_stay_words() {
    let calm = parsed(&poisoned("甲"));
    let elements = |page: &Html| {
        page.select(&Selector::parse("*").unwrap()).map(|e| e.value().name().to_owned()).collect::<Vec<_>>()
    };
    for hostile in HOSTILE {
        let page = parsed(&poisoned(hostile));
        assert_eq!(elements(&page), elements(&calm), "{hostile:?} makes other elements");
        let all = texts(&page, "title, header, main").concat();
        assert!(!all.contains(['\u{202e}', '\u{2028}', '\u{2066}']), "{hostile:?}");
        assert!(attributes(&page, "*", "onerror").is_empty() && attributes(&page, "*", "onmouseover").is_empty());
        assert!(!all.contains("77777833"), "a template in the words was run");
    }
}

/// The sample with these words wherever a website, a list or a person could put them, as long as the page keeps its form.
fn poisoned(words: &str) -> Evaluation {
    let mut evaluation = evaluation();
    evaluation.catalogue.title = words.into();
    for indicator in &mut evaluation.catalogue.indicators {
        indicator.levels[1] = words.into();
    }
    for unit in &mut evaluation.units {
        unit.unit.name = words.into();
        unit.unit.groups = vec![words.into()];
        change(unit, |dossier| {
            dossier.points.iter_mut().for_each(|points| points.reason = words.into());
            dossier.verdicts.iter_mut().for_each(|verdict| say(words, verdict));
        });
    }
    evaluation
}

fn say(words: &str, verdict: &mut Verdict) {
    verdict.rule = words.into();
    verdict.reasons = verdict.reasons.iter().map(|_| words.into()).collect();
    for seen in &mut verdict.evidence {
        seen.matched = words.into();
        seen.path = vec![words.into()];
        seen.newest_from = Some(words.into());
    }
    for finding in &mut verdict.findings {
        finding.description = words.into();
        finding.advice = words.into();
        finding.number = words.into();
    }
}

#[test]
fn only_addresses_of_the_web_are_links() {
    let mut evaluation = evaluation();
    let bad = [
        "javascript:alert(1)",
        "JaVaScript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "//x.example",
        "file:///etc",
    ];
    change(&mut evaluation.units[0], |dossier| {
        let findings = &mut dossier.verdicts[0].findings;
        *findings = bad.map(|url| Finding { url: url.into(), ..findings[0].clone() }).to_vec();
    });
    let page = parsed(&evaluation);
    for link in attributes(&page, "a", "href") {
        assert!(["#", "http://", "https://"].iter().any(|start| link.starts_with(start)), "{link}");
    }
    let shown = texts(&page, ".faults").concat();
    assert!(bad.iter().all(|url| shown.contains(url)), "what is not linked is shown: {shown}");
    assert!(attributes(&page, "a[target]", "rel").iter().all(|rel| rel == "noopener noreferrer"));
}

#[test]
fn nothing_is_allowed_but_its_own_style_and_script() {
    let page = parsed(&evaluation());
    let policy = attributes(&page, "meta[http-equiv]", "content").concat();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    assert!(attributes(&page, "*", "style").is_empty(), "the policy forbids style attributes");
    assert!(attributes(&page, "[src], link, iframe, object", "src").is_empty());
}

#[test]
fn both_answers_and_what_became_of_a_finding_are_told() {
    let mut evaluation = evaluation();
    let at = Timestamp::from_second(1_601_600_000).unwrap();
    let given = Some(Box::new(Override {
        unit: "临溪县人民政府".into(),
        catalogue: "yunshan-2020".into(),
        code: "YS-03-01".into(),
        period: "2020Q3".into(),
        answer: Answer::Met,
        share: None,
        who: "甲".into(),
        at,
        why: "栏目在二级页面".into(),
        evidence: "截图1".into(),
        until: date(2020, 12, 31),
        came_of: Vec::new(),
        run: "r1".into(),
        signed: Some(Signature { who: "乙".into(), at }),
    }));
    change(&mut evaluation.units[0], |dossier| dossier.verdicts[2].overridden = given);
    let reply = Reply { state: RectificationState::Done, words: "已补发".into(), who: "丙".into(), at };
    let (before, after) = (Some(Decimal::new(566, 1)), Some(Decimal::new(6660, 2)));
    let words = "已见2020-10-01的信息".to_owned();
    let state = Some(RectificationState::Partly);
    let recheck = Recheck { run: "r2".into(), on: date(2020, 10, 20), state, words, before, after };
    let conclusion = Conclusion {
        ruling: FindingRuling::Upheld,
        who: "丁".into(),
        at,
        why: "仍缺决算".into(),
        signed: None,
        waits: false,
    };
    let all =
        Rectification { reply: Some(reply), recheck: Some(recheck), conclusion: Some(conclusion), withdrawn: None };
    evaluation.rectifications = BTreeMap::from([("W-0002".into(), all)]);
    let page = parsed(&evaluation);
    let sheet = texts(&page, ".sheet").concat();
    assert!(sheet.contains("程序判定：未达标"), "{sheet}");
    let grounds = texts(&page, ".grounds").concat();
    let both = "人工改判：未达标 → 达标（栏目在二级页面，甲，2020-10-02；证据：截图1；会签：乙）";
    assert!(grounds.contains(both), "{grounds}");
    assert!(texts(&page, "#cells td").contains(&"达*".to_owned()));
    let faults = texts(&page, ".faults").concat();
    for words in [
        "整改情况 已整改：已补发；复查（2020-10-20）部分整改：已见2020-10-01的信息",
        "复查前后总分 56.60 → 66.60",
        "复核结论 维持（仍缺决算，丁，2020-10-02）",
    ] {
        assert!(faults.contains(words), "{words} is not in {faults}");
    }
}

#[test]
fn a_finding_that_was_withdrawn_is_still_told() {
    let mut evaluation = evaluation();
    let gone = finding("W-0008", "临溪县人民政府", "YS-01-01", FindingKind::ColumnEmpty);
    let at = Timestamp::from_second(1_601_600_000).unwrap();
    let why = "有情况说明".to_owned();
    let conclusion =
        Conclusion { ruling: FindingRuling::Withdrawn, who: "丁".into(), at, why, signed: None, waits: false };
    let one = Rectification { conclusion: Some(conclusion), withdrawn: Some(gone), ..Rectification::default() };
    evaluation.rectifications = BTreeMap::from([("W-0008".into(), one)]);
    let told = texts(&parsed(&evaluation), "#W-0008").concat();
    assert!(told.contains("空白栏目") && told.contains("复核结论 撤销（有情况说明，丁，2020-10-02）"), "{told}");
}

#[test]
fn signals_are_told_apart_from_findings() {
    let mut evaluation = evaluation();
    assert!(texts(&parsed(&evaluation), "#signals").is_empty());
    let given = vec![Signal {
        kind: SignalKind::SameDay,
        unit: "临溪县人民政府".into(),
        code: "YS-02-01".into(),
        url: "http://www.linxi.example/lm/1.html".into(),
        description: "12条信息的发布日期都是2020-09-29".into(),
        samples: vec!["信息1".into(), "信息2".into()],
    }];
    change(&mut evaluation.units[0], |dossier| dossier.signals = given);
    let page = parsed(&evaluation);
    assert!(texts(&page, "#signals").concat().contains("集中补录"));
    let told = texts(&page, ".faults").concat();
    assert!(told.contains("12条信息的发布日期都是2020-09-29") && told.contains("如：信息1；信息2"), "{told}");
}

/// The quarter before: 临溪县 had 60.00 and two findings, of which one is gone and one is still there; 云山市林业局 was not
/// evaluated, and 云山市水利局 was.
fn with_past() -> Evaluation {
    let mut evaluation = evaluation();
    let mut before = Record::of(&evaluation).unwrap();
    before.run.period.as_mut().unwrap().name = "2020Q2".into();
    before.units[0].total = Some(Decimal::new(6000, 2));
    let gone = finding("W-0009", "临溪县人民政府", "YS-01-01", FindingKind::ColumnEmpty);
    before.units[0].findings.retain(|finding| finding.number == "W-0001");
    before.units[0].findings.push(gone);
    before.units[1].name = "云山市水利局".into();
    before.units[1].total = Some(Decimal::new(8000, 2));
    before.units[1].grade = "良好".into();
    before.units[1].findings.clear();
    evaluation.history = vec![before];
    evaluation
}

#[test]
fn the_period_before_is_compared() {
    let page = parsed(&with_past());
    let told = texts(&page, "#changes").concat();
    for words in [
        "与上期（2020Q2）比较",
        "得分上升 0 个单位，下降 1 个，不变 0 个；新出现的问题 1 个，已消除 1 个，仍然存在 1 个。各单位共有的变化：评估日期。",
        "本期新增单位：云山市林业局。上期有、本期没有的单位：云山市水利局。",
        "60.0056.60−3.40",
    ] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    assert_eq!(texts(&page, "#trend desc"), ["2020Q2 70.00，2020Q3 56.60"], "(60 + 80) / 2, then the only total");
    assert_eq!(attributes(&page, "#trend .line", "points"), ["64,69 356,89.1"], "24 + 150 × 30%, 24 + 150 × 43.4%");
    assert_eq!(attributes(&page, "#places .spark", "aria-label"), ["2020Q2 60.00，2020Q3 56.60"]);
    assert!(texts(&parsed(&evaluation()), "#changes, #trend, .spark").is_empty(), "without a past there is none");
}

#[test]
fn a_histogram_counts_tens() {
    let mut evaluation = evaluation();
    let county = evaluation.units[0].clone();
    evaluation.units = [0, 999, 1000, 8999, 9000, 10_000, 10_450]
        .map(|cents| {
            let mut unit = county.clone();
            unit.sheet.total = Some(Decimal::new(cents, 2));
            unit
        })
        .to_vec();
    let told = texts(&parsed(&evaluation), "#distribution desc").concat();
    assert_eq!(told, "0 分起 2 个，10 分起 1 个，80 分起 1 个，90 分起 3 个");
}

#[test]
fn a_cell_of_several_rows_tells_the_least() {
    use Answer::{Met, NotApplicable, Partial, Unmet, Unverified};
    for (answers, cell) in [
        (vec![], NotApplicable),
        (vec![NotApplicable, NotApplicable], NotApplicable),
        (vec![Met, NotApplicable, Met], Met),
        (vec![Unmet, Unmet], Unmet),
        (vec![Met, Unmet], Partial),
        (vec![Unverified, Partial], Partial),
        (vec![Met, Unverified], Unverified),
    ] {
        assert_eq!(together(&answers), cell, "{answers:?}");
    }
}

#[test]
fn many_units_stand_as_text() {
    let mut evaluation = evaluation();
    let county = evaluation.units[0].clone();
    evaluation.units = vec![county; 700];
    let page = parsed(&evaluation);
    assert_eq!(texts(&page, "#places tbody tr").len(), 100);
    assert_eq!(texts(&page, "section.unit").len(), 0);
    let waiting: String = texts(&page, ".sections").iter().map(|packed| unpacked(packed)).collect();
    assert_eq!(waiting.matches("</section>").count(), 700);
    assert_eq!(texts(&page, ".cells-rest").concat().matches("<tr data-unit").count(), 600);
    let folds = texts(&page, "#places-rest").concat();
    assert!(folds.contains("第 101 至 600 个单位") && folds.contains("第 601 至 700 个单位"));
    assert_eq!(folds.matches("<tr data-unit").count(), 600);
}

fn unpacked(packed: &str) -> String {
    let bytes = STANDARD.decode(packed).unwrap();
    std::io::read_to_string(ZlibDecoder::new(bytes.as_slice())).unwrap()
}
