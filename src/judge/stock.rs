//! The items under one or several columns, with those of the columns below them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;

use super::ContentState;
use super::sight::{Pages, why_closed};
use crate::site::{Column, ColumnItem, Item, Outcome, PageKind, Standing, Visit};

/// Column trees deeper than this are not followed: a site of a unit has three or four levels.
const DEEPEST: u8 = 6;

/// The items that count on the as-of day, and what could not be seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Stock<'a> {
    /// Items not published after the as-of day, each address once.
    pub(super) items: Vec<Cow<'a, ColumnItem>>,
    /// Where more may be, in phrases.
    pub(super) unseen: Vec<String>,
    /// Not all pages of a list were read: before this day nothing can be said of gaps.
    pub(super) known_from: Option<Date>,
}

impl<'a> Stock<'a> {
    /// What the columns and the columns below them hold.
    pub(super) fn of(pages: &Pages<'a>, columns: impl IntoIterator<Item = &'a Column>) -> Self {
        let mut stock = Self::default();
        let mut seen = Seen::default();
        for column in columns {
            stock.add(pages, column, &mut seen, 0);
        }
        stock
    }

    /// The part of it whose items belong.
    pub(super) fn only(&self, belongs: impl Fn(&ColumnItem) -> bool) -> Self {
        let items = self.items.iter().filter(|entry| belongs(entry)).cloned().collect();
        Self { items, unseen: self.unseen.clone(), known_from: self.known_from }
    }

    /// State of the content.
    pub(super) fn state(&self) -> ContentState {
        if self.items.iter().any(|entry| !entry.note) {
            ContentState::Items
        } else if !self.unseen.is_empty() {
            ContentState::Unknown
        } else if self.items.is_empty() {
            ContentState::Empty
        } else {
            ContentState::Note
        }
    }

    /// Newest date of publication.
    pub(super) fn newest(&self) -> Option<Date> {
        self.items.iter().filter_map(|entry| entry.published).max()
    }

    /// Whether every item since a day was read, so that a gap in the lists is a gap.
    pub(super) fn knows_since(&self, day: Date) -> bool {
        self.known_from.is_none_or(|from| from <= day)
    }

    /// Whether all there may be was seen since a day.
    pub(super) fn is_whole_since(&self, day: Date) -> bool {
        self.unseen.is_empty() && self.knows_since(day)
    }

    fn add(&mut self, pages: &Pages<'a>, column: &'a Column, seen: &mut Seen<'a>, depth: u8) {
        if !seen.columns.insert(&column.url) {
            return;
        }
        match why_closed(column) {
            Some(why) => self.unseen.push(format!("“{}”{why}", column.name)),
            None => self.add_own(pages, column, seen),
        }
        for url in &column.children {
            match pages.column(url) {
                Some(child) if depth < DEEPEST => self.add(pages, child, seen, depth + 1),
                _ => self.unseen.push(format!("“{}”的下级栏目未打开", column.name)),
            }
        }
    }

    fn add_own(&mut self, pages: &Pages<'a>, column: &'a Column, seen: &mut Seen<'a>) {
        let as_of = pages.scene.as_of;
        let counts = |published: Option<Date>| published.is_none_or(|day| day <= as_of);
        let whole = column.pages.is_none_or(|pages| column.pages_read >= pages);
        let before = self.items.len();
        for entry in &column.items {
            // An entry that only a script opens has no address to tell it by.
            let new = entry.item.url.is_empty() || seen.items.insert(&entry.item.url);
            if counts(entry.published) && new {
                self.items.push(Cow::Borrowed(entry));
            }
        }
        if let Some(entry) = own_page(pages.visit(&column.url), column)
            .filter(|entry| column.items.is_empty() && counts(entry.published))
        {
            self.items.push(Cow::Owned(entry));
        }
        let nothing = self.items.len() == before;
        if nothing && !whole {
            self.unseen.push(format!("“{}”只读了{}页", column.name, column.pages_read));
        } else if nothing && unread_list(column) {
            self.unseen.push(format!("“{}”页面没有读出信息列表", column.name));
        }
        if !whole {
            let oldest = column.items.iter().filter_map(|entry| entry.published).min();
            self.known_from = self.known_from.max(Some(oldest.unwrap_or(Date::MAX)));
        }
    }
}

#[derive(Default)]
struct Seen<'a> {
    columns: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
}

/// A page that holds neither a list nor a next level, and does not say that it is empty.
fn unread_list(column: &Column) -> bool {
    column.items.is_empty()
        && column.children.is_empty()
        && matches!(column.standing, Standing::Opened(PageKind::Column | PageKind::Other | PageKind::Article))
}

/// The column's page as an item, where the page itself is the information: an article, or a 情况说明.
pub(super) fn own_page(visit: Option<&Visit>, column: &Column) -> Option<ColumnItem> {
    let Standing::Opened(kind @ (PageKind::Article | PageKind::Note)) = column.standing else { return None };
    let article = visit.and_then(|visit| match &visit.outcome {
        Outcome::Page { page, .. } => page.article.as_ref(),
        Outcome::Failed(_) => None,
    });
    let published = article.and_then(|article| article.published);
    let title = article.map(|article| article.title.clone()).filter(|title| !title.is_empty());
    Some(ColumnItem {
        item: Item {
            title: title.unwrap_or_else(|| column.name.clone()),
            url: column.url.clone(),
            date: None,
            date_source: None,
        },
        published,
        published_from: published.map(|_| "文章页".to_owned()),
        formed: article.and_then(|article| article.formed),
        source: article.and_then(|article| article.source.clone()),
        opened: true,
        note: kind == PageKind::Note,
    })
}
