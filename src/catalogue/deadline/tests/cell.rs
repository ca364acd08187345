//! Deadline cells.

use jiff::civil::date;

use super::*;

#[test]
fn a_number_of_working_days() {
    for (text, expected) in [
        ("20个工作日", days(20, "")),
        ("20个工作日内", days(20, "")),
        ("7个工作日", days(7, "")),
        ("于3个工作日之内公开", days(3, "")),
        ("信息形成之日起20个工作日内更新", days(20, "信息形成之日")),
        ("公文形成之日起20个工作日内更新", days(20, "公文形成之日")),
        ("自变动之日起20个工作日内更新", days(20, "变动之日")),
        ("自信息形成或者变更之日起 二十 个工作日内予以公开", days(20, "信息形成或者变更之日")),
        ("自自然灾害发生之日起3个工作日内", days(3, "自然灾害发生之日")),
        ("文件下发20\n个工作日内", days(20, "文件下发")),
        ("处罚决定文件下发２０个工作日内", days(20, "处罚决定文件下发")),
        ("经审核后5个工作日内发布", days(5, "经审核")),
        ("经济数据公布后20个工作日内", days(20, "经济数据公布")),
        ("20个工作内", days(20, "")),
    ] {
        assert_eq!(cell(text), whole(expected), "{text}");
    }
}

#[test]
fn calendar_days_after_an_event() {
    for (text, expected) in [
        ("批准后20日内", within(20, Span::Days, "批准")),
        ("经本级人大常委会批准后20日内公开", within(20, Span::Days, "经本级人大常委会批准")),
        ("自批准之日起二十日内", within(20, Span::Days, "批准之日")),
        ("事件发生后24小时内发布", within(24, Span::Hours, "事件发生")),
        ("10日内", within(10, Span::Days, "")),
        ("24小时内", within(24, Span::Hours, "")),
    ] {
        assert_eq!(cell(text), whole(expected), "{text}");
    }
}

#[test]
fn bare_windows() {
    for (text, count, span) in [
        ("1个月", 1, Span::Months),
        ("6个月", 6, Span::Months),
        ("3个月内更新", 3, Span::Months),
        ("半年内", 6, Span::Months),
        ("1年", 1, Span::Years),
        ("一年", 1, Span::Years),
        ("2周内", 2, Span::Weeks),
        ("两个星期", 2, Span::Weeks),
        ("每周更新", 1, Span::Weeks),
        ("每2周更新一次", 2, Span::Weeks),
        ("每天更新", 1, Span::Days),
    ] {
        assert_eq!(cell(text), whole(Deadline::Every { count, span }), "{text}");
    }
}

#[test]
fn how_often() {
    for (text, expected) in [
        ("每年有更新", Deadline::Yearly),
        ("原则上每年更新", Deadline::Yearly),
        ("每半年", Deadline::HalfYearly),
        ("每半年更新一次", Deadline::HalfYearly),
        ("每季度", Deadline::Quarterly),
        ("按季度", Deadline::Quarterly),
        ("每月公开一次", Deadline::Monthly),
        ("实  时", Deadline::Immediately),
        ("即时公开", Deadline::Immediately),
        ("及时公开", Deadline::Promptly),
        ("按进展情况及时公开", Deadline::Promptly),
        ("重大决策作出后及时公开", Deadline::Promptly),
        ("第一时间发布", Deadline::Promptly),
        ("定期公开", Deadline::Periodically),
        ("由近及远\n逐年完成", Deadline::Gradually),
        ("逐步", Deadline::Gradually),
        ("保持长期公开", Deadline::Always),
        ("长期公开", Deadline::Always),
    ] {
        assert_eq!(cell(text), whole(expected), "{text}");
    }
}

#[test]
fn days_of_the_year() {
    for (text, month, day) in
        [("每年3月31日前", 3, 31), ("每年3月31日前更新", 3, 31), ("每年2月底前公开", 2, 28), ("次年1月31日以前", 1, 31)]
    {
        assert_eq!(cell(text), whole(Deadline::YearlyBy { month, day }), "{text}");
    }
    for (text, last) in [
        ("2016年12月底前", date(2016, 12, 31)),
        ("2016年12月底", date(2016, 12, 31)),
        ("2016年7月20日前", date(2016, 7, 20)),
        ("2016年底前", date(2016, 12, 31)),
        ("2016年内完成", date(2016, 12, 31)),
        ("2016年2月底前", date(2016, 2, 29)),
        // The year is the document's.
        ("6月底前", date(2014, 6, 30)),
        ("8月底前", date(2014, 8, 31)),
        ("1月31日前", date(2014, 1, 31)),
        // Before the month begins.
        ("2017年2月前", date(2017, 1, 31)),
    ] {
        assert_eq!(cell(text), whole(Deadline::ByDate { date: last }), "{text}");
    }
    for text in ["年内", "年  内", "年内完成", "年底前"] {
        assert_eq!(cell(text), whole(Deadline::WithinYear), "{text}");
    }
}

#[test]
fn together_with_a_document() {
    let policy = Deadline::Together { document: "政策文件".to_owned() };
    assert_eq!(cell("与政策文件同步发布"), whole(policy.clone()));
    assert_eq!(cell("解读材料与政策文件同步发布"), [("解读材料".to_owned(), policy)]);
}

#[test]
fn several_rules_in_one_cell() {
    assert_eq!(
        cell("“健全环保信息强制性披露制度”7个工作日，其他事项每年有更新"),
        [("健全环保信息强制性披露制度".to_owned(), days(7, "")), ("其他事项".to_owned(), Deadline::Yearly)]
    );
    assert_eq!(
        cell("行政处罚：自处罚决定作出之日起7个工作日内；会议纪要每月更新；土地供应每季度"),
        [
            ("行政处罚".to_owned(), days(7, "处罚决定作出之日")),
            ("会议纪要".to_owned(), Deadline::Monthly),
            ("土地供应".to_owned(), Deadline::Quarterly),
        ]
    );
    assert_eq!(
        cell("自然资源信息自形成之日起20个工作日内；应急预案应每年更新"),
        [("自然资源信息".to_owned(), days(20, "形成之日")), ("应急预案".to_owned(), Deadline::Yearly)]
    );
}

#[test]
fn demands_stand_beside_times() {
    let yearly = (String::new(), Deadline::Yearly);
    let document = Demand::Document { name: "信息公开保密审查制度".to_owned() };
    assert_eq!(cell("每年有更新，要有编排体系、目录说明"), [yearly.clone(), (String::new(), demand(Demand::Guide))]);
    assert_eq!(cell("每年有更新。包括信息公开保密审查制度等"), [yearly, (String::new(), demand(document))]);
    assert_eq!(cell("原则上不得转发上级文件"), whole(demand(Demand::OwnWorks)));
    assert_eq!(cell("行政规范性文件原则上必须解读"), whole(demand(Demand::Interpretation { workdays: None })));
    assert_eq!(cell("应注明来源"), whole(demand(Demand::Other)));
}

#[test]
fn as_the_law_says() {
    for text in [
        "法律法规、规章有具体规定的，按规定执行；没有具体规定的，自区政府信息形成或变更之日起20个工作内给予公开。",
        "法律、法规另有规定的从其规定，否则自信息形成之日起20个工作日内公开",
        "除法律、法规另有规定外，自信息形成或者变更之日起20个工作日内",
        "自该政府信息形成或者变更之日起20个工作日内及时公开。法律、法规对政府信息公开的期限另有规定的，从其规定。",
    ] {
        assert_eq!(cell(text), whole(Deadline::ByLaw { days: 20 }), "{text}");
    }
}

#[test]
fn what_is_no_deadline_is_an_error_that_shows_it() {
    for (text, part) in [
        ("看情况", "看情况"),
        ("每年有更新，看情况", "看情况"),
        ("不定期更新", "不定期更新"),
        ("未及时公开", "未及时公开"),
        ("2016年13月底前", "2016年13月底前"),
        ("2016年2月30日前", "2016年2月30日前"),
        ("16年7月20日前", "16年7月20日前"),
        ("每年13月底前", "每年13月底前"),
        ("0个工作日内", "0个工作日内"),
        ("500个工作日内", "500个工作日内"),
        ("0年内", "0年内"),
        ("上半年", "上半年"),
        ("每月10日前", "每月10日前"),
        ("每月召开会议", "每月召开会议"),
        ("。", "。"),
    ] {
        let error = rules(text, "每月公开一次", None).unwrap_err();
        assert_eq!((error.text.as_str(), error.part.as_str()), (text, part));
    }
    assert!(rules("8月底前", "", None).is_err(), "no year is known");
}

#[test]
fn rules_of_both_cells_are_read() {
    let read = rules("2016年12月底", "环境保护部门每季度应向社会公开水质", None).unwrap();
    let read: Vec<_> = read.iter().map(|rule| (rule.from, &rule.deadline, rule.words.as_str())).collect();
    let december = Deadline::ByDate { date: date(2016, 12, 31) };
    assert_eq!(
        read,
        [
            (Cell::Deadline, &december, "2016年12月底"),
            (Cell::Content, &Deadline::Quarterly, "环境保护部门每季度应向社会公开水质"),
        ]
    );
}
