//! Rules in words, for sheets.

use super::{Deadline, Demand, Rule, Span};

impl Rule {
    /// The rule in Chinese words: `行政许可、行政处罚信息：自行政决定作出之日起7个工作日内公开`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let time = match &self.deadline {
            Deadline::Demand { demand: Demand::Other } => format!("内容要求：{}（需人工核查）", self.words),
            deadline => deadline.in_words(),
        };
        if self.matter.is_empty() { time } else { format!("{}：{time}", self.matter) }
    }

    /// What was mended to read a source that errs (20个工作内), in Chinese.
    #[must_use]
    pub fn mended(&self) -> Option<&'static str> {
        ["个工作内", "个工作之内", "个工作以内"]
            .iter()
            .any(|slip| self.words.contains(slip))
            .then_some("原文如此，按“工作日”读")
    }
}

impl Deadline {
    fn in_words(&self) -> String {
        match self {
            Self::WorkingDays { days, event } => format!("{}{days}个工作日内公开", since(event)),
            Self::Within { count, span, event } if event.is_empty() => format!("{count}{}内", span.in_words()),
            Self::Within { count, span, event } => format!("{}{count}{}内", since(event), span.in_words()),
            Self::Every { count, span } => format!("每{count}{}至少更新一次", span.in_words()),
            Self::Together { document } => format!("与{document}同步发布"),
            Self::Always => "保持长期公开".to_owned(),
            Self::Yearly => "每年更新".to_owned(),
            Self::YearlyBy { month, day } => format!("每年{month}月{day}日前更新"),
            Self::HalfYearly => "每半年更新".to_owned(),
            Self::Quarterly => "每季度更新".to_owned(),
            Self::Monthly => "每月更新".to_owned(),
            Self::Immediately => "实时公开".to_owned(),
            Self::Promptly => "及时公开".to_owned(),
            Self::Periodically => "定期更新".to_owned(),
            Self::ByDate { date } => format!("{}年{}月{}日前完成", date.year(), date.month(), date.day()),
            Self::WithinYear => "年内完成".to_owned(),
            Self::Gradually => "逐步公开".to_owned(),
            Self::ByLaw { days } => {
                format!("法律、法规、规章另有规定的从其规定，否则{}{days}个工作日内公开", since(""))
            }
            Self::Demand { demand } => format!("内容要求：{}", demand.in_words()),
        }
    }
}

impl Demand {
    fn in_words(&self) -> String {
        match self {
            Self::Guide => "指南有编排体系和目录说明".to_owned(),
            Self::Document { name } => format!("有“{name}”"),
            Self::OwnWorks => "发布本级文件，原则上不转发上级文件".to_owned(),
            Self::Interpretation { workdays: None } => "每件行政规范性文件都有解读".to_owned(),
            Self::Interpretation { workdays: Some(days) } => format!("解读在文件公开后{days}个工作日内发布"),
            Self::Other => "需人工核查".to_owned(),
        }
    }
}

impl Span {
    /// The unit in Chinese, as it stands behind a number.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Hours => "小时",
            Self::Days => "日",
            Self::Weeks => "周",
            Self::Months => "个月",
            Self::Years => "年",
        }
    }
}

/// Without an event of its own a limit starts as the law says (条例第26条).
fn since(event: &str) -> String {
    match event {
        "" => "自信息形成或者变更之日起".to_owned(),
        day if day.ends_with('日') => format!("自{day}起"),
        event => format!("{event}后"),
    }
}
