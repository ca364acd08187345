//! The parties of a catalogue that are no unit of the list, for people.

use crate::catalogue::{Selector, Unmet};

/// What to say of the parties `unmet` of the catalogue `id`: one line for each way of mending it.
pub(super) fn in_words(id: &str, unmet: &[Unmet]) -> Vec<String> {
    let line = |kind: fn(&Selector) -> bool, wrong: &str, right: &str| {
        let named: Vec<String> = unmet
            .iter()
            .filter(|one| kind(&one.selector))
            .map(|one| format!("{}（{}行）", one.words, one.rows))
            .collect();
        let told = || format!("注意：指标体系 {id} 的责任单位中，{wrong}：{}。{right}", named.join("、"));
        (!named.is_empty()).then(told)
    };
    let lines = [
        line(
            |selector| matches!(selector, Selector::Organ(_)),
            "以下单位不在名单中",
            "名单中有而名称不同的，请在 aliases 列写明标准名称",
        ),
        line(
            |selector| matches!(selector, Selector::Counties | Selector::Departments | Selector::Everybody),
            "以下各类单位名单中一个也没有",
            "名单中有的，请在 groups 列写明“县区”或“部门”",
        ),
        line(
            |selector| matches!(selector, Selector::Power(_)),
            "以下单位名单没有注明",
            "请在有关单位的 groups 列写明“行政执法”",
        ),
        line(|selector| matches!(selector, Selector::Bodies(_)), "以下不是具体单位，不评估", "需由评估单位另行确定"),
    ];
    lines.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmet(selector: Selector, words: &str, rows: usize) -> Unmet {
        Unmet { selector, words: words.to_owned(), rows }
    }

    #[test]
    fn one_line_for_each_way_of_mending() {
        let lines = in_words(
            "city",
            &[
                unmet(Selector::Organ("财政局".into()), "市财政局", 6),
                unmet(Selector::Bodies("项目法人".into()), "项目法人", 1),
                unmet(Selector::Organ("民政局".into()), "民政局", 2),
                unmet(Selector::Power("行政处罚权".into()), "具有行政处罚权的行政机关和组织", 1),
                unmet(Selector::Counties, "各县区", 3),
            ],
        );
        assert_eq!(lines.len(), 4);
        assert!(lines[0].contains("市财政局（6行）、民政局（2行）") && lines[0].contains("aliases"), "{}", lines[0]);
        assert!(lines[1].contains("各县区（3行）"), "{}", lines[1]);
        assert!(lines[2].contains("具有行政处罚权的行政机关和组织（1行）"), "{}", lines[2]);
        assert!(lines[3].contains("项目法人（1行）"), "{}", lines[3]);
        assert!(in_words("city", &[]).is_empty());
    }
}
