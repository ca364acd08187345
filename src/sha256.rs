//! The form of every hash that the program keeps or shows.

use sha2::{Digest, Sha256};

/// SHA-256 of `bytes`, hex, lower case.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of what comes piece by piece.
#[derive(Default)]
pub(crate) struct Hasher(Sha256);

impl Hasher {
    pub(crate) fn take(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// As [`sha256`] of all pieces.
    pub(crate) fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

fn hex(hash: &[u8]) -> String {
    let mut hex = String::with_capacity(hash.len() * 2);
    let digits = hash.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    hex.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
    hex
}
