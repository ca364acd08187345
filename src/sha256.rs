//! The form of every hash that the program keeps or shows.

use sha2::{Digest, Sha256};

/// SHA-256 of `bytes`, hex, lower case.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
