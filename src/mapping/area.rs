//! The parts of a site, by their names, and collections in which fields of work only sort what is there.

use std::sync::LazyLock;

use regex::Regex;

use super::elsewhere;
use crate::pattern::pattern;

/// What a part of a site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Area {
    /// The disclosure section itself, or a main part of it.
    Section,
    /// Services to citizens, and what schools, hospitals and works disclose of themselves: the themes there (教育, 医疗卫生) are
    /// named like indicators and are none.
    Service,
    /// News, leaders.
    News,
    /// The region: its people, sights, products and investors.
    Region,
    /// 互动交流.
    Talk,
}

static SERVICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^服务|服务$|办事|便民|大厅$|^我要|^(?:市民|居民|百姓|个人|企业|法人|公众|投资者|游客)(?:频道|之窗|专区|园地)?$",
    )
});
static NEWS: LazyLock<Regex> = LazyLock::new(|| pattern("新闻|要闻|动态|资讯|快讯"));
static TALK: LazyLock<Regex> = LazyLock::new(|| pattern("互动|互通|交流|问政|咨询|投诉|信访|问答|常见问题"));
static REGION: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:走进|走近|魅力|印象)|旅游|招商|投资"));
static COLLECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "法规|规章|法律|文件|政策|解读|公文|统计|数据|下载|知识|规划|计划|预案|建议|提案|人事|招考|招标|采购|资金|收费|执法|处罚|许可|审批\
         |权力|清单|监督|检查|抽查|评价",
    )
});

/// The area of a group of the vocabulary, by its canonical name.
pub(super) fn of_group(canonical: &str) -> Option<Area> {
    match canonical {
        "政府信息公开" | "法定主动公开内容" | "重点领域信息公开" => Some(Area::Section),
        "政务服务" => Some(Area::Service),
        "政务动态" | "领导信息" | "政府领导" => Some(Area::News),
        "概况信息" => Some(Area::Region),
        "互动交流（咨询投诉）" => Some(Area::Talk),
        _ => None,
    }
}

/// The area that a plain name which is not known names in the main menu (`at_top`), or anywhere (公共企事业单位信息公开).
pub(super) fn of_name(plain: &str, at_top: bool) -> Option<Area> {
    if plain.contains("企事业单位") {
        return Some(Area::Service);
    }
    if !at_top || plain.contains("公开") {
        return None;
    }
    if NEWS.is_match(plain) {
        return Some(Area::News);
    }
    let is_organ = elsewhere::is_organ(plain) && !plain.starts_with("我要");
    let areas = [(&REGION, Area::Region), (&SERVICE, Area::Service), (&TALK, Area::Talk)];
    areas.into_iter().find(|(words, _)| words.is_match(plain) && !is_organ).map(|(_, area)| area)
}

/// A plain name says what kind of thing is collected below it (政策文件, 统计数据, 行政执法): fields of work below it sort
/// that kind, and are not what is disclosed of the field.
pub(super) fn is_collection(plain: &str) -> bool {
    COLLECTION.is_match(plain) && !plain.contains("信息公开") && !plain.contains("政务公开")
}

/// A plain name is that of the party's own affairs (党务公开, 党的建设).
pub(super) fn is_of_party(plain: &str) -> bool {
    plain.contains('党') && !plain.contains("党政") && !plain.contains("政务")
}

/// A plain name says that something is disclosed below it (重点领域政务公开, 项目信息公开).
pub(super) fn discloses(plain: &str) -> bool {
    ["信息公开", "政务公开", "公开信息"].iter().any(|words| plain.contains(words)) && !plain.contains("企事业单位")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_menu_tells_what_is_below_it() {
        for (name, area) in [
            ("民生服务", Some(Area::Service)),
            ("服务企业", Some(Area::Service)),
            ("我要办", Some(Area::Service)),
            ("市民之窗", Some(Area::Service)),
            ("资讯中心", Some(Area::News)),
            ("问政青禾", Some(Area::Talk)),
            ("走进青禾", Some(Area::Region)),
            ("投资青禾", Some(Area::Region)),
            ("旅游局", None),
            ("政务公开服务", None),
            ("交易信息", None),
        ] {
            assert_eq!(of_name(name, true), area, "{name}");
        }
        assert_eq!(of_name("养老服务", false), None);
        assert_eq!(of_name("公共企事业单位信息公开", false), Some(Area::Service));
    }

    #[test]
    fn a_name_may_say_that_something_is_disclosed() {
        for name in ["重点领域政务公开", "项目信息公开", "项目审批公开信息"] {
            assert!(discloses(name), "{name}");
        }
        for name in ["公共企事业单位信息公开", "交易信息", "公开招考"] {
            assert!(!discloses(name), "{name}");
        }
        assert!(is_of_party("党务公开") && !is_of_party("党政机构") && !is_of_party("党务政务公开"));
    }

    #[test]
    fn a_collection_is_of_one_kind_of_thing() {
        for name in ["法规公文", "部门文件", "政策主题", "统计数据", "行政执法公示"] {
            assert!(is_collection(name), "{name}");
        }
        for name in ["民生信息", "政府信息公开目录", "县教育局", "社会公益事业建设"] {
            assert!(!is_collection(name), "{name}");
        }
    }
}
