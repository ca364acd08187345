//! The crawler's manners, as a server sees them that records every request.
//!
//! What a server can prove is that nothing came too early: a request may be late for many reasons, on a loaded machine by
//! any time. So the k-th request to a machine is held against the beginning of the test and k pauses, never against the
//! request before it, which may have been late itself, and never against a latest moment. That no two turns come closer than
//! the pause at the sender is tested there, in virtual time (`crawl::gate`).

mod backing_off;
mod files;
mod hours;
mod pace;
mod robots;
mod who;

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use lanmu::catalogue::{Catalogue, Indicator};
use lanmu::crawl::{Errand, Manners, Memory, Visitor, Wanted};
use lanmu::mapping::{Mapper, Vocabulary};
use lanmu::site::Snapshot;
use lanmu::unit::Unit;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// The catalogue by which the sites are read.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::shipped("ankang-2020").unwrap());
static MAPPER: LazyLock<Mapper> = LazyLock::new(|| Mapper::new(&CATALOGUE, &Vocabulary::shipped().unwrap()));

/// Manners for made-up sites on loopback: everything is fetched, and nothing is waited for but the pause.
fn manners(pause: Duration) -> Manners {
    Manners { pause, retry_pause: Duration::from_millis(10), budget: 12, allow_private: true, ..Manners::default() }
}

/// A home page with a menu of three columns at `/`, or below the path of a unit.
fn home(below: &str) -> String {
    let names = [("czxx", "财政信息"), ("rsxx", "人事信息"), ("ghjh", "规划计划")];
    let links = names.map(|(path, name)| format!("<li><a href=\"{below}{path}/\">{name}</a></li>"));
    format!(
        "<!DOCTYPE html><html><head><title>青禾市人民政府</title></head><body><div class=\"nav\"><ul>{}</ul></div>\
         <div>青禾市人民政府主办</div></body></html>",
        links.concat()
    )
}

/// A column without entries.
fn column() -> &'static str {
    "<!DOCTYPE html><html><head><title>栏目-青禾市人民政府</title></head><body><div>当前位置：首页 &gt; 栏目</div></body></html>"
}

/// Visits all sites at once, by one visitor.
fn visit_all(manners: Manners, sites: &[String]) -> Vec<Snapshot> {
    let runtime = Runtime::new().unwrap();
    runtime.block_on(async {
        let visitor = Arc::new(Visitor::new(manners).unwrap());
        let mut visits = JoinSet::new();
        for (number, site) in sites.iter().enumerate() {
            let (visitor, site) = (Arc::clone(&visitor), site.parse().unwrap());
            visits.spawn(async move {
                let unit = Unit {
                    name: format!("青禾市第{number}局"),
                    site,
                    groups: Vec::new(),
                    aliases: Vec::new(),
                    section: None,
                    notes: String::new(),
                };
                visit(&visitor, &unit).await
            });
        }
        visits.join_all().await
    })
}

async fn visit(visitor: &Visitor, unit: &Unit) -> Snapshot {
    let rows: Vec<&Indicator> = CATALOGUE.indicators.iter().collect();
    let wanted = Wanted::of(&CATALOGUE, &rows);
    let errand = Errand {
        unit,
        mapper: &MAPPER,
        wanted: &wanted,
        sections: &CATALOGUE.sections,
        whole_site: false,
        remembered: &[],
        former: None,
        declarations: &[],
    };
    visitor.visit(&errand, &Memory::default(), &|_| ()).await.unwrap()
}
