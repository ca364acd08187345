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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use jiff::Timestamp;
    use tokio::time::{Instant, timeout};

    use super::Hours;
    use crate::crawl::{Clock, Window};

    /// Virtual time that begins at a moment in China.
    fn hours(window: &str, begin: &str) -> Hours {
        let (begin, start): (Timestamp, _) = (format!("{begin}+08:00").parse().unwrap(), Instant::now());
        Hours::new(Some(window.parse::<Window>().unwrap()), Clock::new(move || begin + start.elapsed()))
    }

    #[tokio::test(start_paused = true)]
    async fn requests_wait_until_it_opens() {
        let hours = hours("22:00-06:00", "2020-09-08T06:00:00");
        let start = Instant::now();
        assert!(!hours.is_open());
        hours.open().await;
        assert_eq!(start.elapsed().as_secs(), 16 * 3600);
        assert!(hours.is_open());
        hours.open().await;
        assert_eq!(start.elapsed().as_secs(), 16 * 3600, "then nothing is waited for");
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_is_told_once_and_the_next_one_again() {
        let hours = Arc::new(hours("22:00-06:00", "2020-09-08T21:00:00"));
        assert!(timeout(Duration::from_secs(60), hours.next_wait(None)).await.is_err(), "nobody waits yet");
        for _ in 0..50 {
            let hours = Arc::clone(&hours);
            tokio::spawn(async move { hours.open().await });
        }
        let (window, first) = hours.next_wait(None).await;
        assert_eq!((window.to_string().as_str(), first), ("22:00-06:00", "2020-09-08T22:00:00+08:00".parse().unwrap()));
        let again = timeout(Duration::from_secs(7200), hours.next_wait(Some(first))).await;
        assert!(again.is_err(), "it is open, and nobody waits");

        tokio::time::sleep(Duration::from_secs(8 * 3600)).await;
        let late = Arc::clone(&hours);
        tokio::spawn(async move { late.open().await });
        let (_, second) = hours.next_wait(Some(first)).await;
        assert_eq!(second, "2020-09-09T22:00:00+08:00".parse().unwrap());
    }
}
