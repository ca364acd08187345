//! Coordinates of the charts, in the units of their `viewBox`.

use rust_decimal::Decimal;
use serde::Serialize;

use super::history::Point;

/// Width and height of the plot within a chart of 400 × 220: what is left is for the words.
const PLOT: (u32, u32) = (340, 150);
/// Left upper corner of the plot.
const CORNER: (u32, u32) = (40, 24);
/// Left and right of a line.
const ROOM: u32 = 24;
/// Ten points per bar.
const BARS: usize = 10;
/// Width and height of a sparkline.
const SPARK: (u32, u32) = (96, 24);

/// How many units got how much.
#[derive(Debug, Serialize)]
pub(super) struct Histogram {
    bars: Vec<Bar>,
    /// All of it in words.
    told: String,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    middle: usize,
    count: usize,
    label: String,
}

/// The histogram of totals; `None` where there are none.
pub(super) fn histogram(totals: &[Decimal]) -> Option<Histogram> {
    let mut counts = [0_usize; BARS];
    for total in totals {
        let place = (0..BARS).rev().find(|place| *total >= Decimal::from(place * 10)).unwrap_or(0);
        if let Some(count) = counts.get_mut(place) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|most| *most > 0)?;
    let (wide, high) = (PLOT.0 as usize / BARS, PLOT.1 as usize);
    let bars: Vec<Bar> = (counts.into_iter().enumerate())
        .map(|(place, count)| {
            let height = (count * high).div_ceil(most);
            let x = CORNER.0 as usize + place * wide;
            let y = CORNER.1 as usize + high - height;
            Bar { x: x + 2, y, width: wide - 4, height, middle: x + wide / 2, count, label: (place * 10).to_string() }
        })
        .collect();
    let told = bars.iter().filter(|bar| bar.count > 0).map(|bar| format!("{} 分起 {} 个", bar.label, bar.count));
    let told = told.collect::<Vec<_>>().join("，");
    Some(Histogram { bars, told })
}

/// Totals from period to period.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    /// `x,y x,y …`.
    path: String,
    dots: Vec<Dot>,
    /// All of it in words.
    told: String,
}

#[derive(Debug, Serialize)]
struct Dot {
    x: Decimal,
    y: Decimal,
    /// Where the words above it stand.
    above: Decimal,
    period: String,
    total: String,
}

/// A line over the plot, 0 to 100, with room at both ends for the words of its dots.
pub(super) fn line(points: &[Point<'_>]) -> Line {
    draw(points, (CORNER.0 + ROOM, CORNER.1), (PLOT.0 - 2 * ROOM, PLOT.1))
}

/// A line as small as a word; `None` where there are not two points to join.
pub(super) fn sparkline(points: &[Point<'_>]) -> Option<Line> {
    (points.len() > 1).then(|| draw(points, (3, 3), (SPARK.0 - 6, SPARK.1 - 6)))
}

fn draw(points: &[Point<'_>], corner: (u32, u32), size: (u32, u32)) -> Line {
    let steps = Decimal::from(points.len().saturating_sub(1).max(1));
    let dots: Vec<Dot> = (points.iter().enumerate())
        .map(|(place, (period, total))| {
            let down = (Decimal::ONE_HUNDRED - *total).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
            let x = Decimal::from(corner.0) + Decimal::from(size.0) * Decimal::from(place) / steps;
            let y = Decimal::from(corner.1) + Decimal::from(size.1) * down / Decimal::ONE_HUNDRED;
            let (x, y) = (x.round_dp(1).normalize(), y.round_dp(1).normalize());
            let above = y - Decimal::from(8);
            Dot { x, y, above, period: (*period).to_owned(), total: format!("{total:.2}") }
        })
        .collect();
    let path = dots.iter().map(|dot| format!("{},{}", dot.x, dot.y)).collect::<Vec<_>>().join(" ");
    let told = dots.iter().map(|dot| format!("{} {}", dot.period, dot.total)).collect::<Vec<_>>().join("，");
    Line { path, dots, told }
}
