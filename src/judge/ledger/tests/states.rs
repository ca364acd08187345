//! Each state, on both check days.

use jiff::civil::date;

use super::build::*;
use crate::judge::{Answer, FindingKind, TaskState};
use crate::site::{Column, PageKind, Standing};

const PLAN: &str = "关于印发市民政局2016年政务公开工作要点实施方案的通知";

#[test]
fn a_plan_published_by_its_day_is_in_time() {
    // 2016年7月20日前 在本部门门户网站公布2016年度政务公开工作要点工作方案和台账.
    let world = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", vec![item(PLAN, date(2016, 7, 18))])]);
    let verdict = world.verdict();
    assert_eq!((task(&verdict).task, verdict.answer), (TaskState::InTime, Answer::Met));
    assert_eq!(task(&verdict).limit, Some(date(2016, 7, 20)));
    assert_eq!(task(&verdict).done, Some(date(2016, 7, 18)));
    assert_eq!(verdict.evidence[0].newest, Some(date(2016, 7, 18)));
    assert!(verdict.evidence[0].matched.contains(PLAN) && verdict.findings.is_empty(), "{verdict:?}");
}

#[test]
fn a_plan_published_after_its_day_is_late() {
    let world = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", vec![item(PLAN, date(2016, 7, 21))])]);
    let verdict = world.verdict();
    assert_eq!((task(&verdict).task, verdict.answer), (TaskState::Late, Answer::Partial));
    assert_eq!(task(&verdict).done, Some(date(2016, 7, 21)));
    assert_eq!(kinds(&verdict), [FindingKind::DoneLate]);
}

#[test]
fn a_plan_of_another_year_or_of_tomorrow_does_not_exist() {
    let items = vec![
        item("关于印发市民政局2015年政务公开工作要点实施方案的通知", date(2015, 7, 18)),
        item(PLAN, date(2016, 9, 1)),
    ];
    let verdict = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", items)]).verdict();
    assert_eq!((task(&verdict).task, verdict.answer), (TaskState::NoEvidence, Answer::Unmet));
    assert_eq!(kinds(&verdict), [FindingKind::NoEvidence]);
    assert_eq!(task(&verdict).done, None);
}

#[test]
fn a_plan_for_another_year_is_not_this_years() {
    let title = "市民政局2015年政务公开工作要点实施方案";
    let world = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", vec![item(title, date(2016, 1, 15))])]);
    assert_eq!(world.states(), (TaskState::Unseen, Answer::Unverified));
}

#[test]
fn an_entry_in_two_columns_is_seen_once_with_all_that_it_answers() {
    // The title names nothing; the name of its own column does.
    let entry = || item("2016年6月", date(2016, 7, 5));
    let columns = vec![column("最新公开", vec![entry()]), column("市场准入负面清单", vec![entry()])];
    let verdict = World::xinyang("XY-08-01", CHECK, columns).verdict();
    assert_eq!(task(&verdict).task, TaskState::InTime, "{verdict:?}");
    assert_eq!(verdict.evidence.len(), 1);
}

#[test]
fn what_is_due_in_december_is_not_due_in_august_and_missing_in_february() {
    let site = |as_of| World::xinyang("XY-03-01", as_of, Vec::new());
    assert_eq!(site(CHECK).states(), (TaskState::NotDue, Answer::NotApplicable));
    assert!(site(CHECK).verdict().findings.is_empty());
    assert_eq!(site(date(2016, 12, 31)).states().0, TaskState::NotDue, "the last day is still a day");
    assert_eq!(site(date(2017, 1, 1)).states(), (TaskState::NoEvidence, Answer::Unmet));
    assert_eq!(site(FINAL).states(), (TaskState::NoEvidence, Answer::Unmet));
}

#[test]
fn what_is_done_before_it_is_due_is_in_time() {
    let title = "政务公开相关规范性文件和政策性文件清理结果";
    let site =
        |as_of| World::xinyang("XY-03-01", as_of, vec![column("规范性文件", vec![item(title, date(2016, 6, 30))])]);
    assert_eq!(site(CHECK).states(), (TaskState::InTime, Answer::Met));
    assert_eq!(site(FINAL).states(), (TaskState::InTime, Answer::Met));
}

#[test]
fn a_task_of_publishing_in_good_time_needs_something_lately() {
    // 推进社会救助信息公开，及时公开: five matters, of which three must be seen.
    let items = |day| {
        vec![
            item("2016年上半年城乡低保对象人数和低保标准", day),
            item("医疗救助对象人次数和资金支出情况", day),
            item("全市核定灾情和救灾工作进展", day),
        ]
    };
    let site = |as_of, day| World::xinyang("XY-14-01", as_of, vec![column("社会救助", items(day))]);
    let verdict = site(CHECK, date(2016, 7, 5)).verdict();
    assert_eq!((task(&verdict).task, verdict.answer), (TaskState::InTime, Answer::Met), "{verdict:?}");
    assert_eq!((task(&verdict).limit, task(&verdict).done), (None, Some(date(2016, 7, 5))));
    assert!(verdict.reasons.iter().any(|why| why.contains("未见") && why.contains("临时救助方面")), "{verdict:?}");
    // 28 February 2017 less 183 days is 29 August 2016.
    assert_eq!(site(FINAL, date(2016, 8, 29)).states(), (TaskState::InTime, Answer::Met));
    assert_eq!(site(FINAL, date(2016, 8, 28)).states(), (TaskState::Unseen, Answer::Unverified));
    assert_eq!(task(&site(FINAL, date(2016, 8, 28)).verdict()).done, None);
    assert_eq!(site(date(2015, 12, 31), date(2015, 7, 5)).states().0, TaskState::NotDue, "the year has not begun");
    assert_eq!(site(FINAL, date(2015, 12, 31)).states(), (TaskState::NoEvidence, Answer::Unmet));
}

#[test]
fn rows_of_one_task_are_told_apart_by_their_words() {
    let titles = ["2016年第二季度产品质量监管执法检查结果", "旅游市场监管执法信息（2016年上半年）"];
    let items = || titles.map(|title| item(title, date(2016, 7, 1))).to_vec();
    let state = |code| World::xinyang(code, CHECK, vec![column("监督检查", items())]).states().0;
    assert_eq!(state("XY-05-03"), TaskState::InTime);
    assert_eq!(state("XY-05-04"), TaskState::InTime);
    assert_ne!(state("XY-05-02"), TaskState::InTime, "保障性住房");
    assert_ne!(state("XY-05-05"), TaskState::InTime, "知识产权");
}

#[test]
fn a_page_that_is_the_information_itself_is_seen() {
    let url = format!("{SITE}中介服务事项清单/");
    let page =
        Column { standing: Standing::Opened(PageKind::Article), ..column("中介服务事项清单", Vec::new()) };
    let mut world = World::xinyang("XY-04-02", FINAL, vec![page]);
    world.visits(&url, article(&url, "行政审批中介服务事项清单", "", Some(date(2016, 11, 3))));
    let verdict = world.verdict();
    assert_eq!((task(&verdict).task, task(&verdict).done), (TaskState::InTime, Some(date(2016, 11, 3))), "{verdict:?}");
}

#[test]
fn what_no_website_shows_is_for_a_person() {
    // 轮训, 培训; 体制; 网站的连接; 网上办事大厅; 保密审查; 专人, 经费.
    for code in ["XY-27-01", "XY-01-01", "XY-05-08", "XY-06-01"] {
        assert_eq!(
            World::xinyang(code, FINAL, Vec::new()).states(),
            (TaskState::Invisible, Answer::Unverified),
            "{code}"
        );
    }
    for code in ["WP-08-01-01", "WP-08-02-01", "WP-08-03-01", "WP-08-05-01", "WP-08-06-01", "WP-07-01-01"] {
        let world = World::points(code, date(2015, 1, 31), Vec::new());
        assert_eq!(world.states(), (TaskState::Invisible, Answer::Unverified), "{code}");
    }
}

#[test]
fn a_month_without_a_year_is_of_the_year_of_the_ledger() {
    // 审计结果公告, 9月底前.
    let site = |day| {
        World::points(
            "WP-03-03-01",
            date(2015, 1, 31),
            vec![column("审计公告", vec![item("审计结果公告（2014年第2号）", day)])],
        )
    };
    assert_eq!(task(&site(date(2014, 9, 30)).verdict()).limit, Some(date(2014, 9, 30)));
    assert_eq!(site(date(2014, 9, 30)).states().0, TaskState::InTime);
    assert_eq!(site(date(2014, 10, 8)).states().0, TaskState::Late);
    assert_eq!(site(date(2013, 9, 30)).states().0, TaskState::NoEvidence);
}

#[test]
fn the_year_lasts_to_its_last_day() {
    // “三公”经费公开, 年内.
    let site = |as_of, day| {
        World::points("WP-03-02-01", as_of, vec![column("三公经费", vec![item("2014年部门三公经费预算", day)])])
    };
    let verdict = site(date(2015, 1, 31), date(2014, 12, 31)).verdict();
    assert_eq!((task(&verdict).task, task(&verdict).limit), (TaskState::InTime, Some(date(2014, 12, 31))));
    assert_eq!(site(date(2015, 1, 31), date(2015, 1, 4)).states().0, TaskState::Late);
    assert_eq!(World::points("WP-03-02-01", date(2014, 6, 30), Vec::new()).states().0, TaskState::NotDue);
}

#[test]
fn working_days_run_from_the_day_that_the_page_shows() {
    // 征地信息公开, 文件下发20个工作日内. From Friday 26 September 2014 the 20th working day is 29 October: 28 (a make-up Sunday), 29
    // and 30 September, 8 to 11 October (the 11th a make-up Saturday), 13 to 17, 20 to 24, 27, 28, 29.
    let site = |published| {
        let mut entry = item("关于青禾新区2014年度第三批次建设用地征地批复的公告", published);
        (entry.formed, entry.opened) = (Some(date(2014, 9, 26)), true);
        World::points("WP-04-01-01", date(2014, 12, 31), vec![column("征地信息", vec![entry])])
    };
    let in_time = site(date(2014, 10, 29)).verdict();
    assert_eq!((task(&in_time).task, task(&in_time).limit), (TaskState::InTime, None));
    let late = site(date(2014, 10, 30)).verdict();
    assert_eq!((task(&late).task, late.answer), (TaskState::Late, Answer::Partial));
    assert_eq!(kinds(&late), [FindingKind::DoneLate]);
}

#[test]
fn a_fault_in_the_https_of_the_site_is_told_and_changes_no_state() {
    let mut world = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", vec![item(PLAN, date(2016, 7, 18))])]);
    let state = world.states();
    world.snapshot.insecure = [("https://mzj.qinghe.example".to_owned(), "证书是自签名的".to_owned())].into();
    let verdict = world.verdict();
    assert_eq!((world.states(), kinds(&verdict)), (state, vec![FindingKind::Insecure]));
    assert!(verdict.findings[0].description.contains("证书是自签名的"), "{:?}", verdict.findings);
}
