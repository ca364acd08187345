//! A column of a site, put together from the pages that were visited.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Failure, Item, PageKind, Rendering};

/// A named list page of a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name as the site writes it.
    pub name: String,
    /// Names from 首页 to the column itself, as far as the site shows them; the last one is the name.
    pub path: Vec<String>,
    /// Its address.
    pub url: String,
    /// What is known of it.
    pub standing: Standing,
    /// It stands under the unit's disclosure section (信息公开专栏).
    pub in_section: bool,
    /// Addresses of the columns directly below it.
    pub children: Vec<String>,
    /// Its entries over all pages that were read, newest first, those without a date last; each address once.
    pub items: Vec<ColumnItem>,
    /// Pages of the list that were read.
    pub pages_read: u32,
    /// Pages of the list, where the site tells.
    pub pages: Option<u32>,
    /// The look that the facts were read from; `None` when it was not opened.
    pub seen: Option<Seen>,
}

impl Column {
    /// The column that a link at `url` leads to, before its page is opened.
    #[must_use]
    pub fn linked(name: &str, path: Vec<String>, url: &str) -> Self {
        Self {
            name: name.to_owned(),
            path,
            url: url.to_owned(),
            standing: Standing::Linked,
            in_section: false,
            children: Vec::new(),
            items: Vec::new(),
            pages_read: 0,
            pages: None,
            seen: None,
        }
    }
}

/// What is known of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "what")]
pub enum Standing {
    /// Its page was read, and this is its kind.
    Opened(PageKind),
    /// A link to it was seen; it was not opened.
    Linked,
    /// It was asked for and did not come.
    Failed(Failure),
    /// It is a link to another platform; the address was not judged.
    External,
}

/// An entry of a column with what its own page added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnItem {
    /// As the list shows it.
    pub item: Item,
    /// 发布日期: the article's where it was opened and shows one, else the list's.
    pub published: Option<Date>,
    /// Where `published` was read, in words for people: `列表`, `网址`, `文章页`, `脚本数据`.
    pub published_from: Option<String>,
    /// 成文日期, from the article page.
    pub formed: Option<Date>,
    /// 信息来源, from the article page.
    pub source: Option<String>,
    /// The item's own page was read.
    pub opened: bool,
    /// The item's page is a 情况说明.
    pub note: bool,
}

/// One look at a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// When it was fetched.
    pub at: Timestamp,
    /// HTTP status.
    pub status: u16,
    /// SHA-256 of the stored body, hex.
    pub hash: String,
    /// Breadcrumb as shown.
    pub breadcrumb: Vec<String>,
    /// Addresses that its page fetches the list from, with `（POST）` behind those to which a form is posted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub called: Vec<String>,
    /// Why that list is not known, in a phrase; `None` where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
    /// What rendering gave, where the HTML as fetched was an empty shell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rendering: Option<Rendering>,
}
