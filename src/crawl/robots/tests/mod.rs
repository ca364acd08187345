//! What a robots.txt forbids: the cases of RFC 9309 and of Google's specification and parser, and how the file comes.

mod came;
mod google;
mod hostile;
mod rfc;

use super::rules::Rules;

/// One case: whom it is about, the file, and the addresses that are allowed and refused.
struct Case {
    what: &'static str,
    crawler: &'static str,
    file: &'static [u8],
    allowed: &'static [&'static str],
    refused: &'static [&'static str],
}

fn check(cases: &[Case]) {
    for case in cases {
        let rules = Rules::read(case.file, case.crawler);
        for path in case.allowed {
            assert!(rules.allow(path), "{}: {path} is allowed", case.what);
        }
        for path in case.refused {
            assert!(!rules.allow(path), "{}: {path} is refused", case.what);
        }
    }
}
