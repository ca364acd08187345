//! Literals in the scripts of a page: texts, numbers, objects and lists, sums of them, and variables that the page sets to
//! one. Nothing is run; what is not plainly a literal is [`Literal::Unknown`].

use std::cell::Cell;

use super::paging::is_page_key;

/// Deepest nesting of literals, and longest chain of variables.
const DEEPEST: usize = 12;
/// Most members of one object or list.
const MOST_MEMBERS: usize = 2_000;
/// Most places where a variable is looked for.
const MOST_PLACES: usize = 100;
/// Longest literal that is read, in bytes, counted from the start of the outermost one.
const LONGEST: usize = 256 * 1024;
/// Most variables of one page that are looked up.
const MOST_LOOKUPS: usize = 60;

/// What stands in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    /// A text, or a number or a truth value as it is written.
    Text(String),
    /// An object, members in order.
    Object(Vec<(String, Literal)>),
    /// An array.
    List(Vec<Literal>),
    /// A function.
    Function,
    /// Anything that is only known when the script runs.
    Unknown,
}

impl Literal {
    /// The text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The member of an object called `name`.
    pub(super) fn member(&self, name: &str) -> Option<&Literal> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// What `self + next` is. A page number that the script fills in is that of the first page.
    fn plus(self, next: Self) -> Self {
        match (self, next) {
            (Self::Text(first), Self::Text(next)) => Self::Text(first + &next),
            (Self::Text(first), Self::Unknown) => {
                let key = first.strip_suffix('=').and_then(|rest| rest.rsplit(['?', '&']).next());
                if key.is_some_and(is_page_key) { Self::Text(first + "1") } else { Self::Unknown }
            }
            _ => Self::Unknown,
        }
    }
}

/// The scripts of a page.
#[derive(Debug)]
pub(super) struct Script<'a> {
    /// Source of the page.
    pub(super) text: &'a str,
    /// Variables that may still be looked up.
    lookups: Cell<usize>,
    /// Bytes that may still be read for them.
    bytes: Cell<usize>,
}

impl<'a> Script<'a> {
    /// The scripts of the page with the source `text`.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, lookups: Cell::new(MOST_LOOKUPS), bytes: Cell::new(LONGEST) }
    }

    /// The arguments of a call whose opening bracket ends at `at`.
    pub(super) fn arguments(&self, at: usize) -> Vec<Literal> {
        self.reader(at, 0).members(b')', |reader| Some(reader.expression()))
    }

    /// The literal that starts at `at`.
    pub(super) fn literal(&self, at: usize) -> Literal {
        self.reader(at, 0).expression()
    }

    /// What the page sets the variable `name` to, the first time that it is a literal.
    fn variable(&self, name: &str, depth: usize) -> Literal {
        let left = self.lookups.get();
        if depth >= DEEPEST || name.len() < 2 || left == 0 {
            return Literal::Unknown;
        }
        self.lookups.set(left - 1);
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$' | '.');
        let values = self.text.match_indices(name).take(MOST_PLACES).filter_map(|(at, _)| {
            let rest = self.text[at + name.len()..].trim_start();
            let value = rest.strip_prefix('=').filter(|value| !value.starts_with('='))?;
            let whole = !self.text[..at].ends_with(is_name) && self.bytes.get() > 0;
            whole.then(|| {
                let mut reader = self.reader(self.text.len() - value.len(), depth + 1);
                let value = reader.expression();
                self.bytes.set(self.bytes.get().saturating_sub(reader.at));
                value
            })
        });
        values.into_iter().find(|value| *value != Literal::Unknown).unwrap_or(Literal::Unknown)
    }

    fn reader(&self, at: usize, depth: usize) -> Reader<'_> {
        let rest = self.text.get(at..).unwrap_or_default();
        Reader { source: &rest[..rest.floor_char_boundary(LONGEST)], at: 0, script: self, depth }
    }
}

/// Reads literals one after the other; goes on behind what it does not understand.
struct Reader<'a> {
    source: &'a str,
    at: usize,
    script: &'a Script<'a>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn byte(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Passes blanks and comments.
    fn blanks(&mut self) {
        loop {
            let rest = self.rest();
            let bare = rest.trim_start();
            self.at += rest.len() - bare.len();
            let end = if bare.starts_with("//") {
                bare.find('\n')
            } else if bare.starts_with("/*") {
                bare.find("*/").map(|end| end + 2)
            } else {
                return;
            };
            self.at += end.unwrap_or(bare.len());
        }
    }

    fn eat(&mut self, wanted: u8) -> bool {
        self.blanks();
        let found = self.byte() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// A sum up to the end of the expression.
    fn expression(&mut self) -> Literal {
        let mut value = self.term();
        let mut end = self.at;
        while self.eat(b'+') {
            let next = self.term();
            end = self.at;
            value = value.plus(next);
        }
        let line = self.source.get(end..self.at).is_some_and(|gap| gap.contains('\n'));
        if line || matches!(self.byte(), None | Some(b',' | b')' | b'}' | b']' | b';' | b'<')) {
            return value;
        }
        self.skip();
        Literal::Unknown
    }

    fn term(&mut self) -> Literal {
        self.blanks();
        if self.depth >= DEEPEST {
            self.skip();
            return Literal::Unknown;
        }
        match self.byte() {
            Some(quote @ (b'"' | b'\'' | b'`')) => self.quoted(quote),
            Some(b'{') => {
                self.at += 1;
                Literal::Object(self.nested(b'}', Self::member))
            }
            Some(b'[') => {
                self.at += 1;
                Literal::List(self.nested(b']', |reader| Some(reader.expression())))
            }
            Some(b'(') => {
                self.at += 1;
                self.nested(b')', |reader| Some(reader.expression())).pop().unwrap_or(Literal::Unknown)
            }
            Some(b'0'..=b'9' | b'-') => Literal::Text(self.word(|byte| byte.is_ascii_digit() || b"-.".contains(&byte))),
            _ => self.name(),
        }
    }

    /// A variable, a truth value, or the call of a function that leaves its argument as it is.
    fn name(&mut self) -> Literal {
        let name = self.word(|byte| byte.is_ascii_alphanumeric() || b"_$.".contains(&byte));
        match name.as_str() {
            "true" | "false" => Literal::Text(name),
            "null" | "undefined" => Literal::Text(String::new()),
            "encodeURIComponent" | "encodeURI" | "String" => {
                if self.eat(b'(') {
                    self.nested(b')', |reader| Some(reader.expression())).pop().unwrap_or(Literal::Unknown)
                } else {
                    Literal::Unknown
                }
            }
            "" | "function" => {
                self.skip();
                if name.is_empty() { Literal::Unknown } else { Literal::Function }
            }
            _ => {
                self.blanks();
                if matches!(self.byte(), Some(b'(' | b'[' | b'=')) {
                    self.skip();
                    return Literal::Unknown;
                }
                self.script.variable(&name, self.depth)
            }
        }
    }

    fn word(&mut self, belongs: impl Fn(u8) -> bool) -> String {
        let rest = self.rest();
        let end = rest.bytes().position(|byte| !belongs(byte)).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    /// A text up to its closing `quote`; one that a variable is put into is unknown.
    fn quoted(&mut self, quote: u8) -> Literal {
        let mut text = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some((_, 'n' | 't' | 'r')) => text.push(' '),
                    Some((_, escaped)) => text.push(escaped),
                    None => break,
                },
                _ if letter == char::from(quote) => {
                    self.at += at + 1;
                    let filled = quote == b'`' && text.contains("${");
                    return if filled { Literal::Unknown } else { Literal::Text(text) };
                }
                '\n' if quote != b'`' => break,
                _ => text.push(letter),
            }
        }
        self.at = self.source.len();
        Literal::Unknown
    }

    /// `key: value`, one level deeper.
    fn member(&mut self) -> Option<(String, Literal)> {
        self.blanks();
        let key = match self.byte() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote).text().map(str::to_owned),
            _ => Some(self.word(|byte| byte.is_ascii_alphanumeric() || b"_$".contains(&byte))),
        };
        match key.filter(|key| !key.is_empty()) {
            Some(key) if self.eat(b':') => Some((key, self.expression())),
            _ => {
                self.skip();
                None
            }
        }
    }

    fn nested<T>(&mut self, close: u8, read: impl Fn(&mut Self) -> Option<T>) -> Vec<T> {
        self.depth += 1;
        let members = self.members(close, read);
        self.depth -= 1;
        members
    }

    /// What stands between commas up to `close`.
    fn members<T>(&mut self, close: u8, read: impl Fn(&mut Self) -> Option<T>) -> Vec<T> {
        let mut members = Vec::new();
        while members.len() < MOST_MEMBERS && !self.eat(close) {
            let start = self.at;
            members.extend(read(self));
            self.eat(b',');
            if self.at == start {
                break;
            }
        }
        members
    }

    /// Passes the rest of an expression with all that its brackets hold.
    fn skip(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' | b'\'' | b'`' => {
                    self.quoted(byte);
                    continue;
                }
                b'(' | b'[' | b'{' => open += 1,
                b')' | b']' | b'}' if open == 0 => break,
                b')' | b']' | b'}' => open -= 1,
                b',' | b';' if open == 0 => break,
                _ => {}
            }
            self.at += 1;
        }
    }
}
