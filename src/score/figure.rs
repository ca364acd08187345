//! How numbers are shown.

use rust_decimal::{Decimal, RoundingStrategy};

/// With so many places, half up. Thirds and sevenths end at the 28th digit, so a number that is half a last place in truth
/// may lie a trace below; rounding at the 20th place first puts it back.
fn places(number: Decimal, places: u32) -> Decimal {
    number.round_dp(20).round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// With two places: `12.50`.
pub(super) fn two_places(number: Decimal) -> Decimal {
    let mut rounded = places(number, 2);
    rounded.rescale(2);
    rounded
}

/// With two to four places, as many as it has: `12.50`, `0.0625`.
pub(super) fn four_places(number: Decimal) -> Decimal {
    let mut rounded = places(number, 4).normalize();
    rounded.rescale(rounded.scale().max(2));
    rounded
}

/// In a sentence: with up to four places, as many as it has: `12.5`.
pub(super) fn figure(number: Decimal) -> Decimal {
    places(number, 4).normalize()
}
