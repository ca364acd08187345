//! Tables that people keep in a spreadsheet: bytes of a CSV or XLSX file → header and rows, with line numbers.

use std::borrow::Cow;
use std::path::Path;

use encoding_rs::{Encoding, GB18030};

use super::{Problem, xlsx};

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 32 << 20;
/// Most rows below the header.
pub(super) const MAX_ROWS: usize = 20_000;

/// A table with a header.
#[derive(Debug)]
pub(crate) struct Table {
    /// Name of the file, for messages.
    pub(crate) file: String,
    /// The header, blanks at the ends taken off.
    pub(crate) header: Row,
    /// The rows below it that are not blank, in order.
    pub(crate) rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Line in the file (row of the sheet), from 1.
    pub(crate) line: u64,
    /// Its cells, blanks at the ends taken off.
    pub(crate) cells: Vec<String>,
}

impl Row {
    /// The cell at `index`; empty where the row is shorter.
    pub(crate) fn cell(&self, index: Option<usize>) -> &str {
        index.and_then(|index| self.cells.get(index)).map_or("", String::as_str)
    }
}

impl Table {
    /// Reads the file at `path`.
    pub(crate) fn open(path: &Path) -> Result<Self, Problem> {
        Self::open_sheet(path, &[])
    }

    /// Reads the file at `path`; of a workbook that has one of the sheets named in `sheets`, that one.
    pub(crate) fn open_sheet(path: &Path, sheets: &[&str]) -> Result<Self, Problem> {
        let file = path.display().to_string();
        let unreadable =
            |error: std::io::Error| Problem::of_file(&file, format!("无法读取（{error}）"), "请检查文件路径和权限");
        let size = std::fs::metadata(path).map_err(unreadable)?.len();
        if size > MAX_BYTES {
            return Err(Problem::of_file(
                &file,
                format!("文件有 {size} 字节，过大"),
                format!("不应超过 {MAX_BYTES} 字节"),
            ));
        }
        Self::read(&std::fs::read(path).map_err(unreadable)?, &file, sheets)
    }

    /// Reads `bytes`: an XLSX workbook (its first sheet), or a CSV in UTF-8 or GB18030.
    pub(crate) fn parse(bytes: &[u8], file: &str) -> Result<Self, Problem> {
        Self::read(bytes, file, &[])
    }

    fn read(bytes: &[u8], file: &str, sheets: &[&str]) -> Result<Self, Problem> {
        let rows = match bytes {
            [b'P', b'K', 3 | 5, ..] => xlsx::rows(bytes, file, sheets)?,
            [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                return Err(Problem::of_file(file, "是旧的 .xls 格式", "请另存为 .xlsx 或 CSV"));
            }
            _ => csv_rows(&decode(bytes, file)?, file)?,
        };
        let mut rows = rows.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty()));
        let header = rows.next().ok_or_else(|| Problem::of_file(file, "文件是空的", "第一行应为列名"))?;
        let rows: Vec<Row> = rows.take(MAX_ROWS + 1).collect();
        if rows.len() > MAX_ROWS {
            return Err(Problem::of_file(file, format!("行数超过 {MAX_ROWS}"), "请分成几个文件"));
        }
        Ok(Self { file: file.to_owned(), header, rows })
    }

    /// Where each of the columns `known` stands. Those named in `required` must be there.
    ///
    /// # Errors
    /// Missing, unknown and doubled columns, all of them.
    pub(crate) fn layout<const N: usize>(
        &self,
        known: [&str; N],
        required: &[&str],
    ) -> Result<[Option<usize>; N], Vec<Problem>> {
        let names = &self.header.cells;
        let mut problems = Vec::new();
        let mut fault = |number: usize, name: &str, wrong: &str, right: String| {
            let problem = Problem::of_file(&self.file, wrong, right).at_line(self.header.line);
            problems.push(if number == 0 { problem } else { problem.in_column(number, name) });
        };
        for name in required.iter().filter(|name| !names.iter().any(|cell| cell == *name)) {
            fault(0, name, &format!("缺少列 {name}"), format!("第一行应为 {}", known.join(",")));
        }
        for (index, name) in names.iter().enumerate() {
            if names.iter().take(index).any(|before| before == name && !name.is_empty()) {
                fault(index + 1, name, "列名重复", "每个列名只能出现一次".to_owned());
            } else if !name.is_empty() && !known.contains(&name.as_str()) {
                fault(index + 1, name, &format!("没有这个列名“{name}”"), format!("可用的列名是 {}", known.join("、")));
            }
        }
        if problems.is_empty() {
            Ok(known.map(|name| names.iter().position(|cell| cell == name)))
        } else {
            Err(problems)
        }
    }

    /// Cells that stand in no named column, one per row: told beside what else is wrong in the rows.
    pub(crate) fn nameless_cells(&self) -> Vec<Problem> {
        self.rows.iter().filter_map(|row| self.nameless_cell(row)).collect()
    }

    fn nameless_cell(&self, row: &Row) -> Option<Problem> {
        let nameless = |index: usize| self.header.cells.get(index).is_none_or(String::is_empty);
        let index = (0..row.cells.len()).find(|&index| nameless(index) && !row.cells[index].is_empty())?;
        let problem = Problem::of_file(&self.file, "该单元格没有列名", "单元格内有逗号时应加双引号；多个值用分号分隔");
        Some(problem.at_line(row.line).in_column(index + 1, ""))
    }
}

/// What Excel on a Chinese Windows saves as CSV is GBK; whoever is careful saves UTF-8, with or without a byte order mark.
pub(crate) fn decode<'a>(bytes: &'a [u8], file: &str) -> Result<Cow<'a, str>, Problem> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let (text, broken) = GB18030.decode_without_bom_handling(bytes);
    if broken {
        return Err(Problem::of_file(file, "编码无法识别（既不是 UTF-8 也不是 GB18030）", "请另存为 UTF-8 编码的 CSV"));
    }
    Ok(text)
}

fn csv_rows(text: &str, file: &str) -> Result<Vec<Row>, Problem> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = LineCounter { text: text.as_bytes(), byte: 0, line: 1 };
    // Text that is valid UTF-8 and may have rows of any length gives no error. Two more than allowed show that there are
    // too many, without reading them all.
    let records = reader.records().flatten().take(MAX_ROWS + 2);
    let rows: Vec<Row> = records
        .map(|record| Row {
            line: lines.of(record.position().map_or(0, csv::Position::byte)),
            cells: record.iter().map(tidy).collect(),
        })
        .collect();
    match rows.last().filter(|row| never_closed(row, text)) {
        Some(row) => {
            Err(Problem::of_file(file, "双引号没有成对，其后各行被并入一个单元格", "请补上右双引号").at_line(row.line))
        }
        None => Ok(rows),
    }
}

/// A quote that is never closed takes all lines that follow into its cell, and they would be lost without a word.
fn never_closed(last: &Row, text: &str) -> bool {
    last.cells.iter().any(|cell| cell.contains('\n')) && text.matches('"').count() % 2 == 1
}

/// Lines of records. (The reader's own count is that of the blank lines before a record.)
struct LineCounter<'a> {
    text: &'a [u8],
    byte: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// Line of the record that was read from `byte` on; records are asked for in order.
    fn of(&mut self, byte: u64) -> u64 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(&c) = self.text.get(self.byte)
            && (self.byte < from || matches!(c, b'\r' | b'\n'))
        {
            self.line += u64::from(c == b'\n');
            self.byte += 1;
        }
        self.line
    }
}

/// `text` without blanks at its ends (U+3000 and the invisible ones that a copy from a web page leaves, too).
pub(super) fn tidy(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')).to_owned()
}
