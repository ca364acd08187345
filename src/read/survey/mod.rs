//! The columns of a site, put together from the pages that were visited.

mod content;
mod gather;
mod path;
mod section;
mod visits;

pub use gather::survey;

#[cfg(test)]
mod tests;
