//! What kind of page it is.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::body::{Body, is_form};
use super::dom::Dom;
use super::emptiness::{is_application, is_note, says_empty};
use super::filling::{fills, may_fill};
use super::lists::{Data, HOME_LINK, Lists, Looks, is_below, looks};
use super::metadata::Metadata;
use super::refusal::{is_challenge, is_not_found, shows_home};
use super::tags::Tags;
use crate::pattern::pattern;
use crate::site::{DateSource, Link, LinkRole, Page, PageKind, identity};

/// Text that is more than navigation, in characters.
pub(super) const SOME_TEXT: usize = 30;
/// A page whose address tells nothing and that has this much text, in characters, and no list is an article.
const MUCH_TEXT: usize = 100;
/// A page that stands in for another one has fewer links than this.
const MANY_LINKS: usize = 10;
/// A list has at least this many entries; fewer may be links to related articles.
const A_LIST: usize = 3;

/// A start page shows at least this many blocks.
const SEVERAL: usize = 2;

/// A title that is the name of a site and nothing else.
static SITE_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:欢迎(?:进入|访问|光临|来到|您?访问))?[\p{Han}（）()]{4,30}(?:局|委|委员会|办公室|中心|院|厅|署|政府|网|网站|门户|官网|平台)(?:首页)?$",
    )
});
/// Path and query of a start page. A static one may take a query (`/index.html?link=zwgk`); that of a program names
/// another page (`/index.php?m=content&catid=33`).
static HOME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^/(?:(?:index|default|main|home)\.(?:s?html?(?:\?.*)?|[0-9a-z_]{2,5}))?$"));

static MORE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\W*(?:查看)?(?:更多|more)\W*$"));

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
    pub(super) pieces: &'a [Cow<'a, str>],
    pub(super) lists: &'a Lists,
    pub(super) body: &'a Body,
    pub(super) tags: &'a Tags,
    pub(super) metadata: &'a Metadata,
    /// Title that its article would have.
    pub(super) title: &'a str,
}

/// A kind, and the clue that decided.
type Decided = (PageKind, &'static str);

/// The address is that of a start page.
pub(in crate::read) fn is_start(url: &Url) -> bool {
    HOME.is_match(&url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path())))
}

impl Clues<'_> {
    /// The kind of the page.
    pub(super) fn kind(&self) -> PageKind {
        let (kind, why) = self.decided();
        self.dom.trace.note(|| format!("页面类型是{}：{why}", kind.zh()));
        kind
    }

    /// The kind, and the clue that decided, in words.
    fn decided(&self) -> Decided {
        if self.lists.data == Data::Alone {
            let empty = self.lists.items.is_empty();
            return if empty {
                (PageKind::Empty, "列表的数据里没有条目")
            } else {
                (PageKind::Column, "列表的数据里有条目")
            };
        }
        let visible = self.pieces.concat();
        let called = !self.page.calls.is_empty();
        if self.page.links.len() < MANY_LINKS && is_challenge(self.dom.text, &visible) {
            (PageKind::Challenge, "链接很少，内容是验证访问者的脚本")
        } else if self.page.hop.is_some() && self.page.links.len() < A_LIST {
            (PageKind::Other, "只把访问者转到另一个网址")
        } else if !called && is_application(self.dom.text, &visible) {
            (PageKind::Shell, "几乎没有文字，只留了位置给脚本填写")
        } else if let Some(why) = self.soft_404(&visible) {
            (PageKind::Soft404, why)
        } else if let Some(why) = self.article() {
            let note = is_note(self.title, &self.body.text);
            if note {
                (PageKind::Note, "文字短，说明没有发生或者没有可以公开的内容")
            } else {
                (PageKind::Article, why)
            }
        } else if is_start(self.dom.url) {
            (PageKind::Home, "网址是网站首页的网址")
        } else if self.shows_start() {
            (PageKind::Home, "网页标题就是网站名称，不属于任何栏目，并列着几块列表")
        } else if called {
            (PageKind::Column, "条目须另外请求，认得出请求的就是本栏目的列表")
        } else {
            self.kind_of_column()
        }
    }

    /// The address does not tell it, but the page is named like its site, stands in no column and shows lists.
    fn shows_start(&self) -> bool {
        let tags = self.tags;
        let title = &self.page.title;
        if tags.column_name.is_some() || self.lists.path.len() > 1 || self.lists.pager.is_some() {
            return false;
        }
        // A template that fills ColumnName leaves it empty on the start page alone.
        if tags.no_column && tags.site.name.as_ref() == Some(title) {
            return self.lists.items.len() >= A_LIST;
        }
        let blocks = || self.lists.blocks >= SEVERAL || self.mores().nth(SEVERAL - 1).is_some();
        let elsewhere = |link: &Link| HOME_LINK.is_match(&link.text) && identity(&link.url) != identity(&self.page.url);
        // Most titles have signs between several names.
        let one_name = title.chars().all(|sign| !sign.is_ascii() || matches!(sign, '(' | ')'));
        one_name && SITE_TITLE.is_match(title) && blocks() && !self.page.links.iter().any(elsewhere)
    }

    fn soft_404(&self, visible: &str) -> Option<&'static str> {
        if self.lists.items.len() < A_LIST && is_not_found(&self.page.title, visible, self.body.prose) {
            return Some("标题或者文字说网页不存在");
        }
        let home = self.home.is_some_and(|home| !is_start(self.dom.url) && shows_home(self.page, home));
        home.then_some("显示的是网站首页的内容")
    }

    /// One piece of information: tags, address, the line under its title, or plainly a text where a list would be.
    fn article(&self) -> Option<&'static str> {
        let items = self.lists.items.len();
        let list = items >= A_LIST;
        if list && self.lists.pager.is_some() {
            return None;
        }
        let some_text = self.body.prose >= SOME_TEXT || self.body.attachments;
        let byline = self.metadata.is_byline();
        let (is_article, why) = match looks(&self.page.url) {
            Looks::File => (false, ""),
            _ if self.tags.article_title.is_some() => (!list || some_text, "有 ArticleTitle 标签"),
            Looks::Article if list => {
                (byline || self.body.prose >= MUCH_TEXT, "网址像文章的网址，有正文或者发布日期、索引号")
            }
            Looks::Article => (some_text || byline, "网址像文章的网址，有正文或者发布日期、索引号"),
            Looks::Column | Looks::Unknown if list || is_start(self.dom.url) => {
                let few = items < 2 * A_LIST || (!is_start(self.dom.url) && !self.shows_dates());
                (byline && self.body.prose >= MUCH_TEXT && few, "有发布日期或者索引号和成段的正文，列表只是陪衬")
            }
            Looks::Column | Looks::Unknown => {
                let text = items == 0 && !is_form(self.dom) && !self.has_more() && !self.leads_below();
                (text && (self.body.prose >= MUCH_TEXT || (byline && some_text)), "没有列表，有成段的正文")
            }
        };
        is_article.then_some(why)
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

    fn kind_of_column(&self) -> Decided {
        if !self.lists.items.is_empty() {
            return (PageKind::Column, "有条目的列表");
        }
        if self.lists.data == Data::Held {
            return (PageKind::Empty, "网页脚本里的列表数据是空的");
        }
        let filled = fills(self.dom, self.pieces);
        if !filled && says_empty(self.dom) {
            return (PageKind::Empty, "没有条目，文字说暂无内容");
        }
        if is_note("", &self.body.text) {
            return (PageKind::Note, "没有条目，文字说明没有发生或者没有可以公开的内容");
        }
        let leads_on = self.page.links.iter().any(|link| self.is_column(link)) || self.leads_below();
        let little = if filled || self.lists.list_seen { MUCH_TEXT } else { SOME_TEXT };
        let more = self.has_more() && (leads_on || !self.lists.list_seen);
        let bare = self.body.prose < little && !more;
        if bare && (filled || (may_fill(self.dom) && (self.lists.list_seen || !leads_on))) {
            return (PageKind::Shell, "没有条目和正文，列表的位置空着，由脚本填写");
        }
        if bare && self.lists.list_seen && !leads_on {
            return (PageKind::Empty, "列表里没有条目，也不通往下级栏目");
        }
        let named = self.tags.column_name.is_some() || self.lists.path.len() > 1;
        if leads_on || self.has_more() {
            (PageKind::Column, "没有自己的条目，但有通往下级栏目的链接")
        } else if named {
            (PageKind::Column, "有栏目名称标签（ColumnName）或者栏目路径")
        } else {
            (PageKind::Other, "既没有列表、正文，也没有通往栏目的链接")
        }
    }

    /// Blocks lead on to their columns (更多).
    fn has_more(&self) -> bool {
        self.mores().next().is_some()
    }

    fn mores(&self) -> impl Iterator<Item = &Cow<'_, str>> {
        self.pieces.iter().filter(|piece| piece.contains(['更', 'm', 'M']) && MORE.is_match(piece))
    }
}
