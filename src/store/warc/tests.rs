//! Records as bytes.

use std::io::Read;

use flate2::read::{GzDecoder, MultiGzDecoder};
use proptest::prelude::*;

use super::reader::parse;
use super::record::{Record, digest, of_fields};

fn record(head: &[u8], payload: &[u8], note: &str) -> Record<'static> {
    Record {
        kind: "response",
        id: "urn:uuid:5e3c1b0a-0001-8aaa-8bbb-0123456789ab".to_owned(),
        at: "2020-09-30T01:02:03.456789Z".parse().unwrap(),
        fields: vec![("WARC-Target-URI", note.to_owned())],
        content_type: "application/http;msgtype=response",
        head: head.to_vec(),
        payload: payload.to_vec().into(),
    }
}

fn member(record: &Record<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    record.write(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_record_has_its_header_its_lengths_and_its_digests() {
    let bytes = member(&record(b"HTTP/1.1 200 OK\r\n\r\n", b"foobar", "http://a.example/"));
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice()).read_to_string(&mut text).unwrap();
    // Digests as Python's hashlib and base64 give them.
    let expected = "WARC/1.1\r\n\
        WARC-Type: response\r\n\
        WARC-Record-ID: <urn:uuid:5e3c1b0a-0001-8aaa-8bbb-0123456789ab>\r\n\
        WARC-Date: 2020-09-30T01:02:03.456Z\r\n\
        WARC-Target-URI: http://a.example/\r\n\
        WARC-Block-Digest: sha256:JCEY3AQG4XGQHB27XIJPCIEWSSLPAKHEDW5GXJMN3FGRVL2Y47TA====\r\n\
        WARC-Payload-Digest: sha256:YOVY74JXEDUK3ECH3U4UM2Z4RF2OLEWC7I4D2SRZMBYUZLXQYTZA====\r\n\
        Content-Type: application/http;msgtype=response\r\n\
        Content-Length: 25\r\n\
        \r\n\
        HTTP/1.1 200 OK\r\n\r\nfoobar\r\n\r\n";
    assert_eq!(text, expected);
}

#[test]
fn digests_are_in_base32() {
    assert_eq!(digest(&[]), "sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====");
    assert_eq!(digest(&[b"foo", b"bar"]), "sha256:YOVY74JXEDUK3ECH3U4UM2Z4RF2OLEWC7I4D2SRZMBYUZLXQYTZA====");
}

#[test]
fn a_member_has_no_clock_and_no_name_in_it() {
    let bytes = member(&record(b"", b"foobar", ""));
    assert_eq!(bytes[..8], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0], "no flags, no time");
    assert_eq!(bytes[9], 255, "system unknown");
}

#[test]
fn a_value_cannot_end_its_line() {
    let id = "urn:uuid:5e3c1b0a-0001-8aaa-8bbb-0123456789ab".to_owned();
    let at = "2020-09-30T01:02:03Z".parse().unwrap();
    let words = "连接中断\r\nstatus: 200\r\n\r\nWARC/1.1".to_owned();
    let bytes = member(&of_fields("metadata", id, at, vec![("WARC-Target-URI", words.clone())], &[("words", words)]));
    let mut text = Vec::new();
    GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
    let (fields, block) = parse(&text).unwrap();
    assert_eq!(fields[3], ("WARC-Target-URI".to_owned(), "连接中断  status: 200    WARC/1.1".to_owned()));
    assert_eq!(block, "words: 连接中断  status: 200    WARC/1.1\r\n".as_bytes());
}

proptest! {
    #[test]
    fn any_bytes_come_back(
        payloads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..2_000), 1..5),
        note in "\\PC{0,80}",
    ) {
        let head = b"HTTP/1.1 200 OK\r\n\r\n";
        let members: Vec<Vec<u8>> = payloads.iter().map(|payload| member(&record(head, payload, &note))).collect();
        for (bytes, payload) in members.iter().zip(&payloads) {
            let mut one = Vec::new();
            GzDecoder::new(bytes.as_slice()).read_to_end(&mut one).unwrap();
            let (fields, block) = parse(&one).unwrap();
            prop_assert_eq!(block, [head.as_slice(), payload].concat());
            prop_assert_eq!(&fields[3].1, &note);
        }
        let mut all = Vec::new();
        MultiGzDecoder::new(members.concat().as_slice()).read_to_end(&mut all).unwrap();
        prop_assert_eq!(all.windows(8).filter(|window| window == b"WARC/1.1").count() >= payloads.len(), true);
    }

    #[test]
    fn a_changed_byte_is_noticed(payload in prop::collection::vec(any::<u8>(), 1..500), place in any::<prop::sample::Index>()) {
        let bytes = member(&record(b"", &payload, ""));
        let mut text = Vec::new();
        GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).unwrap();
        let begin = text.len() - payload.len() - 4;
        text[begin + place.index(payload.len())] ^= 1;
        prop_assert_eq!(parse(&text), Err("内容与摘要不符"));
    }

    #[test]
    fn no_bytes_are_too_much_for_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
        let _ = parse(&bytes);
        let _ = parse(&[b"WARC/1.1\r\nContent-Length: ".as_slice(), &bytes].concat());
    }
}
