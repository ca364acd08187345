//! Which addresses belong to the unit's site.

use url::Url;

/// Where an address stands, seen from the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Under the unit's own prefix.
    Own,
    /// On the same host: the portal that the unit's pages live on.
    Portal,
    /// Another host.
    Elsewhere,
}

/// The prefixes of a unit's site.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    prefixes: Vec<Prefix>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Prefix {
    host: String,
    folder: String,
}

impl Scope {
    /// The site of the units file, and the disclosure section where it is given as an address.
    pub(super) fn new(site: &Url, section: Option<&Url>) -> Self {
        let prefixes = std::iter::once(site).chain(section).map(Prefix::of).collect();
        Self { prefixes }
    }

    /// The home page was found at another address: it belongs to the site too. A whole host that moved brings the whole
    /// new host.
    pub(super) fn admit(&mut self, home: &Url) {
        if self.place(home) == Place::Own {
            return;
        }
        let mut prefix = Prefix::of(home);
        if self.prefixes.first().is_some_and(|site| site.folder == "/") {
            "/".clone_into(&mut prefix.folder);
        }
        self.prefixes.push(prefix);
    }

    pub(super) fn place(&self, url: &Url) -> Place {
        let host = host(url);
        let mut place = Place::Elsewhere;
        for prefix in self.prefixes.iter().filter(|prefix| prefix.host == host) {
            // `/jyj` is the folder `/jyj/` without its slash.
            if url.path().starts_with(&prefix.folder) || format!("{}/", url.path()) == prefix.folder {
                return Place::Own;
            }
            place = Place::Portal;
        }
        place
    }
}

impl Prefix {
    /// The folder of an address: `/bm/jyj/index.html` stands for `/bm/jyj/`.
    fn of(url: &Url) -> Self {
        let path = url.path();
        let last = path.rsplit('/').next().unwrap_or_default();
        let folder = if last.is_empty() {
            path.to_owned()
        } else if last.contains('.') {
            path[..path.len() - last.len()].to_owned()
        } else {
            format!("{path}/")
        };
        Self { host: host(url), folder }
    }
}

/// Host and port; `www.` comes and goes on one site.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::{Place, Scope};

    fn place(site: &str, address: &str) -> Place {
        Scope::new(&site.parse().unwrap(), None).place(&address.parse().unwrap())
    }

    #[test]
    fn a_host_is_a_site() {
        assert_eq!(place("http://www.a.example/", "https://a.example/xxgk/"), Place::Own);
        assert_eq!(place("http://www.a.example/", "http://xx.a.example/"), Place::Elsewhere);
        assert_eq!(place("http://www.a.example/", "http://www.a.example:8080/"), Place::Elsewhere);
    }

    #[test]
    fn a_department_lives_under_a_path() {
        let site = "http://www.a.example/bm/jyj/index.html";
        assert_eq!(place(site, "http://www.a.example/bm/jyj/czxx/"), Place::Own);
        assert_eq!(place(site, "http://www.a.example/bm/jyj"), Place::Own);
        assert_eq!(place(site, "http://www.a.example/bm/jyjx/"), Place::Portal);
        assert_eq!(place("http://www.a.example/jyj", "http://www.a.example/jyj/1.html"), Place::Own);
    }

    #[test]
    fn a_home_page_that_moved_is_admitted() {
        let mut scope = Scope::new(&"http://www.a.example/".parse().unwrap(), None);
        scope.admit(&"http://www.b.example/portal/index.html".parse().unwrap());
        assert_eq!(scope.place(&"http://www.b.example/xxgk/".parse().unwrap()), Place::Own);

        let mut scope = Scope::new(&"http://www.a.example/jyj/".parse().unwrap(), None);
        scope.admit(&"http://www.b.example/jyj/index.html".parse().unwrap());
        assert_eq!(scope.place(&"http://www.b.example/xxgk/".parse().unwrap()), Place::Portal);
    }
}
