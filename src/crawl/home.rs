//! Ways into a site.

use url::Url;

use super::frontier::Wish;
use super::visitor::Errand;
use crate::site::{Purpose, Via};

/// Addresses of the home page in the order to try: as given, its index file (many roots fail where the file works), and
/// both with the other scheme.
pub(super) fn ways_in(site: &Url) -> Vec<Url> {
    let mut ways = vec![site.clone()];
    ways.extend(index_file(site));
    if site.port().is_none() {
        let mut other = site.clone();
        let scheme = if site.scheme() == "https" { "http" } else { "https" };
        if other.set_scheme(scheme).is_ok() {
            let index = index_file(&other);
            ways.push(other);
            ways.extend(index);
        }
    }
    ways
}

fn index_file(site: &Url) -> Option<Url> {
    if site.path().ends_with('/') && site.query().is_none() { site.join("index.html").ok() } else { None }
}

/// A home page.
pub(super) fn wish(url: Url, via: Option<Via>, depth: u8) -> Wish {
    Wish::new(url, Purpose::Home, via, depth, f64::INFINITY)
}

/// The disclosure section, where the units file gives its address.
pub(super) fn section(errand: &Errand<'_>) -> Option<Url> {
    let words = errand.unit.section.as_deref()?;
    let url = Url::parse(words.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The disclosure section as the first thing to ask for.
pub(super) fn section_wish(url: Url) -> Wish {
    Wish { purpose: Purpose::Column, depth: 1, ..wish(url, None, 1) }
}

#[cfg(test)]
mod tests {
    use super::ways_in;

    fn ways(site: &str) -> Vec<String> {
        ways_in(&site.parse().unwrap()).into_iter().map(String::from).collect()
    }

    #[test]
    fn the_index_file_and_the_other_scheme_are_tried() {
        assert_eq!(
            ways("https://www.a.example/"),
            [
                "https://www.a.example/",
                "https://www.a.example/index.html",
                "http://www.a.example/",
                "http://www.a.example/index.html"
            ]
        );
        assert_eq!(ways("http://a.example:8080/jyj/x.html"), ["http://a.example:8080/jyj/x.html"]);
    }
}
