//! `lanmu catalogue`, and what `lanmu evaluate` says of the parties of a catalogue. The units are made up.

use std::fs;

use tempfile::tempdir;

use crate::support::lanmu;

/// What the program prints for `args`, which must succeed.
fn answer(args: &[&str]) -> String {
    let output = lanmu().args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The lines that begin with `start`, after the blanks.
fn lines<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    text.lines().map(str::trim).filter(|line| line.starts_with(start)).collect()
}

#[test]
fn what_a_unit_owes_and_by_which_words() {
    let shown = answer(&["catalogue", "show", "city-disclosure", "--unit", "云岭市民政局"]);
    assert!(shown.contains("云岭市民政局应承担 13 行"), "{shown}");
    let reasons = lines(&shown, "依据：");
    assert_eq!(reasons.iter().filter(|reason| **reason == "依据：“各单位”").count(), 9);
    assert_eq!(reasons.iter().filter(|reason| **reason == "依据：“市民政局”").count(), 4);

    let shown = answer(&["catalogue", "show", "ankang-2020", "--unit", "云岭市财政局"]);
    assert!(lines(&shown, "依据：").contains(&"依据：“市财政局”、“各部门”"), "{shown}");
}

#[test]
fn a_unit_of_today_owes_what_its_predecessors_did() {
    let shown = answer(&["catalogue", "show", "xinyang-2016", "--unit", "云岭市市场监管局"]);
    let words = "依据：“市工商局”（工商行政管理局的职责已划入市场监督管理局）";
    assert!(lines(&shown, "依据：").contains(&words), "{shown}");
    let shown = answer(&["catalogue", "show", "xinyang-2016", "--unit", "云岭市工商局"]);
    assert!(shown.contains("“市工商局”") && !shown.contains("“市质量技术监督局”"), "{shown}");
}

#[test]
fn groups_say_what_a_unit_is() {
    let shown = answer(&["catalogue", "show", "ankang-2020", "--unit", "白石市", "--group", "县区"]);
    assert!(shown.contains("白石市应承担 45 行"), "{shown}");
    assert!(lines(&shown, "依据：").contains(&"依据：各县区参照全部指标"));
    let refused = lanmu().args(["catalogue", "show", "ankang-2020", "--unit", "白石公司"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("没有任何一行指明“白石公司”"));
}

/// A made-up catalogue with one fault of every kind.
const FAULTY: [(&str, &str); 4] = [
    (
        "catalogue.toml",
        "id = \"qinghe\"\ntitle = \"青禾市样例\"\nissuer = \"某办\"\nissued = \"2021-05-01\"\nkind = \"columns\"\n\
         level_names = [\"一级\", \"二级\"]\ncolour = \"red\"\n",
    ),
    (
        "indicators.csv",
        "code,level1,level2,level3,level4,content,report,platform,responsible,deadline\n\
         QH-01-01-01,财政信息,预决算公开,,,,,,市财政局,\n\
         QH-01-01-01,财政信息,预决算公开,,,,,,市财政局,\n\
         QH-01-02-01,财政信息,三公经费公开,,,,,,市财政局,看情况\n\
         QH-02-01-01,,社会救助,,,,,,市民政局,\n\
         QH-03-01-01,医疗卫生,,,,,,,市某某办,\n",
    ),
    ("policy.toml", ""),
    ("aliases.csv", "canonical,variant\n预决算公开,钱袋子\n三公经费公开,钱袋子\n天气,气象\n"),
];

#[test]
fn check_finds_every_kind_of_fault_at_once() {
    let folder = tempdir().unwrap();
    for (name, text) in FAULTY {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let policy = include_str!("../../indicators/ankang-2020/policy.toml");
    let policy = policy.replace("column = 40", "column = 50").replace("stale = 0", "stale = 2");
    fs::write(folder.path().join("policy.toml"), &policy).unwrap();
    let line = |key: &str| policy.lines().position(|line| line.starts_with(key)).unwrap() + 1;
    let output = lanmu().current_dir(folder.path()).args(["catalogue", "check", "."]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    let expected = [
        "./catalogue.toml:7 第1列（colour）：内容有误（没有“colour”这个键".to_owned(),
        "./indicators.csv:3 第1列（code）：编码“QH-01-01-01”与第 2 行重复".to_owned(),
        "./indicators.csv:4 第10列（deadline）：更新时限“看情况”中的“看情况”无法识别".to_owned(),
        "./indicators.csv:5 第2列（level1）：一级指标为空".to_owned(),
        "./indicators.csv:5 第3列（level2）：上一级指标为空".to_owned(),
        "./indicators.csv:6 第9列（responsible）：不认识的责任单位：市某某办".to_owned(),
        format!("./policy.toml:{} 第8列（score.parts）：", line("[score.parts]")),
        format!("./policy.toml:{} 第1列（score.factors.stale）：", line("stale")),
        "./aliases.csv:2 第2列（variant）：“钱袋子”同时指“三公经费公开”和“预决算公开”".to_owned(),
        "./aliases.csv:3 第2列（variant）：“钱袋子”同时指“三公经费公开”和“预决算公开”".to_owned(),
        "./aliases.csv:4 第1列（canonical）：“天气”不是指标体系中的名称".to_owned(),
    ];
    let lines = lines(&told, "./");
    assert_eq!(lines.len(), expected.len(), "{told}");
    for (line, expected) in lines.iter().zip(&expected) {
        assert!(line.starts_with(expected), "{line} is not {expected}");
    }
    assert!(told.starts_with("错误：. 有 11 处问题："), "{told}");
}

#[test]
fn every_catalogue_that_is_shipped_is_sound() {
    for line in answer(&["catalogue", "list"]).lines() {
        if let Some(id) = line.split_whitespace().next().filter(|word| word.contains('-') && word.is_ascii()) {
            assert!(answer(&["catalogue", "check", id]).contains("没有发现问题"), "{id}");
        }
    }
}

#[test]
fn an_alias_of_an_offices_own_is_the_column() {
    let folder = tempdir().unwrap();
    for (name, text) in [
        FAULTY[0],
        (
            "indicators.csv",
            "code,level1,level2,level3,level4,content,report,platform,responsible,deadline\n\
         QH-01-01-01,财政信息,预决算公开,,,,,,市财政局,\n",
        ),
        ("aliases.csv", "canonical,variant\n预决算公开,钱袋子\n"),
    ] {
        fs::write(folder.path().join(name), text.replace("colour = \"red\"\n", "")).unwrap();
    }
    let args = ["match", "--catalogue", ".", "--json", "-"];
    let output = lanmu().current_dir(folder.path()).args(args).write_stdin("name,path\n钱袋子,\n").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\"accept\"") && text.contains("QH-01-01"), "{text}");
}

#[test]
fn evaluate_says_once_which_parties_are_no_unit_of_the_list() {
    let folder = tempdir().unwrap();
    // Nobody listens there: the sites are closed at once.
    let units = "name,site,groups\n云岭市发改委,http://127.0.0.1:9/a/,部门\n云岭市住建局,http://127.0.0.1:9/b/,部门\n";
    fs::write(folder.path().join("units.csv"), units).unwrap();
    let args = ["evaluate", "--catalogue", "ankang-2020", "--units", "units.csv", "--as-of", "2020-12-31"];
    let output = lanmu().current_dir(folder.path()).args(args).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let organs = lines(&told, "注意：指标体系 ankang-2020 的责任单位中，以下单位不在名单中：");
    assert_eq!(organs.len(), 1, "{told}");
    assert!(organs[0].contains("市审计局（2行）"), "{told}");
    assert!(!organs[0].contains("市发改委") && !organs[0].contains("市住建局"), "{told}");
    let groups = lines(&told, "注意：指标体系 ankang-2020 的责任单位中，以下各类单位名单中一个也没有：各县区（");
    assert_eq!(groups.len(), 1, "{told}");
}
