//! `indicators.csv`: the rows of a catalogue.

use std::collections::HashMap;

use super::deadline::{self, Rule};
use super::head::Head;
use super::{Indicator, Kind, Responsible, responsible};
use crate::unit::{Institutions, Problem, Row, Table};

/// Columns of `indicators.csv`.
pub(super) const COLUMNS: [&str; 10] =
    ["code", "level1", "level2", "level3", "level4", "content", "report", "platform", "responsible", "deadline"];

/// Where they stand in [`COLUMNS`].
const CODE: usize = 0;
const LEVEL1: usize = 1;
const RESPONSIBLE: usize = 8;
const DEADLINE: usize = 9;

/// Reads the rows of `table`, and gives every problem of the file beside them; what is wrong in a row stays empty.
pub(super) fn read(table: &Table, head: &Head, institutions: &Institutions) -> (Vec<Indicator>, Vec<Problem>) {
    let layout = match table.layout(COLUMNS, &COLUMNS) {
        Ok(layout) => layout,
        Err(problems) => return (Vec::new(), problems),
    };
    if table.rows.is_empty() {
        return (Vec::new(), vec![Problem::of_file(&table.file, "没有指标", "列名之下每行填一个指标")]);
    }
    let problems = table.nameless_cells();
    let mut reading = Reading { file: &table.file, head, institutions, layout, problems, seen: Seen::default() };
    let indicators = table.rows.iter().map(|row| reading.indicator(row)).collect();
    (indicators, reading.problems)
}

struct Reading<'a> {
    file: &'a str,
    head: &'a Head,
    institutions: &'a Institutions,
    layout: [Option<usize>; COLUMNS.len()],
    problems: Vec<Problem>,
    seen: Seen,
}

/// What the rows before said.
#[derive(Default)]
struct Seen {
    /// Line of each code.
    codes: HashMap<String, u64>,
    /// Levels of each column code.
    levels: HashMap<String, [String; 4]>,
    /// Column code of the levels.
    columns: HashMap<[String; 4], String>,
}

impl Reading<'_> {
    /// The indicator of a row; where something is wrong, a problem is noted and the value stays empty.
    fn indicator(&mut self, row: &Row) -> Indicator {
        let [code, level1, level2, level3, level4, content, report, platform, responsible, deadline] =
            self.layout.map(|index| row.cell(index).to_owned());
        let levels = [level1, level2, level3, level4];
        let column = self.column(row, &code);
        self.check_levels(row, &column, &levels);
        Indicator {
            topic: levels.iter().any(|level| level.contains("专题形式")),
            rules: self.rules(row, &deadline, &content),
            owners: self.owners(row, &responsible),
            code,
            column,
            levels,
            content,
            report,
            platform,
            responsible,
            deadline,
        }
    }

    /// The column code: the code without its last group.
    fn column(&mut self, row: &Row, code: &str) -> String {
        if let Some(line) = self.seen.codes.insert(code.to_owned(), row.line) {
            self.fault(row, CODE, format!("编码“{code}”与第 {line} 行重复"), "每行的编码不能相同");
        }
        let groups: Vec<&str> = code.split('-').collect();
        let is_group = |group: &&str| !group.is_empty() && group.chars().all(|c| c.is_ascii_alphanumeric());
        if groups.len() < 3 || !groups.iter().all(is_group) {
            self.fault(row, CODE, format!("编码“{code}”的形式不对"), "应为 AK-01-02-03 的形式（体系-一级-栏目-行）");
        }
        code.rsplit_once('-').map_or_else(String::new, |(column, _)| column.to_owned())
    }

    fn check_levels(&mut self, row: &Row, column: &str, levels: &[String; 4]) {
        let depth = levels.iter().take_while(|level| !level.is_empty()).count();
        if depth == 0 {
            self.fault(row, LEVEL1, "一级指标为空".into(), "合并单元格应在所覆盖的每一行写明");
        }
        if let Some(index) = (depth + 1..levels.len()).find(|&index| !levels[index].is_empty()) {
            self.fault(row, LEVEL1 + index, "上一级指标为空".into(), "指标应从一级起逐级填写");
        }
        if depth > self.head.level_names.len() {
            let wrong = format!("catalogue.toml 的 level_names 只有 {} 级", self.head.level_names.len());
            self.fault(row, LEVEL1 + depth - 1, wrong, "请补充 level_names 或清空该单元格");
        }
        let before = self.seen.levels.entry(column.to_owned()).or_insert_with(|| levels.clone());
        if before != levels {
            let named: Vec<&str> = before.iter().map(String::as_str).filter(|level| !level.is_empty()).collect();
            let wrong = format!("编码 {column} 的各行指标名称不同（前面是“{}”）", named.join(" > "));
            self.fault(row, CODE, wrong, "同一栏目的各行名称应相同，不同栏目应使用不同编码");
        }
        let before = self.seen.columns.entry(levels.clone()).or_insert_with(|| column.to_owned()).clone();
        if before != column && self.head.kind == Kind::Columns {
            self.fault(row, CODE, format!("同名栏目已使用编码 {before}"), "名称完全相同的各行应使用同一栏目编码");
        }
    }

    fn rules(&mut self, row: &Row, deadline: &str, content: &str) -> Vec<Rule> {
        deadline::rules(deadline, content, self.head.year()).unwrap_or_else(|error| {
            let right =
                "应为“20个工作日内”“每年3月31日前”“每月”“及时公开”等写法；缺少年份的日期需在 catalogue.toml 填 year 或 issued";
            self.fault(row, DEADLINE, error.to_string(), right);
            Vec::new()
        })
    }

    fn owners(&mut self, row: &Row, responsible: &str) -> Responsible {
        if responsible.is_empty() {
            let right = "应填由谁建设或完成，如 市财政局、各单位；合并单元格应在所覆盖的每一行写明";
            self.fault(row, RESPONSIBLE, "责任单位为空，没有单位承担该行".into(), right);
        }
        responsible::parse(responsible, self.institutions).unwrap_or_else(|unknown| {
            let wrong = format!("不认识的责任单位：{}", unknown.join("、"));
            self.fault(row, RESPONSIBLE, wrong, "请核对名称，或在指标体系文件夹的 institutions.csv 中补充该机构");
            Responsible::default()
        })
    }

    fn fault(&mut self, row: &Row, column: usize, wrong: String, right: &str) {
        let number = self.layout[column].map_or(0, |index| index + 1);
        let problem = Problem::of_file(self.file, wrong, right).at_line(row.line);
        self.problems.push(problem.in_column(number, COLUMNS[column]));
    }
}
