//! The name that a site gives itself.

use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::site::{Outcome, PageKind, Purpose, Snapshot};

/// Longest name, in characters.
const LONGEST: usize = 40;
/// What stands between the parts of a title.
const BETWEEN: [char; 6] = ['-', '_', '|', '｜', '—', '–'];
/// What stands around a name, or is none.
static AROUND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:热烈)?欢迎您?(?:访问|光临|来到|进入)?|^(?:网站)?(?:首|主)\s*页$|\s*(?:首|主)\s*页$|^无标题文档$")
});

/// The name of the site by its start page: its SiteName tag, else the first part of its title that is a name. `None` where the
/// start page did not come or shows none.
#[must_use]
pub fn site_name(snapshot: &Snapshot) -> Option<String> {
    let homes = snapshot.visits.iter().filter(|visit| visit.purpose == Purpose::Home);
    // The last one is where the others led.
    homes.rev().find_map(|visit| {
        let Outcome::Page { page, .. } = &visit.outcome else { return None };
        if matches!(page.kind, PageKind::Challenge | PageKind::Soft404) {
            return None;
        }
        page.site.name.as_deref().and_then(name).or_else(|| page.title.split(BETWEEN).find_map(name))
    })
}

/// The words without what stands around a name; `None` where they are not Chinese (`index`) or too long.
fn name(words: &str) -> Option<String> {
    let name = AROUND.replace_all(words.trim(), "").trim().to_owned();
    let is_chinese = name.chars().any(|sign| matches!(sign, '\u{4e00}'..='\u{9fff}'));
    (is_chinese && name.chars().count() <= LONGEST).then_some(name)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::site_name;
    use crate::site::{CrawlEnd, Outcome, Page, PageKind, Purpose, SiteTags, Snapshot, Visit};

    /// The name of a made-up site with a start page of this title and tag.
    fn named(kind: PageKind, title: &str, tag: Option<&str>) -> Option<String> {
        let url = "http://czj.qinghe.example/".to_owned();
        let site = SiteTags { name: tag.map(str::to_owned), ..SiteTags::default() };
        let page = Box::new(Page { url: url.clone(), title: title.to_owned(), kind, site, ..Page::default() });
        let outcome = Outcome::Page { at: Timestamp::UNIX_EPOCH, status: 200, hash: String::new(), page };
        let visit = Visit { asked: url.clone(), posted: None, via: None, purpose: Purpose::Home, outcome };
        let (end, unit) = (CrawlEnd::Complete, "青禾市财政局".to_owned());
        site_name(&Snapshot { unit, site: url, end, visits: vec![visit], insecure: Default::default() })
    }

    #[test]
    fn a_site_is_called_what_its_start_page_calls_it() {
        for (title, expected) in [
            ("青禾市财政局", Some("青禾市财政局")),
            ("首页-青禾市财政局门户网站", Some("青禾市财政局门户网站")),
            ("青禾市财政局门户网站首页", Some("青禾市财政局门户网站")),
            ("欢迎访问青禾财政网_青禾市人民政府", Some("青禾财政网")),
            ("网站首页 | 青禾财政", Some("青禾财政")),
            ("index", None),
            ("无标题文档", None),
            ("", None),
        ] {
            assert_eq!(named(PageKind::Home, title, None).as_deref(), expected, "{title}");
        }
        assert_eq!(named(PageKind::Home, "首页", Some("青禾市财政局网站")).as_deref(), Some("青禾市财政局网站"));
        assert_eq!(named(PageKind::Challenge, "网站防护", None), None, "a page in place of the site's");
    }
}
