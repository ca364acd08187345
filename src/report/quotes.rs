//! Quotation marks within quotation marks.

use std::borrow::Cow;

/// `words` with single marks inside double ones: a name on a site may hold marks of its own (“双随机、一公开”抽查结果), and the
/// sentence that quotes it cannot know. Words whose marks do not pair, because something was cut short, stay as they are.
pub(super) fn nested(words: &str) -> Cow<'_, str> {
    if words.matches('“').nth(1).is_none() {
        return Cow::Borrowed(words);
    }
    let mut depth = 0_usize;
    let mut told = String::with_capacity(words.len());
    for mark in words.chars() {
        match mark {
            '“' => {
                told.push(if depth.is_multiple_of(2) { '“' } else { '‘' });
                depth += 1;
            }
            '”' if depth == 0 => return Cow::Borrowed(words),
            '”' => {
                depth -= 1;
                told.push(if depth.is_multiple_of(2) { '”' } else { '’' });
            }
            other => told.push(other),
        }
    }
    if depth == 0 { Cow::Owned(told) } else { Cow::Borrowed(words) }
}

#[cfg(test)]
mod tests {
    use super::nested;

    #[test]
    fn marks_within_marks_are_single() {
        assert_eq!(nested("发布““双随机、一公开”抽查结果”，已见"), "发布“‘双随机、一公开’抽查结果”，已见");
        assert_eq!(nested("““六稳”“六保”信息”应报送"), "“‘六稳’‘六保’信息”应报送");
        assert_eq!(nested("已见：“预算”“决算”"), "已见：“预算”“决算”");
        assert_eq!(nested("“关于“阳光执法…”未见"), "“关于“阳光执法…”未见", "the inner mark was cut off");
        assert_eq!(nested("执法”公开“"), "执法”公开“");
    }
}
