//! Lists of no known family that a script of the page asks for and draws in a plainly understandable way.

use super::request::Request;
use crate::read::dom::Dom;
use crate::site::Call;

/// Members that a script reads from a record when it draws an entry.
const TITLES: [&str; 3] = [".title", ".Title", "['title']"];
const ADDRESSES: [&str; 8] = [".url", ".Url", ".link", ".href", ".docpuburl", ".post_url", "['url']", "['link']"];

/// The call behind a request, when the script that makes it draws entries with a title and an address of what comes.
pub(super) fn call(dom: &Dom<'_>, request: &Request) -> Option<Call> {
    let (before, after) = dom.text.split_at(request.at);
    let start = before.rfind("<script").unwrap_or(0);
    let end = after.find("</script").map_or(dom.text.len(), |end| request.at + end);
    let script = dom.text.get(start..end)?;
    let reads = |names: &[&str]| names.iter().any(|name| script.contains(name));
    (reads(&TITLES) && reads(&ADDRESSES)).then(|| request.call())
}
