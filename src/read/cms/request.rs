//! Requests that the scripts of a page make with literal arguments: `$.ajax({…})`, `$.get`, `$.post`, `$.getJSON`, `.load`,
//! `fetch` and `axios`.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;
use url::form_urlencoded::parse;

use super::paging::is_page_key;
use super::script::{Literal, Script};
use crate::pattern::pattern;
use crate::read::dom::Dom;
use crate::site::Call;

/// Most requests of one page that are looked at.
const MOST_REQUESTS: usize = 40;

static REQUEST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        // ASCII word boundaries: others are slow on Chinese pages.
        r"(?:\$|(?-u:\b)jQuery)\s*\.\s*(ajax|get|post|getJSON)\s*\(|\.(load)\s*\(|(?-u:\b)(fetch)\s*\(|(?-u:\b)(axios)\s*(?:\.\s*(get|post)\s*)?\(",
    )
});

/// A request with all that it sends.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// Absolute address.
    pub(super) url: Url,
    /// Whether the fields are posted.
    pub(super) post: bool,
    /// What is sent besides what stands in the address.
    pub(super) fields: Vec<(String, String)>,
    /// Where it stands in the source of the page.
    pub(super) at: usize,
}

impl Request {
    /// The request as a call; with GET the fields go into the address.
    pub(super) fn call(&self) -> Call {
        if self.post {
            return Call { url: self.url.clone().into(), form: self.fields.clone() };
        }
        Call { url: self.in_address().into(), form: Vec::new() }
    }

    /// The same request with everything in the address, for servers that read both alike.
    pub(super) fn in_address(&self) -> Url {
        let mut url = self.url.clone();
        if !self.fields.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.fields);
        }
        url
    }
}

/// The requests in the page's scripts whose address and fields are literals.
pub(super) fn requests(dom: &Dom<'_>, script: &Script<'_>) -> Vec<Request> {
    let found = REQUEST.captures_iter(dom.text).take(MOST_REQUESTS);
    found
        .filter_map(|found| {
            let whole = found.get(0)?;
            let name = found.iter().skip(1).flatten().last()?.as_str();
            let arguments = script.arguments(whole.end());
            (!is_comment(&dom.text[..whole.start()])).then(|| request(dom, name, &arguments, whole.start()))?
        })
        .collect()
}

/// What follows `before` stands in a comment.
fn is_comment(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut marks = line.match_indices("//").map(|(at, _)| line[..at].chars().next_back());
    marks.any(|before| before.is_none_or(|letter| letter.is_whitespace() || ">;{}".contains(letter)))
        || line.trim_start().starts_with('*')
}

fn request(dom: &Dom<'_>, name: &str, arguments: &[Literal], at: usize) -> Option<Request> {
    let first = arguments.first()?;
    let second = arguments.get(1);
    let (url, method, data) = match (name, first) {
        ("ajax" | "axios", options @ Literal::Object(_)) => {
            let method = options.member("type").or_else(|| options.member("method"));
            (options.member("url")?.text()?, method, options.member("data").or_else(|| options.member("params")))
        }
        ("fetch", url) => {
            let option = |name| second.and_then(|options| options.member(name));
            (url.text()?, option("method"), option("body"))
        }
        (_, url) => {
            let params = second.and_then(|options| options.member("params"));
            // A name alone is that of the function that takes the answer.
            let callback = |data: &&Literal| match data {
                Literal::Function => true,
                Literal::Unknown => arguments.len() == 2,
                _ => false,
            };
            (url.text()?, None, params.or_else(|| second.filter(|data| !callback(data))))
        }
    };
    let post = match method {
        Some(method) => method.text()?.eq_ignore_ascii_case("post"),
        // jQuery's `load` posts an object and sends a text with GET.
        None => name == "post" || (name == "load" && matches!(data, Some(Literal::Object(_)))),
    };
    let url = Url::parse(&dom.resolve(url)?).ok()?;
    Some(Request { url, post, fields: data.map_or(Some(Vec::new()), fields)?, at })
}

/// The fields of a request; `None` where one is only known when the script runs. The number of a page is then that of the
/// first, and what keeps a browser from answering from its memory is left out.
pub(super) fn fields(data: &Literal) -> Option<Vec<(String, String)>> {
    match data {
        Literal::Text(text) => Some(parse(text.trim_start_matches(['?', '&']).as_bytes()).into_owned().collect()),
        Literal::Object(members) => {
            let known = members.iter().filter(|(key, value)| value.text().is_some() || !is_random(key));
            known
                .map(|(key, value)| match value {
                    Literal::Text(text) => Some((key.clone(), text.clone())),
                    Literal::Unknown if is_page_key(key) => Some((key.clone(), "1".to_owned())),
                    _ => None,
                })
                .collect()
        }
        Literal::List(_) | Literal::Function | Literal::Unknown => None,
    }
}

fn is_random(key: &str) -> bool {
    matches!(key, "_" | "t" | "r" | "rand" | "random" | "time" | "timestamp")
}
