//! What is rendered, and what that gave.

use crate::crawl::scope::Scope;

/// A page that came as an empty shell. It is in the archive.
#[derive(Debug)]
#[cfg_attr(not(feature = "render"), expect(dead_code, reason = "without a browser nothing is asked for"))]
pub(in crate::crawl) struct Shell<'a> {
    /// The address as it was asked for.
    pub(in crate::crawl) asked: &'a str,
    /// The look at which it came.
    pub(in crate::crawl) look: u8,
    /// The unit's site, which its requests have to keep to.
    pub(in crate::crawl) scope: &'a Scope,
    /// Requests that the unit has left.
    pub(in crate::crawl) allowance: u32,
}

/// What a browser showed.
#[derive(Debug)]
pub(in crate::crawl) struct Shown {
    /// Requests that it took.
    pub(in crate::crawl) requests: u32,
    /// The page; `None` where there is none.
    pub(in crate::crawl) html: Option<String>,
    /// Why there is none, or what it may lack.
    pub(in crate::crawl) problem: Option<String>,
    /// As [`crate::crawl::Rendered::parts`].
    pub(in crate::crawl) parts: Vec<String>,
}
