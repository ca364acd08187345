//! The site's map for machines, where a wanted column was not found.

use std::collections::{HashSet, VecDeque};

use url::Url;

use super::Walk;
use crate::crawl::frontier::Wish;
use crate::crawl::scope::Place;
use crate::crawl::sitemap::{SiteMap, is_column};
use crate::crawl::visitor::Ask;
use crate::crawl::wishes::RELEVANT;
use crate::crawl::{Basis, Received, address};
use crate::site::{Purpose, Via};

/// Maps that are asked for, per unit.
const MAX_MAPS: usize = 5;
/// Maps between the first one and the pages: an index of indexes.
const MAX_DEPTH: u8 = 2;
/// Columns that are taken from the maps of a site.
const MAX_COLUMNS: usize = 50;

impl Walk<'_> {
    /// Looks in the site's maps for columns to which no link leads. It costs a request or two, so only a column that is not
    /// there, of those judged as of a day, makes it worth asking; a page is looked at only where its address names such a column.
    pub(super) async fn look_at_site_maps(&mut self) -> anyhow::Result<()> {
        let absent = self.absent();
        if absent.is_empty() || self.home.is_none() || !self.errand.wanted.is_judged() {
            return Ok(());
        }
        let mut waiting = self.site_maps().await?;
        let (mut asked, mut columns) = (HashSet::new(), 0);
        while let Some((url, depth)) = waiting.pop_front() {
            if asked.len() == MAX_MAPS || self.is_spent() || self.is_silent(&url) {
                break;
            }
            if !asked.insert(url.clone()) {
                continue;
            }
            let map = self.site_map(&url).await?;
            if depth < MAX_DEPTH {
                let on_site = map.maps.into_iter().filter(|further| self.is_inside(further));
                waiting.extend(on_site.map(|further| (further, depth + 1)));
            }
            let named = map.pages.into_iter().filter_map(|page| self.named(&url, page, &absent));
            for wish in named.take(MAX_COLUMNS - columns).collect::<Vec<_>>() {
                columns += 1;
                self.frontier.offer(wish);
            }
        }
        self.drain().await
    }

    /// Codes of wanted columns that the unit's own pages have not shown.
    pub(super) fn absent(&self) -> HashSet<String> {
        let wanted = self.errand.wanted.columns.iter();
        wanted.filter(|code| !self.found.has_seen(code)).cloned().collect()
    }

    /// The maps that robots.txt names, or else the usual one.
    async fn site_maps(&self) -> anyhow::Result<VecDeque<(Url, u8)>> {
        let site = &self.errand.unit.site;
        let robots = self.visitor.robots(site, 1, self.archive).await?;
        let named = robots.site_maps().iter().filter_map(|address| site.join(address.trim()).ok());
        let named: VecDeque<(Url, u8)> = named.filter(|url| self.is_inside(url)).map(|url| (url, 0)).collect();
        let usual = || SiteMap::usual(site).map(|url| (url, 0)).into_iter().collect();
        Ok(if named.is_empty() { usual() } else { named })
    }

    /// The map at an address; an empty one where none came.
    async fn site_map(&mut self, url: &Url) -> anyhow::Result<SiteMap> {
        let Some(response) = self.visitor.obtain(&Ask::of(url, 1), self.archive).await? else {
            return Ok(SiteMap::default());
        };
        self.archive.rests_on(Basis::of(&response));
        self.requests += response.requests;
        match response.received {
            Received::Answer(answer) if (200..300).contains(&answer.status) => {
                Ok(tokio::task::spawn_blocking(move || SiteMap::read(&answer.body)).await?)
            }
            _ => Ok(SiteMap::default()),
        }
    }

    /// A page of a map, where its address names a column that is not there.
    fn named(&self, map: &Url, page: Url, absent: &HashSet<String>) -> Option<Wish> {
        if self.scope.place(&page) != Place::Own || !is_column(&page) || address::is_trap(&page, "") {
            return None;
        }
        let relevance = self.errand.mapper.relevance("", &[], page.as_str(), absent);
        let via = Via { from: map.to_string(), text: String::new(), path: Vec::new() };
        (relevance >= RELEVANT).then(|| Wish::new(page, Purpose::Column, Some(via), 1, relevance))
    }
}
