//! The pages of a portal.

use std::fmt::Write as _;

use jiff::ToSpan;

use super::bulk;
use super::plan::{Column, Kind, PAGE, Plan};
use super::{HOST, UNIT};

/// Articles that an article names as related.
const RELATED: usize = 4;

/// The page at a path and query; `None` where there is none.
pub(crate) fn at(plan: &Plan, address: &str) -> Option<String> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    if path == "/" || path == "/index.html" {
        return Some(home(plan));
    }
    if path.starts_with("/rili/") {
        return Some(calendar(path));
    }
    let (folder, file) = path.rsplit_once('/')?;
    let folder = format!("{folder}/");
    if let Some((number, column)) = plan.columns.iter().enumerate().find(|(_, column)| column.path == folder) {
        let page = match file {
            "" | "index.html" => 0,
            _ => file.strip_prefix("index_")?.strip_suffix(".html")?.parse().ok()?,
        };
        return (page < column.pages() && (query.is_empty() || query.starts_with("sort=")))
            .then(|| list(plan, number, page));
    }
    let (folder, _) = folder.trim_end_matches('/').rsplit_once('/')?;
    let folder = format!("{folder}/");
    let number = plan.columns.iter().position(|column| column.path == folder)?;
    let serial: usize = file.strip_suffix(".html")?.rsplit_once('_')?.1.parse().ok()?;
    let column = &plan.columns[number];
    let entry = column.entries.checked_sub(serial)?;
    (article_address(plan, column, entry) == path).then(|| article(plan, number, entry))
}

/// Articles are numbered from the oldest, so that a new one changes no address.
fn article_address(plan: &Plan, column: &Column, at: usize) -> String {
    let day = plan.published(column, at);
    let serial = column.entries - at;
    if column.kind == Kind::Undated {
        // The address of an article of a list without dates holds none either.
        return format!("{}nr/n_{serial:05}.html", column.path);
    }
    format!("{}{}{:02}/t{}_{serial:05}.html", column.path, day.year(), day.month(), day.strftime("%Y%m%d"))
}

fn title(column: &Column, at: usize) -> String {
    let number = column.entries - at;
    match column.kind {
        Kind::Note => format!("关于“{}”栏目的情况说明", column.name),
        _ => format!("临溪县关于{}的公告（第{number}号）", column.name),
    }
}

fn home(plan: &Plan) -> String {
    let mut body = String::new();
    for column in plan.columns.iter().filter(|column| !column.children.is_empty() && column.parent.is_none()) {
        let _ = write!(body, "<div class=\"box\"><h3><a href=\"{}\">{}</a></h3><ul>", column.path, column.name);
        let newest = column.children.iter().map(|child| &plan.columns[*child]).filter(|child| child.entries > 0);
        for child in newest.take(5) {
            entry(&mut body, plan, child, 0);
        }
        body.push_str("</ul></div>\n");
    }
    frame(plan, &format!("{UNIT}门户网站"), "", &body)
}

fn list(plan: &Plan, number: usize, page: usize) -> String {
    let column = &plan.columns[number];
    let mut body = crumbs(plan, number);
    body.push_str(&menu(plan, number));
    let _ = write!(body, "<div class=\"right_list\"><h2>{}</h2>", column.name);
    if column.kind == Kind::Head {
        for child in column.children.iter().map(|child| &plan.columns[*child]) {
            let _ = write!(body, "<div class=\"box\"><h3><a href=\"{}\">{}</a></h3><ul>", child.path, child.name);
            if child.entries > 0 {
                entry(&mut body, plan, child, 0);
            }
            body.push_str("</ul></div>\n");
        }
    } else if column.entries == 0 {
        body.push_str("<p class=\"nodata\">暂无相关信息</p>");
    } else {
        entries(&mut body, plan, column, page);
    }
    body.push_str("</div>");
    let title = format!("{}-{UNIT}", column.name);
    let tags = format!(
        "<meta name=\"ColumnName\" content=\"{}\"><meta name=\"ColumnType\" content=\"{}\">",
        column.name, column.name
    );
    frame(plan, &title, &tags, &body)
}

/// One page of a list, with what leads to the others.
fn entries(body: &mut String, plan: &Plan, column: &Column, page: usize) {
    if !plan.for_all {
        body.push_str(
            "<div class=\"px\"><a href=\"?sort=time\">按时间排序</a> <a href=\"/rili/2020-09.html\">日历</a></div>",
        );
    }
    body.push_str("<ul class=\"list\">\n");
    for at in (page * PAGE..column.entries).take(PAGE) {
        entry(body, plan, column, at);
    }
    body.push_str("</ul>\n<div class=\"page\">");
    let (pages, next) = (column.pages(), page + 1);
    if !plan.for_all {
        let _ = write!(
            body,
            "<script type=\"text/javascript\">createPageHTML({pages}, {page}, \"index\", \"html\");</script>"
        );
    } else if next < pages {
        let _ = write!(body, "<a href=\"index_{next}.html\">下一页</a>");
    }
    body.push_str("</div>");
}

fn entry(body: &mut String, plan: &Plan, column: &Column, at: usize) {
    let (address, title) = (article_address(plan, column, at), title(column, at));
    let day = if column.kind == Kind::Undated { String::new() } else { plan.published(column, at).to_string() };
    let day = if day.is_empty() { day } else { format!("<span>{day}</span>") };
    let _ = writeln!(body, "<li><a href=\"{address}\" title=\"{title}\" target=\"_blank\">{title}</a>{day}</li>");
}

fn article(plan: &Plan, number: usize, at: usize) -> String {
    let column = &plan.columns[number];
    let (title, day) = (title(column, at), plan.published(column, at));
    let mut body = crumbs(plan, number);
    let _ = write!(
        body,
        "<div class=\"detail\"><h1>{title}</h1><div class=\"info\"><span>发布时间：{day} 09:30</span><span>来源：{UNIT}办公室</span></div>"
    );
    let waited = match column.kind {
        Kind::Formed => Some(6),
        Kind::Late => Some(75),
        _ => None,
    };
    if let Some(waited) = waited {
        let _ =
            write!(body, "<table class=\"xxgk\"><tr><td>成文日期：</td><td>{}</td></tr></table>", day - waited.days());
    }
    let text = match column.kind {
        Kind::Note => format!("本年度我县没有“{}”方面的信息，特此说明。", column.name),
        _ => format!(
            "为做好{}工作，现将有关情况予以公告。请各镇、各部门结合实际认真落实，欢迎社会各界监督，意见请向主管部门反映。",
            column.name
        ),
    };
    let more = if plan.for_all && column.kind != Kind::Note { bulk::text(&column.name) } else { String::new() };
    let _ = write!(body, "<div class=\"TRS_Editor\"><p>　　{text}</p>{more}<p>　　（本页内容为虚构）</p></div></div>");
    body.push_str("<div class=\"xgwz\"><h4>相关链接</h4><ul>");
    for near in (at + 1..column.entries).take(RELATED) {
        let _ = write!(
            body,
            "<li><a href=\"{}\">{}</a></li>",
            article_address(plan, column, near),
            self::title(column, near)
        );
    }
    body.push_str("</ul></div>");
    let tags = format!(
        "<meta name=\"ArticleTitle\" content=\"{title}\"><meta name=\"PubDate\" content=\"{day} 09:30\"><meta name=\"ContentSource\" content=\"{UNIT}办公室\">"
    );
    frame(plan, &format!("{title}-{UNIT}"), &tags, &body)
}

fn calendar(path: &str) -> String {
    let number: u32 = path
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0, |all, digit| all.wrapping_mul(10).wrapping_add(u32::from(digit - b'0')));
    let next = number.wrapping_add(1);
    format!("<html><head><title>日历</title></head><body><a href=\"/rili/{next}.html\">下一月</a></body></html>")
}

/// The columns above, the column itself last.
fn crumbs(plan: &Plan, number: usize) -> String {
    let mut above = Vec::new();
    let mut next = Some(number);
    while let Some(at) = next {
        above.push(at);
        next = plan.columns[at].parent;
    }
    let mut crumbs = "<div class=\"dqwz\">您当前所在位置：<a href=\"/\" class=\"CurrChnlCls\">首页</a>".to_owned();
    for at in above.into_iter().rev() {
        let column = &plan.columns[at];
        let _ =
            write!(crumbs, "&nbsp;&raquo;&nbsp;<a href=\"{}\" class=\"CurrChnlCls\">{}</a>", column.path, column.name);
    }
    crumbs + "</div>\n"
}

/// The columns beside the page and, under the one that it stands in, those below.
fn menu(plan: &Plan, number: usize) -> String {
    let mut top = number;
    while let Some(above) = plan.columns[top].parent {
        // The pages of an organ have a menu of their own.
        if plan.columns[above].name == "部门网站" {
            break;
        }
        top = above;
    }
    let head = &plan.columns[top];
    let mut menu = format!("<div class=\"left_nav\"><h2><a href=\"{}\">{}</a></h2><ul>", head.path, head.name);
    for at in &head.children {
        let column = &plan.columns[*at];
        let _ = write!(menu, "<li><a href=\"{}\">{}</a>", column.path, column.name);
        let open = *at == number || plan.columns[number].parent == Some(*at);
        if open && !column.children.is_empty() {
            menu.push_str("<ul>");
            for below in column.children.iter().map(|below| &plan.columns[*below]) {
                let _ = write!(menu, "<li><a href=\"{}\">{}</a></li>", below.path, below.name);
            }
            menu.push_str("</ul>");
        }
        menu.push_str("</li>\n");
    }
    menu + "</ul></div>\n"
}

fn frame(plan: &Plan, title: &str, tags: &str, body: &str) -> String {
    let mut nav = "<li><a href=\"/\">首页</a></li>".to_owned();
    for column in plan.columns.iter().filter(|column| column.parent.is_none()) {
        let _ = write!(nav, "<li><a href=\"{}\">{}</a></li>", column.path, column.name);
    }
    let (head, foot) =
        if plan.for_all { (bulk::HEAD.as_str(), guide(plan) + &bulk::FOOT) } else { ("", String::new()) };
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"SiteName\" content=\"{UNIT}\">\
         <meta name=\"SiteDomain\" content=\"{HOST}\"><meta name=\"SiteIDCode\" content=\"9900000001\">{tags}<title>{title}</title>{head}</head>\n\
         <body><div class=\"header\"><div class=\"nav\"><ul>{nav}</ul></div></div>\n{body}\n{foot}\
         <div class=\"footer\"><p>主办：{UNIT}办公室（虚构单位）</p></div></body></html>"
    )
}

/// The columns of the two upper levels, at the foot of a page.
fn guide(plan: &Plan) -> String {
    let mut guide = "<div class=\"wzdh\"><h4>网站导航</h4><ul>\n".to_owned();
    let upper = |column: &&Column| column.parent.is_none_or(|above| plan.columns[above].parent.is_none());
    for column in plan.columns.iter().filter(upper) {
        let _ =
            writeln!(guide, "<li class=\"dh\"><a href=\"{}\" target=\"_blank\">{}</a></li>", column.path, column.name);
    }
    guide + "</ul></div>\n"
}
