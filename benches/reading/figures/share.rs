//! Right answers.

use std::fmt;

/// Right answers out of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) of: usize,
}

impl Share {
    pub(crate) fn of(answers: impl Iterator<Item = bool>) -> Self {
        answers.fold(Self::default(), |sum, right| Self { right: sum.right + usize::from(right), of: sum.of + 1 })
    }

    /// The wrong ones out of all: `0/49`; a dash where there is nothing to count.
    pub(crate) fn wrong(self) -> String {
        if self.of == 0 { "–".to_owned() } else { format!("{}/{}", self.of - self.right, self.of) }
    }
}

/// `98.0 % (49/50)`; a dash where there is nothing to count.
impl fmt::Display for Share {
    fn fmt(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { right, of } = *self;
        if of == 0 {
            return form.write_str("–");
        }
        // Cut, not rounded: 100.0 % is said of all only.
        let tenths = right * 1_000 / of;
        write!(form, "{}.{} % ({right}/{of})", tenths / 10, tenths % 10)
    }
}
