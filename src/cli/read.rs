//! `lanmu read`: what the reader sees on one page.

use std::path::PathBuf;

use comfy_table::{Table, presets};
use url::Url;

use super::fault::{Done, Fault};
use super::settings::{MannersArgs, SettingsArgs};
use crate::crawl::Visitor;
use crate::read::{self, Source};
use crate::site::Page;

/// The address of a page in a file where none is given: it names no host that could be meant.
const NO_ADDRESS: &str = "http://page.invalid/";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// 网页文件或网址
    #[arg(value_name = "文件|网址")]
    what: String,
    /// 网页文件原来的网址（相对链接据此补全）
    #[arg(long, value_name = "网址")]
    base_url: Option<Url>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    manners: MannersArgs,
    #[command(flatten)]
    settings: SettingsArgs,
}

pub(super) fn run(args: &Args) -> Result<Done, Fault> {
    let page = if args.what.starts_with("http://") || args.what.starts_with("https://") {
        fetched(args)?
    } else {
        let path = PathBuf::from(&args.what);
        let body = std::fs::read(&path).map_err(|error| Fault::input(format!("{} 读不了：{error}", path.display())))?;
        let url = match &args.base_url {
            Some(url) => url.clone(),
            None => Url::parse(NO_ADDRESS).map_err(Fault::work)?,
        };
        read::page(&Source { url: &url, content_type: None, body: &body, home: None })
    };
    if args.json {
        println!("{}", serde_json::to_string(&page).map_err(Fault::work)?);
    } else {
        tell(&page);
    }
    Ok(Done::All)
}

/// Fetches the page with the manners of a crawl.
fn fetched(args: &Args) -> Result<Page, Fault> {
    let travel = args.manners.travel(&args.settings.load()?)?;
    let visitor = Visitor::new(travel.manners).map_err(Fault::work)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Fault::work(format!("无法启动：{error}")))?;
    let url = Url::parse(&args.what).map_err(|error| Fault::input(format!("网址 {} 不对：{error}", args.what)))?;
    runtime.block_on(visitor.page(&url)).map_err(|failure| Fault::work(format!("{url}：{failure}")))
}

/// A page for people.
fn tell(page: &Page) {
    println!("网址：{}\n标题：{}\n编码：{}", page.url, page.title, page.charset);
    println!("页面类型：{}", page.kind.zh());
    println!("栏目路径：{}", page.column.path.join(" > "));
    if let Some(limit) = &page.limit {
        println!("注意：{limit}");
    }
    if let Some(article) = &page.article {
        let day =
            |date: Option<jiff::civil::Date>| date.map_or_else(|| "（未显示）".to_owned(), |date| date.to_string());
        println!("文章：{}", article.title);
        println!("  发布日期：{}；成文日期：{}", day(article.published), day(article.formed));
        for (label, value) in [
            ("文号", &article.document_number),
            ("索引号", &article.index_number),
            ("来源", &article.source),
            ("有效性", &article.validity),
        ] {
            if let Some(value) = value {
                println!("  {label}：{value}");
            }
        }
    }
    if !page.items.is_empty() {
        let mut table = Table::new();
        table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_header(["日期", "标题", "网址"]);
        for item in &page.items {
            let date = item.date.map_or_else(|| "—".to_owned(), |date| date.to_string());
            table.add_row([date, item.title.clone(), item.url.clone()]);
        }
        println!("{table}");
    }
    if let Some(pager) = &page.pager {
        let pages = pager.pages.map_or_else(|| "不详".to_owned(), |pages| pages.to_string());
        println!("页数：{pages}；下一页：{}", pager.next.as_deref().unwrap_or("无"));
    }
    println!("链接 {} 个（用 --json 查看全部）", page.links.len());
}
