//! When two addresses are one page, and which addresses belong to a unit.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use crate::read::fixed::pattern;

static INDEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)/(?:index|default)\.(?:s?html?|jspx?|aspx?|php)$"));

/// One form for all addresses of a page: without scheme, `www.`, fragment, `index.html` and the slash at the end. The query
/// stays: on many sites it tells one column from another.
pub(super) fn identity(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = if url.query().is_none() { INDEX.replace(url.path(), "/") } else { url.path().into() };
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{host}{port}{}{query}", path.trim_end_matches('/'))
}

/// The addresses under the prefix of a unit's site.
#[derive(Debug)]
pub(super) struct Site {
    host: String,
    prefix: String,
}

impl Site {
    pub(super) fn new(site: &str) -> Self {
        let whole = identity(site);
        let (host, path) = whole.split_once('/').unwrap_or((&whole, ""));
        let path = path.split('?').next().unwrap_or_default();
        // A file stands for its folder.
        let folder = match path.rsplit_once('/') {
            Some((folder, file)) if file.contains('.') => folder,
            None if path.contains('.') => "",
            _ => path,
        };
        Self { host: host.to_owned(), prefix: folder.to_owned() }
    }

    /// `identity` lies on the host of the site.
    pub(super) fn same_host(&self, identity: &str) -> bool {
        identity.split(['/', '?']).next() == Some(self.host.as_str())
    }

    /// `identity` lies under the prefix.
    pub(super) fn holds(&self, identity: &str) -> bool {
        let Some(path) = identity.strip_prefix(&self.host) else { return false };
        if self.prefix.is_empty() {
            return path.is_empty() || path.starts_with(['/', '?']);
        }
        let rest = path.strip_prefix('/').and_then(|path| path.strip_prefix(&self.prefix));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// `identity` is the start page.
    pub(super) fn is_home(&self, identity: &str) -> bool {
        self.holds(identity)
            && identity.len() == self.host.len() + self.prefix.len() + usize::from(!self.prefix.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_identity() {
        for address in [
            "http://www.qinghe.example/xxgk/zfwj/",
            "https://www.qinghe.example/xxgk/zfwj/index.html",
            "http://qinghe.example/xxgk/zfwj/index.shtml#top",
            "http://www.qinghe.example/xxgk/zfwj",
        ] {
            assert_eq!(identity(address), "qinghe.example/xxgk/zfwj", "{address}");
        }
        assert_ne!(
            identity("http://qinghe.example/list.php?catid=3"),
            identity("http://qinghe.example/list.php?catid=4")
        );
        assert_ne!(identity("http://qinghe.example/index.html?link=a"), identity("http://qinghe.example/"));
        assert_ne!(identity("http://qinghe.example:8080/"), identity("http://qinghe.example/"));
    }

    #[test]
    fn a_site_is_a_prefix() {
        let site = Site::new("http://www.qinghe.example/gzjg/jyj/index.html");
        assert!(site.holds(&identity("http://www.qinghe.example/gzjg/jyj/")));
        assert!(site.is_home(&identity("https://qinghe.example/gzjg/jyj")));
        assert!(site.holds(&identity("http://www.qinghe.example/gzjg/jyj/ldxx/1.html")));
        assert!(!site.holds(&identity("http://www.qinghe.example/gzjg/jyjd/")));
        assert!(!site.holds(&identity("http://www.qinghe.example/xxgk/")));
        assert!(site.same_host(&identity("http://www.qinghe.example/xxgk/")));
        let whole = Site::new("http://www.qinghe.example/");
        assert!(whole.is_home("qinghe.example") && whole.holds("qinghe.example/a"));
        assert!(!whole.holds("qinghe.example.com/a"));
    }
}
