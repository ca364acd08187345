//! What the hosts of the hostile server send where they behave, and answers in general. All is made up.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::TARGET;
use super::server::Act;

/// A site without fault: a home page and two columns.
pub(crate) fn healthy(path: &str) -> Act {
    match path {
        "/" => page(&home("")),
        TARGET => page(&list("预决算公开", &entries(TARGET), "")),
        "/sgjf/" => page(&list("三公经费公开", &entries("/sgjf/"), "")),
        _ => Act::Send(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n".to_vec()),
    }
}

/// Entries of the menu that lead nowhere: home pages have many links.
const ELSEWHERE: [&str; 12] = [
    "网站声明",
    "联系我们",
    "网站地图",
    "无障碍浏览",
    "设为首页",
    "加入收藏",
    "手机版",
    "微信",
    "微博",
    "登录",
    "注册",
    "打印",
];

/// The home page, with more entries in its menu.
pub(crate) fn home(more: &str) -> String {
    let foot: String = ELSEWHERE.iter().map(|name| format!("<a href=\"/login.jsp?{name}\">{name}</a>")).collect();
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>青禾市试验局</title></head><body>\n<div class=\"nav\"><ul>\
         <li><a href=\"{TARGET}\">预决算公开</a></li><li><a href=\"/sgjf/\">三公经费公开</a></li>{more}</ul></div>\
         <div class=\"main\">青禾市试验局门户网站，青禾市试验局办公室主办，栏目内容按季度更新</div><div>{foot}</div></body></html>"
    )
}

/// A column with a list of entries, and `more` below it.
pub(crate) fn list(name: &str, entries: &str, more: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{name}-青禾市试验局</title>\
         <meta name=\"ColumnName\" content=\"{name}\"></head><body>\n<div class=\"location\">当前位置：\
         <a href=\"/\">首页</a> &gt; <a href=\"/xxgk/\">政府信息公开</a> &gt; <a href=\"#\">{name}</a></div>\n\
         <ul class=\"list\">{entries}</ul>{more}</body></html>"
    )
}

/// Three entries with dates below `folder`; no entry's own page is there.
pub(crate) fn entries(folder: &str) -> String {
    let titles = ["2020年第三季度情况公开", "2020年第二季度情况公开", "2020年第一季度情况公开"];
    titles.iter().zip([9, 6, 3]).fold(String::new(), |mut all, (title, month)| {
        let day = format!("2020-{month:02}-28");
        let _ = write!(all, "<li><a href=\"{folder}t{month}.html\">{title}</a><span>{day}</span></li>");
        all
    })
}

/// An answer with this status line, header lines and body.
pub(crate) fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A page.
pub(crate) fn page(html: &str) -> Act {
    html_of(html.as_bytes())
}

/// Bytes that are sent as a page.
pub(crate) fn html_of(body: &[u8]) -> Act {
    Act::Send(answer("200 OK", "Content-Type: text/html\r\n", body))
}

/// A redirect to `to`.
pub(crate) fn redirect(to: &str) -> Act {
    Act::Send(answer("302 Found", &format!("Location: {to}\r\n"), b""))
}

/// A page whose body is compressed as `name` says, or is not.
pub(crate) fn compressed(name: &str, body: &[u8]) -> Act {
    let headers = format!("Content-Type: text/html; charset=utf-8\r\nContent-Encoding: {name}\r\n");
    Act::Send(answer("200 OK", &headers, body))
}

pub(crate) fn gzip(body: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(body).unwrap();
    gzip.finish().unwrap()
}

/// The head of an answer whose body goes on until the connection ends.
pub(crate) fn endless_head(more: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}\r\n").into_bytes()
}
