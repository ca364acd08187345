//! The form in which a dossier is put away: field after field, without names, in a fraction of the room and of the time that
//! JSON takes. What crates make of serde without names cannot hold what verdicts flatten or leave untagged. It never leaves
//! the process that wrote it, so it knows no versions.

mod forms;
mod pack;
#[cfg(test)]
mod tests;

use super::dossier::Dossier;
use pack::{Pack, Packed, Unpack};

/// `dossier` as bytes.
pub(super) fn packed(dossier: &Dossier) -> Vec<u8> {
    let mut pack = Pack::default();
    dossier.put(&mut pack);
    pack.bytes
}

/// The dossier that [`packed`] made these bytes of; `None` of any others.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Dossier> {
    let mut from = Unpack::of(bytes);
    let dossier = Dossier::take(&mut from)?;
    from.is_done().then_some(dossier)
}
