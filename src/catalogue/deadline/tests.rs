//! The forms of words that occur in published catalogues.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn cell(text: &str) -> Vec<(String, Deadline)> {
    let rules = rules(text, "", Some(2014)).unwrap_or_else(|error| panic!("{error}"));
    rules.into_iter().map(|rule| (rule.matter, rule.deadline)).collect()
}

fn content(text: &str) -> Vec<(String, Deadline)> {
    rules("", text, None).unwrap().into_iter().map(|rule| (rule.matter, rule.deadline)).collect()
}

fn whole(deadline: Deadline) -> Vec<(String, Deadline)> {
    vec![(String::new(), deadline)]
}

fn days(days: u16, event: &str) -> Deadline {
    Deadline::WorkingDays { days, event: event.to_owned() }
}

#[test]
fn a_number_of_working_days() {
    assert_eq!(cell("20个工作日内"), whole(days(20, "")));
    assert_eq!(cell("信息形成之日起20个工作日内更新"), whole(days(20, "信息形成之日")));
    assert_eq!(cell("公文形成之日起20个工作日内更新"), whole(days(20, "公文形成之日")));
    assert_eq!(cell("自变动之日起20个工作日内更新"), whole(days(20, "变动之日")));
    assert_eq!(cell("自信息形成或者变更之日起 二十 个工作日内予以公开"), whole(days(20, "信息形成或者变更之日")));
    assert_eq!(cell("文件下发20\n个工作日内"), whole(days(20, "文件下发")));
    assert_eq!(cell("处罚决定文件下发２０个工作日内"), whole(days(20, "处罚决定文件下发")));
}

#[test]
fn days_months_and_years() {
    assert_eq!(cell("每年有更新"), whole(Deadline::Yearly));
    assert_eq!(cell("每年3月31日前更新"), whole(Deadline::YearlyBy { month: 3, day: 31 }));
    assert_eq!(cell("每年2月底前公开"), whole(Deadline::YearlyBy { month: 2, day: 28 }));
    assert_eq!(cell("每半年更新一次"), whole(Deadline::HalfYearly));
    assert_eq!(cell("每季度"), whole(Deadline::Quarterly));
    assert_eq!(cell("每月公开一次"), whole(Deadline::Monthly));
    assert_eq!(cell("2016年12月底前"), whole(Deadline::ByDate { date: date(2016, 12, 31) }));
    assert_eq!(cell("2016年12月底"), whole(Deadline::ByDate { date: date(2016, 12, 31) }));
    assert_eq!(cell("2016年7月20日前"), whole(Deadline::ByDate { date: date(2016, 7, 20) }));
    assert_eq!(cell("2016年底前"), whole(Deadline::ByDate { date: date(2016, 12, 31) }));
    assert_eq!(cell("8月底前"), whole(Deadline::ByDate { date: date(2014, 8, 31) }), "the year is the document's");
    assert_eq!(cell("年  内"), whole(Deadline::WithinYear));
}

#[test]
fn words_without_a_number() {
    assert_eq!(cell("实  时"), whole(Deadline::Immediately));
    assert_eq!(cell("即时公开"), whole(Deadline::Immediately));
    assert_eq!(cell("及时公开"), whole(Deadline::Promptly));
    assert_eq!(cell("定期公开"), whole(Deadline::Periodically));
    assert_eq!(cell("由近及远\n逐年完成"), whole(Deadline::Gradually));
    assert_eq!(cell("逐步"), whole(Deadline::Gradually));
}

#[test]
fn several_rules_in_one_cell() {
    assert_eq!(
        cell("“健全环保信息强制性披露制度”7个工作日，其他事项每年有更新"),
        [("健全环保信息强制性披露制度".to_owned(), days(7, "")), ("其他事项".to_owned(), Deadline::Yearly)]
    );
    let demand = (String::new(), Deadline::Demand { demand: Demand::Other });
    let yearly = (String::new(), Deadline::Yearly);
    assert_eq!(cell("每年有更新，要有编排体系、目录说明"), [yearly.clone(), demand.clone()]);
    assert_eq!(cell("每年有更新。包括信息公开保密审查制度等"), [yearly, demand.clone()]);
    assert_eq!(cell("原则上不得转发上级文件"), [demand]);
}

#[test]
fn as_the_law_says() {
    for text in [
        "法律法规、规章有具体规定的，按规定执行；没有具体规定的，自区政府信息形成或变更之日起20个工作内给予公开。",
        "法律、法规另有规定的从其规定，否则自信息形成之日起20个工作日内公开",
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
        ("2016年13月底前", "2016年13月底前"),
        ("2016年2月30日前", "2016年2月30日前"),
        ("0个工作日内", "0个工作日内"),
        ("500个工作日内", "500个工作日内"),
        ("每月召开会议", "每月召开会议"),
        ("。", "。"),
    ] {
        let error = rules(text, "每月公开一次", None).unwrap_err();
        assert_eq!((error.text.as_str(), error.part.as_str()), (text, part));
    }
    assert!(rules("8月底前", "", None).is_err(), "no year is known");
}

#[test]
fn frequencies_inside_the_content() {
    assert_eq!(content("每月公开一次"), whole(Deadline::Monthly));
    assert_eq!(
        content(
            "明确抽查依据、主体等；及时通过信用中国（某市）“双随机检查结果公开专栏”及其他平台公开抽查结果和查处情况；\
             在行政决定作出之日起7个工作日内通过信用中国（某市）“行政许可、行政处罚信息公示专栏”公示行政许可、行政处罚信息。"
        ),
        [
            ("抽查结果和查处情况".to_owned(), Deadline::Promptly),
            ("行政许可、行政处罚信息".to_owned(), days(7, "行政决定作出之日")),
        ]
    );
    assert_eq!(
        content("市级卫生计生部门定期发布法定传染病疫情信息，每月发布健康提示信息。"),
        [("法定传染病疫情信息".to_owned(), Deadline::Periodically), ("健康提示信息".to_owned(), Deadline::Monthly),]
    );
    assert_eq!(
        content(
            "实时发布空气质量监测数据、指数（AQI）值，定期公布城市集中式饮用水源地水质信息。每年公布我市主要污染物排放总量"
        ),
        [
            ("空气质量监测数据、指数（AQI）值".to_owned(), Deadline::Immediately),
            ("城市集中式饮用水源地水质信息".to_owned(), Deadline::Periodically),
            ("我市主要污染物排放总量".to_owned(), Deadline::Yearly),
        ]
    );
    assert_eq!(
        content("每年至少举办一次政府信息公开培训；环境保护部门每季度应向社会公开饮用水水源监测信息"),
        [("政府信息公开培训".to_owned(), Deadline::Yearly), ("饮用水水源监测信息".to_owned(), Deadline::Quarterly),]
    );
    assert_eq!(
        content("及时公开行政许可、监督检查、行政处罚、信用评级、风险评级等监管信息"),
        [("行政许可等".to_owned(), Deadline::Promptly)],
        "a long list is shown by its first entry"
    );
}

#[test]
fn no_frequency_where_none_is_stated() {
    for text in [
        "",
        "按照要求及时立改废，集中统一对外公开并动态更新。",
        "研究建立饮用水水源环境状况信息定期公开制度",
        "定期检查台账工作进度，及时回应社会关切",
        "住房公积金年度报告。",
    ] {
        assert_eq!(content(text), [], "{text}");
    }
}

#[test]
fn rules_in_words() {
    let words = |text: &str| {
        let rules = rules(text, "", Some(2014)).unwrap();
        rules.iter().map(Rule::in_words).collect::<Vec<_>>().join("；")
    };
    for (text, expected) in [
        ("20个工作日内", "自信息形成或者变更之日起20个工作日内公开"),
        ("自变动之日起20个工作日内更新", "自变动之日起20个工作日内公开"),
        ("每年3月31日前更新", "每年3月31日前更新"),
        ("8月底前", "2014年8月31日前完成"),
        ("其他事项每年有更新", "其他事项：每年更新"),
        ("原则上不得转发上级文件", "内容要求：原则上不得转发上级文件"),
    ] {
        assert_eq!(words(text), expected);
    }
}

proptest! {
    #[test]
    fn any_text_gives_rules_or_an_error(deadline in "[每年月日底前内20个工作日起自实定及时公开更新，。；“”a-z]{0,30}", text in any::<String>()) {
        if let Ok(rules) = rules(&deadline, &text, Some(2020)) {
            prop_assert!(rules.iter().all(|rule| !rule.words.is_empty() && !rule.in_words().is_empty()));
        }
    }
}
