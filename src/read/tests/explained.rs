//! What the reader says of its reasons, on made-up pages of a made-up county (青禾县).

use url::Url;

use super::made_up::framed;
use crate::read::{Source, explained, page};
use crate::site::PageKind;

/// The kind of a page and the reasons, one a line. Who does not ask gets the same page.
fn why(address: &str, html: &str) -> (PageKind, String) {
    let url = Url::parse(&format!("http://www.qinghe.example{address}")).unwrap();
    let source = Source { url: &url, content_type: Some("text/html"), body: html.as_bytes(), home: None };
    let (read, reasons) = explained(&source);
    assert_eq!(read, page(&source));
    (read.kind, reasons.join("\n"))
}

const MENU: &str =
    "<div class='left_menu'><ul><li><a href='/zwgk/jgzn/'>机构职能</a></li><li><a href='/zwgk/tzgg/'>通知公告</a></li>
    <li><a href='/zwgk/czxx/'>财政信息</a></li></ul></div>";

#[test]
fn a_list() {
    let html = framed(
        "通知公告-青禾县人民政府",
        &["通知公告"],
        &format!(
            "{MENU}<div class='list'><ul>
            <li><a href='202005/t20200512_3.html'>青禾县关于做好防汛工作的通知</a><span>2020-05-12</span></li>
            <li><a href='202005/t20200511_2.html'>青禾县关于开展消防检查的通知</a><span>2020-05-11</span></li>
            <li><a href='202004/t20200430_1.html'>青禾县劳动节放假安排</a><span>2020-04-30</span></li></ul></div>
            <div class='tiles'><ul><li><a href='/ztzl/a/'>专题甲</a></li><li><a href='/ztzl/b/'>专题乙</a></li><li><a href='/ztzl/c/'>专题丙</a></li></ul></div>
            <script>createPageHTML(4, 0, 'index', 'html')</script>"
        ),
    );
    let (kind, reasons) = why("/zwgk/tzgg/", &html);
    assert_eq!(kind, PageKind::Column);
    insta::assert_snapshot!(reasons, @r"
    编码按 utf-8 解读：全部内容都符合 UTF-8 的写法
    栏目路径取自「当前位置」一类的字样后面：首页 > 通知公告
    列表：不采用以「首页」开头的 3 个链接：在页头的导航或者页脚中
    列表：不采用以「机构职能」开头的 3 个链接：在侧边，没有日期，是菜单
    列表：不采用以「专题甲」开头的 3 个链接：没有日期，文字和网址也不像文章的标题和网址，是菜单或者栏目入口
    列表：采用以「青禾县关于做好防汛工作的通知」开头的 3 条，旁边写有日期
    认出建站系统的做法：拓尔思（TRS），翻页取自 createPageHTML 一类的脚本
    条目的日期：3 条写在条目旁边
    页面类型是栏目：有条目的列表
    ");
}

#[test]
fn an_article() {
    let html = framed(
        "防汛工作的通知-青禾县人民政府",
        &["通知公告"],
        "<h1>防汛工作的通知</h1><div>发布时间：2020-05-12 来源：县水利局</div><div>成文日期：2020年5月10日</div>
        <div id='zoom'><p>各乡镇人民政府：为做好今年的防汛工作，现就有关事项通知如下，请备足物资，加强值守。</p></div>",
    );
    let (kind, reasons) = why("/zwgk/tzgg/202005/t20200512_3.html", &html);
    assert_eq!(kind, PageKind::Article);
    insta::assert_snapshot!(reasons, @r"
    编码按 utf-8 解读：全部内容都符合 UTF-8 的写法
    栏目路径取自「当前位置」一类的字样后面：首页 > 通知公告
    列表：不采用以「首页」开头的 3 个链接：在页头的导航或者页脚中
    页面类型是文章：网址像文章的网址，有正文或者发布日期、索引号
    发布日期 2020-05-12：取自「发布日期」「发布时间」一类的标注
    成文日期 2020-05-10：取自「成文日期」一类的标注
    ");
}

#[test]
fn an_empty_column() {
    let html = framed("人事信息", &["人事信息"], &format!("{MENU}<div class='list'><p>暂无相关信息</p></div>"));
    let (kind, reasons) = why("/zwgk/rsxx/", &html);
    assert_eq!(kind, PageKind::Empty);
    insta::assert_snapshot!(reasons, @r"
    编码按 utf-8 解读：全部内容都符合 UTF-8 的写法
    栏目路径取自「当前位置」一类的字样后面：首页 > 人事信息
    列表：不采用以「首页」开头的 3 个链接：在页头的导航或者页脚中
    列表：不采用以「机构职能」开头的 3 个链接：在侧边，没有日期，是菜单
    列表：有一处模板命名为列表（list 等）的地方，里面没有条目
    页面类型是空白栏目：没有条目，文字说暂无内容
    ");
}

#[test]
fn a_shell() {
    let html = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>青禾县</title></head><body><div id='app'></div><script src='/js/app.js'></script></body></html>";
    let (kind, reasons) = why("/zwgk/szsj/", html);
    assert_eq!(kind, PageKind::Shell);
    insta::assert_snapshot!(reasons, @r"
    编码按 utf-8 解读：全部内容都符合 UTF-8 的写法
    栏目路径：页面上没有「当前位置」一类的一行
    页面类型是内容由脚本生成：几乎没有文字，只留了位置给脚本填写
    ");
}

#[test]
fn a_page_that_is_not_there() {
    let html = "<html><head><meta charset='gb2312'><title>404 页面不存在</title></head><body><p>您访问的页面不存在或者已经删除。</p></body></html>";
    let (kind, reasons) = why("/zwgk/old/", html);
    assert_eq!(kind, PageKind::Soft404);
    insta::assert_snapshot!(reasons, @r"
    编码按 utf-8 解读：全部内容都符合 UTF-8 的写法
    栏目路径：页面上没有「当前位置」一类的一行
    页面类型是网页不存在（状态码却是 200）：标题或者文字说网页不存在
    ");
}

#[test]
fn charsets_and_limits() {
    let url = Url::parse("http://www.qinghe.example/zwgk/").unwrap();
    let told =
        |body: &[u8], content_type| explained(&Source { url: &url, content_type, body, home: None }).1.join("\n");
    let gbk = |head: &str| [head.as_bytes(), b"<p>\xc7\xe0\xba\xcc\xcf\xd8</p>"].concat();
    for (head, header, words) in [
        ("<meta charset=gb2312>", None, "编码按 gb18030 解读：网页开头的 <meta> 写明"),
        ("", Some("text/html; charset=GBK"), "编码按 gb18030 解读：网站发送网页时写明（Content-Type）"),
        ("<meta charset=utf-8>", None, "编码按 gb18030 解读：没有写明或者写错，按内容推断"),
    ] {
        let reasons = told(&gbk(head), header);
        assert_eq!(reasons.lines().next(), Some(words), "{head} {header:?}");
    }
    let deep = told("<div>".repeat(2_000).as_bytes(), None);
    assert!(deep.contains("读取受限：页面标签嵌套超过256层，没有读取内容"), "{deep}");
}
