//! A quick look beside a whole one.

use std::collections::BTreeSet;

use url::Url;

use crate::read::corpus::{all, bytes};
use crate::read::{Familiar, Source, glance, page};
use crate::site::{Page, PageKind};

fn source<'a>(url: &'a Url, html: &'a str) -> Source<'a> {
    Source { url, content_type: None, body: html.as_bytes(), home: None }
}

/// An article of the made-up county 临溪.
fn article(head: &str, above: &str, paragraphs: usize) -> String {
    let nav: String = (1..=12).map(|at| format!("<li><a href='/b{at}/' title='说明'>栏目{at}</a></li>")).collect();
    let text =
        "<p>各镇、各部门要高度重视，明确分管领导和具体承办人员，按照时间节点报送进展情况。</p>".repeat(paragraphs);
    format!(
        "<html><head>{head}<title>关于防汛工作的通知-临溪县人民政府</title></head><body><ul>{nav}</ul>{above}
         <div class=TRS_Editor>{text}</div><a href='./W020200901.pdf?a=1&amp;b=2#top'>附件<b>一</b></a>
         <span onclick=\"openUrl('../xw/')\">更多</span></body></html>"
    )
}

const TAGS: &str = "<meta name=ArticleTitle content='关于防汛工作的通知'><meta name=PubDate content='2020-09-01 09:30'>
    <meta name=ColumnName content=通知公告>";
const ADDRESS: &str = "http://www.linxi.example/xxgk/202009/t20200901_12.html";

fn glanced(address: &str, html: &str) -> Option<Page> {
    glance(&source(&Url::parse(address).unwrap(), html), &mut Familiar::default())
}

#[test]
fn an_article_is_told_by_its_tags_and_gives_its_links() {
    let seen = glanced(ADDRESS, &article(TAGS, "", 12)).unwrap();
    assert_eq!((seen.kind, seen.has_only_links()), (PageKind::Article, true));
    assert_eq!(seen.title, "关于防汛工作的通知-临溪县人民政府");
    assert_eq!(
        (seen.tags, seen.column.name.as_deref()),
        (vec!["ColumnName", "ArticleTitle", "PubDate"], Some("通知公告"))
    );
    let links: Vec<_> = seen.links.iter().map(|link| (link.text.as_str(), link.url.as_str())).collect();
    assert_eq!(links[0], ("栏目1", "http://www.linxi.example/b1/"));
    let file = "http://www.linxi.example/xxgk/202009/W020200901.pdf?a=1&b=2";
    assert_eq!(links[12..], [("附件一", file), ("", "http://www.linxi.example/xxgk/xw/")]);
}

#[test]
fn an_address_and_a_line_under_the_title_tell_it_as_well() {
    let html = article("", "<p>发布时间：2020-09-01　来源：县政府办公室</p>", 12);
    assert!(glanced(ADDRESS, &html).is_some());
    assert!(glanced("http://www.linxi.example/xxgk/tzgg/12", &html).is_none(), "the address tells nothing");
    assert!(glanced(ADDRESS, &article("", "", 12)).is_none(), "no line under the title");
}

#[test]
fn whatever_may_be_a_list_or_stand_in_for_a_page_takes_a_tree() {
    for (head, above, why) in [
        ("", "<a href='index_2.html'>下一页</a>", "pages of a list"),
        ("", "<script>createPageHTML(3, 0, 'index', 'html');</script>", "pages of a list, by a script"),
        ("<meta http-equiv=Refresh content='0;url=/'>", "", "sends its visitor on"),
        ("", "<iframe src='/list.html'></iframe>", "content from elsewhere"),
        ("", "<svg><title>图</title></svg>", "other rules"),
    ] {
        assert!(glanced(ADDRESS, &article(&format!("{TAGS}{head}"), above, 12)).is_none(), "{why}");
    }
    assert!(glanced("http://www.linxi.example/xxgk/tzgg/", &article(TAGS, "", 12)).is_none(), "the address of a list");
    assert!(glanced(ADDRESS, &article(TAGS, "<p>本年度未发生此类事项，特此说明。</p>", 2)).is_none(), "little text");
}

#[test]
fn a_base_holds_for_all_links() {
    let html = article(&format!("<base href='/new/'>{TAGS}"), "<a href='a.html'>甲</a>", 12);
    let seen = glanced(ADDRESS, &html).unwrap();
    assert!(seen.links.iter().any(|link| link.url == "http://www.linxi.example/new/a.html"));
}

#[test]
fn familiar_links_are_left_out_where_they_lead_to_the_same_address() {
    let html = article(TAGS, "<a href='gkml.html'>目录</a><a href=/xxgk/>公开</a><a href=/xxgk/>信息公开</a>", 12);
    let mut familiar = Familiar::default();
    let mut addresses = |address: &str| -> Vec<String> {
        let seen = glance(&source(&Url::parse(address).unwrap(), &html), &mut familiar).unwrap();
        seen.links.into_iter().map(|link| link.url).skip_while(|url| url.contains("/b")).collect()
    };
    let here = |host: &str| {
        let of = |path: &str| format!("http://{host}/xxgk/{path}");
        vec![of("202009/gkml.html"), of(""), of(""), of("202009/W020200901.pdf?a=1&b=2"), of("xw/")]
    };
    assert_eq!(addresses(ADDRESS), here("www.linxi.example"));
    let elsewhere = ADDRESS.replace("/202009/", "/202010/").replace("_12", "_13");
    let new = ["202010/gkml.html", "202010/W020200901.pdf?a=1&b=2", "xw/"];
    assert_eq!(addresses(&elsewhere), new.map(|path| format!("http://www.linxi.example/xxgk/{path}")));
    assert_eq!(addresses(&ADDRESS.replace("www", "rd")), here("rd.linxi.example"), "another host");
}

/// A page of which nothing was taken makes no link familiar.
#[test]
fn links_of_a_page_that_takes_a_tree_are_not_familiar() {
    let mut familiar = Familiar::default();
    let url = Url::parse(ADDRESS).unwrap();
    assert!(glance(&source(&url, &article(TAGS, "<a href='index_2.html'>下一页</a>", 12)), &mut familiar).is_none());
    let seen = glance(&source(&url, &article(TAGS, "", 12)), &mut familiar).unwrap();
    assert_eq!(seen.links.len(), 14);
    assert_eq!(glance(&source(&url, &article(TAGS, "", 12)), &mut familiar).unwrap().links.len(), 2);
}

/// What a whole look says of the saved pages holds for the quick one.
#[test]
fn saved_articles_are_articles_with_all_their_links() {
    let mut glances = 0;
    for saved in all() {
        let (url, body) = (Url::parse(&saved.address).unwrap(), bytes(saved).unwrap());
        let source = Source { url: &url, content_type: None, body: &body, home: None };
        let Some(glance) = glance(&source, &mut Familiar::default()) else { continue };
        let whole = page(&source);
        glances += 1;
        assert!(matches!(whole.kind, PageKind::Article | PageKind::Note), "{}: {:?}", saved.file, whole.kind);
        assert_eq!(
            (&glance.title, &glance.tags, &glance.site),
            (&whole.title, &whole.tags, &whole.site),
            "{}",
            saved.file
        );
        let addresses = |page: &Page| page.links.iter().map(|link| link.url.clone()).collect::<BTreeSet<_>>();
        let lost: Vec<_> = addresses(&whole).difference(&addresses(&glance)).cloned().collect();
        assert!(lost.is_empty(), "{}: {lost:?}", saved.file);
    }
    // Some 600 of them are articles, of which half are long enough and carry the tags or an address that tells.
    assert!(glances >= 250 || all().is_empty(), "{glances} articles");
}
