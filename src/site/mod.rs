//! The words for a website: address, page, column, item, snapshot. What is done with them stands in
//! [`crate::read`], [`crate::crawl`] and [`crate::judge`].

mod address;
mod column;
mod page;
mod snapshot;
mod watch;

pub use address::{Site, form_body, identity, identity_of, of_web, posted};
pub use column::{Column, ColumnItem, Seen, Standing};
pub use page::{
    ARTICLE_TAGS, Article, COLUMN_TAGS, Call, ColumnTags, DateSource, Item, Link, LinkRole, Page, PageKind, Pager,
    Rendering, SITE_TAGS, SiteTags,
};
pub use snapshot::{CrawlEnd, Failure, FailureClass, Outcome, Purpose, Snapshot, Via, Visit};
pub use watch::{Watch, WatchVisit};
