//! One stored page to its facts.

use html5ever::local_name;
use url::Url;

use super::article::{article, title};
use super::body::{Body, body};
use super::charset::{Decoded, decode};
use super::dom::{Dom, start_of, words};
use super::frames::{frames, sole_frame};
use super::guard::{Limit, cut, tree};
use super::hop::hop;
use super::kind::{Clues, SOME_TEXT};
use super::lists::{Data, Lists, lists};
use super::metadata::{Metadata, metadata, pieces};
use super::tags::{Tags, tags};
use super::trace::Trace;
use crate::site::{ColumnTags, Page, PageKind};

/// A page as it was stored.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its address, after redirects.
    pub url: &'a Url,
    /// The `Content-Type` it came with.
    pub content_type: Option<&'a str>,
    /// Its bytes.
    pub body: &'a [u8],
    /// The start page of its site, where that was read before; a page that shows the same is a soft 404.
    pub home: Option<&'a Page>,
}

/// So much of an article's text is kept, in characters.
const LONGEST_TEXT: usize = 4_000;

/// So much of a `<title>` is kept, in characters.
pub(super) const LONGEST_TITLE: usize = 500;

/// The facts of a page. Any bytes are read: of a page beyond the bounds (2 MiB of text, 256 levels of nesting, 300,000
/// nodes) a part is read, and [`Page::limit`] says so.
#[must_use]
pub fn page(source: &Source<'_>) -> Page {
    read(source, Trace::default()).0
}

/// The facts of a page as [`page`] gives them, and why it was read so: in words for a person, in the order in which the
/// parts of the page were read, at most 60.
#[must_use]
pub fn explained(source: &Source<'_>) -> (Page, Vec<String>) {
    read(source, Trace::asked())
}

fn read(source: &Source<'_>, trace: Trace) -> (Page, Vec<String>) {
    let Decoded { text, charset, why } = decode(source.body, source.content_type);
    let (text, mut limit) = cut(&text);
    let tree = tree(text);
    limit = tree.limit.or(limit);
    let mut dom = Dom::new(&tree.html, source.url, text);
    dom.trace = trace;
    dom.trace.note(|| format!("编码按 {charset} 解读：{why}"));
    let tags = tags(&dom);
    let mut page = Page {
        url: source.url.to_string(),
        charset,
        title: title_tag(&dom),
        site: tags.site.clone(),
        limit: limit.map(Limit::words),
        tags: tags.present.clone(),
        ..Page::default()
    };
    if let Some(limit) = &page.limit {
        dom.trace.note(|| format!("读取受限：{limit}"));
    }
    if limit.is_none_or(|limit| limit == Limit::Long) {
        fill(&mut page, &dom, &tags, source.home);
    }
    (page, dom.trace.reasons())
}

/// The first `<title>` with words in it.
fn title_tag(dom: &Dom<'_>) -> String {
    let titles = dom.elements.iter().copied().filter(|element| element.value().name.local == local_name!("title"));
    let first = titles.map(words).find(|title| !title.is_empty()).unwrap_or_default();
    start_of(&first, LONGEST_TITLE).to_owned()
}

/// Adds what stands in the content of the page.
fn fill(page: &mut Page, dom: &Dom<'_>, tags: &Tags, home: Option<&Page>) {
    // The tags of an article name the column in which it lies.
    let own = tags.column_name.as_deref().filter(|_| tags.article_title.is_none());
    let mut lists = lists(dom, own);
    let pieces = pieces(dom);
    let body = body(dom);
    let columns = tags.column_name.iter().chain(lists.path.iter().rev().filter(|name| *name != "首页"));
    let names: Vec<&str> = columns.chain(&tags.site.name).map(String::as_str).collect();
    let title = title(dom, tags, &page.title, &names);
    let mut metadata = metadata(dom, &pieces, &title, tags.published);
    metadata.document_number = metadata.document_number.or_else(|| body.document_number.clone());
    page.column = column(tags, &lists);
    page.links = std::mem::take(&mut lists.links);
    page.calls = std::mem::take(&mut lists.calls);
    if lists.data != Data::Alone {
        page.hop = hop(dom, pieces.iter().map(|piece| piece.chars().count()).sum());
    }
    page.kind = Clues {
        page,
        home,
        dom,
        pieces: &pieces,
        lists: &lists,
        body: &body,
        tags,
        metadata: &metadata,
        title: &title,
    }
    .kind();
    if page.kind != PageKind::Column {
        page.calls.clear();
    }
    if page.calls.is_empty() && lists.items.is_empty() {
        framed(page, dom, &body);
    }
    if matches!(page.kind, PageKind::Article | PageKind::Note) {
        dates(dom, tags, &metadata);
        let text = start_of(&body.text, LONGEST_TEXT).to_owned();
        page.article = Some(article(title, tags, metadata, text));
    } else {
        page.items = lists.items;
        page.pager = lists.pager;
    }
}

/// Notes where the days of an article were read.
fn dates(dom: &Dom<'_>, tags: &Tags, metadata: &Metadata) {
    dom.trace.note(|| match (tags.published, metadata.published) {
        (Some(day), _) => format!("发布日期 {day}：取自网页标签 PubDate"),
        (None, Some(day)) => format!("发布日期 {day}：{}", metadata.published_from),
        (None, None) => "发布日期：没有 PubDate 标签，正文上下也没有写明".to_owned(),
    });
    if let Some(day) = metadata.shown.filter(|day| tags.published.is_some_and(|tag| tag != *day)) {
        dom.trace.note(|| format!("页面上写的发布日期是 {day}（{}），与 PubDate 标签不同", metadata.published_from));
    }
    if let Some(day) = metadata.formed {
        dom.trace.note(|| format!("成文日期 {day}：{}", metadata.formed_from));
    }
}

/// Adds the frames in which a page without content of its own shows it. A start page stays one.
fn framed(page: &mut Page, dom: &Dom<'_>, body: &Body) {
    let bare = matches!(page.kind, PageKind::Column | PageKind::Shell | PageKind::Other) && body.prose < SOME_TEXT;
    page.calls = match page.kind {
        PageKind::Home | PageKind::Column | PageKind::Shell | PageKind::Other => frames(dom),
        _ => Vec::new(),
    };
    if bare && page.calls.is_empty() && page.hop.is_none() {
        page.calls.extend(sole_frame(dom));
    }
    if !page.calls.is_empty() && page.kind != PageKind::Home {
        dom.trace.note(|| "页面类型改定为栏目：内容在页面里嵌的框架（frame）中，须另外请求".to_owned());
        page.kind = PageKind::Column;
    }
}

fn column(tags: &Tags, lists: &Lists) -> ColumnTags {
    let name = tags.column_name.clone().or_else(|| lists.path.last().cloned()).or_else(|| lists.heading.clone());
    ColumnTags { name, kind: tags.column_type.clone(), path: lists.path.clone() }
}
