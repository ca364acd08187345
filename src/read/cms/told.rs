//! Lists of no known family that a script of the page asks for and draws in a plainly understandable way.

use super::request::Request;
use crate::read::dom::Dom;
use crate::read::filling::{is_no_list, waits_for_script};
use crate::site::Call;

/// Members that a script reads from a record when it draws an entry.
const TITLES: [&str; 3] = [".title", ".Title", "['title']"];
const ADDRESSES: [&str; 8] = [".url", ".Url", ".link", ".href", ".docpuburl", ".post_url", "['url']", "['link']"];

/// The call behind a request, when the script that makes it, or a template of the page, draws entries with a title and an
/// address of what comes, and a place of the page waits for them.
pub(super) fn call(dom: &Dom<'_>, request: &Request) -> Option<Call> {
    let drawn_by = if dom.text.contains("{{") { dom.text } else { script_around(dom.text, request.at)? };
    let reads = |names: &[&str]| names.iter().any(|name| drawn_by.contains(name));
    let list = reads(&TITLES) && reads(&ADDRESSES) && !is_no_list(request.url.path()) && waits_for_script(dom);
    list.then(|| request.call())
}

/// The script of the page with the source `text` that holds the place `at`.
fn script_around(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind("<script")?;
    let end = text[at..].find("</script").map_or(text.len(), |end| at + end);
    text.get(start..end)
}
