//! Which pages the site may call unchanged since the former visit, and what is told of them.

use jiff::Timestamp;

use super::Walk;
use crate::crawl::frontier::Wish;
use crate::crawl::visitor::Ask;
use crate::site::{Outcome, Page};

impl Walk<'_> {
    /// What is asked for a wish.
    pub(super) fn question<'w>(&self, wish: &'w Wish) -> Ask<'w> {
        let may_be_unchanged = self.may_be_unchanged(wish);
        Ask { form: &wish.form, may_be_unchanged, ..Ask::of(&wish.url, self.number) }
    }

    /// Only the first look of a usual visit, where columns are judged as of a day, takes the site's word for it; and not for
    /// a page that a finding rested on.
    fn may_be_unchanged(&self, wish: &Wish) -> bool {
        let takes_word = self.number == 1 && self.errand.wanted.is_judged() && !self.is_exhaustive();
        let former = self.errand.former.filter(|_| takes_word && wish.form.is_empty());
        former.is_some_and(|former| !former.is_doubtful(wish.url.as_str()))
    }
}

/// The outcome with the time at which its page came, where the site said no more than that it still stands.
pub(super) fn told(outcome: Outcome, since: Option<Timestamp>) -> Outcome {
    match outcome {
        Outcome::Page { at, status, hash, page } => {
            Outcome::Page { at, status, hash, page: Box::new(Page { unchanged_since: since, ..*page }) }
        }
        failed @ Outcome::Failed(_) => failed,
    }
}
