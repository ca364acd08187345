//! Names of columns against the tasks of the ledgers, and titles against their matters.

use std::sync::LazyLock;

use crate::catalogue::Catalogue;
use crate::mapping::{Decision, Mapper, Matter, Title, Vocabulary};

struct Ledger {
    catalogue: Catalogue,
    mapper: Mapper,
}

static XINYANG: LazyLock<Ledger> = LazyLock::new(|| ledger("xinyang-2016"));
static POINTS: LazyLock<Ledger> = LazyLock::new(|| ledger("work-points-2014"));

fn ledger(id: &str) -> Ledger {
    let catalogue = Catalogue::shipped(id).unwrap();
    let mapper = Mapper::new(&catalogue, &Vocabulary::shipped().unwrap());
    Ledger { catalogue, mapper }
}

impl Ledger {
    fn decide(&self, name: &str) -> (Decision, String) {
        let path = ["首页", "政府信息公开", name].map(str::to_owned);
        let mapping = self.mapper.decide(name, &path, &[]);
        (mapping.decision, mapping.codes.join("|"))
    }

    /// How well a title answers the matters of a row.
    fn likeness(&self, code: &str, title: &str) -> Vec<f64> {
        let row = self.catalogue.indicators.iter().find(|row| row.code == code).unwrap();
        let matters = Matter::of_row(row, &self.catalogue.indicators);
        matters.iter().map(|matter| matter.in_title(&Title::new(title))).collect()
    }
}

#[test]
fn a_column_is_named_like_the_matter_of_a_task() {
    for (name, code) in [
        ("社会救助", "XY-14"),
        ("社会救助信息公开", "XY-14"),
        ("权力清单", "XY-04"),
        ("责任清单", "XY-04"),
        ("预决算公开", "XY-21"),
        ("政策解读", "XY-22"),
        ("就业创业", "XY-15"),
        ("农村危房改造", "XY-16"),
        ("保障性住房", "XY-16"),
        ("重大建设项目", "XY-09"),
        ("公共资源配置", "XY-10"),
        ("决策公开", "XY-19"),
        ("回应关切", "XY-23"),
        ("扶贫工作", "XY-13"),
    ] {
        assert_eq!(XINYANG.decide(name), (Decision::Accept, code.to_owned()), "{name}");
    }
    for (name, code) in [
        ("三公经费", "WP-03-02"),
        ("征地信息", "WP-04-01"),
        ("政府采购", "WP-04-07"),
        ("保障性住房信息", "WP-04-06"),
        ("预决算公开", "WP-03-01"),
        ("行政处罚", "WP-02-02"),
        ("社会保障", "WP-05-05"),
        ("政策解读", "WP-01-02"),
    ] {
        assert_eq!(POINTS.decide(name), (Decision::Accept, code.to_owned()), "{name}");
    }
}

#[test]
fn a_column_of_something_else_is_no_task() {
    for name in ["通知公告", "领导信息", "工作动态", "机构职能", "部门文件", "市财政局"] {
        assert_eq!(XINYANG.decide(name).0, Decision::None, "{name}");
        assert_eq!(POINTS.decide(name).0, Decision::None, "{name}");
    }
}

#[test]
fn a_title_answers_the_matter_that_it_names() {
    for (ledger, code, at, title) in [
        (&XINYANG, "XY-28-01", 0, "关于印发市教育局2016年政务公开工作要点实施方案的通知"),
        (&XINYANG, "XY-05-02", 0, "2016年第二季度保障性住房监管执法检查情况"),
        (&XINYANG, "XY-14-01", 0, "2016年6月城乡低保资金发放情况"),
        (&XINYANG, "XY-16-03", 0, "青禾市住房公积金2015年年度报告"),
        (&XINYANG, "XY-20-02", 0, "2016年第3号审计结果公告"),
        (&XINYANG, "XY-19-01", 1, "关于城区规划调整重大决策的预公开"),
        (&POINTS, "WP-02-01-01", 1, "市政府部门行政审批事项清单"),
        (&POINTS, "WP-06-01-01", 0, "7月份空气质量监测结果"),
        (&POINTS, "WP-04-01-01", 0, "青禾新区征地批复"),
        // 密切关注重要政务舆情, 并及时予以回应; 以及…, 各项…; what no website shows.
        (&POINTS, "WP-01-03-01", 0, "关于石桥镇供水政务舆情的回应"),
        // 办好政府公报，并做好网上发布工作; 临时救助方面; 政务舆情监测工作, 有针对性地做好回应工作.
        (&XINYANG, "XY-26-01", 3, "临溪县人民政府公报"),
        (&XINYANG, "XY-14-01", 3, "临时救助对象认定和标准"),
        (&XINYANG, "XY-23-01", 0, "政务舆情监测和回应情况"),
        (&POINTS, "WP-05-04-01", 0, "就业创业优惠政策实施范围和补贴申领条件"),
        (&POINTS, "WP-08-01-01", 0, "市民政局举办政府信息公开培训班"),
    ] {
        assert!(ledger.likeness(code, title)[at] >= 0.75, "{code} {title}: {:?}", ledger.likeness(code, title));
    }
}

#[test]
fn a_task_is_named_without_what_stands_in_brackets() {
    let row = POINTS.catalogue.indicators.iter().find(|row| row.code == "WP-01-01-01").unwrap();
    let title = Title::new("《条例》施行前政府信息清理公开目录（第3批）");
    assert!(Matter::of_name(row).in_title(&title) >= 0.75);
}

#[test]
fn a_title_that_only_shares_words_does_not() {
    for (ledger, code, title) in [
        // What all rows of the task say is no row's own.
        (&XINYANG, "XY-05-02", "安全生产监管执法的依据和程序"),
        (&XINYANG, "XY-05-03", "保障性住房监管执法检查情况"),
        // 台账 alone may be anybody's; so may a plan of another year.
        (&XINYANG, "XY-28-01", "安全隐患排查整改台账"),
        (&XINYANG, "XY-28-01", "2015年政务公开工作要点实施方案"),
        (&XINYANG, "XY-16-01", "关于元旦放假的通知"),
        (&POINTS, "WP-04-01-01", "关于征求意见的公告"),
        // 集中 of 集中度 is no matter.
        (&XINYANG, "XY-26-01", "党支部组织集中学习"),
    ] {
        let likeness = ledger.likeness(code, title);
        assert!(likeness.iter().all(|like| *like < 0.75), "{code} {title}: {likeness:?}");
    }
}

#[test]
fn what_the_public_cannot_see_is_told_from_what_it_can() {
    let published = |ledger: &Ledger, code: &str| -> Vec<bool> {
        let row = ledger.catalogue.indicators.iter().find(|row| row.code == code).unwrap();
        Matter::of_row(row, &ledger.catalogue.indicators).iter().map(|matter| matter.published).collect()
    };
    // 培训; 保密审查, 公开的政府信息; 办理公开申请.
    assert_eq!(published(&POINTS, "WP-08-01-01"), [false, false]);
    assert_eq!(published(&POINTS, "WP-08-03-01"), [false, false]);
    assert_eq!(published(&POINTS, "WP-07-01-01"), [false, false, false]);
    // 媒体, 传播; only 做好发布解读工作 names no channel.
    assert_eq!(published(&XINYANG, "XY-24-01"), [false, false, false, true, false, false]);
    // 主动公开基本目录; 公开的审查; 保密审查.
    assert_eq!(published(&XINYANG, "XY-25-01"), [true, false, false]);
    // 负面清单, 调整事项; 决策机制.
    assert_eq!(published(&XINYANG, "XY-08-01"), [true, true, false]);
}

#[test]
fn a_running_text_names_a_matter_only_by_its_own_words() {
    let row = XINYANG.catalogue.indicators.iter().find(|row| row.code == "XY-20-02").unwrap();
    let matters = Matter::of_row(row, &XINYANG.catalogue.indicators);
    assert!(matters[0].in_text("根据《审计法》，现将审计结果公告如下"));
    assert!(!matters[0].in_text("审计局公告：结果将另行公布"));
}
