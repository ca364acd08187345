//! The floor: fetches every page of a site with `reqwest`, parses it with `scraper`, follows its links. Keeps nothing.

use std::collections::HashSet;

use scraper::{Html, Selector};
use tokio::task::JoinSet;
use url::Url;

/// Requests under way at once, as of the other crawlers.
const AT_ONCE: usize = 2;

#[tokio::main]
async fn main() {
    let start: Url = std::env::args().nth(1).and_then(|word| word.parse().ok()).expect("usage: floor URL");
    let client = reqwest::Client::builder().no_proxy().build().expect("a client starts");
    let mut seen = HashSet::from([start.clone()]);
    let mut waiting = vec![start];
    let mut pages = 0_u32;
    let mut under_way = JoinSet::new();
    loop {
        while under_way.len() < AT_ONCE
            && let Some(url) = waiting.pop()
        {
            under_way.spawn(page(client.clone(), url));
        }
        let Some(links) = under_way.join_next().await else { break };
        pages += 1;
        waiting.extend(links.expect("no page panics").into_iter().filter(|url| seen.insert(url.clone())));
    }
    println!("{pages}");
}

async fn page(client: reqwest::Client, url: Url) -> Vec<Url> {
    let Ok(answer) = client.get(url.clone()).send().await else { return Vec::new() };
    let text = answer.text().await.unwrap_or_default();
    let html = Html::parse_document(&text);
    let anchors = Selector::parse("a[href]").expect("a selector");
    let links = html.select(&anchors).filter_map(|anchor| url.join(anchor.attr("href")?).ok());
    let links = links.filter(|link| link.origin() == url.origin());
    links
        .map(|mut link| {
            link.set_fragment(None);
            link
        })
        .collect()
}
