//! Words for documents that are XML.

use crate::read::masked;

/// `words` with a blank in the place of each sign that XML 1.0 has no place for (control characters but the line break, and two
/// that are no characters): a website may send any. Personal data is masked.
pub(super) fn printable(words: &str) -> String {
    let unfit = |sign: char| sign != '\n' && sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}');
    masked(words).replace(unfit, " ")
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn signs_that_xml_does_not_know_become_blanks() {
        assert_eq!(printable("预算\u{0}\t\u{7f}\u{85}\u{ffff}公开\n"), "预算     公开\n");
    }
}
