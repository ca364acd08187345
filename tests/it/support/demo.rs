//! One run of `lanmu demo` that several tests look at.

use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::Value;
use tempfile::TempDir;

use super::lanmu;

/// What the demo left behind and said.
pub(crate) struct Demo {
    folder: TempDir,
    pub(crate) told: String,
}

/// The run by default; made by the first test that asks.
pub(crate) static DEMO: LazyLock<Demo> = LazyLock::new(|| Demo::run(&[]));

impl Demo {
    /// Runs `lanmu demo` with these arguments in a folder of its own.
    pub(crate) fn run(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let output = lanmu().current_dir(folder.path()).arg("demo").args(args).output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        Self { folder, told }
    }

    /// A file that it wrote.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("lanmu-demo").join(name)
    }

    /// `result.json`.
    pub(crate) fn result(&self) -> Value {
        serde_json::from_slice(&std::fs::read(self.file("result.json")).unwrap()).unwrap()
    }
}
