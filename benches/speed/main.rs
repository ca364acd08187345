//! How long it takes to read a page: on the saved pages of real sites, beside the time that `scraper` alone needs to parse
//! them; and on the worst inputs that are known.
//!
//! The saved pages lie outside the project: in the folder that `LANMU_CORPUS` names, else in `../shared/corpus`.

mod corpus;
mod table;
mod worst;

use std::time::Instant;

fn main() {
    match corpus::pages() {
        Some(pages) => table::show(&pages, &corpus::measure(&pages)),
        None => println!("no saved pages: LANMU_CORPUS names no folder of them"),
    }
    worst::show();
}

/// Milliseconds that `work` takes.
fn milliseconds<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed().as_secs_f64() * 1e3
}
