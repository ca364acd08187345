//! The keys of a policy file, read one at a time, so that all of its problems are told and not only the first.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Problem;

/// What is out of range in a value: the key below it (empty for the value itself), and what would be right, in Chinese.
pub(super) type Wrong<R> = Vec<(String, R)>;

/// The keys of one table that were not read yet, and what was found wrong so far.
pub(super) struct Keys<'a> {
    text: &'a str,
    /// `score`; empty for the file.
    path: &'static str,
    /// With the byte of the text at which the key stands.
    left: BTreeMap<String, (usize, Spanned<DeValue<'a>>)>,
    asked: Vec<&'static str>,
    /// Where the table is not there, which is told once, its keys are not missed.
    absent: bool,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Keys<'a> {
    /// The keys of a whole file; no keys but problems for a text that is no TOML.
    pub(super) fn of_file(text: &'a str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let table = if errors.is_empty() { table.into_inner() } else { DeTable::new() };
        let mut keys = Self::of_table(text, "", table);
        keys.absent = !errors.is_empty();
        keys.problems = errors.iter().map(|error| Problem::of_toml(error, text)).collect();
        keys
    }

    fn of_table(text: &'a str, path: &'static str, table: DeTable<'a>) -> Self {
        let spans = table.into_iter().map(|(key, value)| (key.span().start, key.into_inner().into_owned(), value));
        let left = spans.map(|(at, key, value)| (key, (at, value))).collect();
        Self { text, path, left, asked: Vec::new(), absent: false, problems: Vec::new() }
    }

    /// The keys of the table `key`, which has to be there.
    pub(super) fn table(&mut self, key: &'static str) -> Self {
        self.asked.push(key);
        let found = self.left.remove(key);
        match found.map(|(at, value)| (at, value.into_inner())) {
            Some((_, DeValue::Table(table))) => return Self::of_table(self.text, key, table),
            Some((at, _)) => self.problems.push(Problem::at_byte(self.text, at, "这里应为一个表".to_owned())),
            None if self.absent => {}
            None => self.problems.push(Problem::new(self.place(key), "缺少这个表")),
        }
        Self { absent: true, ..Self::of_table(self.text, key, DeTable::new()) }
    }

    /// The value of `key`, which has to be there and for which `check` may find nothing wrong; `None` with a problem noted.
    pub(super) fn need<T: DeserializeOwned, R: AsRef<str>>(
        &mut self,
        key: &'static str,
        check: impl Fn(&T) -> Wrong<R>,
    ) -> Option<T> {
        if !self.left.contains_key(key) && !self.absent {
            let place = if self.path.is_empty() { "文件".to_owned() } else { self.path.to_owned() };
            self.problems.push(Problem::new(place, &format!("缺少键“{key}”")));
        }
        self.read(key, check)
    }

    /// The value of `key`, or the usual one where the file does not say; `None` where it says something wrong.
    pub(super) fn usual<T: DeserializeOwned + Default, R: AsRef<str>>(
        &mut self,
        key: &'static str,
        check: impl Fn(&T) -> Wrong<R>,
    ) -> Option<T> {
        if self.left.contains_key(key) {
            return self.read(key, check);
        }
        self.asked.push(key);
        Some(T::default())
    }

    fn read<T: DeserializeOwned, R: AsRef<str>>(
        &mut self,
        key: &'static str,
        check: impl Fn(&T) -> Wrong<R>,
    ) -> Option<T> {
        self.asked.push(key);
        let (_, value) = self.left.remove(key)?;
        match T::deserialize(value.into_deserializer()) {
            Ok(read) => {
                let wrong = check(&read);
                let path = self.place(key);
                let problems = wrong.iter().map(|(below, right)| {
                    let place = if below.is_empty() { path.clone() } else { format!("{path}.{below}") };
                    Problem::new(place, right.as_ref())
                });
                self.problems.extend(problems);
                Some(read)
            }
            Err(error) => {
                self.problems.push(Problem::of_toml(&error, self.text));
                None
            }
        }
    }

    fn place(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// All that was found wrong, with the keys that nobody asked for.
    pub(super) fn done(self) -> Vec<Problem> {
        let known = self.asked.join("、");
        let unknown = self
            .left
            .iter()
            .map(|(key, (at, _))| Problem::at_byte(self.text, *at, format!("没有“{key}”这个键，可用的键：{known}")));
        self.problems.into_iter().chain(unknown).collect()
    }
}

/// For values of which nothing can be out of range.
pub(super) fn anything<T>(_: &T) -> Wrong<&'static str> {
    Vec::new()
}

/// For a number that has to lie from 0 to 100.
pub(super) fn percent(value: &rust_decimal::Decimal) -> Wrong<&'static str> {
    let hundred = rust_decimal::Decimal::ZERO..=rust_decimal::Decimal::ONE_HUNDRED;
    if hundred.contains(value) { Vec::new() } else { vec![(String::new(), "应在 0 至 100 之间")] }
}
