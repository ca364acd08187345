//! People decide on columns: from the worklist to the sheets, and what the next evaluation remembers. The unit and its site
//! are made up.

use std::fs;

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::bureau::{CODE, Office, UNIT, column, lapsed, menu, state, verdict};
use crate::support::pages::page;

const BY: [&str; 4] = ["--by", "复核员甲", "--why", "栏目内是三公经费"];

#[test]
fn an_accepted_candidate_changes_the_verdict_and_says_by_whom() {
    let office = Office::open();
    let before = office.evaluate(&[]);
    assert_eq!((state(&before), &verdict(&before)["answer"]), ("candidate", &"unverified".into()));
    let list = office.well(&["review", "list"]);
    assert!(list.contains("1. 青禾市财政局　AK-01-02") && list.contains("http://czj.qinghe.example/jf/"), "{list}");
    office.well(&[&["review", "accept", "1"][..], &BY].concat());

    let after = office.score();
    assert_eq!(state(&after), "alias");
    assert_ne!(verdict(&after)["answer"], "unverified");
    assert_eq!(verdict(&after)["taken"]["method"], "confirmed");
    let said = verdict(&after)["evidence"][0]["matched"].as_str().unwrap();
    for words in ["复核员甲于", "人工确认（理由：栏目内是三公经费；有效期至 ", "程序的判断："]
    {
        assert!(said.contains(words), "{said}");
    }
    assert!(fs::read_to_string(office.path("again/details.csv")).unwrap().contains("人工确认"));
    let hash = |result: &Value| result["run"]["sha256"]["reviews"].clone();
    assert_eq!(hash(&before), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_ne!(hash(&after), hash(&before));
    let list = office.well(&["review", "list", "--run", "r1", "--unit", UNIT, "--catalogue", "ankang-2020"]);
    assert!(list.contains("已决定 1 项") && list.contains("决定：确认，复核员甲"), "{list}");
}

#[test]
fn a_rejected_candidate_is_not_proposed_again_until_it_is_renamed() {
    let office = Office::open();
    office.evaluate(&[]);
    office.well(&["review", "reject", "1", "--by", "复核员乙", "--why", "是办公经费"]);
    for result in [office.score(), office.evaluate(&[])] {
        assert_eq!((state(&result), &verdict(&result)["answer"]), ("missing", &"unmet".into()));
        let reasons = verdict(&result)["reasons"].to_string();
        assert!(reasons.contains("“经费公开”栏目没有采用：复核员乙于"), "{reasons}");
    }
    office.site.put("/jf/", column("三公经费公开"));
    let columns = menu(&[("/jf/", "三公经费公开"), ("/ys/", "预决算公开")]);
    office.site.put("/", page(&["首页"], &columns));
    office.site.put("/xxgk/", page(&["首页", "信息公开"], &columns));
    assert_eq!(state(&office.evaluate(&[])), "exact", "the unit put it right");
}

#[test]
fn what_was_confirmed_is_tried_first_and_dropped_when_it_is_gone() {
    let office = Office::open();
    office.evaluate(&[]);
    office.well(&[&["review", "accept", "1"][..], &BY].concat());
    office.site.asked();
    assert_eq!(state(&office.evaluate(&[])), "alias");
    assert_eq!(office.site.asked()[..3], ["/robots.txt", "/", "/jf/"]);

    office.site.answer("/jf/", StatusCode::SERVICE_UNAVAILABLE, String::new());
    let closed = office.evaluate(&[]);
    assert_eq!((state(&closed), lapsed(&closed)), ("unreachable", vec![]), "that is no proof that it is gone");
    assert!(verdict(&closed)["evidence"].to_string().contains("本次未能核实"));

    office.site.put("/jf/", column("工作经费动态"));
    let columns = menu(&[("/jf/", "工作经费动态"), ("/ys/", "预决算公开")]);
    office.site.put("/", page(&["首页"], &columns));
    office.site.put("/xxgk/", page(&["首页", "信息公开"], &columns));
    let renamed = office.evaluate(&[]);
    assert_eq!(lapsed(&renamed).len(), 1, "{}", verdict(&renamed));
    let said = lapsed(&renamed)[0];
    assert!(said.contains("复核员甲") && said.contains("“经费公开”变为“工作经费动态”"), "{said}");
    assert_ne!(state(&renamed), "alias");

    office.site.answer("/jf/", StatusCode::NOT_FOUND, String::new());
    let gone = office.evaluate(&[]);
    assert!(lapsed(&gone)[0].contains("404"), "{:?}", lapsed(&gone));
    assert!(fs::read_to_string(office.path("out/findings.csv")).unwrap().contains("登记栏目失效"));
}

#[test]
fn what_the_unit_declares_counts_where_it_is_borne_out() {
    let office = Office::open();
    let declare = |path: &str| {
        let rows = format!("单位,指标编码,网址\n{UNIT},AK-01-02-01,http://czj.qinghe.example{path}\n");
        fs::write(office.path("columns.csv"), rows).unwrap();
        office.evaluate(&["--columns", "columns.csv"])
    };
    let held = declare("/jf/");
    assert_eq!((state(&held), lapsed(&held)), ("alias", vec![]));
    assert!(verdict(&held)["evidence"][0]["matched"].as_str().unwrap().starts_with("单位登记的栏目"));
    let again = office.score();
    assert_eq!(verdict(&again), verdict(&held), "the run has kept what was declared");

    let other = declare("/ys/");
    assert_eq!(state(&other), "candidate", "the ordinary mapping decides");
    assert!(lapsed(&other)[0].contains("“预决算公开”栏目名称和内容都与“三公经费公开”不符"), "{:?}", lapsed(&other));
    let home = declare("/");
    assert_eq!(lapsed(&home).len(), 1, "the start page is no column");

    fs::write(office.path("columns.csv"), "单位,指标编码,网址\n某局,AK-99,czj\n").unwrap();
    let args = ["evaluate", "--units", "units.csv", "--as-of", "2020-10-20", "--columns", "columns.csv"];
    let (code, _, told) = office.run(&args);
    assert_eq!(code, Some(2));
    for words in ["columns.csv:2 第1列（单位）", "第2列（指标编码）：指标体系中没有编码“AK-99”", "第3列（网址）"]
    {
        assert!(told.contains(words), "{told}");
    }
}

#[test]
fn a_worklist_goes_out_and_comes_back() {
    let office = Office::open();
    office.evaluate(&[]);
    office.well(&["review", "export", "one.csv"]);
    let blank = fs::read_to_string(office.path("one.csv")).unwrap();
    assert!(blank.starts_with("\u{feff}编号,单位,") && blank.contains("\r\n"), "{blank}");
    let line = blank.lines().position(|line| line.contains("/jf/")).unwrap();
    let filled = |decision: &str| {
        let mut lines: Vec<String> = blank.lines().map(str::to_owned).collect();
        // Nobody overrides anything: the columns behind stay empty.
        lines[line] = format!("{}{decision},,,,,,,", lines[line].strip_suffix(",,,,,,,,,,,").unwrap());
        lines.join("\r\n") + "\r\n"
    };
    for (decision, head) in [
        (",同意,甲,因为,", "（决定）：决定“同意”无法识别"),
        (",确认,,因为,", "（复核人）：复核人不能为空"),
        (",确认,甲,,", "（理由）：理由不能为空"),
        (",确认,甲,因为,明天", "（复核时间）：复核时间“明天”不对"),
        (",确认,甲,因为,2999-01-01 00:00:00", "（复核时间）：复核时间“2999-01-01 00:00:00”不对"),
        (",,甲,,", "（决定）：填了复核人，没有填决定"),
    ] {
        fs::write(office.path("bad.csv"), filled(decision)).unwrap();
        let (code, _, told) = office.run(&["review", "import", "bad.csv"]);
        assert_eq!(code, Some(2), "{decision}");
        assert!(told.contains(&format!("bad.csv:{} 第", line + 1)) && told.contains(head), "{told}");
    }
    office.well(&["review", "export", "two.csv"]);
    assert_eq!(fs::read_to_string(office.path("two.csv")).unwrap(), blank, "nothing was taken from a bad sheet");

    let good = filled(",确认,'=甲,'-见附件,2020-10-21 09:30:15");
    fs::write(office.path("good.csv"), &good).unwrap();
    assert!(office.well(&["review", "import", "good.csv"]).contains("新增决定 1 项"));
    assert!(office.well(&["review", "import", "good.csv"]).contains("新增决定 0 项"));
    assert!(office.well(&["review", "list"]).contains("决定：确认，=甲，2020-10-21 09:30:15，理由：-见附件"));
    office.well(&["review", "export", "three.csv"]);
    let told = good.replace("09:30:15,,,,,,,", "09:30:15,,,,2021-10-21,,,有效");
    assert_eq!(fs::read_to_string(office.path("three.csv")).unwrap(), told);
    assert!(office.well(&["review", "import", "three.csv"]).contains("新增决定 0 项"));
    let older = filled(",否定,乙,不是,2020-10-20");
    fs::write(office.path("older.csv"), older).unwrap();
    assert!(office.run(&["review", "import", "older.csv"]).2.contains("早于或等于现有决定的时间"));
}

#[test]
fn a_column_is_confirmed_by_its_address() {
    let office = Office::open();
    office.evaluate(&[]);
    let by_hand = |unit: &str, code: &str| {
        let args = ["review", "accept", "--unit", unit, "--code", code, "--url", "http://czj.qinghe.example/ys/"];
        office.run(&[&args[..], &BY].concat())
    };
    assert_eq!(by_hand("某局", CODE).0, Some(2));
    assert!(by_hand(UNIT, "AK-99").2.contains("没有编码“AK-99”"));
    assert_eq!(by_hand(UNIT, "AK-01-02-01").0, Some(0));
    let scored = office.score();
    assert_eq!((state(&scored), &verdict(&scored)["taken"]["name"]), ("alias", &"预决算公开".into()));
    assert!(office.well(&["review", "list"]).contains("已决定 1 项"));
    for (args, words) in [
        (vec!["review", "accept", "77", "--by", "甲", "--why", "对"], "没有编号 77"),
        (vec!["review", "accept", "1", "--by", "甲", "--why", " "], "理由不能为空"),
        (vec!["review", "list", "--run", "r9"], "没有运行 r9 的复核清单"),
        (vec!["review", "list", "--workspace", "nowhere"], "nowhere 中没有评估记录"),
    ] {
        let (code, _, told) = office.run(&args);
        assert!(code == Some(2) && told.contains(words), "{args:?}: {told}");
    }
}
