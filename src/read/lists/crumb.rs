//! The breadcrumb: where the page says that it stands.

use std::borrow::Cow;
use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;
use scraper::{ElementRef, Node, Selector};
use url::Url;

use super::address::{Looks, looks};
use super::anchor::{DEEPEST, parent};
use super::region::{may_be_named, names, parts};
use crate::pattern::pattern;
use crate::read::dom::{Dom, Text, attribute, fold, short_words, words};
use crate::read::fixed::selector;
use crate::read::kind::is_start;

/// Most names in a breadcrumb.
const MOST_NAMES: usize = 12;
/// Longest text of a breadcrumb, in characters.
const LONGEST: usize = 240;
/// Longest name of a column in a breadcrumb, in characters; a longer one is an article's title.
const LONGEST_NAME: usize = 25;

/// Most characters before the label, such as 您好，.
const LONGEST_BEFORE_LABEL: usize = 8;

/// A breadcrumb.
#[derive(Debug)]
pub(super) struct Crumb<'a> {
    pub(super) element: ElementRef<'a>,
    /// The names, without 正文 and the article's own title.
    pub(super) path: Vec<String>,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:您|你)?(?:现在|当前|目前)?的?(?:所在|所处)?的?(?:位置|栏目|频道)(?:是|为|在)?\s*[:：]|(?:您|你)?(?:现在|当前|所在|的)的?(?:所在)?的?位置(?:是|为)?",
    )
});
static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"[>›»＞→/\\|｜·]+|-+>|—+>?|–+|::|\s-+\s|^-+|-+$"));
static NO_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:正文|内容|内容页|详细内容|详细页|文章内容|信息内容|浏览信息|浏览文章|查看详情|详情|详细信息|列表|信息列表)$",
    )
});
/// What stands behind the breadcrumb in the same element.
static TOOLS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[【\[（(]?(?:字号|字体|打印|分享|收藏|发布时间|发布日期|来源[:：])"));
/// Words of the link to the start page.
pub(in crate::read) static HOME_LINK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:网站|本站|返回)?(?:首\s*页|主页)$"));
static LINKS: LazyLock<Selector> = LazyLock::new(|| selector("a"));

/// What every name of a breadcrumb has in it.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern("(?i-u)crumb|curmb|weizhi|dqwz|currchnlcls|location|position|bread|path|place|wz|mbx|loc")
});

/// The breadcrumb of the page.
pub(super) fn crumb<'a>(dom: &Dom<'a>) -> Option<Crumb<'a>> {
    let (Crumb { element, mut path }, why) = labelled(dom)
        .map(|crumb| (crumb, "「当前位置」一类的字样后面"))
        .or_else(|| Some((named(dom)?, "模板命名为位置（crumb、location 等）的地方")))
        .or_else(|| Some((separated(dom)?, "以「首页」开头、用符号隔开的一行")))
        .or_else(|| Some((from_site(dom)?, "以网站名称开头、用符号隔开的一行")))?;
    while path.last().is_some_and(|last| NO_NAME.is_match(last) || is_own_title(dom, element, last)) {
        path.pop();
    }
    if path.is_empty() {
        return None;
    }
    dom.trace.note(|| format!("栏目路径取自{why}：{}", path.join(" > ")));
    Some(Crumb { element, path })
}

/// By its label: 当前位置, 您所在的位置, 位置：.
fn labelled<'a>(dom: &Dom<'a>) -> Option<Crumb<'a>> {
    let texts = dom.texts.iter().filter(|Text { text, .. }| {
        text.len() < 600 && (text.contains("位置") || text.contains("当前")) && starts_with_label(&fold(text))
    });
    texts.take(8).filter_map(|text| text.holder).find_map(|holder| {
        let above = std::iter::once(holder).chain(holder.ancestors().map_while(ElementRef::wrap)).take(5);
        above
            .take_while(|element| !matches!(element.value().name(), "body" | "html" | "script" | "style"))
            .find_map(all_names)
    })
}

/// Further inside a sentence the same words are no label: 找到在社会中的位置.
fn starts_with_label(text: &str) -> bool {
    LABEL.find(text).is_some_and(|label| text[..label.start()].chars().count() <= LONGEST_BEFORE_LABEL)
}

/// By the name of its element.
fn named<'a>(dom: &Dom<'a>) -> Option<Crumb<'a>> {
    let elements = dom.elements.iter().copied();
    elements
        .filter(|element| {
            may_be_named(*element, &NAMED)
                && names(*element).any(|name| {
                    ["crumb", "breadcrumb", "weizhi", "dqwz", "curmb", "currchnlcls"]
                        .iter()
                        .any(|word| name.contains(word))
                        || parts(&name).any(|part| {
                            matches!(part, "location" | "position" | "bread" | "path" | "place" | "wz" | "mbx" | "loc")
                        })
                })
        })
        .take(20)
        .filter_map(|element| if element.value().name() == "a" { parent(element) } else { Some(element) })
        .filter_map(all_names)
        .find(|crumb| crumb.element.select(&LINKS).next().is_some())
}

/// By a link 首页 with a separator after it.
fn separated<'a>(dom: &Dom<'a>) -> Option<Crumb<'a>> {
    dom.made(|name| *name == local_name!("a"))
        .filter(|link| {
            short_words(*link, LONGEST).is_some_and(|text| text.ends_with('页') && HOME_LINK.is_match(&text))
        })
        .take(20)
        .find_map(|link| {
            let after = fold(link.next_sibling()?.value().as_text()?);
            let separator = SEPARATOR.find(&after)?;
            let holder = parent(link)?;
            if separator.start() == 0 && !after.starts_with(['|', '｜', '·']) { all_names(holder) } else { None }
        })
}

/// By a link to the start page that is called by the name of the site, with an arrow after it and another link.
fn from_site<'a>(dom: &Dom<'a>) -> Option<Crumb<'a>> {
    let links = dom.elements.iter().copied().filter(|element| element.value().name() == "a");
    let starts = |link: &ElementRef<'_>| {
        let href = attribute(*link, &local_name!("href"));
        let address = href.and_then(|href| dom.resolve(href)).filter(|url| is_on_top(url));
        let address = address.and_then(|url| Url::parse(&url).ok());
        address.is_some_and(|url| url.host() == dom.url.host() && is_start(&url))
    };
    let mut crumb = links.filter(starts).take(20).find_map(|link| {
        let name = short_words(link, LONGEST).filter(|name| !name.is_empty())?;
        let above = link.ancestors().take(4).filter_map(ElementRef::wrap);
        above.map_while(all_names).find(|Crumb { element, .. }| {
            let text = words(*element);
            let arrow =
                text.strip_prefix(&*name).is_some_and(|rest| rest.trim_start().starts_with(['>', '›', '»', '＞', '→']));
            arrow && element.select(&LINKS).nth(1).is_some()
        })
    })?;
    if let Some(first) = crumb.path.first_mut() {
        "首页".clone_into(first);
    }
    Some(crumb)
}

/// The path of the address has one part; others need not be taken apart.
fn is_on_top(url: &str) -> bool {
    url.split(['?', '#']).next().is_some_and(|path| path.matches('/').count() <= "http://x/".matches('/').count())
}

/// The element with all its names, when it is short and names at least one place.
fn all_names(element: ElementRef<'_>) -> Option<Crumb<'_>> {
    let short = short_words(element, LONGEST * 4)?.chars().count() <= LONGEST;
    let path = if short && element.select(&LINKS).nth(MOST_NAMES).is_none() { names_in(element) } else { Vec::new() };
    (!path.is_empty()).then_some(Crumb { element, path })
}

/// The names in the breadcrumb, in order.
fn names_in(element: ElementRef<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut labelled = false;
    let all = words(element);
    let has_label = LABEL.is_match(&all);
    for node in element.descendants() {
        let Node::Text(text) = node.value() else { continue };
        let above = || node.ancestors().take(DEEPEST).filter_map(ElementRef::wrap);
        if above().any(|above| matches!(above.value().name(), "script" | "style" | "select" | "button")) {
            continue;
        }
        let mut text = fold(text);
        if has_label && !labelled {
            let Some(label) = LABEL.find(&text) else { continue };
            labelled = true;
            text = text[label.end()..].trim_start_matches(['：', ':', ' ']).to_owned().into();
        }
        if !found.is_empty() && TOOLS.is_match(&text) {
            break;
        }
        let linked = above().take_while(|above| *above != element).any(|above| above.value().name() == "a");
        let pieces: Vec<&str> =
            if linked { vec![text.trim_matches(['>', '»', '›', ' '])] } else { SEPARATOR.split(&text).collect() };
        let names = pieces.into_iter().map(fold).filter(|name| name.chars().any(char::is_alphabetic));
        found.extend(names.map(Cow::into_owned));
    }
    found.truncate(MOST_NAMES);
    found
}

/// The last name is the article's title, not a column.
fn is_own_title(dom: &Dom<'_>, element: ElementRef<'_>, last: &str) -> bool {
    let bare = last.trim_end_matches(['.', '…']);
    let length = bare.chars().count();
    let is_title = |meta: &ElementRef<'_>| {
        attribute(*meta, &local_name!("name")).is_some_and(|name| name.eq_ignore_ascii_case("ArticleTitle"))
    };
    let tag = dom.named(&["meta"]).find(is_title).and_then(|meta| attribute(meta, &local_name!("content"))).map(fold);
    let headings = || dom.named(&["h1", "h2", "title"]).take(40);
    length > LONGEST_NAME
        || tag.is_some_and(|tag| tag == last)
        || (length > 12
            && !is_own_column(dom, element, last)
            && headings()
                .any(|heading| short_words(heading, LONGEST * 4).is_some_and(|heading| heading.starts_with(bare))))
}

/// The page is a column by its address, and the last name is a link to it: long names of organs are no titles.
fn is_own_column(dom: &Dom<'_>, element: ElementRef<'_>, last: &str) -> bool {
    looks(dom.url.as_str()) == Looks::Column && element.select(&LINKS).any(|link| words(link) == last)
}

#[cfg(test)]
mod tests {
    use scraper::Html;
    use url::Url;

    use super::*;

    fn path(html: &str) -> Vec<String> {
        let url = Url::parse("http://www.qinghe.example/a/").unwrap();
        let tree = Html::parse_document(html);
        crumb(&Dom::new(&tree, &url, html)).map(|crumb| crumb.path).unwrap_or_default()
    }

    #[test]
    fn every_form_of_breadcrumb() {
        for html in [
            "<div class=x>当前位置：<a href=/>首页</a>&nbsp;>&nbsp;<a href=/zwgk/>政务公开</a> > <a href=.>财政信息</a></div>",
            "<div>您所在的位置：<a href=/>首页</a> &gt;&gt; <a href=/zwgk/>政务公开</a> &gt;&gt; 财政信息</div>",
            "<div>您现在的位置是：首页 / 政务公开 / 财政信息</div>",
            "<p>位置： 首页 - 政务公开 - 财政信息 - 正文</p>",
            "<div>您当前所在位置：<a>首页</a>&nbsp;&raquo;&nbsp;<a>政务公开</a>&nbsp;&raquo;&nbsp;<a>财政信息</a></div>",
            "<table><tr><td><img></td><td>当前位置：</td><td><a href=/>首页</a>»<a href=/b>政务公开</a>»<a href=''>财政信息</a></td></tr></table>",
            "<ol><span>当前位置：</span><a href='/'>首页</a><span>/</span><a href='/a/'>政务公开</a><span>/</span><a href=''>财政信息</a></ol>",
            "<div id=breadcrumbNav><ul><li><a href=/>首页</a></li><li><a href=/a/>政务公开</a></li><li>财政信息</li></ul></div>",
            "<div class=sx-more1><a href=/ class=CurrChnlCls>首页</a>-&gt;<a href=/a/ class=CurrChnlCls>政务公开</a>-&gt;<a href=/a/b/ class=CurrChnlCls>财政信息</a></div>",
            "<div class=top9><a href=/>首页</a> › <a href=/a/>政务公开</a> › <a href=/a/b/>财政信息</a></div>",
            "<div class=location><a href=/>首页</a><img src=arrow.png><a href=/a/>政务公开</a><img src=arrow.png>财政信息</div>",
        ] {
            assert_eq!(path(html), ["首页", "政务公开", "财政信息"], "{html}");
        }
    }

    #[test]
    fn buttons_behind_it_are_no_columns() {
        let html = "<div class=crumb><a href=/>首页</a> > <a href=/a/>政府公报</a><div class=print><span>字号：<i>默认</i><i>大</i></span>|<span>打印</span></div></div>";
        assert_eq!(path(html), ["首页", "政府公报"]);
    }

    #[test]
    fn the_title_of_an_article_is_no_column() {
        let html = "<title>清河县人民政府办公室关于做好防汛工作的通知_清河县</title><div>当前位置：<a href=/>首页</a> > <a href=/a/>政策文件</a> > 清河县人民政府办公室关于做好防汛工作的通知</div>";
        assert_eq!(path(html), ["首页", "政策文件"]);
    }

    #[test]
    fn a_menu_with_bars_is_no_breadcrumb() {
        assert!(path("<div><a href=/>首页</a> | <a href=/a/>联系我们</a> | <a href=/b/>网站地图</a></div>").is_empty());
        assert!(path("<p>请各单位报送当前工作进展。</p>").is_empty());
        assert!(path("<p>帮助他们找到在社会中的位置，用智慧与勤劳立足。</p>").is_empty());
    }
}
