//! The workbook of the demo as other programs open it.

use std::path::PathBuf;

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};

use crate::support::demo::DEMO;
use crate::support::office::{convert, python};

/// What openpyxl finds, one fact a line.
const LOOK: &str = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
for sheet in (book['排名'], book['问题清单'], book['青禾市财政局']):
    page = sheet.page_setup
    print(sheet.title, 'page', page.paperSize, page.orientation, page.fitToWidth or 1, page.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage)
    print(sheet.title, 'repeat', sheet.print_title_rows, 'freeze', sheet.freeze_panes, 'footer', sheet.oddFooter.right.text)
ranking, findings, unit = book['排名'], book['问题清单'], book['青禾市财政局']
kinds = sorted(rule.type for rules in ranking.conditional_formatting for rule in rules.rules)
print('rules', ' '.join(kinds))
for choice in findings.data_validations.dataValidation:
    print('choice', str(choice.sqref).split(':')[0], choice.formula1)
levels = sorted(str(area) for area in unit.merged_cells.ranges if area.min_row > 7 and area.min_col == 2 and area.max_col == 2)
print('merged levels', len(levels))
head = [cell.value for cell in unit[7]]
row = next(row for row in unit.iter_rows(min_row=8) if row[head.index('得分')].number_format == '0.00##' and row[head.index('依据网址')].hyperlink)
print('number', row[head.index('分值')].data_type, row[head.index('依据网址')].hyperlink.target.split(':')[0])
print('date', unit.cell(3, head.index('依据网址') + 1).value)
print('back', unit.cell(1, len(head)).hyperlink.location.split('!')[0])
print('formulas', sum(cell.data_type == 'f' for sheet in book for line in sheet.iter_rows() for cell in line))
print('created', book.properties.created)
"#;

const SEEN: &str = "\
排名 page 9 landscape 1 0 True
排名 repeat $3:$3 freeze A4 footer 第 &P 页，共 &N 页
问题清单 page 9 landscape 1 0 True
问题清单 repeat $1:$1 freeze A2 footer 第 &P 页，共 &N 页
青禾市财政局 page 9 landscape 1 0 True
青禾市财政局 repeat $7:$7 freeze A8 footer 第 &P 页，共 &N 页
rules beginsWith beginsWith beginsWith beginsWith dataBar expression
choice H2 \"已整改,部分整改,未整改,申诉\"
choice K2 \"维持,撤销,改判\"
merged levels 4
number n http
date 2020-10-20 00:00:00
back '排名'
formulas 0
created 2020-10-20 00:00:00
";

#[test]
fn openpyxl_finds_tables_choices_and_print_settings() {
    let Some(seen) = python(LOOK, &[DEMO.file("scores.xlsx")]) else { return };
    assert_eq!(seen, SEEN);
}

#[test]
fn libreoffice_keeps_tables_choices_and_print_settings() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("scores.xlsx");
    if convert(&[DEMO.file("scores.xlsx")], "xlsx", &[], folder.path()).is_none() {
        return;
    }
    let (ours, theirs) = (sheets(DEMO.file("scores.xlsx")), sheets(saved.clone()));
    assert_eq!(ours, theirs, "LibreOffice reads the same cells");
    let Some(seen) = python(LOOK, &[saved]) else { return };
    for fact in [
        "青禾市财政局 page 9 landscape 1 0 True",
        "青禾市财政局 repeat $7:$7",
        "choice H2",
        "choice K2",
        "dataBar",
        "merged levels 4",
    ] {
        assert!(seen.contains(fact), "{fact} is not in:\n{seen}");
    }
}

/// The names of the sheets, and the cells that are not empty.
fn sheets(file: PathBuf) -> Vec<(String, Vec<String>)> {
    let mut book: Xlsx<_> = open_workbook(file).unwrap();
    let sheets = book.worksheets();
    let cells = |sheet: calamine::Range<Data>| {
        sheet.used_cells().map(|(row, column, cell)| format!("{row},{column} {cell}")).collect()
    };
    sheets.into_iter().map(|(name, sheet)| (name, cells(sheet))).collect()
}

#[test]
fn every_score_stands_in_the_ranking_and_on_the_sheet_of_its_unit() {
    let mut book: Xlsx<_> = open_workbook(DEMO.file("scores.xlsx")).unwrap();
    let result = DEMO.result();
    let units = result["units"].as_array().unwrap();
    let ranking = book.worksheet_range("排名").unwrap();
    assert_eq!(ranking.height(), 3 + units.len());
    for unit in units {
        let (name, total) = (unit["unit"]["name"].as_str().unwrap(), unit["sheet"]["total"].as_str());
        let row = ranking.rows().find(|row| row[1] == name).unwrap();
        assert_eq!(row[3].get_float(), total.map(|total| total.parse().unwrap()), "{name}");
        let sheet = book.worksheet_range(name).unwrap();
        let written = sheet.rows().nth(2).unwrap().iter().find_map(Data::get_float);
        assert_eq!(written, total.map(|total| total.parse().unwrap()), "{name}");
        let rows = sheet.rows().filter(|row| row[0].get_string().is_some_and(|code| code.starts_with("AK-"))).count();
        assert_eq!(rows, unit["verdicts"].as_array().unwrap().len(), "{name}");
    }
}
