//! The parts of a Word or Excel file (a ZIP archive), never more of them than a limit: what an archive claims of its sizes is
//! not believed.

use std::io::{self, Cursor, ErrorKind, Read};

use zip::ZipArchive;

use crate::unit::Problem;

/// Most bytes of XML that are unpacked from a file.
pub(super) const MAX_BYTES: u64 = 64 << 20;

/// Why a file is damaged whose archive does not unpack: what the reader says of it is English and helps nobody.
const BROKEN_ARCHIVE: &str = "压缩包不能解开";

/// An opened file.
#[derive(Debug)]
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    file: &'a str,
}

impl<'a> Package<'a> {
    /// Opens the archive in `bytes`; `file` names it in messages.
    ///
    /// # Errors
    /// It is no archive.
    pub(super) fn open(bytes: &'a [u8], file: &'a str) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(file, BROKEN_ARCHIVE))?;
        Ok(Self { archive, file })
    }

    /// Name of the part that holds the text of a Word file; `None` when it is none.
    pub(super) fn word_part(&self) -> Option<String> {
        let is_text = |name: &&String| {
            name.strip_prefix("word/document").is_some_and(|rest| rest.ends_with(".xml") && !rest.contains('/'))
        };
        self.names().iter().filter(is_text).min_by_key(|name| name.len()).cloned()
    }

    /// Whether it is an Excel file.
    pub(super) fn is_workbook(&self) -> bool {
        self.names().iter().any(|name| name == "xl/workbook.xml")
    }

    /// The part `name`, unpacked as it is read.
    ///
    /// # Errors
    /// It cannot be unpacked. Reading it gives [`ErrorKind::FileTooLarge`] after [`MAX_BYTES`].
    pub(super) fn part(&mut self, name: &str) -> Result<impl Read + '_, Problem> {
        let part = self.archive.by_name(name).map_err(|_| damaged(self.file, BROKEN_ARCHIVE))?;
        Ok(Limited { inner: part, left: MAX_BYTES })
    }

    /// Unpacks all XML of the file once, for a reader that keeps no limit.
    ///
    /// # Errors
    /// It is too much, or damaged.
    pub(super) fn check_size(&mut self) -> Result<(), Problem> {
        let mut left = MAX_BYTES;
        for index in 0..self.archive.len() {
            let part = self.archive.by_index(index).map_err(|_| damaged(self.file, BROKEN_ARCHIVE))?;
            let is_xml = part.name().is_ok_and(|name| name.ends_with(".xml") || name.ends_with(".rels"));
            if is_xml {
                let read = io::copy(&mut Limited { inner: part, left }, &mut io::sink());
                left -= read.map_err(|error| unreadable(self.file, &error))?;
            }
        }
        Ok(())
    }

    fn names(&self) -> Vec<String> {
        self.archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect()
    }
}

/// A reader that fails once more than `left` bytes came.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or(ErrorKind::FileTooLarge)?;
        Ok(count)
    }
}

/// The answer to a part that could not be read to its end.
pub(super) fn unreadable(file: &str, error: &io::Error) -> Problem {
    if error.kind() == ErrorKind::FileTooLarge {
        let wrong = format!("解压后超过 {} MB", MAX_BYTES >> 20);
        return Problem::of_file(file, wrong, "请只保留指标表，另存为新的文件");
    }
    damaged(file, BROKEN_ARCHIVE)
}

/// The answer to a file that is not what it should be; `why` in Chinese words.
pub(super) fn damaged(file: &str, why: &str) -> Problem {
    Problem::of_file(file, format!("文件已损坏或不完整（{why}）"), "请用 Word 或 Excel 打开后重新保存")
}
