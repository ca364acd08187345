//! What a dossier holds, packed and unpacked.
//!
//! `record!` and `kinds!` take a type apart by all of its fields and variants: one that is new and not listed does not compile.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::pack::{Pack, Packed, Unpack, put_bytes, take_bytes};
use crate::judge::{
    Answer, Cause, CheckState, CheckVerdict, ColumnState, ColumnVerdict, ContentState, Evidence, Finding, FindingKind,
    FreshnessState, InWarc, Override, Said, Signal, SignalKind, State, Taken, TaskState, TaskVerdict, Unstable,
    Verdict,
};
use crate::mapping::{Decision, Mapping, Method, RunnerUp, Settled};
use crate::report::dossier::{Dossier, FoundColumn};
use crate::score::{Points, RowKind};
use crate::site::{Rendering, Seen, Standing};

/// Structures: their fields one after another.
macro_rules! record {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Packed for $name {
            fn put(&self, to: &mut Pack) {
                let Self { $($field),+ } = self;
                $($field.put(to);)+
            }

            fn take(from: &mut Unpack<'_>) -> Option<Self> {
                Some(Self { $($field: Packed::take(from)?),+ })
            }
        }
    )+};
}

/// Enumerations without content: their number.
macro_rules! kinds {
    ($($name:ident { $($kind:ident),+ $(,)? })+) => {$(
        impl Packed for $name {
            fn put(&self, to: &mut Pack) {
                (match self { $(Self::$kind => Self::$kind as u8),+ }).put(to);
            }

            fn take(from: &mut Unpack<'_>) -> Option<Self> {
                let number = u8::take(from)?;
                [$(Self::$kind),+].into_iter().find(|kind| *kind as u8 == number)
            }
        }
    )+};
}

/// What is rare or small, in its JSON form.
macro_rules! json {
    ($($name:ident),+) => {$(
        impl Packed for $name {
            fn put(&self, to: &mut Pack) {
                put_json(self, to);
            }

            fn take(from: &mut Unpack<'_>) -> Option<Self> {
                take_json(from)
            }
        }
    )+};
}

record! {
    Dossier { verdicts, points, steps, signals, columns, pages }
    Points { code, kind, full, got, reason }
    Verdict {
        unit, code, column_code, state, answer, rule, reasons, evidence, findings, cause, unstable, overridden
    }
    Unstable { first, second, counted }
    Said { answer, state }
    ColumnVerdict { column, sub_column_missing, content, demand_broken, freshness, taken }
    TaskVerdict { task, limit, done }
    CheckVerdict { check, count, limit }
    Taken { name, path, url, method, score, items, newest }
    Evidence { url, at, status, path, matched, items, newest, newest_from, hash, warc }
    InWarc { file, record, unchanged_since }
    Finding { number, unit, code, kind, description, url, found, last_update, stale_days, advice }
    Signal { kind, unit, code, url, description, samples }
    FoundColumn { name, path, url, standing, in_section, items, newest, pages_read, pages, seen }
    Seen { at, status, hash, breadcrumb, called, unread, rendering }
    Mapping { name, path, decision, codes, method, score, runner_up, why, settled }
    RunnerUp { code, score }
}

kinds! {
    Answer { Met, Partial, Unmet, Unverified, NotApplicable }
    ColumnState { Exact, Alias, Misplaced, External, Candidate, Missing, Unreachable }
    ContentState { Items, Note, Empty, Unknown }
    FreshnessState { Fresh, Stale, Late, NotDue, Undated, Unverifiable }
    TaskState { InTime, Late, NotDue, NoEvidence, Unconfirmed, Invisible, Unseen }
    CheckState { Kept, Broken, Flagged, Unseen }
    Method { Exact, Alias, Synonym, Similar, Evidence, Confirmed }
    Decision { Accept, Review, None }
    RowKind { Summand, Bonus, LeftOut }
    SignalKind { SameDay, Repeated, DateConflict, Hollow, PersonalData }
    FindingKind {
        Veto, ColumnMissing, SubColumnMissing, ColumnEmpty, Stale, Late, Undated, Misplaced, NoteOnly, Candidate, Lapsed,
        External, Unreachable, Insecure, ContentUnknown, SuspiciousDates, TagsMissing, DeadLink, GuideIncomplete,
        DocumentMissing, HigherWorks, InterpretationMissing, InterpretationLate, ReportMissing, NoEvidence, DoneLate,
        Unconfirmed, Unstable,
    }
}

json! { Cause, Override, Rendering, Settled, Standing }

fn put_json(value: &impl Serialize, to: &mut Pack) {
    // Memory takes everything, and none of these types refuses to be written.
    let text = serde_json::to_vec(value).unwrap_or_default();
    put_bytes(&text, to);
}

fn take_json<T: DeserializeOwned>(from: &mut Unpack<'_>) -> Option<T> {
    serde_json::from_slice(take_bytes(from)?).ok()
}

impl Packed for State {
    fn put(&self, to: &mut Pack) {
        match self {
            Self::Column(column) => (0_u8.put(to), column.put(to)).1,
            Self::Task(task) => (1_u8.put(to), task.put(to)).1,
            Self::Check(check) => (2_u8.put(to), check.put(to)).1,
        }
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        match u8::take(from)? {
            0 => ColumnVerdict::take(from).map(Self::Column),
            1 => TaskVerdict::take(from).map(Self::Task),
            2 => CheckVerdict::take(from).map(Self::Check),
            _ => None,
        }
    }
}

impl Packed for Date {
    fn put(&self, to: &mut Pack) {
        self.year().put(to);
        self.month().put(to);
        self.day().put(to);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        Self::new(i16::take(from)?, i8::take(from)?, i8::take(from)?).ok()
    }
}

impl Packed for Timestamp {
    fn put(&self, to: &mut Pack) {
        self.as_second().put(to);
        self.subsec_nanosecond().put(to);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        Self::new(i64::take(from)?, i32::take(from)?).ok()
    }
}

impl Packed for Decimal {
    fn put(&self, to: &mut Pack) {
        self.serialize().put(to);
    }

    fn take(from: &mut Unpack<'_>) -> Option<Self> {
        <[u8; 16]>::take(from).map(Self::deserialize)
    }
}
