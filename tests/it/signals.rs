//! What a site leaves in the open of people, and what looks made for the check, in the outputs of one evaluation. The unit, its
//! site and all numbers on it are made up: no area has the code 119999.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use jiff::Timestamp;
use lanmu::catalogue::Catalogue;
use lanmu::judge::{Signal, SignalCase, SignalKind, USUAL_SUSPICION, signals};
use lanmu::mapping::{Mapper, Mapping, Vocabulary};
use lanmu::read;
use lanmu::site::{Column, CrawlEnd, Outcome, PageKind, Purpose, Snapshot, Visit};
use lanmu::unit::Unit;
use serde_json::Value;
use url::Url;
use zip::ZipArchive;

use crate::support::corpus;

use crate::support::bureau::{Office, menu};
use crate::support::pages::page;

const CITIZEN: &str = "119999198001010018";
const CARD: &str = "6222020000000000018";
const PHONE: &str = "13800138000";
const MASKED: [&str; 3] = ["119999**********18", "6222***********0018", "138****8000"];

/// The office's site with numbers in the names of columns, in titles and in a text.
fn evaluated() -> (Office, Value, String) {
    let office = Office::open();
    let columns =
        menu(&[("/jf/", "经费公开"), ("/ys/", "预决算公开"), ("/dh/", &format!("低保 {PHONE}")), ("/fp/", "扶贫领域")]);
    let list = |name: &str, entries: &[(&str, &str, &str)]| {
        let entries: String = entries
            .iter()
            .map(|(url, title, day)| format!("<li><a href=\"{url}\">{title}</a><span>{day}</span></li>"))
            .collect();
        page(&["首页", "信息公开", name], &format!("{columns}<div class=\"list\"><ul>{entries}</ul></div>"))
    };
    office.site.put("/", page(&["首页"], &columns));
    office.site.put("/xxgk/", page(&["首页", "信息公开"], &columns));
    let citizen = format!("关于{CITIZEN}低保待遇的公示");
    let card = format!("补贴发放账号{CARD}的公示");
    office
        .site
        .put("/jf/", list("经费公开", &[("/x/1.html", &citizen, "2020-10-12"), ("/x/2.html", &card, "2020-09-20")]));
    let rushed: Vec<String> = (1..=6).map(|number| format!("2020年预算公开表第{number}号")).collect();
    let urls: Vec<String> = (1..=6).map(|number| format!("/x/ys{number}.html")).collect();
    let entries: Vec<_> =
        urls.iter().zip(&rushed).map(|(url, title)| (url.as_str(), title.as_str(), "2020-10-18")).collect();
    office.site.put("/ys/", list("预决算公开", &entries));
    office.site.put("/dh/", list(&format!("低保 {PHONE}"), &[("/x/3.html", &citizen, "2020-10-12")]));
    office.site.put(
        "/fp/",
        list("扶贫领域", &[("/", "返回首页面信息", "2020-10-12"), ("/fp/", "扶贫领域信息列表", "2020-10-12")]),
    );
    let told =
        office.well(&["evaluate", "--units", "units.csv", "--as-of", "2020-10-20", "--pause", "0", "--out", "out"]);
    let result = serde_json::from_slice(&fs::read(office.path("out/result.json")).unwrap()).unwrap();
    (office, result, told)
}

#[test]
fn no_output_shows_a_number_of_a_person_and_the_signs_are_told() {
    let (office, result, told) = evaluated();
    let why = format!("电话{PHONE}核实");
    let over = ["--by", "复核员甲", "--why", &why];
    office.well(&[&["review", "accept", "1"][..], &over].concat());
    office.well(&["score", "--out", "again"]);
    office.well(&["review", "export", "list.csv"]);
    office.well(&["review", "export", "list.xlsx"]);
    let again = office.well(&["review", "import", "list.csv"]);
    assert!(again.contains("新增决定 0 项"), "a masked reason is the same reason: {again}");
    let mut words = vec![("terminal".to_owned(), told), ("review list".to_owned(), office.well(&["review", "list"]))];
    for place in ["out", "again", "list.csv", "list.xlsx"] {
        words.extend(texts(&office.path(place)));
    }
    for (place, words) in &words {
        for number in [CITIZEN, CARD, PHONE] {
            assert!(!words.contains(number), "{place} shows {number}");
        }
    }
    let all: String = words.iter().map(|(_, words)| words.as_str()).collect();
    for number in MASKED {
        assert!(all.contains(number), "{number} is nowhere");
    }
    tells(&result);
}

fn tells(result: &Value) {
    let signals = result["units"][0]["signals"].as_array().unwrap();
    let kinds: Vec<&str> = signals.iter().map(|signal| signal["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["same_day", "hollow", "personal_data", "personal_data"], "{signals:?}");
    assert_eq!(signals[0]["code"], "AK-01-01");
    assert_eq!(signals[0]["url"], "http://czj.qinghe.example/ys/");
}

/// The texts of a file or of all files of a folder; of an office document those of its parts.
fn texts(path: &Path) -> Vec<(String, String)> {
    if path.is_dir() {
        let files = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        return files.flat_map(|file| texts(&file)).collect();
    }
    let name = path.display().to_string();
    if !name.ends_with(".xlsx") && !name.ends_with(".docx") {
        return vec![(name, fs::read_to_string(path).unwrap())];
    }
    let mut parts = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut texts = Vec::new();
    for place in 0..parts.len() {
        let mut text = String::new();
        let mut part = parts.by_index(place).unwrap();
        part.read_to_string(&mut text).unwrap();
        texts.push((format!("{name} {}", part.name().unwrap()), text));
    }
    texts
}

/// Of a hundred columns of real sites, a sign of one kind shows on so many at most: nobody looks at more.
const MOST_PERCENT: usize = 3;

#[test]
fn signs_are_rare_on_real_sites() {
    let Some(corpus) = corpus() else { return };
    let catalogue = Catalogue::shipped("city-disclosure").unwrap();
    let mapper = Mapper::new(&catalogue, &Vocabulary::shipped().unwrap());
    let (mut columns, mut texts) = (0, 0);
    let mut counts: BTreeMap<SignalKind, usize> = BTreeMap::new();
    for (site, visits) in saved(&corpus) {
        texts += visits.iter().filter(|visit| kind(visit) == PageKind::Article).count();
        let (seen, signs) = signs(&mapper, &site, visits);
        columns += seen;
        for sign in signs {
            *counts.entry(sign.kind).or_default() += 1;
        }
    }
    eprintln!("{columns} columns, {texts} texts: {counts:?}");
    assert!(columns > 300 && texts > 300, "{columns} columns and {texts} texts");
    for (kind, count) in counts {
        let of = if kind == SignalKind::PersonalData { columns + texts } else { columns };
        assert!(count * 100 <= of * MOST_PERCENT, "{} shows {count} times on {of}", kind.zh());
    }
}

/// The saved pages by site, each as if it had been visited for what it is.
fn saved(corpus: &Path) -> BTreeMap<String, Vec<Visit>> {
    let mut sites: BTreeMap<String, Vec<Visit>> = BTreeMap::new();
    for (number, line) in csv::Reader::from_path(corpus.join("manifest.csv")).unwrap().records().enumerate() {
        let line = line.unwrap();
        let (file, site) = (&line[0], &line[1]);
        let made_up = format!("http://{site}/saved/{number}.html");
        let url = Url::parse(if line[4].is_empty() { &made_up } else { &line[4] }).unwrap();
        let body = fs::read(corpus.join(file)).unwrap();
        let page = read::page(&read::Source { url: &url, content_type: None, body: &body, home: None });
        let purpose = match page.kind {
            PageKind::Home => Purpose::Home,
            PageKind::Article | PageKind::Note => Purpose::Item,
            _ => Purpose::Column,
        };
        let outcome =
            Outcome::Page { at: Timestamp::UNIX_EPOCH, status: 200, hash: String::new(), page: Box::new(page) };
        let visit = Visit { asked: url.to_string(), posted: None, via: None, purpose, outcome };
        sites.entry(site.to_owned()).or_default().push(visit);
    }
    sites
}

fn kind(visit: &Visit) -> PageKind {
    if let Outcome::Page { page, .. } = &visit.outcome { page.kind } else { PageKind::Other }
}

/// The columns of a site that were opened, and the signs on the day of its newest item: as if the check came right then.
fn signs(mapper: &Mapper, site: &str, visits: Vec<Visit>) -> (usize, Vec<Signal>) {
    let address = format!("http://{site}/");
    let unit = Unit {
        name: site.to_owned(),
        site: address.parse().unwrap(),
        groups: Vec::new(),
        aliases: Vec::new(),
        section: None,
        notes: String::new(),
    };
    let end = CrawlEnd::Complete;
    let snapshot = Snapshot { unit: site.to_owned(), site: address, end, visits, insecure: BTreeMap::new() };
    let columns: Vec<(Column, Mapping)> = read::survey(&snapshot, None, &[])
        .into_iter()
        .map(|column| {
            let mapping = mapper.decide_column(&column, &unit, false);
            (column, mapping)
        })
        .collect();
    let days = columns.iter().flat_map(|(column, _)| &column.items).filter_map(|entry| entry.published);
    let Some(as_of) = days.max() else { return (0, Vec::new()) };
    let case = SignalCase { unit: &unit, snapshot: &snapshot, columns: &columns, suspicion: &USUAL_SUSPICION, as_of };
    (columns.iter().filter(|(column, _)| !column.items.is_empty()).count(), signals(&case))
}
