//! The worst inputs that are known: made up, some 2 MB each.

use lanmu::read::{Source, page};
use url::Url;

use crate::milliseconds;

/// Bytes of one input.
const LENGTH: usize = 2_000_000;

/// Prints how long each of them takes.
pub(crate) fn show() {
    println!("{:<44}{:>10}{:>11}", "worst inputs", "bytes", "read ms");
    for (name, html) in inputs() {
        let Ok(url) = Url::parse("http://www.qinghe.example/xxgk/") else { continue };
        let source = Source { url: &url, content_type: None, body: html.as_bytes(), home: None };
        println!("{name:<44}{:>10}{:>11.0}", html.len(), milliseconds(|| page(&source)));
    }
}

fn inputs() -> Vec<(&'static str, String)> {
    let mut inputs = rows();
    inputs.extend(nested());
    inputs.extend(texts());
    inputs
}

/// The same piece again and again.
fn rows() -> Vec<(&'static str, String)> {
    vec![
        ("rows of a list", numbered("<ul>", "<li><a href=/a/", ".html>公告</a><span>2021-01-02</span>")),
        ("rows of a table", format!("<table>{}", fill("<tr><td>x"))),
        ("links to one address", format!("<div>{}", fill("<div><a href=/a.html>1</a></div>"))),
        ("links without an element between", numbered("<p>", "<a href=/", "/>政务公开</a>")),
        ("links with a script", numbered("", "<b onclick=\"open('/", ".html')\">1</b>")),
        ("days", fill("<p>2021-01-02</p>")),
        ("blocks that wait for a list", fill("<ul id=list></ul>")),
        ("lists without entries", fill("<ul class=list></ul>")),
        ("headings", fill("<h3 class=title>政务公开</h3>")),
        ("更多", numbered("<div>", "<h3>政务公开</h3><a href=/", "/>更多</a>")),
        ("pages of a pager", numbered("<div class=page>", "<a href=index_", ".html>3</a>")),
        ("meta tags", fill("<meta name=ColumnName content='<'>")),
        ("breadcrumb", format!("<div class=crumb>当前位置：{}", fill("<a href=/a/>首页</a> > "))),
        ("labels of a breadcrumb", fill("<p>当前位置：</p>")),
    ]
}

/// Elements in elements, as deep as is read, again and again.
fn nested() -> Vec<(&'static str, String)> {
    let deep = |tag: &str, inner: &str, close: &str| {
        let one = format!("{}{inner}{}", tag.repeat(120), close.repeat(120));
        one.repeat(LENGTH / one.len())
    };
    vec![
        ("nested lists", deep("<ul><li>", "<a href=/a.html>公告</a>", "</ul>")),
        ("nested lists with names", deep("<ul id=list class=list>", "", "</ul>")),
        ("nested scripts of one click", deep("<div onclick=\"open('/a.html')\">", "公告", "</div>")),
        ("nested tables", deep("<table><tr><td>", "x", "</table>")),
        ("nested blocks of running text", format!("{}{}", "<div class=TRS_Editor>".repeat(240), fill("政务公开"))),
        ("nested sections", deep("<div class=nav-title>", "<a href=/a/>政务公开</a>", "</div>")),
    ]
}

/// Texts, scripts and attributes.
fn texts() -> Vec<(&'static str, String)> {
    let record = format!("<script><datastore><record><![CDATA[{}]]></record></datastore>", fill("<div>"));
    vec![
        ("one text", fill("政务公开")),
        ("a title of names of sites", format!("<title>{}</title>", fill("-网"))),
        ("labels", fill("发布日期：")),
        ("labels without a value", fill("<p>发布日期：</p>")),
        ("labels before scripts", fill("发布时间<script>")),
        ("nothing happened", format!("<p>{}", fill("年度本无"))),
        ("one script of requests", format!("<script>{}", fill("$.ajax({url:'/a'});$('#list')"))),
        ("scripts of requests", fill("<script>$.ajax({url:'/a'});$('#list')</script>")),
        ("a script that leads on", format!("<script>{}", fill("location.href='/a/'+b;"))),
        ("a script of pagers", format!("<script>{}", fill("createPageHTML(a,b,'index','html');"))),
        ("one record of a script", record),
        ("scripts that draw a list", fill("<script>$.get('/api');x.title+x.url;</script>")),
        ("nested objects of a request", format!("<script>$.ajax({}", fill("{a:"))),
        ("a script that writes", format!("<script>{}", fill("document.write('<a href=/a>');"))),
        ("paragraphs deep down", format!("{}{}", "<div>".repeat(240), fill("<p>x</p>"))),
        ("comments with a mistake", fill("<!--a--!>")),
        ("rare character references", fill("&copy<b>")),
        ("attributes", fill("<a b c d e f g h>")),
        ("attributes of one element", numbered("<a ", " a", "")),
        ("a text that looks like GBK", format!("政务公开{}\u{80}", fill("\u{a4}"))),
    ]
}

fn fill(piece: &str) -> String {
    piece.repeat(LENGTH / piece.len())
}

/// `before` and a number and `after`, again and again, behind `start`.
fn numbered(start: &str, before: &str, after: &str) -> String {
    let count = LENGTH / (before.len() + after.len() + 6);
    let pieces: String = (0..count).map(|number| format!("{before}{number}{after}")).collect();
    format!("{start}{pieces}")
}
