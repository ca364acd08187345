//! The names that an office gives the columns of its own catalogue: `aliases.csv` beside `indicators.csv`.

use std::collections::BTreeSet;

use super::lexicon::Owner;
use super::{Group, Mapper, Relation, Variant, Vocabulary, reading};
use crate::catalogue::Catalogue;
use crate::unit::{Problem, Row, Table};

/// Its columns; without a relation the names mean the same.
const COLUMNS: [&str; 4] = ["canonical", "variant", "relation", "source"];
/// Those that have to be there.
const REQUIRED: [&str; 2] = ["canonical", "variant"];

/// A row.
struct Alias {
    line: u64,
    /// Where the canonical name and the variant stand in the row, from 1.
    numbers: [usize; 2],
    canonical: String,
    variant: Variant,
}

impl Vocabulary {
    /// The vocabulary with the names in `text`, a CSV `canonical,variant,relation,source` as `synonyms.csv`; `file` names it
    /// in messages. An empty text has none.
    ///
    /// # Errors
    /// Every row with an empty cell or an unknown relation, and missing columns.
    pub fn with_aliases(mut self, text: &str, file: &str) -> Result<Self, Vec<Problem>> {
        for Alias { canonical, variant, .. } in read(text, file)? {
            match self.groups.iter_mut().find(|group| group.canonical == canonical) {
                Some(group) => group.variants.push(variant),
                None => self.groups.push(Group { canonical, variants: vec![variant] }),
            }
        }
        Ok(self)
    }
}

/// All that is wrong with the aliases of `catalogue`, which messages call `file`: what [`Vocabulary::with_aliases`] refuses,
/// names for what is no indicator of it, and names that mean two indicators below the same heading, with those of
/// `vocabulary`.
#[must_use]
pub fn alias_problems(catalogue: &Catalogue, vocabulary: Vocabulary, file: &str) -> Vec<Problem> {
    let text = &catalogue.aliases_text;
    let (aliases, vocabulary) = match read(text, file).and_then(|rows| Ok((rows, vocabulary.with_aliases(text, file)?)))
    {
        Ok(both) => both,
        Err(problems) => return problems,
    };
    let mapper = Mapper::new(catalogue, &vocabulary);
    let mut problems = Vec::new();
    for Alias { line, numbers, canonical, variant } in &aliases {
        let mut fault = |column: usize, wrong: String, right: &str| {
            let problem = Problem::of_file(file, wrong, right).at_line(*line);
            problems.push(problem.in_column(numbers[column], COLUMNS[column]));
        };
        let core = reading::core(&reading::plain(canonical));
        if !mapper.targets.iter().any(|target| target.core == core) {
            fault(0, format!("“{canonical}”不是指标体系中的名称"), "应填某一级指标的名称");
        }
        for named in namesakes(&mapper, &variant.name) {
            let wrong = format!("“{}”同时指“{}”", variant.name, named.join("”和“"));
            fault(1, wrong, "同一上级之下，一个名称只能指一个指标：请只留一个，其余改为 narrower 或 broader");
        }
    }
    problems
}

/// The indicators that a name means, where it means several below the same heading.
fn namesakes(mapper: &Mapper, name: &str) -> Vec<Vec<String>> {
    let senses = mapper.lexicon.look_up(&reading::plain(name)).unwrap_or_default();
    let same = senses.iter().filter(|sense| sense.relation == Relation::Same);
    let meant: Vec<(&str, &str)> = same
        .filter_map(|sense| match sense.owner {
            Owner::Target(at) => {
                Some(mapper.targets[at].label.rsplit_once(" > ").unwrap_or(("", &mapper.targets[at].label)))
            }
            Owner::Other(_) => None,
        })
        .collect();
    let headings: BTreeSet<&str> = meant.iter().map(|(heading, _)| *heading).collect();
    let below = |heading: &str| {
        let names: BTreeSet<&str> =
            meant.iter().filter(|(above, _)| *above == heading).map(|(_, name)| *name).collect();
        names.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    headings.into_iter().map(below).filter(|names| names.len() > 1).collect()
}

fn read(text: &str, file: &str) -> Result<Vec<Alias>, Vec<Problem>> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let table = Table::parse(text.as_bytes(), file).map_err(|problem| vec![problem])?;
    let layout = table.layout(COLUMNS, &REQUIRED)?;
    let mut problems = table.nameless_cells();
    let mut aliases = Vec::new();
    for row in &table.rows {
        match alias(row, layout) {
            Ok(alias) => aliases.push(alias),
            Err((column, wrong, right)) => {
                let number = layout[column].map_or(0, |index| index + 1);
                problems
                    .push(Problem::of_file(file, wrong, right).at_line(row.line).in_column(number, COLUMNS[column]));
            }
        }
    }
    if problems.is_empty() { Ok(aliases) } else { Err(problems) }
}

/// The alias in a row, or which column is wrong, how, and what would be right.
fn alias(row: &Row, layout: [Option<usize>; 4]) -> Result<Alias, (usize, String, &'static str)> {
    let [canonical, variant, relation, _] = layout.map(|index| row.cell(index).to_owned());
    if canonical.is_empty() {
        return Err((0, "规范名称为空".to_owned(), "应填指标体系中的名称"));
    }
    if variant.is_empty() {
        return Err((1, "名称为空".to_owned(), "应填网站上的栏目名称"));
    }
    let relation = match relation.as_str() {
        "" | "same" => Relation::Same,
        "narrower" => Relation::Narrower,
        "broader" => Relation::Broader,
        _ => return Err((2, format!("关系“{relation}”无法识别"), "应为 same、narrower 或 broader")),
    };
    let numbers = [layout[0], layout[1]].map(|index| index.map_or(0, |index| index + 1));
    Ok(Alias { line: row.line, numbers, canonical, variant: Variant { name: variant, relation } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(aliases: &str) -> Vec<String> {
        let mut catalogue = Catalogue::shipped("ankang-2020").unwrap();
        catalogue.aliases_text = aliases.to_owned();
        let problems = alias_problems(&catalogue, Vocabulary::shipped().unwrap(), "aliases.csv");
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn good_aliases() {
        assert_eq!(problems(""), [""; 0]);
        let good = "canonical,variant,relation\n预决算公开,钱袋子,\n三公经费公开,钱袋子,broader\n财政信息,理财,same\n";
        assert_eq!(problems(good), [""; 0]);
    }

    #[test]
    fn a_name_for_two_indicators_of_one_heading() {
        let found = problems("variant,source,canonical\n钱袋子,本办,预决算公开\n钱袋子,本办,三公经费公开\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("aliases.csv:2 第1列（variant）：“钱袋子”同时指“三公经费公开”和“预决算公开”"));
        let found = problems("canonical,variant\n三公经费公开,预决算公开\n");
        assert!(found[0].starts_with("aliases.csv:2 第2列（variant）：“预决算公开”同时指"), "an indicator's own name");
    }

    #[test]
    fn rows_that_cannot_be_read() {
        let found = problems("canonical,variant,relation\n预决算公开,,\n,钱袋子,\n预决算公开,钱袋子,like\n");
        let starts: Vec<&str> = found.iter().map(|line| line.split('：').next().unwrap()).collect();
        assert_eq!(
            starts,
            ["aliases.csv:2 第2列（variant）", "aliases.csv:3 第1列（canonical）", "aliases.csv:4 第3列（relation）"]
        );
        assert!(problems("canonical\n预决算公开\n")[0].starts_with("aliases.csv:1：缺少列 variant"));
        assert!(Vocabulary::shipped().unwrap().with_aliases("canonical\n", "aliases.csv").is_err());
    }
}
