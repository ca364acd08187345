//! The tags of 网页标签规范 (annex of 国办发〔2017〕47号) in `<meta>`.

use std::sync::LazyLock;

use html5ever::local_name;
use jiff::civil::Date;
use regex::Regex;

use super::date::first_date;
use super::dom::{Dom, attribute, fold};
use crate::pattern::pattern;
use crate::site::{ARTICLE_TAGS, COLUMN_TAGS, SITE_TAGS, SiteTags};

/// Contents that a template came with and nobody filled in.
const PLACEHOLDERS: [&str; 8] =
    ["网站名称", "网站域名", "政府网站标识码", "栏目名称", "栏目类别", "栏目类型", "文章标题", "内容来源"];

/// What the tags of a page say; empty ones are `None`.
#[derive(Debug, Default)]
pub(in crate::read) struct Tags {
    /// SiteName, SiteDomain, SiteIDCode.
    pub(in crate::read) site: SiteTags,
    /// ColumnName.
    pub(in crate::read) column_name: Option<String>,
    /// ColumnName stands there without a content: a template that names columns printed a page that is none.
    pub(in crate::read) no_column: bool,
    /// ColumnType.
    pub(in crate::read) column_type: Option<String>,
    /// ArticleTitle, without the markup that some sites leave in it.
    pub(in crate::read) article_title: Option<String>,
    /// PubDate, or `firstpublishedtime`, which 中国政府网 has instead.
    pub(in crate::read) published: Option<Date>,
    /// ContentSource.
    pub(in crate::read) source: Option<String>,
    /// The obligatory tags that stand in the page, in the order of the rule.
    pub(in crate::read) present: Vec<&'static str>,
}

/// One tag in a text that should have none.
pub(in crate::read) static MARKUP: LazyLock<Regex> = LazyLock::new(|| pattern(r"<[^<>]{0,200}>"));

/// The tags of `dom`. Names are compared without case; of a tag that stands twice the first with a content counts.
pub(in crate::read) fn tags(dom: &Dom<'_>) -> Tags {
    let metas = dom.named(&["meta"]);
    named(
        metas.filter_map(|meta| {
            Some((attribute(meta, &local_name!("name"))?, attribute(meta, &local_name!("content"))?))
        }),
    )
}

/// The tags of a page with these `<meta>`, each by its name and its content.
pub(in crate::read) fn named<'m>(metas: impl Iterator<Item = (&'m str, &'m str)>) -> Tags {
    let mut tags = Tags::default();
    let mut names: Vec<String> = Vec::new();
    for (name, content) in metas {
        let bare = if content.contains('<') { MARKUP.replace_all(content, " ") } else { content.into() };
        let content = fold(&bare).into_owned();
        let name = name.trim().to_ascii_lowercase();
        if content.is_empty() || PLACEHOLDERS.contains(&content.as_str()) {
            tags.no_column |= content.is_empty() && name == "columnname";
            continue;
        }
        names.push(name.clone());
        let place = match name.as_str() {
            "sitename" => &mut tags.site.name,
            "sitedomain" => &mut tags.site.domain,
            "siteidcode" => &mut tags.site.code,
            "columnname" => &mut tags.column_name,
            "columntype" => &mut tags.column_type,
            "articletitle" => &mut tags.article_title,
            "contentsource" => &mut tags.source,
            "pubdate" | "firstpublishedtime" => {
                tags.published = tags.published.or_else(|| first_date(&content));
                continue;
            }
            _ => continue,
        };
        place.get_or_insert(content);
    }
    let obligatory = SITE_TAGS.into_iter().chain(COLUMN_TAGS).chain(ARTICLE_TAGS);
    tags.no_column &= tags.column_name.is_none();
    tags.present = obligatory.filter(|tag| names.iter().any(|name| tag.eq_ignore_ascii_case(name))).collect();
    tags
}
