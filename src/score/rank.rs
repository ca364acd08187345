//! The ranking of the units of a run.

use super::Totals;

/// Sets the rank of each sheet by the total it shows: units with the same total share a place, and the next one stands as
/// many places further (1, 2, 2, 4). The order of the sheets stays. A sheet without a total gets no rank.
pub fn rank<'a>(sheets: impl IntoIterator<Item = &'a mut Totals>) {
    let sheets: Vec<_> = sheets.into_iter().collect();
    let mut totals: Vec<_> = sheets.iter().filter_map(|sheet| sheet.total).collect();
    totals.sort_unstable_by(|one, other| other.cmp(one));
    for sheet in sheets {
        sheet.rank = sheet.total.map(|own| 1 + totals.partition_point(|total| *total > own));
    }
}
