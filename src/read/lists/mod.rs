//! What a page lists: its links with their roles, the entries of its list, how the list goes on, and where the page
//! stands (breadcrumb, heading of the list).

mod address;
mod anchor;
mod assembly;
mod block;
mod crumb;
mod entry;
mod group;
mod items;
mod label;
mod links;
mod organ;
mod pager;
mod region;
mod row_date;

pub(in crate::read) use address::{Looks, is_elsewhere, looks};
pub(in crate::read) use anchor::{ByElement, identity, in_script};
pub(in crate::read) use assembly::{Data, Lists, entries_in, lists};
pub(in crate::read) use block::is_below;
pub(in crate::read) use crumb::HOME_LINK;
pub(in crate::read) use region::{Region, Regions, region};

#[cfg(test)]
mod saved_tests;
#[cfg(test)]
mod tests;
