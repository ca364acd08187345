//! The words of 建设单位 / 责任单位 → parties.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Named, Responsible, Role, Selector};
use crate::pattern::pattern;
use crate::unit::Institutions;

/// 各县区, 各县（区）政府, 各县、区人民政府, 各区县, 各地: the bracket or comma inside would split the name.
static COUNTIES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"各(?:县(?:市区|区|、区|（[^）]*）|\([^)]*\))?|区县?|市县区?|地)(?:人民政府|政府)?"));

/// Stands for the 、 within the name of a group.
const INNER: char = '\u{1}';

/// 各部门, 市级各部门, 市政府各工作部门.
static DEPARTMENTS: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:[市县区]级|[市县区]直|[市县区]?(?:人民)?政府)?各(?:工作|职能)?部门$"));

/// 各单位, 市直各单位.
static EVERYBODY: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:[市县区]级|[市县区]直)?各单位$"));

/// 等相关职能部门, 等行业主管部门, 等: the list is open.
static OPEN: LazyLock<Regex> = LazyLock::new(|| pattern("等(?:[^等]*(?:部门|单位|机构|局))?$"));

/// 相关部门, 市直有关单位, standing alone: an open list that names nobody.
static OTHERS: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:各|[市县区]级|[市县区]直|其他)*(?:相关|有关)(?:职能|责任|业务)?(?:部门|单位)$"));

/// 具有行政处罚权的行政机关和组织, 行政执法单位.
static POWER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:各|[市县区]级|[市县区]直)*(?:(?:具有|享有)(?P<held>行政[^的]{2,8})的.{2,10}|(?P<power>行政执法)(?:机关|部门|单位))$",
    )
});

/// 项目法人单位, 项目主管部门, 行业主管部门.
static BODIES: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^各?(?:(?:项目|行业|业务)(?:法人|业主|主管|建设|实施|承担)|建设单位|施工单位)(?:单位|部门|机构)?$")
});

/// 牵头, 牵头落实, 分别牵头落实, 负责: what they do, not who they are.
static TASK: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:按(?:照)?职责(?:分工)?|分别|共同)*(?:(?:牵头|负责|落实|配合|协助|参与)+)$"));

/// Reads `text`. Later names of a list may leave out the 市 that the first has (市教体局、人社局).
///
/// # Errors
/// The names that no organ is known by.
pub(in crate::catalogue) fn parse(text: &str, institutions: &Institutions) -> Result<Responsible, Vec<String>> {
    let squashed: String = text.split_whitespace().collect();
    let whole = |group: &Captures<'_>| format!("、{}、", group[0].replace('、', &INNER.to_string()));
    let text = COUNTIES.replace_all(&squashed, whole).replace("会同", "、会同");
    let mut reading =
        Reading { institutions, responsible: Responsible::default(), unknown: Vec::new(), open_roles: 0, with: false };
    for part in text.split(['、', '，', ',']) {
        let mut parts = part.split(['；', ';']).peekable();
        while let Some(part) = parts.next() {
            reading.part(part);
            if parts.peek().is_some() {
                reading.settle(Role::Owner);
                reading.with = false;
            }
        }
    }
    reading.settle(Role::Owner);
    if reading.unknown.is_empty() { Ok(reading.responsible) } else { Err(reading.unknown) }
}

struct Reading<'a> {
    institutions: &'a Institutions,
    responsible: Responsible,
    unknown: Vec<String>,
    /// From this entry on the text has not yet said what the parties do.
    open_roles: usize,
    /// The parties are those with whom (会同) the ones before do it.
    with: bool,
}

impl Reading<'_> {
    /// Reads one entry of the list, with what is said of those up to it.
    fn part(&mut self, part: &str) {
        let part = match part.strip_prefix("会同") {
            Some(rest) => {
                self.settle(Role::Lead);
                self.with = true;
                rest
            }
            None => part,
        };
        let named = TASK.replace(part, "");
        let task = &part[named.len()..];
        let name = OPEN.replace(&named, "");
        self.responsible.open |= name.len() < named.len();
        if OTHERS.is_match(&name) {
            self.responsible.open = true;
        } else if !name.is_empty() {
            self.name(&name.replace(INNER, "、"));
        }
        if !task.is_empty() {
            self.settle(role(task));
        }
    }

    fn name(&mut self, words: &str) {
        match selector(words, self.institutions) {
            Some(selector) if self.responsible.named.iter().all(|named| named.selector != selector) => {
                self.responsible.named.push(Named { selector, words: words.to_owned(), role: Role::Owner });
            }
            Some(_) => {}
            None => self.unknown.push(words.to_owned()),
        }
    }

    /// Gives their part to the parties of whom it was not yet said.
    fn settle(&mut self, role: Role) {
        let role = if self.with { Role::Partner } else { role };
        for named in self.responsible.named.iter_mut().skip(self.open_roles) {
            named.role = role;
        }
        self.open_roles = self.responsible.named.len();
    }
}

fn role(task: &str) -> Role {
    if task.contains("牵头") {
        Role::Lead
    } else if ["配合", "协助", "参与"].iter().any(|word| task.contains(word)) {
        Role::Partner
    } else {
        Role::Owner
    }
}

fn selector(name: &str, institutions: &Institutions) -> Option<Selector> {
    if COUNTIES.find(name).is_some_and(|group| group.len() == name.len()) {
        return Some(Selector::Counties);
    }
    if DEPARTMENTS.is_match(name) {
        return Some(Selector::Departments);
    }
    if EVERYBODY.is_match(name) {
        return Some(Selector::Everybody);
    }
    if let Some(found) = POWER.captures(name) {
        let power = found.name("held").or(found.name("power"))?;
        return Some(Selector::Power(power.as_str().to_owned()));
    }
    if BODIES.is_match(name) {
        return Some(Selector::Bodies(name.to_owned()));
    }
    // A source may lose the last character of a name (市自然资源).
    let organ = institutions.full_name(name).or_else(|| institutions.full_name(&format!("{name}局")))?;
    Some(Selector::Organ(organ.to_owned()))
}
