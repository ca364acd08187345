//! The vocabulary: which names mean the same as which, and which are only narrower or broader.

use serde::Deserialize;
use thiserror::Error;

/// Which names mean the same, and which pinyin abbreviations stand for them in addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// One group per canonical name, in the order of the file.
    pub groups: Vec<Group>,
    /// Pinyin abbreviations, in the order of the file.
    pub slugs: Vec<Slug>,
}

/// A canonical name and its variants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The name that stands for the group.
    pub canonical: String,
    /// Its variants, in the order of the file.
    pub variants: Vec<Variant>,
}

/// A name as sites write it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The name.
    pub name: String,
    /// How it relates to the canonical name.
    pub relation: Relation,
}

/// How a variant relates to its canonical name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// 含义相同.
    Same,
    /// It names only a part of what the canonical name names.
    Narrower,
    /// It names more than the canonical name.
    Broader,
}

/// A pinyin abbreviation in an address (`czyjs`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Slug {
    /// The name it stands for.
    pub canonical: String,
    /// Lower-case letters, digits and `_`.
    pub slug: String,
}

/// What is wrong with a vocabulary file.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{file} 第{line}行：{problem}")]
pub struct VocabularyError {
    /// Name of the file.
    pub file: String,
    /// Line, counted from 1.
    pub line: u64,
    /// What is wrong and what would be right.
    pub problem: String,
}

#[derive(Deserialize)]
struct Row {
    canonical: String,
    variant: String,
    relation: Relation,
}

impl Vocabulary {
    /// The vocabulary that comes with the program.
    ///
    /// # Errors
    /// When a shipped file is broken; the tests see to it that none is.
    pub fn shipped() -> Result<Self, VocabularyError> {
        Self::from_csv(
            include_str!("../../indicators/vocabulary/synonyms.csv"),
            include_str!("../../indicators/vocabulary/slugs.csv"),
        )
    }

    /// Reads `canonical,variant,relation,source` and `canonical,slug,source`.
    ///
    /// # Errors
    /// At the first row with a missing cell, an unknown relation, or a pair that stands there before with another relation.
    pub fn from_csv(synonyms: &str, slugs: &str) -> Result<Self, VocabularyError> {
        let mut groups: Vec<Group> = Vec::new();
        for (line, row) in rows::<Row>(synonyms, "synonyms.csv")? {
            let problem =
                |problem: &str| VocabularyError { file: "synonyms.csv".to_owned(), line, problem: problem.to_owned() };
            if row.canonical.is_empty() || row.variant.is_empty() {
                return Err(problem("canonical 和 variant 都不能为空"));
            }
            let at = groups.iter().rposition(|group| group.canonical == row.canonical).unwrap_or_else(|| {
                groups.push(Group { canonical: row.canonical.clone(), variants: Vec::new() });
                groups.len() - 1
            });
            if groups[at].variants.iter().any(|old| old.name == row.variant && old.relation != row.relation) {
                return Err(problem("同一名称与同一规范名称的关系前后不一致，请只保留一行"));
            }
            groups[at].variants.push(Variant { name: row.variant, relation: row.relation });
        }
        let mut found = Vec::new();
        for (line, slug) in rows::<Slug>(slugs, "slugs.csv")? {
            let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if slug.canonical.is_empty() || slug.slug.is_empty() || !slug.slug.chars().all(good) {
                let problem = "slug 只能由小写字母、数字和下划线组成，canonical 不能为空".to_owned();
                return Err(VocabularyError { file: "slugs.csv".to_owned(), line, problem });
            }
            found.push(slug);
        }
        Ok(Self { groups, slugs: found })
    }
}

fn rows<T: for<'de> Deserialize<'de>>(text: &str, file: &str) -> Result<Vec<(u64, T)>, VocabularyError> {
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let wrong = |error: &csv::Error| VocabularyError {
        file: file.to_owned(),
        line: error.position().map_or(1, csv::Position::line),
        problem: format!("无法读取（{error}）；各列应为规范名称、名称、关系（same、narrower 或 broader）、来源"),
    };
    let headers = reader.headers().map_err(|error| wrong(&error))?.clone();
    let mut found = Vec::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| wrong(&error))? {
        let line = record.position().map_or(1, csv::Position::line);
        found.push((line, record.deserialize(Some(&headers)).map_err(|error| wrong(&error))?));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLUGS: &str = "canonical,slug,source\n财政信息,czxx,x\n";

    #[test]
    fn the_shipped_files_are_good() {
        let vocabulary = Vocabulary::shipped().unwrap();
        assert!(vocabulary.groups.len() > 80);
        assert!(vocabulary.slugs.len() > 100);
    }

    #[test]
    fn a_bad_row_names_file_and_line() {
        let text = "canonical,variant,relation,source\n财政信息,财政公开,same,x\n财政信息,财务信息,wider,x\n";
        let error = Vocabulary::from_csv(text, SLUGS).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("synonyms.csv", 3));
        assert!(error.to_string().starts_with("synonyms.csv 第3行："));
    }

    #[test]
    fn one_pair_has_one_relation() {
        let text = "canonical,variant,relation,source\n财政信息,财务信息,same,x\n财政信息,财务信息,broader,x\n";
        assert_eq!(Vocabulary::from_csv(text, SLUGS).unwrap_err().line, 3);
    }

    #[test]
    fn a_slug_is_lower_case() {
        let error =
            Vocabulary::from_csv("canonical,variant,relation,source\n", "canonical,slug,source\n财政信息,CZXX,x\n")
                .unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("slugs.csv", 2));
    }
}
