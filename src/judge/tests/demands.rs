//! Demands on the content: a guide with contents, a document, works of one's own, interpretations.

use jiff::civil::{Date, date};

use super::build::{OfColumn, World, but, column, holding, item, kinds, opened, rule, visit};
use crate::catalogue::{Cell, Deadline, Demand, Rule};
use crate::judge::{Answer, FindingKind as F, Verdict};
use crate::mapping::Decision;
use crate::site::{Article, ColumnItem, Outcome, PageKind, Purpose, Standing};

const DAY: Date = date(2020, 9, 14);

fn demanding(demand: Demand, items: Vec<ColumnItem>) -> World {
    World::with(vec![column("预决算公开", items)]).rules(&[Deadline::Yearly, Deadline::Demand { demand }])
}

fn listed(titles: &[&str]) -> Vec<ColumnItem> {
    titles.iter().map(|title| item(title, Some(DAY))).collect()
}

/// The answer, whether a demand is broken, and the kinds of the findings; reasons or evidence tell of the demand with these
/// words.
fn told(verdict: &Verdict, words: &str) -> (Answer, bool, Vec<F>) {
    let evidence = verdict.evidence.iter().map(|evidence| &evidence.matched);
    let said: Vec<&String> = verdict.reasons.iter().chain(evidence).collect();
    assert!(said.iter().any(|text| text.contains(words)), "{words} is not in {said:?}");
    (verdict.answer, verdict.of_column().demand_broken, kinds(verdict))
}

fn kept() -> (Answer, bool, Vec<F>) {
    (Answer::Met, false, Vec::new())
}

fn broken(kinds: &[F]) -> (Answer, bool, Vec<F>) {
    (Answer::Partial, true, kinds.to_vec())
}

const PREFACE: &str = "为了更好地提供政府信息公开服务，方便公民、法人和其他组织获取本机关的政府信息，根据《中华人民共和国政府信息公开条例》\
     编制本指南。需要获得本机关政府信息公开服务的，建议阅读本指南。本指南每年更新一次，可以在本机关网站上查阅，也可以到本机关办公室索取。";

fn guide(texts: &[(&str, Option<&str>)]) -> Verdict {
    let items = listed(&texts.iter().map(|(title, _)| *title).collect::<Vec<_>>());
    let mut world = demanding(Demand::Guide, items);
    for (entry, (_, text)) in world.columns[0].0.items.clone().into_iter().zip(texts) {
        if let Some(text) = text {
            let mut seen = visit(&entry.item.url, Purpose::Item, PageKind::Article);
            if let Outcome::Page { page, .. } = &mut seen.outcome {
                page.article = Some(Article { text: format!("{PREFACE}{text}"), ..Article::default() });
            }
            world.snapshot.visits.push(seen);
        }
    }
    world.verdict()
}

#[test]
fn a_guide_tells_how_it_is_arranged_and_what_its_contents_are() {
    let whole = "二、信息的分类和编排体系：按机构职能、法规文件分类。三、目录说明：目录由索引号、名称、生成日期组成。";
    let title = "政府信息公开指南";
    assert_eq!(told(&guide(&[(title, Some(whole))]), "写明了编排体系和目录说明"), kept());
    assert_eq!(told(&guide(&[("依申请公开流程", None), (title, Some(whole))]), "符合内容要求"), kept());

    let plain = guide(&[(title, Some("二、申请方式：书面申请。"))]);
    assert_eq!(told(&plain, "没有写明编排体系和目录说明"), broken(&[F::GuideIncomplete]));
    let evidence = plain.evidence.last().unwrap();
    assert!(evidence.url.contains(title) && evidence.status == Some(200), "{evidence:?}");
    let no_contents = guide(&[(title, Some("二、编排体系：按机构职能、法规文件编排。"))]);
    assert_eq!(told(&no_contents, "没有写明目录说明"), broken(&[F::GuideIncomplete]));
}

#[test]
fn a_guide_that_was_not_read_in_full_is_no_fault() {
    let title = "政府信息公开指南";
    assert_eq!(told(&guide(&[(title, None)]), "没有看到指南全文"), kept());
    let long = "依申请公开。".repeat(1000)[..12_000].to_owned();
    assert_eq!(told(&guide(&[(title, Some(&long))]), "没有看到指南全文"), kept());
    let another = guide(&[(title, Some("二、申请方式。")), ("政府信息公开指南（修订）", None)]);
    assert_eq!(told(&another, "没有看到指南全文"), kept());
}

#[test]
fn a_column_page_may_be_the_guide_itself() {
    let own = |text: &str| {
        let mut world = demanding(Demand::Guide, Vec::new());
        world.columns[0].0.standing = Standing::Opened(PageKind::Article);
        let mut seen = visit(&world.columns[0].0.url, Purpose::Column, PageKind::Article);
        if let Outcome::Page { page, .. } = &mut seen.outcome {
            let text = format!("{PREFACE}{text}");
            page.article = Some(Article { published: Some(DAY), text, ..Article::default() });
        }
        world.snapshot.visits.push(seen);
        world.verdict()
    };
    assert_eq!(told(&own("编排体系。目录。"), "符合内容要求"), kept());
    assert_eq!(told(&own("申请方式。"), "没有写明"), broken(&[F::GuideIncomplete]));
}

#[test]
fn a_named_document_is_looked_for_in_titles_and_below() {
    let demand = || Demand::Document { name: "信息公开保密审查制度".to_owned() };
    let there = demanding(demand(), listed(&["临江市财政局政府信息发布保密审查办法", "依申请公开制度"])).verdict();
    assert_eq!(told(&there, "有“临江市财政局政府信息发布保密审查办法”"), kept());

    let mut without = demanding(demand(), listed(&["依申请公开制度", "责任追究制度"]));
    assert_eq!(told(&without.verdict(), "2条信息中没有“信息公开保密审查制度”"), broken(&[F::DocumentMissing]));
    without.columns.push(but(holding("保密审查制度", Vec::new()), |column, _| {
        column.path = ["首页", "信息公开", "预决算公开", "保密审查制度"].map(str::to_owned).to_vec();
    }));
    assert_eq!(told(&without.verdict(), "有“保密审查制度”"), kept());

    let mut cut = demanding(demand(), listed(&["依申请公开制度"]));
    cut.columns[0].0.pages = Some(4);
    assert_eq!(told(&cut.verdict(), "列表没有读完"), kept());
}

fn from(title: &str, source: &str) -> ColumnItem {
    ColumnItem { source: Some(source.to_owned()), ..opened(title, DAY, DAY) }
}

#[test]
fn works_of_higher_organs_are_told_by_title_and_source() {
    let own = || from("2020年政策解读", "临江市财政局");
    for (title, source) in [
        ("政策解读", "国务院办公厅"),
        ("政策解读", "云山省财政厅"),
        ("政策解读", "财政部"),
        ("政策解读", "国家发展改革委"),
        ("《国务院关于加强预算管理的意见》解读", "临江市财政局"),
        ("云山省人民政府办公厅关于做好财政工作的通知", "临江市财政局"),
        ("国务院关于支持临江市高质量发展的意见", "本站"),
        ("关于转发做好财政工作意见的通知", "临江市财政局"),
        ("临江市财政局关于转发省财政厅通知的通知", "临江市财政局"),
    ] {
        let items = vec![but_url(from(title, source), 0), but_url(from(title, source), 1), own()];
        let verdict = demanding(Demand::OwnWorks, items).verdict();
        assert_eq!(told(&verdict, "3条信息中，2条是上级机关的"), broken(&[F::HigherWorks]), "{title} {source}");
    }
}

#[test]
fn works_of_the_place_are_its_own() {
    for (title, source) in [
        ("政策解读", "国家税务总局临江市税务局"),
        ("政策解读", "云山省临江市人民政府"),
        ("政策解读", "市委宣传部"),
        ("国家税务总局临江市税务局关于社保缴费的解读", "本站"),
        ("国家宪法日活动方案解读", "本站"),
        ("省道改造方案解读", "局办公室"),
    ] {
        let three = (0..3).map(|n| but_url(from(title, source), n)).collect();
        let verdict = demanding(Demand::OwnWorks, three).verdict();
        assert_eq!(told(&verdict, "3条信息中，0条是上级机关的"), kept(), "{title} {source}");
    }
}

#[test]
fn for_a_county_its_city_is_higher() {
    let mut world =
        demanding(Demand::OwnWorks, (0..3).map(|n| but_url(from("养老政策解读", "临江市民政局"), n)).collect());
    assert_eq!(told(&world.verdict(), "0条是上级机关的"), kept());
    for name in ["临溪县民政局", "临江市临溪县人民政府"] {
        name.clone_into(&mut world.unit.name);
        assert_eq!(told(&world.verdict(), "3条是上级机关的"), broken(&[F::HigherWorks]), "{name}");
    }
}

#[test]
fn few_items_that_tell_whose_they_are_say_nothing() {
    let unsourced = |n| but_url(ColumnItem { source: None, ..from("政策解读", "") }, n);
    let two = vec![but_url(from("政策解读", "国务院"), 0), but_url(from("政策解读", "国务院"), 1), unsourced(2)];
    assert_eq!(told(&demanding(Demand::OwnWorks, two).verdict(), "只有2条能看出来源"), kept());
    assert_eq!(told(&demanding(Demand::OwnWorks, listed(&["国务院要闻"])).verdict(), "只有0条"), kept());
}

fn but_url(mut entry: ColumnItem, n: u8) -> ColumnItem {
    entry.item.url = format!("{}?{n}", entry.item.url);
    entry
}

/// Documents and their interpretations, `title@day` each.
fn interpreting(workdays: Option<u16>, documents: &[&str], interpretations: &[&str]) -> World {
    let entries = |words: &[&str]| -> Vec<ColumnItem> {
        let entry = |word: &&str| {
            let (title, day) = word.split_once('@').unwrap();
            item(title, Some(day.parse().unwrap()))
        };
        words.iter().map(entry).collect()
    };
    let mut world = demanding(Demand::Interpretation { workdays }, entries(interpretations));
    world.columns.push(holding("行政规范性文件", entries(documents)));
    world
}

const PARKING: &str = "临江市人民政府办公室关于印发《临江市停车管理办法（试行）》的通知@2020-09-25";
const GREEN: &str = "临江市财政局关于加强绿化资金管理的意见@2020-06-01";

#[test]
fn each_document_is_paired_with_its_interpretation() {
    let both = ["《停车管理办法》政策解读@2020-10-09", "一图读懂关于加强绿化资金管理的意见@2020-06-08"];
    assert_eq!(told(&interpreting(None, &[PARKING, GREEN], &both).verdict(), "2件有解读"), kept());

    let one = interpreting(None, &[PARKING, GREEN, "停车办法解读@2020-06-01"], &both[..1]).verdict();
    assert_eq!(told(&one, "没有解读：“临江市财政局关于加强绿化资金管理的意见”"), broken(&[F::InterpretationMissing]));

    let five: Vec<String> =
        ["甲", "乙", "丙", "丁", "戊"].map(|name| format!("{name}类项目管理办法@2020-05-06")).to_vec();
    let five: Vec<&str> = five.iter().map(String::as_str).collect();
    let verdict = interpreting(None, &five, &both).verdict();
    assert_eq!(told(&verdict, "等5件"), broken(&[F::InterpretationMissing]));
    assert_eq!(verdict.findings[0].description.matches("管理办法”").count(), 3, "{}", verdict.findings[0].description);
}

#[test]
fn a_document_whose_time_runs_or_that_is_old_owes_nothing() {
    let other = ["节日慰问解读@2020-10-09"];
    // Twenty working days after 22 September end on 26 October.
    let recent = interpreting(None, &["临江市停车管理办法@2020-09-22"], &other).verdict();
    assert_eq!(told(&recent, "1件的解读期限未到"), kept());
    let old = interpreting(None, &["临江市停车管理办法@2019-10-20"], &other).verdict();
    assert_eq!(told(&old, "0件有解读"), kept());
    // The unit's own plan of work rules over nobody.
    let plans = ["临江市财政局2020年政务公开工作要点实施方案@2020-06-01", "关于检查情况的通报@2020-06-02"];
    assert_eq!(told(&interpreting(None, &plans, &other).verdict(), "0件有解读"), kept());
}

#[test]
fn three_working_days_reach_over_national_day() {
    // After Wednesday 30 September 2020 come 9, 10 (a make-up Saturday) and 12 October.
    let document = ["临江市停车管理办法@2020-09-30"];
    let within = |day: &str| interpreting(Some(3), &document, &[&format!("临江市停车管理办法解读@{day}")]).verdict();
    assert_eq!(told(&within("2020-10-12"), "1件有解读"), kept());
    let late = within("2020-10-13");
    assert_eq!(told(&late, "2020-09-30公开，2020-10-13解读"), broken(&[F::InterpretationLate]));

    let mut none = interpreting(Some(3), &document, &["节日慰问解读@2020-10-09"]);
    none.as_of = date(2020, 10, 12);
    assert_eq!(told(&none.verdict(), "1件的解读期限未到"), kept());
    none.as_of = date(2020, 10, 13);
    assert_eq!(told(&none.verdict(), "没有解读"), broken(&[F::InterpretationMissing]));
}

#[test]
fn lists_that_were_not_read_prove_nothing() {
    let mut world = interpreting(None, &[GREEN], &["节日慰问解读@2020-10-09"]);
    world.columns[0].0.pages = Some(9);
    assert_eq!(told(&world.verdict(), "列表没有读完"), kept());
    world.columns[0].0.pages = Some(1);
    world.columns[1].0.pages = Some(9);
    assert_eq!(told(&world.verdict(), "列表没有读完"), kept());
    world.columns.truncate(1);
    assert_eq!(told(&world.verdict(), "没有看到规范性文件或政策文件栏目"), kept());
}

#[test]
fn a_demand_is_not_judged_where_there_is_nothing() {
    let document = Demand::Document { name: "保密审查制度".to_owned() };
    let empty = demanding(document.clone(), Vec::new()).verdict();
    assert_eq!((empty.answer, kinds(&empty)), (Answer::Unmet, vec![F::ColumnEmpty]));
    let mut unsure = demanding(document, listed(&["依申请公开制度"]));
    unsure.columns[0].1.decision = Decision::Review;
    assert_eq!((unsure.verdict().answer, kinds(&unsure.verdict())), (Answer::Unverified, vec![F::Candidate]));
}

#[test]
fn any_other_demand_is_for_a_person() {
    let verdict = demanding(Demand::Other, listed(&["依申请公开制度"])).verdict();
    assert_eq!(told(&verdict, "内容要求“时限原文”无法核实：需人工核查"), kept());
}

#[test]
fn a_frequency_inside_the_content_is_for_what_it_names() {
    let world = |titles: &[&str]| {
        let mut world = World::with(vec![column("预决算公开", listed(titles))]);
        world.rows[0].deadline = "每年有更新".to_owned();
        let monthly = Rule { matter: "健康提示信息".to_owned(), from: Cell::Content, ..rule(Deadline::Monthly) };
        world.rows[0].rules = vec![rule(Deadline::Yearly), monthly];
        world
    };
    let silent = world(&["2020年部门预算"]).verdict();
    assert_eq!((silent.answer, silent.reasons.len()), (Answer::Met, 0));
    assert!(silent.rule.contains("没有标题写明“健康提示信息”的信息"), "{}", silent.rule);

    let named = world(&["9月健康提示", "2020年部门预算"]).verdict();
    assert_eq!((named.answer, kinds(&named)), (Answer::Partial, vec![F::Stale]));
    assert!(named.reasons[0].contains("“健康提示信息”缺少2020年7月、2020年8月的信息"), "{:?}", named.reasons);
}
