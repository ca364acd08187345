//! A made-up bureau that was evaluated for each quarter of 2020.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use axum::http::StatusCode;
use tempfile::TempDir;

use super::lanmu;
use super::pages::{Pages, page};

pub(crate) const BUREAU: &str = "青禾市财政局";
/// It is in the list from the third quarter on.
pub(crate) const LATE_COMER: &str = "青禾市民政局";

/// The runs `r1` to `r4` for the first to the fourth quarter; made by the first test that asks.
static QUARTERS: LazyLock<TempDir> = LazyLock::new(evaluated);

/// A copy of the folder with the runs: `workspace`, and the sheets of each run in `2020Q1` and so on.
pub(crate) fn quarters() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(QUARTERS.path(), folder.path());
    folder
}

/// `lanmu` in `folder`, with its workspace there.
pub(crate) fn lanmu_in(folder: &Path, args: &[&str]) -> assert_cmd::Command {
    let mut command = lanmu();
    command.current_dir(folder).args(args).env("LANMU_WORKSPACE", "workspace");
    command
}

/// What a command told on standard error, where it ended with `code`.
pub(crate) fn told(mut command: assert_cmd::Command, code: i32) -> String {
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{told}");
    told
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).unwrap() }
    }
}

/// From the second quarter on there is one column more; in the fourth its newest item is of that quarter. In the third the
/// other column does not open.
fn evaluated() -> TempDir {
    let (folder, site) = (tempfile::tempdir().unwrap(), Pages::serve());
    site.put("/", page(&["首页"], ""));
    site.put("/ys/", column("预决算公开", &["2020-01-15", "2019-12-20"]));
    site.put("/sg/", column("三公经费公开", &["2020-05-12", "2019-10-20"]));
    for (quarter, columns) in [
        ("2020Q1", &[("/ys/", "预决算公开")][..]),
        ("2020Q2", &[("/ys/", "预决算公开"), ("/sg/", "三公经费公开")]),
        ("2020Q3", &[("/ys/", "预决算公开"), ("/sg/", "三公经费公开")]),
        ("2020Q4", &[("/ys/", "预决算公开"), ("/sg/", "三公经费公开")]),
    ] {
        if quarter == "2020Q3" {
            site.answer("/ys/", StatusCode::INTERNAL_SERVER_ERROR, String::new());
        }
        if quarter == "2020Q4" {
            site.put("/ys/", column("预决算公开", &["2020-01-15", "2019-12-20"]));
            site.put("/sg/", column("三公经费公开", &["2020-11-12", "2020-05-12"]));
        }
        site.put("/xxgk/", section(columns));
        let late_comer = if quarter < "2020Q3" { "" } else { "青禾市民政局,http://mzj.qinghe.example/,部门\n" };
        let units = format!("name,site,groups\n{BUREAU},http://czj.qinghe.example/,部门\n{late_comer}");
        fs::write(folder.path().join("units.csv"), units).unwrap();
        let mut command = lanmu_in(folder.path(), &["evaluate", "--units", "units.csv", "--pause", "0"]);
        command.args(["--period", quarter, "--out", quarter]);
        command.env("LANMU_CONNECT_TO", format!("::{}:{}", site.address.ip(), site.address.port()));
        command.assert().success();
    }
    folder
}

/// The page of the disclosure section.
fn section(columns: &[(&str, &str)]) -> String {
    let links: String = columns.iter().map(|(url, name)| format!("<li><a href=\"{url}\">{name}</a></li>")).collect();
    page(&["首页", "信息公开"], &format!("<div class=\"left-menu\"><ul>{links}</ul></div>"))
}

fn column(name: &str, days: &[&str]) -> String {
    let entry =
        |day: &&str| format!("<li><a href=\"/x/{day}.html\">青禾市财政局{day}{name}情况</a><span>{day}</span></li>");
    let entries: String = days.iter().map(entry).collect();
    page(&["首页", "信息公开", name], &format!("<div class=\"list\"><ul>{entries}</ul></div>"))
}
