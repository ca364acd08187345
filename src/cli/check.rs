//! `lanmu check`: a unit looks at itself.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::assess::Rules;
use super::declared::Declared;
use super::evaluate::RulesArgs;
use super::fault::{Done, Fault};
use super::input;
use super::output::{note, say};
use super::remembered::Remembered;
use super::rounds::Round;
use super::settings::{MannersArgs, SettingsArgs};
use crate::crawl::{Memory, Visitor};
use crate::report;
use crate::unit::{self, Unit};

/// Time between the two looks where none is set: a person sits and waits for the answer.
const SECOND_LOOK: Duration = Duration::from_secs(60);

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 网站地址，如 https://czj.example.gov.cn/；在门户下的部门写到它的路径
    #[arg(value_name = "网址", value_parser = input::address)]
    url: Url,
    /// 单位名称，如 市财政局
    #[arg(long, value_name = "名称")]
    unit: String,
    /// 单位的其他名称，可以重复
    #[arg(long, value_name = "名称")]
    alias: Vec<String>,
    /// 单位所属的组（县区、部门），可以重复
    #[arg(long, value_name = "组")]
    group: Vec<String>,
    /// 信息公开专栏的网址或名称
    #[arg(long, value_name = "网址或名称")]
    section: Option<String>,
    /// 同时把评分表写到这个文件夹
    #[arg(long, value_name = "文件夹")]
    out: Option<PathBuf>,
    /// 以 JSON 输出（同 result.json）
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    rules: RulesArgs,
    #[command(flatten)]
    manners: MannersArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let travel = args.manners.travel(&file)?;
    let mut rules = Rules::load(&args.rules, &file)?;
    let units = units(args)?;
    rules.take_units(&units)?;
    rules.declared = Declared::load_own(args.rules.inputs.declarations(&file), &rules, &units)?;
    rules.remembered = Remembered::load_own(args.rules.inputs.columns(&file), &rules, &units)?;
    let rules = Arc::new(rules);
    if let Some(out) = &args.out {
        report::prepare(out).map_err(Fault::input)?;
    }
    let round = Round {
        rules: Arc::clone(&rules),
        visitor: Arc::new(Visitor::new(travel.manners).map_err(Fault::work)?),
        archive: Arc::new(Memory::default()),
        jobs: 1,
        second_look: travel.second_look.unwrap_or(SECOND_LOOK),
        interrupted: "已中断，没有保存任何内容",
    };
    let results = round.run(&units, Arc::new(|_, _, _| Ok(None)))?;
    let evaluation = rules.evaluation(results, "check");
    note(&evaluation.run.pages);
    note(&evaluation.run.summary);
    if let Some(out) = &args.out {
        report::write(&evaluation, out).map_err(Fault::work)?;
    }
    if args.json {
        say(report::result_json(&evaluation).map_err(Fault::work)?)?;
    } else {
        for result in &evaluation.units {
            say(report::unit_text(&evaluation, result).map_err(Fault::work)?)?;
        }
    }
    Ok(if evaluation.some_units_open() { Done::SomeUnitsOpen } else { Done::All })
}

/// The unit as a units file of one row, so that the same rules hold for it.
fn units(args: &Args) -> Result<Vec<Unit>, Fault> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let (groups, aliases) = (args.group.join(";"), args.alias.join(";"));
    let row = [&args.unit, args.url.as_str(), &groups, &aliases, args.section.as_deref().unwrap_or_default()];
    writer
        .write_record(["name", "site", "groups", "aliases", "section"])
        .and_then(|()| writer.write_record(row))
        .map_err(Fault::work)?;
    let bytes = writer.into_inner().map_err(Fault::work)?;
    unit::parse(&bytes, "命令行").map_err(|error| {
        // The place in a file that nobody wrote would only confuse.
        let faults: Vec<String> = error.0.iter().map(|fault| format!("{}：{}", fault.wrong, fault.right)).collect();
        Fault::input(faults.join("\n"))
    })
}
