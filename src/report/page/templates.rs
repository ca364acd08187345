//! The templates, and the one way in which words get into the page.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, Output, State, UndefinedBehavior, Value};
use sha2::{Digest, Sha256};

use crate::report::printable::printable;
use crate::report::quotes::nested;

pub(in crate::report) const STYLE: &str = include_str!("templates/style.css");
pub(super) const SCRIPT: &str = include_str!("templates/script.js");

const FILES: [(&str, &str); 10] = [
    ("annual.html", include_str!("templates/annual.html")),
    ("changes.html", include_str!("templates/changes.html")),
    ("charts.html", include_str!("templates/charts.html")),
    ("heat_rows.html", include_str!("templates/heat_rows.html")),
    ("macros.html", include_str!("templates/macros.html")),
    ("overview.html", include_str!("templates/overview.html")),
    ("page.html", include_str!("templates/page.html")),
    ("ranking_rows.html", include_str!("templates/ranking_rows.html")),
    ("unit.html", include_str!("templates/unit.html")),
    ("worst.html", include_str!("templates/worst.html")),
];

/// The templates, ready to be filled.
pub(in crate::report) struct Templates(Environment<'static>);

impl Templates {
    /// # Errors
    /// A template that cannot be read.
    pub(in crate::report) fn new() -> Result<Self, Error> {
        let mut env = Environment::new();
        env.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_formatter(write);
        for (name, text) in FILES {
            env.add_template(name, text)?;
        }
        Ok(Self(env))
    }

    /// A template filled with the values of `view`.
    ///
    /// # Errors
    /// A template that does not work.
    pub(in crate::report) fn fill(&self, name: &str, view: Value) -> Result<String, Error> {
        self.0.get_template(name)?.render(view)
    }

    /// As [`Self::fill`], ready to stand in another template.
    ///
    /// # Errors
    /// As [`Self::fill`].
    pub(super) fn part(&self, name: &str, view: Value) -> Result<Value, Error> {
        self.fill(name, view).map(Value::from_safe_string)
    }
}

/// The source that a Content-Security-Policy allows: the hash of an inline style or script.
pub(in crate::report) fn source_of(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// Writes a value: words are escaped for text and for attributes in double quotes.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(words) if !value.is_safe() => escaped(&nested(&printable(words)), out).map_err(Error::from),
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// Writes words for HTML, in one line.
fn escaped(words: &str, to: &mut impl fmt::Write) -> fmt::Result {
    let mut rest = words;
    while let Some((plain, sign, after)) = up_to_sign(rest) {
        to.write_str(plain)?;
        to.write_str(sign)?;
        rest = after;
    }
    to.write_str(rest)
}

/// What stands before the first sign that HTML knows, that sign as HTML writes it, and what stands behind it.
fn up_to_sign(words: &str) -> Option<(&str, &'static str, &str)> {
    let place = words.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | b'\n'))?;
    let (plain, rest) = words.split_at(place);
    let sign = match rest.as_bytes().first()? {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => " ",
    };
    Some((plain, sign, rest.get(1..)?))
}
