//! Words, numbers and lists, packed and unpacked.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use crate::judge::{Evidence, Shared};

/// What can be packed and unpacked.
pub(super) trait Packed: Sized {
    fn put(&self, to: &mut Pack);
    /// `None` where this is not what was put.
    fn take(from: &mut Unpack<'_>) -> Option<Self>;
}

/// What is being packed.
#[derive(Default)]
pub(super) struct Pack {
    pub(super) bytes: Vec<u8>,
    // What verdicts have in common stands in it once; these are the places of what it holds.
    evidence: HashMap<Shared<Evidence>, usize>,
    words: HashMap<Shared<str>, usize>,
}

/// What is being unpacked.
pub(super) struct Unpack<'p> {
    rest: &'p [u8],
    evidence: Vec<Shared<Evidence>>,
    words: Vec<Shared<str>>,
}

impl<'p> Unpack<'p> {
    pub(super) fn of(bytes: &'p [u8]) -> Self {
        Self { rest: bytes, evidence: Vec::new(), words: Vec::new() }
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    fn bytes(&mut self, count: usize) -> Option<&'p [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }
}

pub(super) fn put_bytes(bytes: &[u8], to: &mut Pack) {
    bytes.len().put(to);
    to.bytes.extend_from_slice(bytes);
}

pub(super) fn take_bytes<'p>(from: &mut Unpack<'p>) -> Option<&'p [u8]> {
    let length = usize::take(from)?;
    from.bytes(length)
}

fn take_words<'p>(from: &mut Unpack<'p>) -> Option<&'p str> {
    std::str::from_utf8(take_bytes(from)?).ok()
}

impl Packed for Shared<Evidence> {
    fn put(&self, to: &mut Pack) {
        let (place, new) = place_of(self, &mut to.evidence);
        place.put(to);
        if new {
            Evidence::put(self, to);
        }
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        let place = usize::take(from)?;
        if place == from.evidence.len() {
            let new = Evidence::take(from)?.into();
            from.evidence.push(new);
        }
        from.evidence.get(place).cloned()
    }
}

impl Packed for Shared<str> {
    fn put(&self, to: &mut Pack) {
        let (place, new) = place_of(self, &mut to.words);
        place.put(to);
        if new {
            put_bytes(self.as_bytes(), to);
        }
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        let place = usize::take(from)?;
        if place == from.words.len() {
            let new = take_words(from)?.into();
            from.words.push(new);
        }
        from.words.get(place).cloned()
    }
}

/// The place of `one` among what was put so far, and whether it is new.
fn place_of<T: Eq + Hash + ?Sized>(one: &Shared<T>, known: &mut HashMap<Shared<T>, usize>) -> (usize, bool) {
    let next = known.len();
    let place = *known.entry(one.clone()).or_insert(next);
    (place, place == next)
}

impl Packed for String {
    fn put(&self, to: &mut Pack) {
        put_bytes(self.as_bytes(), to);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        take_words(from).map(str::to_owned)
    }
}

impl Packed for u8 {
    fn put(&self, to: &mut Pack) {
        to.bytes.push(*self);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        from.bytes(1)?.first().copied()
    }
}

impl Packed for bool {
    fn put(&self, to: &mut Pack) {
        u8::from(*self).put(to);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        u8::take(from).map(|sign| sign != 0)
    }
}

/// Seven bits in a byte, the lowest first; the eighth says that more follow.
impl Packed for u64 {
    fn put(&self, to: &mut Pack) {
        let mut rest = *self;
        while rest > 0x7f {
            to.bytes.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        to.bytes.push(rest.to_le_bytes()[0]);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        let mut number = 0;
        for shift in (0..Self::BITS).step_by(7) {
            let byte = u8::take(from)?;
            number |= Self::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

/// Numbers that are mostly small.
macro_rules! number {
    ($($name:ident),+) => {$(
        impl Packed for $name {
            fn put(&self, to: &mut Pack) {
                u64::try_from(*self).unwrap_or(u64::MAX).put(to);
            }

            fn take(from: &mut Unpack<'_>) -> Option<Self> {
                u64::take(from)?.try_into().ok()
            }
        }
    )+};
}

number! { usize, u32, u16 }

/// Numbers of which every byte is put.
macro_rules! whole {
    ($($name:ident),+) => {$(
        impl Packed for $name {
            fn put(&self, to: &mut Pack) {
                self.to_le_bytes().put(to);
            }

            fn take(from: &mut Unpack<'_>) -> Option<Self> {
                Packed::take(from).map(Self::from_le_bytes)
            }
        }
    )+};
}

whole! { f64, i64, i32, i16, i8 }

impl<const N: usize> Packed for [u8; N] {
    fn put(&self, to: &mut Pack) {
        to.bytes.extend_from_slice(self);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        from.bytes(N)?.try_into().ok()
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, to: &mut Pack) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        if bool::take(from)? { T::take(from).map(Some) } else { Some(None) }
    }
}

impl<T: Packed> Packed for Box<T> {
    fn put(&self, to: &mut Pack) {
        T::put(self, to);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        T::take(from).map(Self::new)
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn put(&self, to: &mut Pack) {
        self.len().put(to);
        self.iter().for_each(|one| one.put(to));
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        let length = usize::take(from)?;
        (0..length).map(|_| T::take(from)).collect()
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn put(&self, to: &mut Pack) {
        self.0.put(to);
        self.1.put(to);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        Some((A::take(from)?, B::take(from)?))
    }
}

impl<K: Packed + Ord, V: Packed> Packed for BTreeMap<K, V> {
    fn put(&self, to: &mut Pack) {
        self.len().put(to);
        for (key, value) in self {
            key.put(to);
            value.put(to);
        }
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        let length = usize::take(from)?;
        (0..length).map(|_| Packed::take(from)).collect()
    }
}
