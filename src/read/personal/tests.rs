//! The citizen numbers are made up: no area has the code 119999 or 619999, but their check signs are right.

use proptest::prelude::*;

use super::*;

fn kinds(text: &str) -> Vec<PersonalKind> {
    personal_data(text).map(|found| found.kind).collect()
}

#[test]
fn personal_data_is_found_and_masked() {
    for (text, kind, shown) in [
        ("张某，119999198001010018，青禾市", PersonalKind::Citizen, "张某，119999**********18，青禾市"),
        ("身份证号11999919800101000x。", PersonalKind::Citizen, "身份证号119999**********0x。"),
        ("账号6222020000000000018（农户）", PersonalKind::Card, "账号6222***********0018（农户）"),
        ("卡号：6222 0200 0000 0000 018", PersonalKind::Card, "卡号：6222 **** **** ***0 018"),
        ("9558800000000000018", PersonalKind::Card, "9558***********0018"),
        ("王某 13800138000", PersonalKind::Mobile, "王某 138****8000"),
        ("电话138-0013-8000", PersonalKind::Mobile, "电话138-****-8000"),
        ("+86 13800138000", PersonalKind::Mobile, "+86 138****8000"),
        ("+8613800138000", PersonalKind::Mobile, "+86138****8000"),
        ("王某138\u{200b}0013\u{2060}8000", PersonalKind::Mobile, "王某138\u{200b}****\u{2060}8000"),
        ("1\u{ad}3\u{ad}800138000\u{feff}。", PersonalKind::Mobile, "1\u{ad}3\u{ad}8****8000\u{feff}。"),
        ("电话\u{202a}138\u{202c}00138000", PersonalKind::Mobile, "电话\u{202a}138\u{202c}****8000"),
        ("电话１３８００１３８０００（甲）", PersonalKind::Mobile, "电话１３８****８０００（甲）"),
        ("电话138–0013–8000", PersonalKind::Mobile, "电话138–****–8000"),
        ("１１９９９９19800101000Ｘ", PersonalKind::Citizen, "１１９９９９**********0Ｘ"),
        ("6222\u{3000}0200\u{a0}0000 0000 018", PersonalKind::Card, "6222\u{3000}****\u{a0}**** ***0 018"),
    ] {
        assert_eq!(kinds(text), [kind], "{text}");
        assert_eq!(masked(text), shown, "{text}");
    }
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    for (text, why) in [
        ("119999198001010019", "the check digit is wrong"),
        ("119999198002300012", "30 February"),
        ("110000198001010010", "no person lives in an area that is a whole province"),
        ("009999198001010018", "no province"),
        ("索引号：11610900016030200X/2020-00012", "a credit code of an organ"),
        ("统一社会信用代码 116109000160302000", "a credit code in digits alone"),
        ("项目代码2020-610900-47-03-012345", "a project"),
        ("6222020000000000019", "the check digit of Luhn is wrong"),
        ("620102202009080015", "area code and day: an index number"),
        ("5222020000000000018", "no bank"),
        ("青政办〔2020〕138号，合同编号201380013800012", "a number of a contract"),
        ("投资13800138000元", "a sum of money"),
        ("投资13800138000.55", "a sum of money"),
        ("电话0915-3212345、12345", "the telephone of an office"),
        ("t20200908_13800138000", "a part of a name"),
        ("12800138000", "no mobile number begins so"),
        ("http://www.qinghe.example/art/13800138000.html", "an address"),
        ("二〇二〇年九月八日", "no digit at all"),
        ("１１９９９９１９８００１０１００１９", "the check digit is wrong"),
        ("合同编号Ａ13800138000", "a part of a name"),
        ("投资１３８００１３８０００\u{200b}元", "a sum of money"),
    ] {
        assert_eq!(kinds(text), [], "{text}: {why}");
        assert_eq!(masked(text), text);
    }
}

#[test]
fn an_address_leads_where_it_led_and_words_behind_it_are_masked() {
    let text = "见http://www.qinghe.example/a/13800138000.html，联系13800138000";
    assert_eq!(masked(text), "见http://www.qinghe.example/a/13800138000.html，联系138****8000");
    let address = "http://www.qinghe.example/list?id=119999198001010018";
    assert_eq!(masked(address), address);
    assert_eq!(masked_address(address), "http://www.qinghe.example/list?id=119999**********18");
}

#[test]
fn a_day_of_birth_is_read() {
    let born = |text| personal_data(text).next().and_then(|found| found.born());
    assert_eq!(born("119999198001010018"), Some(jiff::civil::date(1980, 1, 1)));
    assert_eq!(born("13800138000"), None);
}

#[test]
fn a_number_is_the_same_however_it_is_written() {
    for text in ["13800138000", "138-0013-8000", "138\u{200b}00138000", "１３８００１３８０００"] {
        assert_eq!(personal_data(text).next().unwrap().number, "13800138000", "{text:?}");
    }
}

proptest! {
    #[test]
    fn what_is_masked_holds_nothing_more(text in "[0-9xX 一http:/.\u{200b}\u{ad}\u{ff10}-\u{ff19}Ｘ-]{0,60}") {
        let once = masked(&text).into_owned();
        prop_assert_eq!(personal_data(&once).count(), 0);
        prop_assert_eq!(masked(&once), once.as_str());
    }

    #[test]
    fn what_is_there_is_looked_for(
        number in prop::sample::select(vec!["13800138000", "6222020000000000018", "119999198001010018", "11999919800101000X"]),
        signs in prop::collection::vec(("[\u{ad}\u{34f}\u{61c}\u{180b}\u{200b}\u{202a}\u{fe0f}\u{feff}\u{e0001}]{0,1}", any::<bool>()), 20),
    ) {
        let hidden: String = number
            .chars()
            .zip(&signs)
            .map(|(sign, (mark, wide))| {
                let digit = u32::from(sign) - u32::from('0');
                let wide = char::from_u32(0xff10 + digit).filter(|_| *wide && digit < 10);
                format!("{mark}{}", wide.unwrap_or(sign))
            })
            .collect();
        prop_assert_eq!(personal_data(&format!("电话{hidden}。")).count(), 1, "{}", hidden);
    }
}
