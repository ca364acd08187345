//! A crawl of a whole site by the crate `spider`.

use spider::website::Website;

#[tokio::main]
async fn main() {
    let start = std::env::args().nth(1).expect("usage: spider URL");
    let mut site = Website::new(&start);
    site.with_respect_robots_txt(true).with_delay(0).with_concurrency_limit(Some(2));
    site.crawl().await;
    println!("{}", site.get_links().len());
}
