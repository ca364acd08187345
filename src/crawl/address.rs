//! Addresses that are never worth a request.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::pattern::pattern;
use regex::Regex;
use url::Url;

/// Deepest path that is asked for, in segments.
const MAX_SEGMENTS: usize = 12;
/// A segment that comes more often is a link that grows with every page.
const MAX_SAME_SEGMENT: usize = 3;

/// Files and feeds.
static FILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)\.(pdf|ofd|docx?|xlsx?|pptx?|wps|et|dps|rar|zip|7z|gz|tar|jpe?g|png|gif|bmp|webp|svg|ico|tiff?|jfif|avif|heic|",
        r"mp[34]|mpe?g|avi|wm[av]|flv|swf|mov|wav|webm|og[agv]|m4[av]|m3u8|mkv|rmvb?|3gp|woff2?|ttf|otf|eot|exe|apk|ipa|msi|",
        r"css|js|json|xml|rss|txt|csv)$"
    ))
});

/// Places that hold no column: log-in, search, print versions, feeds, calendars.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    let places = "login|logon|logout|signin|register|passport|search|sousuo|jiansuo|print|dayin|rss|calendar|rili";
    pattern(&format!(r"(?i)(^|[/_.\-])({places})([/_.\-]|$)"))
});

/// Programs that are called a search and list a column of the site.
static LIST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)/module/xxgk/search\.jsp$|/was5/web/search$|/common/search/[0-9a-f]{16,}$"));

/// Query keys that only sort, search, print or turn the pages of a calendar.
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(sort|sortby|sortfield|order|orderby|asc|desc|print|date|day|month|riqi|q|keywords?|searchword)$")
});

/// Words of links that lead to no column.
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)^(用户|会员|个人|法人)?(登录|登陆|注册)$|搜索|检索|打印|^关闭|加入收藏|设为首页|无障碍|长者|适老|关怀版|",
        r"繁体|繁體|^english$|手机版|客户端|^rss|订阅|分享|返回顶部|^(上|下|前|后)一?(天|日|月|年)$|日历|^按.{1,6}排序$"
    ))
});

/// Whether a link leads nowhere that a verdict needs: a file, a search, a log-in, a calendar, a sort order, an address
/// that grows with every page.
pub(super) fn is_trap(url: &Url, words: &str) -> bool {
    let search = || PLACE.is_match(url.path()) || url.query_pairs().any(|(key, _)| KEY.is_match(&key));
    FILE.is_match(url.path()) || WORDS.is_match(words.trim()) || (!LIST.is_match(url.path()) && search()) || grows(url)
}

fn grows(url: &Url) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut segments = 0;
    for segment in url.path_segments().into_iter().flatten().filter(|segment| !segment.is_empty()) {
        segments += 1;
        *counts.entry(segment).or_default() += 1;
    }
    segments > MAX_SEGMENTS || counts.values().any(|count| *count >= MAX_SAME_SEGMENT)
}

#[cfg(test)]
mod tests {
    use super::is_trap;

    #[test]
    fn traps_are_seen() {
        for (address, words) in [
            ("http://a.example/files/1.PDF", "附件"),
            ("http://a.example/user/login.jsp", ""),
            ("http://a.example/search/index.html", ""),
            ("http://a.example/list.jsp?sort=desc", ""),
            ("http://a.example/day.jsp?date=2020-09-08", "8"),
            ("http://a.example/rili/2020/10.html", ""),
            ("http://a.example/x.html", "下一月"),
            ("http://a.example/x.html", "高级检索"),
            ("http://a.example/a/b/a/b/a/b/", "财政信息"),
        ] {
            assert!(is_trap(&address.parse().unwrap(), words), "{address} {words}");
        }
    }

    #[test]
    fn columns_are_no_traps() {
        for (address, words) in [
            ("http://a.example/zfxxgk/czxx/", "财政信息"),
            ("http://a.example/index.php?m=content&c=index&a=lists&catid=33", "人事信息"),
            ("http://a.example/research/", "调查研究"),
            ("http://a.example/Node-1234.html", "年度报告"),
            ("http://a.example/col/col1234/index.html", "登记注册"),
            ("http://a.example/xxgk/?orderid=3", "公告公示"),
            ("http://a.example/module/xxgk/search.jsp?infotypeId=A02&sortfield=compaltedate:0", "财政信息"),
        ] {
            assert!(!is_trap(&address.parse().unwrap(), words), "{address} {words}");
        }
    }
}
