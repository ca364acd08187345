//! The sum that gives a unit's total, as it is printed on the sheet.

use rust_decimal::Decimal;

use super::line::Line;
use crate::catalogue::Kind;
use crate::report::{Evaluation, UnitResult};

/// How the total of a unit comes about, with its numbers.
pub(super) fn formula(evaluation: &Evaluation, result: &UnitResult, lines: &[Line<'_>]) -> String {
    let Some(total) = result.sheet.total else {
        return format!("没有得分：{}", result.sheet.grade);
    };
    let scored = || lines.iter().filter_map(|line| Some((line.full(), line.got()?)));
    let full: Decimal = scored().map(|(full, _)| full).sum();
    let got: Decimal = scored().map(|(_, got)| got).sum();
    let (words, sum) = match evaluation.catalogue.kind {
        Kind::Website => {
            let lost = full - got;
            (format!("得分 = 100 - 扣分合计 = 100 - {lost:.2}"), (Decimal::ONE_HUNDRED - lost).max(Decimal::ZERO))
        }
        Kind::Columns | Kind::Ledger => {
            let sum = (got * Decimal::ONE_HUNDRED).checked_div(full).unwrap_or_default();
            (format!("得分 = 得分合计 ÷ 分值合计 × 100 = {got:.2} ÷ {full:.2} × 100"), sum)
        }
    };
    let rest = total - sum;
    if rest.abs() <= rounding(lines.len()) {
        format!("{words} = {total:.2}（不计分的行不在分值合计之内；各行四舍五入到两位，总分按未舍入的数计算）")
    } else {
        let sign = if rest.is_sign_negative() { "减" } else { "加" };
        format!("{words} = {sum:.2}，按评分办法另{sign} {:.2}，得 {total:.2}", rest.abs())
    }
}

/// So much the sum of rounded rows may differ from the total: each row by half a hundredth, in numerator and denominator.
fn rounding(rows: usize) -> Decimal {
    Decimal::new(i64::try_from(rows).unwrap_or(i64::MAX), 2)
}
