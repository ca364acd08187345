//! The pieces of a page's source one after the other, without a tree.

use std::borrow::Cow;

use super::markup::{self, Read, end_of_bracket, end_of_comment, end_of_raw_text, end_of_script};

/// A piece of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text between tags, with its character references.
    Text(&'t str),
    /// What stands in an element without tags (`script`, `title` …), with the name of the element as it is written.
    Raw(&'t str, &'t str),
    /// A start tag, by its name as it is written; its attributes are those of [`Scan::attribute`].
    Start(&'t str),
    /// An end tag, by its name as it is written.
    End(&'t str),
}

/// Elements in which no tags stand.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "noscript", "iframe", "noframes", "xmp"];

/// Goes over a text that is [`super::tokens::prepared`]. What only a tree builder knows (what is closed where, SVG) is left
/// aside; comments are passed over.
#[derive(Debug)]
pub(super) struct Scan<'t> {
    text: &'t str,
    /// Where the next piece starts.
    at: usize,
    /// The last tag.
    tag: markup::Tag,
    /// Where that starts.
    tag_at: usize,
    /// Name of the element whose raw text comes next.
    raw: Option<&'t str>,
    /// An attribute that was asked for holds a rare character reference.
    pub(super) is_strange: bool,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, tag: markup::Tag::default(), tag_at: 0, raw: None, is_strange: false }
    }

    /// An attribute of the last start tag, of several with one name the first.
    pub(super) fn attribute(&mut self, name: &str) -> Option<Cow<'t, str>> {
        let source: &'t str = &self.text[self.tag_at..];
        let mut attributes = self.tag.attributes.iter();
        let found = attributes.find(|attribute| source[attribute.name.clone()].eq_ignore_ascii_case(name))?;
        let value = &source[found.value.clone()];
        Some(match markup::read(value, true) {
            Read::Same => Cow::Borrowed(value),
            Read::As(read) => Cow::Owned(read),
            Read::Unknown => {
                self.is_strange = true;
                Cow::Borrowed(value)
            }
        })
    }

    /// The link that the last start tag opens, with its end tag, where nothing but text stands in it.
    pub(super) fn text_link(&self) -> Option<&'t str> {
        const END: &str = "</a>";
        let end = self.at + self.text[self.at..].find('<')?;
        self.text[end..].starts_with(END).then(|| &self.text[self.tag_at..end + END.len()])
    }

    /// Passes over the rest of `link`, which the last start tag opens.
    pub(super) fn pass(&mut self, link: &str) {
        self.at = self.tag_at + link.len();
    }

    /// The tag whose name starts behind `start` bytes; what the end of the text cuts off is dropped.
    fn tag(&mut self, rest: &'t str, start: usize) -> Option<&'t str> {
        if !self.tag.read(rest, start) {
            self.at = self.text.len();
            return None;
        }
        self.tag_at = self.at;
        self.at += self.tag.end;
        Some(&rest[start..self.tag.name_end])
    }

    fn start(&mut self, rest: &'t str) -> Option<Piece<'t>> {
        let name = self.tag(rest, 1)?;
        self.raw = RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)).then_some(name);
        Some(Piece::Start(name))
    }
}

impl<'t> Iterator for Scan<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            let rest = &self.text[self.at..];
            if let Some(name) = self.raw.take() {
                let script = name.eq_ignore_ascii_case("script");
                let end = if script { end_of_script(rest) } else { end_of_raw_text(rest, name) };
                self.at += end;
                return Some(Piece::Raw(name, &rest[..end]));
            }
            match rest.as_bytes() {
                [] => return None,
                [b'<', first, ..] if first.is_ascii_alphabetic() => return self.start(rest),
                [b'<', b'/', first, ..] if first.is_ascii_alphabetic() => return self.tag(rest, 2).map(Piece::End),
                [b'<', b'!', b'-', b'-', ..] => self.at += end_of_comment(rest),
                [b'<', b'!' | b'?' | b'/', ..] => self.at += end_of_bracket(rest),
                [first, ..] => {
                    // A lone `<` is text, which goes on behind it.
                    let sign = usize::from(*first == b'<');
                    let end = rest[sign..].find('<').map_or(rest.len(), |at| at + sign);
                    self.at += end;
                    return Some(Piece::Text(&rest[..end]));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_in_order() {
        let text = "<!DOCTYPE html><!-- <a> --><TITLE>a<b</TITLE>1 < 2<a href='/x?a=1&amp;b=2' HREF=y>字</a><script>if (a<b) '</a>'</script></><?x?>end";
        let mut scan = Scan::new(text);
        let mut pieces = Vec::new();
        let mut hrefs = Vec::new();
        while let Some(piece) = scan.next() {
            pieces.push(piece);
            if piece == Piece::Start("a") {
                hrefs.push(scan.attribute("href").map(Cow::into_owned));
            }
        }
        let expected = [
            Piece::Start("TITLE"),
            Piece::Raw("TITLE", "a<b"),
            Piece::End("TITLE"),
            Piece::Text("1 "),
            Piece::Text("< 2"),
            Piece::Start("a"),
            Piece::Text("字"),
            Piece::End("a"),
            Piece::Start("script"),
            Piece::Raw("script", "if (a<b) '</a>'"),
            Piece::End("script"),
            Piece::Text("end"),
        ];
        assert_eq!(pieces, expected);
        assert_eq!(hrefs, [Some("/x?a=1&b=2".to_owned())]);
        assert!(!scan.is_strange);
    }

    #[test]
    fn what_is_cut_off_ends_the_page() {
        for text in ["<a href='x", "<a", "<script>1", "<!-- x", "<!x", "</a", "<"] {
            let _ = Scan::new(text).count();
        }
        assert_eq!(Scan::new("x<a href='").collect::<Vec<_>>(), [Piece::Text("x")]);
    }
}
