//! What the workspace keeps, and what it says when it cannot.

mod evidence;
mod frozen;
mod records;
mod reviews;
mod terms;
mod unchanged;
mod watches;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;

use super::{RunPlan, StoreError, Workspace};
use crate::crawl::{Answer, Archive, Exchange, Hop, Received, Rendered, Response};
use crate::sha256::sha256;
use crate::site::{CrawlEnd, Failure, FailureClass};
use crate::unit::{ColumnAddress, Declaration, Unit};

fn plan(units: &[&str]) -> RunPlan {
    let unit = |name: &&str| Unit {
        name: (*name).to_owned(),
        site: "http://www.qingshui.example/".parse().unwrap(),
        groups: vec!["县区".to_owned()],
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    };
    RunPlan {
        catalogue: "ankang-2020".to_owned(),
        catalogue_hash: "00".to_owned(),
        units: units.iter().map(unit).collect(),
        declarations: None,
        columns: None,
        confirmed: Vec::new(),
        as_of: "2020-09-30".parse().unwrap(),
        period: Some("2020Q3".to_owned()),
        budget: 400,
        exhaustive: false,
        former: None,
        recheck: None,
        allow_private: false,
        version: "0.1.0".to_owned(),
    }
}

fn exchange(status: u16, headers: &[(&str, &str)]) -> Exchange {
    let pairs = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
    };
    Exchange {
        at: "2020-09-30T01:02:03.4Z".parse().unwrap(),
        ip: Some("203.0.113.5".parse().unwrap()),
        protocol: "HTTP/1.1".to_owned(),
        sent: pairs(&[("user-agent", "lanmu/0.1.0")]),
        form: None,
        form_cut: false,
        status,
        headers: pairs(headers),
        cut: false,
    }
}

fn page(asked: &str, body: &str) -> Response {
    let headers = BTreeMap::from([("content-type".to_owned(), "text/html".to_owned())]);
    Response {
        asked: asked.to_owned(),
        posted: None,
        look: 1,
        at: "2020-09-30T01:02:03.456789Z".parse().unwrap(),
        elapsed: Duration::from_millis(1234),
        requests: 2,
        certificates: BTreeMap::from([("https://a.example".to_owned(), "证书已过期".to_owned())]),
        hops: vec![Hop { status: 302, to: format!("{asked}index.html") }],
        exchanges: vec![exchange(302, &[("location", "index.html")]), exchange(200, &[("content-type", "text/html")])],
        received: Received::Answer(Answer::new(format!("{asked}index.html"), 200, headers, body.as_bytes().to_vec())),
    }
}

fn failed(asked: &str, look: u8) -> Response {
    let at: Timestamp = "2020-09-30T01:02:03Z".parse().unwrap();
    let detail = "连接超时（30 秒内未返回完整响应）".to_owned();
    Response {
        look,
        at,
        hops: Vec::new(),
        exchanges: Vec::new(),
        certificates: BTreeMap::new(),
        received: Received::Failed(Failure { class: FailureClass::Timeout, status: None, detail, at }),
        ..page(asked, "")
    }
}

fn count(folder: &Path, table: &str) -> i64 {
    let connection = Connection::open(folder.join("lanmu.db")).unwrap();
    connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn what_rendering_gave_comes_back_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let at = "2020-09-30T01:02:03Z".parse().unwrap();
    let rendered = |asked: &str, html: Option<&str>, problem: Option<&str>| Rendered {
        asked: asked.to_owned(),
        look: 1,
        at,
        requests: 3,
        html: html.map(str::to_owned),
        problem: problem.map(str::to_owned),
        parts: vec!["http://a.example/js/list.js".to_owned()],
    };
    let kept = [
        rendered("http://a.example/1", Some("<ul><li>财政预算</li></ul>"), None),
        rendered("http://a.example/2", Some("<p>暂无</p>"), Some("没有取到 http://b.example/（不在本单位网站上）")),
        rendered("http://a.example/3", None, Some("超过 30 秒仍未完成")),
    ];
    let id = {
        let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap();
        for rendered in &kept {
            run.keep_rendered(rendered).unwrap();
            run.keep_rendered(&Rendered { requests: 9, ..rendered.clone() }).unwrap();
        }
        run.id()
    };
    let run = Workspace::open(folder.path()).unwrap().run(&id).unwrap();
    for rendered in kept {
        assert_eq!(run.recall_rendered(&rendered.asked, 1).unwrap().as_ref(), Some(&rendered));
        assert_eq!(run.recall_rendered(&rendered.asked, 2).unwrap(), None);
        assert_eq!(run.recall(&rendered.asked, None, 1).unwrap(), None, "a rendered page is not one that was fetched");
    }
}

#[test]
fn what_was_kept_comes_back_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let responses =
        [page("http://a.example/", "政府信息公开"), failed("http://a.example/x", 1), failed("http://a.example/x", 2)];
    let id = {
        let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap();
        for response in &responses {
            run.keep(response).unwrap();
        }
        run.id()
    };
    let run = Workspace::open(folder.path()).unwrap().run(&id).unwrap();
    for response in &responses {
        assert_eq!(run.recall(&response.asked, None, response.look).unwrap().as_ref(), Some(response));
        let bare = Response { exchanges: Vec::new(), ..response.clone() };
        assert_eq!(run.recall_bare(&response.asked, None, response.look).unwrap(), Some(bare));
    }
    assert_eq!(run.recall("http://a.example/", None, 2).unwrap(), None);
    assert_eq!(run.recall("http://a.example/y", None, 1).unwrap(), None);
}

#[test]
fn the_first_record_of_an_address_stays() {
    let folder = tempfile::tempdir().unwrap();
    let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap();
    run.keep(&page("http://a.example/", "first")).unwrap();
    run.keep(&page("http://a.example/", "second")).unwrap();
    assert_eq!(run.recall("http://a.example/", None, 1).unwrap(), Some(page("http://a.example/", "first")));
}

#[test]
fn what_was_posted_tells_requests_to_one_address_apart() {
    let folder = tempfile::tempdir().unwrap();
    let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap();
    let posted =
        |form: &str, body: &str| Response { posted: Some(sha256(form.as_bytes())), ..page("http://a.example/", body) };
    let responses = [page("http://a.example/", "first"), posted("page=2", "second"), posted("page=3", "third")];
    for response in &responses {
        run.keep(response).unwrap();
    }
    for response in &responses {
        assert_eq!(run.recall(&response.asked, response.posted.as_deref(), 1).unwrap().as_ref(), Some(response));
    }
    assert_eq!(run.recall("http://a.example/", Some("00"), 1).unwrap(), None);
}

#[test]
fn what_was_kept_before_forms_were_posted_is_still_there() {
    let folder = tempfile::tempdir().unwrap();
    let kept = Response { certificates: BTreeMap::new(), ..page("http://a.example/", "政府信息公开") };
    Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap().keep(&kept).unwrap();
    let connection = Connection::open(folder.path().join("lanmu.db")).unwrap();
    let older =
        "CREATE TABLE older AS SELECT run, asked, look, at, elapsed_ms, requests, hops, url, status, headers, body,
                 class, detail FROM fetches;
                 DROP TABLE fetches;
                 ALTER TABLE older RENAME TO fetches;
                 DROP TABLE renderings;
                 DROP TABLE records;
                 DROP TABLE closed;
                 PRAGMA user_version = 1";
    connection.execute_batch(older).unwrap();
    drop(connection);
    let run = Workspace::open(folder.path()).unwrap().run("r1").unwrap();
    let without = Response { exchanges: Vec::new(), ..kept };
    assert_eq!(run.recall("http://a.example/", None, 1).unwrap(), Some(without));
}

#[test]
fn one_body_is_stored_once_over_addresses_and_runs() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let body = "同一份内容".repeat(1000);
    for units in [["清水县"], ["白石县"]] {
        let run = workspace.begin(&plan(&units)).unwrap();
        run.keep(&page("http://a.example/", &body)).unwrap();
        run.keep(&page("http://b.example/", &body)).unwrap();
    }
    assert_eq!((count(folder.path(), "fetches"), count(folder.path(), "bodies")), (4, 1));
}

#[test]
fn an_unfinished_run_with_the_same_plan_is_taken_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let first = workspace.begin(&plan(&["清水县", "白石县"])).unwrap();
    first.finish_unit("白石县", CrawlEnd::BudgetEnded, 400).unwrap();
    let other = workspace.begin(&plan(&["清水县"])).unwrap();
    assert_ne!(first.id(), other.id());

    let again = workspace.begin(&plan(&["清水县", "白石县"])).unwrap();
    assert_eq!(again.id(), first.id());
    again.finish_unit("清水县", CrawlEnd::Complete, 12).unwrap();
    let finished: Vec<_> =
        again.finished().unwrap().into_iter().map(|unit| (unit.name, unit.end, unit.requests)).collect();
    assert_eq!(
        finished,
        [("清水县".to_owned(), CrawlEnd::Complete, 12), ("白石县".to_owned(), CrawlEnd::BudgetEnded, 400)],
        "in the order of the plan"
    );

    again.finish().unwrap();
    let fresh = workspace.begin(&plan(&["清水县", "白石县"])).unwrap();
    assert_ne!(fresh.id(), first.id());
    let runs = workspace.runs().unwrap();
    assert_eq!(runs.iter().map(|run| run.finished.is_some()).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!(runs[0].plan, plan(&["清水县", "白石县"]));
}

#[test]
fn the_day_of_an_unfinished_run_is_known_to_the_same_plan_on_a_later_day() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let begun = plan(&["县政府"]);
    let later = RunPlan { as_of: "2020-10-01".parse().unwrap(), ..begun.clone() };
    let other = RunPlan { budget: 7, ..later.clone() };
    let run = workspace.begin(&begun).unwrap();
    assert_eq!(workspace.unfinished(&later, false).unwrap().as_ref(), Some(&begun));
    assert_eq!(workspace.unfinished(&later, true).unwrap(), None, "that day was asked for");
    assert_eq!(workspace.unfinished(&other, false).unwrap(), None);
    run.finish().unwrap();
    assert_eq!(workspace.unfinished(&later, false).unwrap(), None);
}

#[test]
fn an_unfinished_run_goes_on_with_what_was_confirmed_when_it_began() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let begun = plan(&["县政府"]);
    let address = ColumnAddress {
        unit: "县政府".to_owned(),
        code: "AK-01-02".to_owned(),
        url: "http://www.qingshui.example/sg/".parse().unwrap(),
    };
    let later = RunPlan { confirmed: vec![address.clone()], ..begun.clone() };
    let other = RunPlan { columns: Some(vec![address]), ..begun.clone() };
    workspace.begin(&begun).unwrap();
    assert_eq!(workspace.unfinished(&later, true).unwrap(), Some(begun));
    assert_eq!(workspace.unfinished(&other, true).unwrap(), None, "what the unit declared makes another run");
}

#[test]
fn a_plan_kept_before_there_were_declarations_is_the_same_plan() {
    let old = r#"{"catalogue":"ankang-2020","catalogue_hash":"00","units":[],"as_of":"2020-09-30","period":"2020Q3","budget":400,"allow_private":false,"version":"0.1.0"}"#;
    assert_eq!(serde_json::from_str::<RunPlan>(old).unwrap(), plan(&[]));
    assert_eq!(plan(&[]).hash(), sha256(old.as_bytes()), "an unfinished run is found by it");
}

#[test]
fn what_was_declared_is_kept_with_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let plain = workspace.begin(&plan(&["清水县"])).unwrap();
    let declaration = Declaration {
        unit: "清水县".to_owned(),
        code: "AK-01-04-01".to_owned(),
        url: Some("http://www.qingshui.example/tz/1.html".parse().unwrap()),
        date: Some("2020-09-18".parse().unwrap()),
        statement: "已报送".to_owned(),
    };
    for declarations in [Vec::new(), vec![declaration]] {
        let declared = RunPlan { declarations: Some(declarations), ..plan(&["清水县"]) };
        let run = workspace.begin(&declared).unwrap();
        assert_ne!(run.id(), plain.id());
        assert_eq!(*workspace.run(&run.id()).unwrap().plan(), declared);
    }
}

#[test]
fn a_run_that_is_not_there_is_named_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    assert!(workspace.run("r1").unwrap_err().to_string().contains("lanmu evaluate"));
    workspace.begin(&plan(&["清水县"])).unwrap();
    for id in ["r2", "1", "", "r1x", "../r1"] {
        let message = workspace.run(id).unwrap_err().to_string();
        assert!(message.contains("现有运行编号为 r1"), "{message}");
    }
    assert_eq!(workspace.run("r1").unwrap().plan(), &plan(&["清水县"]));
}

#[test]
fn a_second_opening_is_kept_out_until_the_last_run_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap();
    let error = Workspace::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Locked(_)));
    assert!(error.to_string().contains("另一个 lanmu 进程"), "{error}");
    drop(run);
    Workspace::open(folder.path()).unwrap();
}

#[test]
fn a_damaged_file_is_named_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lanmu.db");
    fs::write(&file, "这不是数据库。".repeat(200)).unwrap();
    let error = Workspace::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
    assert!(error.to_string().contains("lanmu.db"), "{error}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "这不是数据库。".repeat(200));
}

#[test]
fn a_damaged_body_is_an_error_that_names_the_address() {
    let folder = tempfile::tempdir().unwrap();
    let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap();
    run.keep(&page("http://a.example/", &"政府信息公开".repeat(100))).unwrap();
    let connection = Connection::open(folder.path().join("lanmu.db")).unwrap();
    connection.execute("UPDATE bodies SET deflated = substr(deflated, 1, 10)", []).unwrap();
    let message = run.recall("http://a.example/", None, 1).unwrap_err().to_string();
    assert!(message.contains("http://a.example/") && message.contains("已损坏"), "{message}");
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(Workspace::open(folder.path()).unwrap());
    Connection::open(folder.path().join("lanmu.db")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Workspace::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Newer { found: 99, .. }), "{error:?}");
}

#[test]
fn a_folder_that_cannot_be_made_or_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    for path in [file.join("workspace"), Path::new("/proc/lanmu").to_owned()] {
        let error = Workspace::open(&path).unwrap_err();
        assert!(matches!(error, StoreError::Unwritable { .. }), "{error:?}");
        assert!(error.to_string().contains("--workspace"), "{error}");
    }
}

#[test]
fn a_full_disk_is_told_and_what_was_stored_stays() {
    let folder = tempfile::tempdir().unwrap();
    let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap();
    run.keep(&page("http://a.example/", "first")).unwrap();
    run.fill_disk();
    let noise: String =
        (0..200_000_u32).map(|n| char::from_u32(0x4e00 + n.wrapping_mul(2_654_435_761) % 20_000).unwrap()).collect();
    let message = run.keep(&page("http://b.example/", &noise)).unwrap_err().to_string();
    assert!(message.contains("磁盘已满"), "{message}");
    assert_eq!(run.recall("http://b.example/", None, 1).unwrap(), None);
    assert_eq!(run.recall("http://a.example/", None, 1).unwrap(), Some(page("http://a.example/", "first")));
}
