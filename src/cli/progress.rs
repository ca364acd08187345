//! Progress: a bar on a terminal, one line per unit elsewhere. Everything goes to standard error.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;

use super::output::{in_china, note};
use crate::crawl::Step;
use crate::site::CrawlEnd;
use crate::unit::Unit;

/// Shows how far a run is. Clones show the same run.
#[derive(Debug, Clone)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// For a run over so many units.
    pub(super) fn start(units: usize) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { bar: None };
        }
        let bar = ProgressBar::new(units as u64);
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} 个单位，用时 {elapsed}  {wide_msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar: Some(bar) }
    }

    /// One step of a visit.
    pub(super) fn step(&self, step: &Step<'_>) {
        match step {
            Step::Asked { .. } => {}
            Step::Got { unit, url, requests, .. } => {
                if let Some(bar) = &self.bar {
                    bar.set_message(format!("{unit} 第 {requests} 次请求 {url}"));
                }
            }
        }
    }

    /// A unit was visited.
    pub(super) fn done(&self, unit: &Unit, end: CrawlEnd, requests: u32) {
        self.line(&format!("{}：{}，请求 {requests} 次", unit.name, in_words(end)));
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// A unit was looked at for the first time, and a second look is still to come.
    pub(super) fn looked(&self, unit: &Unit, end: CrawlEnd, requests: u32) {
        self.line(&format!("{}：{}，请求 {requests} 次，稍后第二次查看", unit.name, in_words(end)));
    }

    /// So many units have a second look still to come, the first of them not before `due`.
    pub(super) fn waiting(&self, units: usize, due: Timestamp) {
        let words =
            format!("{units} 个单位有网页没有打开或栏目没有找到，从 {}（北京时间）起第二次查看。", in_china(due));
        self.line(&words);
        if let Some(bar) = &self.bar {
            bar.set_message(format!("等到 {} 第二次查看", in_china(due)));
        }
    }

    fn line(&self, words: &str) {
        match &self.bar {
            Some(bar) => bar.println(words),
            None => note(words),
        }
    }

    /// The run ended.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn in_words(end: CrawlEnd) -> &'static str {
    match end {
        CrawlEnd::Complete => "看完",
        CrawlEnd::BudgetEnded => "请求次数用尽，未看完",
        CrawlEnd::Failed => "无法进入网站",
    }
}
