//! The evidence that is written out for a unit. Hosts and answers are made up.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::{exchange, failed, page, plan};
use crate::crawl::{Answer, Archive, Basis, Exchange, Received, Rendered, Response};
use crate::sha256::sha256;
use crate::store::{Records, Run, StoreError, WarcError, WarcRecord, Workspace, record_of};

const PAGE: &str = "http://a.example/";

/// A run over two units, with what was kept for it.
struct Kept {
    run: Run,
    _folder: tempfile::TempDir,
}

impl Kept {
    fn of(responses: &[Response]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let run = Workspace::open(folder.path()).unwrap().begin(&plan(&["白石县", "清水县"])).unwrap();
        for response in responses {
            run.keep(response).unwrap();
        }
        Self { run, _folder: folder }
    }

    fn file(&self) -> PathBuf {
        self.run.evidence_file("清水县").unwrap()
    }

    fn write(&self, bases: &[Basis]) -> Vec<u8> {
        self.run.write_evidence("清水县", bases).unwrap();
        fs::read(self.file()).unwrap()
    }

    fn records(&self) -> Vec<WarcRecord> {
        Records::open(&self.file()).unwrap().collect::<Result<_, _>>().unwrap()
    }
}

/// What came at once, without a redirect.
fn answered(asked: &str, exchange: Exchange, body: &str) -> Response {
    let answer = Answer::new(asked.to_owned(), exchange.status, BTreeMap::new(), body.as_bytes().to_vec());
    Response { hops: Vec::new(), exchanges: vec![exchange], received: Received::Answer(answer), ..page(asked, "") }
}

fn kinds(records: &[WarcRecord]) -> Vec<(&str, &str)> {
    records
        .iter()
        .map(|record| (record.field("WARC-Type").unwrap(), record.field("WARC-Target-URI").unwrap_or_default()))
        .collect()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn robots_redirects_answers_requests_and_failures_stand_in_order() {
    let robots = answered("http://a.example/robots.txt", exchange(404, &[]), "");
    let responses = [robots, page(PAGE, "政府信息公开"), failed("http://a.example/x", 1)];
    let kept = Kept::of(&responses);
    kept.write(&[Basis::of(&responses[1]), Basis::of(&responses[2])]);
    let records = kept.records();
    assert_eq!(
        kinds(&records),
        [
            ("warcinfo", ""),
            ("response", "http://a.example/robots.txt"),
            ("request", "http://a.example/robots.txt"),
            ("response", PAGE),
            ("request", PAGE),
            ("response", "http://a.example/index.html"),
            ("request", "http://a.example/index.html"),
            ("metadata", "http://a.example/x"),
        ]
    );
    assert!(kept.file().ends_with("evidence/r1/0002.warc.gz"), "the second unit of the plan: {:?}", kept.file());
    let info = text(records[0].block());
    for line in ["software: lanmu/0.1.0\r\n", "isPartOf: r1\r\n", "unit: 清水县\r\n", "robots: obey\r\n"] {
        assert!(info.contains(line), "{line:?} is missing in {info}");
    }
    assert_eq!(text(records[3].block()), "HTTP/1.1 302 Found\r\nlocation: index.html\r\ncontent-length: 0\r\n\r\n");
    assert_eq!(records[3].field("WARC-Date"), Some("2020-09-30T01:02:03.400Z"), "when the redirect came");
    let answer = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 18\r\n\r\n政府信息公开";
    assert_eq!(text(records[5].block()), answer);
    assert_eq!(text(records[5].payload()), "政府信息公开");
    assert_eq!(records[5].field("WARC-Date"), Some("2020-09-30T01:02:03.456Z"), "when the answer was complete");
    assert_eq!(records[5].field("WARC-IP-Address"), Some("203.0.113.5"));
    let asked = "GET /index.html HTTP/1.1\r\nhost: a.example\r\nuser-agent: lanmu/0.1.0\r\n\r\n";
    assert_eq!(text(records[6].block()), asked);
    assert_eq!(records[6].refers("WARC-Concurrent-To"), Some(records[5].id()));
    let failure = text(records[7].block());
    for line in
        ["failure: timeout\r\n", "words: 连接超时（30 秒内未返回完整响应）\r\n", "look: 1\r\n", "requests: 2\r\n"]
    {
        assert!(failure.contains(line), "{line:?} is missing in {failure}");
    }
}

#[test]
fn verdicts_find_their_records() {
    let responses = [page(PAGE, "政府信息公开"), failed("http://a.example/x", 1), failed("http://a.example/x", 2)];
    let kept = Kept::of(&responses);
    let bases: Vec<Basis> = responses.iter().map(Basis::of).collect();
    kept.write(&bases);
    let records = kept.records();
    for (basis, (kind, url)) in bases.iter().zip([
        ("response", "http://a.example/index.html"),
        ("metadata", "http://a.example/x"),
        ("metadata", "http://a.example/x"),
    ]) {
        let id = record_of("r1", "清水县", basis, basis.hash.as_deref());
        let found: Vec<&WarcRecord> = records.iter().filter(|record| record.id() == id).collect();
        assert_eq!(found.len(), 1, "{id}");
        assert_eq!((found[0].field("WARC-Type"), found[0].field("WARC-Target-URI")), (Some(kind), Some(url)));
    }
    let others = [record_of("r2", "清水县", &bases[0], None), record_of("r1", "白石县", &bases[0], None)];
    assert!(records.iter().all(|record| !others.contains(&record.id().to_owned())));
}

#[test]
fn written_again_it_has_the_same_bytes_and_other_content_replaces_it() {
    let responses = [page(PAGE, "政府信息公开"), failed("http://a.example/x", 1)];
    let kept = Kept::of(&responses);
    let bases: Vec<Basis> = responses.iter().map(Basis::of).collect();
    let first = kept.write(&bases);
    fs::remove_file(kept.file()).unwrap();
    assert_eq!(kept.write(&bases), first);
    let fewer = kept.write(&bases[..1]);
    assert_ne!(fewer, first);
    assert_eq!(kept.records().len(), 5);
    fs::write(kept.file(), &first[..first.len() / 2]).unwrap();
    assert_eq!(kept.write(&bases[..1]), fewer);
    let names: Vec<_> =
        fs::read_dir(kept.file().parent().unwrap()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["0002.warc.gz"], "no partial file is left");
}

#[test]
fn a_file_that_tells_of_the_same_is_left_alone() {
    let kept = Kept::of(&[page(PAGE, "政府信息公开")]);
    let bases = [Basis::of(&page(PAGE, "政府信息公开"))];
    let whole = kept.write(&bases);
    let info = kept.records()[1].offset;
    // What follows the first record is not looked into: a file is put in its place whole.
    fs::write(kept.file(), &whole[..usize::try_from(info).unwrap()]).unwrap();
    assert_eq!(kept.write(&bases).len() as u64, info);
}

#[test]
fn a_form_stands_in_its_request() {
    let form = "divid=div1&currpage=2";
    let exchange = Exchange { form: Some(form.to_owned()), ..exchange(200, &[]) };
    let search = answered("http://a.example:8080/search.jsp?x=1", exchange, "<table></table>");
    let posted = Response { posted: Some(sha256(form.as_bytes())), ..search };
    let kept = Kept::of(std::slice::from_ref(&posted));
    kept.write(&[Basis::of(&posted)]);
    let request = kept.records().pop().unwrap();
    assert_eq!(text(request.payload()), form);
    let head = "POST /search.jsp?x=1 HTTP/1.1\r\nhost: a.example:8080\r\nuser-agent: lanmu/0.1.0\r\ncontent-length: 21\r\n\r\n";
    assert_eq!(text(request.http_head()), head);
}

#[test]
fn what_a_browser_showed_stands_with_its_shell_and_its_scripts() {
    let script = answered("http://a.example/js/list.js", exchange(200, &[]), "draw()");
    let shell = page(PAGE, "<div id='list'></div>");
    let kept = Kept::of(&[shell.clone(), script]);
    let html = "<div id='list'>财政预算</div>";
    let rendered = Rendered {
        asked: PAGE.to_owned(),
        look: 1,
        at: "2020-09-30T01:02:09Z".parse().unwrap(),
        requests: 1,
        html: Some(html.to_owned()),
        problem: Some("没有取到 http://b.example/（不在本单位网站上）".to_owned()),
        parts: vec!["http://a.example/js/list.js".to_owned()],
    };
    kept.run.keep_rendered(&rendered).unwrap();
    let shown = Some(sha256(html.as_bytes()));
    let basis = Basis { rendered: true, shown: shown.clone(), ..Basis::of(&shell) };
    kept.write(std::slice::from_ref(&basis));
    let records = kept.records();
    let conversion = records.iter().find(|record| record.field("WARC-Type") == Some("conversion")).unwrap();
    assert_eq!(text(conversion.payload()), html);
    assert_eq!(conversion.id(), record_of("r1", "清水县", &basis, shown.as_deref()));
    let shell = record_of("r1", "清水县", &basis, basis.hash.as_deref());
    assert_eq!(conversion.refers("WARC-Refers-To"), Some(shell.as_str()));
    assert!(kinds(&records).contains(&("response", "http://a.example/js/list.js")), "{:?}", kinds(&records));
    assert!(text(records.last().unwrap().block()).starts_with("rendering: 没有取到 http://b.example/"));
}

#[test]
fn a_body_that_was_not_read_to_its_end_says_so() {
    let cut = Exchange { cut: true, ..exchange(404, &[("transfer-encoding", "chunked")]) };
    let error = answered(PAGE, cut, "网页不存在");
    let kept = Kept::of(std::slice::from_ref(&error));
    kept.write(&[Basis::of(&error)]);
    let records = kept.records();
    assert_eq!(records[1].field("WARC-Truncated"), Some("length"));
    assert_eq!(records[1].http_header("x-archive-orig-transfer-encoding").as_deref(), Some("chunked"));
    assert_eq!(
        (records[1].http_header("transfer-encoding"), records[1].http_header("content-length").as_deref()),
        (None, Some("15"))
    );
}

#[test]
fn what_an_older_version_kept_is_written_from_what_there_is() {
    let old = Response { exchanges: Vec::new(), ..page(PAGE, "政府信息公开") };
    let kept = Kept::of(std::slice::from_ref(&old));
    kept.write(&[Basis::of(&old)]);
    let records = kept.records();
    assert_eq!(kinds(&records)[1..], [("response", PAGE), ("response", "http://a.example/index.html")]);
    assert_eq!(records[1].http_header("location").as_deref(), Some("http://a.example/index.html"));
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let kept = Kept::of(&[page(PAGE, "政府信息公开")]);
    let folder = kept.file().parent().unwrap().parent().unwrap().to_owned();
    fs::write(&folder, "in the way").unwrap();
    let wrong = kept.run.write_evidence("清水县", &[Basis::of(&page(PAGE, "政府信息公开"))]).unwrap_err();
    assert!(matches!(wrong, StoreError::Unwritable { .. }) && wrong.to_string().contains("evidence"), "{wrong}");
}

#[test]
fn a_damaged_file_is_told_with_the_place() {
    let kept = Kept::of(&[page(PAGE, "政府信息公开")]);
    let bytes = kept.write(&[Basis::of(&page(PAGE, "政府信息公开"))]);
    let second = usize::try_from(kept.records()[1].offset).unwrap();
    let mut flipped = bytes.clone();
    flipped[second + 40] ^= 0xff;
    for (damaged, records) in [(flipped, 1), (bytes[..second + 60].to_vec(), 1), (bytes[..10].to_vec(), 0)] {
        fs::write(kept.file(), damaged).unwrap();
        let read: Vec<Result<WarcRecord, WarcError>> = Records::open(&kept.file()).unwrap().collect();
        assert_eq!(read.len(), records + 1, "reading ends with the damage");
        let told = read.last().unwrap().as_ref().unwrap_err().to_string();
        let place = format!("第 {} 字节", if records == 0 { 0 } else { second });
        assert!(told.contains(&place) && told.contains("0002.warc.gz"), "{told}");
    }
    fs::remove_file(kept.file()).unwrap();
    assert!(matches!(Records::open(&kept.file()), Err(WarcError::Missing(_))));
}
