//! How well pages of real sites are read: measured on labels made by hand (`tests/corpus/README.md`), beside other readers.
//! `docs/reading.md` shows the tables; `cargo bench --bench reading` prints them, and what differs.

mod counting;
#[path = "../../benches/reading/figures/mod.rs"]
pub(crate) mod figures;

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use jiff::civil::Date;
use lanmu::site::{PageKind, identity};
use url::Url;

use self::figures::peers::{ours, peers};
use self::figures::{Label, Part, Reading, Saved, labels, missed, readings, tables};
use crate::support;

const FAMILIES: [&str; 15] = [
    "ankang",
    "TRS",
    "TRS WAS5",
    "Hanweb",
    "gkmlpt",
    "anhui",
    "channel codes",
    "info",
    "ASP.NET",
    "PHPCMS",
    "EmpireCMS",
    "SiteServer",
    "Epoint",
    "NFCMS",
    "other",
];

/// The labelled pages as the program reads them; `None` without the corpus.
static READINGS: LazyLock<Option<Vec<Reading>>> = LazyLock::new(|| {
    let saved = Saved::all(&support::corpus()?).unwrap();
    Some(readings(all_labels(), &saved).unwrap())
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn all_labels() -> Vec<Label> {
    labels(&root().join("tests/corpus")).unwrap()
}

#[test]
fn the_labels_are_sound() {
    let labels = all_labels();
    assert!(labels.len() >= 60, "{} pages", labels.len());
    let faults: Vec<String> = labels.iter().flat_map(faults).collect();
    assert_eq!(faults.join("\n"), "");
    let Some(corpus) = support::corpus() else { return };
    let saved = Saved::all(&corpus).unwrap();
    let pages: HashSet<&str> = saved.iter().map(|saved| saved.file.as_str()).collect();
    let unknown: Vec<&str> =
        labels.iter().map(|label| label.page.as_str()).filter(|page| !pages.contains(page)).collect();
    assert!(unknown.is_empty(), "not in the corpus: {unknown:?}");
    let sites: BTreeSet<&str> = pages.iter().filter_map(|page| page.split('/').next()).collect();
    let labelled: BTreeSet<&str> = labels.iter().filter_map(|label| label.page.split('/').next()).collect();
    assert_eq!(labelled, sites, "every site has a labelled page");
}

/// What is wrong with a label.
fn faults(label: &Label) -> Vec<String> {
    let mut faults = Vec::new();
    let mut check = |sound: bool, what: String| {
        if !sound {
            faults.push(format!("{}: {what}", label.file));
        }
    };
    check(FAMILIES.contains(&label.cms.as_str()), format!("no family {}", label.cms));
    let is_article = matches!(label.kind, PageKind::Article | PageKind::Note);
    check(
        is_article == label.article.is_some(),
        "[article] belongs to an article or a note, and only there".to_owned(),
    );
    let is_list = label.kind == PageKind::Column;
    check(is_list || label.items.is_empty(), "only a column has items".to_owned());
    check(label.pages.is_some() || label.next.is_none(), "a list with a following page has `pages`".to_owned());
    check(label.path.iter().all(|name| !name.trim().is_empty()), "a name of the path is empty".to_owned());
    let mut seen = HashSet::new();
    for item in &label.items {
        check(seen.insert((identity(&item.url), &item.title)), format!("item twice: {}", item.title));
        check(!item.title.trim().is_empty(), format!("item without a title: {}", item.url));
    }
    let mut seen = HashSet::new();
    for link in &label.navigation {
        check(seen.insert((identity(&link.url), &link.text)), format!("navigation twice: {}", link.text));
    }
    let addresses = label.items.iter().map(|item| &item.url).chain(label.navigation.iter().map(|link| &link.url));
    for address in addresses.chain(&label.next) {
        let whole = Url::parse(address).is_ok_and(|url| url.has_host());
        check(whole, format!("no whole address: {address}"));
    }
    let article = label.article.iter().flat_map(|article| [article.published, article.formed]);
    let days: Vec<Date> = label.items.iter().map(|item| item.date).chain(article).flatten().collect();
    for day in days {
        check((1949..=2026).contains(&day.year()), format!("not a day of a page: {day}"));
    }
    faults
}

#[test]
fn the_goals_are_reached() {
    let Some(readings) = READINGS.as_ref() else { return };
    let tuning = readings.iter().filter(|reading| reading.label.part == Part::Tuning);
    let differs: Vec<String> = tuning.flat_map(Reading::misses).collect();
    assert_eq!(missed(readings).join("\n"), "", "on the tuning part:\n{}", differs.join("\n"));
}

#[test]
fn no_other_reader_does_better() {
    let Some(readings) = READINGS.as_ref() else { return };
    for peer in peers(root()).unwrap() {
        for (ours, theirs) in ours(readings, peer.part).into_iter().zip(peer.shares()) {
            let who = format!("{} ({:?})", peer.reader, peer.part);
            // htmldate tells no titles.
            if theirs.of == 0 {
                continue;
            }
            assert_eq!(ours.of, theirs.of, "{who} read other labels: run benches/peers/reading/run");
            let ahead = ours.right > theirs.right || theirs.right == theirs.of;
            assert!(ahead && ours.right >= theirs.right, "{who}: {theirs}, ours {ours}");
        }
    }
}

#[test]
fn the_document_shows_what_is_measured() {
    let Some(readings) = READINGS.as_ref() else { return };
    let document = std::fs::read_to_string(root().join("docs/reading.md")).unwrap();
    let lines = tables(root(), readings).unwrap();
    let missing: Vec<&String> = lines.iter().filter(|line| !document.lines().any(|shown| shown == *line)).collect();
    assert!(missing.is_empty(), "docs/reading.md lacks:\n{missing:#?}");
}
