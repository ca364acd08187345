//! What the reader sees on one page. Its JSON form is what `lanmu read --json` prints.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The facts of one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Address of the page, after redirects.
    pub url: String,
    /// Charset that the bytes were decoded with, in the WHATWG name, lower case (`utf-8`, `gb18030`).
    pub charset: String,
    /// Text of `<title>`, blanks folded.
    pub title: String,
    /// What kind of page it is.
    pub kind: PageKind,
    /// Site tags of 国办发〔2017〕47号 (SiteName, SiteDomain, SiteIDCode).
    pub site: SiteTags,
    /// Column tags (ColumnName, ColumnType) and the breadcrumb.
    pub column: ColumnTags,
    /// All links worth following or showing, in document order, one per address and text.
    pub links: Vec<Link>,
    /// The entries of the page's list, in document order.
    pub items: Vec<Item>,
    /// How the list goes on.
    pub pager: Option<Pager>,
    /// What the page's list is fetched with, where a script of the page or a frame in it brings it; at most four.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calls: Vec<Call>,
    /// What an article page says of itself; `None` as well where [`Page::has_only_links`].
    pub article: Option<Article>,
    /// Address to which the page sends its visitor (`<meta refresh>`, `location`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hop: Option<String>,
    /// What rendering gave, where the HTML as fetched was an empty shell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rendering: Option<Rendering>,
    /// When it came, where the site now said no more than that it is unchanged (HTTP 304).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unchanged_since: Option<Timestamp>,
    /// Why only a part of the page was read, in words (nesting too deep, body cut).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Names of the obligatory tags of 网页标签规范 that the page has with a content of its own: those of [`SITE_TAGS`],
    /// [`COLUMN_TAGS`] and [`ARTICLE_TAGS`], in their order. Not in the JSON form.
    #[serde(skip)]
    pub tags: Vec<&'static str>,
}

impl Page {
    /// Nothing but the links of an article was taken, since no verdict needs the rest.
    #[must_use]
    pub fn has_only_links(&self) -> bool {
        self.kind == PageKind::Article && self.article.is_none()
    }
}

/// What every page has to carry (国办发〔2017〕47号, 网页标签规范).
pub const SITE_TAGS: [&str; 3] = ["SiteName", "SiteDomain", "SiteIDCode"];
/// What a column page has to carry besides.
pub const COLUMN_TAGS: [&str; 4] = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
/// What an article has to carry besides.
pub const ARTICLE_TAGS: [&str; 3] = ["ArticleTitle", "PubDate", "ContentSource"];

/// What kind of page it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// The start page of a site.
    Home,
    /// A named list page, or one that leads to the next level.
    Column,
    /// One piece of information.
    Article,
    /// 情况说明: a page that says there was nothing to disclose.
    Note,
    /// A column that holds nothing (暂无相关信息, or a list with no entry).
    Empty,
    /// The content is filled by script; the HTML holds none.
    Shell,
    /// A page that asks the visitor to prove to be a browser.
    Challenge,
    /// Status 200, but the page says that there is nothing at this address, or shows the home page.
    #[serde(rename = "soft_404")]
    Soft404,
    /// Anything else.
    #[default]
    Other,
}

impl PageKind {
    /// What a person reads.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Home => "首页",
            Self::Column => "栏目",
            Self::Article => "文章",
            Self::Note => "情况说明",
            Self::Empty => "空白栏目",
            Self::Shell => "内容由脚本生成",
            Self::Challenge => "访问验证页",
            Self::Soft404 => "网页不存在（状态码却是 200）",
            Self::Other => "其他",
        }
    }
}

/// What became of a page whose content is filled by a script, in a browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rendering {
    /// The facts are those of the page as the browser showed it.
    Done,
    /// The facts are those of the shell, for this reason, in words for people.
    Failed(String),
}

impl Rendering {
    /// Why a page is still a shell, to be said after that it is one; empty where it was not tried.
    #[must_use]
    pub fn why_not(rendering: Option<&Self>) -> String {
        match rendering {
            Some(Self::Failed(why)) => format!("；{why}"),
            Some(Self::Done) | None => String::new(),
        }
    }
}

/// Site tags.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteTags {
    /// SiteName.
    pub name: Option<String>,
    /// SiteDomain.
    pub domain: Option<String>,
    /// SiteIDCode.
    pub code: Option<String>,
}

/// Where the page stands on its site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnTags {
    /// ColumnName, or else the last name of the breadcrumb, or else the heading of the list.
    pub name: Option<String>,
    /// ColumnType.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The breadcrumb from 首页 to the column itself: `["首页", "政务公开", "财政信息"]`. Without an article's own title or 正文.
    pub path: Vec<String>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// Its words: text, else `title`, else `alt` of the image; blanks folded. May be empty.
    pub text: String,
    /// Absolute address without fragment.
    pub url: String,
    /// What it is for.
    pub role: LinkRole,
    /// Names of the menu entries above it, outermost first; empty where the page shows none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub path: Vec<String>,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkRole {
    /// Main navigation or breadcrumb.
    Nav,
    /// A column: side menu, column tile, heading of a block, 更多.
    Column,
    /// An entry of a list.
    Item,
    /// Another page of the same list.
    Pager,
    /// A file to download.
    Attachment,
    /// Another host.
    External,
    /// Anything else.
    Other,
}

/// One entry of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Title, in full where the page has it (`title` attribute).
    pub title: String,
    /// Absolute address.
    pub url: String,
    /// Date of publication as far as the list page tells.
    pub date: Option<Date>,
    /// Where the date was read.
    pub date_source: Option<DateSource>,
}

/// Where an item's date was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateSource {
    /// Shown beside the item.
    List,
    /// Part of the item's address (`t20200908_123.html`, `/2020-09-08/1.html`).
    Url,
    /// Data that the CMS put into the page for its script.
    Cms,
}

/// How a list goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pager {
    /// Number of pages, where the page tells it.
    pub pages: Option<u32>,
    /// Absolute address of the following page; `None` on the last.
    pub next: Option<String>,
    /// What has to be posted to `next`, names and values of an urlencoded form; empty where it is asked for with GET.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub form: Vec<(String, String)>,
}

/// A request that brings the list of the page it stands on. Its answer is read like a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Absolute address.
    pub url: String,
    /// What has to be posted, names and values of an urlencoded form; empty for GET.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub form: Vec<(String, String)>,
}

/// What an article page says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Its title.
    pub title: String,
    /// 发布日期 (PubDate, 发布时间, 公开日期).
    pub published: Option<Date>,
    /// 发布日期 as the page shows it in words; `published` is another day where the PubDate tag contradicts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Date>,
    /// 更新日期 / 修改时间.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    /// 成文日期 / 生成日期.
    pub formed: Option<Date>,
    /// 文号 / 发文字号.
    pub document_number: Option<String>,
    /// 索引号.
    pub index_number: Option<String>,
    /// ContentSource / 信息来源 / 发布机构.
    pub source: Option<String>,
    /// 有效性.
    pub validity: Option<String>,
    /// The first 4,000 characters of its running text, blanks folded: what the judge looks into. Not in the JSON form.
    #[serde(skip)]
    pub text: String,
}
