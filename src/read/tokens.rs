//! The text of a page as tokens for the tree builder, by the rules of the HTML standard (§13.2.5).
//!
//! `html5ever` has a tokenizer that knows all of them, and looks at one character after the other, which takes most of the time
//! of a parse. This one finds the end of each piece at once, and leaves the few that are unusual (document types, rare character
//! references) to the other. What stands in comments is dropped: nobody reads it.

use std::borrow::Cow;
use std::cell::Cell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, QualName, ns};
use scraper::{Html, HtmlTreeSink};

use super::markup::{self, Read, end_of_bracket, end_of_comment, end_of_raw_text, end_of_script};

/// What may be spent on comparing attributes: the squares of their numbers, summed up over all tags.
const ATTRIBUTE_WORK: usize = 100_000_000;
/// Names that are kept.
const NAMES: usize = 256;
/// Tags with fewer attributes than this cost too little to be counted.
const HARMLESS: usize = 500;

type Handle = <HtmlTreeSink as TreeSink>::Handle;
type Builder = TreeBuilder<Handle, HtmlTreeSink>;

/// Builds the tree of a text, one piece after the other.
pub(super) struct Tokens<'t> {
    builder: Builder,
    text: &'t str,
    /// The text once more, so that the tree can share it.
    shared: StrTendril,
    /// A zero character stands somewhere in the text; it has rules of its own.
    has_zero: bool,
    /// Where the next piece starts.
    at: usize,
    /// How the next piece is read.
    state: State,
    /// Name of the last tag; raw text ends with its end tag.
    name: LocalName,
    /// The last tag.
    tag: markup::Tag,
    /// What was spent on comparing attributes.
    work: usize,
    names: Names<'t>,
}

/// `text` as it is read: without a byte order mark, its lines end with a line feed alone.
pub(super) fn prepared(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut lines = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((line, next)) = rest.split_once('\r') {
        lines.push_str(line);
        lines.push('\n');
        rest = next.strip_prefix('\n').unwrap_or(next);
    }
    lines.push_str(rest);
    Cow::Owned(lines)
}

impl<'t> Tokens<'t> {
    /// The tokens of `text`, which is [`prepared`].
    pub(super) fn new(text: &'t str) -> Self {
        let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), TreeBuilderOpts::default());
        Self {
            builder,
            text,
            shared: StrTendril::from_slice(text),
            has_zero: text.contains('\0'),
            at: 0,
            state: State::Data,
            name: LocalName::default(),
            tag: markup::Tag::default(),
            work: 0,
            names: Names(vec![None; NAMES]),
        }
    }

    /// Nothing is left to be read.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len() || self.is_overworked()
    }

    /// The attributes cost too much to go on.
    pub(super) fn is_overworked(&self) -> bool {
        self.work > ATTRIBUTE_WORK
    }

    /// The tree so far.
    pub(super) fn html(&self) -> std::cell::Ref<'_, Html> {
        self.builder.sink.0.borrow()
    }

    /// The whole tree.
    pub(super) fn end(self) -> Html {
        self.emit(Token::EOFToken);
        self.builder.end();
        self.builder.sink.finish()
    }

    /// Takes this many bytes of the text, and what is left of the last piece in them.
    pub(super) fn take(&mut self, bytes: usize) {
        let end = self.at + bytes;
        while self.at < end && !self.is_done() {
            self.piece();
        }
    }

    /// Takes the text before a tag, or a tag, or a comment.
    fn piece(&mut self) {
        let rest = &self.text[self.at..];
        match self.state {
            State::Data if rest.starts_with('<') => self.markup(rest),
            State::Data => self.characters(rest.find('<').unwrap_or(rest.len())),
            State::RawData(kind) => {
                let script = kind == RawKind::ScriptData;
                self.characters(if script { end_of_script(rest) } else { end_of_raw_text(rest, &self.name) });
                self.state = State::Data;
            }
            _ => self.characters(rest.len()),
        }
    }

    /// What starts with `<`.
    fn markup(&mut self, rest: &'t str) {
        match rest.as_bytes()[1..] {
            [first, ..] if first.is_ascii_alphabetic() => self.tag(rest, TagKind::StartTag),
            [b'/', first, ..] if first.is_ascii_alphabetic() => self.tag(rest, TagKind::EndTag),
            [b'/', b'>', ..] => {
                // An error on the way to the tree builder, which then no longer waits for a line feed.
                self.emit(Token::ParseError(Cow::Borrowed("end tag without a name")));
                self.at += 3;
            }
            [b'!', ..] => self.declaration(rest),
            [b'?', ..] | [b'/', _, ..] => self.comment(end_of_bracket(rest)),
            // A sign in the text, which goes on behind it.
            _ => self.characters(rest[1..].find('<').map_or(rest.len(), |at| at + 1)),
        }
    }

    fn declaration(&mut self, rest: &str) {
        let starts = |word: &str| rest.get(2..2 + word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        if starts("--") {
            self.comment(end_of_comment(rest));
        } else if starts("doctype") {
            let end = end_of_bracket(rest);
            self.unusual(&rest[..end], State::Data);
            self.at += end;
        } else if rest[2..].starts_with("[CDATA[")
            && self.builder.adjusted_current_node_present_but_not_in_html_namespace()
        {
            let end = rest.find("]]>");
            self.at += "<![CDATA[".len();
            self.state = State::CdataSection;
            self.characters(end.unwrap_or(rest.len()) - "<![CDATA[".len());
            self.state = State::Data;
            self.at += end.map_or(0, |_| "]]>".len());
        } else {
            self.comment(end_of_bracket(rest));
        }
    }

    fn comment(&mut self, length: usize) {
        self.emit(Token::CommentToken(StrTendril::new()));
        self.at += length;
    }

    /// Text of this length.
    fn characters(&mut self, length: usize) {
        let text = &self.text[self.at..self.at + length];
        let has_references = matches!(self.state, State::Data | State::RawData(RawKind::Rcdata));
        let read = match has_references {
            _ if self.has_zero && text.contains('\0') => Read::Unknown,
            true => markup::read(text, false),
            false => Read::Same,
        };
        match read {
            Read::Same => drop(self.emit(Token::CharacterTokens(slice(&self.shared, self.at, length)))),
            Read::As(read) => drop(self.emit(Token::CharacterTokens(StrTendril::from(read)))),
            Read::Unknown => drop(self.unusual(text, self.state)),
        }
        self.at += length;
    }

    /// A tag; one that the end of the text cuts off is dropped.
    fn tag(&mut self, rest: &'t str, kind: TagKind) {
        let start = if kind == TagKind::StartTag { 1 } else { 2 };
        if !self.tag.read(rest, start) {
            self.at = self.text.len();
            return;
        }
        let count = self.tag.attributes.len();
        self.work += if count > HARMLESS { count * count } else { 0 };
        if self.is_overworked() {
            return;
        }
        let source = &rest[..self.tag.end];
        self.name = self.names.of(&source[start..self.tag.name_end]);
        let attrs = if self.has_zero && source.contains('\0') { None } else { self.attributes(source) };
        self.state = match attrs {
            None => self.unusual(source, State::Data),
            Some(attrs) => self.emit(Token::TagToken(Tag {
                kind,
                name: self.name.clone(),
                self_closing: self.tag.self_closing,
                had_duplicate_attributes: attrs.len() < self.tag.attributes.len(),
                attrs,
            })),
        };
        self.at += self.tag.end;
    }

    /// The attributes of the tag, of several with one name the first; `None` where a value is unusual.
    fn attributes(&mut self, source: &'t str) -> Option<Vec<Attribute>> {
        let mut attributes: Vec<Attribute> = Vec::with_capacity(self.tag.attributes.len());
        for found in &self.tag.attributes {
            let name = self.names.of(&source[found.name.clone()]);
            let value = match markup::read(&source[found.value.clone()], true) {
                Read::Same => slice(&self.shared, self.at + found.value.start, found.value.len()),
                Read::As(read) => StrTendril::from(read),
                Read::Unknown => return None,
            };
            if attributes.iter().all(|before| before.name.local != name) {
                attributes.push(Attribute { name: QualName::new(None, ns!(), name), value });
            }
        }
        Some(attributes)
    }

    /// Hands a token to the tree builder, which says how the text goes on.
    fn emit(&self, token: Token) -> State {
        state(&self.builder.process_token(token, 1))
    }

    /// Leaves a piece to the tokenizer of `html5ever`.
    fn unusual(&self, piece: &str, initial: State) -> State {
        let sink = Through { builder: &self.builder, state: Cell::new(State::Data) };
        let options = TokenizerOpts { discard_bom: false, initial_state: Some(initial), ..TokenizerOpts::default() };
        let tokenizer = Tokenizer::new(sink, options);
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(piece));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.state.get()
    }
}

/// A part of the text, which it shares.
fn slice(text: &StrTendril, start: usize, length: usize) -> StrTendril {
    let (Ok(start), Ok(length)) = (u32::try_from(start), u32::try_from(length)) else { return StrTendril::new() };
    text.try_subtendril(start, length).unwrap_or_default()
}

/// Names of tags and attributes that were met before: to look one up in the table of all names takes longer.
struct Names<'t>(Vec<Option<(&'t str, LocalName)>>);

impl<'t> Names<'t> {
    /// The name that is written as `source`.
    fn of(&mut self, source: &'t str) -> LocalName {
        let bytes = source.as_bytes();
        let sign = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(*byte));
        let place = sign(bytes.first()) * 31 + sign(bytes.last()) * 7 + bytes.len();
        let Some(known) = self.0.get_mut(place % NAMES) else { return local_name(source) };
        match known {
            Some((same, name)) if *same == source => name.clone(),
            _ => known.insert((source, local_name(source))).1.clone(),
        }
    }
}

fn local_name(source: &str) -> LocalName {
    if source.bytes().any(|byte| byte.is_ascii_uppercase()) {
        LocalName::from(source.to_ascii_lowercase())
    } else {
        LocalName::from(source)
    }
}

/// How the text goes on.
fn state(result: &TokenSinkResult<Handle>) -> State {
    match result {
        TokenSinkResult::RawData(kind) => State::RawData(*kind),
        TokenSinkResult::Plaintext => State::Plaintext,
        _ => State::Data,
    }
}

/// Hands the tokens of a piece to the tree builder; its end is not that of the text.
struct Through<'b> {
    builder: &'b Builder,
    state: Cell<State>,
}

impl TokenSink for Through<'_> {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if !matches!(token, Token::EOFToken) {
            self.state.set(state(&self.builder.process_token(token, line)));
        }
        TokenSinkResult::Continue
    }
}
