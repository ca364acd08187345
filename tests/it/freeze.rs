//! Closing a period, and what holds from then on.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::lanmu_process;
use crate::support::quarters::{BUREAU, copy, lanmu_in, quarters, told};

/// What is closed.
const PLACE: &str = "workspace/frozen/2020Q3/ankang-2020";

fn freeze(folder: &Path) {
    lanmu_in(folder, &["freeze", "2020Q3", "--allow-open"]).assert().success();
}

/// The quarters, of which the third is closed; made by the first test that asks.
static FROZEN: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = quarters();
    freeze(folder.path());
    folder
});

/// A copy of [`FROZEN`].
fn frozen() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(FROZEN.path(), folder.path());
    folder
}

fn verify(folder: &Path, code: i32) -> String {
    told(lanmu_in(folder, &["verify", "2020Q3"]), code)
}

/// Makes a read-only file one that can be written.
fn open_up(path: &Path) {
    fs::remove_file(path).unwrap();
}

/// All files below a folder with their bytes, by path.
fn all(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_closed_period_holds_what_it_was_made_from_and_the_same_bytes_again() {
    let (one, other) = (frozen(), quarters());
    freeze(other.path());
    let closed = all(&one.path().join(PLACE));
    assert_eq!(closed, all(&other.path().join(PLACE)));
    let names: Vec<String> = closed.iter().map(|(path, _)| path.display().to_string()).collect();
    for name in [
        "inputs/catalogue/catalogue.toml",
        "inputs/catalogue/indicators.csv",
        "inputs/policy.toml",
        "inputs/units.json",
        "inputs/reviews.json",
        "inputs/history.json",
        "manifest.json",
        "record.json",
        "outputs/result.json",
        "outputs/scores.csv",
    ] {
        assert!(names.iter().any(|known| known == name), "{name} is not in {names:?}");
        let file = one.path().join(PLACE).join(name);
        assert!(fs::metadata(file).unwrap().permissions().readonly(), "{name} can be written");
    }
    for name in ["scores.csv", "details.csv", "findings.csv", "result.json"] {
        let (frozen, evaluated) =
            (one.path().join(PLACE).join("outputs").join(name), one.path().join("2020Q3").join(name));
        assert_eq!(fs::read(frozen).unwrap(), fs::read(evaluated).unwrap(), "{name}");
    }
    let manifest: Value =
        serde_json::from_slice(&fs::read(one.path().join(PLACE).join("manifest.json")).unwrap()).unwrap();
    assert_eq!((&manifest["run"], &manifest["period"]["to"]), (&"r3".into(), &"2020-09-30".into()));
    assert_eq!(manifest["files"].as_array().unwrap().len(), closed.len() - 1);
    let output = lanmu_in(one.path(), &["verify"]).assert().success().get_output().stdout.clone();
    let words = String::from_utf8(output).unwrap();
    assert!(words.contains("评估周期 2020Q3（指标体系 ankang-2020）与冻结时相同"), "{words}");
}

#[test]
fn every_change_to_a_closed_period_is_found() {
    let folder = frozen();
    let place = folder.path().join(PLACE);
    let scores = place.join("outputs/scores.csv");
    let whole = fs::read(&scores).unwrap();
    let mut other = whole.clone();
    *other.last_mut().unwrap() ^= 1;
    open_up(&scores);
    fs::write(&scores, other).unwrap();
    fs::write(place.join("inputs/more.txt"), "多").unwrap();
    open_up(&place.join("inputs/units.json"));
    let words = verify(folder.path(), 1);
    for change in ["文件有改动：outputs/scores.csv", "多出的文件：inputs/more.txt", "文件不见了：inputs/units.json"]
    {
        assert!(words.contains(change), "{words}");
    }
    let manifest = place.join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    open_up(&manifest);
    let words = verify(folder.path(), 1);
    assert!(words.contains("manifest.json") && words.contains("文件不见了"), "{words}");
    fs::write(&manifest, text.replacen("r3", "r2", 1)).unwrap();
    assert!(verify(folder.path(), 1).contains("清单 manifest.json 有改动"));
    fs::write(&manifest, "{\n").unwrap();
    assert!(verify(folder.path(), 1).contains("第 2 行第 0 列起内容无法识别"));
    fs::remove_dir_all(folder.path().join("workspace/frozen/2020Q3")).unwrap();
    let words = verify(folder.path(), 1);
    assert!(words.contains("2020Q3（指标体系 ankang-2020）") && words.contains("整个文件夹不见了"), "{words}");
}

#[test]
fn a_stored_page_that_was_changed_is_found_by_judging_again() {
    let folder = frozen();
    verify(folder.path(), 0);
    let file = rusqlite::Connection::open(folder.path().join("workspace/lanmu.db")).unwrap();
    let changed = file.execute("DELETE FROM fetches WHERE run = 3 AND asked LIKE '%/sg/'", []).unwrap();
    assert!(changed > 0);
    drop(file);
    let words = verify(folder.path(), 1);
    assert!(!folder.path().join("workspace/frozen/.again").exists());
    assert!(words.contains("重新判定得出的 outputs/result.json 与冻结的不同"), "{words}");
}

#[test]
fn nothing_changes_a_closed_period() {
    let folder = frozen();
    let before = all(&folder.path().join(PLACE));
    let words = told(lanmu_in(folder.path(), &["freeze", "2020Q3", "--allow-open"]), 2);
    assert!(words.contains("已经冻结，结果在 workspace/frozen/2020Q3/ankang-2020，不能再冻结"), "{words}");
    let evaluate = ["evaluate", "--units", "units.csv", "--period", "2020Q3"];
    let words = told(lanmu_in(folder.path(), &evaluate), 2);
    assert!(words.contains("评估周期 2020Q3（指标体系 ankang-2020）已经冻结，不能再评估"), "{words}");
    let outputs = format!("{PLACE}/outputs");
    let words = told(lanmu_in(folder.path(), &["score", "--run", "r3", "--out", &outputs]), 2);
    assert!(words.contains("是存放已冻结结果的地方，不能写入"), "{words}");
    let words = told(lanmu_in(folder.path(), &["score", "--run", "r3", "--out", "again"]), 0);
    assert!(words.contains("冻结的结果不变"), "{words}");
    assert!(folder.path().join("again/scores.csv").is_file());
    let overrule = ["review", "override", "--run", "r3", "--unit", BUREAU, "--code", "AK-01-02-01", "--to", "达标"];
    let mut overrule = lanmu_in(folder.path(), &overrule);
    overrule.args(["--by", "李一", "--why", "已在纸质公报公开"]);
    let words = told(overrule, 2);
    assert!(words.contains("已经冻结，不能再改动"), "{words}");
    for what in ["accept", "reject"] {
        let column = ["--unit", BUREAU, "--code", "AK-01-03", "--url", "http://czj.qinghe.example/ys/"];
        let mut command = lanmu_in(folder.path(), &[&["review", what, "--run", "r3"][..], &column].concat());
        command.args(["--by", "李一", "--why", "内容相符"]);
        let words = told(command, 2);
        assert!(words.contains("评估周期 2020Q3（指标体系 ankang-2020）已经冻结，不能再改动"), "{words}");
    }
    // What people decide about columns from now on is for later periods.
    let accept = ["review", "accept", "--unit", BUREAU, "--code", "AK-01-03", "--url", "http://czj.qinghe.example/ys/"];
    lanmu_in(folder.path(), &accept).args(["--by", "李一", "--why", "内容相符"]).assert().success();
    assert_eq!(all(&folder.path().join(PLACE)), before);
    verify(folder.path(), 0);
}

#[test]
fn what_is_not_ready_is_not_closed() {
    let folder = quarters();
    let open = told(lanmu_in(folder.path(), &["freeze", "2020Q3"]), 2);
    assert!(open.contains("还有 2 个单位的事项没有了结") && open.contains(&format!("{BUREAU}：待核查")), "{open}");
    let over = told(lanmu_in(folder.path(), &["freeze", "9998Q1"]), 2);
    assert!(over.contains("评估周期 9998Q1 到 9998-03-31 才结束"), "{over}");
    let none = told(lanmu_in(folder.path(), &["freeze", "2019Q4"]), 2);
    assert!(none.contains("没有评估周期 2019Q4（指标体系 ankang-2020）的评估"), "{none}");
    let unknown = told(lanmu_in(folder.path(), &["freeze", "2020Q3", "--run", "r9"]), 2);
    assert!(unknown.contains("中没有运行 r9；请用 --run 指明运行编号（现有 r1、r2、r3、r4）"), "{unknown}");
    let other = told(lanmu_in(folder.path(), &["freeze", "2020Q3", "--catalogue", "city-disclosure"]), 2);
    assert!(other.contains("该周期另有按 ankang-2020 的评估"), "{other}");
    let early = told(lanmu_in(folder.path(), &["freeze", "2020Q3", "--run", "r2"]), 2);
    assert!(early.contains("运行 r2 查看网站是为 2020-06-30 评估的，早于"), "{early}");
    let policy = include_str!("../../indicators/ankang-2020/policy.toml")
        .replace("minimum_coverage = 60", "minimum_coverage = 61");
    fs::write(folder.path().join("policy.toml"), policy).unwrap();
    let unseen = ["freeze", "2020Q3", "--allow-open", "--policy", "policy.toml"];
    let words = told(lanmu_in(folder.path(), &unseen), 2);
    assert!(words.contains("冻结所用的评分办法与最近一次判定时不同"), "{words}");
    let file = rusqlite::Connection::open(folder.path().join("workspace/lanmu.db")).unwrap();
    file.execute("UPDATE runs SET finished = NULL WHERE id = 3", []).unwrap();
    drop(file);
    let words = told(lanmu_in(folder.path(), &["freeze", "2020Q3", "--allow-open"]), 2);
    assert!(words.contains("运行 r3 没有做完，不能冻结"), "{words}");
    assert!(!folder.path().join("workspace/frozen").exists());
}

#[test]
fn a_killed_freeze_leaves_nothing_half() {
    let folder = quarters();
    for turn in 0..6 {
        let mut command = lanmu_process();
        command.current_dir(folder.path()).env("LANMU_WORKSPACE", "workspace").args([
            "freeze",
            "2020Q3",
            "--allow-open",
        ]);
        let mut child =
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(40 * turn * turn));
        child.kill().unwrap();
        child.wait().unwrap();
        if folder.path().join(PLACE).exists() {
            break;
        }
    }
    // What a kill between two files leaves behind.
    let partial = folder.path().join("workspace/frozen/.partial/outputs");
    fs::create_dir_all(&partial).unwrap();
    fs::write(partial.join("scores.csv"), "half").unwrap();
    if !folder.path().join(PLACE).exists() {
        assert_eq!(verify(folder.path(), 2).matches("没有冻结过评估周期 2020Q3").count(), 1);
        freeze(folder.path());
    }
    verify(folder.path(), 0);
}

#[test]
fn later_periods_know_the_closed_result_of_an_earlier_one() {
    let folder = frozen();
    // r3 is scored once more by a harder policy: the closed result still counts for the trend.
    let policy = include_str!("../../indicators/ankang-2020/policy.toml").replace("alias = 1", "alias = 0.1");
    fs::write(folder.path().join("policy.toml"), policy.replace("exact = 1", "exact = 0.1")).unwrap();
    let history = |out: &str| {
        lanmu_in(folder.path(), &["score", "--run", "r4", "--out", out]).assert().success();
        let result: Value =
            serde_json::from_slice(&fs::read(folder.path().join(out).join("result.json")).unwrap()).unwrap();
        result["run"]["sha256"]["history"].clone()
    };
    let before = history("before");
    lanmu_in(folder.path(), &["score", "--run", "r3", "--policy", "policy.toml"]).assert().success();
    assert_eq!(history("after"), before);
    lanmu_in(folder.path(), &["score", "--run", "r2", "--policy", "policy.toml"]).assert().success();
    assert_ne!(history("open"), before);
}
