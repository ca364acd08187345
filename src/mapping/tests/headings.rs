//! Names against catalogues of two and of four levels: what a heading is, and which of two columns of one name is meant.

use std::sync::LazyLock;

use super::path;
use crate::catalogue::Catalogue;
use crate::mapping::{Decision, Mapper, Vocabulary};

static CITY: LazyLock<Mapper> = LazyLock::new(|| mapper("city-disclosure"));
static FIELDS: LazyLock<Mapper> = LazyLock::new(|| mapper("three-fields-2018"));

fn mapper(id: &str) -> Mapper {
    Mapper::new(&Catalogue::shipped(id).unwrap(), &Vocabulary::shipped().unwrap())
}

fn said(mapper: &Mapper, name: &str, above: &str) -> (Decision, String) {
    let mapping = mapper.decide(name, &path(above), &[]);
    (mapping.decision, mapping.codes.join("|"))
}

#[test]
fn names_of_a_citys_four_levels() {
    for (name, above, code) in [
        ("政策", "首页 > 政府信息公开", "CD-01-01-04"),
        ("规范性文件", "首页 > 政府信息公开 > 政策", "CD-01-01-04-01"),
        ("规范性文件", "", "CD-01-01-04-01"),
        ("公开指南", "首页 > 政府信息公开", "CD-01-01-01-00"),
        ("信息公开指南", "首页 > 政府信息公开", "CD-01-01-01-00"),
        ("财政信息", "首页 > 政府信息公开", "CD-01-01-09"),
        ("部门预算", "首页 > 政府信息公开 > 财政信息", "CD-01-01-09-03"),
        ("部门预算", "", "CD-01-01-09-03"),
        ("疫情防控", "首页 > 政府信息公开", "CD-01-01-05-00"),
        ("批准服务信息", "首页 > 重大建设项目批准和实施领域信息公开", "CD-01-03-01-00"),
        ("批准服务信息", "", "CD-01-03-01-00"),
        ("社会公益事业建设领域信息公开", "首页 > 政务公开", "CD-01-04"),
    ] {
        assert_eq!(said(&CITY, name, above), (Decision::Accept, code.to_owned()), "{name}（{above}）");
    }
}

#[test]
fn a_name_that_joins_one_of_this_list_with_more_goes_to_a_person() {
    // 社会救助和社会福利领域 is a column of other lists; this row of city-disclosure asks for 社会救助 alone.
    let catalogue = Catalogue::shipped("city-disclosure").unwrap();
    let alone = catalogue.indicators.into_iter().filter(|row| row.name() != "社会救助和社会福利").collect();
    let catalogue = Catalogue { indicators: alone, ..Catalogue::shipped("city-disclosure").unwrap() };
    let mapper = Mapper::new(&catalogue, &Vocabulary::shipped().unwrap());
    let asked = said(&mapper, "社会救助和社会福利领域", "首页 > 政府信息公开 > 重点领域信息公开");
    assert_eq!(asked, (Decision::Review, "CD-01-02-11-00".to_owned()));
}

#[test]
fn what_names_the_section_is_no_column() {
    for name in ["政务公开", "政府信息公开", "重点领域信息公开"] {
        assert_eq!(said(&CITY, name, "首页"), (Decision::None, String::new()), "{name}");
    }
}

#[test]
fn each_heading_is_there_once() {
    for (mapper, headings) in [
        (
            &*CITY,
            vec![
                "CD-01-01-03 组织机构",
                "CD-01-01-04 政策",
                "CD-01-01-06 规划计划",
                "CD-01-01-07 重大行政决策公开",
                "CD-01-01-09 财政信息",
                "CD-01-01-10 统计信息",
                "CD-01-01-11 应急管理",
                "CD-01-01-13 审计公告",
                "CD-01-01-20 行政复议",
                "CD-01-01-21 建议提案",
                "CD-01-01-24 土地征收",
                "CD-01-03 重大建设项目批准和实施领域信息公开",
                "CD-01-04 社会公益事业建设领域信息公开",
                "CD-01-05 公共资源配置领域信息公开",
            ],
        ),
        (&*FIELDS, vec!["TF-01 重大建设项目批准和实施", "TF-02 公共资源配置领域", "TF-03 社会公益事业建设领域"]),
    ] {
        let own = mapper.targets.iter().filter(|target| target.is_heading);
        let own: Vec<String> = own.map(|target| format!("{} {}", target.code, target.name)).collect();
        assert_eq!(own, headings);
    }
}

#[test]
fn the_path_tells_which_of_two_columns_of_one_name_is_meant() {
    for (above, code) in [
        ("首页 > 政府信息公开 > 重点领域信息公开", "CD-01-02-08-00"),
        ("首页 > 重点领域", "CD-01-02-08-00"),
        ("首页 > 政府信息公开 > 社会公益事业建设领域信息公开", "CD-01-04-05-00"),
        ("首页 > 重点领域信息公开 > 社会公益事业建设", "CD-01-04-05-00"),
    ] {
        assert_eq!(said(&CITY, "环境保护", above), (Decision::Accept, code.to_owned()), "{above}");
    }
    let both = "CD-01-02-08-00|CD-01-04-05-00".to_owned();
    assert_eq!(said(&CITY, "环境保护", "首页 > 政府信息公开"), (Decision::Review, both));
}

#[test]
fn names_of_two_levels() {
    for (name, above, code) in [
        ("环境保护", "首页 > 社会公益事业建设", "TF-03-05"),
        ("环境保护", "首页 > 重点领域信息公开", "TF-03-05"),
        ("批准服务信息", "首页 > 重大建设项目批准和实施", "TF-01-01"),
        ("公共资源配置", "首页 > 重点领域信息公开", "TF-02"),
    ] {
        assert_eq!(said(&FIELDS, name, above), (Decision::Accept, code.to_owned()), "{name}（{above}）");
    }
    for name in ["政府信息公开", "政策", "规范性文件", "公开指南", "信息公开指南", "财政信息", "部门预算"]
    {
        assert_eq!(said(&FIELDS, name, "首页"), (Decision::None, String::new()), "{name}");
    }
}
