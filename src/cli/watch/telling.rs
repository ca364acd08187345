//! What is told while a watch goes on: a line per round on a terminal, a line per day elsewhere. Everything goes to
//! standard error.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use jiff::civil::Date;

use super::tally::has_failed;
use crate::calendar::day_in_china;
use crate::cli::output::{in_china, note};
use crate::crawl::Look;

/// The time that passes is shown so often.
const TICK: Duration = Duration::from_secs(1);
/// Units that are named in a line.
const NAMED: usize = 5;

/// Tells of the rounds.
pub(super) struct Telling {
    bar: Option<ProgressBar>,
    day: Option<Day>,
    /// Units of which it was said why their visits do not count.
    kept_out: BTreeSet<String>,
}

/// What the rounds of a day come to so far.
struct Day {
    date: Date,
    visits: usize,
    failed: usize,
}

impl Telling {
    pub(super) fn start() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            let style = ProgressStyle::with_template("已监测 {elapsed}  {wide_msg}");
            bar.enable_steady_tick(TICK);
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
        });
        Self { bar, day: None, kept_out: BTreeSet::new() }
    }

    /// A round is over; `next` is when the next one begins.
    pub(super) fn round(&mut self, at: Timestamp, looks: &[(String, Look)], next: Option<Timestamp>) {
        self.tell_kept_out(looks);
        let visits = || looks.iter().filter_map(|(unit, look)| Some((unit, look.visit()?)));
        let failed: Vec<&str> =
            visits().filter(|(_, visit)| has_failed(visit)).map(|(unit, _)| unit.as_str()).collect();
        self.tell_round(at, visits().count(), &failed);
        let day = self.day.get_or_insert(Day { date: day_in_china(at), visits: 0, failed: 0 });
        day.visits += visits().count();
        day.failed += failed.len();
        if next.is_none_or(|next| day_in_china(next) != day.date) {
            if self.bar.is_none() {
                note(format_args!("{}：访问 {} 次，打不开 {} 次", day.date, day.visits, day.failed));
            }
            self.day = None;
        }
        if let (Some(bar), Some(next)) = (&self.bar, next) {
            bar.set_message(format!("下一轮 {}", in_china(next)));
        }
    }

    /// Nothing came back in a round, from no site.
    pub(super) fn silence(&self, at: Timestamp) {
        self.line(&format!("{}：所有网站都连不上，多半是本机网络不通，这一轮不计入", in_china(at)));
    }

    /// The watch ended.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn tell_round(&self, at: Timestamp, visits: usize, failed: &[&str]) {
        let Some(bar) = &self.bar else { return };
        let named = failed.iter().take(NAMED).copied().collect::<Vec<_>>().join("、");
        let failed = match failed.len() {
            0 => "全部打开".to_owned(),
            count if count > NAMED => format!("打不开 {count} 个：{named} 等"),
            count => format!("打不开 {count} 个：{named}"),
        };
        bar.println(format!("{}：访问 {visits} 个首页，{failed}", in_china(at)));
    }

    fn tell_kept_out(&mut self, looks: &[(String, Look)]) {
        for (unit, look) in looks.iter().filter(|(_, look)| look.visit().is_none()) {
            if let Some(class) = look.failed
                && self.kept_out.insert(unit.clone())
            {
                self.line(&format!("{unit}：首页未能访问，不算网站打不开，也不计入次数（{}）", class.advice()));
            }
        }
    }

    fn line(&self, words: &str) {
        match &self.bar {
            Some(bar) => bar.println(words),
            None => note(words),
        }
    }
}
