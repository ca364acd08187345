//! What a name can be mapped to: the columns of a catalogue and the headings above them.

use std::collections::{BTreeMap, HashMap};

use super::reading;
use crate::catalogue::{Catalogue, Kind};

/// Words of the fields of work by which sites sort services, news, rules and figures.
const FIELDS: [&str; 22] = [
    "教育",
    "卫生",
    "医疗",
    "环境",
    "社会保险",
    "就业",
    "救助",
    "福利",
    "住房",
    "文化",
    "体育",
    "安全生产",
    "食品",
    "扶贫",
    "脱贫",
    "乡村振兴",
    "社会组织",
    "科技",
    "救援",
    "民生",
    "应急管理",
    "国有企业",
];

/// A column of the catalogue, or the heading above some.
#[derive(Debug)]
pub(super) struct Target {
    /// `AK-01-02`, or `AK-01` for a heading.
    pub(super) code: String,
    /// Its name.
    pub(super) name: String,
    /// Its names from the first level down, for people: `财政信息 > 三公经费公开`.
    pub(super) label: String,
    /// Its name, plain.
    pub(super) plain: String,
    /// Core of its name.
    pub(super) core: String,
    /// Cores of the matters that the name of a task joins; empty in a catalogue of columns.
    pub(super) parts: Vec<String>,
    /// The heading above it; none where that names a section of the site.
    pub(super) heading: Option<usize>,
    /// Core of the name of the section above it; empty where a heading is.
    pub(super) section: String,
    /// It has columns below it.
    pub(super) is_heading: bool,
    /// It is to be shown as a special topic.
    pub(super) topic: bool,
    /// What has to be in it, in the catalogue's words (信息公开内容, 需报送信息); empty for a heading.
    pub(super) content: String,
}

impl Target {
    /// The name says what the column is only together with the heading above it (批准服务信息, 教育领域).
    pub(super) fn leans_on_heading(&self) -> bool {
        self.heading.is_some() && (self.core.chars().count() < 3 || self.names_a_doing())
    }

    /// The name says what is done and not with what (批准服务信息, 资金管理信息, 表格下载).
    pub(super) fn names_a_doing(&self) -> bool {
        self.heading.is_some()
            && ["服务", "结果", "管理", "监督", "监管", "变更", "下载"].iter().any(|ending| self.core.ends_with(ending))
    }

    /// The column is that of a field of work: services, news, rules and figures are sorted by the same names.
    pub(super) fn is_a_field(&self) -> bool {
        self.core == "建设项目" || names_a_field(&self.core)
    }

    /// The column is of documents (规范性文件, 政策解读), so that it may stand among laws and rules.
    pub(super) fn is_of_documents(&self) -> bool {
        ["文件", "政策", "解读", "法规", "公报"].iter().any(|word| self.core.contains(word))
    }

    /// The column is of announcements of whatever matter (公告公示).
    pub(super) fn is_of_announcements(&self) -> bool {
        ["公告公示", "公示公告", "通知公告"].contains(&self.core.as_str())
    }

    fn new(code: &str, name: &str, label: String) -> Self {
        let plain = reading::plain(name);
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            label,
            core: reading::core(&plain),
            plain,
            parts: Vec::new(),
            heading: None,
            section: String::new(),
            is_heading: false,
            topic: false,
            content: String::new(),
        }
    }

    /// A column is never named like a task (推进社会救助信息公开), but like its matter.
    fn read_as_task(&mut self) {
        self.plain = reading::plain(reading::bare_task(&self.name));
        self.core = reading::core(&self.plain);
        self.parts = reading::parts_of_task(&self.name);
    }
}

/// A plain name has the word of a field of work in it.
pub(super) fn names_a_field(plain: &str) -> bool {
    FIELDS.iter().any(|word| plain.contains(word)) && !plain.contains("采购") && !plain.contains("公开")
}

/// The targets of a catalogue, each heading before its columns, in the order of the source. What names a section of the site
/// is no heading.
pub(super) fn of_catalogue(catalogue: &Catalogue) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let mut headings: BTreeMap<String, usize> = BTreeMap::new();
    let mut columns: HashMap<&str, usize> = HashMap::new();
    for indicator in &catalogue.indicators {
        let names = indicator.names();
        let Some((name, above)) = names.split_last() else { continue };
        let is_section = |name: &str| catalogue.sections.iter().any(|section| section == name);
        let (section, heading) = match indicator.heading() {
            Some((_, name)) if is_section(name) => (reading::core(&reading::plain(name)), None),
            Some((code, name)) => {
                let label = above.join(" > ");
                let new = || push(&mut targets, Target { is_heading: true, ..Target::new(code, name, label.clone()) });
                (String::new(), Some(*headings.entry(label.clone()).or_insert_with(new)))
            }
            None => (String::new(), None),
        };
        let new = || push(&mut targets, Target::new(&indicator.column, name, names.join(" > ")));
        let at = *columns.entry(&indicator.column).or_insert_with(new);
        let target = &mut targets[at];
        (target.section, target.heading) = (section, heading);
        target.topic |= indicator.topic;
        if catalogue.kind == Kind::Ledger {
            target.read_as_task();
        }
        for text in [&indicator.content, &indicator.report] {
            target.content.push_str(text);
            target.content.push('。');
        }
    }
    targets
}

fn push(targets: &mut Vec<Target>, target: Target) -> usize {
    targets.push(target);
    targets.len() - 1
}
