//! Visits to made-up sites, served on loopback under made-up names.

mod again;
mod called;
mod declared;
mod demanded;
mod evidence;
mod families;
mod fetching;
mod focus;
mod hostile;
mod looking;
mod remembered;
#[cfg(feature = "render")]
mod rendering;
#[cfg(feature = "render")]
mod scripts;
mod server;
mod unchanged;
mod visiting;
#[cfg(not(feature = "render"))]
mod without;

use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use super::{Archive, Errand, Manners, Memory, Rendered, Response, Visitor, Wanted};
use crate::catalogue::{Catalogue, Indicator};
use crate::mapping::{Mapper, Vocabulary};
use crate::site::{FailureClass, Outcome, Snapshot, Visit};
use crate::unit::{ColumnAddress, Declaration, Unit};
use server::Server;

/// Manners for a test: everything goes to `server`, nothing is waited for.
fn manners(server: &Server) -> Manners {
    Manners {
        pause: Duration::ZERO,
        timeout: Duration::from_secs(5),
        retry_pause: Duration::from_millis(5),
        budget: 60,
        connect_to: vec![format!("::127.0.0.1:{}", server.port()).parse().unwrap()],
        ..Manners::default()
    }
}

fn unit(site: &str) -> Unit {
    Unit {
        name: "清水县政府".to_owned(),
        site: site.parse().unwrap(),
        groups: Vec::new(),
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    }
}

async fn visit_with(visitor: &Visitor, site: &str, archive: &dyn Archive) -> Snapshot {
    visit_declared(visitor, site, &[], archive).await.unwrap()
}

/// A visit to the site of a unit whose columns are known to stand at these addresses.
async fn visit_remembered(visitor: &Visitor, site: &str, known: &[(&str, &str)], archive: &dyn Archive) -> Snapshot {
    let (mapper, wanted) = &*CATALOGUE;
    let unit = unit(site);
    let address = |(code, url): &(&str, &str)| ColumnAddress {
        unit: unit.name.clone(),
        code: (*code).to_owned(),
        url: url.parse().unwrap(),
    };
    let remembered: Vec<ColumnAddress> = known.iter().map(address).collect();
    let errand = Errand {
        unit: &unit,
        mapper,
        wanted,
        sections: &["信息公开".to_owned()],
        remembered: &remembered,
        former: None,
        declarations: &[],
        whole_site: false,
    };
    visitor.visit(&errand, archive, &|_| ()).await.unwrap()
}

/// A visit to the site of a unit that declared the pages at these addresses.
async fn visit_declared(
    visitor: &Visitor,
    site: &str,
    declared: &[&str],
    archive: &dyn Archive,
) -> anyhow::Result<Snapshot> {
    let (mapper, wanted) = &*CATALOGUE;
    let sections = ["信息公开".to_owned()];
    let unit = unit(site);
    let declare = |url: &&str| Declaration {
        unit: unit.name.clone(),
        code: "AK-01-04-01".to_owned(),
        url: Some(url.parse().unwrap()),
        date: None,
        statement: String::new(),
    };
    let declarations: Vec<Declaration> = declared.iter().map(declare).collect();
    let errand = Errand {
        unit: &unit,
        mapper,
        wanted,
        sections: &sections,
        remembered: &[],
        former: None,
        declarations: &declarations,
        whole_site: false,
    };
    visitor.visit(&errand, archive, &|_| ()).await
}

/// A visit by a fresh visitor.
async fn visit(manners: Manners, site: &str) -> Snapshot {
    visit_with(&Visitor::new(manners).unwrap(), site, &Memory::default()).await
}

/// The mapper of the shipped catalogue and all columns that it asks for.
static CATALOGUE: LazyLock<(Mapper, Wanted<'static>)> = LazyLock::new(|| {
    static SHIPPED: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::shipped("ankang-2020").unwrap());
    let rows: Vec<&Indicator> = SHIPPED.indicators.iter().collect();
    (Mapper::new(&SHIPPED, &Vocabulary::shipped().unwrap()), Wanted::of(&SHIPPED, &rows))
});

fn find<'a>(snapshot: &'a Snapshot, address: &str) -> Option<&'a Visit> {
    snapshot.visits.iter().find(|visit| visit.asked == address)
}

fn failure(snapshot: &Snapshot, address: &str) -> (FailureClass, String) {
    match &find(snapshot, address).expect("it was asked for").outcome {
        Outcome::Failed(failure) => (failure.class, failure.detail.clone()),
        Outcome::Page { .. } => panic!("{address} came"),
    }
}

fn came(snapshot: &Snapshot, address: &str) -> bool {
    find(snapshot, address).is_some_and(|visit| matches!(visit.outcome, Outcome::Page { .. }))
}

/// An archive that breaks after a number of pages, as a killed process does.
struct Breaking<'a> {
    inner: &'a Memory,
    left: Mutex<usize>,
}

impl<'a> Breaking<'a> {
    fn after(pages: usize, inner: &'a Memory) -> Self {
        Self { inner, left: Mutex::new(pages) }
    }
}

impl Archive for Breaking<'_> {
    fn recall(&self, asked: &str, posted: Option<&str>, look: u8) -> anyhow::Result<Option<Response>> {
        self.inner.recall(asked, posted, look)
    }

    fn keep(&self, response: &Response) -> anyhow::Result<()> {
        let mut left = self.left.lock().unwrap();
        *left = left.checked_sub(1).ok_or_else(|| anyhow::anyhow!("killed"))?;
        self.inner.keep(response)
    }

    fn recall_rendered(&self, asked: &str, look: u8) -> anyhow::Result<Option<Rendered>> {
        self.inner.recall_rendered(asked, look)
    }

    fn keep_rendered(&self, rendered: &Rendered) -> anyhow::Result<()> {
        self.inner.keep_rendered(rendered)
    }
}
