//! Memory of a unit: columns that a person confirmed or the unit declared, held against what the site shows now.
//!
//! What holds is settled in the column's mapping. What no longer holds is dropped with a reason, and the ordinary mapping
//! decides. What could not be seen is neither.

use std::collections::BTreeMap;

use super::review::{Review, Ruling, Settled};
use super::{Decision, Mapper, Mapping, content, reading};
use crate::site::{Column, Failure, Outcome, Page, PageKind, Purpose, Snapshot, Standing, Visit, identity};
use crate::unit::{ColumnAddress, Unit};

/// How sure a title must be of a column to speak for it, and the share of a column's titles that has to.
const SURE: f64 = 0.6;
/// See [`SURE`].
const MOST: f64 = 0.5;

/// What is known beforehand of a unit's columns.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory<'a> {
    /// Decisions of people in this catalogue, one for each code and address.
    pub reviews: &'a [Review],
    /// Columns that the unit declared.
    pub declared: &'a [ColumnAddress],
}

/// A column that was confirmed or declared, and is not one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapsed {
    /// Code of the column in the catalogue.
    pub code: String,
    /// The address.
    pub url: String,
    /// What was said by whom, and what was seen, in a Chinese sentence.
    pub why: String,
}

/// Whose site was seen.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// It is the government of a county or district: other organs keep columns on its portal.
    pub county: bool,
    /// What was asked for and what came back.
    pub snapshot: &'a Snapshot,
}

impl Mapper {
    /// Lays what is known of a unit over the columns that were seen of its site, and gives what no longer holds. A column
    /// that is known and could not be seen is added: whether it is there is open.
    #[must_use]
    pub fn remember(&self, seen: Seen<'_>, memory: Memory<'_>, columns: &mut Vec<(Column, Mapping)>) -> Vec<Lapsed> {
        if memory.reviews.is_empty() && memory.declared.is_empty() {
            return Vec::new();
        }
        let mut recall = Recall { mapper: self, seen, places: Places::of(seen.snapshot), columns };
        let mut lapsed = Vec::new();
        for review in memory.reviews {
            let held = match review.ruling {
                Ruling::Accepted => recall.accepted(review),
                Ruling::Rejected => {
                    recall.rejected(review);
                    Ok(())
                }
            };
            let name = if review.name.is_empty() { &review.url } else { &review.name };
            let was = || format!("{}的栏目“{name}”", review.in_words());
            lapsed.extend(held.err().map(|why| told(&review.code, &review.url, &was(), &why)));
        }
        for address in memory.declared {
            let url = address.url.as_str();
            if memory.reviews.iter().any(|one| one.code == address.code && identity(&one.url) == identity(url)) {
                continue;
            }
            let held = recall.declared(address);
            lapsed.extend(held.err().map(|why| told(&address.code, url, "单位登记的栏目", &why)));
        }
        lapsed
    }

    fn name_of<'a>(&'a self, code: &'a str) -> &'a str {
        self.targets.iter().find(|target| target.code == code).map_or(code, |target| target.name.as_str())
    }

    fn most_titles_serve(&self, column: &Column, code: &str) -> bool {
        let serving = column.items.iter().filter(|entry| self.serves(&entry.item.title, code) >= SURE).count();
        column.items.len() >= content::FEWEST && super::likeness::share(serving, column.items.len()) >= MOST
    }
}

fn told(code: &str, url: &str, was: &str, why: &str) -> Lapsed {
    Lapsed { code: code.to_owned(), url: url.to_owned(), why: format!("{was}不再采用：{why}") }
}

/// The visits by the identity of the address that was asked for.
struct Places<'s> {
    visits: BTreeMap<String, &'s Visit>,
    snapshot: &'s Snapshot,
}

impl<'s> Places<'s> {
    fn of(snapshot: &'s Snapshot) -> Self {
        let visits = snapshot.visits.iter().filter(|visit| visit.purpose != Purpose::Declared);
        Self { visits: visits.map(|visit| (identity(&visit.asked), visit)).collect(), snapshot }
    }

    fn visit(&self, url: &str) -> Option<&'s Visit> {
        self.visits.get(&identity(url)).copied()
    }

    /// Identity of the page that came for an address.
    fn came(&self, url: &str) -> String {
        match self.visit(url).map(|visit| &visit.outcome) {
            Some(Outcome::Page { page, .. }) => identity(&page.url),
            _ => identity(url),
        }
    }

    /// Whether some link to the address has this name: links and pages often call a column differently.
    fn is_linked_as(&self, url: &str, name: &str) -> bool {
        let pages = self.snapshot.visits.iter().filter_map(|visit| match &visit.outcome {
            Outcome::Page { page, .. } => Some(page),
            Outcome::Failed(_) => None,
        });
        let came = self.came(url);
        let mut links = pages.flat_map(|page| &page.links).filter(|link| same_name(&link.text, name));
        links.any(|link| identity(&link.url) == identity(url) || self.came(&link.url) == came)
    }
}

fn same_name(one: &str, other: &str) -> bool {
    reading::plain(one) == reading::plain(other)
}

struct Recall<'a, 'c> {
    mapper: &'a Mapper,
    seen: Seen<'a>,
    places: Places<'a>,
    columns: &'c mut Vec<(Column, Mapping)>,
}

impl Recall<'_, '_> {
    fn accepted(&mut self, review: &Review) -> Result<(), String> {
        let at = self.find(&review.url, &review.code, &review.name)?;
        let (column, mapping) = &self.columns[at];
        if self.is_renamed(review, column) {
            // A new name that the machine is sure of puts right what was in doubt.
            if mapping.decision_on(&review.code) == Decision::Accept {
                return Ok(());
            }
            return Err(format!("栏目名称已由“{}”变为“{}”", review.name, column.name));
        }
        let words = format!("{}{}", review.in_words(), unverified(column));
        self.settle(at, &review.code, Ruling::Accepted, words);
        Ok(())
    }

    /// A column that was given another name since is a new question.
    fn rejected(&mut self, review: &Review) {
        if let Some(at) = self.place(&review.url)
            && !self.is_renamed(review, &self.columns[at].0)
        {
            self.settle(at, &review.code, Ruling::Rejected, review.in_words());
        }
    }

    fn declared(&mut self, address: &ColumnAddress) -> Result<(), String> {
        let name = self.mapper.name_of(&address.code).to_owned();
        let at = self.find(address.url.as_str(), &address.code, &name)?;
        let (column, mapping) = &self.columns[at];
        let heading =
            mapping.codes.iter().any(|code| address.code.strip_prefix(code).is_some_and(|rest| rest.starts_with('-')));
        // Where the machine is sure, or takes it for the heading above, there is nothing to add.
        if mapping.decision_on(&address.code) == Decision::Accept || (heading && mapping.decision != Decision::None) {
            return Ok(());
        }
        let opened = matches!(column.standing, Standing::Opened(_));
        if opened {
            self.check_declared(column, mapping, &address.code)?;
        }
        let checked = if opened { "，名称或内容核对相符" } else { "" };
        let words = format!("单位登记的栏目{checked}{}", unverified(column));
        self.settle(at, &address.code, Ruling::Accepted, words);
        Ok(())
    }

    /// What a unit says of its own columns counts where their names or their items bear it out.
    fn check_declared(&self, column: &Column, mapping: &Mapping, code: &str) -> Result<(), String> {
        let unit = self.seen.unit;
        if column.standing == Standing::Opened(PageKind::Article) {
            return Err("打开的是一篇文章，不是栏目".to_owned());
        }
        let above = unit.organ_above(&column.path).filter(|_| self.seen.county);
        let own_name = unit.is_other_organ(&column.name).then_some(column.name.as_str());
        if let Some(organ) = above.or(own_name) {
            return Err(format!("打开的“{}”栏目属于“{organ}”", column.name));
        }
        if mapping.decision_on(code) == Decision::Review || self.mapper.most_titles_serve(column, code) {
            return Ok(());
        }
        let name = self.mapper.name_of(code);
        Err(format!("打开的“{}”栏目名称和内容都与“{name}”不符（{}）", column.name, mapping.why))
    }

    fn is_renamed(&self, review: &Review, column: &Column) -> bool {
        let known = !review.name.is_empty() && !column.name.is_empty();
        known && !same_name(&review.name, &column.name) && !self.places.is_linked_as(&column.url, &review.name)
    }

    /// Where the column at an address stands in the list; why there is none at it. One that could not be seen is put there
    /// under `name`.
    fn find(&mut self, url: &str, code: &str, name: &str) -> Result<usize, String> {
        if let Some(at) = self.place(url) {
            return match &self.columns[at].0.standing {
                Standing::Opened(PageKind::Soft404 | PageKind::Home) => {
                    Err("打开后提示页面不存在或转到首页".to_owned())
                }
                Standing::Failed(failure) if is_gone(failure) => Err(failure.to_string()),
                _ => Ok(at),
            };
        }
        let name = if name.is_empty() { self.mapper.name_of(code) } else { name };
        let mut column = Column::linked(name, Vec::new(), url);
        let visit = self.places.visit(url);
        if let Some(visit) = visit {
            column.url.clone_from(&visit.asked);
        }
        match visit.map(|visit| (visit.purpose, &visit.outcome)) {
            Some((_, Outcome::Failed(failure))) if is_gone(failure) => return Err(failure.to_string()),
            Some((_, Outcome::Failed(failure))) => column.standing = Standing::Failed(failure.clone()),
            Some((Purpose::External, Outcome::Page { page, .. })) if page.kind != PageKind::Soft404 => {
                name_of_page(page).unwrap_or(name).clone_into(&mut column.name);
                column.standing = Standing::External;
            }
            Some((_, Outcome::Page { page, .. })) => {
                return Err(format!("打开后不是本单位网站的栏目（{}）", page.kind.zh()));
            }
            None => {}
        }
        column.path = vec![column.name.clone()];
        let mapping = self.mapper.decide_column(&column, self.seen.unit, self.seen.county);
        self.columns.push((column, mapping));
        Ok(self.columns.len() - 1)
    }

    fn place(&self, url: &str) -> Option<usize> {
        let (asked, came) = (identity(url), self.places.came(url));
        let at = |wanted: &str| self.columns.iter().position(|(column, _)| identity(&column.url) == wanted);
        at(&came).or_else(|| at(&asked))
    }

    fn settle(&mut self, at: usize, code: &str, ruling: Ruling, words: String) {
        let mapping = &mut self.columns[at].1;
        if mapping.settled_on(code).is_none() {
            mapping.settled.push(Settled { code: code.to_owned(), ruling, words });
        }
    }
}

fn unverified(column: &Column) -> String {
    match &column.standing {
        Standing::Failed(failure) => format!("；本次未能核实：{failure}"),
        Standing::Linked => "；本次没有打开，未能核实".to_owned(),
        Standing::Opened(_) | Standing::External => String::new(),
    }
}

fn is_gone(failure: &Failure) -> bool {
    matches!(failure.status, Some(404 | 410))
}

fn name_of_page(page: &Page) -> Option<&str> {
    let title = Some(page.title.as_str());
    page.column.name.as_deref().or(title).filter(|name| !name.is_empty())
}
