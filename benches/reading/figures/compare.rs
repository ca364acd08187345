//! One page as the program reads it, beside its label.

use std::fmt::Display;

use jiff::civil::Date;
use lanmu::site::{Article, Item, LinkRole, Page, PageKind, Site, identity};

use super::label::{ArticleLabel, ItemLabel, Label};
use super::{Answer, Figure};

/// All that the program answers rightly or wrongly.
pub(crate) fn compare(label: &Label, page: &Page) -> Vec<Answer> {
    let mut answers = vec![answer(Figure::Kind, label.kind == page.kind, word(label.kind), word(page.kind))];
    if !label.in_html {
        return answers;
    }
    let (path, read) = (label.path.join(" > "), page.column.path.join(" > "));
    answers.push(answer(Figure::Path, folded(&path) == folded(&read), path, read));
    answers.extend(navigation(label, page));
    if label.kind != PageKind::Home {
        answers.extend(items(&label.items, &page.items));
    }
    if !matches!(label.kind, PageKind::Home | PageKind::Empty) {
        answers.extend(pager(label, page));
    }
    if let Some(article) = &label.article {
        answers.extend(facts(article, &page.article.clone().unwrap_or_default()));
    }
    answers
}

fn answer(figure: Figure, right: bool, label: impl Display, program: impl Display) -> Answer {
    Answer { figure, right, label: label.to_string(), program: program.to_string() }
}

/// The word of a kind in the labels.
fn word(kind: PageKind) -> String {
    serde_json::to_string(&kind).unwrap_or_default().trim_matches('"').to_owned()
}

/// Links to other hosts are not asked for: they have a role of their own, wherever they stand.
fn navigation(label: &Label, page: &Page) -> Vec<Answer> {
    let site = Site::new(&page.url);
    let own = label.navigation.iter().map(|link| (link, identity(&link.url)));
    let own = own.filter(|(_, place)| site.same_host(place));
    let found = own.map(|(wanted, place)| {
        let here = || page.links.iter().filter(|link| identity(&link.url) == place);
        let leads = here().any(|link| matches!(link.role, LinkRole::Nav | LinkRole::Column));
        let role = here().next().map(|link| format!("{:?}", link.role).to_lowercase());
        answer(Figure::Navigation, leads, format!("{} {}", wanted.text, wanted.url), shown(role))
    });
    found.collect()
}

/// An entry is found where its address and its title are given; each given entry serves one label. Entries that lost their
/// addresses are in no label, and are not asked for.
fn items(labels: &[ItemLabel], given: &[Item]) -> Vec<Answer> {
    let mut left: Vec<&Item> = given.iter().filter(|item| !item.url.is_empty()).collect();
    let (mut answers, mut wrong) = (Vec::new(), Vec::new());
    for label in labels {
        let place = identity(&label.url);
        let here = |item: &&Item| identity(&item.url) == place;
        let named = left.iter().position(|item| here(item) && same_title(&label.title, &item.title));
        let wanted = format!("{} {}", label.title, label.url);
        let Some(at) = named else {
            wrong.push((label, place));
            continue;
        };
        let item = left.remove(at);
        answers.push(answer(Figure::Recall, true, &wanted, &item.title));
        answers.push(answer(Figure::Precision, true, &wanted, &item.title));
        answers.push(date([Figure::ItemDate, Figure::ItemUndated], &wanted, label.date, item.date));
    }
    for (label, place) in wrong {
        let wanted = format!("{} {}", label.title, label.url);
        let renamed = left.iter().find(|item| identity(&item.url) == place);
        answers.push(answer(Figure::Recall, false, &wanted, shown(renamed.map(|item| &item.title))));
        if let Some(item) = renamed {
            answers.push(date([Figure::ItemDate, Figure::ItemUndated], &wanted, label.date, item.date));
        }
    }
    let more = |item: &Item| answer(Figure::Precision, false, "–", format!("{} {}", item.title, item.url));
    answers.extend(left.into_iter().map(more));
    answers
}

/// A date that is shown has to be given (the first figure), and none where none is shown (the second).
fn date([dated, undated]: [Figure; 2], of: &str, label: Option<Date>, given: Option<Date>) -> Answer {
    let figure = if label.is_some() { dated } else { undated };
    let wanted = format!("{} {of}", shown(label.as_ref()));
    answer(figure, label == given, wanted.trim(), shown(given.as_ref()))
}

/// Counted where the page shows how many pages its list has, or the program says so; of an empty list nobody asks.
fn pager(label: &Label, page: &Page) -> Vec<Answer> {
    let pages = (label.pages.filter(|pages| *pages > 0), page.pager.as_ref().and_then(|pager| pager.pages));
    let next = (label.next.as_ref(), page.pager.as_ref().and_then(|pager| pager.next.as_ref()));
    let same_place = next.0.map(|next| identity(next)) == next.1.map(|next| identity(next));
    let mut answers = Vec::new();
    if pages != (None, None) {
        answers.push(answer(Figure::Pages, pages.0 == pages.1, shown(pages.0), shown(pages.1)));
    }
    if next != (None, None) {
        answers.push(answer(Figure::Next, same_place, shown(next.0), shown(next.1)));
    }
    answers
}

fn facts(label: &ArticleLabel, article: &Article) -> Vec<Answer> {
    let mut answers =
        vec![answer(Figure::Title, same_title(&label.title, &article.title), &label.title, &article.title)];
    answers.push(date([Figure::Published, Figure::Unpublished], "", label.published, article.published));
    answers.push(date([Figure::Formed, Figure::Unformed], "", label.formed, article.formed));
    let numbers = [
        (Figure::DocumentNumber, &label.document_number, &article.document_number),
        (Figure::IndexNumber, &label.index_number, &article.index_number),
    ];
    for (figure, label, given) in numbers {
        if label.is_some() || given.is_some() {
            let same = label.as_deref().map(folded) == given.as_deref().map(folded);
            answers.push(answer(figure, same, shown(label.as_ref()), shown(given.as_ref())));
        }
    }
    answers
}

/// A dash for nothing.
fn shown(value: Option<impl Display>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}

/// Blanks and line ends are one blank each, and none at the ends.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same words, blanks folded. `*` in the label stands for any run of letters, and so does what a page cut off (…).
pub(crate) fn same_title(label: &str, title: &str) -> bool {
    let (label, title) = (folded(label), folded(title));
    let cut = label.strip_suffix('…').or_else(|| label.strip_suffix("..."));
    if let Some(start) = cut.map(|start| start.trim_end_matches(['.', '…']))
        && title.starts_with(start)
    {
        return true;
    }
    let Some((start, rest)) = label.split_once('*') else { return label == title };
    let Some(mut title) = title.strip_prefix(start) else { return false };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    for words in middle.split('*') {
        let Some((_, after)) = title.split_once(words) else { return false };
        title = after;
    }
    title.ends_with(end)
}
