//! Decisions and worklists. The unit is made up.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::date;

use crate::judge::{Answer, Conclusion, FindingRuling, Override, Recheck, RectificationState, Reply};
use crate::mapping::{Review, Ruling, Signature};
use crate::store::{Act, JudgedRow, KnownFinding, Reviews, StoreError, Worklist, WorklistEntry, Workspace};

pub(super) fn review(url: &str, ruling: Ruling, why: &str) -> Review {
    Review {
        unit: "清水县财政局".to_owned(),
        catalogue: "ankang-2020".to_owned(),
        code: "AK-01-02".to_owned(),
        url: url.to_owned(),
        name: "经费公开".to_owned(),
        path: "首页 > 经费公开".to_owned(),
        ruling,
        who: "复核员甲".to_owned(),
        at: "2020-10-21T01:30:15Z".parse::<Timestamp>().unwrap(),
        why: why.to_owned(),
        evidence: String::new(),
        until: None,
        run: "r1".to_owned(),
        signed: None,
    }
}

pub(super) fn worklist(run: &str, urls: &[&str]) -> Worklist {
    let entry = |url: &&str| WorklistEntry {
        number: 0,
        unit: "清水县财政局".to_owned(),
        code: "AK-01-02".to_owned(),
        indicator: "财政信息 > 三公经费公开".to_owned(),
        name: "经费公开".to_owned(),
        path: "首页 > 经费公开".to_owned(),
        url: (*url).to_owned(),
        score: Some(0.66),
        why: "名称相近".to_owned(),
    };
    Worklist {
        run: run.to_owned(),
        catalogue: "ankang-2020".to_owned(),
        named: "ankang-2020".to_owned(),
        period: "2020Q3".to_owned(),
        as_of: Some(date(2020, 9, 30)),
        sign_off: false,
        units: vec!["清水县财政局".to_owned()],
        entries: urls.iter().map(entry).collect(),
    }
}

/// The decision, with the question that it is about.
pub(super) fn ruled(made: Review) -> Act {
    let entry = worklist("r1", &[made.url.as_str()]).entries.remove(0);
    Act::Ruled(made, entry)
}

fn decide(reviews: &Reviews, made: &[Review]) {
    let acts: Vec<Act> = made.iter().cloned().map(ruled).collect();
    reviews.act(&worklist("r1", &[]), &acts).unwrap();
}

const A: &str = "http://www.qingshui.example/a/";
const B: &str = "http://www.qingshui.example/b/";
const C: &str = "http://www.qingshui.example/c/";

#[test]
fn a_later_decision_takes_the_place_of_an_earlier_one_which_stays_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    let accepted = review(A, Ruling::Accepted, "是");
    decide(&reviews, &[accepted.clone(), review(B, Ruling::Rejected, "不是")]);
    assert_eq!(reviews.standing("ankang-2020").unwrap(), [accepted, review(B, Ruling::Rejected, "不是")]);
    // The same page in another spelling of its address.
    let later = review("https://qingshui.example/a/index.html", Ruling::Rejected, "看错了");
    decide(&reviews, std::slice::from_ref(&later));
    drop(reviews);
    let reviews = Reviews::open(folder.path()).unwrap();
    assert_eq!(reviews.standing("ankang-2020").unwrap()[0], later);
    assert_eq!(reviews.standing("city-disclosure").unwrap(), []);
    let count = |connection: &rusqlite::Connection| -> i64 {
        connection.query_row("SELECT count(*) FROM reviews", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(&rusqlite::Connection::open(folder.path().join("reviews.db")).unwrap()), 3);
}

#[test]
fn a_question_keeps_its_number_and_stays_when_it_was_decided() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    assert!(matches!(reviews.worklist(None), Err(StoreError::NoWorklist { .. })));
    reviews.keep(&worklist("r1", &[A, B]), [], []).unwrap();
    decide(&reviews, &[review(A, Ruling::Rejected, "不是")]);
    reviews.keep(&worklist("r1", &[C]), [], []).unwrap();
    let numbers = |run| -> Vec<(u32, String)> {
        let kept: Worklist = reviews.worklist(run).unwrap();
        kept.entries.into_iter().map(|entry| (entry.number, entry.url)).collect()
    };
    assert_eq!(numbers(None), [(1, A.to_owned()), (3, C.to_owned())], "B is no question any more");
    for run in ["r9", "r10"] {
        reviews.keep(&worklist(run, &[B]), [], []).unwrap();
    }
    assert_eq!(reviews.worklist(None).unwrap().run, "r10");
    assert_eq!(reviews.newest_of("ankang-2020").unwrap().as_deref(), Some("r10"));
    assert_eq!(numbers(Some("r9")), [(1, B.to_owned())]);
}

#[test]
fn people_review_while_an_evaluation_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let _evaluation = Workspace::open(folder.path()).unwrap();
    let (one, other) = (Reviews::open(folder.path()).unwrap(), Reviews::open(folder.path()).unwrap());
    decide(&one, &[review(A, Ruling::Accepted, "是")]);
    decide(&other, &[review(B, Ruling::Accepted, "是")]);
    assert_eq!(one.standing("ankang-2020").unwrap().len(), 2);
}

pub(super) fn override_in(period: &str, answer: Answer) -> Override {
    Override {
        unit: "清水县财政局".to_owned(),
        catalogue: "ankang-2020".to_owned(),
        code: "AK-01-02-01".to_owned(),
        period: period.to_owned(),
        answer,
        share: None,
        who: "复核员甲".to_owned(),
        at: "2020-10-21T01:30:15Z".parse().unwrap(),
        why: "已在县政府门户公开".to_owned(),
        evidence: String::new(),
        until: date(2020, 9, 30),
        came_of: Vec::new(),
        run: "r1".to_owned(),
        signed: None,
    }
}

pub(super) fn overruled(made: Override) -> Act {
    let entry = worklist("r1", &[""]).entries.remove(0);
    Act::Overruled(made, WorklistEntry { code: "AK-01-02-01".to_owned(), ..entry })
}

#[test]
fn the_last_override_of_a_period_stands_until_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    let list = worklist("r1", &[A]);
    reviews.keep(&list, [], []).unwrap();
    let (second, third) = (override_in("2020Q2", Answer::Met), override_in("2020Q3", Answer::Met));
    let signature = Signature { who: "复核员乙".to_owned(), at: "2020-10-22T01:00:00Z".parse().unwrap() };
    let acts = [overruled(second.clone()), overruled(third.clone()), Act::Signed(third.clone(), signature.clone())];
    reviews.act(&list, &acts).unwrap();
    let signed = Override { signed: Some(signature), ..third };
    assert_eq!(reviews.overrides("ankang-2020").unwrap(), [second.clone(), signed]);
    let entries = reviews.worklist(Some("r1")).unwrap().entries;
    assert_eq!(entries.iter().map(|entry| (entry.number, entry.url.as_str())).collect::<Vec<_>>(), [(1, A), (2, "")]);

    let corrected = override_in("2020Q3", Answer::NotApplicable);
    reviews.act(&list, &[overruled(corrected.clone())]).unwrap();
    assert_eq!(reviews.overrides("ankang-2020").unwrap(), [second.clone(), corrected.clone()], "nobody signed that");
    reviews.act(&list, &[Act::TakenBack(corrected)]).unwrap();
    assert_eq!(reviews.overrides("ankang-2020").unwrap(), [second]);
    reviews.keep(&worklist("r1", &[B]), [], []).unwrap();
    let entries = reviews.worklist(Some("r1")).unwrap().entries;
    assert_eq!(
        entries.iter().map(|entry| entry.number).collect::<Vec<_>>(),
        [2, 3],
        "what was decided keeps its number"
    );
}

#[test]
fn the_newest_of_each_is_what_became_of_a_finding_in_its_period() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    let (number, at) = ("F-0123456789".to_owned(), "2020-10-21T01:30:15Z".parse().unwrap());
    let reply = |state, words: &str| Reply { state, words: words.to_owned(), who: "清水县财政局".to_owned(), at };
    let conclusion = Conclusion {
        ruling: FindingRuling::Upheld,
        who: "甲".to_owned(),
        at,
        why: "仍是空白".to_owned(),
        signed: None,
        waits: false,
    };
    let acts = [
        Act::Replied(number.clone(), reply(RectificationState::NotDone, "正在整改")),
        Act::Replied(number.clone(), reply(RectificationState::Done, "已补充")),
        Act::Concluded(number.clone(), conclusion.clone()),
    ];
    reviews.act(&worklist("r1", &[]), &acts).unwrap();
    let recheck = Recheck {
        run: "r2".to_owned(),
        on: date(2020, 11, 10),
        state: None,
        words: "打不开".to_owned(),
        before: None,
        after: None,
    };
    let seen = BTreeMap::from([(number.clone(), recheck.clone())]);
    reviews.keep_rechecks("ankang-2020", "2020Q2", &seen).unwrap();
    let all = reviews.rectifications("ankang-2020").unwrap();
    let third = &all["2020Q3"][&number];
    assert_eq!(third.reply, Some(reply(RectificationState::Done, "已补充")));
    assert_eq!((third.conclusion.as_ref(), third.recheck.as_ref()), (Some(&conclusion), None));
    assert_eq!(all["2020Q2"][&number].recheck, Some(recheck));
}

#[test]
fn rows_and_findings_are_those_of_the_last_judgement() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    let row = |code: &str, answer| JudgedRow { unit: "清水县财政局".to_owned(), code: code.to_owned(), answer };
    let finding = |number: &str| KnownFinding {
        number: number.to_owned(),
        unit: "清水县财政局".to_owned(),
        code: "AK-01".to_owned(),
        kind: "空白栏目".to_owned(),
        description: "没有信息".to_owned(),
    };
    let list = worklist("r1", &[]);
    reviews.keep(&list, [row("AK-01", Answer::Unmet), row("AK-02", Answer::Met)], [finding("F-1")]).unwrap();
    reviews.keep(&list, [row("AK-01", Answer::Partial)], [finding("F-2")]).unwrap();
    assert_eq!(reviews.judged("r1", "清水县财政局").unwrap(), [row("AK-01", Answer::Partial)]);
    assert_eq!(reviews.judged("r1", "临溪县财政局").unwrap(), []);
    assert_eq!(
        (reviews.finding("r1", "F-1").unwrap(), reviews.finding("r1", "F-2").unwrap()),
        (None, Some(finding("F-2")))
    );
    assert_eq!(reviews.findings_of("r1", "清水县财政局").unwrap(), [finding("F-2")]);
    assert_eq!(reviews.worklist(None).unwrap(), list);
}

#[test]
fn a_file_from_before_there_were_overrides_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let connection = rusqlite::Connection::open(folder.path().join("reviews.db")).unwrap();
    connection.execute_batch(crate::store::schema::REVIEWS[0]).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    let old = "INSERT INTO worklists (run, catalogue, named, units) VALUES ('r1', 'ankang-2020', 'ankang-2020', '[]')";
    connection.execute(old, []).unwrap();
    drop(connection);
    let kept = Reviews::open(folder.path()).unwrap().worklist(None).unwrap();
    assert_eq!((kept.period.as_str(), kept.as_of, kept.sign_off), ("", None, false));
}
