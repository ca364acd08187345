//! The organs of cities and counties, by all their names (`indicators/vocabulary/institutions.csv`).

use std::collections::BTreeMap;

use super::cell::several;
use super::{Problem, Row, Table, TableError};

/// The file that the program ships.
const SHIPPED: &str = include_str!("../../indicators/vocabulary/institutions.csv");
/// Its columns; `since` tells people from which year the line holds.
const COLUMNS: [&str; 6] = ["full", "short", "former", "kind", "since", "into"];
/// Last characters of a place's name: what follows one may be the name of an organ.
const PLACE_ENDS: [char; 7] = ['省', '市', '县', '区', '旗', '州', '盟'];
/// Endings that stand for one another between places and over the years (扶贫局 and 扶贫办); the longer ones first.
const ENDINGS: [&str; 7] = ["委员会", "办公室", "分局", "局", "委", "办", "厅"];

/// The organs that are known: what reforms renamed or places name differently is one organ; what a reform merged are
/// several, of which one has taken over the duties of the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Institutions {
    organs: Vec<Organ>,
    /// Index into `organs` by the key of each name.
    by_key: BTreeMap<String, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Organ {
    full: String,
    kind: OrganKind,
    /// The organ that has taken over its duties; empty when it has them still.
    into: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OrganKind {
    /// 人民政府.
    Government,
    /// 工作部门.
    Department,
    /// 直属机构, 事业单位, 垂直管理单位.
    Institution,
}

impl Institutions {
    /// The organs that the program ships.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn shipped() -> Result<Self, TableError> {
        Self::from_csv(SHIPPED, "institutions.csv")
    }

    /// Reads `text`, a CSV with the columns `full,short,former,kind,since,into`; `file` names it in messages.
    ///
    /// # Errors
    /// Every problem of the file: missing columns, an empty name, a name that two organs have, an unknown kind, a
    /// successor that is no organ of the file.
    pub fn from_csv(text: &str, file: &str) -> Result<Self, TableError> {
        Self::default().with_csv(text, file)
    }

    /// These organs and those of `text`, as in [`Institutions::from_csv`]; a row for an organ that is here already gives it
    /// more names.
    ///
    /// # Errors
    /// As [`Institutions::from_csv`].
    pub fn with_csv(mut self, text: &str, file: &str) -> Result<Self, TableError> {
        let table = Table::parse(text.as_bytes(), file).map_err(|problem| TableError(vec![problem]))?;
        let [full_at, short_at, former_at, kind_at, _, into_at] =
            table.layout(COLUMNS, &COLUMNS).map_err(TableError)?;
        let mut problems = table.nameless_cells();
        for row in &table.rows {
            let fault = |number: usize, wrong: String, right: &str| {
                Problem::of_file(file, wrong, right).at_line(row.line).in_column(number, COLUMNS[number - 1])
            };
            let full = row.cell(full_at);
            match kind(row.cell(kind_at)) {
                Some(kind) if !full.is_empty() => {
                    let into = row.cell(into_at).to_owned();
                    self.put(Organ { full: full.to_owned(), kind, into });
                }
                Some(_) => problems.push(fault(1, "机构全称为空".into(), "应填不带地名的全称")),
                None => {
                    let right = "应为 government、department 或 institution";
                    problems.push(fault(4, format!("类别“{}”无法识别", row.cell(kind_at)), right));
                }
            }
            for (number, cell) in [(1, full), (2, row.cell(short_at)), (3, row.cell(former_at))] {
                for name in several(cell) {
                    if let Some(other) = self.add_name(full, &name) {
                        problems.push(fault(
                            number,
                            format!("“{name}”也是“{other}”的名称"),
                            "一个名称只能属于一个机构",
                        ));
                    }
                }
            }
        }
        problems.extend(self.lost_successors(&table, full_at, into_at));
        if problems.is_empty() { Ok(self) } else { Err(TableError(problems)) }
    }

    /// Successors that are no organ of the file, or the organ itself.
    fn lost_successors(&self, table: &Table, full_at: Option<usize>, into_at: Option<usize>) -> Vec<Problem> {
        let lost = |row: &&Row| {
            let (full, into) = (row.cell(full_at), row.cell(into_at));
            !into.is_empty() && (into == full || !self.organs.iter().any(|organ| organ.full == into))
        };
        let told = |row: &Row| {
            let wrong = format!("“{}”不是另一机构的全称", row.cell(into_at));
            Problem::of_file(&table.file, wrong, "应填承接其职责的机构在本文件中的全称")
                .at_line(row.line)
                .in_column(COLUMNS.len(), COLUMNS[COLUMNS.len() - 1])
        };
        table.rows.iter().filter(lost).map(told).collect()
    }

    /// Adds an organ that is not here yet.
    fn put(&mut self, organ: Organ) {
        if self.organs.iter().all(|known| known.full != organ.full) {
            self.organs.push(organ);
        }
    }

    /// Gives the organ with the full name `full` another name; the organ that has it already, if it is a different one.
    fn add_name(&mut self, full: &str, name: &str) -> Option<&str> {
        let own = self.organs.iter().position(|organ| organ.full == full)?;
        let index = *self.by_key.entry(key(name)).or_insert(own);
        (index != own).then(|| self.organs[index].full.as_str())
    }

    /// The full name without the place of the organ that `words` name: 市发改委, 安康市发展和改革委员会 → 发展和改革委员会.
    /// What reforms renamed gives the name of today (环保局 → 生态环境局). `None` when no organ is known by them.
    #[must_use]
    pub fn full_name(&self, words: &str) -> Option<&str> {
        self.find(words).map(|(_, organ)| organ.full.as_str())
    }

    /// The place in the `words` that name an organ (云岭市 of 云岭市财政局).
    pub(super) fn place_of(&self, words: &str) -> Option<String> {
        self.find(words).map(|(place, _)| place)
    }

    /// The organs whose duties the organ with the full name `full` has taken over, by one reform or several, in the order
    /// of the file.
    pub(super) fn predecessors(&self, full: &str) -> Vec<String> {
        let mut found: Vec<&str> = vec![full];
        let mut at = 0;
        while let Some(successor) = found.get(at).copied() {
            let merged = self.organs.iter().filter(|organ| organ.into == successor).map(|organ| organ.full.as_str());
            let new: Vec<&str> = merged.filter(|name| !found.contains(name)).collect();
            found.extend(new);
            at += 1;
        }
        found.into_iter().skip(1).map(str::to_owned).collect()
    }

    pub(super) fn kind(&self, words: &str) -> Option<OrganKind> {
        self.find(words).map(|(_, organ)| organ.kind)
    }

    /// The organ that `words` name, and the place before it.
    fn find(&self, words: &str) -> Option<(String, &Organ)> {
        let words = plain(words);
        without_place(&words).find_map(|rest| {
            let names = [rest, without_government(rest)];
            let index = names.iter().find_map(|name| self.by_key.get(&key(name)))?;
            let place = words.strip_suffix(rest).unwrap_or_default();
            Some((place.to_owned(), self.organs.get(*index)?))
        })
    }
}

fn kind(cell: &str) -> Option<OrganKind> {
    match cell {
        "government" => Some(OrganKind::Government),
        "department" => Some(OrganKind::Department),
        "institution" => Some(OrganKind::Institution),
        _ => None,
    }
}

/// `words` without blanks and without what stands in brackets (市林业局（市绿化委员会办公室）).
pub(super) fn plain(words: &str) -> String {
    let mut depth = 0_u32;
    let mut plain = String::new();
    for c in words.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// What may be the name of the organ: `words` themselves, then what follows each place name, the longest first.
fn without_place(words: &str) -> impl Iterator<Item = &str> {
    let after = |(at, c): (usize, char)| PLACE_ENDS.contains(&c).then(|| &words[at + c.len_utf8()..]);
    std::iter::once(words).chain(words.char_indices().filter_map(after))
}

/// 市政府法制办, 市委编办: the organ without the body it belongs to.
fn without_government(rest: &str) -> &str {
    ["人民政府", "政府", "委"].iter().find_map(|body| rest.strip_prefix(body)).unwrap_or(rest)
}

/// Names with the same key are one name: an ending that stands for others is replaced by a mark. (A stem of one
/// character, 教委, says too little.)
fn key(name: &str) -> String {
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    match stem {
        Some(stem) if stem.chars().count() > 1 => format!("{stem}*"),
        _ => name.to_owned(),
    }
}
