//! 相关解读材料应于文件公开后3个工作日内在政府网站和媒体发布, on both check days.

use jiff::civil::{Date, date};

use super::build::*;
use crate::judge::{Answer, FindingKind as F, TaskState as T};
use crate::site::{Column, ColumnItem, CrawlEnd, Standing};

const RELIEF: &str = "青禾市民政局关于印发《青禾市临时救助实施细则（试行）》的通知";
const EXPLAINED: &str = "《青禾市临时救助实施细则》政策解读";
const OTHER: &str = "省政府关于加强养老服务工作的意见政策解读";

/// Thursday 25 August 2016: its third working day is Tuesday the 30th.
const AUGUST: Date = date(2016, 8, 25);
/// Friday 30 September 2016: 1 to 7 October are holidays, 8 and 9 October make-up days; the third working day is the 10th.
const SEPTEMBER: Date = date(2016, 9, 30);

fn site(as_of: Date, documents: &[(&str, Date)], explanations: &[(&str, Date)]) -> World {
    let items = |entries: &[(&str, Date)]| -> Vec<ColumnItem> {
        entries.iter().map(|(title, day)| item(title, *day)).collect()
    };
    let columns = vec![column("规范性文件", items(documents)), column("政策解读", items(explanations))];
    World::xinyang("XY-22-01", as_of, columns)
}

/// State, answer and kinds of the findings; one of the reasons has these words.
fn told(world: &World, words: &str) -> (T, Answer, Vec<F>) {
    let verdict = world.verdict();
    assert!(verdict.reasons.iter().any(|why| why.contains(words)), "{words} is not in {:?}", verdict.reasons);
    (task(&verdict).task, verdict.answer, kinds(&verdict))
}

fn kept() -> (T, Answer, Vec<F>) {
    (T::InTime, Answer::Met, Vec::new())
}

fn late() -> (T, Answer, Vec<F>) {
    (T::Late, Answer::Partial, vec![F::InterpretationLate])
}

#[test]
fn the_third_working_day_is_in_time() {
    let august = |day| site(CHECK, &[(RELIEF, AUGUST)], &[(EXPLAINED, day)]);
    assert_eq!(told(&august(date(2016, 8, 30)), "1件有解读"), kept());
    let october = |day| site(FINAL, &[(RELIEF, SEPTEMBER)], &[(EXPLAINED, day)]);
    assert_eq!(told(&october(date(2016, 10, 10)), "1件有解读"), kept());
    assert_eq!(told(&october(SEPTEMBER), "1件有解读"), kept());
}

#[test]
fn the_fourth_is_late() {
    let august = site(CHECK, &[(RELIEF, AUGUST)], &[(EXPLAINED, date(2016, 8, 31))]);
    assert_eq!(told(&august, "没有在公开后3个工作日内解读"), late());
    let october = site(FINAL, &[(RELIEF, SEPTEMBER)], &[(EXPLAINED, date(2016, 10, 11)), (OTHER, date(2016, 7, 1))]);
    assert_eq!(told(&october, &format!("“{RELIEF}”2016-09-30公开，2016-10-11解读")), late());
    let verdict = october.verdict();
    assert_eq!(verdict.reasons[0], "有文件的解读晚于规定期限");
    assert!(verdict.findings[0].description.contains(RELIEF) && verdict.findings[0].url.contains("政策解读"));
    let page = verdict.evidence.iter().find(|evidence| evidence.url.contains(RELIEF)).unwrap();
    assert_eq!(page.matched, "该文件的解读超过期限");
    assert_eq!(task(&verdict).done, Some(date(2016, 7, 1)), "the earliest explanation of the year");
}

#[test]
fn a_document_that_nothing_explains_is_no_task_done() {
    for (as_of, day) in [(CHECK, AUGUST), (FINAL, SEPTEMBER)] {
        let without = World::xinyang("XY-22-01", as_of, vec![column("规范性文件", vec![item(RELIEF, day)])]);
        let findings = vec![F::NoEvidence, F::InterpretationMissing];
        let words = format!("以下文件没有解读：“{RELIEF}”");
        assert_eq!(told(&without, &words), (T::NoEvidence, Answer::Unmet, findings));
        let other = site(as_of, &[(RELIEF, day)], &[(OTHER, date(2016, 8, 30))]);
        let in_part = (T::Unseen, Answer::Unverified, vec![F::InterpretationMissing]);
        assert_eq!(told(&other, &words), in_part);
        assert!(other.verdict().reasons[0].contains("只见到任务的一部分"));
        assert_eq!(task(&other.verdict()).done, None);
    }
    // One late and one not explained at all: not done, with both named.
    let documents = [(RELIEF, SEPTEMBER), ("青禾市民政局关于加强社区养老服务的意见", date(2016, 9, 1))];
    let both = site(FINAL, &documents, &[(EXPLAINED, date(2016, 10, 11))]);
    let findings = vec![F::InterpretationMissing, F::InterpretationLate];
    assert_eq!(told(&both, "社区养老服务"), (T::Unseen, Answer::Unverified, findings));
}

#[test]
fn a_document_whose_time_runs_owes_nothing() {
    // The third working day after Friday 26 August is the 31st.
    let running = site(CHECK, &[(RELIEF, date(2016, 8, 26))], &[(OTHER, date(2016, 7, 1))]);
    assert_eq!(told(&running, "1件的解读期限未到"), kept());
    let over = site(date(2016, 9, 1), &[(RELIEF, date(2016, 8, 26))], &[(OTHER, date(2016, 7, 1))]);
    assert_eq!(told(&over, "没有解读").2, [F::InterpretationMissing]);
    // What came before the year of the ledger is none of its documents; what came after the check day does not exist.
    let outside = [(RELIEF, date(2015, 12, 31)), ("青禾市养老服务补贴办法", date(2016, 9, 1))];
    assert_eq!(told(&site(CHECK, &outside, &[(OTHER, date(2016, 7, 1))]), "0件有解读"), kept());
    let mut from = site(CHECK, &[(RELIEF, AUGUST)], &[(OTHER, date(2016, 8, 29))]);
    from.windows.from = Some(date(2016, 8, 26));
    assert_eq!(told(&from, "0件有解读"), kept());
}

#[test]
fn lists_that_were_not_read_prove_nothing() {
    for (as_of, day) in [(CHECK, AUGUST), (FINAL, SEPTEMBER)] {
        for list in 0..2 {
            let mut cut = site(as_of, &[(RELIEF, day)], &[(OTHER, date(2016, 8, 30))]);
            cut.columns[list].pages = Some(9);
            assert_eq!(told(&cut, "无法核实：文件或解读列表没有读完，有1件文件还没有看到解读"), kept());
        }
        let mut blind = site(as_of, &[(RELIEF, day)], &[(OTHER, date(2016, 8, 30))]);
        blind.snapshot.end = CrawlEnd::BudgetEnded;
        assert_eq!(told(&blind, "没有读完"), kept());
        let mut closed = site(as_of, &[(RELIEF, day)], &[(OTHER, date(2016, 8, 30))]);
        closed.columns.push(Column { standing: Standing::Linked, ..column("解读回应", Vec::new()) });
        assert_eq!(told(&closed, "没有读完"), kept());
        let mut without = site(as_of, &[(RELIEF, day)], &[(OTHER, date(2016, 8, 30))]);
        without.columns.remove(0);
        assert_eq!(told(&without, "没有看到规范性文件或政策文件栏目"), kept());
    }
}

#[test]
fn a_late_one_is_sure_where_the_list_was_read_back_to_the_document() {
    let cut = |oldest| {
        let explanations = [(EXPLAINED, date(2016, 10, 11)), (OTHER, oldest)];
        let mut world = site(FINAL, &[(RELIEF, SEPTEMBER)], &explanations);
        world.columns[1].pages = Some(9);
        world
    };
    assert_eq!(told(&cut(date(2016, 10, 9)), "1件只看到期限之后的解读"), kept());
    assert_eq!(told(&cut(SEPTEMBER), "没有在公开后3个工作日内解读"), late());
}

#[test]
fn what_is_all_explained_need_not_be_explained_lately() {
    // 183 days before the final check are since 29 August 2016.
    let march = |day| site(FINAL, &[(RELIEF, date(2016, 3, 4))], &[(EXPLAINED, day)]);
    assert_eq!(told(&march(date(2016, 3, 9)), "1件有解读"), kept());
    let none = site(FINAL, &[], &[(OTHER, date(2016, 3, 9))]);
    assert_eq!(told(&none, "评估日期之前183天内没有").0, T::Unseen);
}

#[test]
fn an_explanation_may_stand_elsewhere() {
    let beside = |title: &str| {
        let items = vec![item(RELIEF, AUGUST), item(title, date(2016, 8, 29))];
        World::xinyang("XY-22-01", CHECK, vec![column("规范性文件", items)])
    };
    let verdict = told(&beside("《青禾市临时救助实施细则》解读"), "1件有解读");
    assert_eq!(verdict, (T::Unseen, Answer::Unverified, Vec::new()));
    let meeting = beside("青禾市民政局召开《青禾市临时救助实施细则》解读会");
    assert!(told(&meeting, "没有解读").2.contains(&F::InterpretationMissing));

    let url = "http://www.qinghe.example/zwgk/2016/0829/1.html";
    let without = || World::xinyang("XY-22-01", CHECK, vec![column("规范性文件", vec![item(RELIEF, AUGUST)])]);
    let declared = |day| without().declares(url, None, article(url, EXPLAINED, "", Some(day)));
    assert_eq!(told(&declared(date(2016, 8, 30)), "1件有解读"), kept());
    assert_eq!(told(&declared(date(2016, 8, 31)), "没有在公开后3个工作日内解读"), late());
}

#[test]
fn once_a_year_is_no_second_demand() {
    // 年内解读重要政策措施不少于1次 is answered by any explanation of the year.
    let world = |day| site(CHECK, &[], &[(OTHER, day)]);
    let verdict = world(date(2016, 7, 5)).verdict();
    assert_eq!((task(&verdict).task, task(&verdict).limit, verdict.findings.len()), (T::InTime, None, 0));
    let tally = verdict.reasons.iter().find(|why| why.contains("已见")).unwrap();
    assert!(tally.contains("县区政府、与宏观经济和民生关系密切的市、县政府部") && !tally.contains("未见"), "{tally}");
    assert_eq!(world(date(2015, 12, 31)).verdict().findings.len(), 1);
}
