//! How long a person's decision holds, and the second person who agrees with it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

/// How many years a decision holds where nobody named its last day and no period ends it. A column that was confirmed is tried
/// again in every run, so a quarter would be too short; what nobody has looked at for longer is a question again.
const YEARS: i32 = 1;

/// The last day of a decision of `day` for which nobody named one.
#[must_use]
pub fn usual_last_day(day: Date) -> Date {
    day.saturating_add(YEARS.years())
}

/// 会签: a second person agrees with a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who signed; another person than the one who decided.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

/// Whether a decision is laid over what the machine says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It is.
    Holds,
    /// Not yet: nobody has signed, and the policy asks for it.
    Unsigned,
    /// Not any more.
    Expired,
}

impl Validity {
    /// That of a decision on the as-of day `on`: it holds on its last day, too. `sign_off` says whether the policy asks for a
    /// second person.
    #[must_use]
    pub fn of(last_day: Date, signed: Option<&Signature>, on: Date, sign_off: bool) -> Self {
        match signed {
            _ if last_day < on => Self::Expired,
            None if sign_off => Self::Unsigned,
            _ => Self::Holds,
        }
    }

    /// The name that people see.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Holds => "有效",
            Self::Unsigned => "待会签",
            Self::Expired => "已过期",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Signature, Validity, usual_last_day};

    #[test]
    fn a_decision_holds_on_its_last_day_and_not_on_the_next() {
        let last = usual_last_day(date(2020, 10, 21));
        assert_eq!(last, date(2021, 10, 21));
        assert_eq!(Validity::of(last, None, last, false), Validity::Holds);
        assert_eq!(Validity::of(last, None, date(2021, 10, 22), false), Validity::Expired);
        assert_eq!(usual_last_day(date(2020, 2, 29)), date(2021, 2, 28));
    }

    #[test]
    fn what_nobody_signed_waits_where_the_policy_asks_for_it_and_expires_all_the_same() {
        let signed = Signature { who: "复核员乙".to_owned(), at: "2020-10-22T01:00:00Z".parse().unwrap() };
        let (last, next) = (date(2020, 12, 31), date(2021, 1, 1));
        assert_eq!(Validity::of(last, None, last, true), Validity::Unsigned);
        assert_eq!(Validity::of(last, Some(&signed), last, true), Validity::Holds);
        assert_eq!(Validity::of(last, Some(&signed), next, true), Validity::Expired);
        assert_eq!(Validity::of(last, None, next, true), Validity::Expired);
    }
}
