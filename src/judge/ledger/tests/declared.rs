//! Declared evidence: each check that it can fail.

use jiff::civil::{Date, date};

use super::build::*;
use crate::judge::{Answer, FindingKind, TaskState};
use crate::site::{FailureClass, Page, PageKind};

const URL: &str = "http://www.qinghe.example/zwgk/2016/0718/1.html";
const PLAN: &str = "青禾市民政局2016年政务公开工作要点实施方案";
const UNCONFIRMED: (TaskState, Answer) = (TaskState::Unconfirmed, Answer::Unverified);

fn world() -> World {
    World::xinyang("XY-28-01", CHECK, Vec::new())
}

fn plan(published: Date) -> crate::site::Outcome {
    article(URL, PLAN, "各科室：现将方案印发给你们。", Some(published))
}

/// Declares the plan at `url`, and says why that was not confirmed.
fn refused(world: &World) -> String {
    let verdict = world.verdict();
    assert_eq!((task(&verdict).task, verdict.answer), UNCONFIRMED, "{verdict:?}");
    assert_eq!(kinds(&verdict), [FindingKind::Unconfirmed]);
    verdict.reasons.join("；")
}

#[test]
fn a_page_that_stands_all_checks_is_evidence() {
    let verdict = world().declares(URL, Some(date(2016, 7, 18)), plan(date(2016, 7, 18))).verdict();
    assert_eq!((task(&verdict).task, verdict.answer), (TaskState::InTime, Answer::Met), "{verdict:?}");
    assert_eq!(task(&verdict).done, Some(date(2016, 7, 18)));
    assert_eq!((verdict.evidence[0].url.as_str(), verdict.evidence[0].status), (URL, Some(200)));
}

#[test]
fn the_text_may_tell_what_the_title_does_not() {
    let text = "现公布《政务公开工作要点工作方案》全文如下";
    let outcome = article(URL, "通知", text, Some(date(2016, 7, 18)));
    assert_eq!(world().declares(URL, None, outcome).states(), (TaskState::InTime, Answer::Met));
}

#[test]
fn declared_evidence_may_be_late() {
    let world = world().declares(URL, Some(date(2016, 7, 28)), plan(date(2016, 7, 29)));
    assert_eq!(world.states(), (TaskState::Late, Answer::Partial));
}

#[test]
fn it_may_answer_what_no_website_shows() {
    let url = "http://www.qinghe.gov.cn/2016/0801/2.html";
    let text = "会议通过了今年的业务培训计划，决定在三年内对全市政务公开工作人员轮训一遍。";
    let outcome = article(url, "市政府办公室举办政务公开业务培训班", text, Some(date(2016, 8, 1)));
    assert_eq!(
        World::xinyang("XY-27-01", CHECK, Vec::new()).declares(url, None, outcome).states().0,
        TaskState::InTime
    );
}

#[test]
fn what_cannot_be_reached_confirms_nothing() {
    assert!(refused(&world().claims(None, Some(date(2016, 7, 18)))).contains("没有填写网址"));
    assert!(refused(&world().claims(Some(URL), None)).contains("没有访问"));
    let dead = world().declares(URL, None, failed(FailureClass::HttpStatus, Some(404)));
    assert!(refused(&dead).contains("无法打开"));
    let moved = Page { url: URL.to_owned(), kind: PageKind::Soft404, ..Page::default() };
    assert!(refused(&world().declares(URL, None, page(moved))).contains("看不到内容"));
}

#[test]
fn only_government_sites_count() {
    for url in
        ["http://news.qinghe.example/1.html", "http://gov.cn.qinghe.example/1.html", "http://qinghegov.cn/1.html"]
    {
        let outcome = article(url, PLAN, "", Some(date(2016, 7, 18)));
        assert!(refused(&world().declares(url, None, outcome)).contains("不是政府网站"), "{url}");
    }
    let sent_on = article("http://news.qinghe.example/1.html", PLAN, "", Some(date(2016, 7, 18)));
    assert!(refused(&world().declares(URL, None, sent_on)).contains("不是政府网站"));
    let url = "http://mzj.qinghe.gov.cn/1.html";
    let outcome = article(url, PLAN, "", Some(date(2016, 7, 18)));
    assert_eq!(world().declares(url, None, outcome).states().0, TaskState::InTime);
}

#[test]
fn the_day_is_the_pages_own() {
    let said = Some(date(2016, 7, 18));
    assert!(refused(&world().declares(URL, said, article(URL, PLAN, "", None))).contains("没有注明发布日期"));
    assert!(refused(&world().declares(URL, said, plan(date(2015, 7, 18)))).contains("早于2016-01-01"));
    assert!(refused(&world().declares(URL, said, plan(date(2016, 9, 1)))).contains("评估日期之后"));
    // Said to be in time, published late; said to be done after it was published.
    assert!(refused(&world().declares(URL, said, plan(date(2016, 8, 2)))).contains("不符"));
    assert!(refused(&world().declares(URL, said, plan(date(2016, 7, 11)))).contains("不符"));
}

#[test]
fn the_page_must_be_about_the_task() {
    let outcome = article(URL, "关于防汛值班的通知", "各科室要做好防汛值班工作。", Some(date(2016, 7, 18)));
    assert!(refused(&world().declares(URL, None, outcome)).contains("不符"));
}

#[test]
fn a_page_about_another_year_is_not_about_the_task() {
    let title = "青禾市民政局2015年政务公开工作要点实施方案";
    let outcome = article(URL, title, "现公布政务公开工作要点工作方案", Some(date(2016, 3, 1)));
    assert!(refused(&world().declares(URL, None, outcome)).contains("不符"));
}

#[test]
fn what_another_unit_or_row_declares_does_not_count() {
    let mut other = world().declares(URL, None, plan(date(2016, 7, 18)));
    other.declarations[0].unit = "青禾市财政局".to_owned();
    assert_eq!(other.states().0, TaskState::NoEvidence);
    other.declarations[0].unit = "青禾市民政局".to_owned();
    other.declarations[0].code = "XY-27-01".to_owned();
    assert_eq!(other.states().0, TaskState::NoEvidence);
}

#[test]
fn a_bad_declaration_does_not_harm_what_the_site_shows() {
    let items = vec![item("关于印发市民政局2016年政务公开工作要点实施方案的通知", date(2016, 7, 18))];
    let world = World::xinyang("XY-28-01", CHECK, vec![column("政策文件", items)]).declares(
        URL,
        None,
        failed(FailureClass::Timeout, None),
    );
    let verdict = world.verdict();
    assert_eq!(task(&verdict).task, TaskState::InTime);
    assert!(verdict.reasons.iter().any(|why| why.contains("申报未证实")), "{verdict:?}");
}

#[test]
fn nothing_has_to_be_declared_before_it_is_due() {
    let world = World::xinyang("XY-03-01", CHECK, Vec::new()).claims(Some(URL), None);
    assert_eq!(world.states(), (TaskState::NotDue, Answer::NotApplicable));
    let world = World::xinyang("XY-03-01", FINAL, Vec::new()).claims(Some(URL), None);
    assert_eq!(world.states(), UNCONFIRMED);
}
