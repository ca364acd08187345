//! The files of the new catalogue.

use super::about::About;
use super::fill::Row;
use crate::catalogue::rows::COLUMNS;
use crate::catalogue::source::Source;
use crate::catalogue::{Kind, Request};
use crate::unit::Problem;

/// Names by which the disclosure section of a website goes.
const SECTIONS: [&str; 5] = ["政府信息公开", "信息公开", "政务公开", "法定主动公开内容", "主动公开"];

/// `catalogue.toml`: what is known, and comments on what a person has to complete.
pub(super) fn catalogue_toml(request: &Request, about: &About, kind: Kind, level_names: &[String]) -> String {
    let title = if about.title.is_empty() { &request.id } else { &about.title };
    let issued =
        about.issued.map_or_else(|| "# issued = \"2020-09-08\"".to_owned(), |day| format!("issued = \"{day}\""));
    let list = |values: &[String]| values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "# 由文件导入的指标体系。注明“请补充”“请核对”的各项由人填写；各行在 indicators.csv，评分办法在 policy.toml。\n\
         id = {}\n# 名称，取自表格上方的文字，请核对。\ntitle = {}\n# 发布机关，请补充。\nissuer = \"\"\n\
         # 文号，请核对或补充。\ndocument_number = {}\n\
         # 成文日期，请核对或补充。没有写年份的时限（8月底前）按这一年计算。\n{issued}\n\
         # 栏目应建成（任务应完成）的日期，文件有规定的请补充，如 due = \"2020-09-20\"。\n\
         # 适用地区，如“安康市”，请补充。\nregion = \"\"\n\
         # columns 为网站栏目，ledger 为有完成时限的任务（台账），请核对。\nkind = {}\nlevel_names = [{}]\n",
        quoted(&request.id),
        quoted(title),
        quoted(&about.document_number),
        if kind == Kind::Ledger { "\"ledger\"" } else { "\"columns\"" },
        list(level_names),
    );
    if kind == Kind::Ledger {
        let year = about.year.map_or_else(|| "# year = 2020".to_owned(), |year| format!("year = {year}"));
        text += &format!(
            "\n# 任务的年度，请核对。没有写年份的时限（8月底前）按这一年计算。\n{year}\n\
             # 文件写明的检查日期，请补充，如 check_days = [\"2020-08-31\"]。\n"
        );
    } else {
        let sections = list(&SECTIONS.map(str::to_owned));
        text += &format!(
            "\n# 栏目应设在网站的哪个专栏之下：专栏的各种名称，请核对。\nsections = [{sections}]\n\
             \n# 县区应公开的内容：named 为写明县区的各行，all 为全部（文件要求各县区参照执行），请核对。\ncounties = \"named\"\n"
        );
    }
    text + "\n# 文件对栏目的其他要求，请补充。\nnotes = \"\"\n"
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// `indicators.csv`.
pub(super) fn indicators_csv(rows: &[Row], codes: &[String]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing into memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for (row, code) in rows.iter().zip(codes) {
        let [level1, level2, level3, level4] = &row.levels;
        let Row { content, report, platform, responsible, deadline, .. } = row;
        let cells = [code, level1, level2, level3, level4, content, report, platform, responsible, deadline];
        let _ = writer.write_record(cells);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// `policy.toml`: that of a shipped catalogue of the same kind; `None` where there is none.
pub(super) fn policy_toml(kind: Kind) -> Result<Option<String>, Problem> {
    let pattern = if kind == Kind::Ledger { "xinyang-2016" } else { "ankang-2020" };
    let text = Source::Shipped(pattern.to_owned()).text("policy.toml")?;
    Ok(text.map(|text| format!("# 本文件由 {pattern} 的评分办法复制，请按本指标体系核对、修改。\n{text}")))
}
