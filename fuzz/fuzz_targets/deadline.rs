//! Any words as the deadline and the content of a row: the rules that are read from them, told in words.
#![no_main]

use lanmu::catalogue::deadline::rules;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let [year, words @ ..] = data else { return };
    let words = String::from_utf8_lossy(words);
    let (deadline, content) = words.split_once('\n').unwrap_or((&words, ""));
    let year = (*year != 0).then(|| 2000 + i16::from(*year));
    match rules(deadline, content, year) {
        Ok(rules) => {
            for rule in rules {
                assert!(!rule.in_words().is_empty(), "{rule:?}");
                let _ = rule.mended();
            }
        }
        Err(fault) => {
            let text: String = fault.text.split_whitespace().collect();
            assert!(text.contains(&fault.part), "{fault}: the part does not stand in the cell");
        }
    }
});
