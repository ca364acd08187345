//! A quick look at a page that no verdict waits for: an article is told by its tags and its address, without a tree, and only
//! what it links to is taken.

use url::Url;

use super::base::Base;
use super::charset::{Decoded, decode};
use super::dom::{fold, start_of};
use super::familiar::Familiar;
use super::guard::cut;
use super::kind::is_start;
use super::lists::{Looks, in_script, looks};
use super::markup::{self, Read};
use super::metadata::is_byline;
use super::page::{LONGEST_TITLE, Source};
use super::scan::{Piece, Scan};
use super::tags::{Tags, named};
use super::tokens::prepared;
use crate::site::{ColumnTags, Link, LinkRole, Page, PageKind};

/// Text outside links that leaves no doubt that a page has content, in characters: what says that nothing is there, stands in
/// for a page, or is a 情况说明, is shorter.
const MUCH_TEXT: usize = 400;
/// A page that stands in for another one has fewer links than this.
const FEW_LINKS: usize = 10;
/// Links that are taken.
const MOST_LINKS: usize = 5_000;
/// Longest text in which a label is looked for, and longest words of a link that turns pages, in bytes.
const SHORT: usize = 200;
/// Elements whose content follows rules that only a tree builder knows, or is fetched from elsewhere.
const UNUSUAL: [&str; 8] = ["svg", "math", "template", "plaintext", "frameset", "frame", "iframe", "noembed"];
/// Words of links that turn the pages of a list.
const TURNS: [&str; 6] = ["下一页", "下页", "后一页", "尾页", "末页", "最后页"];
/// All of them end so; most links are told apart by this.
const TURNED: char = '页';
/// A script that writes such links.
const TURNER: &str = "createPage";

/// What a page shows without its tree, where it is beyond doubt one piece of information and not a list: its address, title
/// and tags, and its links in the order of the source, each as often as it stands there and in no role, without those that
/// are `familiar`, to which its own are added. Its kind is [`PageKind::Article`] and it has no [`Page::article`]. `None` for
/// any other page: that takes [`super::page`].
#[must_use]
pub fn glance(source: &Source<'_>, familiar: &mut Familiar) -> Option<Page> {
    let looks = looks(source.url.as_str());
    if matches!(looks, Looks::Column | Looks::File) || is_start(source.url) {
        return None;
    }
    let Decoded { text, charset, .. } = decode(source.body, source.content_type);
    let (text, None) = cut(&text) else { return None };
    let text = prepared(text);
    let seen = Seen::of(&text, source.url, familiar)?;
    let tags = named(seen.metas.iter().map(|(name, content)| (name.as_str(), content.as_str())));
    let home = source.home.is_some_and(|home| home.title == seen.title);
    if !seen.is_article(&tags, looks) || home {
        return None;
    }
    let Seen { title, links, fresh, .. } = seen;
    familiar.add(fresh);
    Some(Page {
        url: source.url.to_string(),
        charset,
        title,
        kind: PageKind::Article,
        column: ColumnTags { name: tags.column_name, kind: tags.column_type, path: Vec::new() },
        site: tags.site,
        tags: tags.present,
        links,
        ..Page::default()
    })
}

/// What the pieces of a page show.
struct Seen<'a> {
    url: &'a Url,
    base: Base,
    title: String,
    metas: Vec<(String, String)>,
    links: Vec<Link>,
    familiar: &'a Familiar,
    /// Links that are familiar.
    passed: usize,
    /// Marks of links that will be.
    fresh: Vec<u64>,
    /// Characters outside links, blanks not counted.
    text: usize,
    /// A label says when it was published, or gives its number.
    has_byline: bool,
    /// The link that is open; its text is the `title` that it has.
    open: Option<Link>,
    /// Words in that link.
    words: String,
    /// Its mark, where it leads to the same address from every page.
    mark: Option<u64>,
}

impl<'a> Seen<'a> {
    /// `None` where the page holds what speaks against an article, or takes a tree.
    fn of(text: &str, url: &'a Url, familiar: &'a Familiar) -> Option<Self> {
        let mut seen = Self {
            url,
            base: Base::new(url.clone()),
            title: String::new(),
            metas: Vec::new(),
            links: Vec::new(),
            familiar,
            passed: 0,
            fresh: Vec::new(),
            text: 0,
            has_byline: false,
            open: None,
            words: String::new(),
            mark: None,
        };
        let mut scan = Scan::new(text);
        while let Some(piece) = scan.next() {
            match piece {
                Piece::Start(name) => seen.start(name, &mut scan)?,
                Piece::End(name) if is(name, "a") => seen.close()?,
                Piece::End(_) => {}
                Piece::Text(text) => seen.text(text),
                Piece::Raw(name, text) if is(name, "title") && seen.title.is_empty() => {
                    start_of(&folded(text), LONGEST_TITLE).clone_into(&mut seen.title);
                }
                Piece::Raw(name, text) if is(name, "script") && text.contains(TURNER) => return None,
                Piece::Raw(..) => {}
            }
        }
        seen.close()?;
        (!scan.is_strange).then_some(seen)
    }

    fn start(&mut self, name: &str, scan: &mut Scan<'_>) -> Option<()> {
        if is(name, "a") || is(name, "area") {
            self.close()?;
            self.open(scan);
        } else if is(name, "meta") {
            let refresh = scan.attribute("http-equiv").is_some_and(|what| is(what.trim(), "refresh"));
            if refresh {
                return None;
            }
            let (name, content) = (scan.attribute("name"), scan.attribute("content"));
            self.metas.extend(name.zip(content).map(|(name, content)| (name.into_owned(), content.into_owned())));
        } else if is(name, "base") {
            let href = scan.attribute("href");
            let base = href.and_then(|href| self.url.join(href.trim()).ok()).filter(|base| !base.cannot_be_a_base());
            // Those before it would have another address.
            if !self.links.is_empty() || self.passed > 0 || self.open.is_some() {
                return None;
            }
            self.base = base.map_or_else(|| self.base.clone(), Base::new);
        } else if UNUSUAL.iter().any(|unusual| is(name, unusual)) {
            return None;
        } else if let Some(url) = self.clicked(scan).filter(|_| self.links.len() < MOST_LINKS) {
            self.links.push(Link { text: String::new(), url, role: LinkRole::Other, path: Vec::new() });
        }
        Some(())
    }

    /// Begins a link, or passes over one that is familiar.
    fn open(&mut self, scan: &mut Scan<'_>) {
        let link = scan.text_link().zip(self.base.site());
        let link = link.map(|(link, site)| (link, Familiar::mark(site, link)));
        if let Some((link, _)) = link.filter(|(_, mark)| self.familiar.has(*mark)) {
            self.passed += 1;
            scan.pass(link);
            return;
        }
        let href = scan.attribute("href");
        let url = match href.as_deref().map(str::trim) {
            Some("") => self.resolve(self.url.as_str()),
            Some(script) if script.get(..11).is_some_and(|scheme| is(scheme, "javascript:")) => {
                in_script(script).and_then(|address| self.resolve(address))
            }
            Some(href) => self.resolve(href),
            None => None,
        };
        let everywhere = url.is_some() && href.is_some_and(|href| href.starts_with('/') || href.starts_with("http"));
        self.mark = link.map(|(_, mark)| mark).filter(|_| everywhere);
        let url = url.or_else(|| self.clicked(scan));
        let text = scan.attribute("title").map(|title| folded(&title)).unwrap_or_default();
        self.open = Some(Link { text, url: url.unwrap_or_default(), role: LinkRole::Other, path: Vec::new() });
    }

    /// Where a click on the element leads.
    fn clicked(&self, scan: &mut Scan<'_>) -> Option<String> {
        self.resolve(in_script(&scan.attribute("onclick")?)?)
    }

    fn resolve(&self, href: &str) -> Option<String> {
        self.base.resolve(self.url, href)
    }

    fn text(&mut self, text: &str) {
        if self.open.is_some() {
            let words = folded(text);
            if self.words.is_empty() {
                self.words = words;
            } else {
                self.words.push_str(&words);
            }
            return;
        }
        // The first bytes of characters.
        self.text += text.bytes().filter(|byte| *byte > b' ' && !(0x80..0xc0).contains(byte)).count();
        self.has_byline = self.has_byline || (text.len() <= SHORT && is_byline(text));
    }

    /// Ends the link that is open; `None` where it turns the pages of a list.
    fn close(&mut self) -> Option<()> {
        let Some(mut link) = self.open.take() else { return Some(()) };
        if !self.words.is_empty() {
            link.text = std::mem::take(&mut self.words);
        }
        if link.text.len() <= SHORT && link.text.contains(TURNED) && TURNS.iter().any(|turns| link.text.contains(turns))
        {
            return None;
        }
        if !link.url.is_empty() && self.links.len() < MOST_LINKS {
            self.links.push(link);
            self.fresh.extend(self.mark.take());
        }
        Some(())
    }

    /// Its tags or its address say that it is one piece of information, and it has what one has.
    fn is_article(&self, tags: &Tags, looks: Looks) -> bool {
        let told =
            tags.article_title.is_some() || (looks == Looks::Article && (tags.published.is_some() || self.has_byline));
        told && self.text >= MUCH_TEXT && self.links.len() + self.passed >= FEW_LINKS
    }
}

fn is(name: &str, other: &str) -> bool {
    name.eq_ignore_ascii_case(other)
}

/// The text with its character references read, blanks folded. Rare references stay as they stand.
fn folded(text: &str) -> String {
    match markup::read(text, false) {
        Read::As(read) => fold(&read).into_owned(),
        Read::Same | Read::Unknown => fold(text).into_owned(),
    }
}
