//! What a person should look at after an import.

use std::fmt;

use super::choose::Body;
use super::fill::{Certain, Row};
use super::head::Column;
use super::role::Role;

/// Most lines of text outside the list that are shown.
const MAX_LINES: usize = 60;

/// Notes under headings, in Chinese.
#[derive(Debug, Default)]
pub(super) struct Notes {
    sections: Vec<(String, Vec<String>)>,
}

impl Notes {
    /// Adds a heading with its lines; nothing where there are none.
    pub(super) fn add(&mut self, heading: &str, lines: Vec<String>) {
        if !lines.is_empty() {
            self.sections.push((heading.to_owned(), lines));
        }
    }
}

impl fmt::Display for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (heading, lines) in &self.sections {
            writeln!(f, "\n【{heading}】")?;
            for line in lines {
                writeln!(f, "- {line}")?;
            }
        }
        Ok(())
    }
}

/// How the columns of the document were read.
pub(super) fn columns(body: &Body) -> Vec<String> {
    let read = |column: &Column| {
        let name = if column.name.is_empty() { "（空白）" } else { &column.name };
        match column.role {
            Some(Role::Other) => format!("“{name}”没有读入"),
            None => format!("不认识列名“{name}”，没有读入；如需读入，请用 --head 指定列名"),
            Some(role) => format!("“{name}”读作 {}", in_words(role)),
        }
    };
    let mut lines: Vec<String> = body.columns.iter().map(read).collect();
    if body.numbered {
        lines.push("表格中有 Word 的自动编号：编号不是文字，没有读入".to_owned());
    }
    lines
}

fn in_words(role: Role) -> &'static str {
    match role {
        Role::Level => "指标名称（level）",
        Role::Content => "公开内容（content）",
        Role::Report => "需报送信息（report）",
        Role::Platform => "公布平台（platform）",
        Role::Responsible => "责任单位（responsible）",
        Role::Deadline => "时限（deadline）",
        Role::Other => "不读入",
    }
}

/// Cells that were written out: counted where the document says so, listed where it was guessed.
pub(super) fn carried(body: &Body, rows: &[Row], codes: &[String], certain: &Certain) -> Vec<String> {
    let mut lines = Vec::new();
    if certain.merged > 0 {
        lines.push(format!("合并单元格所覆盖的 {} 个单元格，已逐行写明", certain.merged));
    }
    if certain.ditto > 0 {
        lines.push(format!("写作“同上”的 {} 个单元格，已写成上面一行的文字", certain.ditto));
    }
    for Column { name, .. } in &body.columns {
        let guessed = rows.iter().zip(codes).filter(|(row, _)| row.guessed.contains(name));
        let codes: Vec<&str> = guessed.map(|(_, code)| code.as_str()).collect();
        if !codes.is_empty() {
            let (count, codes) = (codes.len(), codes.join("、"));
            lines.push(format!("“{name}”有 {count} 个空单元格按合并单元格处理，写成上面一行的文字，请核对：{codes}"));
        }
    }
    lines
}

/// Rows whose cells do not agree with the head.
pub(super) fn odd(body: &Body, codes: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for (row, code) in body.rows.iter().zip(codes) {
        let place = format!("{code}（原文{}）", row.place);
        match row.odd {
            0 => {}
            ..0 => lines.push(format!("{place}比表头少 {} 个单元格", -row.odd)),
            1.. => lines.push(format!("{place}比表头多 {} 个单元格", row.odd)),
        }
        let crowded = body.columns.iter().zip(&row.cells).filter(|(_, under)| under.cells > 1);
        lines.extend(crowded.map(|(column, under)| {
            format!("{place}的“{}”之下有 {} 个单元格，文字已连在一起", column.name, under.cells)
        }));
    }
    lines
}

/// Cells that the table has a column for and that stayed empty.
pub(super) fn empty(body: &Body, rows: &[Row], codes: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for Column { name, role, .. } in &body.columns {
        let cell: fn(&Row) -> &str = match role {
            Some(Role::Content) => |row| &row.content,
            Some(Role::Responsible) => |row| &row.responsible,
            Some(Role::Deadline) => |row| &row.deadline,
            _ => continue,
        };
        let empty = rows.iter().zip(codes).filter(|(row, _)| cell(row).is_empty());
        let codes: Vec<&str> = empty.map(|(_, code)| code.as_str()).collect();
        if !codes.is_empty() {
            lines.push(format!("“{name}”为空：{}", codes.join("、")));
        }
    }
    lines
}

/// Text and tables of the document that are not in the list.
pub(super) fn outside(body: &Body) -> Vec<String> {
    let all = body.before.iter().chain(&body.after);
    let mut lines: Vec<String> = all.clone().take(MAX_LINES).cloned().collect();
    let count = all.count();
    if count > MAX_LINES {
        lines.push(format!("……其余 {} 段没有列出", count - MAX_LINES));
    }
    lines.extend(body.other_tables.iter().map(|table| format!("没有读入的表：{table}")));
    lines
}
