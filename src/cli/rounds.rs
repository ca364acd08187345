//! Visiting the units of a run: hosts side by side, the units of one host one after another.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::assess::{Assessed, Rules};
use super::fault::Fault;
use super::progress::Progress;
use crate::crawl::{Archive, Errand, Former, Step, Visitor};
use crate::site::CrawlEnd;
use crate::unit::Unit;

/// What a round works with.
pub(super) struct Round<A> {
    pub(super) rules: Arc<Rules>,
    pub(super) visitor: Arc<Visitor>,
    pub(super) archive: Arc<A>,
    /// Hosts visited at the same time.
    pub(super) jobs: usize,
    /// What is said at Ctrl-C: what is kept, and what to do.
    pub(super) interrupted: &'static str,
}

/// What is told of each unit when its visit ends.
pub(super) type Ended = dyn Fn(&str, CrawlEnd, u32) -> Result<(), Fault> + Send + Sync;

impl<A: Archive + Send + Sync + 'static> Round<A> {
    /// Visits and judges all units; the results are in their order. Ctrl-C ends it.
    pub(super) fn run(self, units: &[Unit], ended: Arc<Ended>) -> Result<Vec<Assessed>, Fault> {
        self.rules.tell_of_day();
        let interrupted = self.interrupted;
        let runtime = Runtime::new().map_err(|error| Fault::work(format!("无法启动：{error}")))?;
        runtime.block_on(async {
            tokio::select! {
                results = self.visit_all(units, ended) => results,
                _ = tokio::signal::ctrl_c() => Err(Fault::work(interrupted)),
            }
        })
    }

    async fn visit_all(self, units: &[Unit], ended: Arc<Ended>) -> Result<Vec<Assessed>, Fault> {
        let progress = Progress::start(units.len());
        let round = Arc::new(self);
        let mut waiting = by_host(units).into_values();
        let mut working = JoinSet::new();
        let mut results: Vec<Option<Assessed>> = units.iter().map(|_| None).collect();
        loop {
            while working.len() < round.jobs {
                let Some(group) = waiting.next() else { break };
                let (round, progress, ended) = (Arc::clone(&round), progress.clone(), Arc::clone(&ended));
                working.spawn(async move { round.visit_group(group, &progress, &*ended).await });
            }
            let Some(done) = working.join_next().await else { break };
            for (place, result) in done.map_err(|error| Fault::work(format!("内部错误：{error}")))?? {
                if let Some(slot) = results.get_mut(place) {
                    *slot = Some(result);
                }
            }
        }
        progress.finish();
        Ok(results.into_iter().flatten().collect())
    }

    async fn visit_group(
        &self,
        group: Vec<(usize, Unit)>,
        progress: &Progress,
        ended: &Ended,
    ) -> Result<Vec<(usize, Assessed)>, Fault> {
        let mut results = Vec::with_capacity(group.len());
        for (place, unit) in group {
            let wanted = self.rules.wanted(&unit);
            let errand = Errand {
                unit: &unit,
                mapper: &self.rules.mapper,
                wanted: &wanted,
                sections: &self.rules.catalogue.sections,
                whole_site: self.rules.of_whole_site(),
                remembered: self.rules.remembered.addresses_of(&unit),
                former: self.rules.formers.get(&unit.name),
                declarations: self.rules.declared.of(&unit).unwrap_or_default(),
            };
            let taken = AtomicU32::new(0);
            let step = |step: &Step<'_>| {
                if let Step::Done { requests, .. } = step {
                    taken.store(*requests, Ordering::Relaxed);
                }
                progress.step(step);
            };
            let visit = self.visitor.visit(&errand, &*self.archive, &step).await;
            let snapshot = visit.map_err(|error| Fault::work(format!("{}：{error:#}", unit.name)))?;
            let requests = taken.load(Ordering::Relaxed);
            ended(&unit.name, snapshot.end, requests)?;
            let mut assessed = self.rules.assess(&unit, &snapshot, requests)?;
            assessed.former = Former::of(&errand, &snapshot);
            results.push((place, assessed));
        }
        Ok(results)
    }
}

/// Units by host, each with its place in the file: two units of one host must not ask it at the same time.
pub(super) fn by_host(units: &[Unit]) -> BTreeMap<String, Vec<(usize, Unit)>> {
    let mut groups: BTreeMap<String, Vec<(usize, Unit)>> = BTreeMap::new();
    for (place, unit) in units.iter().enumerate() {
        groups.entry(unit.site.host_str().unwrap_or_default().to_owned()).or_default().push((place, unit.clone()));
    }
    groups
}
