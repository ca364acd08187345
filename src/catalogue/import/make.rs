//! From the bytes of a document to the files of a catalogue.

use super::about::{self, About};
use super::choose::{self, Body};
use super::fill;
use super::folder;
use super::format;
use super::head::Column;
use super::notes::{self, Notes};
use super::role::{Role, known_words};
use super::{code, head as heads};
use crate::catalogue::{Kind, head, rows};
use crate::unit::{Institutions, Problem, Table};

/// What a person asks for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Id of the new catalogue.
    pub id: String,
    /// First group of the codes (`AK`); by default made from the id.
    pub prefix: Option<String>,
    /// Names of the columns, where the document has no head row.
    pub head: Option<Vec<String>>,
    /// What the rows are; by default guessed from the head row.
    pub kind: Option<Kind>,
}

/// A new catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its files, name and text, in the order in which they are to be written.
    pub files: Vec<(&'static str, String)>,
    /// What a person should look at; it is among the files, too (`import-notes.txt`).
    pub notes: String,
}

/// Makes a catalogue of the list in a document.
///
/// `bytes` are those of a `.docx`, `.xlsx`, `.csv` or `.txt` file, whose name is `file`. A list whose words the program does
/// not understand everywhere (an unknown deadline or organ) is still made; the notes name these cells.
///
/// # Errors
/// The file cannot be read, holds no list, or what is asked for is not possible.
pub fn import(bytes: &[u8], file: &str, request: &Request) -> Result<Draft, Problem> {
    let prefix = request.prefix.clone().unwrap_or_else(|| code::prefix(&request.id));
    check(request, &prefix)?;
    let document = format::read(bytes, file, request.head.as_ref().map(Vec::len))?;
    let mut body = choose::list(document, request.head.as_deref()).ok_or_else(|| no_list(file, request))?;
    let level_names = level_names(&mut body, file)?;
    let (list, certain) = fill::rows(&body);
    if list.is_empty() {
        return Err(Problem::of_file(file, "表头之下没有内容", "请检查文件是否完整"));
    }
    let codes = code::codes(&list, &prefix, level_names.len());
    let about = about::about(&body);
    let kind = request.kind.unwrap_or_else(|| about::kind(&body.columns));

    let mut files = vec![
        ("catalogue.toml", folder::catalogue_toml(request, &about, kind, &level_names)),
        ("indicators.csv", folder::indicators_csv(&list, &codes)),
    ];
    files.extend(folder::policy_toml(kind)?.map(|text| ("policy.toml", text)));
    let faults = faults(&files[0].1, &files[1].1);
    let mut notes = Notes::default();
    notes.add("请核对的推断", guesses(request, &about, kind, &body));
    notes.add("各列的读法", notes::columns(&body));
    notes.add(
        "程序不认识的时限、责任单位等，修改后用 lanmu catalogue check 再检查",
        faults.iter().map(ToString::to_string).collect(),
    );
    notes.add("单元格数与表头不符的行", notes::odd(&body, &codes));
    notes.add("空单元格", notes::empty(&body, &list, &codes));
    notes.add("写明的合并单元格", notes::carried(&body, &list, &codes, &certain));
    notes.add("表格以外的文字，其中的要求可写入 catalogue.toml", notes::outside(&body));
    let notes = format!("{file} → {}：{} 行，{} 级\n{notes}", request.id, list.len(), level_names.len());
    files.push(("import-notes.txt", notes.clone()));
    Ok(Draft { files, notes })
}

/// The id, the prefix and the names of `--head`.
fn check(request: &Request, prefix: &str) -> Result<(), Problem> {
    let id = &request.id;
    let is_id = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_id || id.len() > 60 {
        return Err(Problem::of_file(
            "--id",
            format!("编号“{id}”不可用"),
            "应由小写字母、数字和连字符组成，以字母开头，如 ankang-2020",
        ));
    }
    if prefix.is_empty() || prefix.len() > 8 || !prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return Err(Problem::of_file(
            "--prefix",
            format!("编码前缀“{prefix}”不可用"),
            "应为一至八个大写字母或数字，如 AK",
        ));
    }
    let names = request.head.iter().flatten();
    if let Some(name) = names.clone().find(|name| !heads::is_known(name)) {
        return Err(Problem::of_file(
            "--head",
            format!("不认识列名“{name}”"),
            format!("可用的列名有 {}", known_words()),
        ));
    }
    let words: Vec<&str> = names.map(String::as_str).collect();
    if request.head.is_some() && (words.len() > heads::MAX_COLUMNS || !heads::is_head(&words)) {
        let right = "应从左到右写出各列的名称，至少有一列指标名称，以及内容、责任单位或时限";
        return Err(Problem::of_file("--head", "列名不全", right));
    }
    Ok(())
}

fn no_list(file: &str, request: &Request) -> Problem {
    match &request.head {
        Some(names) => {
            Problem::of_file(file, format!("没有找到 {} 列的表格", names.len()), "请检查 --head 的列数是否与表格相同")
        }
        None => Problem::of_file(
            file,
            "没有找到指标表：没有一行是认识的表头",
            format!("表头应有 {} 等列名；表格没有表头的，请用 --head 从左到右写出列名", known_words()),
        ),
    }
}

/// Names of the levels. A second column that holds the same as one before it is not read.
fn level_names(body: &mut Body, file: &str) -> Result<Vec<String>, Problem> {
    let mut seen = Vec::new();
    for column in &mut body.columns {
        match column.role {
            Some(Role::Level | Role::Other) | None => {}
            Some(role) if seen.contains(&role) => column.role = Some(Role::Other),
            Some(role) => seen.push(role),
        }
    }
    let is_level = |column: &&Column| column.role == Some(Role::Level);
    let names: Vec<String> = body.columns.iter().filter(is_level).map(|column| column.name.clone()).collect();
    if names.len() > 4 {
        let wrong = format!("表头有 {} 级指标（{}）", names.len(), names.join("、"));
        return Err(Problem::of_file(file, wrong, "指标体系最多四级，请合并或删去几列"));
    }
    Ok(names)
}

/// What a check of the new catalogue will find.
fn faults(head_text: &str, rows_text: &str) -> Vec<Problem> {
    let (head, mut problems) = head::read(head_text, "catalogue.toml");
    let table = Table::parse(rows_text.as_bytes(), "indicators.csv").map_err(|problem| vec![problem]);
    let institutions = Institutions::shipped().map_err(|error| error.0);
    let faults = match (table, institutions) {
        (Ok(table), Ok(institutions)) => rows::read(&table, &head, &institutions).1,
        (Err(faults), _) | (_, Err(faults)) => faults,
    };
    problems.extend(faults);
    problems
}

fn guesses(request: &Request, about: &About, kind: Kind, body: &Body) -> Vec<String> {
    let mut lines = Vec::new();
    let mut guess = |what: &str, value: &str| match value {
        "" => lines.push(format!("{what}：没有找到，请在 catalogue.toml 中补充")),
        value => lines.push(format!("{what}：{value}")),
    };
    guess("名称", &about.title);
    guess("文号", &about.document_number);
    guess("成文日期", &about.issued.map(|day| day.to_string()).unwrap_or_default());
    guess("发布机关", "");
    if request.kind.is_none() {
        guess("种类", if kind == Kind::Ledger { "台账（ledger）" } else { "栏目（columns）" });
    }
    if request.head.is_some() {
        guess("第一行", "按内容读入；如是表头，请从 indicators.csv 中删去");
    }
    if body.tables > 1 {
        guess("续表", &format!("{} 个表接成一个", body.tables));
    }
    lines
}
