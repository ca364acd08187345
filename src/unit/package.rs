//! The parts of a Word or Excel file (a ZIP archive), never more of them than a limit: what an archive claims of its sizes is
//! not believed.

use std::io::{self, Cursor, ErrorKind, Read};

use zip::ZipArchive;

use super::Problem;

/// Most bytes that are unpacked from a file.
const MAX_BYTES: u64 = 64 << 20;

/// Why a file is damaged whose archive does not unpack: what the reader says of it is English and helps nobody.
const BROKEN_ARCHIVE: &str = "压缩包不能解开";

/// An opened file.
#[derive(Debug)]
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    file: &'a str,
}

impl<'a> Package<'a> {
    /// Opens the archive in `bytes`; `file` names it in messages.
    ///
    /// # Errors
    /// It is no archive.
    pub(crate) fn open(bytes: &'a [u8], file: &'a str) -> Result<Self, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(file, BROKEN_ARCHIVE))?;
        Ok(Self { archive, file })
    }

    /// The part `name`, unpacked as it is read.
    ///
    /// # Errors
    /// It cannot be unpacked. Reading it gives [`ErrorKind::FileTooLarge`] after [`MAX_BYTES`].
    pub(crate) fn part(&mut self, name: &str) -> Result<impl Read + '_, Problem> {
        let part = self.archive.by_name(name).map_err(|_| damaged(self.file, BROKEN_ARCHIVE))?;
        Ok(Limited { inner: part, left: MAX_BYTES })
    }

    /// Unpacks the whole file once, for a reader that keeps no limit.
    ///
    /// # Errors
    /// It is more than [`MAX_BYTES`], or damaged.
    pub(crate) fn check_size(&mut self) -> Result<(), Problem> {
        let mut left = MAX_BYTES;
        for index in 0..self.archive.len() {
            let part = self.archive.by_index(index).map_err(|_| damaged(self.file, BROKEN_ARCHIVE))?;
            let read = io::copy(&mut Limited { inner: part, left }, &mut io::sink());
            left -= read.map_err(|error| unreadable(self.file, &error))?;
        }
        Ok(())
    }

    /// Names of the parts.
    pub(crate) fn names(&self) -> Vec<String> {
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
pub(crate) fn unreadable(file: &str, error: &io::Error) -> Problem {
    if error.kind() == ErrorKind::FileTooLarge {
        let wrong = format!("解压后超过 {} MB", MAX_BYTES >> 20);
        return Problem::of_file(file, wrong, "请只保留需要的表格，另存为新的文件");
    }
    damaged(file, BROKEN_ARCHIVE)
}

/// The answer to a file that is not what it should be; `why` in Chinese words.
pub(crate) fn damaged(file: &str, why: &str) -> Problem {
    Problem::of_file(file, format!("文件已损坏或不完整（{why}）"), "请用 Word 或 Excel 打开后重新保存")
}
