//! Settings: command line, then `LANMU_*`, then `lanmu.toml`, then defaults.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde::Deserialize;

use super::evaluate::WORKSPACE;
use super::fault::Fault;
use super::input;
use crate::crawl::{Manners, Window};

/// The settings file that is read when none is named and it is there.
const SETTINGS_FILE: &str = "lanmu.toml";

/// Requests per unit that may be set.
const BUDGETS: RangeInclusive<u32> = 1..=100_000;
/// Hosts at the same time that may be set.
const JOBS: RangeInclusive<usize> = 1..=256;

/// The keys of the settings file, for the person who mistyped one.
const KEYS: [&str; 18] = [
    "catalogue",
    "units",
    "declarations",
    "columns",
    "out",
    "workspace",
    "policy",
    "holidays",
    "budget",
    "pause",
    "timeout",
    "window",
    "second_look",
    "chromium",
    "jobs",
    "contact",
    "allow_private",
    "connect_to",
];

/// What `lanmu.toml` may say. Every key is also an option of the command line.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettingsFile {
    pub(super) catalogue: Option<String>,
    pub(super) units: Option<PathBuf>,
    pub(super) declarations: Option<PathBuf>,
    pub(super) columns: Option<PathBuf>,
    pub(super) out: Option<PathBuf>,
    pub(super) workspace: Option<PathBuf>,
    pub(super) policy: Option<PathBuf>,
    pub(super) holidays: Option<PathBuf>,
    budget: Option<u32>,
    pause: Option<f64>,
    timeout: Option<f64>,
    window: Option<String>,
    second_look: Option<f64>,
    chromium: Option<PathBuf>,
    jobs: Option<usize>,
    contact: Option<String>,
    allow_private: Option<bool>,
    connect_to: Option<Vec<String>>,
}

/// Where the settings file is.
#[derive(Debug, Args)]
pub(super) struct SettingsArgs {
    /// 设置文件（默认：当前文件夹的 lanmu.toml，没有就不用）
    #[arg(long, value_name = "文件", env = "LANMU_SETTINGS", hide_env_values = true)]
    settings: Option<PathBuf>,
}

impl SettingsArgs {
    /// Reads the file.
    pub(super) fn load(&self) -> Result<SettingsFile, Fault> {
        let path = self.settings.clone().unwrap_or_else(|| PathBuf::from(SETTINGS_FILE));
        if self.settings.is_none() && !path.exists() {
            return Ok(SettingsFile::default());
        }
        let text = input::text(&path, "设置文件")?;
        toml::from_str(&text)
            .map_err(|error| Fault::input(format!("设置文件 {} {}", path.display(), wrong(&text, &error))))
    }
}

/// The workspace of a command that visits no site.
#[derive(Debug, Args)]
pub(super) struct WorkspaceArgs {
    /// 工作区文件夹（默认 .lanmu）
    #[arg(long, value_name = "文件夹", env = "LANMU_WORKSPACE", hide_env_values = true)]
    workspace: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

impl WorkspaceArgs {
    /// Reads the settings file, and gives it with the folder of the workspace.
    pub(super) fn load(&self) -> Result<(PathBuf, SettingsFile), Fault> {
        let file = self.settings.load()?;
        let named = self.workspace.as_ref().or(file.workspace.as_ref());
        Ok((named.map_or_else(|| PathBuf::from(WORKSPACE), PathBuf::clone), file))
    }
}

/// What is wrong with the text of a settings file, and where. The parser's own words are English.
fn wrong(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let line = text.lines().nth(number - 1).unwrap_or_default().trim();
    let what = match toml::from_str::<toml::Table>(text) {
        Err(_) => "不是合法的 TOML：应为“键 = 值”，文字加双引号".to_owned(),
        Ok(table) if table.keys().any(|key| !KEYS.contains(&key.as_str())) => {
            format!("没有这个键，可用的键：{}", KEYS.join("、"))
        }
        Ok(_) => "值的类型不对：数不加引号，文字加双引号，是非写 true 或 false，connect_to 写成 [\"…\"]".to_owned(),
    };
    format!("第 {number} 行“{line}”有误：{what}")
}

/// How sites are visited.
#[derive(Debug, Args)]
pub(super) struct MannersArgs {
    /// 每个单位最多请求多少次（默认 400）
    #[arg(long, value_name = "次数", env = "LANMU_BUDGET", hide_env_values = true, value_parser = requests)]
    budget: Option<u32>,
    /// 全站抓取：在请求次数之内打开网站的每个页面，包括文章（只用于核对平时的抓取有无遗漏）
    #[arg(long)]
    exhaustive: bool,
    /// 一个页面最多等多少秒（默认 30，不低于 15）
    #[arg(long, value_name = "秒", env = "LANMU_TIMEOUT", hide_env_values = true, value_parser = seconds)]
    timeout: Option<f64>,
    /// 访问时段（北京时间），如 22:00-06:00；其余时间等待，不访问网站（默认不限）
    #[arg(long, value_name = "时段", env = "LANMU_WINDOW", hide_env_values = true)]
    window: Option<Window>,
    /// 没有打开的网页、没有找到的栏目，隔多少秒第二次查看（默认：评估 1800，自查 60）
    #[arg(long, value_name = "秒", env = "LANMU_SECOND_LOOK", hide_env_values = true, value_parser = seconds)]
    second_look: Option<f64>,
    /// 渲染页面用的 Chromium 程序（默认：系统中安装的）；只渲染内容全由脚本生成的页面
    #[arg(long, value_name = "文件", env = "LANMU_CHROMIUM", hide_env_values = true)]
    chromium: Option<PathBuf>,
    #[command(flatten)]
    road: RoadArgs,
}

/// How sites are reached and at what pace, whatever is looked for there.
#[derive(Debug, Args)]
pub(super) struct RoadArgs {
    /// 对同一主机两次请求之间至少间隔多少秒（默认 1）
    #[arg(long, value_name = "秒", env = "LANMU_PAUSE", hide_env_values = true, value_parser = seconds)]
    pause: Option<f64>,
    /// 同时访问多少个主机（默认 16）
    #[arg(long, value_name = "个数", env = "LANMU_JOBS", hide_env_values = true, value_parser = hosts)]
    jobs: Option<usize>,
    /// 写进 User-Agent 的联系方式，让网站管理员能找到您
    #[arg(long, value_name = "文字", env = "LANMU_CONTACT", hide_env_values = true)]
    contact: Option<String>,
    /// 允许访问内网地址
    #[arg(long, env = "LANMU_ALLOW_PRIVATE", hide_env_values = true, value_parser = yes_or_no)]
    allow_private: bool,
    /// 访问“主机:端口”时改连另一个“主机:端口”，可以重复（同 curl）
    #[arg(
        long,
        value_name = "主机:端口:主机:端口",
        env = "LANMU_CONNECT_TO",
        hide_env_values = true,
        value_delimiter = ';'
    )]
    connect_to: Vec<String>,
}

/// How sites are visited, all settings applied.
#[derive(Debug, Clone)]
pub(super) struct Travel {
    pub(super) manners: Manners,
    /// Hosts visited at the same time.
    pub(super) jobs: usize,
    /// Least time between the two looks at a site, where a person set one.
    pub(super) second_look: Option<Duration>,
}

impl MannersArgs {
    /// Applies the settings file and the defaults.
    pub(super) fn travel(&self, file: &SettingsFile) -> Result<Travel, Fault> {
        let mut travel = self.road.travel(file)?;
        if let Some(budget) = self.budget.or(file.budget) {
            if !BUDGETS.contains(&budget) {
                return Err(Fault::input(format!("设置 budget = {budget} 不对：应为 1 到 100000 的整数")));
            }
            travel.manners.budget = budget;
        }
        if let Some(timeout) = self.timeout.or(file.timeout) {
            travel.manners.timeout = duration(timeout, "timeout")?;
        }
        let window = || file.window.as_deref().map(str::parse).transpose();
        travel.manners.window = self.window.map_or_else(window, |window| Ok(Some(window))).map_err(Fault::input)?;
        let second_look = self.second_look.or(file.second_look);
        travel.second_look = second_look.map(|seconds| duration(seconds, "second_look")).transpose()?;
        travel.manners.exhaustive = self.exhaustive;
        travel.manners.chromium = self.chromium.clone().or_else(|| file.chromium.clone());
        travel.manners.check().map_err(Fault::input)?;
        Ok(travel)
    }
}

impl RoadArgs {
    /// Applies the settings file and the defaults.
    pub(super) fn travel(&self, file: &SettingsFile) -> Result<Travel, Fault> {
        let mut manners = Manners::default();
        if let Some(pause) = self.pause.or(file.pause) {
            manners.pause = duration(pause, "pause")?;
        }
        if let Some(contact) = self.contact.as_ref().or(file.contact.as_ref()) {
            manners.user_agent = Manners::user_agent(Some(contact));
        }
        manners.allow_private = self.allow_private || file.allow_private.unwrap_or(false);
        let named = file.connect_to.as_ref().filter(|_| self.connect_to.is_empty()).unwrap_or(&self.connect_to);
        manners.connect_to = named.iter().map(|text| text.parse()).collect::<Result<_, _>>().map_err(Fault::input)?;
        manners.check().map_err(Fault::input)?;
        let jobs = self.jobs.or(file.jobs).unwrap_or(16);
        if !JOBS.contains(&jobs) {
            return Err(Fault::input(format!("设置 jobs = {jobs} 不对：应为 1 到 256 的整数")));
        }
        Ok(Travel { manners, jobs, second_look: None })
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "应为秒数，如 1 或 0.5".to_owned())?;
    if value.is_finite() && (0.0..=3600.0).contains(&value) {
        Ok(value)
    } else {
        Err("应在 0 到 3600 之间".to_owned())
    }
}

fn requests(text: &str) -> Result<u32, String> {
    text.parse().ok().filter(|number| BUDGETS.contains(number)).ok_or_else(|| "应为 1 到 100000 的整数".to_owned())
}

fn hosts(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| JOBS.contains(number)).ok_or_else(|| "应为 1 到 256 的整数".to_owned())
}

/// An environment variable has to say whether it means yes.
fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "" | "0" | "false" | "no" | "off" => Ok(false),
        _ => Err("应为 true 或 false".to_owned()),
    }
}

fn duration(seconds: f64, key: &str) -> Result<Duration, Fault> {
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|span| *span <= Duration::from_secs(3600))
        .ok_or_else(|| Fault::input(format!("设置 {key} = {seconds} 不对：应在 0 到 3600 秒之间")))
}

#[cfg(test)]
mod tests {
    use super::{KEYS, SettingsFile, wrong};

    #[test]
    fn the_list_of_keys_is_complete() {
        let error = toml::from_str::<SettingsFile>("nothing = 1").unwrap_err();
        let known: Vec<&str> = error.message().split('`').skip(3).step_by(2).collect();
        assert_eq!(known, KEYS);
    }

    #[test]
    fn the_manual_explains_every_key() {
        let manual = include_str!("../../README.zh-CN.md");
        for key in KEYS {
            assert!(manual.contains(&format!("| `{key}` |")), "{key} is not in the manual");
        }
    }

    #[test]
    fn a_mistake_is_told_with_its_line_and_without_english() {
        for (text, words) in [
            ("budget = 10\nbudgett = 20\n", ["第 2 行", "没有这个键"]),
            ("budget = \"many\"\n", ["第 1 行", "值的类型不对"]),
            ("budget = 10\nout = lanmu\n", ["第 2 行", "不是合法的 TOML"]),
        ] {
            let told = wrong(text, &toml::from_str::<SettingsFile>(text).unwrap_err());
            assert!(words.iter().all(|word| told.contains(word)), "{told}");
            assert!(!told.contains("expected"), "{told}");
        }
    }
}
