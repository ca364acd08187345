//! The mapping through its public functions, over the catalogue `ankang-2020`.

mod explained;
mod false_friends;
mod headings;
mod ledger;
mod memory;
mod places;

use std::collections::HashSet;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Decision, Mapper, Mapping, Method, Vocabulary};
use crate::catalogue::Catalogue;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::open("ankang-2020").unwrap());
static MAPPER: LazyLock<Mapper> = LazyLock::new(|| Mapper::new(&CATALOGUE, &Vocabulary::shipped().unwrap()));

fn path(joined: &str) -> Vec<String> {
    joined.split(" > ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn decide(name: &str, joined: &str, titles: &[&str]) -> Mapping {
    MAPPER.decide(name, &path(joined), titles)
}

const SECTION: &str = "首页 > 信息公开 > 重点领域信息公开";

#[test]
fn the_labelled_names_get_what_a_careful_clerk_would_say() {
    let mut reader = csv::Reader::from_reader(include_str!("tests/labels.csv").as_bytes());
    let (mut rows, mut reviews, mut wrong) = (0, 0, Vec::new());
    for row in reader.records() {
        let row = row.unwrap();
        let mapping = decide(&row[0], &row[1], &[]);
        let said = (format!("{:?}", mapping.decision).to_lowercase(), mapping.codes.join("|"));
        rows += 1;
        reviews += usize::from(mapping.decision == Decision::Review);
        if said != (row[2].to_owned(), row[3].to_owned()) {
            wrong.push(format!("{}（{}）: {} {} expected, {mapping:?}", &row[0], &row[1], &row[2], &row[3]));
        }
    }
    assert!(rows >= 300, "{rows}");
    assert_eq!(wrong.join("\n"), "");
    assert!(reviews * 100 <= rows * 12, "{reviews} of {rows} for a person");
}

#[test]
fn every_name_of_the_catalogue_is_its_own_column() {
    for indicator in &CATALOGUE.indicators {
        let mapping = decide(indicator.name(), "", &[]);
        assert_eq!((mapping.decision, mapping.method), (Decision::Accept, Some(Method::Exact)), "{mapping:?}");
        assert_eq!(mapping.codes.join("|"), indicator.column);
        assert!(mapping.score > 0.9 && mapping.why.contains("同名"), "{mapping:?}");
    }
}

#[test]
fn an_answer_says_how_it_came_about() {
    let alias = decide("“三公”经费信息", "首页 > 财政信息", &[]);
    assert_eq!(alias.method, Some(Method::Alias));
    assert!(alias.why.contains("财政信息 > 三公经费公开"), "{}", alias.why);
    let synonym = decide("土地征收", "", &[]);
    assert_eq!(synonym.method, Some(Method::Synonym));
    assert_eq!(synonym.why, "与指标“重大建设项目批准实施领域信息 > 征收土地信息”含义相同（同义词表：土地征收）");
    let narrower = decide("部门预算", "", &[]);
    assert!(narrower.why.starts_with("名称含义较窄") && narrower.why.ends_with("需人工确认"), "{}", narrower.why);
    let broader = decide("规范性文件", "", &[]);
    assert!(broader.why.starts_with("名称含义较宽"), "{}", broader.why);
    let none = decide("财政局", "", &[]);
    assert_eq!((none.method, none.codes.len()), (None, 0));
    assert!(none.why.contains("单位名称") && none.runner_up.is_some(), "{none:?}");
    let several = decide("财政预决算及三公经费", "", &[]);
    assert!(several.why.contains("预决算公开") && several.why.contains("三公经费公开"), "{}", several.why);
}

#[test]
fn the_json_has_the_keys_that_are_promised() {
    let json = serde_json::to_value(decide("财政局", "首页 > 工作机构", &[])).unwrap();
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let mut promised = ["name", "path", "decision", "codes", "method", "score", "runner_up", "why"];
    promised.sort_unstable();
    assert_eq!(keys, promised);
    assert_eq!((&json["decision"], &json["method"]), (&"none".into(), &serde_json::Value::Null));
    assert_eq!(json["path"], "首页 > 工作机构");
    assert_eq!(serde_json::to_value(decide("财政信息", "", &[])).unwrap()["method"], "exact");
}

#[test]
fn a_part_or_a_whole_never_counts_as_the_same() {
    for group in Vocabulary::shipped().unwrap().groups {
        let canonical = decide(&group.canonical, "", &[]);
        if canonical.decision != Decision::Accept {
            continue;
        }
        for variant in group.variants.iter().filter(|variant| variant.relation != super::Relation::Same) {
            let mapping = decide(&variant.name, "", &[]);
            let taken =
                mapping.decision == Decision::Accept && mapping.codes.iter().any(|code| canonical.codes.contains(code));
            assert!(!taken, "{} for {}", variant.name, group.canonical);
        }
    }
}

#[test]
fn items_tell_which_columns_a_heading_of_another_name_serves() {
    let titles = [
        "县环保局“三公”经费2015年决算、2016年预算",
        "县商务局“三公”经费2015年决算、2016年预算",
        "县粮食局2015年财政收支决算、2016年财政收支预算",
        "县民政局2015年财政收支决算、2016年财政收支预算",
        "县党校“三公”经费2015年决算、2016年预算",
    ];
    let mapping = decide("财政资金", SECTION, &titles);
    assert_eq!(mapping.decision, Decision::Accept);
    assert_eq!(mapping.codes, ["AK-01", "AK-01-02", "AK-01-01"]);
    assert!(mapping.why.contains("5条信息中有3条属于“三公经费公开”"), "{}", mapping.why);
    assert_eq!(decide("财政信息", SECTION, &titles).codes, ["AK-01"], "sub-columns are still owed");
}

#[test]
fn items_confirm_a_short_name_and_leave_the_rest_to_a_person() {
    let schools =
        ["2020年义务教育招生入学工作的公告", "关于学前教育经费的公示", "普通高中学生资助名单", "民办教育年检结果"];
    assert_eq!(decide("教育", "", &[]).decision, Decision::Review);
    let confirmed = decide("教育", "", &schools);
    assert_eq!((confirmed.decision, confirmed.codes), (Decision::Accept, vec!["AK-04-03".to_owned()]));

    let budgets = ["县教育局2020年部门预算", "县水利局2020年部门预算", "县林业局2019年部门决算", "关于放假的公告"];
    let unknown = decide("公开信息一览", "首页 > 信息公开", &budgets);
    assert_eq!((unknown.decision, unknown.method), (Decision::Review, Some(Method::Evidence)));
    assert_eq!(unknown.codes, ["AK-01-01"]);
    let under = decide("财政数据公开表", "首页 > 财政信息", &budgets[..3]);
    assert_eq!((under.decision, under.method), (Decision::Accept, Some(Method::Evidence)), "{under:?}");

    assert_eq!(decide("部门预算", "首页 > 财政信息", &budgets).decision, Decision::Review, "a part stays a part");
    for (name, place) in [("通知公告", "首页 > 政务公开"), ("工作动态", "首页"), ("县财政局", "首页 > 工作机构")]
    {
        assert_eq!(decide(name, place, &budgets).decision, Decision::None, "{name}");
    }
}

#[test]
fn titles_speak_for_the_column_that_they_are_content_of() {
    for (title, code) in [
        ("县粮食局2015年财政收支决算、2016年财政收支预算", "AK-01-01"),
        ("县商务局“三公”经费2015年决算", "AK-01-02"),
        ("2020年8月财政收支情况", "AK-01-03"),
        ("关于2019年地方政府债务限额和余额的公告", "AK-01-04"),
        ("某中学宿舍楼建设项目环境影响评价审批文件的公告", "AK-02-02"),
        ("某村补充耕地项目中标结果公示", "AK-02-03"),
        ("征地补偿安置方案公告", "AK-02-04"),
        ("健康扶贫爱心保健箱采购项目竞争性谈判公告", "AK-03-04"),
        ("2017年12月份农村低保人员名单及发放资金详表", "AK-04-02"),
        ("某局长任职期间经济责任审计的审计公告", "AK-06-01"),
    ] {
        assert!(MAPPER.serves(title, code) >= 0.6, "{title} {code}: {}", MAPPER.serves(title, code));
        assert!(MAPPER.serves(title, &code[..5]) >= 0.6, "{title} under its heading");
    }
    assert!(MAPPER.serves("我县举办春节联欢晚会", "AK-01-01") < 0.1);
    assert!(MAPPER.serves("县粮食局2015年财政收支决算", "AK-01-03") < 0.1, "a budget is no monthly report");
    assert!(MAPPER.serves("x", "no such code") < 0.1);
}

#[test]
fn the_crawl_goes_first_where_wanted_columns_may_be() {
    let wanted: HashSet<String> = ["AK-01-01", "AK-03-04"].map(str::to_owned).into();
    let relevance = |words: &str, joined: &str, url: &str| MAPPER.relevance(words, &path(joined), url, &wanted);
    let close = |left: f64, right: f64| (left - right).abs() < 0.001;
    assert!(close(relevance("财政预决算", "", ""), 1.0));
    assert!(close(relevance("财政信息", "", ""), 1.0), "the heading of a wanted column");
    assert!(close(relevance("预决算及三公经费", "", ""), 1.0));
    assert!(close(relevance("重点领域信息公开", "", ""), 0.6));
    assert!(close(relevance("各单位部门预算汇总", "", ""), 0.5));
    for words in ["工作动态", "领导之窗", "办事指南", "县长信箱"] {
        assert!(close(relevance(words, "首页", ""), 0.0), "{words}");
    }
    assert!(relevance("环境保护", "", "") < 0.5, "not wanted");
    assert!(relevance("", "", "http://www.example/zwgk/czyjs/index.html") > 0.6, "an image link");
    assert!(relevance("栏目三", "首页 > 信息公开", "") > relevance("栏目三", "首页 > 走进某县", ""));
    // Where words and address tell it all, the names above the link change nothing.
    for words in ["财政预决算", "重点领域信息公开", "", "栏目三", "各单位部门预算汇总", "环境保护"]
    {
        let anywhere = MAPPER.relevance_anywhere(words, "", &wanted);
        let told = !matches!(words, "栏目三" | "各单位部门预算汇总");
        assert_eq!(anywhere.is_some(), told, "{words}");
        for above in ["", "首页 > 信息公开", "首页 > 走进某县"] {
            assert!(anywhere.is_none_or(|anywhere| close(anywhere, relevance(words, above, ""))), "{words} {above}");
        }
    }
}

#[test]
fn a_missing_column_shows_what_came_nearest_and_why_it_lost() {
    let names = MAPPER.names(["通知公告", "部门预算", "财政局", "预算公开指南", "部门预算"].into_iter());
    let nearest = MAPPER.nearest("AK-01-01", &names);
    assert_eq!(nearest[0].0, 1);
    assert!(nearest[0].2.contains("含义较窄"), "{nearest:?}");
    assert!(nearest.len() <= 3 && nearest.iter().all(|(number, ..)| *number != 4), "one name once: {nearest:?}");
    assert!(MAPPER.nearest("no such code", &names).is_empty());
}

#[test]
fn the_same_name_twice_is_told_apart_by_its_path() {
    let mut catalogue = CATALOGUE.clone();
    let mut again = catalogue.indicators.iter().find(|indicator| indicator.column == "AK-04-05").unwrap().clone();
    again.code = "AK-03-09-01".to_owned();
    again.column = "AK-03-09".to_owned();
    again.levels[0] = "公共资源配置领域信息".to_owned();
    catalogue.indicators.push(again);
    let mapper = Mapper::new(&catalogue, &Vocabulary::shipped().unwrap());
    let told = |joined: &str| mapper.decide("环境保护", &path(joined), &[]);
    assert_eq!(told("首页 > 公共资源配置 > 环境保护").codes, ["AK-03-09"]);
    assert_eq!(told("首页 > 社会公益事业建设 > 环境保护").codes, ["AK-04-05"]);
    let unclear = told("首页 > 信息公开 > 环境保护");
    assert_eq!((unclear.decision, unclear.codes.len()), (Decision::Review, 2));
}

fn any_name() -> impl Strategy<Value = String> {
    let known = MAPPER.targets.iter().map(|target| target.name.clone()).collect::<Vec<_>>();
    let text = "[财政信息公开预决算三公经费环境保护及、和（）()“”0-9a-zA-Z ]{0,20}";
    prop_oneof![".{0,60}", text, prop::sample::select(known)]
}

fn in_full_width(name: &str) -> String {
    name.chars()
        .map(|c| if ('!'..='~').contains(&c) { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c })
        .collect()
}

proptest! {
    #[test]
    fn any_name_gets_one_answer(name in any_name(), above in prop::collection::vec(any_name(), 0..4), titles in prop::collection::vec(any_name(), 0..5)) {
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let mapping = MAPPER.decide(&name, &above, &titles);
        prop_assert_eq!(&mapping, &MAPPER.decide(&name, &above, &titles));
        prop_assert!((0.0..=1.0).contains(&mapping.score));
        prop_assert_eq!(mapping.codes.is_empty(), mapping.decision == Decision::None);
        prop_assert_eq!(mapping.method.is_none(), mapping.decision == Decision::None);
        prop_assert!(!mapping.why.is_empty());
        prop_assert!(mapping.runner_up.is_none_or(|next| !mapping.codes.contains(&next.code)));
    }

    #[test]
    fn width_and_blanks_change_nothing(name in any_name(), at in 0_usize..20) {
        let mut spaced: Vec<char> = in_full_width(&name).chars().collect();
        spaced.insert(at.min(spaced.len()), '\u{3000}');
        spaced.push('\u{a0}');
        let spaced: String = spaced.into_iter().collect();
        let (left, right) = (decide(&name, "", &[]), decide(&spaced, "", &[]));
        prop_assert_eq!((left.decision, left.codes, left.method, left.score), (right.decision, right.codes, right.method, right.score));
    }
}
