//! 青禾市财政局, a made-up unit whose site a test can change, and what `lanmu` makes of it.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::{TempDir, tempdir};

use super::lanmu;
use super::pages::{Pages, page};

pub(crate) const UNIT: &str = "青禾市财政局";
/// 三公经费公开.
pub(crate) const CODE: &str = "AK-01-02";
/// A column whose name is broader than 三公经费公开, or a part of it, so that a person has to say.
pub(crate) const DOUBTFUL: &str = "经费公开";

pub(crate) fn menu(entries: &[(&str, &str)]) -> String {
    let links: String = entries.iter().map(|(url, name)| format!("<li><a href=\"{url}\">{name}</a></li>")).collect();
    format!("<div class=\"left-menu\"><ul>{links}</ul></div>")
}

/// A column with three entries, none of whose titles says what it is.
pub(crate) fn column(name: &str) -> String {
    let entry = |day: &str| format!("<li><a href=\"/x/{day}.html\">{day}有关情况的说明材料</a><span>{day}</span></li>");
    let entries: String = ["2020-10-12", "2020-09-20", "2020-08-18"].map(entry).concat();
    page(&["首页", "信息公开", name], &format!("<div class=\"list\"><ul>{entries}</ul></div>"))
}

pub(crate) struct Office {
    pub(crate) folder: TempDir,
    pub(crate) site: Pages,
}

impl Office {
    /// A unit with one doubtful column at `/jf/`.
    pub(crate) fn open() -> Self {
        let (folder, site) = (tempdir().unwrap(), Pages::serve());
        let columns = menu(&[("/jf/", DOUBTFUL), ("/ys/", "预决算公开")]);
        site.put("/", page(&["首页"], &columns));
        site.put("/xxgk/", page(&["首页", "信息公开"], &columns));
        site.put("/jf/", column(DOUBTFUL));
        site.put("/ys/", column("预决算公开"));
        let units = format!("name,site,groups\n{UNIT},http://czj.qinghe.example/,部门\n");
        fs::write(folder.path().join("units.csv"), units).unwrap();
        Self { folder, site }
    }

    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let output = lanmu()
            .current_dir(self.folder.path())
            .env("LANMU_CONNECT_TO", format!("::{}:{}", self.site.address.ip(), self.site.address.port()))
            .args(args)
            .output()
            .unwrap();
        let words = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), words(output.stdout), words(output.stderr))
    }

    pub(crate) fn well(&self, args: &[&str]) -> String {
        let (code, said, told) = self.run(args);
        assert_eq!(code, Some(0), "{args:?}: {told}");
        said
    }

    /// What is typed is wrong, and these words say so.
    pub(crate) fn refused(&self, args: &[&str], words: &str) {
        let (code, _, told) = self.run(args);
        assert!(code == Some(2) && told.contains(words), "{args:?}: {told}");
    }

    /// Evaluates for the third quarter; `result.json`.
    pub(crate) fn evaluate(&self, more: &[&str]) -> Value {
        let args = ["evaluate", "--units", "units.csv", "--as-of", "2020-10-20", "--pause", "0", "--out", "out"];
        self.well(&[&args[..], more].concat());
        result(&self.path("out"))
    }

    pub(crate) fn score(&self) -> Value {
        self.well(&["score", "--out", "again"]);
        result(&self.path("again"))
    }
}

pub(crate) fn result(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("result.json")).unwrap()).unwrap()
}

/// The verdict on the column, and what stands in the first piece of its evidence.
pub(crate) fn verdict(result: &Value) -> &Value {
    let verdicts = result["units"][0]["verdicts"].as_array().unwrap();
    verdicts.iter().find(|verdict| verdict["column_code"] == CODE).unwrap()
}

pub(crate) fn state(result: &Value) -> &str {
    verdict(result)["column"].as_str().unwrap()
}

/// Descriptions of the findings 登记栏目失效.
pub(crate) fn lapsed(result: &Value) -> Vec<&str> {
    let findings = verdict(result)["findings"].as_array().unwrap();
    let lapsed = findings.iter().filter(|finding| finding["kind"] == "lapsed");
    lapsed.map(|finding| finding["description"].as_str().unwrap()).collect()
}
