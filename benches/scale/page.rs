//! The pages of a small site, about thirty of them, made as they are asked for.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::country::name;

/// Entries of a list.
const ENTRIES: usize = 8;

/// A column: its name, its folder, the one above it.
struct Column(&'static str, &'static str, Option<usize>);

/// The columns of a site. A head stands before what is below it. Of the columns that the catalogue wants each site lacks one
/// ([`lacks`]).
const COLUMNS: [Column; 18] = [
    Column("政府信息公开", "/xxgk/", None),
    Column("新闻中心", "/xwzx/", None),
    Column("本地要闻", "/xwzx/bdyw/", Some(1)),
    Column("公开指南", "/xxgk/gkzn/", Some(0)),
    Column("领导信息", "/xxgk/ldxx/", Some(0)),
    Column("财政信息", "/xxgk/czxx/", Some(0)),
    Column("预决算公开", "/xxgk/czxx/yjs/", Some(5)),
    Column("三公经费", "/xxgk/czxx/sgjf/", Some(5)),
    Column("财政收支信息", "/xxgk/czxx/czsz/", Some(5)),
    Column("政府债务", "/xxgk/czxx/zfzw/", Some(5)),
    Column("决策公开", "/xxgk/jcgk/", Some(0)),
    Column("重大决策预公开", "/xxgk/jcgk/zdjc/", Some(10)),
    Column("意见征集", "/xxgk/jcgk/yjzj/", Some(10)),
    Column("部门文件", "/xxgk/jcgk/bmwj/", Some(10)),
    Column("执行公开", "/xxgk/zxgk/", Some(0)),
    Column("督查审计", "/xxgk/zxgk/dcsj/", Some(14)),
    Column("公共卫生信息", "/xxgk/ggws/", Some(0)),
    Column("专项行动信息", "/xxgk/zxxd/", Some(0)),
];

/// The page at a path of the site with this number; `None` where there is none.
pub(crate) fn at(number: usize, path: &str) -> Option<String> {
    if matches!(path, "/" | "/index.html") {
        return Some(home(number));
    }
    let (folder, file) = path.rsplit_once('/')?;
    let folder = format!("{folder}/");
    let at = columns(number).find(|at| COLUMNS[*at].1 == folder)?;
    match file {
        "" | "index.html" => Some(list(number, at)),
        _ => {
            let entry = file.strip_prefix('t')?.strip_suffix(".html")?.rsplit_once('_')?.1.parse().ok()?;
            (entry < ENTRIES && article_address(number, at, entry) == path).then(|| article(number, at, entry))
        }
    }
}

/// The columns that a site has, by their places.
fn columns(number: usize) -> impl Iterator<Item = usize> {
    (0..COLUMNS.len()).filter(move |at| *at != lacks(number))
}

/// A column that is not there: none of the heads.
fn lacks(number: usize) -> usize {
    [6, 7, 8, 9, 11, 12, 13, 15, 16, 17][number % 10]
}

/// Those below one.
fn below(number: usize, head: usize) -> impl Iterator<Item = usize> {
    columns(number).filter(move |at| COLUMNS[*at].2 == Some(head))
}

/// When an entry was published; the newest is 0. Every seventh list is stale.
fn day(number: usize, at: usize, entry: usize) -> Date {
    let newest = if (number + at).is_multiple_of(7) { date(2017, 6, 5) } else { date(2020, 9, 28) };
    let back = (number % 5 + at % 3 + entry * 25).try_into().unwrap_or(0_i64);
    newest - back.days()
}

fn article_address(number: usize, at: usize, entry: usize) -> String {
    let day = day(number, at, entry);
    format!("{}t{}_{entry}.html", COLUMNS[at].1, day.strftime("%Y%m%d"))
}

fn title(number: usize, at: usize, entry: usize) -> String {
    format!("模拟{number:05}县关于{}的公告（第{}号）", COLUMNS[at].0, ENTRIES - entry)
}

fn home(number: usize) -> String {
    let mut body = String::new();
    for head in columns(number).filter(|at| COLUMNS[*at].2.is_none()) {
        let Column(heading, folder, _) = COLUMNS[head];
        let _ = write!(body, "<div class=\"box\"><h3><a href=\"{folder}\">{heading}</a></h3><ul>");
        for at in below(number, head).filter(|at| below(number, *at).next().is_none()) {
            line(&mut body, number, at, 0);
        }
        body.push_str("</ul></div>\n");
    }
    frame(number, &format!("{}门户网站", name(number)), "", &body)
}

fn list(number: usize, at: usize) -> String {
    let Column(heading, _, _) = COLUMNS[at];
    let mut body = crumbs(at) + &menu(number, at);
    let _ = write!(body, "<div class=\"right_list\"><h2>{heading}</h2>");
    let mut heads = below(number, at).peekable();
    if heads.peek().is_some() {
        for below in heads {
            let Column(heading, folder, _) = COLUMNS[below];
            let _ = write!(body, "<div class=\"box\"><h3><a href=\"{folder}\">{heading}</a></h3><ul>");
            line(&mut body, number, below, 0);
            body.push_str("</ul></div>\n");
        }
    } else {
        body.push_str("<ul class=\"list\">\n");
        (0..ENTRIES).for_each(|entry| line(&mut body, number, at, entry));
        body.push_str("</ul>");
    }
    body.push_str("</div>");
    let tags =
        format!("<meta name=\"ColumnName\" content=\"{heading}\"><meta name=\"ColumnType\" content=\"{heading}\">");
    frame(number, &format!("{heading}-{}", name(number)), &tags, &body)
}

fn line(body: &mut String, number: usize, at: usize, entry: usize) {
    let (address, title) = (article_address(number, at, entry), title(number, at, entry));
    let day = day(number, at, entry);
    let _ = writeln!(
        body,
        "<li><a href=\"{address}\" title=\"{title}\" target=\"_blank\">{title}</a><span>{day}</span></li>"
    );
}

fn article(number: usize, at: usize, entry: usize) -> String {
    let (title, day, unit) = (title(number, at, entry), day(number, at, entry), name(number));
    let mut body = crumbs(at);
    let _ = write!(
        body,
        "<div class=\"detail\"><h1>{title}</h1><div class=\"info\"><span>发布时间：{day} 09:30</span><span>来源：{unit}办公室</span></div>\
         <div class=\"TRS_Editor\"><p>　　为做好{}工作，现将有关情况予以公告。请各镇、各部门结合实际认真落实，欢迎社会各界监督，\
         意见请向主管部门反映。</p><p>　　（本页内容为虚构）</p></div></div>",
        COLUMNS[at].0
    );
    let tags =
        format!("<meta name=\"ArticleTitle\" content=\"{title}\"><meta name=\"PubDate\" content=\"{day} 09:30\">");
    frame(number, &format!("{title}-{unit}"), &tags, &body)
}

/// The columns above, the column itself last.
fn crumbs(at: usize) -> String {
    let above = std::iter::successors(Some(at), |at| COLUMNS[*at].2);
    let mut crumbs = "<div class=\"dqwz\">您当前所在位置：<a href=\"/\">首页</a>".to_owned();
    for at in above.collect::<Vec<_>>().into_iter().rev() {
        let Column(heading, folder, _) = COLUMNS[at];
        let _ = write!(crumbs, "&nbsp;&raquo;&nbsp;<a href=\"{folder}\">{heading}</a>");
    }
    crumbs + "</div>\n"
}

/// The columns beside the page.
fn menu(number: usize, at: usize) -> String {
    let top = std::iter::successors(Some(at), |at| COLUMNS[*at].2).last().unwrap_or(at);
    let Column(heading, folder, _) = COLUMNS[top];
    let mut menu = format!("<div class=\"left_nav\"><h2><a href=\"{folder}\">{heading}</a></h2><ul>");
    for head in below(number, top) {
        let Column(heading, folder, _) = COLUMNS[head];
        let _ = write!(menu, "<li><a href=\"{folder}\">{heading}</a></li>");
    }
    menu + "</ul></div>\n"
}

fn frame(number: usize, title: &str, tags: &str, body: &str) -> String {
    let unit = name(number);
    let mut nav = "<li><a href=\"/\">首页</a></li>".to_owned();
    for at in columns(number).filter(|at| COLUMNS[*at].2.is_none()) {
        let Column(heading, folder, _) = COLUMNS[at];
        let _ = write!(nav, "<li><a href=\"{folder}\">{heading}</a></li>");
    }
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"SiteName\" content=\"{unit}\">{tags}\
         <title>{title}</title></head>\n<body><div class=\"header\"><div class=\"nav\"><ul>{nav}</ul></div></div>\n{body}\n\
         <div class=\"footer\"><p>主办：{unit}办公室（虚构单位）</p></div></body></html>"
    )
}
