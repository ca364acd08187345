//! Absolute addresses of what a page refers to.

use url::{Position, Url};

/// Longest address that is kept, in bytes; longer ones are made by mistakes or traps.
const LONGEST_ADDRESS: usize = 2048;

/// The address that the relative ones of a page start from.
#[derive(Debug, Clone)]
pub(in crate::read) struct Base {
    url: Url,
    /// Where scheme and host end in it, and where its folder ends; `None` for an address that is not of the web.
    ends: Option<(usize, usize)>,
}

impl Base {
    /// Addresses that start from `url`.
    pub(in crate::read) fn new(url: Url) -> Self {
        let site = url[..Position::BeforePath].len();
        let folder = url[..Position::AfterPath].rfind('/').map(|at| at + 1);
        let web = matches!(url.scheme(), "http" | "https");
        let ends = folder.filter(|folder| web && *folder > site).map(|folder| (site, folder));
        Self { url, ends }
    }

    /// Scheme and host; `None` for an address that is not of the web.
    pub(in crate::read) fn site(&self) -> Option<&str> {
        self.ends.map(|(site, _)| &self.url.as_str()[..site])
    }

    /// Absolute address that `href` means on the page at `page`. Without fragment. `None` for what leads nowhere:
    /// `javascript:`, `mailto:`, a bare `#`, what does not parse.
    pub(in crate::read) fn resolve(&self, page: &Url, href: &str) -> Option<String> {
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || href.len() > LONGEST_ADDRESS {
            return None;
        }
        if let Some(url) = self.join_plain(href) {
            return Some(url);
        }
        let url = self.join(href)?;
        (matches!(url.scheme(), "http" | "https") || url.scheme() == page.scheme()).then(|| url.into())
    }

    /// The address that `href` means, without its fragment.
    fn join(&self, href: &str) -> Option<Url> {
        let mut url = self.url.join(href).ok()?;
        url.set_fragment(None);
        Some(url)
    }

    /// What [`Base::join`] gives, for a path of usual letters, as most are, put together without taking the address apart.
    fn join_plain(&self, href: &str) -> Option<String> {
        let (site, folder) = self.ends?;
        let href = href.split('#').next().filter(|href| !href.is_empty() && !href.starts_with('?'))?;
        if is_plain_address(href) {
            return Some(href.to_owned());
        }
        let (mut start, mut rest) = (&self.url.as_str()[..folder], href);
        if let Some(path) = href.strip_prefix(&start[..site]).or(Some(href)).filter(|path| path.starts_with('/')) {
            (start, rest) = (&start[..=site], &path[1..]);
        }
        while let Some(below) = rest.strip_prefix("../") {
            let above = start[..start.len() - 1].rfind('/').filter(|at| *at >= site);
            (start, rest) = (above.map_or(start, |at| &start[..=at]), below);
        }
        rest = rest.strip_prefix("./").unwrap_or(rest);
        is_plain(rest).then(|| [start, rest].concat())
    }
}

/// Nothing in the address has to be rewritten.
fn is_plain_address(address: &str) -> bool {
    let behind = address.strip_prefix("http://").or_else(|| address.strip_prefix("https://"));
    let Some((host, path)) = behind.and_then(|behind| behind.split_once('/')) else { return false };
    let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    // A last part with digits may be that of an address in numbers; two hyphens may start a name in another script.
    let letters = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    host.bytes().all(usual)
        && host.rsplit_once('.').is_some_and(|(_, last)| letters(last))
        && !host.starts_with('.')
        && !host.contains("..")
        && !host.contains("--")
        && is_plain(path)
}

/// Nothing in the path, and the query perhaps behind it, has to be rewritten.
fn is_plain(path: &str) -> bool {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    // Names that start with a dot may be steps upwards; two slashes may start a host.
    let mut after_slash = true;
    let mut usual = |byte: u8| {
        let start = std::mem::replace(&mut after_slash, byte == b'/');
        USUAL[usize::from(byte)] && !(start && byte == b'.')
    };
    !path.starts_with('/')
        && path.bytes().all(&mut usual)
        && query.bytes().all(|byte| USUAL[usize::from(byte)] || matches!(byte, b'=' | b'&'))
}

/// The bytes that stand in a path as they are and mean nothing else there.
static USUAL: [bool; 256] = {
    let mut usual = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        usual[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'.');
        byte += 1;
    }
    usual
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bases() -> impl Strategy<Value = Url> {
        let bases = [
            "http://x.example/",
            "http://x.example/a/b.html?c=1",
            "https://x.example:8080/a/b/c/",
            "http://x.example/a//b",
            "http://u:p@x.example/a/%2e./b/",
            "file:///a/b",
            "data:a",
        ];
        proptest::sample::select(bases.to_vec()).prop_map(|base| Url::parse(base).unwrap())
    }

    const PIECES: [&str; 26] = [
        "http://x.example",
        "http://www.y-1.example/",
        "y.",
        "xn--",
        "0x1",
        "https://x.example:8080",
        "http://",
        "http:",
        "//",
        "/",
        "a",
        "Zz_1-2",
        ".html",
        "./",
        "../",
        ".",
        "..",
        "?",
        "a=1",
        "&",
        "#",
        "政",
        "%2e",
        "\\",
        " ",
        ":",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn plain_addresses_are_those_of_the_standard(base in bases(), pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..6)) {
            let (base, href) = (Base::new(base), pieces.concat());
            if let Some(plain) = base.join_plain(&href) {
                prop_assert_eq!(Some(plain), base.join(&href).map(String::from), "{}", href);
            }
        }
    }

    #[test]
    fn most_addresses_are_plain() {
        let base = Base::new(Url::parse("http://x.example/a/b.html").unwrap());
        for (href, expected) in [
            ("./t1.html", "http://x.example/a/t1.html"),
            ("../../c/", "http://x.example/c/"),
            ("/index.php?m=list&id=3#top", "http://x.example/index.php?m=list&id=3"),
            ("http://x.example/d", "http://x.example/d"),
            ("https://www.y-1.example/d/e.html#top", "https://www.y-1.example/d/e.html"),
        ] {
            assert_eq!(base.join_plain(href).as_deref(), Some(expected), "{href}");
        }
    }
}
