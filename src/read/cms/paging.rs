//! The number of a page in the address of a request.

use url::Url;

/// Names that requests give to the number of a page, without `_` and in lower case.
const PAGE_KEYS: [&str; 11] = [
    "page",
    "pageno",
    "pagenum",
    "pageindex",
    "curpage",
    "currpage",
    "currentpage",
    "pagenumber",
    "pageid",
    "p",
    "index",
];

/// `key` in lower case without `_`: `_pageSize` and `page_size` are one name.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(|letter| *letter != '_').map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether `key` names the number of a page.
pub(super) fn is_page_key(key: &str) -> bool {
    PAGE_KEYS.contains(&plain(key).as_str())
}

/// The parameter of `url` with the number of its page.
pub(super) fn page_of(url: &Url) -> Option<(String, u32)> {
    url.query_pairs()
        .filter(|(key, _)| is_page_key(key))
        .find_map(|(key, page)| Some((key.into_owned(), page.parse().ok()?)))
}

/// The value of a parameter of `url`; `key` is plain.
pub(super) fn parameter(url: &Url, key: &str) -> Option<String> {
    url.query_pairs().find(|(name, _)| plain(name) == key).map(|(_, value)| value.into_owned())
}

/// `url` with other parameters, in the order of the old ones; those that it does not have come last.
pub(super) fn with(url: &Url, changes: &[(&str, String)]) -> Url {
    let mut pairs: Vec<(String, String)> =
        url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
    for (key, value) in changes {
        match pairs.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => old.clone_from(value),
            None => pairs.push(((*key).to_owned(), value.clone())),
        }
    }
    let mut changed = url.clone();
    changed.query_pairs_mut().clear().extend_pairs(pairs);
    changed
}

/// The page after `url`, when its own number is there and less than `pages`.
pub(super) fn following(url: &Url, pages: u32) -> Option<String> {
    let (key, page) = page_of(url)?;
    let next = page.checked_add(1)?;
    (page < pages).then(|| with(url, &[(&key, next.to_string())]).into())
}
