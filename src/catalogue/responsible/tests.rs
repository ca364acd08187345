//! Who must build a column. The texts occur in published catalogues; the units are made up.

use super::Selector::{Bodies, Counties, Departments, Everybody, Organ, Power};
use super::{Responsible, Role, Selector, parse};
use crate::catalogue::Catalogue;
use crate::unit::{Institutions, Unit, UnitIdentity};

fn parsed(text: &str) -> Responsible {
    parse(text, &Institutions::shipped().unwrap()).unwrap_or_else(|unknown| panic!("{text}: {unknown:?}"))
}

fn selectors(text: &str) -> Vec<Selector> {
    parsed(text).named.into_iter().map(|named| named.selector).collect()
}

fn organs(names: &[&str]) -> Vec<Selector> {
    names.iter().map(|name| Organ((*name).to_owned())).collect()
}

/// Words and roles of those named.
fn roles(text: &str) -> Vec<(String, Role)> {
    parsed(text).named.into_iter().map(|named| (named.words, named.role)).collect()
}

fn role(words: &str, role: Role) -> (String, Role) {
    (words.to_owned(), role)
}

#[test]
fn named_organs_with_the_prefix_left_out() {
    assert_eq!(selectors("市教体局、人社局"), organs(&["教育体育局", "人力资源和社会保障局"]));
    assert_eq!(roles("市教体局、人社局"), [role("市教体局", Role::Owner), role("人社局", Role::Owner)]);
    assert_eq!(selectors("市发改委、市发展和改革委员会").len(), 1, "each once");
    assert!(!parsed("市教体局、人社局").open);
}

#[test]
fn groups() {
    for text in [
        "各县区",
        "各县（区）政府",
        "各县、区人民政府",
        "各区县",
        "各县（市、区）政府",
        "各地",
        "各县区负责",
        "各县区牵头落实",
    ] {
        assert_eq!(selectors(text), [Counties], "{text}");
    }
    for text in ["各部门", "市级各部门", "市级各部门负责", "市政府各部门", "市直各部门"] {
        assert_eq!(selectors(text), [Departments], "{text}");
    }
    for text in ["各单位", "市直各单位"] {
        assert_eq!(selectors(text), [Everybody], "{text}");
    }
    let mixed = [organs(&["财政局"]), vec![Counties, Departments]].concat();
    assert_eq!(selectors("市财政局、各县区、各部门"), mixed);
    for text in ["各县（区）政府、市政府各部门", "各地各部门", "各地、各部门"] {
        assert_eq!(selectors(text), [Counties, Departments], "{text}");
    }
    assert_eq!(
        roles("市政府办公室、各县、区政府"),
        [role("市政府办公室", Role::Owner), role("各县、区政府", Role::Owner)],
        "the words are the text's own"
    );
}

#[test]
fn open_lists_keep_the_named_ones() {
    let open = parsed("市发改委、市自然资源、市住建局等相关职能部门");
    assert!(open.open);
    assert_eq!(open.in_words(), "发展和改革委员会、自然资源局、住房和城乡建设局（另有其他相关部门）");
    let blanks = parsed("市自然资源局、\n\n住建局等");
    assert_eq!((blanks.open, blanks.named.len()), (true, 2));
    let others = parsed("市公安局牵头，会同相关部门落实");
    assert_eq!((others.open, others.in_words().as_str()), (true, "公安局（牵头）（另有其他相关部门）"));
}

#[test]
fn lead_and_partner() {
    use Role::{Lead, Owner, Partner};
    for (text, expected) in [
        ("市编办会同市政府法制办牵头", vec![role("市编办", Lead), role("市政府法制办", Partner)]),
        ("市财政局牵  头", vec![role("市财政局", Lead)]),
        (
            "市房产管理中心、市住房城乡建设局牵头，会同市住房公积金中心落实",
            vec![role("市房产管理中心", Lead), role("市住房城乡建设局", Lead), role("市住房公积金中心", Partner)],
        ),
        (
            "市财政局牵头，市审计局、市国资委配合",
            vec![role("市财政局", Lead), role("市审计局", Partner), role("市国资委", Partner)],
        ),
        ("市物价办、市财政局按职责分工分别牵头落实", vec![role("市物价办", Lead), role("市财政局", Lead)]),
        ("市发改委；市财政局牵头", vec![role("市发改委", Owner), role("市财政局", Lead)]),
        ("职业技术学院落实", vec![role("职业技术学院", Owner)]),
    ] {
        assert_eq!(roles(text), expected, "{text}");
    }
}

#[test]
fn parties_that_are_no_organs() {
    assert_eq!(selectors("具有行政处罚权的行政机关和组织"), [Power("行政处罚权".into())]);
    assert_eq!(Power("行政处罚权".into()).in_words(), "有行政处罚权的单位");
    assert_eq!(selectors("市级行政执法部门"), [Power("行政执法".into())]);
    let text = "项目主管部门、市发改委、自然资源局、项目法人单位";
    let [first, .., last] = selectors(text).try_into().map(|four: [Selector; 4]| four).unwrap();
    assert_eq!([first, last], [Bodies("项目主管部门".into()), Bodies("项目法人单位".into())]);
    let text = "市发改委、自然资源局、住建局、交通运输局、水利局、人防办等行业主管部门；项目法人";
    let parties = parsed(text);
    assert!(parties.open);
    assert_eq!(parties.named[5].words, "人防办");
    assert_eq!(parties.named[6].selector, Bodies("项目法人".into()));
}

#[test]
fn organs_of_cities_and_districts_by_the_names_that_catalogues_use() {
    for (text, full) in [
        ("市新城办", "新城建设管理办公室"),
        ("电子政务办", "电子政务办公室"),
        ("市政府信息公开办", "政府信息公开办公室"),
        ("市政府督查局", "政府督查室"),
        ("市政府督查室", "政府督查室"),
        ("市物价办", "物价局"),
        ("市国资局", "国有资产监督管理委员会"),
        ("市乡村振兴局", "乡村振兴局"),
        ("市扶贫办", "乡村振兴局"),
        ("市文广新局", "文化广电新闻出版局"),
        ("市旅游局", "旅游局"),
        ("市国税务局", "国家税务局"),
        ("市地税局", "地方税务局"),
        ("市工商局", "工商行政管理局"),
        ("市质量技术监督局", "质量技术监督局"),
        ("市食品药品监管局", "食品药品监督管理局"),
        ("市安全监管局", "应急管理局"),
        ("市房产管理中心", "住房保障和房产管理局"),
        ("市住房公积金中心", "住房公积金管理中心"),
        ("市行政服务中心", "行政审批服务局"),
        ("市卫生局", "卫生局"),
        ("市卫生计生委", "卫生健康委员会"),
        ("市国土资源局", "国土资源局"),
        ("区国土分局", "国土资源局"),
        ("区规划局", "城乡规划局"),
        ("区农牧林水局", "农业农村局"),
        ("区文体局", "文化广电新闻出版局"),
        ("区经信局", "工业和信息化局"),
        ("区建设局", "住房和城乡建设局"),
        ("区房管局", "住房保障和房产管理局"),
        ("区城管执法分局", "城市管理执法局"),
        ("区机关事务管理中心", "机关事务服务中心"),
        ("区 供销社", "供销合作社联合社"),
        ("区红十字", "红十字会"),
        ("区残联", "残疾人联合会"),
        ("区民宗局", "民族宗教事务局"),
        ("金属深加工园区管委会", "金属深加工园区管理委员会"),
        ("职业技术学院落实", "职业技术学院"),
    ] {
        assert_eq!(selectors(text), organs(&[full]), "{text}");
    }
}

#[test]
fn an_organ_that_is_not_known_is_named() {
    let institutions = Institutions::shipped().unwrap();
    assert_eq!(parse("市财政局、市某某办、某公司等", &institutions).unwrap_err(), ["市某某办", "某公司"]);
    assert_eq!(parse("", &institutions).unwrap(), Responsible::default());
}

/// The units of a list, by their names and groups.
fn list(units: &[(&str, &str)]) -> Vec<UnitIdentity> {
    let unit = |(name, group): &(&str, &str)| Unit {
        name: (*name).to_owned(),
        site: "https://a.example/".parse().unwrap(),
        groups: vec![(*group).to_owned()],
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    };
    let units: Vec<Unit> = units.iter().map(unit).collect();
    Institutions::shipped().unwrap().of_units(&units)
}

fn owes(unit: &UnitIdentity, text: &str) -> bool {
    parsed(text).naming(unit).next().is_some()
}

#[test]
fn three_organs_of_2016_each_owe_their_own_rows() {
    let units = list(&[("云岭市工商局", "部门"), ("云岭市质监局", "部门"), ("云岭市食药监局", "部门")]);
    for (at, text) in ["市工商局", "市质量技术监督局", "市食品药品监管局"].into_iter().enumerate() {
        let owing: Vec<usize> = (0..3).filter(|unit| owes(&units[*unit], text)).collect();
        assert_eq!(owing, [at], "{text}");
    }
}

#[test]
fn the_organ_of_today_owes_the_rows_of_its_predecessors() {
    let units = list(&[("云岭市市场监督管理局", "部门"), ("云岭市发改委", "部门")]);
    for text in ["市工商局", "市质量技术监督局", "市食品药品监管局", "市市场监管局"] {
        assert!(owes(&units[0], text) && !owes(&units[1], text), "{text}");
    }
    assert!(owes(&units[1], "市物价办"));
    assert!(!owes(&list(&[("云岭市发改委", "部门"), ("云岭市物价局", "部门")])[0], "市物价办"));
}

#[test]
fn parties_that_no_unit_of_the_list_is() {
    let catalogue = Catalogue::shipped("city-disclosure").unwrap();
    let units = list(&[("云岭市发改委", "部门"), ("云岭市财政局", "部门"), ("云岭市自然资源局", "部门")]);
    let unmet = catalogue.unmet(&units.iter().collect::<Vec<_>>());
    let of = |selector: Selector| {
        unmet.iter().find(|one| one.selector == selector).map(|one| (one.words.as_str(), one.rows))
    };
    assert_eq!(
        of(Organ("人力资源和社会保障局".into())),
        Some(("人社局", 4)),
        "招考信息, 社会保险, 就业创业, 社会救助和社会福利"
    );
    assert_eq!(of(Bodies("项目法人单位".into())), Some(("项目法人单位", 1)));
    for met in ["发展和改革委员会", "财政局", "自然资源局", "物价局"] {
        assert_eq!(of(Organ(met.into())), None, "{met}");
    }
    assert_eq!(of(Everybody), None);
    let none = catalogue.unmet(&[]);
    assert_eq!((&none[0].selector, none[0].rows), (&Everybody, 9), "the first party of the source");
}

#[test]
fn organs_by_power_are_units_with_such_a_group() {
    let units = list(&[("云岭市城管局", "行政处罚权"), ("云岭市林业局", "行政执法单位"), ("云岭市科技局", "部门")]);
    let owing = units.iter().map(|unit| owes(unit, "具有行政处罚权的行政机关和组织"));
    assert_eq!(owing.collect::<Vec<_>>(), [true, true, false]);
    assert!(!owes(&units[0], "项目法人单位"));
    assert!(units.iter().all(|unit| owes(unit, "各单位") && owes(unit, "市级各部门") && !owes(unit, "各县区")));
}
