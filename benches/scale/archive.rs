//! A made-up site whose pages show far more addresses than a visit asks for: 400 columns full of numbered links. These are
//! no entries of a list, which a visit holds as what it judges. How many links stand on a page is part of the site's address.

use std::fmt::Write as _;
use std::net::Ipv4Addr;

/// Second byte of the addresses of such sites.
const RANGE: u8 = 15;
/// Columns of a site.
pub(crate) const COLUMNS: usize = 400;
/// Name of the unit.
const UNIT: &str = "模拟档案县人民政府";

/// Where the site stands that has so many links on a page.
pub(crate) fn address(links: usize) -> Ipv4Addr {
    let [high, low] = u16::try_from(links).unwrap_or(u16::MAX).to_be_bytes();
    Ipv4Addr::new(127, RANGE, high, low)
}

/// Links on a page of the site at an address; `None` where no such site stands there.
pub(crate) fn links(address: Ipv4Addr) -> Option<usize> {
    let [_, range, high, low] = address.octets();
    (range == RANGE).then(|| u16::from_be_bytes([high, low]).into())
}

/// The units file of one such site.
pub(crate) fn units_file(links: usize, port: u16) -> String {
    format!("name,site,groups\n{UNIT},http://{}:{port}/,县区\n", address(links))
}

/// The page at a path; `None` where there is none.
pub(crate) fn at(links: usize, path: &str) -> Option<String> {
    let mut rest = path.trim_start_matches("/da/").split('/');
    match (rest.next()?, rest.next(), rest.next()) {
        ("" | "index.html", ..) => Some(home()),
        (column, Some("" | "index.html"), None) => Some(list(column.parse().ok()?, links)),
        (column, Some("nr"), Some(file)) => Some(article(column.parse().ok()?, file.strip_suffix(".html")?)),
        _ => None,
    }
}

fn home() -> String {
    let mut menu = String::new();
    for column in 0..COLUMNS {
        let _ = write!(menu, "<li><a href=\"/da/{column}/\">档案{column}</a></li>");
    }
    frame(&format!("{UNIT}门户网站"), &format!("<div class=\"left_nav\"><h2>政府信息公开</h2><ul>{menu}</ul></div>"))
}

fn list(column: usize, links: usize) -> String {
    let mut body =
        format!("<div class=\"dqwz\">您当前所在位置：<a href=\"/\">首页</a>&nbsp;&raquo;&nbsp;档案{column}</div><div>");
    for number in 0..links {
        let _ = writeln!(body, "<a href=\"/da/{column}/nr/{number}.html\">{number}</a>");
    }
    frame(&format!("档案{column}-{UNIT}"), &(body + "</div>"))
}

fn article(column: usize, number: &str) -> String {
    let title = format!("第{column}卷第{number}件");
    frame(&title, &format!("<div class=\"detail\"><h1>{title}</h1><p>（本页内容为虚构）</p></div>"))
}

fn frame(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"SiteName\" content=\"{UNIT}\"><title>{title}</title></head>\n\
         <body><div class=\"nav\"><ul><li><a href=\"/\">首页</a></li></ul></div>\n{body}\n\
         <div class=\"footer\"><p>主办：{UNIT}办公室（虚构单位）</p></div></body></html>"
    )
}
