//! Who must build a column. The forms of words occur in published catalogues.

use crate::catalogue::responsible::parse;
use crate::catalogue::{Responsible, Selector};
use crate::unit::Institutions;

fn parsed(text: &str) -> Responsible {
    parse(text, &Institutions::shipped().unwrap()).unwrap_or_else(|unknown| panic!("{text}: {unknown:?}"))
}

fn organs(names: &[&str]) -> Vec<Selector> {
    names.iter().map(|name| Selector::Organ((*name).to_owned())).collect()
}

#[test]
fn named_organs_with_the_prefix_left_out() {
    let expected = organs(&["教育体育局", "人力资源和社会保障局"]);
    assert_eq!(parsed("市教体局、人社局"), Responsible { selectors: expected, open: false });
    assert_eq!(parsed("市发改委、市发展和改革委员会").selectors.len(), 1, "each once");
}

#[test]
fn groups() {
    for text in ["各县区", "各县（区）政府", "各县、区人民政府", "各区县", "各县（市、区）政府"]
    {
        assert_eq!(parsed(text).selectors, [Selector::Counties], "{text}");
    }
    for text in ["各部门", "市级各部门", "市级各部门负责"] {
        assert_eq!(parsed(text).selectors, [Selector::Departments], "{text}");
    }
    assert_eq!(parsed("各单位").selectors, [Selector::Everybody]);
    let mixed = [organs(&["财政局"]), vec![Selector::Counties, Selector::Departments]].concat();
    assert_eq!(parsed("市财政局、各县区、各部门").selectors, mixed);
}

#[test]
fn open_lists_keep_the_named_ones() {
    let text = "市发改委、市自然资源、市住建局等相关职能部门";
    let expected = organs(&["发展和改革委员会", "自然资源局", "住房和城乡建设局"]);
    assert_eq!(parsed(text), Responsible { selectors: expected, open: true });
    assert_eq!(
        parsed("市自然资源局、\n\n住建局等"),
        Responsible { selectors: organs(&["自然资源局", "住房和城乡建设局"]), open: true }
    );
}

#[test]
fn a_lead_and_a_partner() {
    let expected = organs(&["机构编制委员会办公室", "司法局"]);
    assert_eq!(parsed("市编办会同市政府法制办牵头").selectors, expected);
    assert_eq!(parsed("市财政局牵  头").selectors, organs(&["财政局"]));
}

#[test]
fn an_organ_that_is_not_known_is_named() {
    let institutions = Institutions::shipped().unwrap();
    assert_eq!(parse("市财政局、市某某办、某公司等", &institutions).unwrap_err(), ["市某某办", "某公司"]);
    assert_eq!(parse("", &institutions).unwrap(), Responsible::default());
}
