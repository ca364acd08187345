//! Which addresses belong to the unit's site.

use url::Url;

use crate::site::{Site, identity_of};

/// Where an address stands, seen from the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    site: Site,
    more: Vec<Site>,
}

impl Scope {
    /// The site of the units file, and the disclosure section where it is given as an address.
    pub(super) fn new(site: &Url, section: Option<&Url>) -> Self {
        let of = |url: &Url| Site::new(url.as_str());
        Self { site: of(site), more: section.map(of).into_iter().collect() }
    }

    /// The home page was found at another address: it belongs to the site too, unless it is the portal above the site, to
    /// which many portals send the visitors of what they no longer have.
    pub(super) fn admit(&mut self, home: &Url) {
        let moved = self.site.moved_to(home.as_str());
        if self.place(home) != Place::Own && !moved.contains(&self.site) {
            self.more.push(moved);
        }
    }

    pub(super) fn place(&self, url: &Url) -> Place {
        let identity = identity_of(url);
        let mut sites = std::iter::once(&self.site).chain(&self.more);
        if sites.clone().any(|site| site.holds(&identity)) {
            Place::Own
        } else if sites.any(|site| site.same_host(&identity)) {
            Place::Portal
        } else {
            Place::Elsewhere
        }
    }
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

        let mut scope = Scope::new(&"http://www.a.example/bm/jyj/".parse().unwrap(), None);
        scope.admit(&"http://www.a.example/index.html".parse().unwrap());
        assert_eq!(scope.place(&"http://www.a.example/xxgk/".parse().unwrap()), Place::Portal);
    }
}
