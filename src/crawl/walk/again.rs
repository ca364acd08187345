//! The second look: once more at what failed and at what was doubted, later in the run.

use std::fmt;

use super::{MAX_SILENCE, Walk, kept};
use crate::crawl::failure::may_come_later;
use crate::crawl::frontier::Wish;
use crate::site::{Outcome, PageKind, Purpose, Snapshot, Visit};

impl Walk<'_> {
    /// Whether a page that failed at the first look may come at the second, as far as the budget allows one.
    #[must_use]
    pub fn may_bring_more(&self, first: &Snapshot) -> bool {
        let waits = |(place, wish): &(usize, Wish)| {
            let failed = |visit: &Visit| matches!(visit.outcome, Outcome::Failed(_));
            first.visits.get(*place).is_some_and(failed) && !self.is_needless(wish)
        };
        self.allows_more() && self.wishes.iter().any(waits)
    }

    /// Whether the budget allows another request.
    #[must_use]
    pub fn allows_more(&self) -> bool {
        !self.is_spent()
    }

    /// Pages that were doubted and came again.
    #[must_use]
    pub fn seen_again(&self) -> usize {
        self.seen_again
    }

    /// Looks again at the pages of `first`, the snapshot of [`Walk::first`], that failed, and at those that came for the
    /// addresses in `doubted`; goes on from what is new on them. A page that comes stands in the place of the failure, or of
    /// the page that came before; a failure never stands in the place of a page.
    ///
    /// # Errors
    /// Only when the archive fails.
    pub async fn second(&mut self, first: Snapshot, doubted: &[String]) -> anyhow::Result<Snapshot> {
        self.visits = first.visits;
        self.number = 2;
        // A host that fell silent is tried once; one answer opens it again.
        for (count, _) in self.silence.values_mut() {
            *count = (*count).min(MAX_SILENCE - 1);
        }
        let again = |(place, wish): &&(usize, Wish)| {
            self.visits.get(*place).is_some_and(|visit| match &visit.outcome {
                Outcome::Page { .. } => doubted.contains(&visit.asked),
                Outcome::Failed(_) => !self.is_needless(wish),
            })
        };
        let again: Vec<(usize, Wish)> = self.wishes.iter().filter(again).cloned().collect();
        for (place, wish) in again {
            // Another way into the site may have opened meanwhile.
            let failed = matches!(self.visits[place].outcome, Outcome::Failed(_));
            if (failed && self.is_needless(&wish)) || self.is_silent(&wish.url) {
                continue;
            }
            if let Some(outcome) = self.ask(&wish).await? {
                self.learn(&wish, &outcome);
                let told = self.put(place, &kept::kept(outcome));
                self.seen_again += usize::from(told && !failed);
                self.drain().await?;
            }
        }
        Ok(self.snapshot())
    }

    /// A way into a site that was entered.
    fn is_needless(&self, wish: &Wish) -> bool {
        wish.purpose == Purpose::Home && self.home.is_some()
    }

    /// Puts what came in its place, and in those of other visits to the same address that failed or on which the site's word
    /// was taken; `false` where it tells nothing.
    fn put(&mut self, place: usize, outcome: &Outcome) -> bool {
        if !tells_more(&self.visits[place].outcome, outcome) {
            return false;
        }
        let (asked, posted) = (self.visits[place].asked.clone(), self.visits[place].posted.clone());
        for (at, visit) in self.visits.iter_mut().enumerate() {
            let weak = match &visit.outcome {
                Outcome::Failed(_) => true,
                Outcome::Page { page, .. } => page.unchanged_since.is_some(),
            };
            if at == place || (weak && visit.asked == asked && visit.posted == posted) {
                visit.outcome = outcome.clone();
            }
        }
        true
    }
}

/// Whether a second look may be worth it: at what failed and may come, at a page that leads to columns, and at one of which
/// the site only said that it is unchanged.
pub(super) fn is_possible(wish: &Wish, outcome: &Outcome) -> bool {
    let leads_on = matches!(wish.purpose, Purpose::Home | Purpose::Column | Purpose::Remembered) && wish.is_page();
    match outcome {
        Outcome::Failed(failure) => may_come_later(failure),
        Outcome::Page { page, .. } => leads_on || page.unchanged_since.is_some(),
    }
}

/// Whether what came at the second look is to stand in the place of what the first gave.
fn tells_more(first: &Outcome, second: &Outcome) -> bool {
    let says_nothing = |kind: PageKind| matches!(kind, PageKind::Challenge | PageKind::Shell | PageKind::Soft404);
    match (first, second) {
        (Outcome::Failed(_), _) => true,
        (Outcome::Page { .. }, Outcome::Failed(_)) => false,
        (Outcome::Page { page: old, .. }, Outcome::Page { page: new, .. }) => {
            !says_nothing(new.kind) || says_nothing(old.kind)
        }
    }
}

impl fmt::Debug for Walk<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { errand, number, requests, .. } = self;
        f.debug_struct("Walk").field("errand", errand).field("look", number).field("requests", requests).finish()
    }
}
