//! Word files made by hand: what a word processor would not write.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::rows;
use crate::catalogue::{Request, import};

pub(super) const WORD: &str = "word/document.xml";
pub(super) const OPEN: &str =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
pub(super) const CLOSE: &str = "</w:body></w:document>";

/// An archive of these parts: each the text, written as often as it says.
pub(super) fn archive(parts: &[(&str, &str, usize)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text, times) in parts {
        archive.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        let block = text.repeat(1 + 65_536 / text.len().max(1)).into_bytes();
        let mut left = text.len() * times;
        while left > 0 {
            let size = left.min(block.len() / text.len() * text.len());
            archive.write_all(&block[..size]).unwrap();
            left -= size;
        }
    }
    archive.finish().unwrap().into_inner()
}

pub(super) fn word(body: &str) -> Vec<u8> {
    archive(&[(WORD, &format!("{OPEN}{body}{CLOSE}"), 1)])
}

pub(super) fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

pub(super) fn table_row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(text))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

/// A row of cells that cover so many columns of the grid.
fn spanning(cells: &[(&str, usize)]) -> String {
    let cell = |(text, span): &(&str, usize)| {
        let span = format!("<w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr>");
        format!("<w:tc>{span}{}</w:tc>", paragraph(text))
    };
    format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>())
}

#[test]
fn cells_whose_edges_do_not_stand_in_line() {
    let body = [
        spanning(&[("一级指标", 3), ("二级指标", 2), ("公开内容", 5), ("责任单位", 2)]),
        spanning(&[("财政信息", 3), ("预算", 2), ("预算报告", 5), ("市财政局", 2)]),
        // The edge stands one column to the left, then one to the right.
        spanning(&[("环境保护", 2), ("水质", 3), ("水质公报", 6), ("市生态环境局", 1)]),
        // The first level covers the second one.
        spanning(&[("公开年报", 5), ("年度报告", 5), ("各单位", 2)]),
        // Two cells under one head; a cell too few.
        spanning(&[("社会救助", 3), ("低保", 2), ("标准", 2), ("人数", 3)]),
    ];
    let request = Request { id: "qinghe-2021".into(), prefix: Some("QH".into()), ..Request::default() };
    let draft = import(&word(&format!("<w:tbl>{}</w:tbl>", body.concat())), "a.docx", &request).unwrap();
    let expected = [
        ["财政信息", "预算", "预算报告", "市财政局"],
        ["环境保护", "水质", "水质公报", "市生态环境局"],
        ["公开年报", "", "年度报告", "各单位"],
        ["社会救助", "低保", "标准人数", ""],
    ];
    assert_eq!(rows(&draft, &["level1", "level2", "content", "responsible"]), expected);
    for told in [
        "QH-04-01-01（原文第 1 个表格第 5 行）比表头少 1 个单元格",
        "QH-04-01-01（原文第 1 个表格第 5 行）的“公开内容”之下有 2 个单元格",
        "“责任单位”为空：QH-04-01-01",
    ] {
        assert!(draft.notes.contains(told), "{told} is not in: {}", draft.notes);
    }
}

#[test]
fn text_that_is_not_there_any_more_or_not_twice() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let cell = format!(
        "<w:tc><w:p>{}<w:moveFrom>{}</w:moveFrom><w:ins>{}</w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>\
         <w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>\
         <w:r><w:t>第一</w:t><w:br/><w:t>第二</w:t><w:tab/><w:t>项</w:t></w:r></w:p></w:tc>",
        run("预算"),
        run("移走的"),
        run("报告"),
        run("（图）"),
        run("（图）")
    );
    let head = table_row(&["一级指标", "公开内容", "责任单位"]);
    let plain = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let body = format!("<w:tbl>{head}<w:tr>{}{cell}{}</w:tr></w:tbl>", plain("财政"), plain("市财政局"));
    let request = Request { id: "qinghe-2021".into(), ..Request::default() };
    let draft = import(&word(&body), "a.docx", &request).unwrap();
    assert_eq!(rows(&draft, &["content"]), [["预算报告（图）第一第二 项"]]);
}
