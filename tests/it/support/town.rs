//! A made-up town, that of `ankang-2020` for most, served on loopback for the length of a test.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use lanmu::fixture::{self, Server, Town};
use tokio::runtime::Runtime;

use super::lanmu_process;

/// A running town; it ends with the value.
pub(crate) struct Served {
    pub(crate) server: Server,
    pub(crate) units: PathBuf,
    _runtime: Runtime,
}

impl Served {
    /// Serves the town of `ankang-2020` and writes its units file into `folder`.
    pub(crate) fn start(folder: &Path) -> Self {
        Self::town("ankang-2020", folder)
    }

    /// As [`Self::start`], the town of a catalogue.
    pub(crate) fn town(catalogue: &str, folder: &Path) -> Self {
        Self::serve(Town::of(catalogue).unwrap(), folder)
    }

    /// Serves a town and writes its units file into `folder`.
    pub(crate) fn serve(town: Town, folder: &Path) -> Self {
        let units = folder.join("units.csv");
        std::fs::write(&units, town.units_csv()).unwrap();
        let runtime = Runtime::new().unwrap();
        let server = runtime.block_on(fixture::serve(town)).unwrap();
        Self { server, units, _runtime: runtime }
    }

    /// `lanmu evaluate` over the town, with its workspace and sheets in `folder`.
    pub(crate) fn evaluate(&self, folder: &Path) -> Command {
        self.evaluate_by(folder, "ankang-2020")
    }

    /// The same by another catalogue.
    pub(crate) fn evaluate_by(&self, folder: &Path, catalogue: &str) -> Command {
        let mut command = self.evaluate_on(folder, catalogue, "2020-10-20");
        command.args(["--period", "2020Q3"]);
        command
    }

    /// As [`Self::evaluate_by`], on a day and for no period.
    pub(crate) fn evaluate_on(&self, folder: &Path, catalogue: &str, day: &str) -> Command {
        let mut command = lanmu_process();
        command.current_dir(folder).arg("evaluate").arg("--units").arg(&self.units);
        command.args(["--catalogue", catalogue, "--as-of", day]);
        command.args(["--pause", "0", "--workspace", "workspace", "--out", "out"]);
        command.env("LANMU_CONNECT_TO", self.connect_to());
        command
    }

    /// Where the hosts of the town really are, as `LANMU_CONNECT_TO` takes it.
    pub(crate) fn connect_to(&self) -> String {
        let one = |(host, port, address): &(String, u16, SocketAddr)| {
            format!("{host}:{port}:{}:{}", address.ip(), address.port())
        };
        self.server.connect_to.iter().map(one).collect::<Vec<_>>().join(";")
    }
}
