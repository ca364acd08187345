//! Which columns stand under the disclosure section.

use std::collections::HashSet;

use crate::read::dom::squeeze;
use crate::site::{LinkRole, Page, identity};

/// The disclosure section of a unit.
#[derive(Debug)]
pub(super) struct Section {
    /// Names of sections, without blanks.
    names: Vec<String>,
    /// Identity of the section's page, when the unit gave its address.
    address: Option<String>,
    /// Identities of the columns that the section's page links to.
    linked: HashSet<String>,
}

impl Section {
    /// `given` is what the unit says of its section, a name or an address; `names` are the usual names. `pages` are all pages
    /// that were read.
    pub(super) fn new<'p>(given: Option<&str>, names: &[String], pages: impl Iterator<Item = &'p Page>) -> Self {
        let given = given.map(str::trim).filter(|given| !given.is_empty());
        let address = given.filter(|given| given.contains("://")).map(identity);
        let name = given.filter(|given| !given.contains("://"));
        let names = names.iter().map(String::as_str).chain(name).map(|name| squeeze(name).into_owned());
        let names = names.filter(|name| !name.is_empty()).collect();
        let linked = address.as_ref().map(|section| {
            let own = pages.filter(|page| identity(&page.url) == *section);
            own.flat_map(|page| &page.links)
                .filter(|link| link.role == LinkRole::Column)
                .map(|link| identity(&link.url))
                .collect()
        });
        Self { names, address, linked: linked.unwrap_or_default() }
    }

    /// The column with this path and address stands under the section.
    pub(super) fn holds(&self, path: &[String], column: &str) -> bool {
        let named = path
            .iter()
            .map(|part| squeeze(part))
            .any(|part| self.names.iter().any(|name| part.contains(name.as_str())));
        let below = |section: &String| {
            column.strip_prefix(section.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
        };
        named || self.address.as_ref().is_some_and(below) || self.linked.contains(column)
    }
}
