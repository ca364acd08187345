//! A ledger from the site to the sheets: a made-up bureau of the made-up city 青禾市, on both check days.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;

use axum::Router;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::support::lanmu;

const HOST: &str = "mzj.qinghe.example";

async fn answer(uri: Uri) -> Response {
    let page = match uri.path() {
        "/" => home(),
        "/xxgk/" => list("政府信息公开", &[]),
        "/xxgk/zcwj/" => {
            list("政策文件", &[("plan", "关于印发市民政局2016年政务公开工作要点实施方案的通知", "2016-07-18")])
        }
        "/xxgk/shjz/" => list(
            "社会救助",
            &[
                ("dibao", "2016年12月城乡低保对象人数和低保标准", "2017-01-10"),
                ("yiliao", "2016年医疗救助对象人次数和资金支出情况", "2017-01-09"),
                ("zaiqing", "2016年全市核定灾情和救灾工作进展", "2017-01-06"),
            ],
        ),
        "/xxgk/zcwj/plan.html" => {
            article("关于印发市民政局2016年政务公开工作要点实施方案的通知", "2016-07-18", "各科室：")
        }
        "/zt/jc.html" => {
            article("关于城区规划调整重大决策的预公开", "2016-08-05", "决策前应向社会公开的信息如下，欢迎提出意见。")
        }
        "/robots.txt" => return StatusCode::NOT_FOUND.into_response(),
        "/xxgk/shjz/dibao.html" => article("2016年12月城乡低保对象人数和低保标准", "2017-01-10", "正文。"),
        "/xxgk/shjz/yiliao.html" => article("2016年医疗救助对象人次数和资金支出情况", "2017-01-09", "正文。"),
        "/xxgk/shjz/zaiqing.html" => article("2016年全市核定灾情和救灾工作进展", "2017-01-06", "正文。"),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

const MENU: &str =
    "<div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/xxgk/\">政府信息公开</a></li></ul></div>";
const SIDE: &str = "<div class=\"left\"><ul><li><a href=\"/xxgk/zcwj/\">政策文件</a></li><li><a href=\"/xxgk/shjz/\">社会救助</a></li></ul></div>";

fn home() -> String {
    format!("<html><head><title>青禾市民政局</title></head><body>{MENU}{SIDE}<p>本网站为测试虚构</p></body></html>")
}

fn list(name: &str, items: &[(&str, &str, &str)]) -> String {
    let rows: String = items
        .iter()
        .map(|(file, title, day)| {
            format!("<li><a href=\"{file}.html\" title=\"{title}\">{title}</a><span>{day}</span></li>")
        })
        .collect();
    format!(
        "<html><head><title>{name}-青禾市民政局</title><meta name=\"ColumnName\" content=\"{name}\"></head><body>{MENU}{SIDE}\
         <div class=\"pos\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/xxgk/\">政府信息公开</a> &gt; {name}</div>\
         <div class=\"list\"><ul>{rows}</ul></div></body></html>"
    )
}

fn article(title: &str, day: &str, text: &str) -> String {
    format!(
        "<html><head><title>{title}</title><meta name=\"ArticleTitle\" content=\"{title}\"><meta name=\"PubDate\" content=\"{day} 09:00\">\
         </head><body>{MENU}<h1>{title}</h1><div class=\"content\"><p>{text}</p></div></body></html>"
    )
}

fn serve(runtime: &Runtime) -> SocketAddr {
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
        address
    })
}

/// 完成情况, 判定, 完成日期, 证据 by code.
fn details(out: &Path) -> HashMap<String, [String; 4]> {
    let text = std::fs::read_to_string(out.join("details.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head = reader.headers().unwrap().clone();
    let cell =
        |row: &csv::StringRecord, name: &str| row[head.iter().position(|column| column == name).unwrap()].to_owned();
    let row = |row: csv::StringRecord| {
        (cell(&row, "指标编码"), ["完成情况", "判定", "完成日期", "证据"].map(|name| cell(&row, name)))
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn a_ledger_is_judged_on_both_of_its_check_days() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file("units.csv", &format!("name,site,groups\n青禾市民政局,http://{HOST}/,部门\n"));
    file(
        "declarations.csv",
        &format!(
            "unit,code,url,date,statement\n\
             青禾市民政局,XY-19-01,http://{HOST}/zt/jc.html,2016-08-05,已预公开\n\
             青禾市民政局,XY-20-01,http://{HOST}/zt/none.html,2016-08-05,已公开\n\
             青禾市民政局,XY-05-01,http://{HOST}/zt/none.html,2016-08-05,已公开\n"
        ),
    );
    let run = |arguments: &[&str], out: &str| {
        lanmu()
            .current_dir(folder.path())
            .args(arguments)
            .args(["--workspace", "workspace", "--out", out])
            .assert()
            .success();
        details(&folder.path().join(out))
    };
    let connect = format!("{HOST}:80:{}:{}", address.ip(), address.port());
    let evaluate = [
        "evaluate",
        "--catalogue",
        "xinyang-2016",
        "--units",
        "units.csv",
        "--declarations",
        "declarations.csv",
        "--as-of",
        "2016-08-31",
        "--pause",
        "0",
        "--connect-to",
        &connect,
    ];
    let check = run(&evaluate, "check");
    assert_eq!(check["XY-28-01"][..3], ["按时完成", "达标", "2016-07-18"]);
    assert!(check["XY-28-01"][3].contains("实施方案") && check["XY-28-01"][3].contains("/xxgk/zcwj/plan.html"));
    assert_eq!(check["XY-19-01"][..3], ["按时完成", "达标", "2016-08-05"], "{:?}", check["XY-19-01"]);
    assert_eq!(check["XY-05-01"][..2], ["未到期", "不适用"]);
    assert_eq!(check["XY-14-01"][..2], ["未见证据", "未达标"], "all items are of 2017");
    assert_eq!(check["XY-07-01"][..2], ["未到期", "不适用"]);

    let last = run(&["score", "--as-of", "2017-02-28"], "final");
    assert_eq!(last["XY-28-01"][..2], ["按时完成", "达标"]);
    assert_eq!(last["XY-19-01"][..2], ["按时完成", "达标"]);
    assert_eq!(last["XY-05-01"][..2], ["申报未证实", "待核查"]);
    assert_eq!(last["XY-14-01"][..3], ["按时完成", "达标", "2017-01-09"]);
    assert_eq!(last["XY-07-01"][..2], ["未见证据", "未达标"]);
    assert_eq!(last["XY-24-01"][..2], ["未能查看", "待核查"]);
    let findings = std::fs::read_to_string(folder.path().join("final/findings.csv")).unwrap();
    assert!(findings.contains("未见完成证据") && findings.contains("申报未证实"), "{findings}");
    let scores = std::fs::read_to_string(folder.path().join("final/scores.csv")).unwrap();
    assert!(scores.contains("信阳市2016年政务公开工作要点台账"), "{scores}");
}

const LIST: &str = "青禾市2016年政务公开工作台账\n\n\t工作任务\n\t工作要求\n\t责任单位\n\t完成时限\n\n\
                    \t推进社会救助信息公开\n\t公开城乡低保对象人数和低保标准\n\t市民政局\n\t2017年1月底前\n\n\
                    \t推进养老服务信息公开\n\t公开养老机构名录和收费标准\n\t市民政局\n\t2017年1月底前\n\n";

#[test]
fn an_imported_ledger_is_judged_as_it_is() {
    let runtime = Runtime::new().unwrap();
    let address = serve(&runtime);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("list.txt"), LIST).unwrap();
    std::fs::write(folder.path().join("units.csv"), format!("name,site,groups\n青禾市民政局,http://{HOST}/,部门\n"))
        .unwrap();
    let import = ["catalogue", "import", "list.txt", "--id", "qinghe-2016", "--prefix", "QH", "--kind", "ledger"];
    lanmu().current_dir(folder.path()).args(import).assert().success();
    let policy = std::fs::read_to_string(folder.path().join("qinghe-2016/policy.toml")).unwrap();
    assert!(policy.starts_with("# 本文件由 xinyang-2016 的评分办法复制，请按本指标体系核对、修改。"), "{policy}");

    let connect = format!("{HOST}:80:{}:{}", address.ip(), address.port());
    let evaluate = ["evaluate", "--catalogue", "qinghe-2016", "--units", "units.csv", "--as-of", "2017-02-28"];
    lanmu()
        .current_dir(folder.path())
        .args(evaluate)
        .args(["--pause", "0", "--connect-to", &connect, "--workspace", "workspace", "--out", "out"])
        .assert()
        .success();
    let details = details(&folder.path().join("out"));
    assert_eq!(details["QH-01-01"][..3], ["按时完成", "达标", "2017-01-06"]);
    assert_eq!(details["QH-02-01"][..2], ["未见证据", "未达标"]);
}
