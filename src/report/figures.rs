//! Points as people read them.

use rust_decimal::Decimal;

/// With two places, or with the four of a policy that names weights where it has them: `12.50`, `0.0625`.
pub(super) fn points(number: Decimal) -> String {
    let mut shown = number.normalize();
    shown.rescale(shown.scale().max(2));
    shown.to_string()
}
