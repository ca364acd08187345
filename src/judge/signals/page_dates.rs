//! The days on the items' own pages: what each shows in words, and what its PubDate tag says.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::SignalCase;
use crate::judge::suspicion::is_far;
use crate::site::{Article, ColumnItem, Outcome, identity};

/// A tag that contradicts pages of so many different days is none of theirs: the template, a move of the site or a whole new
/// edition of its pages wrote it.
const OF_TEMPLATE: usize = 2;

/// The days on the pages of items.
pub(super) struct PageDates<'c> {
    case: &'c SignalCase<'c>,
    /// By the identity of the addresses that were asked for and came.
    articles: BTreeMap<String, &'c Article>,
    /// Days of tags that say nothing.
    of_template: BTreeSet<Date>,
}

impl<'c> PageDates<'c> {
    pub(super) fn of(case: &'c SignalCase<'c>) -> Self {
        let mut articles = BTreeMap::new();
        for visit in &case.snapshot.visits {
            let Outcome::Page { page, .. } = &visit.outcome else { continue };
            let Some(article) = &page.article else { continue };
            articles.insert(identity(&visit.asked), article);
            articles.insert(identity(&page.url), article);
        }
        let mut pages = Self { case, articles, of_template: BTreeSet::new() };
        let mut shown_by_tag: BTreeMap<Date, BTreeSet<Date>> = BTreeMap::new();
        for item in case.columns.iter().flat_map(|(column, _)| &column.items) {
            let Some(article) = pages.article(item) else { continue };
            if let Some((shown, tag)) = pages.far_apart(article.shown.or(item.item.date), article) {
                shown_by_tag.entry(tag).or_default().insert(shown);
            }
        }
        let of_template = shown_by_tag.into_iter().filter(|(_, shown)| shown.len() >= OF_TEMPLATE);
        pages.of_template = of_template.map(|(tag, _)| tag).collect();
        pages
    }

    /// The day that an item's page shows: in words, else in a tag that is that of the page and of no document.
    pub(super) fn shown(&self, item: &ColumnItem) -> Option<Date> {
        let article = self.article(item);
        let words = article.and_then(|article| article.shown);
        let formed = article.and_then(|article| article.formed);
        words.or(item.published.filter(|tag| !self.of_template.contains(tag) && formed != Some(*tag)))
    }

    /// The day that an item's page shows in words, and the one in its tag, where they are far apart without a reason that can
    /// be seen.
    pub(super) fn contradiction(&self, item: &ColumnItem) -> Option<(Date, Date)> {
        let article = self.article(item)?;
        let (shown, tag) = self.far_apart(article.shown, article)?;
        // The day of a document is older than its publication, that of an update is later.
        let is_told = article.formed == Some(shown.min(tag)) || article.updated == Some(shown.max(tag));
        (!is_told && !self.of_template.contains(&tag)).then_some((shown, tag))
    }

    fn article(&self, item: &ColumnItem) -> Option<&'c Article> {
        if item.opened { self.articles.get(&identity(&item.item.url)).copied() } else { None }
    }

    /// What is shown, and the day of the tag, which is what counts where the two differ.
    fn far_apart(&self, shown: Option<Date>, article: &Article) -> Option<(Date, Date)> {
        shown.zip(article.published).filter(|(shown, tag)| is_far(self.case.suspicion, *shown, *tag))
    }
}
