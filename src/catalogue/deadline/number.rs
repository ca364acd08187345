//! Numbers in a catalogue's words.

/// How many: 20, ２０, 二十.
pub(super) const NUMBER: &str = "[0-9０-９一二三四五六七八九十]+";

/// The number that `text` writes in ASCII, full-width or Chinese digits, up to 99 in the last; `None` when it is none.
pub(super) fn number(text: &str) -> Option<u16> {
    let digits: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
            _ => c,
        })
        .collect();
    digits.parse().ok().or_else(|| chinese(&digits))
}

fn chinese(text: &str) -> Option<u16> {
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

fn digit(text: &str) -> Option<u16> {
    let index =
        "一二三四五六七八九".char_indices().position(|(at, c)| text == &"一二三四五六七八九"[at..at + c.len_utf8()]);
    index.and_then(|index| u16::try_from(index + 1).ok())
}
