//! `lanmu demo`: evaluates the made-up units in `fixtures/`, served on loopback.

use std::path::PathBuf;
use std::time::Duration;

use tokio::runtime::Runtime;

use super::assess::Rules;
use super::declared::Declared;
use super::evaluate::{InputArgs, List, RulesArgs, carry_out};
use super::fault::{Done, Fault};
use super::output::note;
use super::settings::{SettingsFile, Travel};
use crate::crawl::{ConnectTo, Manners};
use crate::fixture::{self, Town};
use crate::judge::Period;
use crate::unit;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 用哪个指标体系；每个有示例站点的指标体系各有一个虚构的地方
    #[arg(long, value_name = "编号", default_value = "ankang-2020", value_parser = clap::builder::PossibleValuesParser::new(Town::catalogues()))]
    catalogue: String,
    /// 评分表写到哪个文件夹
    #[arg(long, value_name = "文件夹", default_value = "lanmu-demo")]
    out: PathBuf,
    /// 工作区文件夹
    #[arg(long, value_name = "文件夹", default_value = ".lanmu-demo")]
    workspace: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let town = Town::of(&args.catalogue).map_err(Fault::work)?;
    let rules = RulesArgs {
        catalogue: Some(town.catalogue().to_owned()),
        period: Some(Period::parse(town.period()).map_err(Fault::work)?),
        as_of: Some(town.as_of()),
        inputs: InputArgs::default(),
    };
    let mut rules = Rules::load(&rules, &SettingsFile::default())?;
    let units = unit::parse(town.units_csv().as_bytes(), "units.csv").map_err(Fault::work)?;
    rules.take_units(&units)?;
    if let Some(text) = town.declarations_csv() {
        rules.declared = Declared::parse(text, &rules, &units)?;
    }
    let runtime = Runtime::new().map_err(|error| Fault::work(format!("无法启动：{error}")))?;
    let server = runtime
        .block_on(fixture::serve(town))
        .map_err(|error| Fault::work(format!("无法在本机提供示例网站：{error}")))?;
    note("示例单位和网站都是虚构的，只在本机（127.0.0.1）提供。");
    let connect_to = server.connect_to.iter().map(|(host, port, address)| ConnectTo {
        host: Some(host.clone()),
        port: Some(*port),
        to_host: Some(address.ip().to_string()),
        to_port: Some(address.port()),
    });
    let manners = Manners {
        // The made-up sites are our own: nobody needs to be spared.
        pause: Duration::ZERO,
        retry_pause: Duration::from_millis(20),
        connect_to: connect_to.collect(),
        ..Manners::default()
    };
    // Some of the made-up sites cannot be entered, on purpose: whoever sees that has seen the demo succeed.
    let list = List { units: &units, file: None };
    carry_out(rules, list, Travel { manners, jobs: 4, second_look: Some(Duration::ZERO) }, &args.workspace, &args.out)
        .map(|_| Done::All)
}
