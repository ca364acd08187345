//! What kind of page it is.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::body::{Body, is_form};
use super::dom::Dom;
use super::emptiness::{is_application, is_note, says_empty};
use super::filling::{fills, may_fill};
use super::lists::{Data, Lists, Looks, is_below, looks};
use super::metadata::Metadata;
use super::refusal::{is_challenge, is_not_found, shows_home};
use super::tags::Tags;
use crate::pattern::pattern;
use crate::site::{DateSource, Link, LinkRole, Page, PageKind};

/// Text that is more than navigation, in characters.
pub(super) const SOME_TEXT: usize = 30;
/// A page whose address tells nothing and that has this much text, in characters, and no list is an article.
const MUCH_TEXT: usize = 100;
/// A page that stands in for another one has fewer links than this.
const MANY_LINKS: usize = 10;
/// A list has at least this many entries; fewer may be links to related articles.
const A_LIST: usize = 3;

/// Path and query of a start page. A static one may take a query (`/index.html?link=zwgk`); that of a program names
/// another page (`/index.php?m=content&catid=33`).
static HOME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^/(?:(?:index|default|main|home)\.(?:s?html?(?:\?.*)?|\w{2,5}))?$"));

static MORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W{0,8}(?:查看)?(?:更多|more)\W{0,8}$"));

/// What is known of a page when its kind is asked for.
#[derive(Debug)]
pub(super) struct Clues<'a> {
    /// The page so far; its kind and article are not there yet.
    pub(super) page: &'a Page,
    /// The start page of the site.
    pub(super) home: Option<&'a Page>,
    /// Its tree.
    pub(super) dom: &'a Dom<'a>,
    /// Its visible texts.
    pub(super) pieces: &'a [String],
    pub(super) lists: &'a Lists,
    pub(super) body: &'a Body,
    pub(super) tags: &'a Tags,
    pub(super) metadata: &'a Metadata,
    /// Title that its article would have.
    pub(super) title: &'a str,
}

/// The address is that of a start page.
pub(in crate::read) fn is_start(url: &Url) -> bool {
    HOME.is_match(&url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
}

impl Clues<'_> {
    /// The kind of the page.
    pub(super) fn kind(&self) -> PageKind {
        if self.lists.data == Data::Alone {
            return if self.lists.items.is_empty() { PageKind::Empty } else { PageKind::Column };
        }
        let visible = self.pieces.concat();
        let called = !self.page.calls.is_empty();
        if self.page.links.len() < MANY_LINKS && is_challenge(self.dom.text, &visible) {
            PageKind::Challenge
        } else if self.page.hop.is_some() && self.page.links.len() < A_LIST {
            PageKind::Other
        } else if !called && is_application(self.dom.text, &visible) {
            PageKind::Shell
        } else if self.is_soft_404(&visible) {
            PageKind::Soft404
        } else if self.is_article() {
            if is_note(self.title, &self.body.text) { PageKind::Note } else { PageKind::Article }
        } else if is_start(self.dom.url) {
            PageKind::Home
        } else if called {
            PageKind::Column
        } else {
            self.kind_of_column()
        }
    }

    fn is_soft_404(&self, visible: &str) -> bool {
        (self.lists.items.len() < A_LIST && is_not_found(&self.page.title, visible, self.body.prose))
            || self.home.is_some_and(|home| !is_start(self.dom.url) && shows_home(self.page, home))
    }

    /// One piece of information: tags, address, the line under its title, or plainly a text where a list would be.
    fn is_article(&self) -> bool {
        let items = self.lists.items.len();
        let list = items >= A_LIST;
        if list && self.lists.pager.is_some() {
            return false;
        }
        let some_text = self.body.prose >= SOME_TEXT || self.body.attachments;
        let byline = self.metadata.is_byline();
        match looks(&self.page.url) {
            Looks::File => false,
            _ if self.tags.article_title.is_some() => !list || some_text,
            Looks::Article if list => byline || self.body.prose >= MUCH_TEXT,
            Looks::Article => some_text || byline,
            Looks::Column | Looks::Unknown if list || is_start(self.dom.url) => {
                let few = items < 2 * A_LIST || (!is_start(self.dom.url) && !self.shows_dates());
                byline && self.body.prose >= MUCH_TEXT && few
            }
            Looks::Column | Looks::Unknown => {
                let text = items == 0 && !is_form(self.dom) && !self.has_more() && !self.leads_below();
                text && (self.body.prose >= MUCH_TEXT || (byline && some_text))
            }
        }
    }

    /// Days stand beside the entries. Boxes beside a text often show none.
    fn shows_dates(&self) -> bool {
        self.lists.items.iter().any(|item| item.date_source == Some(DateSource::List))
    }

    /// A link to a column. Beside an empty list only those below the page count: others are menus and boxes.
    fn is_column(&self, link: &Link) -> bool {
        link.role == LinkRole::Column && (!self.lists.list_seen || is_below(self.dom.url, &link.url))
    }

    /// A table of the next level: many links to pages below this one that are no articles.
    fn leads_below(&self) -> bool {
        let next = |link: &&Link| {
            !matches!(link.role, LinkRole::Nav | LinkRole::Item | LinkRole::Pager)
                && !matches!(looks(&link.url), Looks::Article | Looks::File)
                && is_below(self.dom.url, &link.url)
        };
        looks(&self.page.url) == Looks::Column && self.page.links.iter().filter(next).nth(MANY_LINKS - 1).is_some()
    }

    fn kind_of_column(&self) -> PageKind {
        if !self.lists.items.is_empty() {
            return PageKind::Column;
        }
        if self.lists.data == Data::Held {
            return PageKind::Empty;
        }
        let filled = fills(self.dom, self.pieces);
        if !filled && says_empty(self.dom) {
            return PageKind::Empty;
        }
        if is_note("", &self.body.text) {
            return PageKind::Note;
        }
        let leads_on = self.page.links.iter().any(|link| self.is_column(link)) || self.leads_below();
        let little = if filled || self.lists.list_seen { MUCH_TEXT } else { SOME_TEXT };
        let more = self.has_more() && (leads_on || !self.lists.list_seen);
        let bare = self.body.prose < little && !more;
        if bare && (filled || (may_fill(self.dom) && (self.lists.list_seen || !leads_on))) {
            return PageKind::Shell;
        }
        if bare && self.lists.list_seen && !leads_on {
            return PageKind::Empty;
        }
        let named = self.tags.column_name.is_some() || self.lists.path.len() > 1;
        if leads_on || named || self.has_more() { PageKind::Column } else { PageKind::Other }
    }

    /// Blocks lead on to their columns (更多).
    fn has_more(&self) -> bool {
        self.pieces.iter().any(|piece| MORE.is_match(piece))
    }
}
