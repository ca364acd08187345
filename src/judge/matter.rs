//! Whether an item is about a matter.

/// A title names a matter when it holds one of the matter's parts (行政许可、行政处罚信息). An empty matter is named by none.
pub(super) fn is_named(title: &str, matter: &str) -> bool {
    matter.split(['、', '，', '和', '及']).any(|part| {
        let part = part.trim_end_matches('等').trim_end_matches("信息");
        part.chars().count() > 1 && title.contains(part)
    })
}
