//! 个人信息. Nobody has these numbers: no area has the code 119999, and nobody is called by 1380013800x.

use super::build::{column, days_ago, item, page, signs, signs_with, told, visit};
use crate::judge::{Signal, SignalKind};
use crate::site::{Article, Purpose};

const CITIZENS: [&str; 2] = ["119999198001010018", "619999197512310024"];
const CARD: &str = "6222020000000000018";

/// The signs on a site with one page of this text, which a column lists.
fn on_page(text: &str) -> Vec<Signal> {
    let article = Article { title: "公示".to_owned(), text: text.to_owned(), ..Article::default() };
    let listed = column("扶贫领域", "QH-02", vec![item("公示", "fp/1.html", days_ago(100))]);
    let visit = visit(Purpose::Item, "fp/1.html", "公示", page("fp/1.html", Some(article)));
    signs_with(&[listed], vec![visit])
}

fn phones(many: usize) -> String {
    (0..many).map(|number| format!("村民{number} 1380013800{number}；")).collect()
}

#[test]
fn numbers_of_people_in_a_text_are_told_and_masked() {
    let signs = on_page(&format!("甲 {} 乙 {} 账号{CARD}", CITIZENS[0], CITIZENS[1]));
    assert_eq!(told(&signs), [(SignalKind::PersonalData, "QH-02", "fp/1.html")]);
    assert_eq!(signs[0].description, "“公示”的正文中有公民身份号码2个、银行卡号1个");
    assert_eq!(signs[0].samples, ["119999**********18", "619999**********24", "6222***********0018"]);
}

#[test]
fn a_list_of_mobile_numbers_is_told() {
    assert_eq!(on_page(&phones(5))[0].description, "“公示”的正文中有手机号码5个");
}

#[test]
fn numbers_in_titles_are_told_with_their_column() {
    let titles = |title: &str| signs(&[column("扶贫领域", "QH-02", vec![item(title, "fp/2.html", days_ago(100))])]);
    let signs = titles(&format!("关于{}办理低保的公示", CITIZENS[0]));
    assert_eq!(told(&signs), [(SignalKind::PersonalData, "QH-02", "扶贫领域/")]);
    assert_eq!(signs[0].description, "“扶贫领域”栏目的信息标题中有公民身份号码1个");
    assert_eq!(told(&titles("青政〔2020〕138号：联系电话13800138000")), []);
}

#[test]
fn what_is_lawfully_told_is_not_a_sign() {
    for (text, why) in [
        (phones(4), "the phones of the parties to a tender"),
        (phones(1).repeat(20), "the same phone again and again"),
        ("服务窗口：0915-3212345、0915-3212346、12345、12388、12315、12333".to_owned(), "telephones of offices"),
        ("索引号610900202009080018，文号青政办发〔2020〕12号".to_owned(), "an index number"),
        ("统一社会信用代码11610900016030200X".to_owned(), "a credit code"),
        ("119999209912310012".to_owned(), "nobody is born after the check"),
        ("项目代码2020-610900-47-03-012345，合同编号20201380013800".to_owned(), "a project"),
    ] {
        assert_eq!(told(&on_page(&text)), [], "{why}: {text}");
    }
}
