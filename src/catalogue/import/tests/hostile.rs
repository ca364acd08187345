//! Files that are damaged, far too large, or not what they say.

use super::word::{CLOSE, OPEN, WORD, archive, paragraph, table_row, word};
use crate::catalogue::{Request, import};

/// What a person is told of a file that is refused.
fn refused(bytes: &[u8], file: &str) -> String {
    let request = Request { id: "qinghe-2021".into(), ..Request::default() };
    let problem = import(bytes, file, &request).unwrap_err().to_string();
    assert!(problem.starts_with(&format!("{file}：")), "{problem}");
    problem
}

#[test]
fn a_good_word_file_by_the_same_hand_is_read() {
    let head = table_row(&["一级指标", "公开内容", "责任单位"]);
    let row = table_row(&["财政&amp;税务", "A&#x26;B &lt;表&gt;", "市财政局"]);
    let request = Request { id: "qinghe-2021".into(), ..Request::default() };
    let bytes = word(&format!("<w:tbl>{head}{row}</w:tbl>"));
    let draft = import(&bytes, "a.docx", &request).unwrap();
    assert_eq!(super::rows(&draft, &["level1", "content"]), [["财政&税务", "A&B <表>"]]);
}

#[test]
fn a_file_without_a_list() {
    assert!(refused(&word(&paragraph("没有表格")), "a.docx").contains("没有找到指标表"));
    assert!(refused("没有表格\n".as_bytes(), "a.txt").contains("没有找到指标表"));
    assert!(refused(b"", "a.txt").contains("没有找到指标表"));
    assert!(refused("name,site\n市财政局,http://a.example/\n".as_bytes(), "a.csv").contains("--head"));
    assert!(refused("\t一级指标\n\t公开内容\n\t责任单位\n\n".as_bytes(), "a.txt").contains("表头之下没有内容"));
}

#[test]
fn a_file_that_is_no_document() {
    assert!(refused(b"%PDF-1.7", "a.pdf").contains("可以导入 .docx、.xlsx、.csv 和 .txt"));
    assert!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0], "a.doc").contains("另存为 .docx"));
    assert!(refused(&archive(&[("readme.txt", "x", 1)]), "a.docx").contains("不是 Word 或 Excel 文件"));
    assert!(refused(b"<html></html>", "a.xlsx").contains("已损坏"));
    assert!(refused(&[0xFF, 0x80, 0x80, 0x41, 0xFF], "a.txt").contains("编码无法识别"));
}

#[test]
fn a_damaged_file() {
    let whole = word(&paragraph(&"文字".repeat(5000)));
    assert!(refused(&whole[..whole.len() / 2], "a.docx").contains("已损坏或不完整（压缩包不能解开）"));
    let mut changed = whole.clone();
    let middle = changed.len() / 3;
    changed[middle..middle + 8].fill(0xAA);
    assert!(refused(&changed, "a.docx").contains("已损坏或不完整"));
    assert!(refused(&archive(&[(WORD, OPEN, 1)]), "a.docx").contains("已损坏或不完整"), "it ends in the middle");
    assert!(refused(&archive(&[(WORD, "<w:document><w:body></w:document>", 1)]), "a.docx").contains("标记有误"));
    assert!(refused(&archive(&[("xl/workbook.xml", "<workbook/>", 1)]), "a.xlsx").contains("已损坏或不完整"));
    assert!(refused(&archive(&[("xl/workbook.xml", "<workbook><<", 1)]), "a.xlsx").contains("已损坏或不完整"));
}

#[test]
fn a_zip_bomb() {
    let bomb = archive(&[(WORD, &paragraph(&"零".repeat(1000)), 25_000)]);
    assert!(bomb.len() < 4 << 20, "small when packed");
    assert!(refused(&bomb, "a.docx").contains("解压后超过 64 MB"));
    let text = format!("<si><t>{}</t></si>", "零".repeat(1000));
    let bomb = archive(&[("xl/workbook.xml", "<workbook/>", 1), ("xl/sharedStrings.xml", &text, 25_000)]);
    assert!(refused(&bomb, "a.xlsx").contains("解压后超过 64 MB"));
}

#[test]
fn sizes_that_the_archive_claims_are_not_believed() {
    let good = word(&paragraph("没有表格"));
    let size = u32::try_from(format!("{OPEN}{}{CLOSE}", paragraph("没有表格")).len()).unwrap();
    for claimed in [0_u32, 1, 2 << 30, u32::MAX - 1] {
        let lying: Vec<u8> = replaced(&good, &size.to_le_bytes(), &claimed.to_le_bytes());
        assert_ne!(lying, good);
        let told = refused(&lying, "a.docx");
        assert!(told.contains("没有找到指标表") || told.contains("已损坏"), "{told}");
    }
}

fn replaced(bytes: &[u8], old: &[u8; 4], new: &[u8; 4]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == *old {
            bytes[at..at + 4].copy_from_slice(new);
        }
    }
    bytes
}

#[test]
fn entities_of_its_own() {
    let laughs = "<!DOCTYPE w [<!ENTITY a \"哈哈\"><!ENTITY b \"&a;&a;&a;\">]>";
    let text = format!("{laughs}{OPEN}{}{CLOSE}", paragraph("&b;"));
    assert!(refused(&archive(&[(WORD, &text, 1)]), "a.docx").contains("DTD"));
    assert!(refused(&word(&paragraph("&secret;")), "a.docx").contains("DTD"));
}

#[test]
fn a_hundred_thousand_rows() {
    let head = ["一级指标", "公开内容", "责任单位"];
    let row = table_row(&["财政", "预算", "市财政局"]);
    let body = format!("<w:tbl>{}{}</w:tbl>", table_row(&head), row.repeat(100_000));
    assert!(refused(&word(&body), "a.docx").contains("行数超过 20000"));
    let row = "\t财政\n\t预算\n\t市财政局\n\n".repeat(100_000);
    assert!(refused(format!("\t{}\n\n{row}", head.join("\n\t")).as_bytes(), "a.txt").contains("行数超过 20000"));
    let row = "财政,预算,市财政局\n".repeat(100_000);
    assert!(refused(format!("{}\n{row}", head.join(",")).as_bytes(), "a.csv").contains("行数超过 20000"));
    assert!(refused(&"\t".repeat(3_000_000).into_bytes(), "a.txt").contains("行数超过 20000"));
}

#[test]
fn a_sheet_of_a_hundred_thousand_rows() {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let line = |cells: [&str; 3]| format!("<row>{}</row>", cells.map(cell).concat());
    let head = line(["一级指标", "公开内容", "责任单位"]);
    let rows = line(["财政", "预算", "市财政局"]).repeat(100_000);
    assert!(refused(&workbook(&format!("<sheetData>{head}{rows}</sheetData>")), "a.xlsx").contains("行数超过 20000"));
}

#[test]
fn a_sheet_whose_merged_cells_claim_all_of_it() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>一级指标</t></is></c></row></sheetData>";
    let merged = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(50_000);
    let told = refused(&workbook(&format!("{sheet}<mergeCells>{merged}</mergeCells>")), "a.xlsx");
    assert!(told.contains("没有找到指标表"), "{told}");
}

#[test]
fn nesting_without_end() {
    assert!(refused(&word(&"<w:tbl><w:tr><w:tc>".repeat(20_000)), "a.docx").contains("表格过多"));
    assert!(refused(&word(&"<w:sdt>".repeat(20_000)), "a.docx").contains("嵌套过深"));
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"4294967295\"/></w:tcPr></w:tc>".repeat(10_000);
    assert!(refused(&word(&format!("<w:tbl><w:tr>{wide}</w:tr></w:tbl>")), "a.docx").contains("没有找到指标表"));
}

/// A workbook of one sheet.
fn workbook(sheet: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    archive(&[
        ("_rels/.rels", &relation("rId1", "officeDocument", "xl/workbook.xml"), 1),
        ("xl/workbook.xml", &book, 1),
        ("xl/_rels/workbook.xml.rels", &relation("rId1", "worksheet", "worksheets/sheet1.xml"), 1),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>"), 1),
    ])
}
