//! Made-up pages that look like what they are not: empty, filled by a script, an error, an article, a list.

use super::made_up::{framed, read};
use crate::site::PageKind;

#[test]
fn a_counter_or_a_search_fills_no_list() {
    let column = |scripts: &str, list: &str| {
        let html = framed("规划计划", &["政务公开", "规划计划"], &format!("{list}{scripts}"));
        read("/zwgk/ghjh/", &html).kind
    };
    let list = "<div class='news_list'><ul></ul></div>";
    for scripts in [
        "<i id='hits'></i><script>$.ajax({url:'/api/hits?id=3',success:function(d){$('#hits').text(d)}})</script>",
        "<script>$.get('/visit/count.jsp?node=12')</script>",
        "<input id='words'><script>$('#words').on('input',function(){$.getJSON('/suggest',show)})</script>",
    ] {
        assert_eq!(column(scripts, list), PageKind::Empty, "{scripts}");
    }
    for scripts in [
        "<script>$.post('/api/articles',{node:12},function(d){$('.news_list ul').html(d)})</script>",
        "<script>$.post('/api/articles',{node:12},draw)</script>",
    ] {
        assert_eq!(column(scripts, list), PageKind::Shell, "{scripts}");
    }
}

#[test]
fn words_that_a_script_may_show_say_nothing() {
    let script = "<script>$.post('/api/articles',function(d){$('#rows').html(d)})</script>";
    let place = "<ul id='rows'></ul><p class='none'>暂无相关信息</p>";
    let hidden =
        "<div class='news_list'><ul></ul></div><p style='display: none'>暂无相关信息</p><div id='datalist'></div>";
    for content in [format!("{place}{script}"), hidden.to_owned()] {
        let page = read("/zwgk/ghjh/", &framed("规划计划", &["政务公开", "规划计划"], &content));
        assert_eq!(page.kind, PageKind::Shell, "{content}");
    }
}

#[test]
fn an_empty_list_with_its_pager_is_empty() {
    let content = "<div class='GcList'><ul></ul><ul class='page'><a class='first' href=''>第一页</a><a class='last' href=''>最后一页</a></ul></div>";
    let page = read("/xzfw/index.html", &framed("下载服务", &["办事服务", "下载服务"], content));
    assert_eq!(page.kind, PageKind::Empty);
}

#[test]
fn ordinary_words_make_no_error_page() {
    for (content, kind) in [
        ("<div class='list'>没有找到相关信息</div><div class='page'>首页 上一页 共0页</div>", PageKind::Empty),
        (
            "<h1>关于公布规范性文件清理结果的通知</h1><div>发布日期：2020-04-12</div><p>下列文件已失效，不再作为行政管理的依据，请各乡镇和县政府各部门遵照执行，并做好衔接工作。</p>",
            PageKind::Article,
        ),
        (
            "<ul class='list'><li><a href='/a/1.html'>身份验证通知</a><span>2020-04-12</span></li></ul><ul><li><a href='/b/'>一</a><li><a href='/c/'>二</a><li><a href='/d/'>三</a><li><a href='/e/'>四</a><li><a href='/f/'>五</a></ul>",
            PageKind::Column,
        ),
    ] {
        assert_eq!(
            read("/zwgk/gfxwj/", &framed("规范性文件", &["政务公开", "规范性文件"], content)).kind,
            kind,
            "{content}"
        );
    }
}

#[test]
fn a_form_is_no_article() {
    let field = |name: &str| {
        format!("<tr><td>{name}（必填，请如实填写，以便我们与您联系）</td><td><input type='text'></td></tr>")
    };
    let fields: String =
        ["姓名", "工作单位", "证件号码", "联系电话", "联系地址", "电子邮件"].iter().map(|name| field(name)).collect();
    let content = format!(
        "<form><table>{fields}<tr><td>所需信息的内容描述</td><td><textarea></textarea></td></tr></table></form>"
    );
    let page = read("/Information/Report.html", &framed("依申请公开", &["信息公开", "依申请公开"], &content));
    assert_eq!(page.kind, PageKind::Column);
}

#[test]
fn what_is_read_most_is_not_the_list() {
    let ranking = "<ul class='week_hot_list'><li><a href='/c/2020-12-05/1.html'>青禾县召开乡村振兴工作推进会议</a></li><li><a href='/c/2020-12-04/2.html'>青禾县启动冬季农田水利建设工作</a></li><li><a href='/c/2020-12-03/3.html'>青禾县开展安全生产专项检查行动</a></li></ul>";
    let page = read("/dhhg/index.html", &framed("对话", &["互动交流", "对话"], &format!("<p>往期对话</p>{ranking}")));
    assert!(page.items.is_empty(), "{:?}", page.items);
}
