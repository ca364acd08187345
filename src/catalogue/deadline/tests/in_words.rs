//! Rules → words → rules, and words that are no rules.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

#[test]
fn rules_in_words() {
    for (text, expected) in [
        ("20个工作日内", "自信息形成或者变更之日起20个工作日内公开"),
        ("自变动之日起20个工作日内更新", "自变动之日起20个工作日内公开"),
        ("文件下发20个工作日内", "文件下发后20个工作日内公开"),
        ("批准后20日内", "批准后20日内"),
        ("2周内", "每2周至少更新一次"),
        ("每年3月31日前更新", "每年3月31日前更新"),
        ("8月底前", "2014年8月31日前完成"),
        ("其他事项每年有更新", "其他事项：每年更新"),
        ("与政策文件同步发布", "与政策文件同步发布"),
        ("要有编排体系、目录说明", "内容要求：指南有编排体系和目录说明"),
        ("包括信息公开保密审查制度等", "内容要求：有“信息公开保密审查制度”"),
        ("原则上不得转发上级文件", "内容要求：发布本级文件，原则上不转发上级文件"),
        ("行政规范性文件原则必须解读", "内容要求：每件行政规范性文件都有解读"),
        ("应注明来源", "内容要求：应注明来源（需人工核查）"),
    ] {
        let rules = rules(text, "", Some(2014)).unwrap();
        assert_eq!(rules.iter().map(Rule::in_words).collect::<Vec<_>>(), [expected], "{text}");
    }
}

#[test]
fn a_slip_of_the_source_is_told() {
    let mended = |text: &str| rules(text, "", None).unwrap()[0].mended();
    assert_eq!(mended("自变更之日起20个工作内给予公开"), Some("原文如此，按“工作日”读"));
    assert_eq!(mended("自变更之日起20个工作日内给予公开"), None);
}

fn span() -> impl Strategy<Value = Span> {
    prop::sample::select(vec![Span::Hours, Span::Days, Span::Weeks, Span::Months, Span::Years])
}

fn happening() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["文件下发", "批准", "信息形成之日", "处罚决定作出之日", "自然灾害发生之日"])
        .prop_map(str::to_owned)
}

fn day() -> impl Strategy<Value = Date> {
    (date(1990, 1, 1).year()..2100, 1..=12i8, 1..=28i8).prop_map(|(year, month, day)| date(year, month, day))
}

/// Deadlines whose words say all that they are.
fn deadline() -> impl Strategy<Value = Deadline> {
    prop_oneof![
        prop::sample::select(vec![
            Deadline::Yearly,
            Deadline::HalfYearly,
            Deadline::Quarterly,
            Deadline::Monthly,
            Deadline::Immediately,
            Deadline::Promptly,
            Deadline::Periodically,
            Deadline::WithinYear,
            Deadline::Gradually,
            Deadline::Always,
            Deadline::Together { document: "政策文件".to_owned() },
        ]),
        (1..=365u16, happening()).prop_map(|(days, event)| Deadline::WorkingDays { days, event }),
        (1..=999u16, span(), happening()).prop_map(|(count, span, event)| Deadline::Within { count, span, event }),
        (1..=999u16, span()).prop_map(|(count, span)| Deadline::Every { count, span }),
        (1..=365u16).prop_map(|days| Deadline::ByLaw { days }),
        day().prop_map(|date| Deadline::ByDate { date }),
        day().prop_map(|date| Deadline::YearlyBy { month: date.month(), day: date.day() }),
    ]
}

const CLAUSE: &str = "(每年|每月|每季度|上半年|3月31日|前|底|内|20|两|十|个|工作日|工作|周|小时|自|之日起|后|批准|形成|实时|定期|不|未|及时\
    |与|同步|长期|公开|更新|发布|解读|规范性文件|必须|举办|一次|对|制度|机制|信用中国|平台|通过|，|。|；|“|”|：|、|法律|规定|没有|[a-z]){0,14}";

proptest! {
    #[test]
    fn the_words_of_a_rule_are_read_as_the_rule(
        matter in prop::sample::select(vec!["", "行政处罚信息", "自然资源信息", "会议纪要"]),
        deadline in deadline(),
    ) {
        // As the law says is always for the whole row.
        let matter = if matches!(deadline, Deadline::ByLaw { .. }) { "" } else { matter };
        let rule = Rule { matter: matter.to_owned(), deadline, words: String::new(), from: Cell::Deadline };
        prop_assert_eq!(cell(&rule.in_words()), vec![(rule.matter.clone(), rule.deadline.clone())], "{}", rule.in_words());
    }

    #[test]
    fn any_words_give_rules_or_an_error(deadline in CLAUSE, content in CLAUSE, any in any::<String>()) {
        for (deadline, content) in [(&deadline, &content), (&content, &any), (&any, &deadline)] {
            if let Ok(rules) = rules(deadline, content, Some(2020)) {
                prop_assert!(rules.iter().all(|rule| !rule.words.is_empty() && !rule.in_words().is_empty()));
            }
        }
    }
}
