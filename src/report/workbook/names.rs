//! Names of sheets.

use std::collections::BTreeSet;

/// UTF-16 units of a name, at most: Excel's limit.
const LENGTH: usize = 31;

/// Gives sheets names that a spreadsheet takes, each one once.
#[derive(Default)]
pub(super) struct Names {
    /// Those given, in lower case: a spreadsheet takes `A` and `a` for the same name.
    given: BTreeSet<String>,
}

impl Names {
    /// The name of the sheet that is called `wish`: what a name may not hold is left out, and a name that was given before gets
    /// a number.
    pub(super) fn give(&mut self, wish: &str) -> String {
        let clean = cleaned(wish);
        let mut name = cut(&clean, LENGTH).to_owned();
        let mut number = 1_usize;
        while !self.given.insert(name.to_lowercase()) {
            number += 1;
            let end = format!("（{number}）");
            name = format!("{}{end}", cut(&clean, LENGTH - end.encode_utf16().count()));
        }
        name
    }
}

/// `History` is a name that Excel keeps for itself.
fn cleaned(wish: &str) -> String {
    let allowed = |sign: &char| !sign.is_control() && !"[]:*?/\\'\u{fffe}\u{ffff}".contains(*sign);
    let clean: String = wish.chars().filter(allowed).collect();
    match clean.trim() {
        "" => "单位".to_owned(),
        name if name.eq_ignore_ascii_case("history") => format!("{name}_"),
        name => name.to_owned(),
    }
}

/// So much of `name` as has at most `most` UTF-16 units.
fn cut(name: &str, most: usize) -> &str {
    let mut length = 0;
    for (place, sign) in name.char_indices() {
        length += sign.len_utf16();
        if length > most {
            return name[..place].trim_end();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Names;

    #[test]
    fn what_a_name_may_not_hold_is_left_out() {
        let mut names = Names::default();
        assert_eq!(names.give("青禾市[财政]局:*?/\\'一"), "青禾市财政局一");
        assert_eq!(names.give(" \u{7} "), "单位");
        assert_eq!(names.give("History"), "History_");
    }

    #[test]
    fn a_long_name_is_cut_and_the_second_of_a_kind_gets_a_number() {
        let mut names = Names::default();
        let long = "青禾市临溪县经济技术开发区高新技术产业园区管理委员会办公室综合科政务公开";
        assert_eq!(names.give(long), "青禾市临溪县经济技术开发区高新技术产业园区管理委员会办公室综合");
        assert_eq!(names.give(long), "青禾市临溪县经济技术开发区高新技术产业园区管理委员会办公（2）");
        assert_eq!(names.give("A局"), "A局");
        assert_eq!(names.give("a局"), "a局（2）");
    }

    proptest! {
        #[test]
        fn excel_takes_every_name_once(wishes in prop::collection::vec("[^\u{fffe}\u{ffff}]{0,40}", 0..20)) {
            let mut names = Names::default();
            let given: Vec<String> = wishes.iter().map(|wish| names.give(wish)).collect();
            for name in &given {
                prop_assert!(rust_xlsxwriter::utility::check_sheet_name(name).is_ok(), "{name:?}");
            }
            let different: std::collections::BTreeSet<_> = given.iter().map(|name| name.to_lowercase()).collect();
            prop_assert_eq!(different.len(), given.len());
        }
    }
}
