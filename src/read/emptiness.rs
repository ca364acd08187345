//! Pages without information: 情况说明, empty columns, applications without their script.

use std::sync::LazyLock;

use regex::Regex;
use scraper::ElementRef;

use super::dom::{Dom, fold};
use super::filling::PLACEHOLDER;
use crate::pattern::pattern;

/// A 情况说明 is shorter than this, in characters; an annual report also has a sentence on what did not happen.
const LONGEST_NOTE: usize = 400;
/// A text that says that a column is empty is shorter than this, in characters.
const LONGEST_EMPTY_WORDS: usize = 40;
/// The same before blanks are folded, in bytes.
const LONGEST_RAW: usize = 600;
/// Hidden texts that are passed over.
const MOST_HIDDEN: usize = 20;
/// An application without its script shows less than this, in characters.
const SHELL_SHOWS: usize = 100;

/// Nothing happened: a time or a body, then the negation, then what did not happen.
static NOTHING_HAPPENED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:年度?|季度|月份?|半年|期间|目前|截至|截止|至今|本|我|该)[^。；;]{0,40}?(?:暂无|并?无(?:人|此|相|行|重|该|任|应|新|政|公|建|提|需|涉|发生|可|财|招|规|国|以)|没有|未(?:发生|产生|开展|收到|涉及|制定|出台|实施|进行|接到|组织|安排|设立|作出|形成|办理)|不(?:涉及|存在|产生|承担|具有|属于))[^。；;]{0,40}",
    )
});
/// The title itself says so.
static NOTHING_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"暂无|(?:年度?|季度|月份?|本(?:单位|部门|级|县|区|市|镇|乡|局))(?:[^，。]{0,12})?(?:没有|无(?:[^线人机]|人大)|未(?:发生|产生|开展|收到|涉及|制定|出台|实施|进行)|不涉及|不存在)|无此类|无相关|(?:未|没有)(?:发生|产生)[^，。]{0,30}说明",
    )
});
static NOTE_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"说明$|说明[（(][^（）()]{0,20}[）)]$"));
static EMPTY_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:暂无|暂时(?:没有|无)|没有(?:找到|查到|检索到|查询到)?|未(?:找到|查到|检索到|查询到)|无)(?:任何|相关|有关|更多|新增|此类|该类|本类|对应|符合[^，。]{0,6}的?|可显示的?|可用|您要?查?找?的?|最新|内容|公开)*(?:信息|内容|数据|记录|文章|结果|资料|文件|新闻|条目|列表|发布)|(?:栏目|内容|网站|页面|系统|信息|资料|数据|频道)(?:正在|尚在|还在)?(?:抓紧)?(?:建设|完善|更新|整理|维护|制作|编辑|加载更新)(?:之?中)(?:$|[^\p{Han}]|请|敬)|正在(?:建设|完善|更新|整理)(?:之?中)?(?:$|[^\p{Han}]|请|敬)|^(?:建设|更新|完善|整理|维护)中(?:$|[^\p{Han}])|敬请期待|暂未(?:发布|公开|更新|开放)|^暂无[!！。.]?$|^(?:no data|nodata|no records?)$",
    )
});
static ABOUT_THE_SITE: LazyLock<Regex> = LazyLock::new(|| pattern("栏目|频道|页面|网站"));
static APPLICATION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r#"(?i)<(?:div|section|main)[^>]{0,200}\bid\s*=\s*["']?(?:app|root|__nuxt|__next|q-app|main-app)["'\s>]"#)
});

/// A 情况说明: the article says that there was nothing to disclose.
pub(super) fn is_note(title: &str, body: &str) -> bool {
    // No character has more than four bytes.
    if body.len() > LONGEST_NOTE * 4 || body.chars().count() > LONGEST_NOTE {
        return false;
    }
    // Each negation has one of these; most titles have none.
    let negates = |text: &str| text.contains(['无', '没', '未', '不']);
    let short = || NOTE_TITLE.is_match(title) || body.chars().count() <= LONGEST_NOTE / 2;
    (negates(title) && NOTHING_TITLE.is_match(title)) || (negates(body) && short() && NOTHING_HAPPENED.is_match(body))
}

/// A text that a visitor sees says that there is nothing in the column. What says that nothing happened in a unit or a year
/// is a 情况说明 instead.
pub(super) fn says_empty(dom: &Dom<'_>) -> bool {
    let texts = dom.texts.iter().filter(|text| text.text.len() <= LONGEST_RAW && is_empty_words(&fold(text.text)));
    texts.take(MOST_HIDDEN).any(|text| text.holder.is_some() && !text.above().any(is_hidden))
}

fn is_empty_words(text: &str) -> bool {
    let of_the_unit = || NOTHING_HAPPENED.is_match(text) && !ABOUT_THE_SITE.is_match(text);
    text.chars().count() <= LONGEST_EMPTY_WORDS && EMPTY_WORDS.is_match(text) && !of_the_unit()
}

/// A script shows it where its list turns out to be empty, or it is no text at all.
fn is_hidden(element: ElementRef<'_>) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let waits =
        ["hidden", "v-if", "v-show", "v-else", "ng-if", "ng-show"].iter().any(|name| element.attr(name).is_some());
    let unseen = matches!(
        element.value().name(),
        "script" | "style" | "noscript" | "template" | "textarea" | "title" | "option" | "select" | "a"
    );
    waits || unseen || style.contains("display:none") || style.contains("visibility:hidden")
}

/// An application that shows nothing without its script.
pub(super) fn is_application(text: &str, visible: &str) -> bool {
    visible.chars().count() < SHELL_SHOWS && (APPLICATION.is_match(text) || PLACEHOLDER.is_match(visible))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_reports() {
        for (title, body) in [
            ("2020年度行政强制情况说明", "2020年度，我局未发生行政强制事项，特此说明。"),
            ("关于人大代表建议办理情况的说明", "本年度无人大代表建议，已发布情况说明。"),
            ("2020年暂无规范性文件", ""),
            ("情况说明", "截至目前，我单位没有行政事业性收费项目。"),
            ("行政处罚信息", "我局2020年第三季度暂无行政处罚信息。"),
            ("政府采购", "本单位不涉及政府集中采购。"),
        ] {
            assert!(is_note(title, body), "{title}");
        }
        let report = "2017年，县扶贫办未收到依申请公开申请。".to_owned() + &"工作开展情况良好。".repeat(60);
        for (title, body) in [
            ("2017年政府信息公开年度报告", report.as_str()),
            ("2019年部门预算编制情况说明", "现将2019年部门预算编制情况说明如下：收入预算1200万元，支出预算1200万元。"),
            ("关于无人机管理的通告", "自公布之日起，禁止无人机在县城上空飞行。"),
            ("关于查处无证经营行为的通知", "各乡镇人民政府：请认真组织实施。"),
        ] {
            assert!(!is_note(title, body), "{title}");
        }
    }

    #[test]
    fn words_of_emptiness() {
        for words in [
            "暂无相关信息",
            "本栏目暂无信息",
            "此栏目暂无任何新增信息",
            "没有找到相关内容！",
            "栏目建设中，敬请期待",
            "内容更新中……",
            "暂无数据",
            "对不起，没有符合条件的记录",
            "暂无",
        ] {
            assert!(is_empty_words(words), "{words}");
        }
        for words in [
            "信息公开指南",
            "关于加强数据安全的通知",
            "无锡市信息公开",
            "项目建设中期评估",
            "我局2020年度暂无相关信息",
            "县信息维护中心",
            "建设中国特色社会主义",
            "正在建设的重点项目",
        ] {
            assert!(!is_empty_words(words), "{words}");
        }
    }
}
