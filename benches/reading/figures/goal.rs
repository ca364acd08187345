//! What the figures have to reach.

use super::{Figure, Part, Reading, share_of};

/// In percent of the answers on labelled pages whose content stands in the HTML, for each figure.
const GOAL: usize = 98;

/// The figures that fall short, on the tuning part and on both parts together; a date where none is shown is one too many.
pub(crate) fn missed(readings: &[Reading]) -> Vec<String> {
    let tuning = readings.iter().filter(|reading| reading.label.part == Part::Tuning).collect();
    let mut missed = Vec::new();
    for (part, readings) in [("tuning", tuning), ("both", readings.iter().collect::<Vec<_>>())] {
        for figure in Figure::GOALS {
            let share = share_of(figure, readings.iter().copied());
            if share.right * 100 < share.of * GOAL {
                missed.push(format!("{part}, {}: {share}", figure.name()));
            }
        }
        for figure in Figure::NOTHING {
            let share = share_of(figure, readings.iter().copied());
            if share.right < share.of {
                missed.push(format!("{part}, {}: {}", figure.name(), share.wrong()));
            }
        }
    }
    missed
}
