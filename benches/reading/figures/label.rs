//! What a person read on a saved page (`tests/corpus/README.md`).

use std::path::Path;

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use lanmu::site::PageKind;
use serde::{Deserialize, Deserializer};

/// A labelled page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Label {
    /// Name of the label's own file.
    #[serde(skip)]
    pub(crate) file: String,
    /// Path of the page below `pages/`.
    pub(crate) page: String,
    /// Family of its CMS.
    pub(crate) cms: String,
    pub(crate) part: Part,
    pub(crate) kind: PageKind,
    /// What the page is for stands in the HTML; else a script brings it, and only the kind is asked.
    pub(crate) in_html: bool,
    #[serde(default)]
    pub(crate) path: Vec<String>,
    /// 0 where a list does not tell how many pages it has.
    pub(crate) pages: Option<u32>,
    pub(crate) next: Option<String>,
    /// How label and program differed at first, and who was right.
    #[serde(rename = "checked")]
    _checked: Option<String>,
    pub(crate) article: Option<ArticleLabel>,
    #[serde(default)]
    pub(crate) items: Vec<ItemLabel>,
    #[serde(default)]
    pub(crate) navigation: Vec<LinkLabel>,
}

impl Label {
    /// The page is an article whose text stands in the HTML.
    pub(crate) fn article(&self) -> Option<&ArticleLabel> {
        self.article.as_ref().filter(|_| self.in_html)
    }
}

/// What may be looked at while the reader is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    Tuning,
    /// Measured only.
    Check,
}

impl Part {
    pub(crate) const ALL: [(&str, Self); 2] = [("tuning", Self::Tuning), ("check", Self::Check)];
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArticleLabel {
    pub(crate) title: String,
    #[serde(default, deserialize_with = "day")]
    pub(crate) published: Option<Date>,
    #[serde(default, deserialize_with = "day")]
    pub(crate) formed: Option<Date>,
    pub(crate) document_number: Option<String>,
    pub(crate) index_number: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ItemLabel {
    pub(crate) title: String,
    pub(crate) url: String,
    #[serde(default, deserialize_with = "day")]
    pub(crate) date: Option<Date>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkLabel {
    pub(crate) text: String,
    pub(crate) url: String,
}

/// A date of TOML without a time.
fn day<'de, D: Deserializer<'de>>(toml: D) -> Result<Option<Date>, D::Error> {
    let value = toml::value::Datetime::deserialize(toml)?;
    if value.time.is_some() {
        return Err(serde::de::Error::custom(format!("{value} has a time; only the day is labelled")));
    }
    value.to_string().parse().map(Some).map_err(serde::de::Error::custom)
}

/// The labels in a folder, by name of their file.
pub(crate) fn labels(folder: &Path) -> Result<Vec<Label>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("no labels at {}", folder.display()))?;
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    let labels = files.iter().map(|file| label(file).with_context(|| file.display().to_string()));
    labels.collect()
}

fn label(file: &Path) -> Result<Label> {
    let mut label: Label = toml::from_str(&std::fs::read_to_string(file)?)?;
    label.file = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let named = label.page.replace('/', "-").replace(".html", ".toml");
    ensure!(label.file == named, "the label of page {} belongs into {named}", label.page);
    Ok(label)
}
