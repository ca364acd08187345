//! Units reply, findings are looked at again, reviewers conclude. The unit and its site are made up.
//!
//! The unit owes 14 columns, each of them 100/14 points. 预决算公开 is met, 三公经费公开 waits for a person and leaves the sheet,
//! twelve are missing: 100 × 1/13 = 7.69.

use std::collections::BTreeMap;
use std::fs;

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::bureau::{Office, UNIT, column, menu, result};
use crate::support::pages::page;

/// 政府采购领域.
const PURCHASES: &str = "AK-03-04-01";
/// 重大决策预公开.
const DECISIONS: &str = "AK-05-01-01";
/// 资金管理信息.
const MONEY: &str = "AK-02-08-01";
/// 国有产权交易领域.
const PROPERTY: &str = "AK-03-05-01";

/// The findings of the quarter: number by code of the row.
struct Quarter {
    office: Office,
    numbers: BTreeMap<String, String>,
}

impl Quarter {
    fn evaluated() -> Self {
        let office = Office::open();
        let evaluated = office.evaluate(&["--period", "2020Q3"]);
        assert_eq!(evaluated["units"][0]["sheet"]["total"], "7.69");
        let verdicts = evaluated["units"][0]["verdicts"].as_array().unwrap();
        let findings = verdicts.iter().flat_map(|verdict| verdict["findings"].as_array().unwrap());
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let numbers = findings.map(|finding| (text(&finding["code"]), text(&finding["number"]))).collect();
        Self { office, numbers }
    }

    fn number(&self, code: &str) -> &str {
        &self.numbers[code]
    }

    /// findings.csv with these cells in the columns 整改情况 and 复核结论, by code.
    fn filled(&self, cells: &[(&str, &str, &str)]) -> String {
        let written = fs::read_to_string(self.office.path("out/findings.csv")).unwrap();
        let fill = |line: &str| {
            let cells = cells.iter().find(|(code, ..)| line.contains(self.number(code)));
            let cells =
                cells.map(|(_, reply, conclusion)| format!("{}{reply},{conclusion}", line.strip_suffix(',').unwrap()));
            cells.unwrap_or_else(|| line.to_owned())
        };
        written.lines().map(fill).collect::<Vec<_>>().join("\r\n")
    }

    fn import(&self, sheet: &str) -> String {
        fs::write(self.office.path("filled.csv"), sheet).unwrap();
        self.office.well(&["review", "import", "filled.csv"])
    }

    /// What the site shows later: one column with news, one without anything, one that does not answer.
    fn rectify(&self) {
        let site = &self.office.site;
        let entries = [
            ("/jf/", "经费公开"),
            ("/ys/", "预决算公开"),
            ("/cg/", "政府采购领域"),
            ("/jc/", "重大决策预公开"),
            ("/zj/", "资金管理信息"),
        ];
        let columns = menu(&entries);
        site.put("/", page(&["首页"], &columns));
        site.put("/xxgk/", page(&["首页", "信息公开"], &columns));
        site.put("/cg/", column("政府采购领域").replace("2020-10-12", "2020-11-05"));
        site.put("/jc/", page(&["首页", "信息公开", "重大决策预公开"], "<div class=\"list\"><ul></ul></div>"));
        site.answer("/zj/", StatusCode::SERVICE_UNAVAILABLE, String::new());
    }
}

/// The rows of `recheck.csv` by number: 整改情况, 复查结果, 复查前得分, 复查后得分, 复核结论.
fn rechecked(office: &Office, folder: &str) -> BTreeMap<String, [String; 5]> {
    let text = fs::read_to_string(office.path(folder).join("recheck.csv")).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    assert!(text.starts_with(
        "问题编号,单位,指标编码,问题类型,整改情况,单位答复,复查日期,复查结果,复查前得分,复查后得分,复核结论,复核理由"
    ));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |row: csv::StringRecord| (row[0].to_owned(), [4, 7, 8, 9, 10].map(|cell| row[cell].to_owned()));
    reader.records().map(|record| row(record.unwrap())).collect()
}

#[test]
fn what_units_call_put_right_is_looked_at_again() {
    let quarter = Quarter::evaluated();
    let office = &quarter.office;
    office.refused(&["recheck", "--as-of", "2020-11-10"], "没有要复查的问题");
    let sheet = quarter.filled(&[
        (PURCHASES, "已整改：已开设栏目", ""),
        (DECISIONS, "部分整改", ""),
        (MONEY, "已整改", ""),
        (PROPERTY, "申诉：不属于我单位职责", ""),
        ("AK-03-06-01", "未整改：正在开设", ""),
    ]);
    assert!(quarter.import(&sheet).contains("新增答复和复核结论 5 项"));
    assert!(quarter.import(&sheet).contains("新增答复和复核结论 0 项"), "the same sheet says nothing new");

    quarter.rectify();
    office.site.asked();
    let args = ["recheck", "--as-of", "2020-11-10", "--pause", "0", "--out", "again"];
    let said = office.well(&args);
    let asked = office.site.asked();
    // Of these, six go to the page that does not answer and to those that are asked for a second time.
    assert!(asked.len() <= 20, "{asked:?}");
    // 政府采购领域 in full, 重大决策预公开 40 of 100 for a column that is empty: 100 × 2.4/13.
    assert!(said.contains("复查前 7.69 分，复查后 18.46 分"), "{said}");
    let row = |reply: &str, state: &str| [reply, state, "7.69", "18.46", ""].map(str::to_owned);
    let expected = BTreeMap::from([
        (quarter.number(PURCHASES).to_owned(), row("已整改", "已整改")),
        (quarter.number(DECISIONS).to_owned(), row("部分整改", "部分整改")),
        (quarter.number(MONEY).to_owned(), row("已整改", "无法核实")),
        (quarter.number(PROPERTY).to_owned(), row("申诉", "未整改")),
        (quarter.number("AK-03-06-01").to_owned(), ["未整改", "", "", "", ""].map(str::to_owned)),
    ]);
    assert_eq!(rechecked(office, "again"), expected);

    // The re-check is no evaluation: what is scored is still the quarter.
    let scored = office.score();
    assert_eq!((&scored["run"]["id"], &scored["units"][0]["sheet"]["total"]), (&"r1".into(), &"7.69".into()));
    assert_eq!(rechecked(office, "again"), expected);
    assert_eq!(scored["rectifications"][quarter.number(PURCHASES)]["recheck"]["run"], "r2");
    office.refused(&["score", "--run", "r2"], "运行 r2 是对 r1 的复查");
    let evidence = office.well(&["evidence", "--run", "r2", &format!("{UNIT}/{PURCHASES}")]);
    assert!(evidence.contains("http://czj.qinghe.example/cg/"), "{evidence}");
    office
        .refused(&["recheck", "--findings", "F-0000000000", "--as-of", "2020-11-10"], "没有编号为“F-0000000000”的问题");
    office.refused(&["recheck", "--as-of", "2020-10-19"], "复查日期 2020-10-19 早于评估日期 2020-10-20");
    let list = office.well(&["review", "list"]);
    assert!(list.contains("单位答复已整改（已开设栏目）；2020-11-10 复查已整改（问题已不存在"), "{list}");

    let args_of_next =
        ["evaluate", "--units", "units.csv", "--as-of", "2020-11-30", "--period", "2020Q4", "--pause", "0"];
    office.well(&[&args_of_next[..], &["--out", "next"]].concat());
    let next = result(&office.path("next"));
    let became = &next["rectifications"];
    assert_eq!(became[quarter.number(PURCHASES)]["recheck"]["state"], "done", "it is gone, and this is how");
    assert_eq!(became[quarter.number(PROPERTY)], Value::Null, "it was found again and begins anew");

    office.refused(&["freeze", "2020Q3", "--run", "r2"], "请用 --run 指明运行编号（现有 r1、r3）");
    office.well(&["freeze", "2020Q3", "--run", "r1", "--allow-open"]);
    office.refused(&[&args[..], &["--run", "r1"]].concat(), "已经冻结");
}

#[test]
fn a_reviewer_concludes_by_hand_and_in_the_sheet() {
    let quarter = Quarter::evaluated();
    let office = &quarter.office;
    let by = ["--by", "复核员甲", "--why", "不属于该单位职责"];
    let conclude = |what: &[&str]| office.well(&[&["review"], what, &by].concat());
    conclude(&["withdraw", quarter.number(PROPERTY)]);
    conclude(&["amend", quarter.number(MONEY), "--to", "部分达标", "--share", "0.5"]);
    conclude(&["uphold", quarter.number(DECISIONS)]);
    let scored = office.score();
    // (1 + 1 + 0.5) of 13 columns.
    assert_eq!(scored["units"][0]["sheet"]["total"], "19.23");
    let verdicts = scored["units"][0]["verdicts"].as_array().unwrap();
    let property = verdicts.iter().find(|verdict| verdict["code"] == PROPERTY).unwrap();
    assert_eq!((&property["answer"], &property["overridden"]["answer"]), (&"unmet".into(), &"met".into()));
    assert_eq!(property["findings"], Value::Array(Vec::new()), "the finding is taken out");
    let became = &scored["rectifications"][quarter.number(PROPERTY)];
    assert_eq!(
        (&became["conclusion"]["ruling"], &became["withdrawn"]["kind"]),
        (&"withdrawn".into(), &"column_missing".into())
    );
    let conclusions = rechecked(office, "again");
    let conclusion = |code: &str| conclusions[quarter.number(code)][4].as_str();
    assert_eq!([PROPERTY, MONEY, DECISIONS].map(conclusion), ["撤销", "改判", "维持"]);

    // Who upholds what was withdrawn takes the override back with it.
    conclude(&["uphold", quarter.number(PROPERTY), quarter.number(MONEY)]);
    let upheld = office.score();
    assert_eq!(upheld["units"][0]["sheet"]["total"], "7.69");
    office.refused(&[&["review", "uphold", "F-1"][..], &by].concat(), "没有编号为“F-1”的问题");
}

#[test]
fn a_wrong_row_keeps_the_whole_list_of_findings_out() {
    let quarter = Quarter::evaluated();
    let office = &quarter.office;
    let good = (PURCHASES, "已整改", "");
    for (reply, conclusion, words) in [
        (
            "已经改好了",
            "",
            "（整改情况）：整改情况“已经改好了”没有写明整改到什么程度：应为已整改、部分整改、未整改、申诉",
        ),
        ("", "同意", "（复核结论）：复核结论“同意”无法识别：应为维持、撤销、改判，或留空"),
        ("", "维持", "（复核人）：复核人不能为空"),
    ] {
        fs::write(office.path("bad.csv"), quarter.filled(&[good, (MONEY, reply, conclusion)])).unwrap();
        office.refused(&["review", "import", "bad.csv"], words);
    }
    let strange = quarter.filled(&[good]).replace(quarter.number(PURCHASES), "F-0123456789");
    fs::write(office.path("bad.csv"), strange).unwrap();
    office.refused(&["review", "import", "bad.csv"], "（问题编号）：运行 r1 没有编号为“F-0123456789”的问题");
    assert!(!office.well(&["review", "list"]).contains("单位答复"), "nothing was taken");

    // The workbook has a column for each cell, and its list is not its first sheet.
    assert!(office.well(&["review", "import", "out/scores.xlsx"]).contains("新增答复和复核结论 0 项"));
    let (money, property) = (quarter.number(MONEY), quarter.number(PROPERTY));
    let list = format!(
        "问题编号,单位,单位答复,整改情况,答复人,复核结论,复核理由,复核人,改判为\n\
         {money},青禾市财政局,已整改,已发布,填报人乙,改判,网站正在改版,复核员甲,不适用\n\
         {property},青禾市财政局,申诉,,,撤销,不属于该单位职责,复核员甲,\n"
    );
    assert!(quarter.import(&list).contains("新增答复和复核结论 6 项"), "two replies, two conclusions, two overrides");
    assert!(quarter.import(&list).contains("新增答复和复核结论 0 项"));
    let scored = office.score();
    let became = &scored["rectifications"][money];
    assert_eq!((&became["reply"]["who"], &became["conclusion"]["ruling"]), (&"填报人乙".into(), &"amended".into()));
    // (1 + 1) of 12 columns.
    assert_eq!(scored["units"][0]["sheet"]["total"], "16.67");
    assert_eq!(rechecked(office, "again")[property][4], "撤销", "it is told though it stands with no row");
}

/// A site on which a link to 预决算公开 stands only behind columns that have nothing to do with it; its entries are of these
/// years.
fn hidden(office: &Office, year: &str) {
    let site = &office.site;
    let elsewhere = [("/xw/", "新闻中心"), ("/hd/", "互动交流"), ("/ts/", "特色专栏"), ("/bm/", "便民服务")];
    let home: Vec<(&str, &str)> = elsewhere.into_iter().chain([("/xxgk/", "信息公开")]).collect();
    site.put("/", page(&["首页"], &menu(&home)));
    site.put("/xxgk/", page(&["首页", "信息公开"], &menu(&[("/xxgk/jg/", "机构设置")])));
    site.put("/xxgk/jg/", column("机构设置"));
    for (url, name) in elsewhere {
        site.put(url, column(name));
    }
    site.put("/bm/", page(&["首页", "便民服务"], &menu(&[("/bm/lm/", "栏目导读")])));
    site.put("/bm/lm/", page(&["首页", "便民服务", "栏目导读"], &menu(&[("/ys/", "预决算公开")])));
    site.put("/ys/", column("预决算公开").replace("2020-", year));
}

#[test]
fn what_was_put_right_is_looked_at_where_it_stood() {
    let office = Office::open();
    hidden(&office, "2017-");
    let evaluated = office.evaluate(&["--period", "2020Q3"]);
    let rows = evaluated["units"][0]["verdicts"].as_array().unwrap().iter();
    let findings = rows.flat_map(|row| row["findings"].as_array().unwrap());
    let stale: Vec<&Value> = findings.filter(|finding| finding["kind"] == "stale").collect();
    assert_eq!(stale.len(), 1);
    assert_eq!(stale[0]["url"], "http://czj.qinghe.example/ys/");
    let number = stale[0]["number"].as_str().unwrap();
    let again = |out: &str| {
        office.site.asked();
        office.well(&["recheck", "--findings", number, "--as-of", "2020-11-10", "--pause", "0", "--out", out]);
        (rechecked(&office, out)[number][1].clone(), office.site.asked())
    };
    let elsewhere = ["/xw/", "/hd/", "/ts/", "/bm/", "/bm/lm/"];

    let (state, asked) = again("before");
    assert_eq!(state, "未整改");
    let all = elsewhere.iter().chain(&["/xxgk/", "/xxgk/jg/"]);
    assert!(all.clone().all(|page| asked.iter().any(|one| one == page)), "a fault rests on the whole tree: {asked:?}");
    assert_eq!(asked.len(), 13, "{asked:?}");

    hidden(&office, "2020-");
    let (state, asked) = again("after");
    assert_eq!(state, "已整改");
    assert_eq!(asked[..3], ["/robots.txt", "/", "/ys/"]);
    // The section's own columns are still looked at, and three entries, of which the newest may be late.
    assert_eq!(asked.len(), 8, "{asked:?}");
    assert!(elsewhere.iter().all(|page| !asked.iter().any(|one| one == page)), "{asked:?}");
}
