//! Which class a column is of.

use super::build::column;
use crate::judge::website::{ColumnKind, ColumnKinds};

fn sorted(path: &str, tag: Option<&str>) -> Option<(ColumnKind, bool)> {
    let sort = ColumnKinds::shipped().unwrap().sort(&column(path, &[]), tag)?;
    Some((sort.kind, sort.certain))
}

#[test]
fn names_decide_where_they_are_plain() {
    for (path, kind) in [
        ("新闻中心 > 政务要闻", ColumnKind::News),
        ("乡镇动态", ColumnKind::News),
        ("通 知 公 告", ColumnKind::Notices),
        ("信息公开 > 规范性文件", ColumnKind::Documents),
        ("人事任免", ColumnKind::Personnel),
        ("发展规划", ColumnKind::Plans),
        ("办件统计", ColumnKind::Statistics),
        ("县长信箱", ColumnKind::Replies),
        ("单位概况", ColumnKind::Overview),
        ("机构设置", ColumnKind::Functions),
        ("咨询投诉", ColumnKind::Consultation),
        ("办事指南", ColumnKind::Services),
        ("信息公开指南", ColumnKind::Text),
        ("专题专栏 > 抗击疫情 > 工作动态", ColumnKind::Topic),
        ("建议提案办理答复", ColumnKind::Other),
        ("政策文件解读", ColumnKind::Other),
    ] {
        assert_eq!(sorted(path, None), Some((kind, true)), "{path}");
    }
    assert_eq!(sorted("财政信息", None), None);
}

#[test]
fn the_tag_decides_where_the_name_does_not() {
    assert_eq!(sorted("本级公文", Some("政策文件")), Some((ColumnKind::Documents, true)));
    assert_eq!(sorted("认识我们", Some("概括信息")), Some((ColumnKind::Overview, true)), "a typo of the rule's copies");
    assert_eq!(sorted("党的建设", Some("工作动态")), Some((ColumnKind::News, false)));
    assert_eq!(sorted("通知公告", Some("工作动态")), Some((ColumnKind::Notices, true)));
    assert_eq!(sorted("财政信息", Some("信息公开目录")), None);
}

#[test]
fn a_bad_line_is_told() {
    let error = ColumnKinds::from_csv("kind,from,match,words,certain,source\n动态,name,end,动态,yes,x\n").unwrap_err();
    assert!(error.to_string().contains("line: 2"), "{error}");
}
