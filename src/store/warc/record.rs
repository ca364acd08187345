//! One record: header, lengths, digests, compression.

use std::borrow::Cow;
use std::io::{self, Write};

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::store::deflated::gzip;

/// Content type of records that are names with values.
const FIELDS: &str = "application/warc-fields";

/// One record of a WARC file.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// `WARC-Type`.
    pub(super) kind: &'static str,
    /// `WARC-Record-ID`, without brackets.
    pub(super) id: String,
    pub(super) at: Timestamp,
    /// Further fields of the header.
    pub(super) fields: Vec<(&'static str, String)>,
    pub(super) content_type: &'static str,
    /// The head of an HTTP message with the empty line at its end; empty where the record is none.
    pub(super) head: Vec<u8>,
    pub(super) payload: Cow<'a, [u8]>,
}

impl Record<'_> {
    /// Appends the record to `to`, as one gzip member.
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&gzip(&[self.header().as_bytes(), &self.head, &self.payload, b"\r\n\r\n"].concat())?)
    }

    fn header(&self) -> String {
        let mut fields = vec![
            ("WARC-Type", self.kind.to_owned()),
            ("WARC-Record-ID", bracketed(&self.id)),
            ("WARC-Date", date(self.at)),
        ];
        fields.extend(self.fields.iter().cloned());
        fields.push(("WARC-Block-Digest", digest(&[&self.head, &self.payload])));
        if !self.head.is_empty() && !self.payload.is_empty() {
            fields.push(("WARC-Payload-Digest", digest(&[&self.payload])));
        }
        fields.push(("Content-Type", self.content_type.to_owned()));
        fields.push(("Content-Length", (self.head.len() + self.payload.len()).to_string()));
        format!("WARC/1.1\r\n{}\r\n", lines(&fields))
    }
}

/// A record whose block is names with values.
pub(super) fn of_fields(
    kind: &'static str,
    id: String,
    at: Timestamp,
    fields: Vec<(&'static str, String)>,
    block: &[(&'static str, String)],
) -> Record<'static> {
    let payload = lines(block).into_bytes().into();
    Record { kind, id, at, fields, content_type: FIELDS, head: Vec::new(), payload }
}

/// Names with values, a line each. What could end a line early becomes a blank.
pub(super) fn lines(fields: &[(&str, String)]) -> String {
    let line = |(name, value): &(&str, String)| {
        let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("{name}: {value}\r\n")
    };
    fields.iter().map(line).collect()
}

/// A moment as it stands in a header.
pub(super) fn date(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// An id as it stands in a header.
pub(super) fn bracketed(id: &str) -> String {
    format!("<{id}>")
}

/// `sha256:` with the digest of the pieces in Base32 (RFC 4648).
pub(super) fn digest(pieces: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece);
    }
    format!("sha256:{}", base32(&hash.finalize()))
}

fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for chunk in bytes.chunks(5) {
        let mut bits = [0_u8; 8];
        bits[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(bits);
        let letters = (chunk.len() * 8).div_ceil(5);
        for place in 0..8 {
            let letter = LETTERS[usize::try_from(bits >> (35 - 5 * place) & 31).unwrap_or_default()];
            text.push(if place < letters { char::from(letter) } else { '=' });
        }
    }
    text
}
