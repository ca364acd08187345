//! Pages that stand in for another one: challenges, and "not found" with status 200.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::pattern;
use crate::site::{Link, Page, PageKind};

/// A challenge shows less than this, in characters.
const CHALLENGE_SHOWS: usize = 300;
/// A stub that only runs a script shows less than this, in characters.
const STUB_SHOWS: usize = 40;
/// A page that says "not found" shows less than this beside its navigation, in characters.
const NOT_FOUND_SHOWS: usize = 400;
/// Fewer links than this make no fingerprint.
const FINGERPRINT: usize = 10;

/// Scripts of protection systems (加速乐, 瑞数, 阿里云盾 …).
static GUARD_SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)__jsl_clearance|acw_sc__v2|\$_ts\s*=|_\$\w{2}\(\)|cf-chl-|yunsuo_session|wzws|safedog")
});
/// A script loads a page.
static LOADS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\blocation\s*(?:=|\.\s*(?:reload|replace|href|assign))"));
static GUARD_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:请|需要)(?:先)?(?:开启|启用|打开)\s*(?:浏览器的?)?\s*(?:java\s*script|cookie)|(?:安全|人机|访问|身份|滑动)验证|验证您是真人|检查您的浏览器|正在进行安全检查|just a moment|checking your browser|enable javascript and cookies|(?:访问|请求)(?:已)?被(?:拦截|阻断|拒绝)|网站防火墙",
    )
});
/// Apart, since the bounds of a word in any writing take long to find among Chinese signs.
static FIREWALL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bwaf\b"));
static NOT_FOUND_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\W*(?:http\s*)?404\W*$|404\s*[-_,:：]?\s*(?:错误|页面|not found|error)|(?:error|错误)\s*404|not found|(?:页面|网页)(?:不存在|未找到|找不到|丢失|走丢)|找不到(?:该|此|您)?[^，。]{0,6}(?:页|网页|文件|资源)|^\W*(?:出错了?|错误(?:页面|提示)?|错误信息)\W*$",
    )
});
static NOT_FOUND_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)您?(?:所|要|正在|想要)?(?:访问|查看|浏览|查找|请求|打开)的(?:页面|网页|内容|链接|信息|地址|资源|文件|栏目|文章)[^。，]{0,12}(?:不存在|找不到|没有找到|未找到|已删除|被删除|已失效|丢失|移除|出错)|(?:页面|网页|文章|栏目)(?:不存在|未找到|找不到了?|已被?删除|走丢了?)|(?:页面|网页|链接)已失效|文件(?:不存在|已被?删除)|(?:找不到|无法找到|没有找到)(?:(?:您|该|此|相应|指定)[^。，]{0,8})?(?:页面|网页)|404\s*not\s*found|the requested url .{0,200}was not found",
    )
});

/// The page asks the visitor to prove to be a browser: in words, by the script of a protection system, or by a cookie that it
/// sets before it loads again. `visible` is what it shows.
pub(super) fn is_challenge(text: &str, visible: &str) -> bool {
    let shown = visible.chars().count();
    let sets_cookie = || text.contains("document.cookie") && LOADS.is_match(text);
    (shown < CHALLENGE_SHOWS && (GUARD_WORDS.is_match(visible) || FIREWALL.is_match(visible)))
        || (shown < STUB_SHOWS && (GUARD_SCRIPT.is_match(text) || sets_cookie()))
}

/// The page says that nothing is at this address. `prose` is what it shows outside links, in characters.
pub(super) fn is_not_found(title: &str, visible: &str, prose: usize) -> bool {
    let says = |text: &str, form: &LazyLock<Regex>| may_say_not_found(text) && form.is_match(text);
    prose < NOT_FOUND_SHOWS && (says(title, &NOT_FOUND_TITLE) || says(visible, &NOT_FOUND_WORDS))
}

/// Whether `text` has one of the words that both forms need. Few pages have, and the forms take long to be built.
fn may_say_not_found(text: &str) -> bool {
    ["404", "不存在", "找不到", "找到", "删除", "失效", "丢失", "走丢", "移除", "出错", "错误"]
        .iter()
        .any(|word| text.contains(word))
        || text.as_bytes().windows(5).any(|part| part.eq_ignore_ascii_case(b"found"))
}

/// The page shows the start page at another address: same title, same links.
pub(super) fn shows_home(page: &Page, home: &Page) -> bool {
    if home.kind != PageKind::Home || page.url == home.url || page.title != home.title {
        return false;
    }
    let (here, there) = (fingerprint(&page.links), fingerprint(&home.links));
    let common = here.intersection(&there).count();
    common >= FINGERPRINT && common * 10 >= here.len().max(there.len()) * 9
}

/// Words of the links; their addresses differ when relative ones are read at another place.
fn fingerprint(links: &[Link]) -> BTreeSet<&str> {
    links.iter().map(|link| link.text.as_str()).filter(|text| !text.is_empty()).collect()
}
