//! Pages that a site called unchanged, and addresses that were not asked for. Hosts and answers are made up.

use std::collections::BTreeMap;

use super::{exchange, failed, page, plan};
use crate::crawl::{Answer, Archive, Basis, Earlier, Received, Response, Witness};
use crate::site::Failure;
use crate::store::{Records, Run, RunPlan, WarcRecord, Workspace, record_of};

const PAGE: &str = "http://a.example/czxx/";

/// A page that came at its own address, with an entity tag.
fn whole(body: &str) -> Response {
    let headers = BTreeMap::from([("etag".to_owned(), "\"v1\"".to_owned())]);
    let answer = Answer::new(PAGE.to_owned(), 200, headers, body.as_bytes().to_vec());
    let exchanges = vec![exchange(200, &[("etag", "\"v1\""), ("content-type", "text/html")])];
    Response { hops: Vec::new(), exchanges, received: Received::Answer(answer), ..page(PAGE, "") }
}

/// The same page, of which the site said on the last day of 2020 that it is as it was on 30 September.
fn unchanged(body: &str) -> Response {
    let mut response = whole(body);
    let earlier = Earlier { at: response.at, exchange: response.exchanges.pop() };
    if let Received::Answer(answer) = &mut response.received {
        answer.unchanged = Some(Box::new(earlier));
    }
    let at = "2020-12-31T01:02:03.456Z".parse().unwrap();
    Response { at, exchanges: vec![exchange(304, &[("etag", "\"v1\"")])], ..response }
}

/// A run after another one, of which `kept` is what came.
fn run_after(workspace: &Workspace, kept: &[Response]) -> Run {
    let former = workspace.begin(&plan(&["清水县"])).unwrap();
    for response in kept {
        former.keep(response).unwrap();
    }
    former.finish().unwrap();
    workspace.begin(&RunPlan { former: Some(former.id()), ..plan(&["清水县"]) }).unwrap()
}

#[test]
fn a_run_knows_what_the_one_before_it_got() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let later = Response { look: 2, ..whole("第二次查看") };
    let run = run_after(&workspace, &[whole("第一次查看"), failed("http://a.example/x", 1)]);
    assert_eq!(run.earlier(PAGE).unwrap(), Some(whole("第一次查看")));
    assert_eq!((run.earlier("http://a.example/x").unwrap(), run.earlier("http://a.example/y").unwrap()), (None, None));
    workspace.run("r1").unwrap().keep(&later).unwrap();
    assert_eq!(run.earlier(PAGE).unwrap(), Some(later), "the second look is the newer one");
    assert_eq!(workspace.run("r1").unwrap().earlier(PAGE).unwrap(), None, "nothing was before it");
    assert_eq!(run.recall(PAGE, None, 1).unwrap(), None, "the run itself has not asked");
}

#[test]
fn what_was_called_unchanged_comes_back_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let kept = unchanged("财政信息");
    run_after(&Workspace::open(folder.path()).unwrap(), &[whole("财政信息")]).keep(&kept).unwrap();
    let run = Workspace::open(folder.path()).unwrap().run("r2").unwrap();
    assert_eq!(run.recall(PAGE, None, 1).unwrap(), Some(kept));
}

/// The records of the file on a unit whose visit rests on `bases`, without the first.
fn records(run: &Run, bases: &[Basis]) -> Vec<WarcRecord> {
    run.write_evidence("清水县", bases).unwrap();
    let file = run.evidence_file("清水县").unwrap();
    Records::open(&file).unwrap().skip(1).collect::<Result<_, _>>().unwrap()
}

fn kinds(records: &[WarcRecord]) -> Vec<&str> {
    records.iter().map(|record| record.field("WARC-Type").unwrap()).collect()
}

#[test]
fn the_page_stands_beside_the_word_that_it_is_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let run = run_after(&Workspace::open(folder.path()).unwrap(), &[]);
    let kept = unchanged("财政信息");
    run.keep(&kept).unwrap();
    let records = records(&run, &[Basis::of(&kept)]);
    assert_eq!(kinds(&records), ["response", "request", "revisit", "request", "metadata"]);
    let [page, asked_then, revisit, asked_now, said] = <[WarcRecord; 5]>::try_from(records).unwrap();
    assert_eq!(page.payload(), "财政信息".as_bytes());
    assert_eq!(page.http_start(), "HTTP/1.1 200 OK");
    let dates = [&page, &revisit].map(|record| record.field("WARC-Date").unwrap());
    assert_eq!(dates, ["2020-09-30T01:02:03.456Z", "2020-12-31T01:02:03.456Z"]);
    assert_eq!(
        revisit.field("WARC-Profile"),
        Some("http://netpreserve.org/warc/1.1/revisit/server-not-modified"),
        "ISO 28500, 6.7.3"
    );
    assert_eq!((revisit.refers("WARC-Refers-To"), revisit.block()), (Some(page.id()), &b""[..]));
    assert_eq!(revisit.field("WARC-Refers-To-Target-URI"), Some(PAGE));
    assert_eq!(revisit.field("WARC-Refers-To-Date"), page.field("WARC-Date"));
    assert_eq!(revisit.field("WARC-Payload-Digest"), page.field("WARC-Payload-Digest"));
    assert_eq!(revisit.id(), record_of("r2", "清水县", &Basis::of(&kept), None), "what verdicts refer to");
    let concurrent = [&asked_then, &asked_now].map(|request| request.refers("WARC-Concurrent-To").unwrap());
    assert_eq!(concurrent, [page.id(), revisit.id()]);
    assert_eq!(said.refers("WARC-Refers-To"), Some(revisit.id()));
    let words = std::str::from_utf8(said.block()).unwrap();
    assert!(words.starts_with("status-line: HTTP/1.1 304 Not Modified\r\nheader: etag: \"v1\"\r\n"), "{words}");
}

#[test]
fn an_address_that_was_not_asked_for_has_its_failure_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["清水县"])).unwrap();
    let last = failed("http://a.example/x", 1);
    run.keep(&last).unwrap();
    let Received::Failed(failure) = last.received.clone() else { panic!("it failed") };
    let given_up =
        Failure { detail: "该主机连续 8 次没有正常响应，本次不再访问".to_owned(), ..failure };
    let witness = Witness::new(&run);
    witness.rests_on(Basis::of(&last));
    witness.left_unasked(PAGE, None, 1, &given_up);
    let bases = witness.bases();
    let records = records(&run, &bases);
    assert_eq!(kinds(&records), ["metadata", "metadata"]);
    assert_eq!(records[1].field("WARC-Target-URI"), Some(PAGE));
    assert_eq!(records[1].id(), record_of("r1", "清水县", &bases[1], None));
    assert_ne!(records[0].id(), records[1].id());
    let words = std::str::from_utf8(records[1].block()).unwrap();
    for line in ["failure: timeout\r\n", "words: 该主机连续 8 次没有正常响应，本次不再访问\r\n", "requests: 0\r\n"]
    {
        assert!(words.contains(line), "{line:?} is missing in {words}");
    }
    assert_eq!(run.recall(PAGE, None, 1).unwrap(), None, "it is kept nowhere: another unit may ask");
}
