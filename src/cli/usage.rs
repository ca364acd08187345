//! Help and complaints of the command line in Chinese: clap's own words are English.

use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use super::output::{note, say};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The command with Chinese headings, for itself and all below it.
pub(super) fn chinese(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let is_root = command.get_name() == "lanmu";
    let mut place = 0;
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("子命令")
        .subcommand_value_name("子命令")
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| {
            let arg = in_chinese(arg);
            if !arg.is_positional() {
                return arg.help_heading("选项");
            }
            // Under a heading of their own they would stand by their names.
            place += 1;
            arg.help_heading("参数").display_order(place)
        })
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助").help_heading("选项"));
    if is_root {
        let version = Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help("显示版本")
            .help_heading("选项");
        command = command.arg(version);
    }
    for name in names {
        command = command.mut_subcommand(name, chinese);
    }
    command
}

/// What clap would say in English behind an option's help (variable, default, values), in Chinese.
fn in_chinese(arg: Arg) -> Arg {
    let mut help = arg.get_help().map(StyledStr::to_string).unwrap_or_default();
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let values: Vec<_> = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let takes_value = arg.get_action().takes_values();
    if takes_value && !values.is_empty() {
        help.push_str(&format!("，可以是 {}", values.join("、")));
    }
    if takes_value && !defaults.is_empty() {
        help.push_str(&format!("（默认 {}）", defaults.join("、")));
    }
    if let Some(variable) = arg.get_env() {
        help.push_str(&format!("〔{}〕", variable.to_string_lossy()));
    }
    let arg = arg.help(help).hide_env(true);
    if takes_value { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
}

fn help(error: &clap::Error) -> String {
    error.render().to_string().replace("[OPTIONS]", "[选项]")
}

/// Prints help, version or what is wrong with the command line, and gives the exit code.
pub(super) fn tell(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            say(help(error)).map_or_else(|fault| fault.tell(), |()| ExitCode::SUCCESS)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            note(help(error).trim_end());
            ExitCode::from(2)
        }
        kind => {
            note(format_args!("错误：{}\n用 --help 查看用法。", complaint(error, kind)));
            ExitCode::from(2)
        }
    }
}

fn complaint(error: &clap::Error, kind: ErrorKind) -> String {
    let what = |context| error.get(context).map(words).unwrap_or_default();
    let argument = what(ContextKind::InvalidArg);
    let value = what(ContextKind::InvalidValue);
    let valid = what(ContextKind::ValidValue);
    let may_be = if valid.is_empty() { String::new() } else { format!("，可以是：{valid}") };
    match kind {
        ErrorKind::UnknownArgument => {
            format!("不认识的参数“{argument}”{}", perhaps(&what(ContextKind::SuggestedArg)))
        }
        ErrorKind::InvalidSubcommand => {
            let name = what(ContextKind::InvalidSubcommand);
            format!("没有“{name}”这个子命令{}", perhaps(&what(ContextKind::SuggestedSubcommand)))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{argument}"),
        ErrorKind::MissingSubcommand => "缺少子命令".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("参数“{argument}”需要一个值{may_be}"),
        ErrorKind::InvalidValue => format!("参数“{argument}”的值“{value}”不对{may_be}"),
        ErrorKind::ValueValidation => {
            let cause = std::error::Error::source(error).map(|cause| format!("：{cause}")).unwrap_or_default();
            format!("参数“{argument}”的值“{value}”不对{cause}")
        }
        // No two options of this program exclude each other: one was given twice.
        ErrorKind::ArgumentConflict => format!("参数“{argument}”只能写一次"),
        ErrorKind::TooManyValues => format!("参数“{argument}”后面不跟值，多出了“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("参数“{argument}”的值的个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        _ => "命令行有误".to_owned(),
    }
}

fn perhaps(suggestion: &str) -> String {
    if suggestion.is_empty() { String::new() } else { format!("，是不是“{suggestion}”？") }
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(StyledStr::to_string).collect::<Vec<_>>().join("、"),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}
