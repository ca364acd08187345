//! Two looks at one site: what came at last, what flips, and what a run that is broken off between them goes on with. The
//! unit and its site are made up.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::Value;
use tempfile::{TempDir, tempdir};

use crate::support::pages::{Pages, page};
use crate::support::{lanmu, lanmu_process};

const UNIT: &str = "青禾市财政局";
/// 三公经费公开.
const CODE: &str = "AK-01-02";
const COLUMN: &str = "三公经费公开";
const DAY: [&str; 2] = ["--as-of", "2020-10-20"];

/// The page of the disclosure section.
fn section(columns: &[(&str, &str)]) -> String {
    let links: String = columns.iter().map(|(url, name)| format!("<li><a href=\"{url}\">{name}</a></li>")).collect();
    page(&["首页", "信息公开"], &format!("<div class=\"left-menu\"><ul>{links}</ul></div>"))
}

fn column(name: &str) -> String {
    let entry =
        |day: &str| format!("<li><a href=\"/x/{day}.html\">青禾市财政局{day}{name}情况</a><span>{day}</span></li>");
    let entries: String = ["2020-10-12", "2020-09-20", "2020-08-18"].map(entry).concat();
    page(&["首页", "信息公开", name], &format!("<div class=\"list\"><ul>{entries}</ul></div>"))
}

struct Office {
    folder: TempDir,
    site: Pages,
}

impl Office {
    /// A unit whose disclosure section leads to 预决算公开 only.
    fn open() -> Self {
        let (folder, site) = (tempdir().unwrap(), Pages::serve());
        site.put("/", page(&["首页"], ""));
        site.put("/xxgk/", section(&[("/ys/", "预决算公开")]));
        site.put("/ys/", column("预决算公开"));
        site.put("/sg/", column(COLUMN));
        let units = format!("name,site,groups\n{UNIT},http://czj.qinghe.example/,部门\n");
        fs::write(folder.path().join("units.csv"), units).unwrap();
        Self { folder, site }
    }

    fn connect_to(&self) -> String {
        format!("::{}:{}", self.site.address.ip(), self.site.address.port())
    }

    /// Evaluates with so many seconds between the looks.
    fn start(&self, seconds: &str) -> Child {
        let mut command: Command = lanmu_process();
        command.current_dir(self.folder.path()).env("LANMU_CONNECT_TO", self.connect_to());
        command.args(["evaluate", "--units", "units.csv", "--pause", "0", "--second-look", seconds]).args(DAY);
        command.args(["--out", "out"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// As [`Self::start`], until the first look has ended.
    fn first_look(&self, seconds: &str) -> Child {
        let mut child = self.start(seconds);
        let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
        assert!(told.any(|line| line.unwrap().contains("稍后第二次查看")), "there is no second look");
        // The rest has to be read, or the run would end at the closed pipe.
        thread::spawn(move || told.count());
        child
    }

    /// Evaluates; `between` changes the site after the first look. `result.json`.
    fn evaluate(&self, between: impl FnOnce(&Pages)) -> Value {
        let mut child = self.first_look("1");
        between(&self.site);
        assert!(child.wait().unwrap().success());
        self.result("out")
    }

    fn path(&self, folder: &str) -> PathBuf {
        self.folder.path().join(folder)
    }

    fn result(&self, folder: &str) -> Value {
        serde_json::from_slice(&fs::read(self.path(folder).join("result.json")).unwrap()).unwrap()
    }

    /// The stored run judged again gives the same bytes.
    fn scores_alike(&self) {
        lanmu().current_dir(self.folder.path()).args(["score", "--out", "again"]).assert().success();
        for file in ["scores.csv", "details.csv", "findings.csv", "columns.csv", "result.json"] {
            let read = |folder: &str| fs::read_to_string(self.path(folder).join(file)).unwrap();
            assert_eq!(read("again"), read("out"), "{file}");
        }
    }
}

fn verdict<'a>(result: &'a Value, code: &str) -> &'a Value {
    let verdicts = result["units"][0]["verdicts"].as_array().unwrap();
    verdicts.iter().find(|verdict| verdict["column_code"] == code).unwrap()
}

fn findings(verdict: &Value) -> Vec<&str> {
    verdict["findings"].as_array().unwrap().iter().map(|finding| finding["kind"].as_str().unwrap()).collect()
}

#[test]
fn a_column_that_is_there_at_the_second_look_is_not_missing_and_is_unstable() {
    let office = Office::open();
    let result = office.evaluate(|site| site.put("/xxgk/", section(&[("/ys/", "预决算公开"), ("/sg/", COLUMN)])));
    let verdict = verdict(&result, CODE);
    assert_eq!((&verdict["column"], &verdict["content"]), (&"exact".into(), &"items".into()));
    let unstable = &verdict["unstable"];
    assert_eq!((&unstable["first"]["column"], &unstable["first"]["answer"]), (&"missing".into(), &"unmet".into()));
    assert_eq!((&unstable["second"]["column"], &unstable["counted"]), (&"exact".into(), &2.into()));
    assert!(findings(verdict).contains(&"unstable"), "{verdict}");
    let flipped = result["units"][0]["verdicts"].as_array().unwrap().iter().filter(|one| !one["unstable"].is_null());
    assert_eq!(result["run"]["summary"]["unstable"], flipped.count());
    let rows = fs::read_to_string(office.path("out/findings.csv")).unwrap();
    assert!(rows.contains("结果不稳定") && rows.contains("第一次未达标（缺失"), "{rows}");
    office.scores_alike();
}

#[test]
fn a_column_that_is_missing_twice_says_how_it_was_looked_for() {
    let office = Office::open();
    let result = office.evaluate(|_| ());
    let verdict = verdict(&result, CODE);
    assert_eq!((&verdict["column"], &verdict["unstable"]), (&"missing".into(), &Value::Null));
    let reasons = verdict["reasons"].to_string();
    assert!(reasons.contains("第二次查看了首页等2个网页，仍未见该栏目"), "{reasons}");
    let asked = office.site.asked();
    let times = |path: &str| asked.iter().filter(|asked| *asked == path).count();
    assert_eq!((times("/"), times("/xxgk/"), times("/ys/")), (2, 2, 1), "{asked:?}");
    office.scores_alike();
}

#[test]
fn a_column_that_is_gone_at_the_second_look_was_seen_all_the_same() {
    let office = Office::open();
    office.site.put("/xxgk/", section(&[("/ys/", "预决算公开"), ("/sg/", COLUMN)]));
    let result = office.evaluate(|site| {
        site.put("/xxgk/", section(&[("/ys/", "预决算公开")]));
        site.answer("/sg/", StatusCode::NOT_FOUND, String::new());
    });
    assert_eq!(verdict(&result, CODE)["column"], "exact");
    office.scores_alike();
}

#[test]
fn a_page_that_failed_comes_at_the_second_look() {
    let office = Office::open();
    office.site.put("/xxgk/", section(&[("/ys/", "预决算公开"), ("/sg/", COLUMN)]));
    office.site.answer("/sg/", StatusCode::INTERNAL_SERVER_ERROR, String::new());
    let result = office.evaluate(|site| site.put("/sg/", column(COLUMN)));
    let verdict = verdict(&result, CODE);
    assert_eq!(verdict["column"], "exact");
    assert_eq!(
        (&verdict["unstable"]["first"]["column"], &verdict["unstable"]["first"]["answer"]),
        (&"unreachable".into(), &"unverified".into())
    );
    office.scores_alike();
}

#[test]
fn a_site_that_was_down_has_one_finding_for_all_its_rows() {
    let office = Office::open();
    for path in ["/", "/index.html"] {
        office.site.answer(path, StatusCode::INTERNAL_SERVER_ERROR, String::new());
    }
    let result = office.evaluate(|site| site.put("/", page(&["首页"], "")));
    let verdicts = result["units"][0]["verdicts"].as_array().unwrap();
    let unstable = verdicts.iter().filter(|verdict| !verdict["unstable"].is_null()).count();
    let told: usize = verdicts.iter().map(|one| findings(one).iter().filter(|kind| **kind == "unstable").count()).sum();
    assert!(unstable > 1, "{result}");
    assert_eq!(told, 1);
}

#[test]
fn a_run_broken_off_between_the_looks_waits_no_longer_than_is_left() {
    let office = Office::open();
    let began = Instant::now();
    let mut child = office.first_look("6");
    child.kill().unwrap();
    child.wait().unwrap();
    thread::sleep(Duration::from_secs(2));
    assert!(office.start("6").wait().unwrap().success());
    let took = began.elapsed();
    assert!(took >= Duration::from_secs(6), "{took:?}");
    let mut asked = office.site.asked();
    asked.retain(|path| path != "/" && path != "/xxgk/");
    let all = asked.len();
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), all, "no page but the doubted ones was asked for twice: {asked:?}");
    office.scores_alike();
}
