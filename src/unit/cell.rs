//! What the cells of the units file and of the declarations mean.

use std::collections::HashSet;

use jiff::civil::Date;
use url::Url;

use super::table::tidy;

/// What is wrong with a cell, and what would be right.
pub(super) type Fault = (String, String);

/// Longest name, in characters; a longer one is a row whose closing quote is missing.
const MAX_NAME: usize = 100;

/// Values of a cell that may hold several, separated by `;`.
pub(super) fn several(cell: &str) -> Vec<String> {
    cell.split([';', '；']).map(tidy).filter(|value| !value.is_empty()).collect()
}

/// The name of a unit, or one of its aliases or groups.
pub(super) fn name(cell: &str) -> Result<String, Fault> {
    if cell.contains(['\n', '\r']) || cell.chars().count() > MAX_NAME {
        return Err((
            format!("名称过长或有换行：“{}…”", start(cell)),
            "应为一行内的名称；请检查是否漏了右双引号".into(),
        ));
    }
    Ok(cell.to_owned())
}

/// The name of one of the units of the list; any where `units` is `None`.
pub(super) fn unit(cell: &str, units: Option<&HashSet<&str>>) -> Result<String, Fault> {
    let right = "应与单位名单的 name 列一致";
    if cell.is_empty() {
        return Err(("单位名称为空".into(), right.into()));
    }
    let name = name(cell)?;
    match units {
        Some(units) if !units.contains(name.as_str()) => Err((format!("单位名单中没有“{name}”"), right.into())),
        _ => Ok(name),
    }
}

/// What is wrong with a code that no row of the catalogue has.
pub(super) fn no_code(cell: &str) -> Fault {
    let right = "应为指标体系中某一行的编码，用 lanmu catalogue show 查看";
    let wrong = if cell.is_empty() {
        "指标编码为空".to_owned()
    } else {
        format!("指标体系中没有编码“{}”", start(cell))
    };
    (wrong, right.into())
}

/// The prefix of a site: absolute, `http` or `https`, its path ends with `/`.
pub(super) fn site(cell: &str) -> Result<Url, Fault> {
    let mut url = address(cell)?;
    if url.query().is_some() {
        return Err((format!("网址“{}”带有 ? 参数", start(cell)), "应为网站或目录的网址，不带参数".into()));
    }
    url.set_fragment(None);
    let path = url.path().to_owned();
    let (folder, page) = path.rsplit_once('/').unwrap_or(("", &path));
    if is_start_page(page) {
        url.set_path(&format!("{folder}/"));
    } else if page.contains('.') {
        let right = format!("应为网站或目录的网址，如 {}", with_path(&url, &format!("{folder}/")));
        return Err((format!("网址“{}”是一个页面", start(cell)), right));
    } else if !page.is_empty() {
        url.set_path(&format!("{path}/"));
    }
    Ok(url)
}

/// The disclosure section: an absolute address, or the name of a column.
pub(super) fn section(cell: &str) -> Result<Option<String>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    if has_scheme(cell) {
        return address(cell).map(|url| Some(url.to_string()));
    }
    if cell.is_ascii() || cell.contains(['/', '\\', '@', '<', '\n']) || cell.chars().count() > MAX_NAME {
        let right = "应为完整网址（http:// 或 https:// 开头）或栏目名称（如 政府信息公开）";
        return Err((format!("“{}”既不是网址也不是栏目名称", start(cell)), right.into()));
    }
    Ok(Some(cell.to_owned()))
}

/// The address of one page: absolute, `http` or `https`; without its fragment, which is not asked for.
pub(super) fn page(cell: &str) -> Result<Url, Fault> {
    let mut url = address(cell)?;
    url.set_fragment(None);
    Ok(url)
}

/// A day as people write it or a spreadsheet saves it: 2020-09-18, 2020/9/18, 2020.9.18, 2020年9月18日; a time behind it
/// says nothing.
pub(super) fn day(cell: &str) -> Result<Date, Fault> {
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    let day = day.strip_suffix('日').unwrap_or(day);
    let numbers: Vec<&str> = day.split(['-', '/', '.', '年', '月']).collect();
    let read = match numbers[..] {
        [year, month, day] if year.len() == 4 => {
            year.parse().ok().zip(month.parse().ok()).zip(day.parse().ok()).map(|((y, m), d)| Date::new(y, m, d))
        }
        _ => None,
    };
    let fault = || (format!("日期“{}”无法识别", start(cell)), "应为存在的日期，如 2020-09-18".into());
    read.and_then(Result::ok).ok_or_else(fault)
}

fn address(cell: &str) -> Result<Url, Fault> {
    let shown = start(cell);
    if !has_scheme(cell) {
        let right = match cell.split_once("://") {
            Some(_) => "只支持 http:// 和 https://".to_owned(),
            None => format!("应写明 http:// 或 https://，如 https://{}", cell.trim_start_matches('/')),
        };
        return Err((format!("网址“{shown}”不是以 http:// 或 https:// 开头"), right));
    }
    let example = "应为 https://www.example.gov.cn/ 的形式";
    let url = Url::parse(cell).map_err(|error| (format!("网址“{shown}”无法识别（{error}）"), example.to_owned()))?;
    if cell.contains(char::is_whitespace) {
        return Err((format!("网址“{shown}”中间有空白"), example.into()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(("网址中带有用户名或密码".into(), "请去掉 @ 之前的部分".into()));
    }
    Ok(url)
}

fn has_scheme(cell: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| cell.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

fn is_start_page(page: &str) -> bool {
    let page = page.to_ascii_lowercase();
    page.starts_with("index.") || page.starts_with("default.")
}

fn with_path(url: &Url, path: &str) -> Url {
    let mut url = url.clone();
    url.set_path(path);
    url
}

/// The beginning of a cell, for messages.
pub(super) fn start(cell: &str) -> String {
    cell.chars().take(60).filter(|c| !c.is_control()).collect()
}
