//! The time, and waiting.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

/// The clock on the wall is looked at so often while waiting: it may be set, and the machine may have slept.
const GLANCE: Duration = Duration::from_secs(30);

/// What tells the time.
pub struct Clock {
    now: Box<dyn Fn() -> Timestamp + Send + Sync>,
}

impl Clock {
    /// A clock that shows what `now` gives.
    #[must_use]
    pub fn new(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { now: Box::new(now) }
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// Waits until it is `moment` or later.
    pub async fn wait_until(&self, moment: Timestamp) {
        while let Ok(left) = Duration::try_from(moment.duration_since(self.now()))
            && !left.is_zero()
        {
            tokio::time::sleep(left.min(GLANCE)).await;
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).finish()
    }
}
