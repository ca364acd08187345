//! Decisions and worklists. The unit is made up.

use jiff::Timestamp;

use crate::mapping::{Review, Ruling};
use crate::store::{Reviews, StoreError, Worklist, WorklistEntry, Workspace};

fn review(url: &str, ruling: Ruling, why: &str) -> Review {
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
        run: "r1".to_owned(),
    }
}

fn worklist(run: &str, urls: &[&str]) -> Worklist {
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
        units: vec!["清水县财政局".to_owned()],
        entries: urls.iter().map(entry).collect(),
    }
}

const A: &str = "http://www.qingshui.example/a/";
const B: &str = "http://www.qingshui.example/b/";
const C: &str = "http://www.qingshui.example/c/";

#[test]
fn a_later_decision_takes_the_place_of_an_earlier_one_which_stays_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    let accepted = review(A, Ruling::Accepted, "是");
    reviews.decide(&[accepted.clone(), review(B, Ruling::Rejected, "不是")]).unwrap();
    assert_eq!(reviews.standing("ankang-2020").unwrap(), [accepted, review(B, Ruling::Rejected, "不是")]);
    // The same page in another spelling of its address.
    let later = review("https://qingshui.example/a/index.html", Ruling::Rejected, "看错了");
    reviews.decide(std::slice::from_ref(&later)).unwrap();
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
    reviews.keep(&worklist("r1", &[A, B])).unwrap();
    reviews.decide(&[review(A, Ruling::Rejected, "不是")]).unwrap();
    reviews.keep(&worklist("r1", &[C])).unwrap();
    let numbers = |run| -> Vec<(u32, String)> {
        let kept: Worklist = reviews.worklist(run).unwrap();
        kept.entries.into_iter().map(|entry| (entry.number, entry.url)).collect()
    };
    assert_eq!(numbers(None), [(1, A.to_owned()), (3, C.to_owned())], "B is no question any more");
    for run in ["r9", "r10"] {
        reviews.keep(&worklist(run, &[B])).unwrap();
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
    one.decide(&[review(A, Ruling::Accepted, "是")]).unwrap();
    other.decide(&[review(B, Ruling::Accepted, "是")]).unwrap();
    assert_eq!(one.standing("ankang-2020").unwrap().len(), 2);
}
