//! Lists of no known family that a script of the page asks for and draws in a plainly understandable way.

use super::request::Request;
use crate::read::dom::Dom;
use crate::read::filling::{is_no_list, waits_for_script};
use crate::site::Call;

/// Members that a script reads from a record when it draws an entry.
const TITLES: [&str; 3] = [".title", ".Title", "['title']"];
const ADDRESSES: [&str; 8] = [".url", ".Url", ".link", ".href", ".docpuburl", ".post_url", "['url']", "['link']"];

/// The calls behind those of `requests` whose script, or a template of the page, draws entries with a title and an address of
/// what comes, when a place of the page waits for them.
pub(super) fn calls(dom: &Dom<'_>, requests: &[Request]) -> Vec<Call> {
    let understood: Vec<&Request> = requests.iter().filter(|request| draws_entries(dom, request)).collect();
    if understood.is_empty() || !waits_for_script(dom) {
        return Vec::new();
    }
    understood.into_iter().map(Request::call).collect()
}

fn draws_entries(dom: &Dom<'_>, request: &Request) -> bool {
    let template = dom.text.contains("{{").then_some(dom.text);
    let Some(drawn_by) = template.or_else(|| script_around(dom.text, request.at)) else { return false };
    let reads = |names: &[&str]| names.iter().any(|name| drawn_by.contains(name));
    !is_no_list(request.url.path()) && reads(&TITLES) && reads(&ADDRESSES)
}

/// The script of the page with the source `text` that holds the place `at`.
fn script_around(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind("<script")?;
    let end = text[at..].find("</script").map_or(text.len(), |end| at + end);
    text.get(start..end)
}
