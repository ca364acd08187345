//! The tree that the reader builds beside the one that `html5ever` builds.

use html5ever::tendril::StrTendril;
use proptest::prelude::*;
use scraper::node::Comment;
use scraper::{Html, Node};

use crate::read::guard::tree;

/// The nodes of a tree in their order, each with its depth; a comment without its words, which the reader drops.
fn nodes(html: &Html) -> Vec<(usize, Node)> {
    let of = |node: &Node| match node {
        Node::Comment(_) => Node::Comment(Comment { comment: StrTendril::new() }),
        other => other.clone(),
    };
    html.tree.root().descendants().map(|node| (node.ancestors().count(), of(node.value()))).collect()
}

/// What pages are made of, and what the rules have a word on.
#[rustfmt::skip]
const PIECES: [&str; 96] = [
    "政务公开", " ", "\n", "\r\n", "\r", "\t", "\0", "a", "<", ">", "</", "<!", "<?", "<!-", "-", "--", "!", "/", "=",
    "\"", "'", "&", "&amp;", "&nbsp;", "&nbsp", "&lt;b>", "&#160;", "&#xa0", "&copy=1", "&copy", "&copy;", "&a=b",
    "&notin;", "&noti", "<p>", "</p>", "<P CLASS=A class=b>", "<div id='x' class=\"a b\">", "</div>", "</div x=1>",
    "</div/>", "<br/>", "<br / >", "<a href=/x/>", "<a href='?a=1&b=2&amp;c=3'>", "<a href=\"?a=1&copy=2&copy\">",
    "<a title='&quot;&#39;'>", "</a>", "</A\n>", "<b>", "</b>", "<i x=1 y>", "</i>", "<font color=red>", "</font>",
    "<table>", "<tr>", "<td>", "</td>", "</table>", "<ul><li>", "</ul>", "<select><option>", "</select>", "<title>",
    "</title>", "<TITLE>", "<textarea>", "</textarea>", "<pre>", "</>", "<script>", "</script>", "</script",
    "<script", "</SCRIPT >", "<!--", "-->", "--!>", "<!-->", "<!--->", "<style>", "</style>", "<noscript>",
    "</noscript>", "<iframe>", "<svg>", "</svg>", "<![CDATA[", "]]>", "<math><mi>", "<!DOCTYPE html>",
    "<!doctype html public \"a>b\">", "<plaintext>", "<html lang=zh>", "<body class=c>",
];

fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES.as_slice()), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_tree_is_that_of_html5ever(text in pieces()) {
        prop_assert_eq!(nodes(&tree(&text).html), nodes(&Html::parse_document(&text)), "{:?}", text);
    }

    #[test]
    fn any_signs_make_the_same_tree(text in "[<>/!a-cA-C='\"&;#\\-\\[\\] \n\r\0政]{0,60}") {
        prop_assert_eq!(nodes(&tree(&text).html), nodes(&Html::parse_document(&text)), "{:?}", text);
    }
}
