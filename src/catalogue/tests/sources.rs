//! Every catalogue's rows against the document that they come from, cell by cell.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A document's table and what is known of it.
struct Document {
    id: &'static str,
    /// What its codes begin with.
    prefix: &'static str,
    /// The words after which the table's rows begin: its header, where it has one.
    header: &'static str,
    /// What the cells of a row are, by the columns of `indicators.csv`.
    cells: &'static [&'static str],
    rows: usize,
    columns: usize,
    /// Codes of the rows whose content stands in a merged cell that begins on a row above.
    shares_content: &'static [&'static str],
}

const DOCUMENTS: [Document; 5] = [
    Document {
        id: "ankang-2020",
        prefix: "AK",
        header: "\t需报送信息\n\t建设单位\n",
        cells: &["level1", "level2", "content", "report", "responsible"],
        rows: 45,
        columns: 39,
        shares_content: &[],
    },
    Document {
        id: "city-disclosure",
        prefix: "CD",
        header: " ",
        cells: &["level1", "level2", "level3", "level4", "content", "responsible", "deadline"],
        rows: 82,
        columns: 82,
        shares_content: &["CD-01-01-06-02-01", "CD-01-01-06-03-01", "CD-01-01-21-02-01", "CD-01-01-21-03-01"],
    },
    Document {
        id: "three-fields-2018",
        prefix: "TF",
        header: "\t责任单位\n\t公开时效\n",
        cells: &["level1", "level2", "content", "platform", "responsible", "deadline"],
        rows: 20,
        columns: 20,
        shares_content: &[],
    },
    Document {
        id: "work-points-2014",
        prefix: "WP",
        header: "\t完成时限\n\t责任单位\n",
        cells: &["level1", "level2", "content", "deadline", "responsible"],
        rows: 34,
        columns: 34,
        shares_content: &[],
    },
    Document {
        id: "xinyang-2016",
        prefix: "XY",
        header: "\t责任单位\n\t完成时限\n",
        cells: &["level1", "content", "responsible", "deadline"],
        rows: 52,
        columns: 28,
        shares_content: &["XY-06-03", "XY-06-04", "XY-06-05", "XY-11-02", "XY-11-03", "XY-11-05", "XY-12-02"],
    },
];

/// Folder of the source documents.
pub(in crate::catalogue) fn seeds() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let folder = std::env::var_os("LANMU_SEEDS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "no source documents at {}", folder.display());
    eprintln!("skipped: no source documents at {}", folder.display());
    None
}

/// A row of `indicators.csv`.
struct Row {
    header: csv::StringRecord,
    record: csv::StringRecord,
}

impl Row {
    fn cell(&self, column: &str) -> &str {
        &self.record[self.header.iter().position(|name| name == column).unwrap()]
    }

    fn code(&self) -> &str {
        self.cell("code")
    }
}

/// The rows as they stand in the file, whether or not their words are understood.
fn rows(id: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators").join(id).join("indicators.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    reader.records().map(|record| Row { header: header.clone(), record: record.unwrap() }).collect()
}

fn squash(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The cells of a table whose every cell begins with a tab at the start of a line, without blanks. It goes on to four empty
/// lines or to the end.
fn cells(table: &str) -> Vec<String> {
    let table = table.split("\n\n\n\n\n").next().unwrap();
    format!("\n{table}").split("\n\t").skip(1).map(squash).collect()
}

/// `name` without the number that it has in a list: （一） 一、 1. 1．
fn unnumbered(name: &str) -> &str {
    let is_number =
        |text: &str| !text.is_empty() && text.chars().all(|c| "（一二三四五六七八九十0123456789".contains(c));
    match name.split_once(['）', '、', '.', '．']) {
        Some((number, rest)) if is_number(number) => rest,
        _ => name,
    }
}

/// What stands in the column `document.cells[index]` of the row `code` by the cells of its row in the document (`source`), when
/// `above` stands there on the row above.
fn expected<'a>(document: &Document, code: &str, source: &'a [String], index: usize, above: &'a str) -> &'a str {
    let column = document.cells[index];
    let own = source.get(index).map_or("", String::as_str);
    let merged = match column {
        "content" => document.shares_content.contains(&code),
        "responsible" | "deadline" => true,
        "report" | "platform" => false,
        _ => {
            let levels = document.cells.iter().filter(|name| name.starts_with("level")).count();
            let levels = &source[..levels];
            levels.iter().all(String::is_empty) || levels[index..].iter().any(|level| !level.is_empty())
        }
    };
    match own {
        "同上" => above,
        "" if merged => above,
        _ if column.starts_with("level") => unnumbered(own),
        _ => own,
    }
}

/// No word is lost, changed, added or in another cell; merged cells and “同上” are written out, and cells that are really empty
/// are empty.
#[test]
fn every_cell_of_the_documents_stands_in_its_row() {
    let Some(folder) = seeds() else { return };
    for document in &DOCUMENTS {
        let text = std::fs::read_to_string(folder.join(format!("{}.txt", document.id))).unwrap();
        let (_, table) = text.split_once(document.header).unwrap();
        let cells = cells(table);
        let rows = rows(document.id);
        assert_eq!(cells.chunks(document.cells.len()).len(), rows.len(), "{}: rows of the document", document.id);
        for (index, source) in cells.chunks(document.cells.len()).enumerate() {
            let row = &rows[index];
            for (place, column) in document.cells.iter().enumerate() {
                let above = index.checked_sub(1).map_or("", |above| rows[above].cell(column));
                assert_eq!(row.cell(column), expected(document, row.code(), source, place, above), "{}", row.code());
            }
            let others = row.header.iter().filter(|name| *name != "code" && !document.cells.contains(name));
            for other in others {
                assert_eq!(row.cell(other), "", "{}: the document has no {other}", row.code());
            }
        }
    }
}

#[test]
fn the_count_of_rows_and_columns() {
    for document in &DOCUMENTS {
        let rows = rows(document.id);
        assert_eq!(rows.len(), document.rows, "{}", document.id);
        let columns: BTreeSet<_> = rows.iter().map(|row| row.code().rsplit_once('-').unwrap().0).collect();
        assert_eq!(columns.len(), document.columns, "{}", document.id);
        let levels: BTreeSet<_> =
            rows.iter().map(|row| ["level1", "level2", "level3", "level4"].map(|level| row.cell(level))).collect();
        assert_eq!(levels.len(), document.columns, "{}", document.id);
    }
}

/// The levels of a row that has `cells`. “以专题形式展现” says how a column is shown; it names no level.
fn levels<'a>(row: &'a Row, cells: &[&str]) -> Vec<&'a str> {
    let levels = cells.iter().filter(|name| name.starts_with("level")).map(|name| row.cell(name));
    levels.map(|level| if level == "以专题形式展现" { "" } else { level }).collect()
}

/// Number of `levels`' last one among those of the rows that share the levels above it, in their order.
fn number(rows: &[Vec<&str>], levels: &[&str]) -> usize {
    let above = levels.len() - 1;
    let mut names: Vec<&str> = Vec::new();
    for row in rows.iter().filter(|row| row[..above] == levels[..above]) {
        if !row[above].is_empty() && !names.contains(&row[above]) {
            names.push(row[above]);
        }
    }
    names.iter().position(|name| *name == levels[above]).map_or(0, |index| index + 1)
}

#[test]
fn codes_count_each_level_and_the_rows_of_a_column() {
    for Document { id, prefix, cells, .. } in &DOCUMENTS {
        let rows = rows(id);
        let levels: Vec<_> = rows.iter().map(|row| levels(row, cells)).collect();
        for (index, row) in levels.iter().enumerate() {
            let mut code = (*prefix).to_owned();
            for depth in 1..=row.len() {
                write!(code, "-{:02}", number(&levels, &row[..depth])).unwrap();
            }
            let place = levels[..=index].iter().filter(|other| *other == row).count();
            assert_eq!(rows[index].code(), format!("{code}-{place:02}"), "{row:?}");
        }
    }
}

#[test]
fn codes_that_are_known() {
    let known = [
        ("city-disclosure", "CD-01-01-01-00-01", "公开指南"),
        ("city-disclosure", "CD-01-01-03-01-01", "机构职能"),
        ("city-disclosure", "CD-01-01-24-04-01", "征收土地公告"),
        ("city-disclosure", "CD-01-02-01-00-01", "行政权力清单"),
        ("city-disclosure", "CD-01-02-15-00-01", "价格和收费"),
        ("city-disclosure", "CD-01-03-08-00-01", "竣工有关信息"),
        ("city-disclosure", "CD-01-04-07-00-01", "公共文化体育"),
        ("city-disclosure", "CD-01-05-06-00-01", "工程建设项目招标投标"),
        ("three-fields-2018", "TF-01-08-01", "竣工有关信息"),
        ("three-fields-2018", "TF-02-06-01", "工程建设项目招标投标领域："),
        ("three-fields-2018", "TF-03-06-01", "灾害事故救援领域"),
        ("work-points-2014", "WP-02-01-01", "行政审批信息公开"),
        ("work-points-2014", "WP-07-01-01", "依申请公开"),
        ("work-points-2014", "WP-08-06-01", "机构和队伍建设"),
        ("xinyang-2016", "XY-05-08", "推进市场监管公开透明"),
        ("xinyang-2016", "XY-06-06", "推进政务服务公开"),
        ("xinyang-2016", "XY-28-01", "公布2016年度政务公开工作要点工作方案和台账"),
    ];
    for (id, code, name) in known {
        let rows = rows(id);
        let row = rows.iter().find(|row| row.code() == code).unwrap_or_else(|| panic!("no {code}"));
        let levels = ["level4", "level3", "level2", "level1"].map(|level| row.cell(level));
        assert_eq!(levels.into_iter().find(|level| !level.is_empty()), Some(name), "{code}");
    }
}
