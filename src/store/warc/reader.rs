//! Reading the records of a file.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::GzDecoder;
use thiserror::Error;

use super::record::digest;

/// Longest record that is read, decompressed, in bytes.
const MAX_RECORD: u64 = 64 << 20;
/// Longest header of a record, in bytes.
const MAX_HEADER: usize = 64 << 10;
/// End of a header.
const BLANK: &[u8] = b"\r\n\r\n";

/// Why a file with evidence cannot be read.
#[derive(Debug, Error)]
pub enum WarcError {
    /// There is no such file.
    #[error("没有证据文件 {0}：该单位还没有抓取完，或评估由较早版本的 lanmu 完成，或文件已被移走")]
    Missing(PathBuf),
    /// The system does not let us read it.
    #[error("证据文件 {path} 读不了（{source}）：请检查权限和磁盘")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is not what it should be.
    #[error("证据文件 {path} 第 {offset} 字节处的记录已损坏（{reason}）：请用备份恢复该文件")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where the record begins.
        offset: u64,
        /// What is wrong.
        reason: String,
    },
}

/// A record as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarcRecord {
    fields: Vec<(String, String)>,
    block: Vec<u8>,
    /// Where it begins in the file, in bytes.
    pub offset: u64,
    /// Its length in the file, in bytes.
    pub length: u64,
}

impl WarcRecord {
    /// The value of a field of the header, whatever the case of its name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Its id (`urn:uuid:…`).
    #[must_use]
    pub fn id(&self) -> &str {
        unbracketed(self.field("WARC-Record-ID").unwrap_or_default())
    }

    /// The id in a field that refers to another record.
    #[must_use]
    pub fn refers(&self, name: &str) -> Option<&str> {
        self.field(name).map(unbracketed)
    }

    /// What stands in it, with the head of an HTTP message.
    #[must_use]
    pub fn block(&self) -> &[u8] {
        &self.block
    }

    /// What stands in it, without the head of an HTTP message.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.block[self.http_head().len()..]
    }

    /// The head of the HTTP message that stands in it, with the empty line at its end; empty where none does.
    #[must_use]
    pub fn http_head(&self) -> &[u8] {
        let is_message = self.field("Content-Type").is_some_and(|kind| kind.starts_with("application/http"));
        match find(&self.block, BLANK) {
            Some(end) if is_message => &self.block[..end + BLANK.len()],
            _ => &[],
        }
    }

    /// The first line of the HTTP message; empty where there is none.
    #[must_use]
    pub fn http_start(&self) -> String {
        let head = String::from_utf8_lossy(self.http_head());
        head.lines().next().unwrap_or_default().to_owned()
    }

    /// The value of a header of the HTTP message, whatever the case of its name.
    #[must_use]
    pub fn http_header(&self, name: &str) -> Option<String> {
        let head = String::from_utf8_lossy(self.http_head());
        let mut headers = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        headers.find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    }
}

fn unbracketed(id: &str) -> &str {
    id.trim_start_matches('<').trim_end_matches('>')
}

/// The records of a file, one after another. Each is checked against its length and its digest.
#[derive(Debug)]
pub struct Records {
    path: PathBuf,
    file: Counted<BufReader<File>>,
    over: bool,
}

impl Records {
    /// Opens a file.
    ///
    /// # Errors
    /// It is missing or cannot be read.
    pub fn open(path: &Path) -> Result<Self, WarcError> {
        let file = File::open(path).map_err(|source| match source.kind() {
            ErrorKind::NotFound => WarcError::Missing(path.to_owned()),
            _ => WarcError::Unreadable { path: path.to_owned(), source },
        })?;
        Ok(Self { path: path.to_owned(), file: Counted { inner: BufReader::new(file), taken: 0 }, over: false })
    }

    fn read(&mut self) -> Result<Option<WarcRecord>, WarcError> {
        let offset = self.file.taken;
        let unreadable = |path: &Path, source| WarcError::Unreadable { path: path.to_owned(), source };
        if self.file.fill_buf().map_err(|source| unreadable(&self.path, source))?.is_empty() {
            return Ok(None);
        }
        let damaged = |reason: String| WarcError::Damaged { path: self.path.clone(), offset, reason };
        let mut record = Vec::new();
        let mut member = GzDecoder::new(&mut self.file);
        // One byte more than may come: the trailer of the member is read only with the end of the record.
        member.by_ref().take(MAX_RECORD + 1).read_to_end(&mut record).map_err(|error| damaged(error.to_string()))?;
        if record.len() as u64 > MAX_RECORD {
            return Err(damaged(format!("超过 {} MB", MAX_RECORD >> 20)));
        }
        let length = self.file.taken - offset;
        let (fields, block) = parse(&record).map_err(|reason| damaged(reason.to_owned()))?;
        Ok(Some(WarcRecord { fields, block: block.to_vec(), offset, length }))
    }
}

impl Iterator for Records {
    type Item = Result<WarcRecord, WarcError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let read = self.read();
        // What follows a damaged record cannot be found.
        self.over = !matches!(read, Ok(Some(_)));
        read.transpose()
    }
}

type Fields = Vec<(String, String)>;

/// The header of a record and its block.
pub(super) fn parse(record: &[u8]) -> Result<(Fields, &[u8]), &'static str> {
    let end = find(&record[..record.len().min(MAX_HEADER)], BLANK).ok_or("没有记录头")?;
    let header = std::str::from_utf8(&record[..end]).map_err(|_| "记录头不是 UTF-8")?;
    let mut lines = header.split("\r\n");
    if lines.next() != Some("WARC/1.1") {
        return Err("不是 WARC 1.1 记录");
    }
    let fields = lines.map(|line| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())));
    let fields = fields.collect::<Option<Fields>>().ok_or("记录头有无法识别的行")?;
    let value = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let length: usize = value("Content-Length").and_then(|words| words.parse().ok()).ok_or("没有记录长度")?;
    let (block, rest) = record[end + BLANK.len()..].split_at_checked(length).ok_or("内容比记录长度短")?;
    if rest != BLANK {
        return Err("内容比记录长度长");
    }
    match value("WARC-Block-Digest") {
        Some(told) if told != digest(&[block]) => Err("内容与摘要不符"),
        _ => Ok((fields, block)),
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Counts what is taken from a reader.
#[derive(Debug)]
struct Counted<R> {
    inner: R,
    taken: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(to)?;
        self.taken += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count as u64;
        self.inner.consume(count);
    }
}
