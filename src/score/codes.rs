//! Codes of rows, columns and levels: `AK-01` is over `AK-01-02`, and that is over `AK-01-02-03`.

/// Whether `code` is `over` itself or lies under it.
pub(super) fn under(code: &str, over: &str) -> bool {
    code.strip_prefix(over).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The one of `keys` that is nearest over `code`, or `code` itself.
pub(super) fn nearest<'a>(keys: impl IntoIterator<Item = &'a str>, code: &str) -> Option<&'a str> {
    keys.into_iter().filter(|key| under(code, key)).max_by_key(|key| key.len())
}
