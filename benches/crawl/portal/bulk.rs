//! What makes pages as large as those of real portals: styles and scripts, links to other sites, long texts.

use std::fmt::Write as _;
use std::sync::LazyLock;

/// Links to other sites at the foot of every page.
const FRIENDS: usize = 20;
/// Paragraphs of an article.
const PARAGRAPHS: usize = 30;

/// Styles and scripts in the head of a page, some 10 KB.
pub(super) static HEAD: LazyLock<String> = LazyLock::new(|| {
    let mut head = "<style type=\"text/css\">\n".to_owned();
    for at in 0..60 {
        let _ = writeln!(head, ".box{at} .con li a:hover {{ color: #c0{at:02}; line-height: {at}px; float: left; }}");
    }
    head.push_str("</style>\n<script type=\"text/javascript\">\n");
    for at in 0..60 {
        let _ =
            writeln!(head, "$('#tab{at} li').hover(function () {{ if (i < {at} && j > 1) {{ $(this).show(); }} }});");
    }
    head + "</script>\n"
});

/// Links to other sites, some 2 KB.
pub(super) static FOOT: LazyLock<String> = LazyLock::new(|| {
    let mut foot = "<div class=\"friendlink\"><h4>友情链接</h4><ul>\n".to_owned();
    for at in 0..FRIENDS {
        let _ = writeln!(
            foot,
            "<li class=\"link{at}\"><a href=\"http://www.friend{at}.example/index.html\" target=\"_blank\">虚构的第{at}个网站</a></li>"
        );
    }
    foot + "</ul></div>\n"
});

/// The text of an article about `name`, some 12 KB.
pub(super) fn text(name: &str) -> String {
    let mut text = String::new();
    for at in 1..=PARAGRAPHS {
        let _ = writeln!(
            text,
            "<p style=\"text-indent: 2em; font-family: 仿宋; font-size: 16pt; line-height: 30pt;\"><span>　　{at}．各镇、各部门要高度重视{name}工作，\
             明确分管领导和具体承办人员，按照时间节点报送进展情况。县政府办公室会同有关部门定期通报，推动各项任务落到实处。</span></p>"
        );
    }
    text
}
