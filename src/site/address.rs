//! When two addresses are one page, and which addresses belong to a unit.

use std::borrow::Cow;
use std::net::Ipv4Addr;
use std::sync::LazyLock;

use crate::pattern::pattern;
use crate::sha256::sha256;
use regex::Regex;
use url::{Url, form_urlencoded};

/// An index file at the end of a path.
static INDEX: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)/(?:index|default)\.(?:s?html?|jspx?|aspx?|php)$"));

/// A session in the path or the query, which are ASCII.
static SESSION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i);jsessionid=[^?/]*|[?&](jsessionid|phpsessid|aspsessionid[0-9a-z_]*|sessionid)=[^&]*")
});

/// One form for all addresses of a page: without scheme, `www.`, fragment, session, `index.html` and the slash at the end.
/// The query stays: on many sites it tells one column from another. What is no address comes back as it is.
#[must_use]
pub fn identity(address: &str) -> String {
    if let Some((host, path, query)) = plain(address) {
        let mut place = String::with_capacity(address.len());
        place.push_str(host.strip_prefix("www.").unwrap_or(host));
        return joined(place, path, query);
    }
    Url::parse(address).map_or_else(|_| address.to_owned(), |url| identity_of(&url))
}

/// As [`identity`], of an address that was taken apart already.
#[must_use]
pub fn identity_of(url: &Url) -> String {
    joined(host(url), url.path(), url.query())
}

fn joined(mut place: String, path: &str, query: Option<&str>) -> String {
    let host = place.len();
    // Few addresses have either; what tells them apart at once is cheap.
    let file = path.rsplit('/').next().unwrap_or_default();
    let may_be_index = query.is_none() && file.starts_with(['i', 'I', 'd', 'D']);
    let path = if may_be_index { INDEX.replace(path, "/") } else { path.into() };
    place.push_str(path.trim_end_matches('/'));
    if let Some(query) = query {
        place.push('?');
        place.push_str(query);
    }
    if !place.as_bytes()[host..].iter().any(|sign| matches!(sign, b'=' | b';')) {
        return place;
    }
    let without = SESSION.replace_all(&place[host..], "").into_owned();
    place.truncate(host);
    place + &without
}

/// Host with port, path and query of an address that already stands as [`Url`] would write it, as most do: to take one apart
/// by all rules takes ten times as long. `None` where there may be anything to write otherwise.
fn plain(address: &str) -> Option<(&str, &str, Option<&str>)> {
    let (usual, rest) = match address.strip_prefix("http://") {
        Some(rest) => ("80", rest),
        None => ("443", address.strip_prefix("https://")?),
    };
    let (authority, place) = rest.split_at(rest.find('/')?);
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let plain_port = |port: &str| {
        let digits = port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0');
        digits && port != usual && port.parse::<u16>().is_ok()
    };
    // An address ends in a number, and may be written in many ways.
    let named = host.rsplit('.').next().is_some_and(|last| last.starts_with(|sign: char| sign.is_ascii_lowercase()));
    if !is_plain_host(host) || !(named || host.parse::<Ipv4Addr>().is_ok()) || !port.is_none_or(plain_port) {
        return None;
    }
    if !place.bytes().all(is_plain) || place.as_bytes().windows(2).any(|pair| pair == b"/.") {
        return None;
    }
    let (path, query) = place.split_once('?').map_or((place, None), |(path, query)| (path, Some(query)));
    Some((authority, path, query))
}

/// A host that stands in an address as it is: lower case, no label empty or in Punycode.
fn is_plain_host(host: &str) -> bool {
    let mut before = b'.';
    for (at, sign) in host.bytes().enumerate() {
        match sign {
            b'.' if before == b'.' => return false,
            b'x' if before == b'.' && host[at..].starts_with("xn--") => return false,
            b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' => before = sign,
            _ => return false,
        }
    }
    before != b'.'
}

/// A sign that stands in an address as it is, whether in its path or its query.
#[inline]
fn is_plain(sign: u8) -> bool {
    matches!(
        sign,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' | b'/' | b'!' | b'$' | b'&' | b'(' | b')' | b'*' | b'+'
            | b',' | b';' | b'=' | b':' | b'@' | b'.' | b'?'
    )
}

/// The address of a page on the web as [`Url`] writes it; `None` of any other (`javascript:` …).
#[must_use]
pub fn of_web(address: &str) -> Option<Cow<'_, str>> {
    if plain(address).is_some() {
        return Some(Cow::Borrowed(address));
    }
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    Some(Cow::Owned(url.into()))
}

/// The body that posts `form` (`application/x-www-form-urlencoded`, UTF-8); empty for an empty form.
#[must_use]
pub fn form_body(form: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish()
}

/// What tells requests to one address apart by what is posted: SHA-256 of [`form_body`], hex; `None` where nothing is
/// posted.
#[must_use]
pub fn posted(form: &[(String, String)]) -> Option<String> {
    (!form.is_empty()).then(|| sha256(form_body(form).as_bytes()))
}

/// Host and port; `www.` comes and goes on one site.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// The addresses under the prefix of a unit's site: a whole host, or a folder of a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    host: String,
    /// Without slashes at its ends; empty for a whole host.
    folder: String,
}

impl Site {
    /// The site whose start page stands at `address`; a file stands for its folder.
    #[must_use]
    pub fn new(address: &str) -> Self {
        let Ok(url) = Url::parse(address) else { return Self { host: address.to_owned(), folder: String::new() } };
        let folder = match url.path().rsplit_once('/') {
            Some((folder, file)) if file.contains('.') => folder,
            _ => url.path(),
        };
        Self { host: host(&url), folder: folder.trim_matches('/').to_owned() }
    }

    /// The site whose start page was found at `home`: a whole host that moved brings the whole new host.
    #[must_use]
    pub fn moved_to(&self, home: &str) -> Self {
        let site = Self::new(home);
        if self.folder.is_empty() { Self { folder: String::new(), ..site } } else { site }
    }

    /// The start page of `other` lies under the prefix.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let rest = other.folder.strip_prefix(&self.folder);
        let below = rest.is_some_and(|rest| self.folder.is_empty() || rest.is_empty() || rest.starts_with('/'));
        self.host == other.host && below
    }

    /// `identity` lies on the host of the site.
    #[must_use]
    pub fn same_host(&self, identity: &str) -> bool {
        identity.split(['/', '?']).next() == Some(self.host.as_str())
    }

    /// `identity` lies under the prefix.
    #[must_use]
    pub fn holds(&self, identity: &str) -> bool {
        let Some(path) = identity.strip_prefix(&self.host) else { return false };
        if self.folder.is_empty() {
            return path.is_empty() || path.starts_with(['/', '?']);
        }
        let rest = path.strip_prefix('/').and_then(|path| path.strip_prefix(&self.folder));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// `identity` is the start page.
    #[must_use]
    pub fn is_home(&self, identity: &str) -> bool {
        self.holds(identity)
            && identity.len() == self.host.len() + self.folder.len() + usize::from(!self.folder.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_page_has_one_identity() {
        for address in [
            "http://www.qinghe.example/xxgk/zfwj/",
            "https://www.qinghe.example/xxgk/zfwj/index.html",
            "http://qinghe.example:80/xxgk/zfwj/index.shtml#top",
            "http://www.qinghe.example/xxgk/zfwj",
        ] {
            assert_eq!(identity(address), "qinghe.example/xxgk/zfwj", "{address}");
        }
        for other in ["http://qinghe.example/xxgk/zfwj/index_1.html", "http://xx.qinghe.example/xxgk/zfwj/"] {
            assert_ne!(identity(other), "qinghe.example/xxgk/zfwj", "{other}");
        }
        assert_ne!(identity("http://qinghe.example:8080/"), identity("http://qinghe.example/"));
    }

    proptest! {
        #[test]
        fn what_is_plain_stands_as_it_is_parsed(
            host in "(www\\.)?[a-z0-9.-]{1,12}|(x[a-z]-?-)?[a-z]{1,3}\\.cn|[0-9]{1,3}(\\.[0-9]{1,3}){3}|0x[0-9a-f]{1,8}|[a-z]\\.[0-9]{1,3}",
            port in "(:[0-9]{0,6})?",
            place in "/[a-zA-Z0-9._~!$&()*+,;=:@/?%#-]{0,20}|/\\.{1,2}/a",
        ) {
            let address = format!("http://{host}{port}{place}");
            if let Some((authority, path, query)) = plain(&address) {
                let url = Url::parse(&address).unwrap();
                prop_assert_eq!((url.authority(), url.path(), url.query()), (authority, path, query));
            }
            prop_assert_eq!(of_web(&address).map(Cow::into_owned), Url::parse(&address).ok().map(String::from));
        }
    }

    #[test]
    fn only_what_a_browser_fetches_is_of_the_web() {
        assert_eq!(of_web("HTTPS://Qinghe.example").as_deref(), Some("https://qinghe.example/"));
        for other in ["javascript:alert(1)", "ftp://qinghe.example/", "/zfwj/", "mailto:a@qinghe.example", ""] {
            assert_eq!(of_web(other), None, "{other}");
        }
    }

    #[test]
    fn the_query_is_identity_but_a_session_is_not() {
        let list = |query: &str| identity(&format!("http://qinghe.example/list.php{query}"));
        assert_ne!(list("?catid=3"), list("?catid=4"));
        assert_eq!(list(";jsessionid=AB12?id=1"), list(";jsessionid=CD34?id=1"));
        assert_eq!(list("?id=1&PHPSESSID=AB12"), list("?id=1&PHPSESSID=CD34"));
        assert_ne!(identity("http://qinghe.example/index.html?link=a"), identity("http://qinghe.example/"));
    }

    #[test]
    fn a_form_is_a_body_and_tells_requests_apart() {
        let form =
            |page: &str| vec![("名称".to_owned(), "预算 决算&".to_owned()), ("page".to_owned(), page.to_owned())];
        assert_eq!(form_body(&form("2")), "%E5%90%8D%E7%A7%B0=%E9%A2%84%E7%AE%97+%E5%86%B3%E7%AE%97%26&page=2");
        assert_eq!(posted(&[]), None);
        assert_ne!(posted(&form("2")), posted(&form("3")));
        assert_eq!(posted(&form("2")), posted(&form("2")));
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
        assert!(!Site::new("http://qinghe.example/v1.0/").holds("qinghe.example/v2.0"));
    }

    #[test]
    fn a_host_moves_as_a_whole_and_a_folder_as_a_folder() {
        let whole = Site::new("http://www.qinghe.example/");
        assert!(whole.moved_to("http://www.baishi.example/portal/index.html").holds("baishi.example/xxgk"));
        let folder = Site::new("http://www.qinghe.example/jyj/");
        assert!(!folder.moved_to("http://www.baishi.example/jyj/index.html").holds("baishi.example/xxgk"));
    }
}
