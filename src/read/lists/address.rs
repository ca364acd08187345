//! What the form of an address tells about the page behind it.

use std::sync::LazyLock;

use regex::Regex;
use url::{Position, Url};

use crate::pattern::pattern;

/// What an address looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Looks {
    /// A folder, an index or a list.
    Column,
    /// One piece of information.
    Article,
    /// A file to download.
    File,
    /// Nothing to tell.
    Unknown,
}

// No `\w` and no `\d`: addresses are ASCII, and the letters of all writings take long to build.
static COLUMN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)
        / (?: index | default | main | home )? (?: [_-][0-9]{1,4} )? (?: \. [0-9a-z_]{2,5} )? $
        | / (?: node | col | channels? | class | category | column ) [-_/]? [0-9]+ (?: [_-][0-9]+ )? (?: \. [0-9a-z_]{2,5} )? /? $
        | (?: list | moreinfo | more | index | channel ) (?: [_-][0-9]{1,4} )? \. [0-9a-z_]{2,5} $
        | / [a-z_]{2,} $",
    )
});
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)
        / t (?: 19 | 20 ) [0-9]{6} _
        | / (?: 19 | 20 ) [0-9]{2} [-/]? [0-9]{1,2} (?: [-/]? [0-9]{1,2} )? / [^/]+ $
        | (?: content | contents | article | art | show | detail | view | post | info | news | xq ) [-_/] (?: [^/]* / )* [^/]* [0-9]+ \. [0-9a-z_]{2,5} $
        | [0-9a-f-]{24,} \. [0-9a-z_]{2,5} $
        | [0-9]{4,} \. s?html? $",
    )
});
/// Endings of the names of files.
const FILES: [&str; 24] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd", "ceb", "zip", "rar", "7z", "txt", "csv",
    "jpg", "jpeg", "png", "gif", "mp3", "mp4", "wmv", "avi",
];

fn is_file(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.len() <= 4 && FILES.iter().any(|file| ending.eq_ignore_ascii_case(file))
}

/// What `url` looks like.
pub(in crate::read) fn looks(url: &str) -> Looks {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.find('/').map_or("/", |at| &path[at..]);
    let is = |form: &Regex| form.is_match(path);
    if is_file(path) {
        Looks::File
    } else if query.split('&').any(|pair| matches!(pair.split('=').next(), Some("id" | "aid" | "infoid" | "articleid")))
    {
        Looks::Article
    } else if path.ends_with('/') || is(&COLUMN) {
        Looks::Column
    } else if is(&ARTICLE) {
        Looks::Article
    } else {
        Looks::Unknown
    }
}

/// Whether `url` stands on another host than `page`; a `www.` in front makes no other host.
pub(in crate::read) fn is_elsewhere(page: &Url, url: &str) -> bool {
    let same = url.strip_prefix(&page[..Position::BeforePath]);
    if same.is_some_and(|path| path.starts_with('/')) {
        return false;
    }
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let host = Url::parse(url).ok().and_then(|url| url.host_str().map(bare));
    host != page.host_str().map(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_addresses() {
        for (url, expected) in [
            ("http://x.example/", Looks::Column),
            ("http://x.example", Looks::Column),
            ("http://x.example/xxgk/zfwj/index_2.html", Looks::Column),
            ("http://x.example/Node-1234.html", Looks::Column),
            ("http://x.example/Content-123456.html", Looks::Article),
            ("http://x.example/col/col1234/index.html", Looks::Column),
            ("http://x.example/art/2020/8/14/art_12_345.html", Looks::Article),
            ("http://x.example/zwgk/202009/t20200908_123.html", Looks::Article),
            ("http://x.example/jgzn/2018-07-24/10197.html", Looks::Article),
            ("http://x.example/content/post_30355.html", Looks::Article),
            ("http://x.example/channels/1751.html", Looks::Column),
            ("http://x.example/contents/4584/173128.html", Looks::Article),
            ("http://x.example/cssfzx/032001/csCity_moreinfo.html", Looks::Column),
            ("http://x.example/index.php?m=content&a=show&catid=33&id=2440", Looks::Article),
            ("http://x.example/class.asp?class=1150", Looks::Unknown),
            ("http://x.example/ys/2020.pdf", Looks::File),
            ("http://x.example/ts/xxgk/gggs", Looks::Column),
        ] {
            assert_eq!(looks(url), expected, "{url}");
        }
    }

    #[test]
    fn www_makes_no_other_host() {
        let page = Url::parse("http://www.x.example/a").unwrap();
        assert!(!is_elsewhere(&page, "https://x.example/b"));
        assert!(is_elsewhere(&page, "http://y.x.example/b"));
    }
}
