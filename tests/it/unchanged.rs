//! A second evaluation of a site that says of its pages that they are unchanged: the verdicts, what they rest on, and what
//! other programs make of it. The unit and its site are made up.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::tempdir;

use super::evidence::{python, records, replayed, warcio};
use crate::support::pages::{Pages, page};
use crate::support::{lanmu, sha256};

const UNIT: &str = "青禾市财政局";
/// Their pages stay as they are from one evaluation to the next.
const COLUMNS: [(&str, &str); 2] = [("/ys/", "预决算公开"), ("/sg/", "三公经费公开")];
/// 预决算公开.
const BUDGETS: &str = "AK-01-01";
/// 三公经费公开.
const SPENDING: &str = "AK-01-02";
/// The days of the two evaluations. What is fresh on the first may be too old on the second.
const DAYS: [&str; 2] = ["2020-10-20", "2022-03-31"];

fn column(name: &str, newest: &str) -> String {
    let entry =
        |day: &str| format!("<li><a href=\"/x/{day}.html\">青禾市财政局{day}{name}情况</a><span>{day}</span></li>");
    page(
        &["首页", "信息公开", name],
        &format!("<div class=\"list\"><ul>{}</ul></div>", [newest, "2020-08-18"].map(entry).concat()),
    )
}

/// Evaluates on a day into the folder `out`; `result.json`.
fn evaluate(folder: &Path, site: &Pages, day: &str, out: &str) -> Value {
    let connect = format!("::{}:{}", site.address.ip(), site.address.port());
    let mut command = lanmu();
    command.current_dir(folder).env("LANMU_CONNECT_TO", connect);
    command.args(["evaluate", "--units", "units.csv", "--pause", "0", "--as-of", day, "--out", out]).assert().success();
    serde_json::from_slice(&fs::read(folder.join(out).join("result.json")).unwrap()).unwrap()
}

fn verdict<'a>(result: &'a Value, code: &str) -> &'a Value {
    let verdicts = result["units"][0]["verdicts"].as_array().unwrap();
    verdicts.iter().find(|verdict| verdict["column_code"] == code).unwrap()
}

/// A run on each of the days over a site that does not change between them; `result.json` of both.
fn two_runs(folder: &Path, site: &Pages) -> [Value; 2] {
    site.tag();
    let links: String = COLUMNS.iter().map(|(url, name)| format!("<li><a href=\"{url}\">{name}</a></li>")).collect();
    site.put("/", page(&["首页"], ""));
    site.put("/xxgk/", page(&["首页", "信息公开"], &format!("<div class=\"left-menu\"><ul>{links}</ul></div>")));
    site.put("/ys/", column("预决算公开", "2022-03-12"));
    site.put("/sg/", column("三公经费公开", "2020-09-20"));
    let units = format!("name,site,groups\n{UNIT},http://czj.qinghe.example/,部门\n");
    fs::write(folder.join("units.csv"), units).unwrap();
    let first = evaluate(folder, site, DAYS[0], "first");
    assert_eq!(site.unchanged(), [""; 0], "nothing is known yet");
    site.asked();
    [first, evaluate(folder, site, DAYS[1], "second")]
}

#[test]
fn what_is_called_unchanged_counts_but_no_fault_rests_on_it_alone() {
    let (folder, site) = (tempdir().unwrap(), Pages::serve());
    let [first, second] = two_runs(folder.path(), &site);
    let asked = site.asked();
    let times = |path: &str| asked.iter().filter(|asked| *asked == path).count();
    // The start page is what the missing columns of the first run rested on.
    assert_eq!(site.unchanged(), ["/xxgk/", "/ys/", "/sg/"]);
    assert_eq!((times("/ys/"), times("/sg/")), (1, 2), "before a column is called stale its page comes whole");
    assert_eq!(
        (&verdict(&first, SPENDING)["freshness"], &verdict(&first, BUDGETS)["answer"]),
        (&"fresh".into(), &"met".into())
    );
    let (met, stale) = (verdict(&second, BUDGETS), verdict(&second, SPENDING));
    assert_eq!((&met["answer"], &stale["freshness"]), (&"met".into(), &"stale".into()));
    let since = &met["evidence"][0]["warc"]["unchanged_since"];
    assert_eq!(since, &verdict(&first, BUDGETS)["evidence"][0]["at"]);
    assert!(met["evidence"][0]["at"].as_str() > since.as_str(), "the time is that of the new answer");
    assert_eq!(stale["evidence"][0]["warc"]["unchanged_since"], Value::Null);
    assert!(second["units"][0]["bytes"].as_u64() < first["units"][0]["bytes"].as_u64());

    lanmu().current_dir(folder.path()).args(["score", "--out", "again"]).assert().success();
    let read = |out: &str| fs::read_to_string(folder.path().join(out).join("result.json")).unwrap();
    assert!(read("again") == read("second"), "the stored run judged again gives other bytes");

    replays(folder.path(), &met["evidence"][0]);
    shows(folder.path(), &met["evidence"][0]);
}

/// The file stands alone: other programs accept it and replay the page.
fn replays(folder: &Path, piece: &Value) {
    let file = folder.join(".lanmu").join(piece["warc"]["file"].as_str().unwrap());
    let all = records(&file);
    let revisit = all.iter().find(|record| record.id() == piece["warc"]["record"].as_str().unwrap()).unwrap();
    let page = all.iter().find(|record| Some(record.id()) == revisit.refers("WARC-Refers-To")).unwrap();
    assert_eq!((revisit.field("WARC-Type"), page.field("WARC-Type")), (Some("revisit"), Some("response")));
    assert_eq!(revisit.field("WARC-Refers-To-Date"), page.field("WARC-Date"));
    assert_eq!(sha256(page.payload()), piece["hash"].as_str().unwrap());
    let Some(python) = python() else { return };
    assert_eq!(warcio(&python, "check", std::slice::from_ref(&file)), "");
    assert!(warcio(&python, "index", std::slice::from_ref(&file)).contains("\"warc-type\": \"revisit\""));
    let replayed = replayed(&python, &file, piece["url"].as_str().unwrap());
    assert_eq!(sha256(&replayed), piece["hash"].as_str().unwrap());
}

/// `lanmu evidence` gives the page, and says that it was called unchanged.
fn shows(folder: &Path, piece: &Value) {
    let evidence = |args: &[&str]| {
        let output = lanmu().current_dir(folder).arg("evidence").args(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let told = evidence(&[&format!("{UNIT}/{BUDGETS}-01"), "--out", "taken"]);
    assert!(told.contains("网站答复该页未修改（304），内容是 "), "{told}");
    assert_eq!(sha256(&fs::read(folder.join("taken/01.html")).unwrap()), piece["hash"].as_str().unwrap());
    let record = evidence(&[piece["warc"]["record"].as_str().unwrap()]);
    assert!(record.contains("类型：revisit") && record.contains("所据记录的时间"), "{record}");
}
