//! Words for documents: XML and HTML.

use std::borrow::Cow;

use crate::read::masked;

/// `words` with a blank in the place of each sign that XML 1.0 has no place for (control characters but the line break, and two
/// that are no characters), that breaks the line as none of ours does, or that turns the direction of the words after it: a
/// website may send any, and a title must not make the words beside it say something else. Personal data is masked.
pub(super) fn printable(words: &str) -> Cow<'_, str> {
    let unfit = |sign: char| match sign {
        '\n' => false,
        '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => true,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        other => other.is_control(),
    };
    let usual = |sign| matches!(sign, '\n' | ' '..='~' | '‐'..='‧' | '\u{2e80}'..='\u{fffd}');
    let words = masked(words);
    if words.chars().all(usual) { words } else { Cow::Owned(words.replace(unfit, " ")) }
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn signs_that_no_document_should_hold_become_blanks() {
        assert_eq!(printable("预算\u{0}\t\u{7f}\u{85}\u{ffff}公开\n"), "预算     公开\n");
        assert_eq!(printable("\u{202e}标达\u{2066}"), " 标达 ");
        assert_eq!(printable("\u{61c}标\u{2028}达"), " 标 达");
    }
}
