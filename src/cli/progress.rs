//! Progress: a bar on a terminal, one line per unit elsewhere. Everything goes to standard error.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use super::output::note;
use crate::crawl::Step;
use crate::site::CrawlEnd;

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
    pub(super) fn done(&self, unit: &str, end: CrawlEnd, requests: u32) {
        let how = match end {
            CrawlEnd::Complete => "看完",
            CrawlEnd::BudgetEnded => "请求次数用尽，未看完",
            CrawlEnd::Failed => "无法进入网站",
        };
        let line = format!("{unit}：{how}，请求 {requests} 次");
        match &self.bar {
            Some(bar) => {
                bar.println(line);
                bar.inc(1);
            }
            None => note(line),
        }
    }

    /// The run ended.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
