//! What the common reader cannot see, because a CMS leaves it to a script: one file per family.

pub(in crate::read) mod gkmlpt;
pub(in crate::read) mod hanweb;
pub(in crate::read) mod trs;
