//! The path of a column: from the breadcrumb of its page, else from where the link to it stood.

use crate::read::dom::squeeze;

/// Path of a page that shows `crumb` and calls itself `name`. A breadcrumb that ends above the page gets the name; one
/// that passes through the name (a template that names every page after its section) ends as it is.
pub(super) fn of_page(crumb: &[String], name: Option<&str>) -> Vec<String> {
    let mut path = crumb.to_vec();
    if let Some(name) = name
        && !crumb.iter().any(|part| is_same(part, name))
    {
        path.push(name.to_owned());
    }
    path
}

/// Path of a column whose link `name` stood under `labels` on a page with the path `page`.
pub(super) fn of_link(page: &[String], labels: &[String], name: &str) -> Vec<String> {
    let first = labels.first().map_or(name, String::as_str);
    let overlap = page.iter().position(|part| is_same(part, first));
    let above = overlap.map_or(page, |at| &page[..at]);
    let mut path: Vec<String> = above.iter().chain(labels).cloned().collect();
    if path.last().is_none_or(|last| !is_same(last, name)) {
        path.push(name.to_owned());
    }
    path
}

/// Two names are the same but for blanks.
fn is_same(name: &str, other: &str) -> bool {
    squeeze(name) == squeeze(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn breadcrumb_and_name() {
        assert_eq!(of_page(&path(&["首页", "财政信息"]), Some("财政信息")), path(&["首页", "财政信息"]));
        assert_eq!(of_page(&path(&["首页", "政务公开"]), Some("财政信息")), path(&["首页", "政务公开", "财政信息"]));
        assert_eq!(
            of_page(&path(&["政府信息公开", "土地供应"]), Some("政府信息公开")),
            path(&["政府信息公开", "土地供应"])
        );
        assert_eq!(of_page(&[], Some("财政信息")), path(&["财政信息"]));
    }

    #[test]
    fn labels_go_on_where_the_page_ends() {
        let page = path(&["首页", "信息公开", "信息公开目录"]);
        assert_eq!(of_link(&page, &[], "财政信息"), path(&["首页", "信息公开", "信息公开目录", "财政信息"]));
        assert_eq!(
            of_link(&page, &path(&["信息公开目录"]), "财政信息"),
            path(&["首页", "信息公开", "信息公开目录", "财政信息"])
        );
        assert_eq!(
            of_link(&page, &path(&["信息公开", "重点领域"]), "扶贫"),
            path(&["首页", "信息公开", "重点领域", "扶贫"])
        );
        assert_eq!(of_link(&page, &[], "信息 公开"), path(&["首页", "信息 公开"]));
    }
}
