//! `lanmu read`: what the reader sees on one page.

use std::path::Path;

use comfy_table::{Table, presets};
use jiff::civil::Date;
use url::Url;

use super::fault::{Done, Fault};
use super::input;
use super::output::{harmless, say};
use super::settings::{MannersArgs, SettingsArgs};
use crate::crawl::{Manners, Visitor};
use crate::read::{self, Source};
use crate::site::{Article, Item, Page};

/// The folder in which a page in a file stands where no address is given: it names no host that could be meant, and is not
/// the start page of a site.
const NO_ADDRESS: &str = "http://page.invalid/saved/";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 网页文件或网址
    #[arg(value_name = "文件|网址")]
    what: String,
    /// 网页文件原来的网址（相对链接据此补全，首页据此认出）
    #[arg(long, value_name = "网址", value_parser = input::address)]
    base_url: Option<Url>,
    /// 说明判断的依据
    #[arg(long)]
    explain: bool,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    manners: MannersArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// What `--json` prints.
#[derive(Debug, serde::Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    page: &'a Page,
    /// Why it was read so.
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Vec<String>>,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let (page, reasons) = if input::is_address(&args.what) { fetched(args)? } else { saved(args)? };
    let explain = args.explain.then_some(reasons);
    if args.json {
        say(serde_json::to_string(&Answer { page: &page, explain }).map_err(Fault::work)?)?;
    } else {
        let reasons = explain.map_or_else(String::new, |reasons| because(&reasons));
        say(harmless(&(text(&page) + &reasons)))?;
    }
    Ok(Done::All)
}

/// A page and why it was read so.
type Explained = (Page, Vec<String>);

fn saved(args: &Args) -> Result<Explained, Fault> {
    let path = Path::new(&args.what);
    if !path.exists() {
        return Err(Fault::input(format!("没有文件 {}；如果是网址，请写明 http:// 或 https://", path.display())));
    }
    let body = input::bytes(path, "网页文件")?;
    let url = match &args.base_url {
        Some(url) => url.clone(),
        None => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            Url::parse(&format!("{NO_ADDRESS}{name}")).map_err(Fault::work)?
        }
    };
    Ok(read::explained(&Source { url: &url, content_type: None, body: &body, home: None }))
}

/// Fetches the page with the manners of a crawl.
fn fetched(args: &Args) -> Result<Explained, Fault> {
    let url = input::address(&args.what).map_err(|right| Fault::input(format!("网址 {} 不对：{right}", args.what)))?;
    let travel = args.manners.travel(&args.settings.load()?)?;
    // Who asks for one page wants it now.
    let manners = Manners { window: None, ..travel.manners };
    let visitor = Visitor::new(manners).map_err(Fault::work)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Fault::work(format!("无法启动：{error}")))?;
    runtime.block_on(visitor.explained(&url)).map_err(|failure| Fault::work(format!("{url}：{failure}")))
}

fn because(reasons: &[String]) -> String {
    let lines: Vec<String> = reasons.iter().map(|reason| format!("\n- {reason}")).collect();
    format!("\n判断依据{}", lines.concat())
}

/// A page for people.
fn text(page: &Page) -> String {
    let mut lines = vec![
        format!("网址：{}", page.url),
        format!("标题：{}", page.title),
        format!("编码：{}", page.charset),
        format!("页面类型：{}", page.kind.zh()),
        format!("栏目路径：{}", page.column.path.join(" > ")),
    ];
    lines.extend(page.limit.iter().map(|limit| format!("注意：{limit}")));
    lines.extend(page.article.iter().flat_map(article));
    if !page.items.is_empty() {
        lines.push(items(&page.items));
    }
    if let Some(pager) = &page.pager {
        let pages = pager.pages.map_or_else(|| "不详".to_owned(), |pages| pages.to_string());
        lines.push(format!("页数：{pages}；下一页：{}", pager.next.as_deref().unwrap_or("无")));
    }
    lines.push(format!("链接 {} 个（用 --json 查看全部）", page.links.len()));
    lines.join("\n")
}

fn article(article: &Article) -> Vec<String> {
    let day = |date: Option<Date>| date.map_or_else(|| "（未显示）".to_owned(), |date| date.to_string());
    let mut lines = vec![
        format!("文章：{}", article.title),
        format!("  发布日期：{}；成文日期：{}", day(article.published), day(article.formed)),
    ];
    let marks = [
        ("文号", &article.document_number),
        ("索引号", &article.index_number),
        ("来源", &article.source),
        ("有效性", &article.validity),
    ];
    for (label, value) in marks {
        lines.extend(value.iter().map(|value| format!("  {label}：{value}")));
    }
    lines
}

fn items(items: &[Item]) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(["日期", "标题", "网址"]);
    for item in items {
        let date = item.date.map_or_else(|| "—".to_owned(), |date| date.to_string());
        table.add_row([date, item.title.clone(), item.url.clone()]);
    }
    table.to_string()
}
