//! 要有编排体系、目录说明: the guide tells how the information is arranged and what its contents tell.

use super::Outcome;
use crate::judge::FindingKind;
use crate::judge::evidence;
use crate::judge::sight::Sight;
use crate::judge::stock::Stock;
use crate::site::{Article, Column};

/// Words of which a guide with an arrangement (编排体系) holds one.
const ARRANGEMENT: [&str; 5] = ["编排", "信息分类", "分类方式", "分类体系", "索引号"];
/// Words of which a guide that tells of its contents (目录说明) holds one.
const CONTENTS: [&str; 2] = ["目录", "目 录"];
/// A shorter text is only a line above an attachment, in characters.
const SHORTEST_TEXT: usize = 100;
/// So much of a text is kept: what a longer one says further down was not read, in characters.
const LONGEST_TEXT: usize = 4_000;

/// Looks into the column's own page where that is the guide, else into those of its items that are named 指南, else into all.
pub(super) fn check(sight: &Sight<'_>, column: &Column, stock: &Stock<'_>) -> Outcome {
    let mut pages: Vec<(&str, Option<&Article>)> =
        stock.items.iter().map(|entry| (entry.item.url.as_str(), sight.article(&entry.item.url))).collect();
    if let Some(own) = sight.article(&column.url) {
        pages = vec![(&column.url, Some(own))];
    } else if stock.items.iter().any(|entry| entry.item.title.contains("指南")) {
        let guides = stock.items.iter().map(|entry| entry.item.title.contains("指南"));
        pages = pages.into_iter().zip(guides).filter(|(_, guide)| *guide).map(|(page, _)| page).collect();
    }
    let mut lacking = None;
    let mut unread = false;
    for (url, article) in pages {
        match article.map(|article| look(&article.text)) {
            Some(Look::Whole) => return Outcome::Kept("指南写明了编排体系和目录说明".to_owned()),
            Some(Look::Lacks(what)) => lacking = lacking.or(Some((url, what))),
            Some(Look::Unread) | None => unread = true,
        }
    }
    match lacking {
        Some((url, what)) if !unread => {
            let why = format!("指南没有写明{what}");
            Outcome::Broken {
                kind: FindingKind::GuideIncomplete,
                evidence: vec![evidence::of_page(&sight.pages, url, why.clone())],
                why,
            }
        }
        _ => Outcome::Unverifiable("没有看到指南全文（未打开、只有附件，或篇幅过长）".to_owned()),
    }
}

/// What a text shows.
enum Look {
    Whole,
    Lacks(&'static str),
    Unread,
}

fn look(text: &str) -> Look {
    let holds = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let length = text.chars().count();
    match (holds(&ARRANGEMENT), holds(&CONTENTS)) {
        (true, true) => Look::Whole,
        _ if !(SHORTEST_TEXT..LONGEST_TEXT).contains(&length) => Look::Unread,
        (false, true) => Look::Lacks("编排体系"),
        (true, false) => Look::Lacks("目录说明"),
        (false, false) => Look::Lacks("编排体系和目录说明"),
    }
}
