//! Other programs that open the files.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that the test needs: in CI it has to be there, elsewhere the test says that it was left out.
pub(crate) fn program(variable: &str, name: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from);
    if Command::new(&path).arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{name} is not installed");
    eprintln!("LEFT OUT: {name} is not installed; scripts/test installs it");
    None
}

/// Opens `files` in LibreOffice and saves them as `kind` in `folder`; `None` where it is not installed.
pub(crate) fn convert(files: &[PathBuf], kind: &str, options: &[&str], folder: &Path) -> Option<()> {
    let office = program("LANMU_SOFFICE", "soffice")?;
    let output = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.display()))
        .arg("--headless")
        .args(options)
        .args(["--convert-to", kind, "--outdir"])
        .arg(folder)
        .args(files)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(())
}

/// What a Python script prints when it is given `files`; `None` where Python is not there with the packages of `scripts/test`.
pub(crate) fn python(script: &str, files: &[PathBuf]) -> Option<String> {
    let python = program("LANMU_PYTHON", "python3")?;
    let has = Command::new(&python).args(["-c", "import openpyxl, docx"]).output().unwrap().status.success();
    if !has {
        assert!(std::env::var_os("CI").is_none(), "LANMU_PYTHON has no openpyxl or python-docx");
        eprintln!("LEFT OUT: Python has no openpyxl or python-docx; scripts/test installs them");
        return None;
    }
    let output =
        Command::new(python).args(["-c", script]).args(files).env("PYTHONIOENCODING", "utf-8").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}
