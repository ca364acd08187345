//! Visits to made-up sites, served on loopback under made-up names.

mod fetching;
mod hostile;
mod looking;
mod server;
mod visiting;

use std::collections::HashSet;
use std::sync::LazyLock;
use std::time::Duration;

use super::{Archive, Errand, Manners, Memory, Visitor};
use crate::catalogue::Catalogue;
use crate::mapping::{Mapper, Vocabulary};
use crate::site::{FailureClass, Outcome, Snapshot, Visit};
use crate::unit::Unit;
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
    let (mapper, wanted) = &*CATALOGUE;
    let sections = ["信息公开".to_owned()];
    let unit = unit(site);
    let errand = Errand { unit: &unit, mapper, wanted, sections: &sections };
    visitor.visit(&errand, archive, &|_| ()).await.unwrap()
}

/// A visit by a fresh visitor.
async fn visit(manners: Manners, site: &str) -> Snapshot {
    visit_with(&Visitor::new(manners).unwrap(), site, &Memory::default()).await
}

/// The mapper of the shipped catalogue and all columns that it asks for.
static CATALOGUE: LazyLock<(Mapper, HashSet<String>)> = LazyLock::new(|| {
    let catalogue = Catalogue::shipped("ankang-2020").unwrap();
    let wanted = catalogue.indicators.iter().map(|indicator| indicator.column.clone()).collect();
    (Mapper::new(&catalogue, &Vocabulary::shipped().unwrap()), wanted)
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
