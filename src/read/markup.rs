//! Where the pieces of a page's source end: tags, comments, scripts, by the rules of the HTML standard (§13.2.5). Lines end
//! with a line feed alone.

use std::ops::Range;

/// A tag in the source.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// Where its name ends.
    pub(super) name_end: usize,
    /// Its attributes, each as often as it stands there.
    pub(super) attributes: Vec<Attribute>,
    /// `<br/>`.
    pub(super) self_closing: bool,
    /// Where it ends.
    pub(super) end: usize,
}

/// An attribute in the source.
#[derive(Debug, Clone)]
pub(super) struct Attribute {
    pub(super) name: Range<usize>,
    pub(super) value: Range<usize>,
}

impl Tag {
    /// Reads the tag in `text` whose name starts at `start`, in place of the one before. False where the text ends in it.
    pub(super) fn read(&mut self, text: &str, start: usize) -> bool {
        let bytes = text.as_bytes();
        self.attributes.clear();
        self.name_end = start + span(&bytes[start..], |byte| !is_end_of_name(byte));
        let mut at = self.name_end;
        loop {
            at += span(&bytes[at..], |byte| is_blank(byte) || byte == b'/');
            match bytes.get(at) {
                None => return false,
                Some(b'>') => break,
                Some(_) => {}
            }
            // The first letter of a name may be any, even `=`.
            let name = at..at + 1 + span(&bytes[at + 1..], |byte| !is_end_of_name(byte) && byte != b'=');
            let sign = name.end + span(&bytes[name.end..], is_blank);
            let mut value = sign..sign;
            at = sign;
            if bytes.get(sign) == Some(&b'=') {
                let Some((found, end)) = value_at(bytes, sign + 1) else { return false };
                (value, at) = (found, end);
            }
            self.attributes.push(Attribute { name, value });
        }
        // The value before may end with the same sign: `<a href=/x/>` is open.
        let last = self.attributes.last().map_or(self.name_end, |last| last.value.end);
        self.self_closing = at > last && bytes[at - 1] == b'/';
        self.end = at + 1;
        true
    }
}

/// The value of an attribute behind its `=`, and where it ends with its quotes.
fn value_at(bytes: &[u8], start: usize) -> Option<(Range<usize>, usize)> {
    let start = start + span(&bytes[start..], is_blank);
    match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => {
            let end = start + 1 + bytes[start + 1..].iter().position(|byte| byte == quote)?;
            Some((start + 1..end, end + 1))
        }
        _ => {
            let end = start + span(&bytes[start..], |byte| !is_blank(byte) && byte != b'>');
            Some((start..end, end))
        }
    }
}

/// Number of bytes at the start of `bytes` that `are`.
fn span(bytes: &[u8], are: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| !are(*byte)).unwrap_or(bytes.len())
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b' ')
}

fn is_end_of_name(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b'/' | b'>')
}

/// Where the comment at the start of `text` ends.
pub(super) fn end_of_comment(text: &str) -> usize {
    let inner = &text[4..];
    if inner.starts_with('>') {
        return 5;
    }
    if inner.starts_with("->") {
        return 6;
    }
    // With a sign before the bracket it is a common mistake, which ends the comment as well.
    let ends = |at: usize| inner[..at].ends_with("--") || inner[..at].ends_with("--!");
    let end = inner.match_indices('>').map(|(at, _)| at).find(|at| ends(*at));
    end.map_or(text.len(), |at| "<!--".len() + at + 1)
}

/// Where what starts with `<` and ends with the next `>` ends.
pub(super) fn end_of_bracket(text: &str) -> usize {
    text.find('>').map_or(text.len(), |at| at + 1)
}

/// Where the raw text of an element `name` ends: before its end tag.
pub(super) fn end_of_raw_text(text: &str, name: &str) -> usize {
    let mut places = text.match_indices("</").map(|(at, _)| at);
    places.find(|at| is_tag(&text[at + 2..], name)).unwrap_or(text.len())
}

/// Where a script ends: before its end tag, but for one that belongs to a script in a comment.
pub(super) fn end_of_script(text: &str) -> usize {
    /// Inside of what a place of the script stands.
    enum Inside {
        Nothing,
        Comment,
        ScriptInComment,
    }
    let (mut at, mut inside) = (0, Inside::Nothing);
    loop {
        let signs = if matches!(inside, Inside::Nothing) { text[at..].find('<') } else { text[at..].find(['<', '-']) };
        let Some(found) = signs else { return text.len() };
        at += found;
        let rest = &text[at..];
        let open = |start: &str| rest.strip_prefix(start).is_some_and(|rest| is_tag(rest, "script"));
        match inside {
            Inside::Nothing | Inside::Comment if open("</") => return at,
            // The two dashes may be those that end it: `<!-->`.
            Inside::Nothing if rest.starts_with("<!--") => (at, inside) = (at + 2, Inside::Comment),
            Inside::Comment | Inside::ScriptInComment if rest.starts_with("-->") => {
                (at, inside) = (at + 3, Inside::Nothing);
            }
            Inside::Comment if open("<") => (at, inside) = (at + 8, Inside::ScriptInComment),
            Inside::ScriptInComment if open("</") => (at, inside) = (at + 9, Inside::Comment),
            _ => at += 1,
        }
    }
}

/// `text` starts with the name of a tag and what ends it.
fn is_tag(text: &str, name: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_some_and(|byte| is_end_of_name(*byte))
}

/// What a text with character references says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// What stands there.
    Same,
    /// Something else.
    As(String),
    /// That takes the table of all names.
    Unknown,
}

/// Reads the character references that pages are full of. In an `attribute` what looks like the next key of a query is none.
pub(super) fn read(text: &str, attribute: bool) -> Read {
    let Some(first) = text.find('&') else { return Read::Same };
    let mut read = String::with_capacity(text.len());
    let (mut before, mut at) = (0, first);
    loop {
        let rest = &text[at + 1..];
        let name = span(rest.as_bytes(), |byte| byte.is_ascii_alphanumeric());
        let sign = match rest.get(..name + 1) {
            Some("nbsp;") => Some('\u{a0}'),
            Some("amp;") => Some('&'),
            Some("lt;") => Some('<'),
            Some("gt;") => Some('>'),
            Some("quot;") => Some('"'),
            Some("raquo;") => Some('»'),
            Some("copy;") => Some('©'),
            Some("middot;") => Some('·'),
            Some("ldquo;") => Some('“'),
            Some("rdquo;") => Some('”'),
            Some("ensp;") => Some('\u{2002}'),
            Some("emsp;") => Some('\u{2003}'),
            Some(key) if attribute && name > 0 && key.ends_with('=') => None,
            _ if name == 0 && !rest.starts_with('#') => None,
            _ => return Read::Unknown,
        };
        if let Some(sign) = sign {
            read.push_str(&text[before..at]);
            read.push(sign);
            before = at + name + 2;
        }
        at += 1 + name;
        match text[at..].find('&') {
            Some(next) => at += next,
            None => break,
        }
    }
    if before == 0 {
        return Read::Same;
    }
    read.push_str(&text[before..]);
    Read::As(read)
}
