//! What can be typed, and which file carries it out.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use super::{
    annual, catalogue, check, demo, diff, evaluate, evidence, freeze, matching, policy, read, recheck, review, score,
    usage, verify, watch, workdays,
};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "lanmu",
    version,
    about = "栏目：按指标体系检查政府网站信息公开栏目，写出评分表",
    after_help = "退出码：0 完成；1 执行失败；2 命令行或输入文件有误；3 完成，但有单位未能评估。\n\
                  设置的先后：命令行，环境变量（选项后〔〕内），lanmu.toml，默认值。各子命令的选项见 lanmu 子命令 --help。"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 评估随程序附带的虚构单位网站（在本机提供），看看结果是什么样
    Demo(demo::Args),
    /// 按指标体系评估一批单位，写出评分表
    Evaluate(evaluate::Args),
    /// 单位自查：看看自己的网站
    Check(check::Args),
    /// 对已保存的一次评估重新判定，不访问网络
    Score(score::Args),
    /// 证据：一个判定看到了什么，在哪个 WARC 文件的哪条记录；可以取出网页
    Evidence(evidence::Args),
    /// 复核：列出需人工决定的事项，确认或否定候选栏目，改判，会签，对问题作出结论，导出和导入
    Review(review::Args),
    /// 两次评估之间的变化：哪些单位、哪些指标变了，是网站、办法还是复核变了
    Diff(diff::Args),
    /// 复查：只看单位答复已整改或申诉的问题，写出复查结果
    Recheck(recheck::Args),
    /// 冻结一个评估周期：结果和全部依据存档，此后不再改动
    Freeze(freeze::Args),
    /// 核验已冻结的结果：文件有没有改动，重新判定是否相同
    Verify(verify::Args),
    /// 年度得分：四个已冻结的季度按评分办法合成一个得分
    Annual(annual::Args),
    /// 监测首页一周：每天访问多次，看有多少次打不开
    Watch(watch::Args),
    /// 指标体系：列出、查看、导出、检查、导入
    Catalogue(catalogue::Args),
    /// 评分办法：检查，逐步说明一个单位的得分
    Policy(policy::Args),
    /// 一个网页上读到了什么
    Read(read::Args),
    /// 栏目名称对应哪些指标
    Match(matching::Args),
    /// 工作日计算（按国务院放假调休安排）
    Workdays(workdays::Args),
}

/// Reads the command line, carries it out and gives the exit code.
#[must_use]
pub fn run() -> ExitCode {
    let parsed = usage::chinese(Cli::command()).try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => return usage::tell(&error),
    };
    let ended = match cli.command {
        Command::Demo(args) => demo::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Score(args) => score::run(&args),
        Command::Evidence(args) => evidence::run(&args),
        Command::Review(args) => review::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Recheck(args) => recheck::run(&args),
        Command::Freeze(args) => freeze::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Annual(args) => annual::run(&args),
        Command::Watch(args) => watch::run(&args),
        Command::Catalogue(args) => catalogue::run(&args),
        Command::Policy(args) => policy::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Match(args) => matching::run(&args),
        Command::Workdays(args) => workdays::run(&args),
    };
    match ended {
        Ok(done) => done.into(),
        Err(fault) => fault.tell(),
    }
}
