//! Waiting for each slot, and its round over the home pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::task::JoinSet;
use url::Url;

use super::slots::Slots;
use super::telling::Telling;
use crate::cli::fault::Fault;
use crate::cli::rounds::by_host;
use crate::crawl::{Clock, Look};
use crate::store::{Logbook, Watching};
use crate::unit::Unit;

/// Where so many hosts are all silent, it is the network of this machine that is down.
const SILENT_HOSTS: usize = 3;

/// Looks at one home page.
pub(super) type Eye = Arc<dyn Fn(Url) -> BoxFuture<'static, anyhow::Result<Look>> + Send + Sync>;

/// A watch under way.
pub(super) struct Patrol {
    pub(super) units: Vec<Unit>,
    pub(super) slots: Slots,
    pub(super) clock: Clock,
    pub(super) logbook: Arc<Logbook>,
    pub(super) watching: Watching,
    /// Hosts looked at at the same time.
    pub(super) jobs: usize,
    /// Gives what looks during one round.
    pub(super) eyes: Box<dyn Fn() -> Result<Eye, Fault> + Send + Sync>,
}

impl Patrol {
    /// Goes on until the last slot is over. Slots that passed while nobody was there are missed: they leave no look.
    pub(super) async fn run(&self, telling: &mut Telling) -> Result<(), Fault> {
        while self.clock.now() < self.slots.end() {
            let slot = self.slots.due(self.clock.now());
            let at = self.clock.now();
            let looks = self.round(slot).await?;
            let next = self.slots.after(self.slots.due(self.clock.now())).map(|next| self.slots.begin(next));
            if is_silence(&looks) {
                self.logbook.drop_slot(self.watching, slot).map_err(Fault::work)?;
                telling.silence(at);
            } else if !looks.is_empty() {
                let looks: Vec<(String, Look)> = looks.into_iter().map(|(unit, look)| (unit.name, look)).collect();
                telling.round(at, &looks, next);
            }
            let Some(next) = next else { break };
            self.clock.wait_until(next).await;
        }
        Ok(())
    }

    /// Looks at the home pages that were not looked at in this slot: hosts side by side, those of one host one after
    /// another.
    async fn round(&self, slot: i64) -> Result<Vec<(Unit, Look)>, Fault> {
        let seen = self.logbook.seen(self.watching, slot).map_err(Fault::work)?;
        let units: Vec<Unit> = self.units.iter().filter(|unit| !seen.contains(&unit.name)).cloned().collect();
        let eye = (self.eyes)()?;
        let mut looks = Vec::with_capacity(units.len());
        let mut waiting = by_host(units, |unit| unit).into_values();
        let mut working = JoinSet::new();
        loop {
            while working.len() < self.jobs {
                let Some(group) = waiting.next() else { break };
                let (eye, logbook, watching) = (Arc::clone(&eye), Arc::clone(&self.logbook), self.watching);
                working.spawn(async move { look_at(group, &eye, &logbook, watching, slot).await });
            }
            let Some(done) = working.join_next().await else { break };
            looks.extend(done.map_err(|error| Fault::work(format!("内部错误：{error}")))??);
        }
        Ok(looks)
    }
}

async fn look_at(
    group: Vec<Unit>,
    eye: &Eye,
    logbook: &Logbook,
    watching: Watching,
    slot: i64,
) -> Result<Vec<(Unit, Look)>, Fault> {
    let mut looks = Vec::with_capacity(group.len());
    for unit in group {
        let look = eye(unit.site.clone()).await;
        let look = look.map_err(|error| Fault::work(format!("{}：{error:#}", unit.name)))?;
        logbook.keep(watching, slot, &unit, &look).map_err(Fault::work)?;
        looks.push((unit, look));
    }
    Ok(looks)
}

/// Whether nothing at all came back, from several hosts.
fn is_silence(looks: &[(Unit, Look)]) -> bool {
    let hosts: BTreeSet<Option<&str>> = looks.iter().map(|(unit, _)| unit.site.host_str()).collect();
    hosts.len() >= SILENT_HOSTS && looks.iter().all(|(_, look)| look.is_silence())
}
