//! Compressed bodies and records.

use std::cell::RefCell;
use std::io;

use flate2::{Compress, Compression, Crc, Decompress, FlushCompress, FlushDecompress, Status};

/// Room for what compressed data have besides the content, in bytes.
const ROOM: usize = 64;
/// Pages are compressed to about a fifth.
const USUAL_RATIO: usize = 6;

/// The head of a gzip member without a name and a time, compressed fast, on whatever system (RFC 1952, 2.3).
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255];

thread_local! {
    /// To set one up takes longer than to compress a small body.
    static DEFLATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), true));
    static GZIP: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
    static INFLATE: RefCell<Decompress> = RefCell::new(Decompress::new(true));
}

/// `body` as zlib compresses it (RFC 1950), fast rather than small.
///
/// # Errors
/// None that could be met.
pub(super) fn deflate(body: &[u8]) -> io::Result<Vec<u8>> {
    DEFLATE.with_borrow_mut(|deflate| compressed(deflate, Vec::new(), body))
}

/// `content` as one gzip member (RFC 1952).
///
/// # Errors
/// None that could be met.
pub(super) fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut member = GZIP.with_borrow_mut(|deflate| compressed(deflate, HEAD.to_vec(), content))?;
    let mut sum = Crc::new();
    sum.update(content);
    member.extend(sum.sum().to_le_bytes());
    member.extend(sum.amount().to_le_bytes());
    Ok(member)
}

/// `to`, followed by what `deflate` makes of `content`.
fn compressed(deflate: &mut Compress, mut to: Vec<u8>, content: &[u8]) -> io::Result<Vec<u8>> {
    deflate.reset();
    let mut rest = content;
    loop {
        to.reserve(rest.len() / 2 + ROOM);
        let before = deflate.total_in();
        let status = deflate.compress_vec(rest, &mut to, FlushCompress::Finish)?;
        if status == Status::StreamEnd {
            return Ok(to);
        }
        let taken = usize::try_from(deflate.total_in() - before).unwrap_or(rest.len());
        rest = &rest[taken.min(rest.len())..];
    }
}

/// The content of what [`deflate`] gave.
///
/// # Errors
/// It is damaged or cut short.
pub(super) fn inflate(deflated: &[u8]) -> io::Result<Vec<u8>> {
    INFLATE.with_borrow_mut(|inflate| {
        inflate.reset(true);
        let mut body = Vec::new();
        let mut rest = deflated;
        loop {
            body.reserve(rest.len() * USUAL_RATIO + ROOM);
            let before = (inflate.total_in(), inflate.total_out());
            let status = inflate.decompress_vec(rest, &mut body, FlushDecompress::Finish)?;
            if status == Status::StreamEnd {
                return Ok(body);
            }
            if (inflate.total_in(), inflate.total_out()) == before {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let taken = usize::try_from(inflate.total_in() - before.0).unwrap_or(rest.len());
            rest = &rest[taken.min(rest.len())..];
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::bufread::GzDecoder;
    use proptest::prelude::*;

    use super::{deflate, gzip, inflate};

    proptest! {
        #[test]
        fn what_was_compressed_comes_back(body in prop::collection::vec(any::<u8>(), 0..2_000), times in 1_usize..200) {
            let body = body.repeat(times);
            let (member, mut content) = (gzip(&body).unwrap(), Vec::new());
            GzDecoder::new(member.as_slice()).read_to_end(&mut content).unwrap();
            prop_assert_eq!(&content, &body);
            prop_assert_eq!(inflate(&deflate(&body).unwrap()).unwrap(), body);
        }
    }

    #[test]
    fn what_is_cut_short_or_damaged_is_an_error() {
        let body = "清水县人民政府信息公开 ".repeat(500);
        let whole = deflate(body.as_bytes()).unwrap();
        for length in 0..whole.len() {
            assert!(inflate(&whole[..length]).is_err(), "{length} of {}", whole.len());
        }
        let mut damaged = whole.clone();
        *damaged.last_mut().unwrap() ^= 1;
        assert!(inflate(&damaged).is_err(), "its check sum is wrong");
        assert_eq!(inflate(&whole).unwrap(), body.as_bytes(), "what failed before leaves no trace");
    }
}
