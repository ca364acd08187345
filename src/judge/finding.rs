//! Faults and their numbers.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Case, Finding, FindingKind, Verdict};
use crate::catalogue::Indicator;
use crate::sha256::sha256;
use crate::site::Snapshot;

/// A fault before it is tied to a row.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) kind: FindingKind,
    url: String,
    description: String,
    scope: Scope,
    newest: Option<Date>,
}

/// What a fault concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The column of the row.
    Column,
    /// The row alone: rows of one task differ.
    Row,
    /// The whole site: it is told once, with the first row.
    Site,
}

impl Fault {
    pub(super) fn new(kind: FindingKind, url: &str, description: String) -> Self {
        Self { kind, url: url.to_owned(), description, scope: Scope::Column, newest: None }
    }

    pub(super) fn of(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    pub(super) fn last_updated(self, newest: Option<Date>) -> Self {
        Self { newest, ..self }
    }

    /// The finding of a row.
    pub(super) fn finding(&self, case: &Case<'_>, row: &Indicator) -> Finding {
        self.on(&case.unit.name, case.as_of, row)
    }

    /// The finding of a row of a unit on the as-of day.
    pub(super) fn on(&self, unit: &str, as_of: Date, row: &Indicator) -> Finding {
        let (code, name) = match self.scope {
            Scope::Column => (row.column.as_str(), row.name()),
            Scope::Row => (row.code.as_str(), row.name()),
            Scope::Site => ("", "网站"),
        };
        Finding {
            number: number(unit, code, self.kind, &self.url),
            unit: unit.to_owned(),
            code: row.code.clone(),
            kind: self.kind,
            description: self.description.clone(),
            url: self.url.clone(),
            found: as_of,
            last_update: self.newest,
            stale_days: self.newest.map(|newest| days_between(newest, as_of)),
            advice: advice(self.kind, name).into(),
        }
    }
}

/// Tells with the first of `verdicts`, those of `rows`, which hosts of the site have a fault in their HTTPS. It changes no
/// answer and costs no points: no catalogue asks for it.
pub(super) fn tell_insecure(snapshot: &Snapshot, as_of: Date, rows: &[&Indicator], verdicts: &mut [Verdict]) {
    let (Some(row), Some(verdict)) = (rows.first(), verdicts.first_mut()) else { return };
    for (origin, problem) in &snapshot.insecure {
        let text = format!("{origin} 的 HTTPS 有问题：{problem}；浏览器会提示不安全或无法打开，本项不影响得分");
        let fault = Fault::new(FindingKind::Insecure, &format!("{origin}/"), text).of(Scope::Site);
        verdict.findings.push(fault.on(&verdict.unit, as_of, row));
    }
}

/// Leaves each finding with the first verdict that has it: rows of one column share its faults.
pub(super) fn say_once(verdicts: &mut [Verdict]) {
    let mut said = BTreeSet::new();
    for verdict in verdicts {
        verdict.findings.retain(|finding| said.insert(finding.number.clone()));
    }
}

/// Calendar days from one day to a later one.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// `F-` and ten hexadecimal digits of SHA-256 over unit, code, kind and place. The place is without its scheme, since a
/// site that moves to HTTPS keeps its findings.
pub(super) fn number(unit: &str, code: &str, kind: FindingKind, url: &str) -> String {
    let place = url.split_once("://").map_or(url, |(_, place)| place).trim_end_matches('/');
    let digest = sha256(format!("{unit}|{code}|{}|{place}", kind.zh()).as_bytes());
    format!("F-{digest:.10}")
}

pub(super) fn advice(kind: FindingKind, name: &str) -> String {
    match kind {
        FindingKind::ColumnMissing => {
            format!("请在信息公开栏目下开设“{name}”（或含义相同名称的）栏目，并公开相应内容")
        }
        FindingKind::SubColumnMissing => format!("该栏目信息较多，请在其下开设“{name}”子栏目，把相应信息归入"),
        FindingKind::ColumnEmpty => {
            format!("请在“{name}”栏目公开相应内容；确无可公开信息的，发布情况说明")
        }
        FindingKind::Stale => "请按时限要求补充发布最新信息".to_owned(),
        FindingKind::Late => "请在信息形成后按时限发布；确有原因的，在整改情况中说明".to_owned(),
        FindingKind::Undated => "请在信息列表或正文页标明发布日期（年月日）".to_owned(),
        FindingKind::Misplaced => format!("请把“{name}”栏目移到信息公开栏目之下，或在其下开设入口"),
        FindingKind::NoteOnly => "请核实是否确无应公开信息；有应公开信息的，补充公开".to_owned(),
        FindingKind::Candidate => format!("请人工确认该栏目是否对应“{name}”；名称不一致的，改为同名或含义相同的名称"),
        FindingKind::Lapsed => {
            format!("请核对“{name}”栏目现在的网址，重新登记或确认；栏目已撤销的，请恢复")
        }
        FindingKind::External => {
            format!("请人工核查所链接平台上“{name}”的内容；也可在本网站信息公开栏目下公开")
        }
        FindingKind::Insecure => {
            "请使用在有效期内、由受信任机构为该域名签发的证书，配置完整的证书链，并启用 TLS 1.2 以上的协议".to_owned()
        }
        FindingKind::Unreachable => "请检查该网址能否正常访问；可以访问的，请人工核查".to_owned(),
        FindingKind::ContentUnknown => format!("请人工核查“{name}”的内容"),
        FindingKind::Veto => "请立即整改；整改前网站按不合格处理".to_owned(),
        FindingKind::SuspiciousDates => "请人工核查发布日期是否真实；补发旧稿的，请恢复原来的日期".to_owned(),
        FindingKind::TagsMissing => "请按《网页标签规范》（国办发〔2017〕47号）补全网页标签".to_owned(),
        FindingKind::DeadLink => "请修复该链接，或撤下已不存在的栏目".to_owned(),
        FindingKind::GuideIncomplete => "请在信息公开指南中写明信息的编排体系和目录说明".to_owned(),
        FindingKind::DocumentMissing => format!("请在“{name}”栏目公开该文件，标题写明文件名称"),
        FindingKind::HigherWorks => format!("请在“{name}”栏目以本单位制发的信息为主，上级文件移到相应栏目"),
        FindingKind::InterpretationMissing => "请在解读栏目发布这些文件的解读，标题写明所解读文件的名称".to_owned(),
        FindingKind::InterpretationLate => "请在文件公开后按规定时间发布解读；确有原因的，在整改情况中说明".to_owned(),
        FindingKind::ReportMissing => {
            format!("请按“需报送信息”的要求，把“{name}”的有关信息报主管部门；已报送的，请主管部门补登记报送记录")
        }
        FindingKind::NoEvidence => {
            format!("请完成“{name}”并在网站公开；已经完成的，请申报能够证明的网址")
        }
        FindingKind::DoneLate => "请在今后的任务中按时限完成；确有原因的，在整改情况中说明".to_owned(),
        FindingKind::Unconfirmed => "请核对申报的网址和日期，改报政府网站上能够证明任务完成的信息".to_owned(),
        FindingKind::Unstable => format!("请检查“{name}”的网页是否时有时无，必要时换时间人工复核"),
    }
}
