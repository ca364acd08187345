//! Names that are no indicator's column whatever they resemble: organs, places, news, titles.

use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use super::reading;
use crate::pattern::pattern;

/// Why a name cannot be a column of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Elsewhere {
    /// 财政局: who, not what.
    Organ,
    /// 河东区.
    Place,
    /// 教育动态, 财政政策解读.
    Other,
    /// The title of one piece of information.
    Title,
}

/// Letters of a name above which it is taken for a title.
const LONGEST: usize = 24;

static ORGAN: LazyLock<Regex> = LazyLock::new(|| {
    let endings = "局|委|委员会|厅|署|办|办公室|办事处|管委会|中心|法院|检察院|学校|医院|大学|学院|协会|学会|公司|集团|街道|社区|政府|供销社|馆|支队|大队|指挥部|领导小组|银行";
    pattern(&format!("(?:{endings})(?:网|网站|门户)?$"))
});
static PLACE: LazyLock<Regex> = LazyLock::new(|| pattern("^.{1,8}(?:省|自治区|市|县|区|州|旗|镇|乡|村)$"));
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    let endings = "动态|新闻|要闻|快讯|资讯|简报|简介|概况|风采|视频|图片|信箱|邮箱|热线|下载|查询|登录|入口|导航|链接|专家|解读|图解|法规|条例|办法|讲话|年报|年度报告|指南|制度|论坛|文化|人物|名单|知识|系统|客户端|小程序|百科|答疑|问答|交流|会议|培训|宣传|活动|荣誉|招聘|常识";
    pattern(&format!("(?:{endings})$"))
});
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "召开|调研|印发|举行|部署|慰问|走访|视察|主持|同志|关于.{2,}|会见|赴.{2,}|开展|[0-9]{1,2}月|我[省市县区]|通知$|意见$|方案$|的函$|第.{1,4}[期号次届批]|有限公司",
    )
});

/// A plain name is that of an organ.
pub(super) fn is_organ(plain: &str) -> bool {
    ORGAN.is_match(plain) || ORGAN.is_match(&reading::core(plain))
}

/// A plain name is that of an organ or a place: of a unit that has columns of its own.
pub(super) fn is_unit(plain: &str) -> bool {
    is_organ(plain) || PLACE.is_match(plain)
}

/// Why a plain name cannot be a column, from its words alone. `tidied` is the name with its punctuation.
pub(super) fn of(plain: &str, tidied: &str) -> Option<Elsewhere> {
    let length = plain.chars().count();
    if length > LONGEST || tidied.contains(['《', '》', '?', '!', '…']) || (length > 7 && TITLE.is_match(plain)) {
        return Some(Elsewhere::Title);
    }
    if is_organ(plain) {
        return Some(Elsewhere::Organ);
    }
    if PLACE.is_match(plain) {
        return Some(Elsewhere::Place);
    }
    OTHER.is_match(plain).then_some(Elsewhere::Other)
}

static FILE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\.(?:pdf|docx?|wps|xlsx?|et|pptx?|rar|zip|7z|jpe?g|png)$"));
static HOME: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^/(?:(?:index|default)\.[a-z]{3,5})?$"));

/// What stands at an address instead of a column of `site`: a file, or the start page of another site.
pub(super) fn at_address(url: &str, site: &Url) -> Option<&'static str> {
    let url = Url::parse(url).ok()?;
    if FILE.is_match(url.path()) {
        return Some("一个文件");
    }
    let foreign = url.host_str() != site.host_str();
    (foreign && url.query().is_none() && HOME.is_match(url.path())).then_some("其他网站的首页")
}

static BEFORE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        "^(?:[我本全](?:省|市|县|区|局|单位|部门|级)|(?:省|市|县|区|镇|乡)(?:本级|级|直)?|本级)(.{4,})$",
        "^各?(?:部门|单位)(.{4,})$",
        "^(?:政府信息公开|信息公开|政务公开|重点领域)+(.{4,})$",
        "^[^省市县区镇乡]{2,3}(?:省|市|县|区|镇|乡)(?:本级|级)?(.{4,})$",
        "^.{1,12}?(?:局|委员会|委|厅|办公室|办|政府|中心)(.{4,})$",
        // 政府文件, 市府办公厅文件 are no department's.
        "^[^府]{1,10}(?:局|委员会|委|[^公]厅)(文件)$",
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});

/// What a plain name says after a leading place, organ or section (河东区三公经费 → 三公经费; 市教育局文件 → 部门文件).
pub(super) fn after_organ(plain: &str) -> Vec<String> {
    let rests = BEFORE.iter().filter_map(|pattern| Some(pattern.captures(plain)?.get(1)?.as_str()));
    rests.map(|rest| if rest == "文件" { "部门文件".to_owned() } else { rest.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organs_places_news_and_titles_are_told_apart() {
        for (name, expected) in [
            ("县财政局", Some(Elsewhere::Organ)),
            ("财政局信息公开", Some(Elsewhere::Organ)),
            ("岚河镇", Some(Elsewhere::Place)),
            ("教育动态", Some(Elsewhere::Other)),
            ("我县召开脱贫攻坚工作会议", Some(Elsewhere::Title)),
            ("财政信息", None),
            ("脱贫攻坚领域", None),
        ] {
            assert_eq!(of(name, name), expected, "{name}");
        }
    }

    #[test]
    fn a_leading_organ_is_not_part_of_the_name() {
        assert!(after_organ("市教育局文件").contains(&"部门文件".to_owned()));
        assert!(after_organ("河东县三公经费").contains(&"三公经费".to_owned()));
        assert!(after_organ("社区教育").is_empty());
    }
}
