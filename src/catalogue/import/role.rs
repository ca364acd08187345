//! What the words of a head row mean.

use super::clean::squashed;

/// What a column of the table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A level: an indicator, a task, a field.
    Level,
    Content,
    Report,
    Platform,
    Responsible,
    Deadline,
    /// Nothing that a catalogue holds (序号, 备注).
    Other,
}

const LEVELS: &[&str] = &[
    "类别",
    "工作类别",
    "领域",
    "工作任务",
    "重点任务",
    "主要任务",
    "任务",
    "任务名称",
    "重点工作",
    "工作事项",
    "事项",
    "事项名称",
    "公开事项",
    "公开领域",
    "公开类别",
    "指标",
    "指标名称",
    "栏目",
    "栏目名称",
    "公开栏目",
    "信息类别",
];
const CONTENTS: &[&str] = &[
    "信息公开内容",
    "公开内容",
    "要点内容",
    "工作要求",
    "内容",
    "主要内容",
    "具体内容",
    "工作内容",
    "任务内容",
    "具体要求",
    "公开要求",
    "内容要求",
    "指标内容",
    "任务要求",
    "工作措施",
    "公开信息内容",
    "具体任务",
    "栏目内容",
];
const REPORTS: &[&str] = &["需报送信息", "报送信息", "报送内容", "需报送内容"];
const PLATFORMS: &[&str] =
    &["公布平台", "公开平台", "发布平台", "公开渠道", "公开载体", "公布渠道", "公开渠道和载体", "公开平台和载体"];
const RESPONSIBLES: &[&str] = &[
    "责任单位",
    "建设单位",
    "牵头单位",
    "责任部门",
    "牵头部门",
    "责任主体",
    "公开主体",
    "公开责任主体",
    "承办单位",
    "落实单位",
    "责任科室",
    "公开单位",
    "发布单位",
    "牵头责任单位",
    "实施单位",
];
const DEADLINES: &[&str] = &[
    "更新时限",
    "完成时限",
    "公开时效",
    "公开时限",
    "时限",
    "更新频率",
    "更新周期",
    "完成时间",
    "时限要求",
    "更新要求",
    "公开时间",
    "更新时间",
    "完成期限",
    "时间要求",
    "公开频率",
    "发布时限",
];
const OTHERS: &[&str] = &[
    "序号",
    "编号",
    "备注",
    "说明",
    "公开依据",
    "公开对象",
    "公开方式",
    "公开层级",
    "分值",
    "权重",
    "得分",
    "评分标准",
    "配合单位",
    "协办单位",
    "联系人",
    "联系电话",
];

/// What a column with this head holds; `None` when the word is not known. Blanks, line breaks and what stands in brackets
/// are ignored: 公开内容（要素）.
pub(super) fn role(head: &str) -> Option<Role> {
    let squashed = squashed(head);
    let word = squashed.split(['（', '(']).next().unwrap_or_default();
    let rest = word.strip_prefix(['一', '二', '三', '四']).and_then(|rest| rest.strip_prefix('级'));
    let lists = [
        (LEVELS, Role::Level),
        (CONTENTS, Role::Content),
        (REPORTS, Role::Report),
        (PLATFORMS, Role::Platform),
        (RESPONSIBLES, Role::Responsible),
        (DEADLINES, Role::Deadline),
        (OTHERS, Role::Other),
    ];
    if matches!(rest, Some("" | "标题" | "目录" | "分类")) || rest.is_some_and(|rest| LEVELS.contains(&rest)) {
        return Some(Role::Level);
    }
    lists.iter().find(|(words, _)| words.contains(&word)).map(|(_, role)| *role)
}

/// The words that are known, for people.
pub(super) fn known_words() -> String {
    let main = [
        "一级指标",
        "二级指标",
        "三级指标",
        "四级指标",
        "类别",
        "工作任务",
        "公开内容",
        "需报送信息",
        "公布平台",
        "责任单位",
        "更新时限",
    ];
    format!("{}、序号（不读入）", main.join("、"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_the_source_documents() {
        for (words, expected) in [
            (
                &["一级指标", "二级\n指标", "一级\n标题", "二级\n\n标题", "类    别", "工作任务", "三级", "二级事项"][..],
                Role::Level,
            ),
            (&["信息公开内容", "公开内容", "要点内容", "工   作   要   求", "公开内容（要素）"], Role::Content),
            (&["需报送信息"], Role::Report),
            (&["公布平台", "公开渠道和载体"], Role::Platform),
            (&["责任单位", "建设单位", "公开主体"], Role::Responsible),
            (&["更新时限", "完成时限", "公开时效"], Role::Deadline),
            (&["序 号"], Role::Other),
        ] {
            assert!(words.iter().all(|word| role(word) == Some(expected)), "{words:?}");
        }
        assert!(["财政信息", "市财政局", "一级响应", ""].iter().all(|word| role(word).is_none()));
    }
}
