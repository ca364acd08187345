//! The notice of the demo as other programs open it.

use std::fs;

use crate::support::demo::DEMO;
use crate::support::office::{convert, python};

/// What python-docx finds, one fact a line.
const LOOK: &str = r#"
import sys, docx
from docx.oxml.ns import qn
notice = docx.Document(sys.argv[1])
for section in notice.sections:
    print('page', round(section.page_width.mm), round(section.page_height.mm))
styles = {style.style_id: style.element.rPr.rFonts for style in notice.styles if style.element.rPr is not None}
print('fonts', ' '.join(styles[name].get(qn('w:eastAsia')) for name in ('Body', 'Heading1') if name in styles))
print('heads', ' '.join(text.text for text in notice.paragraphs if text.text[1:2] == '、'))
(table,) = notice.tables
print('table', len(table.rows), '|'.join(cell.text for cell in table.rows[0].cells))
print('repeats', table.rows[0]._tr.trPr.find(qn('w:tblHeader')) is not None)
for row in table.rows:
    if row.cells[1].text == '青禾市水利局':
        print('row', '|'.join(cell.text for cell in row.cells))
print('footer', 'PAGE' in notice.sections[0].footer._element.xml)
"#;

/// What holds in the file itself; its table has a row for each of the 19 units.
const SEEN: [&str; 7] = [
    "page 210 297\npage 297 210\n",
    "fonts 仿宋 黑体\n",
    "heads 一、总体情况 二、主要问题 三、上期问题整改情况 四、工作要求\n",
    "table 20 序号|单位|网站名称|网址|得分|等级|问题\n",
    "repeats True\n",
    "row 16|青禾市水利局|青禾市水利局|http://slj.qinghe.example/|63.64|合格|",
    "footer True\n",
];

#[test]
fn python_docx_finds_the_parts_of_a_notice() {
    let Some(seen) = python(LOOK, &[DEMO.file("notice.docx")]) else { return };
    for fact in SEEN {
        assert!(seen.contains(fact), "{fact} is not in:\n{seen}");
    }
}

#[test]
fn libreoffice_opens_it_with_its_table() {
    let folder = tempfile::tempdir().unwrap();
    let notice = [DEMO.file("notice.docx")];
    if convert(&notice, "docx:MS Word 2007 XML", &[], folder.path()).is_none() {
        return;
    }
    let Some(seen) = python(LOOK, &[folder.path().join("notice.docx")]) else { return };
    for fact in SEEN.iter().filter(|fact| !fact.starts_with("fonts")) {
        assert!(seen.contains(fact), "{fact} is not in:\n{seen}");
    }
    convert(&notice, "pdf", &[], folder.path()).unwrap();
    assert!(fs::read(folder.path().join("notice.pdf")).unwrap().starts_with(b"%PDF"));
}
