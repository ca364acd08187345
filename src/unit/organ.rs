//! Other organs: a county's portal lists its departments and townships, and their columns are theirs to answer for.

use std::sync::LazyLock;

use regex::Regex;

use super::Unit;
use crate::pattern::pattern;

/// Names of organs as menus write them. What only sounds like one is looked at later, not left out.
static ORGAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^.{1,12}(局|委员会|管委会|镇|乡|街道|街道办|办事处|人民政府)$|",
        r"^[省市县区旗州].{1,16}(委|办|办公室|中心|社|队|所|处|站|院|馆|会|公司)$"
    ))
});

/// An organ at the start of a title, told by its place: 市旅游局, 青禾市旅游局. 产业布局 and 市属国有企业 are none.
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^[^关于印转发]{0,4}[省市县区旗州][^和与及、]{0,9}?(?:[^布格结]局|委员会|管委会|办公室|人民政府|中心)")
});

/// Names under which a government's own office stands: what it publishes is the government's.
const OFFICE: &str = "政府办";

impl Unit {
    /// Whether the words of a link, or a name in a column's path, name an organ other than the unit.
    #[must_use]
    pub fn is_other_organ(&self, words: &str) -> bool {
        let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        // 清水县 is in the name of each of its bureaus.
        let own = |name: &String| name.contains(&words) || words.ends_with(name.as_str());
        ORGAN.is_match(&words) && !own(&self.name) && !self.aliases.iter().any(own)
    }

    /// Whether a title begins with the name of an organ other than the unit, told by its place (市旅游局2016年实施方案).
    #[must_use]
    pub fn is_titled_by_other(&self, title: &str) -> bool {
        TITLED.find(title).is_some_and(|organ| self.is_other_organ(organ.as_str()))
    }

    /// The organ below which a government's portal shows a column (工作机构 > 县公安局 > 部门文件), by the column's `path`;
    /// `None` where that is the government itself or its office.
    #[must_use]
    pub fn organ_above<'p>(&self, path: &'p [String]) -> Option<&'p str> {
        let (_, above) = path.split_last()?;
        above.iter().map(String::as_str).find(|name| self.is_other_organ(name) && !name.contains(OFFICE))
    }
}

#[cfg(test)]
mod tests {
    use crate::unit::Unit;

    fn unit(name: &str) -> Unit {
        Unit {
            name: name.to_owned(),
            site: "http://www.qingshui.example/".parse().unwrap(),
            groups: Vec::new(),
            aliases: Vec::new(),
            section: None,
            notes: String::new(),
        }
    }

    #[test]
    fn organs_are_told_from_columns() {
        let unit = unit("清水县教育体育局");
        for words in ["县发展改革委员会", "财政局", "白石镇", "柳河 乡", "城关街道办事处", "县房产服务中心", "县供销社"]
        {
            assert!(unit.is_other_organ(words), "{words}");
        }
        for words in
            ["教育体育局", "财政信息", "新闻中心", "政府信息公开", "工作机构", "部门文件", "重要会议", "依申请公开", ""]
        {
            assert!(!unit.is_other_organ(words), "{words}");
        }
    }

    #[test]
    fn a_title_may_name_another_organ() {
        let unit = unit("清水县教育体育局");
        for title in ["县旅游局2016年政务公开实施方案", "清水县财政局关于收费目录的公告"] {
            assert!(unit.is_titled_by_other(title), "{title}");
        }
        let own = [
            "县教育体育局2016年政务公开实施方案",
            "清水县教育体育局公告",
            "关于印发县教育体育局方案的通知",
            "优化产业布局的措施",
            "2016年实施方案",
            "",
        ];
        for title in own {
            assert!(!unit.is_titled_by_other(title), "{title}");
        }
    }

    #[test]
    fn the_short_name_of_a_county_makes_its_bureaus_no_part_of_it() {
        let county = Unit { aliases: vec!["清水县".to_owned()], ..unit("清水县人民政府") };
        assert!(county.is_other_organ("清水县财政局"));
        assert!(!county.is_other_organ("云河市清水县人民政府"));
    }

    #[test]
    fn a_column_below_a_department_is_not_the_governments() {
        let unit = unit("清水县人民政府");
        let path = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let below = path(&["首页", "工作机构", "县公安局", "部门文件"]);
        assert_eq!(unit.organ_above(&below), Some("县公安局"));
        for own in [
            path(&["首页", "信息公开", "部门文件"]),
            path(&["首页", "工作机构", "县公安局"]),
            path(&["清水县人民政府", "部门文件"]),
            path(&["首页", "工作机构", "县政府办公室", "部门文件"]),
        ] {
            assert_eq!(unit.organ_above(&own), None, "{own:?}");
        }
    }
}
