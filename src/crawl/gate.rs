//! Spacing of the requests to one host, and to all hosts on one machine.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// Longest pause that back-off leads to.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// One machine, whatever names it has: how often it may be asked, and by how many connections at a time.
pub(super) struct Machine {
    connections: Semaphore,
    /// `None` where there is no pause.
    limiter: Option<DefaultDirectRateLimiter>,
}

/// One host: the pace of its machine, and slower where the host asks for it or is in trouble.
pub(super) struct Gate {
    machine: Arc<Machine>,
    pace: Mutex<Pace>,
}

struct Pace {
    /// Never faster than this.
    floor: Duration,
    /// Present pause; above the floor while the host is in trouble.
    pause: Duration,
    not_before: Instant,
    /// The host asked for a longer wait than a run can keep.
    closed: bool,
}

impl Machine {
    pub(super) fn new(pause: Duration, connections: usize) -> Self {
        let quota = Quota::with_period(pause).map(|quota| quota.allow_burst(NonZeroU32::MIN));
        Self { connections: Semaphore::new(connections), limiter: quota.map(RateLimiter::direct) }
    }
}

impl Gate {
    pub(super) fn new(machine: Arc<Machine>, pause: Duration) -> Self {
        let pace = Pace { floor: pause, pause, not_before: Instant::now(), closed: false };
        Self { machine, pace: Mutex::new(pace) }
    }

    /// Waits for our turn. The connection is ours until the permit is dropped.
    pub(super) async fn turn(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        loop {
            // Nobody holds a connection of the machine while this host has to be left alone.
            let moment = self.pace().not_before;
            tokio::time::sleep_until(moment).await;
            let permit = self.machine.connections.acquire().await?;
            if let Some(limiter) = &self.machine.limiter {
                limiter.until_ready().await;
            }
            // Meanwhile another turn may have been taken, or the host have got into trouble.
            let mut pace = self.pace();
            let now = Instant::now();
            if pace.not_before <= now {
                pace.not_before = now + pace.pause;
                return Ok(permit);
            }
        }
    }

    /// Asks the host less often: robots.txt wants `pause` between two requests.
    pub(super) fn at_least(&self, pause: Duration) {
        let mut pace = self.pace();
        if pause > pace.floor {
            pace.floor = pause;
            let pause = pace.pause.max(pause);
            pace.set(pause);
        }
    }

    /// The host answered as it should: come back to the usual pause step by step.
    pub(super) fn eased(&self) {
        let mut pace = self.pace();
        pace.pause = pace.pause.mul_f64(0.9).max(pace.floor);
    }

    /// The host is in trouble: double the pause, and ask nothing for the time that it named.
    pub(super) fn strained(&self, wait: Option<Duration>) {
        let mut pace = self.pace();
        let pause = (pace.pause * 2).min(LONGEST_PAUSE).max(pace.floor);
        pace.set(pause);
        if let Some(wait) = wait {
            pace.not_before = pace.not_before.max(Instant::now() + wait);
        }
    }

    /// Asks the host nothing more in this run.
    pub(super) fn close(&self) {
        self.pace().closed = true;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.pace().closed
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pace {
    /// Takes a longer pause, from now on.
    fn set(&mut self, pause: Duration) {
        self.pause = pause;
        self.not_before = self.not_before.max(Instant::now() + pause);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    use super::{Gate, Machine};

    fn gate(pause: Duration) -> Gate {
        Gate::new(Arc::new(Machine::new(pause, 2)), pause)
    }

    async fn two_turns(gate: &Gate) -> Duration {
        drop(gate.turn().await.unwrap());
        let start = Instant::now();
        drop(gate.turn().await.unwrap());
        start.elapsed()
    }

    #[tokio::test]
    async fn keeps_the_pause_and_doubles_it_in_trouble() {
        let gate = gate(Duration::from_millis(40));
        assert!(two_turns(&gate).await >= Duration::from_millis(35));
        gate.strained(None);
        assert!(two_turns(&gate).await >= Duration::from_millis(75));
        for _ in 0..20 {
            gate.eased();
        }
        assert!(two_turns(&gate).await < Duration::from_millis(75));
    }

    #[tokio::test]
    async fn waits_as_long_as_the_host_asked() {
        let gate = gate(Duration::ZERO);
        gate.strained(Some(Duration::from_millis(120)));
        let start = Instant::now();
        drop(gate.turn().await.unwrap());
        assert!(start.elapsed() >= Duration::from_millis(115));
    }

    #[tokio::test]
    async fn robots_can_only_slow_down() {
        let gate = gate(Duration::from_millis(60));
        gate.at_least(Duration::from_millis(1));
        assert!(two_turns(&gate).await >= Duration::from_millis(55));
    }

    /// Moments of six turns taken by three visitors who wait side by side.
    async fn side_by_side(gates: [Gate; 3]) -> Vec<Instant> {
        let visitors = gates.map(|gate| {
            tokio::spawn(async move {
                let mut moments = Vec::new();
                for _ in 0..2 {
                    let turn = gate.turn().await.unwrap();
                    moments.push(Instant::now());
                    drop(turn);
                    gate.eased();
                }
                moments
            })
        });
        let mut all = Vec::new();
        for visitor in visitors {
            all.extend(visitor.await.unwrap());
        }
        all.sort();
        all
    }

    #[tokio::test]
    async fn hosts_on_one_machine_share_its_pace() {
        let pause = Duration::from_millis(40);
        let machine = Arc::new(Machine::new(pause, 2));
        let gates = std::array::from_fn(|_| Gate::new(Arc::clone(&machine), pause));
        let moments = side_by_side(gates).await;
        assert!(moments.windows(2).all(|two| two[1] - two[0] >= Duration::from_millis(35)), "{moments:?}");
    }

    #[tokio::test]
    async fn no_two_turns_come_close_while_a_host_recovers() {
        let gate = Arc::new(gate(Duration::from_millis(30)));
        gate.strained(None);
        let mut waiting = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let gate = Arc::clone(&gate);
            waiting.spawn(async move {
                let turn = gate.turn().await.unwrap();
                let moment = Instant::now();
                drop(turn);
                gate.eased();
                moment
            });
        }
        let mut moments = waiting.join_all().await;
        moments.sort();
        assert!(moments.windows(2).all(|two| two[1] - two[0] >= Duration::from_millis(28)), "{moments:?}");
    }
}
