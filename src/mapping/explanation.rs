//! How an answer came about, in words an office clerk understands. Told by the computation that decides, not by a second one.

use super::area::Area;
use super::decide::{Finding, Weighed};
use super::lexicon::Owner;
use super::mapper::hundredths;
use super::place::{Level, Place};
use super::{Decision, Mapper, Mapping, Method};

/// An answer with the steps that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The answer.
    pub mapping: Mapping,
    /// What was made of the name.
    pub name: Reading,
    /// The names above the column, from 首页 down, each with what it means in a Chinese phrase; that is empty where it
    /// means nothing that is known.
    pub path: Vec<(String, String)>,
    /// The indicators that were weighed, best first.
    pub weighed: Vec<Candidate>,
    /// Titles of items that were given.
    pub titles: usize,
}

/// What was made of a name before it was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// List numbers, years, counts and words that come and go, as they were dropped.
    pub dropped: Vec<String>,
    /// What was compared; several where the name joins several.
    pub compared: Vec<String>,
}

/// An indicator that was weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its code.
    pub code: String,
    /// Its names from the first level down, joined by ` > `.
    pub label: String,
    /// Its score, 0 to 1.
    pub score: f64,
    /// It is in the answer.
    pub taken: bool,
    /// What speaks for it or against it, in a Chinese sentence.
    pub why: String,
}

impl Explanation {
    pub(super) fn new(
        mapper: &Mapper,
        mapping: Mapping,
        dropped: Vec<String>,
        place: &Place,
        finding: &Finding,
        titles: usize,
    ) -> Self {
        let candidate = |weighed: &Weighed| mapper.candidate_of(weighed, finding);
        let mut weighed: Vec<Candidate> = finding.weighed.iter().map(candidate).collect();
        weighed.sort_by(|a, b| b.taken.cmp(&a.taken).then(b.score.total_cmp(&a.score)));
        let mut shown: Vec<Candidate> = Vec::new();
        for one in weighed {
            if shown.iter().all(|other| other.code != one.code) {
                shown.push(one);
            }
        }
        Self {
            name: mapper.reading_of(dropped, finding),
            path: place.levels.iter().rev().map(|level| (level.name.clone(), mapper.meaning_of(level))).collect(),
            weighed: shown,
            titles,
            mapping,
        }
    }

    /// The steps, a Chinese sentence each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.line_of_name(), self.line_of_path()];
        if self.weighed.is_empty() {
            lines.push("比较：没有可比较的指标".to_owned());
        }
        for Candidate { code, label, score, taken, why } in &self.weighed {
            let outcome = match (taken, self.mapping.decision) {
                (true, Decision::Accept) => "选用",
                (true, _) => "待确认",
                (false, _) => "未选用",
            };
            lines.push(format!("比较：{code}（{label}），得分{score:.2}，{outcome}：{why}"));
        }
        lines.push(match self.titles {
            0 => "内容：没有提供栏目内的信息标题".to_owned(),
            count => format!("内容：提供了{count}条信息标题{}", self.use_of_titles()),
        });
        let decision = match self.mapping.decision {
            Decision::Accept => "对应",
            Decision::Review => "待人工确认",
            Decision::None => "不对应任何指标",
        };
        lines.push(format!("结论：{decision}。{}", self.mapping.why));
        lines
    }

    fn line_of_name(&self) -> String {
        let Reading { dropped, compared } = &self.name;
        let dropped = match dropped.as_slice() {
            [] => "没有去掉字词".to_owned(),
            words => format!("去掉“{}”", words.join("”“")),
        };
        format!("名称：“{}”，{dropped}，比较的是“{}”", self.mapping.name, compared.join("”和“"))
    }

    fn line_of_path(&self) -> String {
        if self.path.is_empty() {
            return "路径：没有上级栏目".to_owned();
        }
        let levels: Vec<String> = self
            .path
            .iter()
            .map(|(name, meaning)| if meaning.is_empty() { name.clone() } else { format!("{name}（{meaning}）") })
            .collect();
        format!("路径：{}", levels.join(" > "))
    }

    fn use_of_titles(&self) -> &'static str {
        match self.mapping.method {
            Some(Method::Evidence) => "，由信息标题认定",
            _ if self.mapping.why.contains("条信息中有") => "，信息标题支持了结论",
            _ => "，没有改变由名称和路径得出的结论",
        }
    }
}

impl Mapper {
    fn candidate_of(&self, weighed: &Weighed, finding: &Finding) -> Candidate {
        let target = &self.targets[weighed.at];
        let taken = finding.targets.contains(&weighed.at);
        let mut why = weighed.why.clone();
        if let Some(best) = finding.targets.first().filter(|_| !taken) {
            why.push_str(&format!("；不如“{}”", self.targets[*best].name));
        }
        Candidate {
            code: target.code.clone(),
            label: target.label.clone(),
            score: hundredths(weighed.score),
            taken,
            why,
        }
    }

    /// What was dropped counts as far as a shorter name was what was compared.
    fn reading_of(&self, mut dropped: Vec<String>, finding: &Finding) -> Reading {
        let mut compared = Vec::new();
        for plain in &finding.compared {
            let (form, words) = self.lexicon.form(plain);
            dropped.extend(words);
            compared.push(form);
        }
        Reading { dropped, compared }
    }

    fn meaning_of(&self, level: &Level) -> String {
        let mut meanings: Vec<String> = level
            .owners
            .iter()
            .map(|owner| match owner {
                Owner::Target(at) => format!("指标“{}”", self.targets[*at].name),
                Owner::Other(group) => match &self.lexicon.others[*group] {
                    other if other.area == Some(Area::Section) => "信息公开的总栏目".to_owned(),
                    other if other.canonical == "首页" => String::new(),
                    other if other.canonical == level.name => "不属于指标的栏目".to_owned(),
                    other => format!("属于“{}”一类", other.canonical),
                },
            })
            .collect();
        meanings.dedup();
        meanings.join("、")
    }
}
