//! Waiting until sites may be visited.

use jiff::Timestamp;
use tokio::sync::watch;

use super::{Clock, Window};

/// The time of day at which requests are made, and who waits for it.
pub(super) struct Hours {
    /// `None`: at any time.
    window: Option<Window>,
    clock: Clock,
    /// Until when requests wait, as far as one does.
    waiting: watch::Sender<Option<Timestamp>>,
}

impl Hours {
    pub(super) fn new(window: Option<Window>, clock: Clock) -> Self {
        Self { window, clock, waiting: watch::Sender::new(None) }
    }

    /// Waits until requests may be made.
    pub(super) async fn open(&self) {
        while let Some(until) = self.opens() {
            self.waiting.send_if_modified(|told| told.replace(until) != Some(until));
            self.clock.wait_until(until).await;
        }
    }

    /// Whether requests may be made now.
    pub(super) fn is_open(&self) -> bool {
        self.opens().is_none()
    }

    /// Waits until a request has to wait, and gives until when; the same wait is given once. Never ends otherwise.
    pub(super) async fn next_wait(&self, told: Option<Timestamp>) -> (Window, Timestamp) {
        let mut waiting = self.waiting.subscribe();
        loop {
            let until = *waiting.borrow_and_update();
            if let (Some(window), Some(until)) = (self.window, until.filter(|until| Some(*until) != told)) {
                return (window, until);
            }
            if waiting.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    fn opens(&self) -> Option<Timestamp> {
        self.window?.opens(self.clock.now())
    }
}
