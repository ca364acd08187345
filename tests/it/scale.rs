//! One process evaluates many sites and knows many addresses in little memory: the short form of `cargo bench --bench scale`.

#![cfg(target_os = "linux")]

#[path = "../../benches/scale/archive.rs"]
mod archive;
#[path = "../../benches/scale/country.rs"]
mod country;
#[path = "../../benches/scale/evaluate.rs"]
mod evaluate;
#[path = "../../benches/scale/measure.rs"]
mod measure;
#[path = "../../benches/scale/page.rs"]
mod page;
#[path = "../../benches/scale/server.rs"]
mod server;

use self::country::Manner;
use self::evaluate::{evaluate, score, visit_archive};
use self::server::Server;

const MEGABYTE: u64 = 1_000_000;

#[test]
fn sixty_sites_are_evaluated_in_one_run_and_judged_again() {
    // Those that say nothing take minutes, whatever the pace.
    let numbers: Vec<usize> = (0..).filter(|number| Manner::of(*number) != Manner::Silent).take(60).collect();
    let folder = tempfile::tempdir().unwrap();
    let measured = evaluate(&Server::start().unwrap(), &numbers, 256, folder.path()).unwrap();
    assert!(measured.sheets > 0);
    assert!((1..=2).contains(&measured.connections), "{} connections to one host", measured.connections);
    assert!(measured.evaluate.peak < 200 * MEGABYTE, "{} bytes", measured.evaluate.peak);
    assert!(measured.workspace < 60 * 200_000, "{} bytes on disk", measured.workspace);
    assert!(measured.requests < 60 * 40, "{} requests", measured.requests);
    assert!(measured.sheets < 60 * 400_000, "{} bytes of sheets", measured.sheets);
    let again = score(folder.path()).unwrap();
    assert!(again.peak < 200 * MEGABYTE, "{} bytes", again.peak);
    let sheet = |out: &str| std::fs::read(folder.path().join(out).join("details.csv")).unwrap();
    assert_eq!(sheet("lanmu-out"), sheet("again"));
}

#[test]
fn addresses_that_are_not_asked_for_take_next_to_no_memory() {
    let server = Server::start().unwrap();
    let (requests, few, many) = (40, 25, 2_500);
    let further = (requests * (many - few)) as u64;
    for options in [&[][..], &["--exhaustive"]] {
        let few = visit_archive(&server, few, requests, options).unwrap();
        let many = visit_archive(&server, many, requests, options).unwrap();
        assert!(many.peak < 100 * MEGABYTE + 40 * further, "{} bytes, {} with few", many.peak, few.peak);
    }
}
