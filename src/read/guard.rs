//! Bounds that hold while the tree of a page is built: pages are hostile, and the tree builder's time grows with the square
//! of the depth and of the attributes of one tag.

use scraper::Html;

use super::tokens::{Tokens, prepared};

/// Text that is read of one page, in bytes.
const LONGEST: usize = 2 * 1024 * 1024;
/// Nesting that is read. Pages of government sites stay below 60.
const DEEPEST: usize = 256;
/// Nodes that are read. A large page has some 40,000.
const MOST_NODES: usize = 300_000;
/// Text that is parsed between two looks at the tree, in bytes.
const STEP: usize = 8 * 1024;

/// A page as a tree, as far as the bounds allow.
#[derive(Debug)]
pub(in crate::read) struct Tree {
    /// The tree.
    pub(in crate::read) html: Html,
    /// What ended the reading early.
    pub(in crate::read) limit: Option<Limit>,
}

/// What ended the reading of a page early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Limit {
    /// The page is longer than what is read; its first part is read as usual.
    Long,
    /// Nested too deep.
    Deep,
    /// Too many nodes.
    Many,
    /// Tags with too many attributes.
    Attributes,
}

impl Limit {
    /// What a person reads.
    pub(in crate::read) fn words(self) -> String {
        match self {
            Self::Long => format!("页面超过{}MiB，只读取了前面的部分", LONGEST / 1024 / 1024),
            Self::Deep => format!("页面标签嵌套超过{DEEPEST}层，没有读取内容"),
            Self::Many => format!("页面节点超过{MOST_NODES}个，没有读取内容"),
            Self::Attributes => "页面标签的属性过多，没有读取内容".to_owned(),
        }
    }
}

/// `text` without what lies beyond the longest page, and whether it was cut.
pub(in crate::read) fn cut(text: &str) -> (&str, Option<Limit>) {
    if text.len() <= LONGEST {
        return (text, None);
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    (&text[..end], Some(Limit::Long))
}

/// Builds the tree of `text` piece by piece and stops at a bound; then the tree holds what came before it.
pub(in crate::read) fn tree(text: &str) -> Tree {
    let text = prepared(text);
    let mut tokens = Tokens::new(&text);
    let (mut seen, mut limit) = (0, None);
    while limit.is_none() && !tokens.is_done() {
        tokens.take(STEP);
        limit = over(&tokens.html(), &mut seen);
    }
    limit = limit.or(tokens.is_overworked().then_some(Limit::Attributes));
    Tree { html: tokens.end(), limit }
}

/// The bound that the nodes after the first `seen` break.
fn over(html: &Html, seen: &mut usize) -> Option<Limit> {
    let nodes = html.tree.nodes();
    let count = nodes.len();
    // From the end, since passing the first ones takes time each. The depth of a node tells that of what stands above and
    // beside it as well.
    let mut lowest =
        nodes.rev().take(count - *seen).filter(|node| !node.has_children() && node.prev_sibling().is_none());
    if lowest.any(|node| node.ancestors().nth(DEEPEST).is_some()) {
        return Some(Limit::Deep);
    }
    *seen = count;
    (count > MOST_NODES).then_some(Limit::Many)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What ended the reading of `text`; no more than the step that broke the bound may be read beyond it.
    fn limit_of(text: &str) -> Option<Limit> {
        let tree = tree(cut(text).0);
        // A tag of a step can bring no more than one level, and the elements that are opened again with it.
        let deepest = DEEPEST + STEP / "<b>".len();
        let most = MOST_NODES + STEP / "<p>".len() * (REOPENED + 2);
        assert!(tree.html.tree.nodes().count() <= most);
        assert!(tree.html.tree.nodes().step_by(97).all(|node| node.ancestors().nth(deepest).is_none()));
        tree.limit
    }

    /// Elements that the inputs below leave open, so that every paragraph opens them again.
    const REOPENED: usize = 200;

    #[test]
    fn deep_pages_end_early() {
        assert_eq!(limit_of(&"<div>".repeat(100_000)), Some(Limit::Deep));
        assert_eq!(limit_of(&"<div><table><td></div>".repeat(20_000)), Some(Limit::Deep));
        assert_eq!(limit_of(&"<b><div></b>".repeat(20_000)), Some(Limit::Deep));
        assert_eq!(limit_of(&format!("<svg><style>{}", "<g>".repeat(100_000))), Some(Limit::Deep));
        assert_eq!(limit_of(&"<div>".repeat(240)), None);
        assert_eq!(limit_of(&"<div><p>x</p>".repeat(300)), Some(Limit::Deep));
        assert_eq!(limit_of(&"<p><span>".repeat(5_000)), None);
    }

    #[test]
    fn pages_that_multiply_end_early() {
        let fonts: String = (0..REOPENED).map(|size| format!("<font size={size}>")).collect();
        assert_eq!(limit_of(&format!("<p>{fonts}{}", "<p>x".repeat(100_000))), Some(Limit::Many));
    }

    #[test]
    fn tags_with_thousands_of_attributes_end_early() {
        let many: String = (0..50_000).map(|number| format!(" a{number}")).collect();
        assert_eq!(limit_of(&format!("<title>t</title><a{many}>")), Some(Limit::Attributes));
        let quoted: String = (0..50_000).map(|number| format!(" a{number}='>'")).collect();
        assert_eq!(limit_of(&format!("</a{quoted}>")), Some(Limit::Attributes));
        assert_eq!(limit_of(&format!("<a title='{many}'>")), None);
        assert_eq!(limit_of(&"<a b c d>".repeat(50_000)), None);
    }

    #[test]
    fn the_part_before_a_bound_is_kept() {
        let tree = tree(&format!("<title>政务公开</title>{}", "<div>".repeat(5_000)));
        assert!(tree.html.html().contains("政务公开"));
    }

    #[test]
    fn long_pages_are_cut_at_a_character() {
        let long = format!("a{}", "政".repeat(LONGEST / 3 + 10));
        let (part, limit) = cut(&long);
        assert_eq!(limit, Some(Limit::Long));
        assert!(part.len() <= LONGEST && part.len() > LONGEST - 3 && part.ends_with('政'));
        assert_eq!(cut("政"), ("政", None));
    }
}
