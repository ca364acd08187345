//! Cases with their expectations worked out by hand from the ledgers. Units, sites and documents are made up; the rows are
//! those of the shipped ledgers.

mod build;
mod declared;
mod doubts;
mod interpretation;
mod states;
