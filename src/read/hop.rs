//! Pages that only send their visitor on.

use std::sync::LazyLock;

use html5ever::local_name;
use regex::Regex;

use super::dom::{Dom, attribute};
use crate::pattern::pattern;

/// A refresh after more seconds than this is for pages that stay open, not to send visitors on.
const SOON: u32 = 10;
/// More visible characters than this are content: a script that could send the visitor on is then only one of many.
const HARDLY_ANY: usize = 120;
/// Longest address in a script, in bytes.
const LONGEST_ADDRESS: usize = 500;

static DELAY_AND_ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"(?is)^\s*([0-9]{0,6})[0-9.]*\s*[;,]\s*(?:url\s*=)?\s*["']?\s*(.+?)\s*["']?\s*$"#));
/// What a script writes or sets; the address is a whole literal, not the first part of a sum.
static IN_SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?ix)
        (?-u:\b) location (?: \.href )? \s* = \s* ["'] ([^"'<>]+) ["'] \s* (?: [;,)}\r\n] | </ | $ )
        | (?-u:\b) location \. (?: replace | assign ) \( \s* ["'] ([^"'<>]+) ["'] \s* \)
        | document\.write (?: ln )? \( [^()]{0,80} http-equiv = \\? ["']? refresh [^>]{0,40}? url = \s* ([^"'<>\\\s]+)"#,
    )
});

/// Absolute address that the page sends its visitor to: by `<meta refresh>`, or by a script when the page shows hardly
/// `visible` characters. A page that only loads itself again sends nobody on.
pub(in crate::read) fn hop(dom: &Dom<'_>, visible: usize) -> Option<String> {
    let elsewhere = |address: &String| !same_page(address, dom.url.as_str());
    if let Some(address) = refresh(dom).filter(elsewhere) {
        return Some(address);
    }
    if visible > HARDLY_ANY {
        return None;
    }
    // Of several, the earlier ones stand under a condition (`if (mobile)`).
    IN_SCRIPT
        .captures_iter(dom.text)
        .filter_map(|found| found.iter().skip(1).flatten().next())
        .filter(|address| address.len() <= LONGEST_ADDRESS)
        .filter_map(|address| dom.resolve(address.as_str()))
        .filter(elsewhere)
        .last()
}

fn refresh(dom: &Dom<'_>) -> Option<String> {
    let metas = dom.named(&["meta"]);
    metas
        .filter(|meta| {
            attribute(*meta, &local_name!("http-equiv")).is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh"))
        })
        .find_map(|meta| {
            let found = DELAY_AND_ADDRESS.captures(attribute(meta, &local_name!("content"))?)?;
            let delay: u32 = found.get(1).map_or("", |digits| digits.as_str()).parse().unwrap_or(0);
            (delay <= SOON).then(|| dom.resolve(found.get(2)?.as_str()))?
        })
}

fn same_page(one: &str, other: &str) -> bool {
    let bare = |address: &str| address.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned();
    bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use scraper::Html;
    use url::Url;

    use super::*;

    fn hop_of(text: &str) -> Option<String> {
        let url = Url::parse("http://x.example/a/").unwrap();
        hop(&Dom::new(&Html::parse_document(text), &url, text), 0)
    }

    #[test]
    fn all_ways_to_send_on() {
        for text in [
            r#"<meta http-equiv="Refresh" content="0;URL=./b/">"#,
            r#"<meta http-equiv=refresh content="3; url='b/'">"#,
            r#"<script>window.location.href = "b/";</script>"#,
            r#"<script>location='/a/b/'</script>"#,
            r#"<script>top.location.replace('http://x.example/a/b/')</script>"#,
            r#"<script>if (mobile) { location.href = "/wap/"; } else { location.href = "/a/b/"; }</script>"#,
            r#"<script>document.write('<meta http-equiv="Refresh" content="0;URL=http://x.example/a/b/" />');</script>"#,
        ] {
            assert_eq!(hop_of(text).as_deref(), Some("http://x.example/a/b/"), "{text}");
        }
    }

    #[test]
    fn what_sends_nobody_on() {
        for text in [
            r#"<meta http-equiv="refresh" content="300;url=/b/">"#,
            r#"<meta http-equiv="refresh" content="0;url=/a/">"#,
            r#"<meta http-equiv="refresh" content="60">"#,
            r#"<script>location.href = "/search?q=" + words;</script>"#,
            r#"<script>if (location.href == "/b/") {}</script>"#,
            r#"<script>location.href = "javascript:void(0)";</script>"#,
        ] {
            assert_eq!(hop_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_script_on_a_page_with_content_is_not_followed() {
        let text = r#"<script>function go() { location.href = "/b/"; }</script>"#;
        let url = Url::parse("http://x.example/a/").unwrap();
        assert_eq!(hop(&Dom::new(&Html::parse_document(text), &url, text), 2_000), None);
    }
}
