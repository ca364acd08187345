//! A text as its numbers are read: a mark that nobody sees does not part a number, and wide digits are digits.

/// A text in plain signs, and where each of them stood.
pub(super) struct Plain {
    pub(super) text: String,
    /// Byte of the plain text and the byte of the original at which it stood, after each sign that is not the same in both.
    places: Vec<(usize, usize)>,
}

impl Plain {
    pub(super) fn of(text: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(text.len()), places: Vec::new() };
        for (at, sign) in text.char_indices() {
            let same = plain_sign(sign);
            plain.text.extend(same);
            if same != Some(sign) {
                plain.places.push((plain.text.len(), at + sign.len_utf8()));
            }
        }
        plain
    }

    /// Where the byte `at` of the plain text stood.
    pub(super) fn origin(&self, at: usize) -> usize {
        let before = self.places.partition_point(|(plain, _)| *plain <= at);
        let (plain, origin) = before.checked_sub(1).and_then(|last| self.places.get(last)).copied().unwrap_or_default();
        origin + (at - plain)
    }
}

/// The sign in plain writing: a wide letter or digit as the narrow one, blanks and dashes of all widths as one; `None` where
/// nothing is seen of it (zero-width signs, soft hyphens, signs that turn the direction, variation selectors).
pub(super) fn plain_sign(sign: char) -> Option<char> {
    match sign {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            // The wide forms stand in the order of ASCII.
            char::from_u32(u32::from(sign) - 0xfee0)
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => Some('-'),
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        other => Some(other),
    }
}
