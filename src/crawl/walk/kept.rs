//! What of a page is kept until the end of the visit, once its links are in line.

use crate::site::{Link, LinkRole, Outcome};

/// Links of a page beyond which those that stand in no menu are not kept.
const MANY: usize = 300;

/// The outcome without the links of its page that make no column. An archive page may have thousands of them, and all pages
/// of a visit are held at a time.
pub(super) fn kept(mut outcome: Outcome) -> Outcome {
    // That a page which could not be read in full shows no link at all is told to people.
    if let Outcome::Page { page, .. } = &mut outcome
        && page.limit.is_none()
    {
        let few = page.links.len() <= MANY;
        let makes_column = |link: &Link| match link.role {
            LinkRole::Nav | LinkRole::Column | LinkRole::External => true,
            LinkRole::Other => few,
            LinkRole::Item | LinkRole::Pager | LinkRole::Attachment => false,
        };
        page.links.retain(makes_column);
        page.links.shrink_to_fit();
    }
    outcome
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{MANY, kept};
    use crate::site::{Link, LinkRole, Outcome, Page};

    fn roles_kept(limit: Option<String>, others: usize) -> Vec<LinkRole> {
        let link = |role| Link { text: "财政信息".into(), url: "http://a.example/".into(), role, path: Vec::new() };
        let few = [LinkRole::Nav, LinkRole::Item, LinkRole::Column, LinkRole::Pager, LinkRole::External];
        let links = few.into_iter().chain(std::iter::repeat_n(LinkRole::Other, others)).map(link).collect();
        let page = Box::new(Page { links, limit, ..Page::default() });
        let outcome = Outcome::Page { at: Timestamp::UNIX_EPOCH, status: 200, hash: String::new(), page };
        match kept(outcome) {
            Outcome::Page { page, .. } => page.links.iter().map(|link| link.role).collect(),
            Outcome::Failed(_) => Vec::new(),
        }
    }

    #[test]
    fn links_of_menus_are_kept_and_others_where_they_are_few() {
        let menus = [LinkRole::Nav, LinkRole::Column, LinkRole::External];
        assert_eq!(roles_kept(None, 1), [&menus[..], &[LinkRole::Other]].concat());
        assert_eq!(roles_kept(None, MANY), menus);
    }

    #[test]
    fn a_page_that_was_not_read_in_full_keeps_what_it_shows() {
        assert_eq!(roles_kept(Some("太大".into()), 2).len(), 7);
    }
}
