//! Pages of other organs: a county's portal lists its departments and townships, and their pages are theirs to answer for.

use std::sync::LazyLock;

use regex::Regex;

use super::address::pattern;
use crate::unit::Unit;

/// Names of organs as menus write them. What only sounds like one is looked at later, not left out.
static ORGAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^.{1,12}(局|委员会|管委会|镇|乡|街道|街道办|办事处|人民政府)$|",
        r"^[省市县区旗州].{1,16}(委|办|办公室|中心|社|队|所|处|站|院|馆|会|公司)$"
    ))
});

/// Whether a link's words name an organ other than the unit.
pub(super) fn is_other(unit: &Unit, words: &str) -> bool {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    // 清水县 is in the name of each of its bureaus.
    let own = |name: &String| name.contains(&words) || words.ends_with(name.as_str());
    ORGAN.is_match(&words) && !own(&unit.name) && !unit.aliases.iter().any(own)
}

#[cfg(test)]
mod tests {
    use super::is_other;
    use crate::unit::Unit;

    #[test]
    fn organs_are_told_from_columns() {
        let unit = Unit {
            name: "清水县教育体育局".to_owned(),
            site: "http://www.qingshui.example/jyj/".parse().unwrap(),
            groups: Vec::new(),
            aliases: Vec::new(),
            section: None,
            notes: String::new(),
        };
        for words in ["县发展改革委员会", "财政局", "白石镇", "柳河 乡", "城关街道办事处", "县房产服务中心", "县供销社"]
        {
            assert!(is_other(&unit, words), "{words}");
        }
        for words in
            ["教育体育局", "财政信息", "新闻中心", "政府信息公开", "工作机构", "部门文件", "重要会议", "依申请公开", ""]
        {
            assert!(!is_other(&unit, words), "{words}");
        }
    }

    #[test]
    fn the_short_name_of_a_county_makes_its_bureaus_no_part_of_it() {
        let county = Unit {
            name: "清水县人民政府".to_owned(),
            site: "http://www.qingshui.example/".parse().unwrap(),
            groups: Vec::new(),
            aliases: vec!["清水县".to_owned()],
            section: None,
            notes: String::new(),
        };
        assert!(is_other(&county, "清水县财政局"));
        assert!(!is_other(&county, "云河市清水县人民政府"));
    }
}
