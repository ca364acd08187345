//! Whether a policy goes together with its catalogue: its codes are there, and every row gets its weight.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::codes::{nearest, under};
use super::error::Problem;
use super::figure::figure;
use super::weights::{Weights, rests};
use super::{OfKind, Policy, PolicyError};
use crate::catalogue::Catalogue;

/// Most codes that one message names.
const NAMED: usize = 5;

/// Codes that a policy names, with their places.
#[derive(Default)]
struct Codes<'a> {
    found: Vec<(String, &'a str)>,
}

impl<'a> Codes<'a> {
    /// Codes that are keys.
    fn keys(&mut self, place: &str, codes: impl Iterator<Item = &'a String>) {
        self.found.extend(codes.map(|code| (format!("{place}.{code}"), code.as_str())));
    }

    /// Codes in a list.
    fn list(&mut self, place: &str, codes: &'a BTreeSet<String>) {
        self.found.extend(codes.iter().map(|code| (place.to_owned(), code.as_str())));
    }
}

impl Policy {
    /// Whether it goes together with `catalogue`; `file` is its name for error messages.
    ///
    /// # Errors
    /// All codes that the catalogue does not have, and weights that do not come out.
    pub fn check(&self, catalogue: &Catalogue, file: &str) -> Result<(), PolicyError> {
        let codes: Vec<&str> = catalogue.indicators.iter().map(|row| row.code.as_str()).collect();
        let unknown = self.codes().into_iter().filter(|(_, code)| !codes.iter().any(|known| under(known, code)));
        let mut problems: Vec<Problem> = unknown
            .map(|(place, code)| {
                let right = format!("指标体系 {} 中没有编码为“{code}”的指标、栏目或级别", catalogue.id);
                Problem::new(place, &right)
            })
            .collect();
        if problems.is_empty() {
            problems = self.unshared(&codes);
        }
        if problems.is_empty() { Ok(()) } else { Err(PolicyError::new(file, problems)) }
    }

    /// All codes that it names, each with its place.
    fn codes(&self) -> Vec<(String, &str)> {
        let scoring = &self.scoring;
        let mut codes = Codes::default();
        codes.keys("score.weights", scoring.weights.keys());
        codes.list("score.veto.rows", &scoring.veto.rows);
        codes.keys("score.veto.least", scoring.veto.least.keys());
        codes.keys("score.bonus.rows", scoring.bonus.rows.keys());
        codes.list("score.bonus.of", &scoring.bonus.of);
        for (number, group) in (1..).zip(&scoring.groups) {
            codes.keys(&format!("score.groups.第{number}组.weights"), group.weights.keys());
            codes.list(&format!("score.groups.第{number}组.leave_out"), &group.leave_out);
        }
        match &self.of_kind {
            OfKind::Columns(own) => codes.list("score.note_suffices", &own.note_suffices),
            OfKind::Ledger(_) => {}
            OfKind::Website(own) => {
                codes.keys("score.deductions", own.deductions.keys());
                codes.keys("judge.checks", own.rules.checks.keys());
            }
        }
        codes.found
    }

    /// Weights that nothing takes, and rows for which nothing is left.
    fn unshared(&self, codes: &[&str]) -> Vec<Problem> {
        let scoring = &self.scoring;
        let mut problems = self.unshared_of("score.weights", &scoring.weights, codes);
        for (number, group) in (1..).zip(&scoring.groups).filter(|(_, group)| !group.weights.is_empty()) {
            let place = format!("score.groups.第{number}组.weights");
            problems.extend(self.unshared_of(&place, &group.over(&scoring.weights), codes));
        }
        problems
    }

    fn unshared_of(&self, place: &str, named: &Weights, codes: &[&str]) -> Vec<Problem> {
        if named.is_empty() {
            return Vec::new();
        }
        let owner = |code: &str| nearest(named.keys().map(String::as_str), code);
        let base: Vec<&str> = codes.iter().copied().filter(|code| !self.scoring.bonus.names(code)).collect();
        let mut problems = Vec::new();
        for (key, rest) in rests(Decimal::ONE_HUNDRED, named) {
            let rows: Vec<&str> = base.iter().copied().filter(|code| owner(code) == key).collect();
            let here = key.map_or_else(|| place.to_owned(), |key| format!("{place}.{key}"));
            let of = key.map_or_else(|| "全表".to_owned(), |key| format!("{key} "));
            if rows.is_empty() && key.is_some() && !rest.left().is_zero() {
                let (left, whole) = (figure(rest.left()), figure(rest.whole));
                let right = format!("{of}的 {whole} 分中有 {left} 分没有分给任何一行：其下各项权重之和应为 {whole}");
                problems.push(Problem::new(here, &right));
            } else if !rows.is_empty() && rest.left().is_zero() && !rest.whole.is_zero() {
                let more = if rows.len() > NAMED { "等" } else { "" };
                let rows: Vec<&str> = rows.into_iter().take(NAMED).collect();
                let right = format!(
                    "{of}的 {} 分已分完，{}{more}没有权重：请给它们写明权重（不计分的写 0）",
                    figure(rest.whole),
                    rows.join("、")
                );
                problems.push(Problem::new(here, &right));
            }
        }
        problems
    }
}
