//! `lanmu policy check`.

use std::path::{Path, PathBuf};

use crate::catalogue::Catalogue;
use crate::cli::assess::CATALOGUE;
use crate::cli::fault::{Done, Fault};
use crate::cli::input;
use crate::cli::output::{note, say};
use crate::cli::settings::SettingsArgs;
use crate::score::{Policy, YearPolicy};
use crate::unit::Problem;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 指标体系的编号或文件夹（检查它的 policy.toml），或评分办法文件（默认：lanmu.toml 写明的评分办法和指标体系）
    #[arg(value_name = "编号|文件")]
    what: Option<String>,
    /// 评分办法文件所用的指标体系：编号或文件夹
    #[arg(long, value_name = "编号", env = "LANMU_CATALOGUE", hide_env_values = true)]
    catalogue: Option<String>,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let file = args.settings.load()?;
    let usual = args.catalogue.clone().or(file.catalogue).unwrap_or_else(|| CATALOGUE.to_owned());
    let (id, path) = match &args.what {
        Some(what) if is_policy(Path::new(what)) => (usual, Some(PathBuf::from(what))),
        Some(id) => (id.clone(), None),
        None => (usual, file.policy),
    };
    let catalogue = Catalogue::open(&id).map_err(Fault::input)?;
    let (text, name) = match path {
        Some(path) => (input::text(&path, "评分办法文件")?, path.display().to_string()),
        None => (catalogue.policy_text.clone(), format!("{id}/policy.toml")),
    };
    let (year, problems) = checked(&text, &name, &catalogue);
    for id in year.ledgers.keys().filter(|id| Catalogue::open(id).is_err()) {
        note(format_args!(
            "注意：[year.ledgers] 中的 {id} 不是自带的指标体系：自行导入的台账，请核对编号与其 catalogue.toml 中的 id 相同。"
        ));
    }
    if problems.is_empty() {
        say(format_args!("{name}：没有发现问题（指标体系 {}）", catalogue.id))?;
        return Ok(Done::All);
    }
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(Fault::input(format!("{name} 有 {} 处问题：\n{}", lines.len(), lines.join("\n"))))
}

/// A file, or meant to be one: a catalogue is an id or a folder.
fn is_policy(path: &Path) -> bool {
    path.is_file() || path.extension().is_some_and(|ending| ending == "toml")
}

/// What the policy `text` says of the year, and all that is wrong with it for `catalogue`, in the order of the lines.
fn checked(text: &str, file: &str, catalogue: &Catalogue) -> (YearPolicy, Vec<Problem>) {
    let parsed = Policy::parse(text, file, catalogue.kind);
    let year = parsed.as_ref().map(|policy| policy.year().clone()).unwrap_or_default();
    let found = parsed.and_then(|policy| policy.check(catalogue, file));
    let mut problems = found.err().map(|error| error.located(text)).unwrap_or_default();
    problems.sort_by_key(|problem| problem.line);
    (year, problems)
}
