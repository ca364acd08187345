//! Text and CSV: what the form does not say is guessed, by rules, and the notes name every guess. The lists are made up.

use proptest::prelude::*;

use super::{faults, rows};
use crate::catalogue::{Draft, Kind, Request, import};

fn request() -> Request {
    Request { id: "qinghe-2021".into(), prefix: Some("QH".into()), ..Request::default() }
}

fn drafted(text: &str, file: &str) -> Draft {
    import(text.as_bytes(), file, &request()).unwrap_or_else(|problem| panic!("{problem}"))
}

const HEAD: &str = "\t一级指标\n\t二级\n指标\n\t公开内容\n\t需报送信息\n\t责任单位\n\t更新时限\n\n";
const COLUMNS: [&str; 6] = ["level1", "level2", "content", "report", "responsible", "deadline"];

/// The text form of rows of six cells.
fn text(rows: &[[&str; 6]]) -> String {
    let row = |cells: &[&str; 6]| format!("\t{}\n\n", cells.join("\n\t"));
    rows.iter().map(row).collect()
}

#[test]
fn empty_cells_are_merged_ones_or_not_by_what_they_hold() {
    let list = text(&[
        ["一、财政信息", "预算", "预算报告", "报表", "市财政局", "每年有更新"],
        ["", "决算", "", "", "", ""],
        ["", "", "执行情况", "", "", "每月"],
        ["二、公开年报", "", "", "", "各单位", ""],
        ["三、环境保护", "空气", "", "", "市生态环境局", "及时公开"],
        ["", "水质", "水质公报", "", "", ""],
        ["", "噪声", "", "", "同上", ""],
    ]);
    let draft = drafted(&format!("{HEAD}{list}"), "a.txt");
    let expected = [
        ["财政信息", "预算", "预算报告", "报表", "市财政局", "每年有更新"],
        // A content goes on to the next row of its level, a report does not.
        ["财政信息", "决算", "预算报告", "", "市财政局", "每年有更新"],
        ["财政信息", "决算", "执行情况", "", "市财政局", "每月"],
        // Under a new first level nothing but who is responsible and when goes on.
        ["公开年报", "", "", "", "各单位", "每月"],
        ["环境保护", "空气", "", "", "市生态环境局", "及时公开"],
        ["环境保护", "水质", "水质公报", "", "市生态环境局", "及时公开"],
        ["环境保护", "噪声", "水质公报", "", "市生态环境局", "及时公开"],
    ];
    assert_eq!(rows(&draft, &COLUMNS), expected);
    for told in [
        "“公开内容”有 2 个空单元格按合并单元格处理，写成上面一行的文字，请核对：QH-01-02-01、QH-03-03-01",
        "“责任单位”有 3 个空单元格",
        "写作“同上”的 1 个单元格",
        "文号：没有找到",
    ] {
        assert!(draft.notes.contains(told), "{told} is not in: {}", draft.notes);
    }
}

#[test]
fn heads_and_levels_that_a_new_page_repeats() {
    let page = |rows: &[[&str; 6]]| format!("{HEAD}{}", text(rows));
    let budget = ["财政信息", "预算", "预算报告", "", "市财政局", "每年有更新"];
    let account = ["财政信息", "决算", "决算报告", "", "市财政局", "每年有更新"];
    let remark = ["财政信息", "决算", "说明", "", "市财政局", "每年有更新"];
    let (first, second) = (page(&[budget]), page(&[account, ["", "", "说明", "", "", "每年有更新"]]));
    let other = "\t姓名\n\t职务\n\t电话\n\n";
    let draft = drafted(&format!("{first}{second}续表\n{second}以上由市政府办公室负责解释。\n{other}"), "a.txt");
    assert_eq!(rows(&draft, &COLUMNS), [budget, account, remark, account, remark]);
    for told in ["2 个表接成一个", "以上由市政府办公室负责解释。", "没有读入的表：第 62 行起 3 行，“姓名”"]
    {
        assert!(draft.notes.contains(told), "{told} is not in: {}", draft.notes);
    }
}

#[test]
fn rows_with_a_cell_too_few_or_too_many_do_not_shift_those_below() {
    let good = text(&[["财政信息", "预算", "预算报告", "", "市财政局", "每年有更新"]]);
    let short = "\t环境保护\n\t水质\n\t水质公报\n\t\n\t市生态环境局\n\n";
    let long = "\t公开年报\n\t\n\t年度报告\n\t\n\t各单位\n\t每年有更新\n\t多出的\n\n";
    let draft = drafted(&format!("{HEAD}{good}{short}{good}{long}{good}"), "a.txt");
    assert_eq!(rows(&draft, &["level1"]), [["财政信息"], ["环境保护"], ["财政信息"], ["公开年报"], ["财政信息"]]);
    for told in ["（原文第 16 行）比表头少 1 个单元格", "（原文第 29 行）比表头多 1 个单元格"]
    {
        assert!(draft.notes.contains(told), "{told} is not in: {}", draft.notes);
    }
}

#[test]
fn words_that_the_program_does_not_know_are_named_and_are_the_faults_of_the_catalogue() {
    let list = text(&[
        ["财政信息", "预算", "预算报告", "", "市财政局", "每逢初一十五"],
        ["", "决算", "决算报告", "", "市某某指挥部", "每年有更新"],
    ]);
    let draft = drafted(&format!("{HEAD}{list}"), "a.txt");
    let faults = faults(&draft);
    assert_eq!(faults.len(), 2);
    assert!(faults[0].contains("每逢初一十五") && faults[1].contains("市某某指挥部"), "{faults:?}");
}

#[test]
fn csv_in_the_encodings_of_an_office() {
    let list = "类别,工作任务,工作要求,完成时限,责任单位\n一、财政,预算公开,公开预算,2021年6月底前,市财政局\n,决算公开,,同上,\n";
    let expected =
        [["财政", "预算公开", "公开预算", "2021年6月底前"], ["财政", "决算公开", "公开预算", "2021年6月底前"]];
    let (gb18030, _, _) = encoding_rs::GB18030.encode(list);
    for bytes in [list.as_bytes(), &gb18030, format!("\u{feff}{list}").as_bytes()] {
        let draft = import(bytes, "台账.csv", &request()).unwrap();
        assert_eq!(rows(&draft, &["level1", "level2", "content", "deadline"]), expected);
        assert!(super::file(&draft, "catalogue.toml").contains("kind = \"ledger\""), "its tasks are done by a day");
    }
}

#[test]
fn characters_that_cannot_be_seen_are_dropped() {
    let list = text(&[["财政\u{200b}信息", "预\u{1b}[31m算", "预算\u{7}报告", "", "市财政局\u{feff}", "每年有更新"]]);
    let draft = drafted(&format!("标题\u{1b}]0;x\u{7}的下面\n{}{list}", HEAD.replace("责任", "责\u{200b}任")), "a.txt");
    assert_eq!(rows(&draft, &COLUMNS), [["财政信息", "预[31m算", "预算报告", "", "市财政局", "每年有更新"]]);
    assert!(draft.files.iter().all(|(_, text)| !text.contains(['\u{1b}', '\u{7}'])), "{}", draft.notes);
}

#[test]
fn columns_that_a_person_names() {
    let list = "\t财政信息\n\t每年有更新\n\t市财政局\n\n\t公开年报\n\t\n\t各单位\n";
    let names = |names: &str| Request {
        head: Some(names.split(',').map(str::to_owned).collect()),
        kind: Some(Kind::Ledger),
        ..request()
    };
    let draft = import(list.as_bytes(), "a.txt", &names("指标,更新时限,责任单位")).unwrap();
    let expected =
        [["QH-01-01", "财政信息", "市财政局", "每年有更新"], ["QH-02-01", "公开年报", "各单位", "每年有更新"]];
    assert_eq!(rows(&draft, &["code", "level1", "responsible", "deadline"]), expected);
    assert!(super::file(&draft, "catalogue.toml").contains("kind = \"ledger\""));

    for (wrong, told) in
        [("指标,更新时限,某某", "不认识列名“某某”"), ("更新时限,责任单位", "列名不全"), ("指标,备注", "列名不全")]
    {
        let problem = import(list.as_bytes(), "a.txt", &names(wrong)).unwrap_err().to_string();
        assert!(problem.starts_with("--head") && problem.contains(told), "{problem}");
    }
    let five = "一级指标,二级指标,三级指标,四级指标,事项,责任单位";
    let problem = import(b"\ta\n\tb\n\tc\n\td\n\te\n\tf\n", "a.txt", &names(five)).unwrap_err().to_string();
    assert!(problem.contains("最多四级"), "{problem}");
}

#[test]
fn ids_and_prefixes_that_cannot_be() {
    let list = format!("{HEAD}{}", text(&[["财政", "", "", "", "各单位", ""]]));
    for (id, prefix) in
        [("Qinghe", None), ("../x", None), ("", None), ("2021", None), ("a", Some("qh")), ("a", Some("Q-H"))]
    {
        let request = Request { id: id.into(), prefix: prefix.map(str::to_owned), ..Request::default() };
        let problem = import(list.as_bytes(), "a.txt", &request).unwrap_err().to_string();
        assert!(problem.starts_with("--id") || problem.starts_with("--prefix"), "{problem}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_list_without_empty_cells_comes_back_as_it_was(
        cells in prop::collection::vec(prop::array::uniform6("[甲乙丙丁戊己庚辛]{2,5}"), 1..20)
    ) {
        let list: Vec<[&str; 6]> = cells.iter().map(|row| row.each_ref().map(String::as_str)).collect();
        let draft = drafted(&format!("{HEAD}{}", text(&list)), "a.txt");
        prop_assert_eq!(rows(&draft, &COLUMNS), cells);
    }

    #[test]
    fn no_text_makes_it_fail_otherwise_than_with_an_answer(
        parts in prop::collection::vec(prop::sample::select(vec!["\t", "\n", "\n\n", "一级指标", "公开内容", "责任单位", "同上", "1.", "字", ","]), 0..80)
    ) {
        for file in ["a.txt", "a.csv"] {
            let _ = import(parts.concat().as_bytes(), file, &request());
        }
    }
}
