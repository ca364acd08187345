//! What the tests share.

pub(crate) mod bureau;
pub(crate) mod demo;
pub(crate) mod mirror;
pub(crate) mod office;
pub(crate) mod pages;
pub(crate) mod quarters;
pub(crate) mod recorder;
pub(crate) mod town;

use std::path::PathBuf;
use std::process::Command;

use sha2::{Digest, Sha256};

/// The built program, away from any settings of the machine.
pub(crate) fn lanmu() -> assert_cmd::Command {
    lanmu_process().into()
}

/// As [`lanmu`], for tests that start it and do something else meanwhile.
pub(crate) fn lanmu_process() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lanmu"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("LANMU_")) {
        command.env_remove(name);
    }
    // Nobody has half an hour: who looks a second time does so at once.
    command.env("LANMU_SECOND_LOOK", "0");
    command
}

/// SHA-256, hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder of saved real pages. It is not part of the project: in CI it has to be there, elsewhere the test says that
/// it was left out.
pub(crate) fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("LANMU_CORPUS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    if folder.join("manifest.csv").is_file() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "the corpus is missing: {} has no manifest.csv", folder.display());
    eprintln!("LEFT OUT: the corpus of saved pages is not at {}", folder.display());
    None
}
