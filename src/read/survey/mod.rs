//! The columns of a site, put together from the pages that were visited.

mod content;
mod gather;
mod path;
mod section;

pub use gather::survey;

#[cfg(test)]
mod tests;
