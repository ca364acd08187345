//! The words in which an answer is explained.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{MAPPER, any_name, path};
use crate::catalogue::Catalogue;
use crate::mapping::{Mapper, Vocabulary};

static CITY: LazyLock<Mapper> =
    LazyLock::new(|| Mapper::new(&Catalogue::shipped("city-disclosure").unwrap(), &Vocabulary::shipped().unwrap()));

fn explained(mapper: &Mapper, joined: &str, titles: &[&str]) -> String {
    mapper.explain(path(joined).last().unwrap(), &path(joined), titles).lines().join("\n")
}

#[test]
fn the_same_name_but_for_a_number_a_year_and_words_that_come_and_go() {
    insta::assert_snapshot!(explained(&MAPPER, "首页 > 政府信息公开 > 财政信息 > （二）2020年“三公”经费信息公开", &[]), @r#"
    名称：“（二）2020年“三公”经费信息公开”，去掉“(二)”“2020年”，比较的是“三公经费信息公开”
    路径：首页 > 政府信息公开（信息公开的总栏目） > 财政信息（指标“财政信息”）
    比较：AK-01-02（财政信息 > 三公经费公开），得分0.97，选用：与指标“财政信息 > 三公经费公开”名称相同，只是“信息”“公开”“领域”等字样有别
    内容：没有提供栏目内的信息标题
    结论：对应。与指标“财政信息 > 三公经费公开”名称相同，只是“信息”“公开”“领域”等字样有别
    "#);
}

#[test]
fn a_part_of_an_indicator() {
    insta::assert_snapshot!(explained(&MAPPER, "首页 > 政府信息公开 > 财政信息 > 部门预决算", &[]), @r#"
    名称：“部门预决算”，没有去掉字词，比较的是“部门预决算”
    路径：首页 > 政府信息公开（信息公开的总栏目） > 财政信息（指标“财政信息”）
    比较：AK-01-01（财政信息 > 预决算公开），得分0.66，待确认：名称含义较窄，只是指标“财政信息 > 预决算公开”的一部分（同义词表：部门预决算），需人工确认
    内容：没有提供栏目内的信息标题
    结论：待人工确认。名称含义较窄，只是指标“财政信息 > 预决算公开”的一部分（同义词表：部门预决算），需人工确认
    "#);
}

#[test]
fn a_name_that_stands_under_something_else() {
    insta::assert_snapshot!(explained(&CITY, "首页 > 政务公开 > 依申请公开 > 表格下载", &[]), @r#"
    名称：“表格下载”，没有去掉字词，比较的是“表格下载”
    路径：首页 > 政务公开（信息公开的总栏目） > 依申请公开（不属于指标的栏目）
    比较：CD-01-01-20-02（政务公开 > 政府信息公开 > 行政复议 > 表格下载），得分0.30，未选用：与指标“政务公开 > 政府信息公开 > 行政复议 > 表格下载”同名，但位于不属于指标的栏目之下，所指内容不同，不作为该指标的栏目
    内容：没有提供栏目内的信息标题
    结论：不对应任何指标。与指标“政务公开 > 政府信息公开 > 行政复议 > 表格下载”同名，但位于不属于指标的栏目之下，所指内容不同，不作为该指标的栏目
    "#);
}

#[test]
fn one_column_for_two_indicators() {
    insta::assert_snapshot!(explained(&MAPPER, "首页 > 政务公开 > 财政预决算及三公经费", &[]), @r#"
    名称：“财政预决算及三公经费”，没有去掉字词，比较的是“财政预决算”和“三公经费”
    路径：首页 > 政务公开（信息公开的总栏目）
    比较：AK-01-02（财政信息 > 三公经费公开），得分0.95，选用：与指标“财政信息 > 三公经费公开”名称相同，只是“信息”“公开”“领域”等字样有别
    比较：AK-01-01（财政信息 > 预决算公开），得分0.92，选用：与指标“财政信息 > 预决算公开”含义相同（同义词表：财政预决算）
    内容：没有提供栏目内的信息标题
    结论：对应。名称由几部分组成：“财政预决算”对应“财政信息 > 预决算公开”，“三公经费公开”对应“财政信息 > 三公经费公开”
    "#);
}

#[test]
fn items_that_decide() {
    let titles = [
        "县环保局“三公”经费2019年决算",
        "县商务局“三公”经费2019年决算",
        "县粮食局2019年财政收支决算",
        "县民政局2019年财政收支决算",
    ];
    insta::assert_snapshot!(explained(&MAPPER, "首页 > 信息公开 > 重点领域信息公开 > 财政资金", &titles), @r#"
    名称：“财政资金”，没有去掉字词，比较的是“财政资金”
    路径：首页 > 信息公开（信息公开的总栏目） > 重点领域信息公开（信息公开的总栏目）
    比较：AK-01（财政信息），得分0.92，选用：与指标“财政信息”含义相同（同义词表：财政资金）
    比较：AK-01-01（财政信息 > 预决算公开），得分0.50，选用：4条信息中有2条属于“预决算公开”（如“县粮食局2019年财政收支决算”）
    比较：AK-01-02（财政信息 > 三公经费公开），得分0.50，选用：4条信息中有2条属于“三公经费公开”（如“县环保局“三公”经费2019年决算”）
    内容：提供了4条信息标题，信息标题支持了结论
    结论：对应。与指标“财政信息”含义相同（同义词表：财政资金）；4条信息中有2条属于“预决算公开”（如“县粮食局2019年财政收支决算”）；4条信息中有2条属于“三公经费公开”（如“县环保局“三公”经费2019年决算”）
    "#);
}

#[test]
fn a_name_that_is_only_alike() {
    insta::assert_snapshot!(explained(&MAPPER, "首页 > 政府信息公开 > 财政收支运营情况", &[]), @r#"
    名称：“财政收支运营情况”，去掉“情况”，比较的是“财政收支运营”
    路径：首页 > 政府信息公开（信息公开的总栏目）
    比较：AK-01-03（财政信息 > 公开财政收支信息），得分0.69，待确认：与指标“财政信息 > 公开财政收支信息”字面相近（相似度0.82）
    比较：AK-01（财政信息），得分0.35，未选用：与指标“财政信息”字面相近（相似度0.42）；不如“公开财政收支信息”
    内容：没有提供栏目内的信息标题
    结论：待人工确认。与指标“财政信息 > 公开财政收支信息”名称相近（相似度0.82），需人工确认
    "#);
}

proptest! {
    #[test]
    fn the_explanation_is_of_the_answer_given(name in any_name(), above in prop::collection::vec(any_name(), 0..3), titles in prop::collection::vec(any_name(), 0..5)) {
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let explanation = MAPPER.explain(&name, &above, &titles);
        prop_assert_eq!(&explanation.mapping, &MAPPER.decide(&name, &above, &titles));
        let taken: Vec<&String> = explanation.weighed.iter().filter(|one| one.taken).map(|one| &one.code).collect();
        prop_assert!(explanation.mapping.codes.iter().all(|code| taken.contains(&code)));
        prop_assert_eq!(taken.len(), explanation.mapping.codes.len());
    }
}
