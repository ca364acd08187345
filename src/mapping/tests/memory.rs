//! What is known of a unit, held against what its site shows. The unit and its columns are made up.

use jiff::Timestamp;

use super::MAPPER;
use crate::mapping::{Decision, Lapsed, Mapping, Memory, Method, Review, Ruling, Seen};
use crate::site::{
    Column, ColumnItem, CrawlEnd, Failure, FailureClass, Item, Link, LinkRole, Outcome, Page, PageKind, Purpose,
    Snapshot, Standing, Visit,
};
use crate::unit::{ColumnAddress, Unit};

const CODE: &str = "AK-01-02";
const URL: &str = "http://czj.qinghe.example/jf/";

fn at() -> Timestamp {
    "2020-10-21T01:30:15Z".parse().unwrap()
}

fn review(ruling: Ruling, name: &str) -> Review {
    Review {
        unit: "青禾市财政局".to_owned(),
        catalogue: "ankang-2020".to_owned(),
        code: CODE.to_owned(),
        url: URL.to_owned(),
        name: name.to_owned(),
        path: String::new(),
        ruling,
        who: "复核员甲".to_owned(),
        at: at(),
        why: "看过内容".to_owned(),
        evidence: String::new(),
        until: None,
        run: "r1".to_owned(),
        signed: None,
    }
}

fn column(name: &str, standing: Standing, titles: &[&str]) -> Column {
    let entry = |title: &&str| ColumnItem {
        item: Item { title: (*title).to_owned(), url: String::new(), date: None, date_source: None },
        published: None,
        published_from: None,
        formed: None,
        source: None,
        opened: false,
        note: false,
    };
    Column {
        name: name.to_owned(),
        path: vec!["首页".to_owned(), "信息公开".to_owned(), name.to_owned()],
        url: URL.to_owned(),
        standing,
        in_section: true,
        children: Vec::new(),
        items: titles.iter().map(entry).collect(),
        pages_read: 1,
        pages: None,
        seen: None,
    }
}

fn opened(name: &str) -> Column {
    column(name, Standing::Opened(PageKind::Column), &[])
}

fn failed(class: FailureClass, status: Option<u16>) -> Failure {
    Failure { class, status, detail: "没有打开".to_owned(), at: at() }
}

/// The mapping of the first column after what is known was laid over, and what lapsed. `visits` came beside it.
fn remember(
    column: Option<Column>,
    visits: Vec<Visit>,
    memory: Memory<'_>,
) -> (Option<(Column, Mapping)>, Vec<Lapsed>) {
    let unit = Unit {
        name: "青禾市财政局".to_owned(),
        site: "http://czj.qinghe.example/".parse().unwrap(),
        groups: Vec::new(),
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    };
    let site = unit.site.to_string();
    let snapshot =
        Snapshot { unit: unit.name.clone(), site, end: CrawlEnd::Complete, visits, insecure: Default::default() };
    let mut columns: Vec<(Column, Mapping)> =
        column.into_iter().map(|column| (column.clone(), MAPPER.decide_column(&column, &unit, false))).collect();
    let lapsed = MAPPER.remember(Seen { unit: &unit, county: false, snapshot: &snapshot }, memory, &mut columns);
    (columns.into_iter().next(), lapsed)
}

fn reviewed(column: Option<Column>, visits: Vec<Visit>, review: &Review) -> (Decision, String, usize) {
    let memory = Memory { reviews: std::slice::from_ref(review), declared: &[] };
    let (first, lapsed) = remember(column, visits, memory);
    let decision = first.map_or(Decision::None, |(_, mapping)| mapping.decision_on(CODE));
    (decision, lapsed.first().map(|one| one.why.clone()).unwrap_or_default(), lapsed.len())
}

fn declared(column: Option<Column>, visits: Vec<Visit>) -> (Decision, String) {
    let address =
        ColumnAddress { unit: "青禾市财政局".to_owned(), code: CODE.to_owned(), url: URL.parse().unwrap() };
    let (first, lapsed) = remember(column, visits, Memory { reviews: &[], declared: &[address] });
    let decision = first.map_or(Decision::None, |(_, mapping)| mapping.decision_on(CODE));
    (decision, lapsed.first().map(|one| one.why.clone()).unwrap_or_default())
}

fn visit(asked: &str, outcome: Outcome) -> Visit {
    Visit { asked: asked.to_owned(), posted: None, via: None, purpose: Purpose::Remembered, outcome }
}

fn page(kind: PageKind, links: Vec<Link>) -> Outcome {
    let page = Page { url: URL.to_owned(), kind, links, ..Page::default() };
    Outcome::Page { at: at(), status: 200, hash: String::new(), page: Box::new(page) }
}

#[test]
fn an_accepted_column_serves_and_shows_both_answers() {
    let review = review(Ruling::Accepted, "办公资料");
    let memory = Memory { reviews: std::slice::from_ref(&review), declared: &[] };
    let (first, lapsed) = remember(Some(opened("办公资料")), Vec::new(), memory);
    let (_, mapping) = first.unwrap();
    assert_eq!((mapping.decision, lapsed), (Decision::None, vec![]), "the machine's own answer stays");
    assert_eq!((mapping.decision_on(CODE), mapping.method_on(CODE)), (Decision::Accept, Some(Method::Confirmed)));
    assert_eq!(mapping.decision_on("AK-01-01"), Decision::None);
    let why = mapping.why_on(CODE);
    assert!(
        why.starts_with("复核员甲于2020-10-21人工确认（理由：看过内容；有效期至 2021-10-21）；程序的判断："),
        "{why}"
    );
}

#[test]
fn an_accepted_column_is_dropped_when_gone_or_renamed() {
    let accepted = review(Ruling::Accepted, "办公资料");
    for (standing, words) in [
        (Standing::Opened(PageKind::Soft404), "转到首页"),
        (Standing::Failed(failed(FailureClass::HttpStatus, Some(404))), "没有打开"),
    ] {
        let (decision, why, count) = reviewed(Some(column("办公资料", standing, &[])), Vec::new(), &accepted);
        assert!(decision == Decision::None && count == 1 && why.contains(words), "{why}");
        assert!(why.starts_with("复核员甲于2020-10-21人工确认"), "{why}");
    }
    let (decision, why, _) = reviewed(Some(opened("服务指引")), Vec::new(), &accepted);
    assert_eq!(decision, Decision::None);
    assert!(why.ends_with("栏目名称已由“办公资料”变为“服务指引”"), "{why}");

    let link = Link { text: "办公资料".to_owned(), url: URL.to_owned(), role: LinkRole::Column, path: Vec::new() };
    let home = visit("http://czj.qinghe.example/", page(PageKind::Home, vec![link]));
    assert_eq!(reviewed(Some(opened("服务指引")), vec![home], &accepted).0, Decision::Accept, "the menu calls it so");
    let (decision, _, count) = reviewed(Some(opened("三公经费公开")), Vec::new(), &accepted);
    assert_eq!((decision, count), (Decision::Accept, 0), "it has the right name now");
    let unknown = review(Ruling::Accepted, "");
    assert_eq!(reviewed(Some(opened("服务指引")), Vec::new(), &unknown).0, Decision::Accept, "no name to compare");
}

#[test]
fn what_could_not_be_seen_is_not_dropped() {
    let accepted = review(Ruling::Accepted, "办公资料");
    let timeout = || failed(FailureClass::Timeout, None);
    let (decision, _, lapsed) =
        reviewed(Some(column("办公资料", Standing::Failed(timeout()), &[])), Vec::new(), &accepted);
    assert_eq!((decision, lapsed), (Decision::Accept, 0));
    // No link leads to it either: it is put into the list.
    let asked = || vec![visit(URL, Outcome::Failed(timeout()))];
    assert_eq!(declared(None, asked()), (Decision::Accept, String::new()));
    assert_eq!(declared(None, Vec::new()), (Decision::Accept, String::new()), "it was not looked at");
    let gone = visit(URL, Outcome::Failed(failed(FailureClass::HttpStatus, Some(410))));
    assert_eq!(declared(None, vec![gone]).0, Decision::None);
}

#[test]
fn a_rejection_holds_as_long_as_the_name() {
    let rejected = review(Ruling::Rejected, "三公经费公开");
    assert_eq!(reviewed(Some(opened("三公经费公开")), Vec::new(), &rejected).0, Decision::None);
    let rejected = review(Ruling::Rejected, "经费公开");
    assert_eq!(reviewed(Some(opened("三公经费公开")), Vec::new(), &rejected).0, Decision::Accept);
}

#[test]
fn a_declared_column_needs_a_name_or_items_that_bear_it_out() {
    assert_eq!(
        declared(Some(opened("经费公开")), Vec::new()),
        (Decision::Accept, String::new()),
        "a candidate by name"
    );
    let titles = ["2019年度三公经费决算", "2020年三公经费预算公开", "关于三公经费的说明"];
    let by_items = column("办公资料", Standing::Opened(PageKind::Column), &titles);
    assert_eq!(declared(Some(by_items), Vec::new()).0, Decision::Accept);
    let (decision, why) = declared(Some(opened("工作动态")), Vec::new());
    assert_eq!(decision, Decision::None);
    assert!(why.contains("“工作动态”栏目名称和内容都与“三公经费公开”不符"), "{why}");
    let (_, why) = declared(Some(opened("青禾市审计局")), Vec::new());
    assert!(why.contains("属于“青禾市审计局”"), "{why}");
    let article = column("三公经费公开信息", Standing::Opened(PageKind::Article), &[]);
    let (_, why) = declared(Some(Column { name: "经费公开".to_owned(), ..article }), Vec::new());
    assert!(why.ends_with("打开的是一篇文章，不是栏目"), "{why}");
    let (_, why) = declared(None, vec![visit(URL, page(PageKind::Home, Vec::new()))]);
    assert!(why.ends_with("打开后不是本单位网站的栏目（首页）"), "{why}");
}

#[test]
fn a_decision_of_a_person_comes_before_what_the_unit_declared() {
    let address =
        ColumnAddress { unit: "青禾市财政局".to_owned(), code: CODE.to_owned(), url: URL.parse().unwrap() };
    let rejected = review(Ruling::Rejected, "经费公开");
    let memory = Memory { reviews: &[rejected], declared: &[address] };
    let (first, lapsed) = remember(Some(opened("经费公开")), Vec::new(), memory);
    assert_eq!((first.unwrap().1.decision_on(CODE), lapsed), (Decision::None, vec![]));
}
