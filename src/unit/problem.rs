//! A fault in a file that a person edits.

use std::fmt;

/// One fault, with its place and what would be right. Shown as
/// `FILE:LINE 第N列（name）：what is wrong：what would be right`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file, as it was given.
    pub file: String,
    /// Line (row in a spreadsheet), from 1; `None` for the file as a whole.
    pub line: Option<u64>,
    /// Column, from 1, and its name.
    pub column: Option<(usize, String)>,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

impl Problem {
    /// A fault of the file as a whole.
    pub(crate) fn of_file(file: &str, wrong: impl Into<String>, right: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, column: None, wrong: wrong.into(), right: right.into() }
    }

    /// The same fault, at a line.
    pub(crate) fn at_line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The same fault, in a column (from 1).
    pub(crate) fn in_column(self, number: usize, name: &str) -> Self {
        Self { column: Some((number, name.to_owned())), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some((number, name)) = &self.column {
            write!(f, " 第{number}列（{name}）")?;
        }
        write!(f, "：{}：{}", self.wrong, self.right)
    }
}

/// All that is wrong with a table (units, declarations, institutions): at least one problem, in the order of the lines.
/// Shown one problem a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError(pub Vec<Problem>);

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&lines(&self.0))
    }
}

impl std::error::Error for TableError {}

/// One line per problem, without a line break at the end.
pub(crate) fn lines(problems: &[Problem]) -> String {
    problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
}
