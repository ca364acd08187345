//! HTML to facts: one stored page in, what it shows out. Nothing is fetched, and no page makes it panic or hang.

mod article;
mod base;
mod body;
mod charset;
mod cms;
#[cfg(test)]
mod corpus;
mod date;
mod document_number;
mod dom;
mod emptiness;
mod familiar;
mod filling;
mod fixed;
mod frames;
mod glance;
mod guard;
mod hop;
mod kind;
mod lists;
mod markup;
mod metadata;
mod page;
mod personal;
mod refusal;
mod scan;
mod site_name;
mod survey;
mod tags;
mod tokens;
mod trace;

#[cfg(test)]
mod tests;

pub(crate) use date::url_date;
pub use familiar::Familiar;
pub use glance::glance;
pub use page::{Source, explained, page};
pub use personal::{Personal, PersonalKind, masked, masked_address, personal_data};
pub use site_name::site_name;
pub use survey::survey;
