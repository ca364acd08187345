//! Visiting the units of a run: hosts side by side, the units of one host one after another; first all first looks, then
//! the second looks, each once its time has come.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::num::NonZero;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::runtime;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::JoinSet;

use super::assess::Rules;
use super::fault::Fault;
use super::looks::{Assessed, Visit};
use super::output::{in_china, note};
use super::progress::Progress;
use super::stop;
use crate::crawl::{Archive, Basis, Errand, Former, Step, Visitor, Witness};
use crate::judge::{Verdict, grounds};
use crate::site::{Outcome, Snapshot};
use crate::unit::Unit;

/// Work that cannot be broken off (reading a page, resolving a name) is waited for so long when the round is.
const FAREWELL: Duration = Duration::from_secs(1);
/// Sites that are gone through again by what the archive holds, at the same time, before their second look. That takes no
/// waiting but the processor, so more would be done no sooner and only take the room.
const REPLAYED_AT_ONCE: usize = 4;
/// Names that are resolved at the same time, however many hosts are visited.
const AT_ONCE: usize = 32;

/// What a round works with.
pub(super) struct Round<A> {
    pub(super) rules: Arc<Rules>,
    pub(super) visitor: Arc<Visitor>,
    pub(super) archive: Arc<A>,
    /// Hosts visited at the same time.
    pub(super) jobs: usize,
    /// Least time between the two looks at a site.
    pub(super) second_look: Duration,
    /// What is said when it is broken off: what is kept, and what to do.
    pub(super) interrupted: &'static str,
}

/// What is done for each unit when its visit has ended and is judged, with what that rests on; gives the file that was kept of
/// the visit, and tells the evidence where it stands in it.
pub(super) type Ended = dyn Fn(&Visit<'_>, &mut [Verdict], &[Basis]) -> Result<Option<String>, Fault> + Send + Sync;

/// A unit to visit.
#[derive(Clone)]
struct Stop {
    /// Its place in the list.
    place: usize,
    unit: Unit,
    /// When its second look is due; `None` before its first.
    due: Option<Timestamp>,
}

/// What is done by so many units at a time.
struct Turns {
    visits: Semaphore,
    replays: Semaphore,
}

/// What a visit came to.
enum Visited {
    Done(Box<Assessed>),
    /// There is a second look to be had, not before this moment.
    Later(Timestamp),
}

impl<A: Archive + Send + Sync + 'static> Round<A> {
    /// Visits and judges all units; the results are in their order. Ctrl-C and SIGTERM end it.
    pub(super) fn run(self, units: &[Unit], ended: Arc<Ended>) -> Result<Vec<Assessed>, Fault> {
        self.rules.tell_of_day();
        let interrupted = self.interrupted;
        let mut runtime = runtime::Builder::new_multi_thread();
        runtime.worker_threads(threads(units)).max_blocking_threads(AT_ONCE).enable_all();
        let runtime = runtime.build().map_err(|error| Fault::work(format!("无法启动：{error}")))?;
        let visitor = Arc::clone(&self.visitor);
        let results = runtime.block_on(async {
            tokio::select! {
                results = self.visit_all(units, ended) => results,
                () = stop::asked() => Err(Fault::work(interrupted)),
                never = tell_of_waiting(&visitor) => match never {},
            }
        });
        runtime.shutdown_timeout(FAREWELL);
        // What follows judges nothing and asks for nothing: it only writes.
        stop::at_once(interrupted);
        results
    }

    async fn visit_all(self, units: &[Unit], ended: Arc<Ended>) -> Result<Vec<Assessed>, Fault> {
        let progress = Progress::start(units.len());
        let turns = Turns { visits: Semaphore::new(self.jobs), replays: Semaphore::new(REPLAYED_AT_ONCE) };
        let turns = Arc::new(turns);
        let round = Arc::new(self);
        let mut results: Vec<Option<Assessed>> = units.iter().map(|_| None).collect();
        let mut stops: Vec<Stop> = units.iter().cloned().enumerate().map(Stop::first).collect();
        while !stops.is_empty() {
            let mut working = JoinSet::new();
            for group in by_host(std::mem::take(&mut stops), |stop| &stop.unit).into_values() {
                let (round, progress) = (Arc::clone(&round), progress.clone());
                let (ended, turns) = (Arc::clone(&ended), Arc::clone(&turns));
                working.spawn(async move { round.visit_group(group, &turns, &progress, &*ended).await });
            }
            while let Some(done) = working.join_next().await {
                for (stop, visited) in done.map_err(|error| Fault::work(format!("内部错误：{error}")))?? {
                    match visited {
                        Visited::Done(assessed) => results[stop.place] = Some(*assessed),
                        Visited::Later(due) => stops.push(Stop { due: Some(due), ..stop }),
                    }
                }
            }
            stops.sort_by_key(|stop| stop.due);
            if let Some(due) = stops.first().and_then(|stop| stop.due) {
                progress.waiting(stops.len(), due);
            }
        }
        progress.finish();
        Ok(results.into_iter().flatten().collect())
    }

    async fn visit_group(
        &self,
        group: Vec<Stop>,
        turns: &Turns,
        progress: &Progress,
        ended: &Ended,
    ) -> Result<Vec<(Stop, Visited)>, Fault> {
        let mut visited = Vec::with_capacity(group.len());
        for stop in group {
            if let Some(due) = stop.due {
                let wait = due.duration_since(Timestamp::now());
                tokio::time::sleep(Duration::try_from(wait).unwrap_or_default()).await;
            }
            let _turn = turn(&turns.visits).await?;
            // A visit is large. Those that wait for their turn must not take the room for it.
            let came = Box::pin(self.visit(&stop, turns, progress, ended)).await?;
            visited.push((stop, came));
        }
        Ok(visited)
    }

    async fn visit(&self, stop: &Stop, turns: &Turns, progress: &Progress, ended: &Ended) -> Result<Visited, Fault> {
        let unit = &stop.unit;
        let wanted = self.rules.wanted(unit);
        let errand = Errand {
            unit,
            mapper: &self.rules.mapper,
            wanted: &wanted,
            sections: &self.rules.catalogue.sections,
            whole_site: self.rules.of_whole_site(),
            remembered: self.rules.remembered.addresses_of(unit),
            former: self.rules.formers.get(&unit.name),
            declarations: self.rules.declared.of(unit).unwrap_or_default(),
        };
        let step = |step: &Step<'_>| progress.step(step);
        let broken = |error: anyhow::Error| Fault::work(format!("{}：{error:#}", unit.name));
        let witness = Witness::new(&*self.archive);
        let mut walk = self.visitor.walk(&errand, &witness, &step);
        let replay = if stop.due.is_some() { Some(turn(&turns.replays).await?) } else { None };
        let first = walk.first().await.map_err(broken)?;
        let judged = self.rules.judge(unit, &first)?;
        drop(replay);
        let doubted = self.rules.doubted(unit, &first, &judged);
        let (snapshot, mut judged) = if !walk.allows_more() || (doubted.is_empty() && !walk.may_bring_more(&first)) {
            (first, judged)
        } else if let (None, Some(due)) = (stop.due, self.due(&first)) {
            progress.looked(unit, first.end, walk.requests());
            return Ok(Visited::Later(due));
        } else {
            let judged = judged.without_columns();
            let second = walk.second(first, &doubted).await.map_err(broken)?;
            let again = self.rules.judge(unit, &second)?;
            (second, self.rules.settled(unit, judged, again, walk.seen_again()))
        };
        self.rules.look_for_signals(unit, &snapshot, &mut judged);
        progress.done(unit, snapshot.end, walk.requests());
        let decided = self.rules.laid_over.lay_over(&mut judged.verdicts);
        let former = if self.visitor.is_offline() {
            Former::default()
        } else {
            Former::of(&errand, &snapshot, &grounds(&snapshot, &judged.verdicts))
        };
        let visit = Visit { unit, end: snapshot.end, requests: walk.requests(), bytes: walk.bytes() };
        let warc = ended(&visit, &mut judged.verdicts, &witness.bases())?;
        let pages = judged.pages.clone();
        let result = self.rules.assess(&visit, judged, warc)?;
        Ok(Visited::Done(Box::new(Assessed { result, former, pages, decided })))
    }

    /// When the second look is due; `None` where it is. It counts from the last answer of the first, which is in the
    /// archive: who goes on with a run that was broken off waits no longer than is left.
    fn due(&self, first: &Snapshot) -> Option<Timestamp> {
        let last = first.visits.iter().map(|visit| match &visit.outcome {
            Outcome::Page { at, .. } => *at,
            Outcome::Failed(failure) => failure.at,
        });
        let pause = SignedDuration::try_from(self.second_look).ok()?;
        let now = Timestamp::now();
        // A clock that was put back must not make it wait longer.
        let due = last.max()?.min(now).checked_add(pause).ok()?;
        (due > now).then_some(due)
    }
}

async fn turn(of: &Semaphore) -> Result<SemaphorePermit<'_>, Fault> {
    of.acquire().await.map_err(|error| Fault::work(format!("内部错误：{error}")))
}

/// Says once for each wait that sites are not visited at this time of day.
async fn tell_of_waiting(visitor: &Visitor) -> Infallible {
    let mut told = None;
    loop {
        let (window, until) = visitor.next_wait(told).await;
        let moment = in_china(until);
        note(format_args!(
            "现在不在访问时段 {window}，等到 {moment}（北京时间）再继续访问网站。可以随时按 Ctrl-C 停下。"
        ));
        told = Some(until);
    }
}

impl Stop {
    fn first((place, unit): (usize, Unit)) -> Self {
        Self { place, unit, due: None }
    }
}

/// Threads for the visits. One that visits one host goes from request to request, and would only wake a second one up in vain.
fn threads(units: &[Unit]) -> usize {
    let hosts: BTreeSet<&str> = units.iter().filter_map(|unit| unit.site.host_str()).collect();
    let most = thread::available_parallelism().map_or(1, NonZero::get);
    hosts.len().clamp(1, most)
}

/// Units by host: two units of one host must not ask it at the same time.
pub(super) fn by_host<T>(all: Vec<T>, unit: impl Fn(&T) -> &Unit) -> BTreeMap<String, Vec<T>> {
    let mut groups: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for one in all {
        let host = unit(&one).site.host_str().unwrap_or_default().to_owned();
        groups.entry(host).or_default().push(one);
    }
    groups
}
