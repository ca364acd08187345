//! The same name at different places of a site: made-up paths in the shape of real ones.

use std::sync::LazyLock;

use super::{MAPPER, path};
use crate::catalogue::Catalogue;
use crate::mapping::Decision::{self, Accept, None, Review};
use crate::mapping::{Mapper, Vocabulary};

static CITY: LazyLock<Mapper> =
    LazyLock::new(|| Mapper::new(&Catalogue::shipped("city-disclosure").unwrap(), &Vocabulary::shipped().unwrap()));

fn check(mapper: &Mapper, rows: &[(&str, Decision, &str)]) {
    for (joined, decision, codes) in rows {
        let path = path(joined);
        let mapping = mapper.decide(path.last().unwrap(), &path, &[]);
        assert_eq!(
            (mapping.decision, mapping.codes.join("|").as_str()),
            (*decision, *codes),
            "{joined}: {}",
            mapping.why
        );
    }
}

#[test]
fn a_field_of_work_is_a_column_only_where_the_unit_discloses() {
    check(
        &CITY,
        &[
            ("首页 > 政务公开 > 重点领域信息公开 > 社会保险", Accept, "CD-01-02-04-00"),
            ("首页 > 专题专栏 > 就业创业", Accept, "CD-01-02-09-00"),
            ("首页 > 工作机构 > 县卫生健康局 > 卫生健康", Accept, "CD-01-02-07-00"),
            ("首页 > 安平镇 > 社会救助", Accept, "CD-01-02-11-00"),
            ("首页 > 业务专栏 > 社会保险", Review, "CD-01-02-04-00"),
            ("首页 > 新闻中心 > 脱贫攻坚", Review, "CD-01-04-01-00"),
            ("首页 > 新闻中心 > 教育", None, ""),
            ("首页 > 民生服务 > 社会保险", None, ""),
            ("首页 > 走近青禾 > 教育", None, ""),
            ("首页 > 互动交流 > 社会保险", None, ""),
            ("首页 > 政务公开 > 公共企事业单位信息公开 > 教育", None, ""),
        ],
    );
}

#[test]
fn fields_of_work_sort_collections() {
    check(
        &CITY,
        &[
            ("首页 > 政府信息公开 > 法规公文 > 部门文件 > 就业创业", Review, "CD-01-02-09-00"),
            ("首页 > 政务公开 > 统计信息 > 社会保险", Review, "CD-01-02-04-00"),
            ("首页 > 政务公开 > 行政执法公示 > 安全生产", Review, "CD-01-02-06-00"),
            ("首页 > 政务公开 > 财政信息 > 社会保险", Review, "CD-01-02-04-00"),
            ("首页 > 政务公开 > 财政信息 > 政府采购", Accept, "CD-01-05-04-00"),
            ("首页 > 政策解读 > 教育", None, ""),
        ],
    );
}

#[test]
fn what_stands_below_a_field_is_of_that_field() {
    check(
        &CITY,
        &[
            ("首页 > 政务公开 > 重点领域 > 义务教育 > 规范性文件", Review, "CD-01-01-04-01"),
            ("首页 > 政务公开 > 重点领域 > 义务教育 > 政策文件", None, ""),
            ("首页 > 政务公开 > 重点领域 > 安全生产 > 应急预案", Review, "CD-01-01-11-01"),
            ("首页 > 专题专栏 > 乡村振兴信息公开专栏", Accept, "CD-01-02-14-00"),
            ("首页 > 专题专栏 > 乡村振兴信息公开专栏 > 乡村振兴有关信息", Review, "CD-01-02-14-00"),
        ],
    );
}

#[test]
fn a_doing_is_told_by_its_heading() {
    check(
        &MAPPER,
        &[
            ("首页 > 重大建设项目批准和实施 > 资金管理", Accept, "AK-02-08"),
            ("首页 > 市农业农村局 > 政务公开 > 资金管理", Review, "AK-02-08"),
            ("首页 > 市农业农村局 > 政务公开 > 质量安全监管", Review, "AK-02-07"),
            ("首页 > 信息公开 > 质量安全监督信息", Accept, "AK-02-07"),
        ],
    );
}

#[test]
fn a_wider_name_is_asked_about_and_a_part_where_it_comes_near() {
    check(
        &MAPPER,
        &[
            ("首页 > 政务公开 > 应急管理", Review, "AK-04-06"),
            ("首页 > 政务公开 > 部门预算", Review, "AK-01-01"),
            ("首页 > 政务公开 > 审计信息公开", Review, "AK-06-01"),
            ("首页 > 政务公开 > 义务教育", Review, "AK-04-03"),
            ("首页 > 政务公开 > 学前教育", None, ""),
            ("首页 > 政务公开 > 社会救助", Review, "AK-04-02"),
            ("首页 > 政务公开 > 社会救助 > 城乡低保", None, ""),
            ("首页 > 政务公开 > 养老服务", None, ""),
            ("首页 > 决策公开 > 意见征集", Review, "AK-05-02"),
        ],
    );
}

#[test]
fn a_joined_name_is_not_that_of_one_part() {
    check(
        &CITY,
        &[
            ("首页 > 政务公开 > 政策文件解读", Accept, "CD-01-01-04-04"),
            ("首页 > 政务公开 > 政策文件及解读", Accept, "CD-01-01-04"),
            ("首页 > 政务公开 > 市人大代表建议和政协提案办理", Accept, "CD-01-01-21"),
            ("首页 > 政务公开 > 市政府工作机构及其主要职责", Review, "CD-01-01-03-01"),
            ("首页 > 市政府和市政府办公室文件", Review, "CD-01-01-04-03"),
        ],
    );
}

#[test]
fn two_columns_of_one_name_are_told_apart_by_the_path_for_a_variant_too() {
    let both = "CD-01-02-08-00|CD-01-04-05-00";
    check(
        &CITY,
        &[
            ("首页 > 政务公开 > 重点领域信息公开 > 生态环境", Accept, "CD-01-02-08-00"),
            ("首页 > 社会公益事业建设 > 生态环境", Accept, "CD-01-04-05-00"),
            ("首页 > 政务公开 > 生态环境", Review, both),
            ("首页 > 政务公开 > 环境保护", Review, both),
        ],
    );
}

#[test]
fn what_discloses_by_its_name_is_as_good_as_the_section_for_a_question() {
    check(
        &CITY,
        &[
            ("首页 > 项目信息公开 > 项目建设管理公开信息 > 征地拆迁信息", Review, "CD-01-03-04-00"),
            ("首页 > 项目管理 > 征地拆迁信息", None, ""),
            ("首页 > 重点领域政务公开 > 行政执法检查“双随机”", Review, "CD-01-01-19-00"),
            ("首页 > 政务公开热点 > 实事项目", Review, "CD-01-01-07-02"),
            ("首页 > 实事项目", None, ""),
        ],
    );
}

#[test]
fn the_very_name_below_services_is_a_question_but_for_a_field_of_work() {
    check(
        &CITY,
        &[
            ("首页 > 办事服务 > 行政复议", Review, "CD-01-01-20"),
            ("首页 > 办事服务 > 行政复议、行政赔偿", Review, "CD-01-01-20"),
            ("首页 > 服务企业 > 安全防护 > 安全生产", None, ""),
            ("首页 > 我要办 > 社会保险", None, ""),
            ("首页 > 安全防护 > 安全生产", Review, "CD-01-02-06-00"),
        ],
    );
}

#[test]
fn one_of_several_and_what_the_party_makes_known_are_questions() {
    check(
        &CITY,
        &[
            ("首页 > 解读回应 > 省财政厅政策文件解读", Review, "CD-01-01-04-04"),
            ("首页 > 解读回应 > 政策解读", Accept, "CD-01-01-04-04"),
            ("首页 > 党务公开 > 公示公告", Review, "CD-01-01-15-00"),
            ("首页 > 党务公开 > 人事任免", Review, "CD-01-01-08-00"),
            ("首页 > 党政信息 > 人事任免", Accept, "CD-01-01-08-00"),
        ],
    );
}

#[test]
fn below_a_heading_its_own_column_goes_before_another_of_that_name() {
    check(
        &CITY,
        &[
            ("首页 > 重大建设项目 > 土地征收情况", Accept, "CD-01-03-04-00"),
            ("首页 > 政务公开 > 土地征收", Accept, "CD-01-01-24"),
        ],
    );
}

#[test]
fn a_name_that_ends_like_a_service_is_compared_with_columns_that_end_so() {
    check(
        &CITY,
        &[
            ("首页 > 政务公开 > 行政复议 > 行政复议案件办事指南", Review, "CD-01-01-20-01"),
            ("首页 > 政务公开 > 行政复议 > 行政赔偿须知", None, ""),
            ("首页 > 政务公开 > 户籍办理指南", None, ""),
        ],
    );
}
