//! Catalogues in a folder, good and bad. They are made up.

use std::path::Path;

use tempfile::TempDir;

use crate::catalogue::*;

const HEAD: &str = "id = \"made-up\"\ntitle = \"样例\"\nissuer = \"某办\"\nissued = \"2021-05-01\"\nkind = \"columns\"\n\
    level_names = [\"一级\", \"二级\"]\n";
const HEADER: &str = "code,level1,level2,level3,level4,content,report,platform,responsible,deadline\n";

fn folder(head: &str, rows: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("catalogue.toml"), head).unwrap();
    std::fs::write(folder.path().join("indicators.csv"), rows).unwrap();
    folder
}

fn check(head: &str, rows: &str) -> Vec<String> {
    let folder = folder(head, rows);
    let path = folder.path().display().to_string();
    let problems = Catalogue::examine(&path).unwrap().problems;
    problems.iter().map(|problem| problem.to_string().replace(&format!("{path}/"), "")).collect()
}

#[test]
fn a_good_one_in_a_folder() {
    let rows = format!(
        "\u{feff}{HEADER}SH-01-01-01,财政,预算,,,内容,,,市财政局,8月底前\nSH-02-00-01,年报,,,,,,,各单位,每年3月31日前更新\n"
    );
    let folder = folder(HEAD, &rows);
    let catalogue = Catalogue::open(folder.path().to_str().unwrap()).unwrap();
    assert_eq!(catalogue, Catalogue::load(folder.path()).unwrap());
    assert_eq!((catalogue.counties, catalogue.policy_text.as_str()), (Counties::Named, ""));
    assert_eq!(catalogue.indicators[0].rules[0].in_words(), "2021年8月31日前完成", "the year is the document's");
    assert_eq!(catalogue.indicators[1].column, "SH-02-00");

    std::fs::write(folder.path().join("policy.toml"), "\u{feff}# any words\n").unwrap();
    let scored = Catalogue::load(folder.path()).unwrap();
    assert_eq!(scored.policy_text, "# any words\n");
    assert_eq!(scored.hash, catalogue.hash, "a policy may change without a new visit");

    std::fs::write(folder.path().join("indicators.csv"), rows.replace("内容", "内 容")).unwrap();
    assert_ne!(Catalogue::load(folder.path()).unwrap().hash, catalogue.hash);
}

#[test]
fn every_catalogue_that_is_shipped_is_good() {
    let ids = shipped();
    assert!(ids.iter().any(|id| id == "ankang-2020"));
    assert!(!ids.iter().any(|id| id == "vocabulary"));
    for id in ids {
        assert_eq!(Catalogue::examine(&id).unwrap().problems, [], "{id}");
        let catalogue = Catalogue::shipped(&id).unwrap();
        assert_eq!(catalogue.id, id);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators").join(&id);
        assert_eq!(Catalogue::load(&folder).unwrap(), catalogue, "what is embedded is what stands in the folder");
    }
}

#[test]
fn all_faults_at_once_with_their_places() {
    let rows = format!(
        "{HEADER}\
        SH-01-01-01,财政,预算,,,,,,市财政局,\n\
        SH-01-01-01,财政,预算,,,,,,市某某办,看情况\n\
        SH-01-01-02,财政,决算,,,,,,市财政局,\n\
        SH-01-02-01,财政,预算,,,,,,市财政局,\n\
        SH-02,,预算,,,,,,市财政局,\n\
        SH-03-01-01,卫生,医疗,药品,,,,,市卫健委,每年有更新，看情况\n\
        SH-04-01-01,民政,,低保,,,,,市民政局,\n\
        SH-05-01-01,教育,招生,,,,,,,\n"
    );
    let report = check(HEAD, &rows);
    let expected = [
        "indicators.csv:3 第1列（code）：编码“SH-01-01-01”与第 2 行重复",
        "indicators.csv:3 第10列（deadline）：更新时限“看情况”中的“看情况”无法识别",
        "indicators.csv:3 第9列（responsible）：不认识的责任单位：市某某办",
        "indicators.csv:4 第1列（code）：编码 SH-01-01 的各行指标名称不同（前面是“财政 > 预算”）",
        "indicators.csv:5 第1列（code）：同名栏目已使用编码 SH-01-01",
        "indicators.csv:6 第1列（code）：编码“SH-02”的形式不对",
        "indicators.csv:6 第2列（level1）：一级指标为空",
        "indicators.csv:6 第3列（level2）：上一级指标为空",
        "indicators.csv:7 第4列（level3）：catalogue.toml 的 level_names 只有 2 级",
        "indicators.csv:7 第10列（deadline）：更新时限“每年有更新，看情况”中的“看情况”无法识别",
        "indicators.csv:8 第4列（level3）：上一级指标为空",
        "indicators.csv:9 第9列（responsible）：责任单位为空，没有单位承担该行",
    ];
    assert_eq!(report.len(), expected.len(), "{report:#?}");
    for (problem, expected) in report.iter().zip(expected) {
        assert!(problem.starts_with(expected), "{problem} is not {expected}");
    }
}

#[test]
fn faults_of_the_files() {
    let row = format!("{HEADER}SH-01-01-01,财政,预算,,,,,,市财政局,\n");
    let first = |head: &str, rows: &str| check(head, rows).into_iter().next().unwrap_or_default();
    assert!(first(HEAD, "code,level1\nA,b\n").starts_with("indicators.csv:1：缺少列 level2"));
    assert_eq!(check(HEAD, "code,level1\nA,b\n").len(), 8, "each missing column");
    assert!(first(HEAD, HEADER).starts_with("indicators.csv：没有指标"));
    assert!(first(&format!("{HEAD}colour = 1\n"), &row).starts_with("catalogue.toml:7 第1列（colour）：内容有误"));
    assert!(
        first(&HEAD.replace("2021-05-01", "2021-02-30"), &row)
            .starts_with("catalogue.toml:4 第1列（issued）：内容有误")
    );
    assert!(first(&HEAD.replace("\"一级\", \"二级\"", ""), &row).contains("level_names"));
    let empty = tempfile::tempdir().unwrap();
    let missing = Catalogue::load(empty.path()).unwrap_err().to_string();
    assert!(missing.contains("catalogue.toml：文件不存在"), "{missing}");
}

#[test]
fn head_and_rows_are_looked_through_together() {
    let head =
        "title = \"样例\"\nissuer = 1\nissued = \"2021-13-01\"\nkind = \"columns\"\nlevel_names = []\ncolour = 1\n";
    let rows =
        format!("{HEADER}SH-01-01-01,财政,预算,,,,,,市某某办,8月底前\nSH-01-01-01,财政,预算,,,,,,市财政局,看情况\n");
    let expected = [
        "catalogue.toml：内容有误（缺少键“id”）",
        "catalogue.toml:6 第1列（colour）：内容有误（没有“colour”这个键",
        "catalogue.toml:3 第1列（issued）：内容有误",
        "catalogue.toml:2 第1列（issuer）：内容有误（值的类型不对",
        "catalogue.toml:5 第1列（level_names）：level_names 的级数不对",
        "indicators.csv:2 第9列（responsible）：不认识的责任单位：市某某办",
        "indicators.csv:3 第1列（code）：编码“SH-01-01-01”与第 2 行重复",
        "indicators.csv:3 第10列（deadline）：更新时限“看情况”",
    ];
    let report = check(head, &rows);
    assert_eq!(report.len(), expected.len(), "8月底前 lacks a year only because of the broken one: {report:#?}");
    for (problem, expected) in report.iter().zip(expected) {
        assert!(problem.starts_with(expected), "{problem} is not {expected}");
    }
    let report = check("id = \n", &rows);
    assert!(report[0].starts_with("catalogue.toml:1 第"), "{report:#?}");
    assert_eq!(report.len(), 4, "no toml at all, and the rows: {report:#?}");
    assert_eq!(check("kind = \"table\"\n", &rows).iter().filter(|line| line.contains("没有“table”这个值")).count(), 1);
}

#[test]
fn aliases_are_read_beside_the_rows() {
    let rows = format!("{HEADER}SH-01-01-01,财政,预算,,,,,,市财政局,\n");
    let folder = folder(HEAD, &rows);
    let bare = Catalogue::load(folder.path()).unwrap();
    std::fs::write(folder.path().join("aliases.csv"), "\u{feff}canonical,variant\n预算,钱袋子\n").unwrap();
    let catalogue = Catalogue::load(folder.path()).unwrap();
    assert_eq!((bare.aliases_text.as_str(), catalogue.aliases_text.as_str()), ("", "canonical,variant\n预算,钱袋子\n"));
    assert_ne!(catalogue.hash, bare.hash, "names decide which columns are visited");
}

#[test]
fn organs_of_the_place_stand_beside_the_rows() {
    let rows = format!("{HEADER}SH-01-01-01,园区,规划,,,,,,市石材园区管委会、市财局,\n");
    let folder = folder(HEAD, &rows);
    let unknown = Catalogue::load(folder.path()).unwrap_err().to_string();
    assert!(unknown.contains("不认识的责任单位：市石材园区管委会、市财局"), "{unknown}");
    let organs = "full,short,former,kind,since,into\n石材园区管理委员会,石材园区管委会,,institution,,\n财政局,财局,,department,,\n";
    std::fs::write(folder.path().join("institutions.csv"), organs).unwrap();
    let catalogue = Catalogue::load(folder.path()).unwrap();
    assert_eq!(catalogue.indicators[0].owners.in_words(), "石材园区管理委员会、财政局");
    assert_eq!(
        catalogue.institutions.full_name("云岭市财政局"),
        Some("财政局"),
        "those that are shipped are there too"
    );
    let path = folder.path().join("institutions.csv");
    std::fs::write(path, "full,short,former,kind,since,into\n石材局,财政局,,office,,\n").unwrap();
    let faults = Catalogue::examine(folder.path().to_str().unwrap()).unwrap().problems;
    assert!(faults[0].to_string().contains("institutions.csv:2 第4列（kind）"), "{faults:?}");
    assert!(faults[1].wrong.contains("不认识的责任单位"), "the rows are read with those that are shipped: {faults:?}");
}

#[test]
fn an_unknown_catalogue_shows_those_that_are_known() {
    let error = Catalogue::open("ankang").unwrap_err().to_string();
    assert!(error.contains("没有指标体系“ankang”") && error.contains("ankang-2020"), "{error}");
    assert!(Catalogue::shipped("vocabulary").is_err());
    assert!(Catalogue::examine("ankang").is_err());
}
