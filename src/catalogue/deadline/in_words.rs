//! Rules in words, for sheets.

use super::{Deadline, Rule, Span};

impl Rule {
    /// The rule in Chinese words: `行政许可、行政处罚信息：自行政决定作出之日起7个工作日内公开`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let time = match &self.deadline {
            Deadline::WorkingDays { days, event } if event.is_empty() => {
                format!("自信息形成或者变更之日起{days}个工作日内公开")
            }
            Deadline::WorkingDays { days, event } => format!("自{event}起{days}个工作日内公开"),
            Deadline::Yearly => "每年更新".to_owned(),
            Deadline::YearlyBy { month, day } => format!("每年{month}月{day}日前更新"),
            Deadline::HalfYearly => "每半年更新".to_owned(),
            Deadline::Quarterly => "每季度更新".to_owned(),
            Deadline::Monthly => "每月更新".to_owned(),
            Deadline::Immediately => "实时公开".to_owned(),
            Deadline::Promptly => "及时公开".to_owned(),
            Deadline::Periodically => "定期更新".to_owned(),
            Deadline::ByDate { date } => format!("{}年{}月{}日前完成", date.year(), date.month(), date.day()),
            Deadline::WithinYear => "年内完成".to_owned(),
            Deadline::Gradually => "逐步公开".to_owned(),
            Deadline::ByLaw { days } => {
                format!("法律、法规、规章另有规定的从其规定，否则自信息形成或者变更之日起{days}个工作日内公开")
            }
            Deadline::Within { count, span, event } if event.is_empty() => format!("{count}{}内完成", span.in_words()),
            Deadline::Within { count, span, event } => format!("{event}后{count}{}内完成", span.in_words()),
            Deadline::Every { count, span } => format!("每{count}{}至少更新一次", span.in_words()),
            Deadline::Together { document } => format!("与{document}同步发布"),
            Deadline::Always => "保持长期公开".to_owned(),
            Deadline::Demand { .. } => format!("内容要求：{}", self.words),
        };
        if self.matter.is_empty() { time } else { format!("{}：{time}", self.matter) }
    }
}

impl Span {
    fn in_words(self) -> &'static str {
        match self {
            Self::Hours => "小时",
            Self::Days => "日",
            Self::Weeks => "周",
            Self::Months => "个月",
            Self::Years => "年",
        }
    }
}
