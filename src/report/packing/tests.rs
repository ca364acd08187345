//! What is put away comes out as it was.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{packed, unpacked};
use crate::judge::{
    Answer, Cause, CheckState, CheckVerdict, ColumnVerdict, Evidence, Finding, InWarc, Override, Said, Shared, Signal,
    State, Taken, TaskVerdict, Unstable, Verdict,
};
use crate::mapping::{Decision, Mapping, Ruling, RunnerUp, Settled, Signature};
use crate::report::labels::{
    ANSWERS, CHECK_STATES, COLUMN_STATES, CONTENT_STATES, FINDING_KINDS, FRESHNESS_STATES, METHODS, SIGNAL_KINDS,
    TASK_STATES,
};
use crate::report::sample::evaluation;
use crate::report::sample_ledger::ledger;
use crate::report::{Dossier, FoundColumn, PutAway};
use crate::score::{Points, RowKind};
use crate::site::{Failure, FailureClass, PageKind, Rendering, Seen, Standing};

/// Words, numbers and days from which a dossier is made: each of its parts takes others of them.
#[derive(Debug, Clone)]
struct Material {
    words: Vec<String>,
    numbers: Vec<u32>,
    day: Date,
    at: Timestamp,
    some: bool,
}

impl Material {
    fn words(&self, place: usize) -> String {
        self.words[place % self.words.len()].clone()
    }

    fn path(&self, place: usize) -> Vec<String> {
        (0..place % 4).map(|step| self.words(place + step)).collect()
    }

    fn number(&self, place: usize) -> u32 {
        self.numbers[place % self.numbers.len()]
    }

    fn count(&self, place: usize) -> usize {
        self.number(place).try_into().unwrap()
    }

    fn perhaps<T>(&self, place: usize, value: T) -> Option<T> {
        (self.some ^ place.is_multiple_of(2)).then_some(value)
    }

    /// One of these, another one at another place.
    fn of<T: Copy>(&self, place: usize, all: &[T]) -> T {
        all[(self.count(0) + place) % all.len()]
    }

    fn state(&self, place: usize) -> State {
        let taken = Taken {
            name: self.words(place),
            path: self.path(place),
            url: self.words(place + 1),
            method: self.of(place, &METHODS),
            score: f64::from(self.number(place)) / 7.0,
            items: self.count(place),
            newest: self.perhaps(place, self.day),
        };
        let column = ColumnVerdict {
            column: self.of(place, &COLUMN_STATES),
            sub_column_missing: self.some,
            content: self.of(place, &CONTENT_STATES),
            demand_broken: !self.some,
            freshness: self.of(place, &FRESHNESS_STATES),
            taken: self.perhaps(place, taken),
        };
        let task = self.of(place, &TASK_STATES);
        let check = self.of(place, &CHECK_STATES);
        let (limit, done) = (self.perhaps(place, self.day), self.perhaps(place + 1, self.day));
        let (count, most) = (self.perhaps(place, self.count(place)), self.perhaps(place, self.count(place + 1)));
        match place % 3 {
            0 => State::Column(column),
            1 => State::Task(TaskVerdict { task, limit, done }),
            _ => State::Check(CheckVerdict { check, count, limit: most }),
        }
    }

    fn evidence(&self, place: usize) -> Shared<Evidence> {
        let warc = InWarc {
            file: self.words(place),
            record: self.words(place + 1),
            unchanged_since: self.perhaps(place, self.at),
        };
        let evidence = Evidence {
            url: self.words(place),
            at: self.perhaps(place, self.at),
            status: self.perhaps(place, 404),
            path: self.path(place),
            matched: self.words(place + 2),
            items: self.perhaps(place, self.count(place)),
            newest: self.perhaps(place, self.day),
            newest_from: self.perhaps(place, self.words(place)),
            hash: self.perhaps(place, self.words(place)),
            warc: self.perhaps(place, warc),
        };
        evidence.into()
    }

    fn finding(&self, place: usize) -> Finding {
        Finding {
            number: self.words(place),
            unit: self.words(0),
            code: self.words(place + 1),
            kind: self.of(place, &FINDING_KINDS),
            description: self.words(place + 2),
            url: self.words(place + 3),
            found: self.day,
            last_update: self.perhaps(place, self.day),
            stale_days: self.perhaps(place, -i64::from(self.number(place))),
            advice: self.words(place % 2).into(),
        }
    }

    fn overridden(&self, place: usize) -> Override {
        Override {
            unit: self.words(0),
            catalogue: self.words(1),
            code: self.words(place),
            period: self.words(2),
            answer: self.of(place, &ANSWERS),
            share: self.perhaps(place, "0.35".parse().unwrap()),
            who: self.words(3),
            at: self.at,
            why: self.words(place),
            evidence: self.words(4),
            until: self.day,
            came_of: self.path(place),
            run: self.words(5),
            signed: self.perhaps(place, Signature { who: self.words(6), at: self.at }),
        }
    }

    fn verdict(&self, place: usize) -> Verdict {
        let said = |place| Said { answer: self.of(place, &ANSWERS), state: self.state(place) };
        let unstable = Unstable { first: said(place), second: said(place + 1), counted: 2 };
        let causes = [Cause::Budget, Cause::ByHand, Cause::Failure(FailureClass::Timeout)];
        Verdict {
            unit: self.words(0),
            code: self.words(place),
            column_code: self.words(place + 1),
            state: self.state(place),
            answer: self.of(place, &ANSWERS),
            rule: self.words(place % 2).into(),
            reasons: self.path(place),
            // Rows of one column rest on the same.
            evidence: [place / 2, place, place].map(|place| self.evidence(place)).to_vec(),
            findings: (0..place % 3).map(|more| self.finding(place + more)).collect(),
            cause: self.perhaps(place, self.of(place, &causes)),
            unstable: self.perhaps(place / 2, unstable.into()),
            overridden: self.perhaps(place / 3, self.overridden(place).into()),
        }
    }

    fn column(&self, place: usize) -> (FoundColumn, Mapping) {
        let failure = Failure {
            class: FailureClass::Dns,
            status: self.perhaps(place, 503),
            detail: self.words(place),
            at: self.at,
        };
        let standings =
            [Standing::Opened(PageKind::Shell), Standing::Linked, Standing::Failed(failure), Standing::External];
        let seen = Seen {
            at: self.at,
            status: 200,
            hash: self.words(place),
            breadcrumb: self.path(place),
            called: self.path(place + 1),
            unread: self.perhaps(place, self.words(place)),
            rendering: self.perhaps(place, Rendering::Failed(self.words(place))),
        };
        let found = FoundColumn {
            name: self.words(place),
            path: self.path(place),
            url: self.words(place + 1),
            standing: standings[place % 4].clone(),
            in_section: self.some,
            items: self.perhaps(place, self.count(place)),
            newest: self.perhaps(place, self.day),
            pages_read: self.number(place),
            pages: self.perhaps(place, self.number(place)),
            seen: self.perhaps(place, seen),
        };
        let settled = Settled { code: self.words(place), ruling: Ruling::Rejected, words: self.words(place + 1) };
        let mapping = Mapping {
            name: self.words(place),
            path: self.words(place + 1),
            decision: self.of(place, &[Decision::Accept, Decision::Review, Decision::None]),
            codes: self.path(place),
            method: self.perhaps(place, self.of(place, &METHODS)),
            score: 1.0 / 3.0,
            runner_up: self.perhaps(place, RunnerUp { code: self.words(place), score: -0.0 }),
            why: self.words(place + 2),
            settled: self.perhaps(place, settled).into_iter().collect(),
        };
        (found, mapping)
    }

    fn signal(&self, place: usize) -> Signal {
        Signal {
            kind: self.of(place, &SIGNAL_KINDS),
            unit: self.words(0),
            code: self.words(place),
            url: self.words(place + 1),
            description: self.words(place + 2),
            samples: self.path(place),
        }
    }

    fn points(&self, place: usize) -> Points {
        Points {
            code: self.words(place),
            kind: self.of(place, &[RowKind::Summand, RowKind::Bonus, RowKind::LeftOut]),
            full: Decimal::new(self.number(place).into(), 4),
            got: self.perhaps(place, Decimal::new(-i64::from(self.number(place + 1)), 2)),
            reason: self.words(place + 1),
        }
    }

    /// With every kind of finding, state and answer at least once.
    fn dossier(&self) -> Dossier {
        Dossier {
            verdicts: (0..90).map(|place| self.verdict(place)).collect(),
            points: (0..30).map(|place| self.points(place)).collect(),
            steps: self.path(3),
            signals: (0..7).map(|place| self.signal(place)).collect(),
            columns: (0..14).map(|place| self.column(place)).collect(),
            pages: (0..9).map(|place| (self.words(place), self.words(place + 1))).collect(),
        }
    }
}

/// Any words, those of hostile sites as well.
fn words() -> impl Strategy<Value = String> {
    let odd = ["", "\0", "\u{feff}\r\n", "\"\\\u{7}", "\u{10ffff}\u{fffe}", "=1+1", "临溪县"].map(str::to_owned);
    prop_oneof![3 => "\\PC{0,12}", 2 => any::<String>(), 1 => prop::sample::select(odd.to_vec()), 1 => "长{300}"]
}

fn material() -> impl Strategy<Value = Material> {
    let day = (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day));
    let at = (-2_000_000_000_i64..4_000_000_000, 0_i32..1_000_000_000)
        .prop_map(|(second, nanosecond)| Timestamp::new(second, nanosecond).unwrap());
    let words = prop::collection::vec(words(), 1..40);
    let numbers = prop::collection::vec(any::<u32>(), 1..20);
    (words, numbers, day, at, any::<bool>()).prop_map(|(words, numbers, day, at, some)| Material {
        words,
        numbers,
        day,
        at,
        some,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_dossier_comes_out_as_it_was_put_away(material in material()) {
        let dossier = material.dossier();
        let put_away = PutAway::of(&dossier);
        prop_assert_eq!(&put_away.taken_out().unwrap(), &dossier);
        let told: Vec<(&str, Answer)> = put_away.briefs().iter().map(|one| (one.code.as_str(), one.settled)).collect();
        let stands: Vec<(&str, Answer)> = dossier.verdicts.iter().map(|one| (one.code.as_str(), one.settled())).collect();
        prop_assert_eq!(told, stands);
        prop_assert_eq!(put_away.signals().len(), dossier.signals.len());
        prop_assert_eq!(put_away.findings().count(), dossier.verdicts.iter().map(|one| one.findings.len()).sum::<usize>());
    }

    #[test]
    fn what_is_no_dossier_gives_none(
        material in material(),
        cut in any::<prop::sample::Index>(),
        bytes in any::<Vec<u8>>(),
    ) {
        let whole = packed(&material.dossier());
        prop_assert!(unpacked(&whole[..cut.index(whole.len())]).is_none());
        prop_assert!(unpacked(&[whole.as_slice(), &[0]].concat()).is_none());
        let _ = unpacked(&bytes);
    }
}

#[test]
fn dossiers_of_every_kind_of_catalogue_come_out_as_they_were() {
    let check = CheckVerdict { check: CheckState::Broken, count: Some(12), limit: Some(10) };
    let mut website = evaluation().units[0].dossier.taken_out().unwrap();
    website.verdicts[0].state = State::Check(check);
    let dossiers = [evaluation(), ledger()].map(|evaluation| evaluation.units[0].dossier.taken_out().unwrap());
    for dossier in dossiers.into_iter().chain([website, Dossier::default()]) {
        assert_eq!(PutAway::of(&dossier).taken_out().unwrap(), dossier);
    }
}

/// In the sample all verdicts of a unit rest on the same page and the same rule.
#[test]
fn what_verdicts_have_in_common_is_put_once() {
    let dossier = evaluation().units[0].dossier.taken_out().unwrap();
    assert_eq!(dossier.verdicts.len(), 3);
    let bytes = packed(&dossier);
    let text = String::from_utf8_lossy(&bytes);
    for words in ["栏目名称相同", "urn:uuid:5e3c1b0a-0001-8aaa-8bbb-0123456789ab", "20个工作日内（指标体系）"]
    {
        assert_eq!(text.matches(words).count(), 1, "{words}");
    }
}
