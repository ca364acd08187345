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
