//! Spacing of the requests to one host.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// Longest pause that back-off leads to.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// One host: how often it may be asked, and by how many connections at a time.
pub(super) struct Gate {
    connections: Semaphore,
    pace: Mutex<Pace>,
}

struct Pace {
    /// Never faster than this.
    floor: Duration,
    /// Present pause; above the floor while the host is in trouble.
    pause: Duration,
    /// `None` while there is no pause.
    limiter: Option<Arc<DefaultDirectRateLimiter>>,
    not_before: Option<Instant>,
}

impl Gate {
    pub(super) fn new(pause: Duration, connections: usize) -> Self {
        let mut pace = Pace { floor: pause, pause: Duration::ZERO, limiter: None, not_before: None };
        pace.set(pause);
        Self { connections: Semaphore::new(connections), pace: Mutex::new(pace) }
    }

    /// Waits for our turn. The connection is ours until the permit is dropped.
    pub(super) async fn turn(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        let permit = self.connections.acquire().await?;
        loop {
            let not_before = self.pace().not_before;
            match not_before {
                Some(moment) if moment > Instant::now() => tokio::time::sleep_until(moment).await,
                _ => break,
            }
        }
        let limiter = self.pace().limiter.clone();
        if let Some(limiter) = limiter {
            limiter.until_ready().await;
        }
        Ok(permit)
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
        if pace.pause > pace.floor {
            let pause = pace.pause.mul_f64(0.9).max(pace.floor);
            pace.set(pause);
        }
    }

    /// The host is in trouble: double the pause, and ask nothing for the time that it named.
    pub(super) fn strained(&self, wait: Option<Duration>) {
        let mut pace = self.pace();
        let pause = (pace.pause * 2).min(LONGEST_PAUSE).max(pace.floor);
        if pause > pace.pause {
            pace.set(pause);
        }
        if let Some(wait) = wait {
            let moment = Instant::now() + wait;
            pace.not_before = Some(pace.not_before.map_or(moment, |known| known.max(moment)));
        }
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pace {
    /// Takes a new pause. A limiter cannot change its quota, so there is a new one, with its first turn spent: the last
    /// request has just been made.
    fn set(&mut self, pause: Duration) {
        let first = self.limiter.is_none();
        self.pause = pause;
        self.limiter = Quota::with_period(pause).map(|quota| {
            let limiter = RateLimiter::direct(quota.allow_burst(NonZeroU32::MIN));
            if !first {
                let _ = limiter.check();
            }
            Arc::new(limiter)
        });
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Gate;

    async fn two_turns(gate: &Gate) -> Duration {
        drop(gate.turn().await.unwrap());
        let start = Instant::now();
        drop(gate.turn().await.unwrap());
        start.elapsed()
    }

    #[tokio::test]
    async fn keeps_the_pause_and_doubles_it_in_trouble() {
        let gate = Gate::new(Duration::from_millis(40), 2);
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
        let gate = Gate::new(Duration::ZERO, 2);
        gate.strained(Some(Duration::from_millis(120)));
        let start = Instant::now();
        drop(gate.turn().await.unwrap());
        assert!(start.elapsed() >= Duration::from_millis(115));
    }

    #[tokio::test]
    async fn robots_can_only_slow_down() {
        let gate = Gate::new(Duration::from_millis(60), 2);
        gate.at_least(Duration::from_millis(1));
        assert!(two_turns(&gate).await >= Duration::from_millis(55));
    }
}
