//! Evidence, expiry and signatures of what people decided. The unit is made up.

use jiff::civil::date;
use rusqlite::Connection;

use super::reviews::{override_in, overruled, review, ruled, worklist};
use crate::judge::{Answer, Conclusion, FindingRuling, Override};
use crate::mapping::{Review, Ruling, Signature, Validity};
use crate::store::{Act, Reviews};

const A: &str = "http://www.qingshui.example/a/";

fn signature() -> Signature {
    Signature { who: "复核员乙".to_owned(), at: "2020-10-22T01:00:00Z".parse().unwrap() }
}

#[test]
fn a_decision_keeps_its_evidence_its_last_day_and_its_signature() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    let made = Review {
        evidence: "青财函〔2020〕3号".to_owned(),
        until: Some(date(2020, 12, 31)),
        ..review(A, Ruling::Accepted, "是")
    };
    let list = worklist("r1", &[]);
    reviews.act(&list, &[ruled(made.clone()), Act::RulingSigned(made.clone(), signature())]).unwrap();
    let signed = Review { signed: Some(signature()), ..made.clone() };
    assert_eq!(reviews.standing("ankang-2020").unwrap(), std::slice::from_ref(&signed));
    let later = review(A, Ruling::Rejected, "看错了");
    reviews.act(&list, &[ruled(later.clone())]).unwrap();
    assert_eq!(reviews.standing("ankang-2020").unwrap(), std::slice::from_ref(&later), "nobody signed that");
    assert_eq!(reviews.rulings_on(&made).unwrap(), [signed, later]);
}

#[test]
fn what_was_decided_by_hand_is_a_question_of_the_worklist() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    reviews.keep(&worklist("r1", &["http://www.qingshui.example/b/"]), [], []).unwrap();
    reviews.act(&worklist("r1", &[]), &[ruled(review(A, Ruling::Accepted, "是"))]).unwrap();
    let entries = reviews.worklist(Some("r1")).unwrap().entries;
    assert_eq!((entries[1].number, entries[1].url.as_str()), (2, A));
}

#[test]
fn a_conclusion_has_the_signature_that_came_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    let concluded = |ruling| Conclusion {
        ruling,
        who: "复核员甲".to_owned(),
        at: "2020-10-21T01:30:15Z".parse().unwrap(),
        why: "不属于该单位职责".to_owned(),
        signed: None,
        waits: false,
    };
    let number = "F-0123456789".to_owned();
    let stands = || {
        let all = reviews.rectifications("ankang-2020").unwrap();
        all["2020Q3"][&number].conclusion.clone().unwrap()
    };
    let withdrawn = concluded(FindingRuling::Withdrawn);
    let acts = [Act::Concluded(number.clone(), withdrawn.clone()), Act::ConclusionSigned(number.clone(), signature())];
    reviews.act(&worklist("r1", &[]), &acts).unwrap();
    assert_eq!(stands(), Conclusion { signed: Some(signature()), ..withdrawn.clone() });
    let upheld = concluded(FindingRuling::Upheld);
    reviews.act(&worklist("r1", &[]), &[Act::Concluded(number.clone(), upheld.clone())]).unwrap();
    assert_eq!(stands(), upheld, "nobody signed that");
    assert_eq!(reviews.conclusions_on("ankang-2020", "2020Q3", &number).unwrap(), [withdrawn, upheld]);
}

#[test]
fn all_that_was_decided_on_a_row_is_told_with_the_take_backs() {
    let folder = tempfile::tempdir().unwrap();
    let reviews = Reviews::open(folder.path()).unwrap();
    let made = override_in("2020Q3", Answer::Met);
    let back = Override { why: "看错了".to_owned(), ..made.clone() };
    let other_period = override_in("2020Q2", Answer::Unmet);
    let acts = [overruled(other_period), overruled(made.clone()), Act::TakenBack(back.clone())];
    reviews.act(&worklist("r1", &[]), &acts).unwrap();
    assert_eq!(reviews.overrides_on(&made).unwrap(), [(made, true), (back, false)]);
}

/// A file of the second version, in which decisions on columns had neither evidence nor expiry, and conclusions were signed by
/// signing the override that came of them.
#[test]
fn decisions_of_an_older_file_hold_for_a_year_and_signed_conclusions_stay_signed() {
    let folder = tempfile::tempdir().unwrap();
    let connection = Connection::open(folder.path().join("reviews.db")).unwrap();
    for step in &crate::store::schema::REVIEWS[..2] {
        connection.execute_batch(step).unwrap();
    }
    connection.pragma_update(None, "user_version", 2).unwrap();
    connection
        .execute_batch(
            r#"
        INSERT INTO reviews (catalogue, unit, code, address, url, name, path, ruling, who, at, why, run) VALUES
            ('ankang-2020', '清水县财政局', 'AK-01-02', 'qingshui.example/a', 'http://www.qingshui.example/a/', '经费公开',
             '首页 > 经费公开', 'accepted', '复核员甲', '2020-10-21T16:30:15Z', '是', 'r1');
        INSERT INTO rectifications (catalogue, period, number, kind, body) VALUES
            ('ankang-2020', '2020Q3', 'F-0123456789', 'conclusion',
             '{"ruling":"withdrawn","who":"复核员甲","at":"2020-10-21T01:30:15Z","why":"不是问题"}'),
            ('ankang-2020', '2020Q3', 'F-9876543210', 'conclusion',
             '{"ruling":"withdrawn","who":"复核员甲","at":"2020-10-21T01:30:15Z","why":"不是问题"}');
        INSERT INTO overrides (id, catalogue, unit, code, period, stands, body) VALUES
            (7, 'ankang-2020', '清水县财政局', 'AK-01-02-01', '2020Q3', 1,
             '{"unit":"清水县财政局","catalogue":"ankang-2020","code":"AK-01-02-01","period":"2020Q3","answer":"met","share":null,
               "who":"复核员甲","at":"2020-10-21T01:30:15Z","why":"不是问题","evidence":"F-0123456789","until":"2020-10-20",
               "run":"r1","signed":null}');
        INSERT INTO signatures (override, body) VALUES (7, '{"who":"复核员乙","at":"2020-10-22T01:00:00Z"}');
        "#,
        )
        .unwrap();
    drop(connection);
    let reviews = Reviews::open(folder.path()).unwrap();
    let [old] = reviews.standing("ankang-2020").unwrap().try_into().unwrap();
    assert_eq!((old.evidence.as_str(), old.until, old.signed.as_ref()), ("", None, None));
    // It was the 22nd in China.
    assert_eq!(old.last_day(), date(2021, 10, 22));
    assert_eq!(old.state(date(2021, 10, 22), false), Validity::Holds);
    assert_eq!(old.state(date(2021, 10, 23), false), Validity::Expired);
    assert_eq!(old.state(date(2021, 10, 22), true), Validity::Unsigned);
    let all = reviews.rectifications("ankang-2020").unwrap();
    let signed = |number: &str| all["2020Q3"][number].conclusion.as_ref().unwrap().signed.clone();
    assert_eq!((signed("F-0123456789"), signed("F-9876543210")), (Some(signature()), None));
    assert_eq!(reviews.overrides("ankang-2020").unwrap()[0].came_of, ["F-0123456789"]);
}
