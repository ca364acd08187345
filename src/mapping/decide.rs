//! The decision for one name: its words first, then likeness. What titles add stands in `content`.

use super::area::Area;
use super::elsewhere::{self, Elsewhere};
use super::lexicon::{Owner, Sense, rank};
use super::mapper::hundredths;
use super::place::{Place, Standing};
use super::vocabulary::Relation;
use super::weigh::{Candidate, weigh};
use super::{Decision, Mapper, Method, RunnerUp, reading, why};

/// Likeness to the indicator's own names from which a part or a whole may be what a site calls the indicator (部门预算 for
/// 预决算公开); below, it only belongs to the matter (乡村振兴 for 脱贫攻坚).
const NEAR: f64 = 0.6;

/// The same where the unit discloses: half of a name (审计 of 督查审计) may be what a site has of it.
const NEAR_IN_SECTION: f64 = 0.5;

/// Fields by which counties disclose (国办发〔2019〕54号) and that may be all that a site has of 教育 and 灾害事故救援.
const FIELDS_OF_COUNTIES: [&str; 2] = ["义务教育", "救灾"];

/// What was found for a name.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) decision: Decision,
    pub(super) targets: Vec<usize>,
    pub(super) method: Option<Method>,
    pub(super) score: f64,
    pub(super) why: String,
    /// The targets that were weighed, best first, those that were taken among them.
    pub(super) weighed: Vec<Weighed>,
    /// The forms of the name, or of its parts, that were looked up.
    pub(super) compared: Vec<String>,
    /// What the titles of the items may still change.
    pub(super) open: Openness,
}

/// A target that was weighed.
#[derive(Debug, Clone)]
pub(super) struct Weighed {
    pub(super) at: usize,
    pub(super) score: f64,
    /// What speaks for it and against it.
    pub(super) why: String,
}

/// What titles may change in a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Openness {
    /// Nothing.
    Closed,
    /// The name is right, its place says too little: they may confirm it.
    Confirmable,
    /// The name is like some, or like none: they may decide.
    Undecided,
    /// The name is that of a column of other lists: they may decide for a target with which it shares words.
    Elsewhere,
    /// The name means more than the target: they may show that it holds nothing else.
    Broader,
    /// A name that means a heading but is not its own: they may add the columns below it.
    Heading,
}

impl Finding {
    pub(super) fn none(score: f64, why: String) -> Self {
        Self {
            decision: Decision::None,
            targets: Vec::new(),
            method: None,
            score,
            why,
            weighed: Vec::new(),
            compared: Vec::new(),
            open: Openness::Closed,
        }
    }
}

impl Mapper {
    /// Decides on a tidied name that is not empty, at its place.
    pub(super) fn find(&self, tidied: &str, place: &Place, titles: &[&str]) -> Finding {
        let plain = reading::letters(tidied);
        if plain.is_empty() {
            return Finding::none(0.0, "名称为空".to_owned());
        }
        let mut finding = self.by_words(tidied, &plain, place).unwrap_or_else(|| self.by_likeness(&plain, place));
        if finding.compared.is_empty() {
            finding.compared.push(plain.clone());
        }
        self.by_titles(finding, &plain, place, titles)
    }

    /// The next best target: another meaning of the words, or else the name most like it.
    pub(super) fn runner_up(&self, name: &str, finding: &Finding) -> Option<RunnerUp> {
        let taken = |at: usize| finding.targets.contains(&at);
        let mut weighed = finding.weighed.iter().map(|weighed| (weighed.at, weighed.score));
        let next = weighed.find(|(at, _)| !taken(*at)).or_else(|| {
            let near = self.likeness.nearest(&reading::core(&reading::plain(name)));
            near.into_iter().find_map(|near| match near.owner {
                Owner::Target(at) if !taken(at) => Some((at, near.score * 0.85)),
                _ => None,
            })
        })?;
        Some(RunnerUp { code: self.targets[next.0].code.clone(), score: hundredths(next.1) })
    }

    /// What the words of a name decide; `None` where they are not known.
    fn by_words(&self, tidied: &str, plain: &str, place: &Place) -> Option<Finding> {
        if let Some(senses) = self.lexicon.look_up(plain) {
            let apart = if self.joins_another(tidied, plain, senses) { self.by_parts(tidied, place) } else { None };
            return Some(apart.unwrap_or_else(|| self.by_senses(senses, plain, place)));
        }
        let joins = !reading::parts(tidied).is_empty();
        let rests = reading::without_brackets(tidied).into_iter().chain(elsewhere::after_organ(plain));
        for rest in rests.filter(|rest| !joins || !reading::parts(rest).is_empty()) {
            let Some(senses) = self.lexicon.look_up(&rest) else { continue };
            let mut senses: Vec<Sense> =
                senses.iter().filter(|sense| matches!(sense.owner, Owner::Target(_))).cloned().collect();
            for sense in senses.iter_mut().filter(|sense| sense.method == Method::Exact) {
                sense.method = Method::Alias;
            }
            if !senses.is_empty() {
                return Some(self.of_one_organ(self.by_senses(&senses, &rest, place), place));
            }
        }
        if let Some(finding) = self.by_parts(tidied, place) {
            return Some(finding);
        }
        let what = elsewhere::of(plain, tidied)?;
        if what == Elsewhere::Other && self.ends_like_a_target(plain, place) {
            return None;
        }
        Some(Finding::none(0.0, why::elsewhere(tidied, what)))
    }

    /// What is found for a name without the organ it begins with, or without what stands in brackets: below a name that is
    /// itself only a part of the target it may be one of several (省财政厅政策文件解读 beside 其他解读 below 解读回应).
    fn of_one_organ(&self, mut finding: Finding, place: &Place) -> Finding {
        let one_of_several = |at: &usize| place.is_below_part(*at);
        if finding.decision == Decision::Accept && finding.targets.iter().any(one_of_several) {
            finding.decision = Decision::Review;
            finding.score = finding.score.min(0.6);
            finding.why.push_str("，但可能只是其中一个单位或一部分，需人工确认");
        }
        finding
    }

    /// A name that is known only without the word that joins its parts (政策文件及解读 beside 政策文件解读), one of which means
    /// something else by itself.
    fn joins_another(&self, tidied: &str, plain: &str, senses: &[Sense]) -> bool {
        let parts = reading::parts(tidied);
        let foreign = |part: &String| {
            self.lexicon
                .look_up(part)
                .is_some_and(|own| own.iter().all(|one| senses.iter().all(|sense| sense.owner != one.owner)))
        };
        let known_so = self.lexicon.knows(plain) && plain.contains(reading::LINKS);
        !known_so && senses.iter().all(|sense| sense.method == Method::Synonym) && parts.iter().any(foreign)
    }

    /// A name that ends as those of services and reports do (指南, 年度报告), but is most like a target that ends so itself
    /// (行政复议办事指南), where the unit discloses.
    fn ends_like_a_target(&self, plain: &str, place: &Place) -> bool {
        let nearest = self.likeness.nearest(&reading::core(plain));
        let Some(at) = nearest.first().and_then(|near| near.owner.target()) else { return false };
        let core = &self.targets[at].core;
        matches!(place.to_related(at, &self.targets), Standing::Under | Standing::Section)
            && elsewhere::of(core, core) == Some(Elsewhere::Other)
    }

    /// Chooses among the meanings of a name.
    fn by_senses(&self, senses: &[Sense], plain: &str, place: &Place) -> Finding {
        let mut candidates = self.candidates(senses, plain, place);
        let Some(best) = candidates.first().cloned() else {
            // A name of another list may join one of this list with more (社会救助和社会福利 where this list has 社会救助).
            if let Some(finding) = self.by_parts(plain, place) {
                return finding;
            }
            let other = senses.iter().find_map(|sense| match sense.owner {
                Owner::Other(group) => Some(why::other(plain, &self.lexicon.others[group])),
                Owner::Target(_) => None,
            });
            let mut finding = Finding::none(0.0, other.unwrap_or_else(|| why::unlike(None)));
            finding.compared.push(plain.to_owned());
            finding.open = Openness::Elsewhere;
            return finding;
        };
        let label = &self.targets[best.at].label;
        let mut finding = Finding::none(best.score, why::candidate(&best, label));
        finding.weighed = candidates.iter().map(|candidate| self.weighed(candidate)).collect();
        finding.compared.push(plain.to_owned());
        if best.decision == Decision::None {
            finding.open = if place.within(best.at) { Openness::Closed } else { Openness::Elsewhere };
            return finding;
        }
        // The same name twice in a catalogue: the path decides, or a person does. A variant of two names serves both.
        candidates.retain(|other| other.is_like(&best));
        let of = |candidate: &Candidate| &self.targets[candidate.at];
        let same_name =
            best.relation == Relation::Same && candidates.iter().all(|other| of(other).core == of(&best).core);
        if same_name {
            candidates.retain(|other| place.way_to_section(of(other)) == place.way_to_section(of(&best)));
        }
        finding.decision = best.decision;
        finding.method = Some(best.method);
        finding.targets = candidates.iter().map(|candidate| candidate.at).collect();
        if candidates.len() > 1 {
            let labels: Vec<&str> = finding.targets.iter().map(|at| self.targets[*at].label.as_str()).collect();
            let several = labels.join("”“");
            if same_name {
                finding.decision = Decision::Review;
                finding.why = format!("指标体系中有同名指标“{several}”，路径不能说明是哪一个，需人工确认");
            } else {
                finding.why = finding.why.replacen(label.as_str(), &several, 1);
            }
        }
        finding.open = match best {
            _ if best.awaits_titles() => Openness::Confirmable,
            _ if best.relation == Relation::Broader => Openness::Broader,
            _ if best.decision == Decision::Accept
                && best.method == Method::Synonym
                && self.targets[best.at].is_heading =>
            {
                Openness::Heading
            }
            _ => Openness::Closed,
        };
        finding
    }

    fn weighed(&self, candidate: &Candidate) -> Weighed {
        let why = why::candidate(candidate, &self.targets[candidate.at].label);
        Weighed { at: candidate.at, score: candidate.score, why }
    }

    /// Whether a part or a whole may be what a site calls a target: it is like the target's own names, or the catalogue
    /// asks for it in so many words.
    fn is_near(&self, core: &str, at: usize, place: &Place) -> bool {
        let target = &self.targets[at];
        let in_section = place.area == Some(Area::Section);
        if in_section && FIELDS_OF_COUNTIES.contains(&core) {
            return true;
        }
        // 学前教育 is a kind of 教育, whatever else may be said of it.
        if target.core.chars().count() < 3 && core.ends_with(&target.core) {
            return false;
        }
        let content = reading::letters(&target.content);
        let letters: Vec<char> = core.chars().collect();
        let asked_for = letters.len() > 2 && letters.chunks(2).all(|word| content.contains(&String::from_iter(word)));
        let near = if in_section { NEAR_IN_SECTION } else { NEAR };
        asked_for || self.likeness.to(core, at) >= near
    }

    /// The targets that meanings name, best first: the same meaning before others, the own name before a variant.
    fn candidates(&self, senses: &[Sense], plain: &str, place: &Place) -> Vec<Candidate> {
        // A name that is known as it stands, or says that it discloses, is no chance likeness of a short word.
        let whole = self.lexicon.knows(plain) || plain.contains("公开") || plain.contains("领域");
        let core = reading::core(plain);
        let letters = if whole { plain.chars().count() } else { core.chars().count() };
        let weighed = senses.iter().filter_map(|sense| match sense.owner {
            Owner::Target(at) => {
                Some(weigh(sense, at, letters, place, &self.targets, || self.is_near(&core, at, place)))
            }
            Owner::Other(_) => None,
        });
        let mut candidates: Vec<Candidate> = weighed.collect();
        let part = |candidate: &Candidate| candidate.relation != Relation::Same;
        let way = |candidate: &Candidate| place.way_to_section(&self.targets[candidate.at]);
        // 土地征收 below 重大建设项目 is what that heading calls so, whatever else has the very name.
        let astray = |candidate: &Candidate| candidate.standing != Standing::Under;
        candidates.sort_by(|a, b| {
            (part(a), astray(a), rank(a.method))
                .cmp(&(part(b), astray(b), rank(b.method)))
                .then(b.score.total_cmp(&a.score))
                .then(way(a).cmp(&way(b)))
                .then(a.at.cmp(&b.at))
        });
        candidates
    }

    /// A name that joins several: each part is mapped by itself, and all must be known.
    fn by_parts(&self, tidied: &str, place: &Place) -> Option<Finding> {
        let parts = reading::parts(tidied);
        let mut best: Vec<Candidate> = Vec::new();
        let mut unknown = false;
        for part in &parts {
            let senses = self.lexicon.look_up(part).unwrap_or_default();
            let mut candidates = self.candidates(senses, part, place);
            if let Some(first) = candidates.first().cloned() {
                candidates.retain(|other| other.is_like(&first));
            }
            unknown |= candidates.iter().all(|candidate| candidate.decision != Decision::Accept);
            best.extend(candidates);
        }
        best.retain(|candidate| candidate.decision != Decision::None);
        if best.is_empty() {
            return None;
        }
        let weighed = best.iter().map(|candidate| self.weighed(candidate)).collect();
        let accepted = !unknown;
        let mut targets: Vec<usize> = best.iter().map(|candidate| candidate.at).collect();
        targets.sort_unstable();
        targets.dedup();
        let score = best.iter().map(|candidate| candidate.score).fold(1.0, f64::min);
        let method = best.iter().map(|candidate| candidate.method).max_by_key(|method| rank(*method));
        let said: Vec<String> =
            best.iter().map(|one| format!("“{}”对应“{}”", one.through, self.targets[one.at].label)).collect();
        let (decision, doubt) = if accepted {
            (Decision::Accept, "")
        } else {
            (Decision::Review, "，其余部分不属于指标或含义不全相同，需人工确认")
        };
        let why = format!("名称由几部分组成：{}{doubt}", said.join("，"));
        let score = if accepted { score } else { score.min(0.6) };
        Some(Finding { decision, targets, method, score, why, weighed, compared: parts, open: Openness::Closed })
    }
}
