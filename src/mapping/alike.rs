//! Names whose words are not known: what they are like, and what they hold.

use super::area::Area;
use super::decide::{Finding, Openness, Weighed};
use super::lexicon::Owner;
use super::likeness::Near;
use super::place::{Place, Standing};
use super::{Decision, Mapper, Method, reading, why};

/// Names that are only alike, shown in an explanation.
const ALIKE_SHOWN: usize = 3;

/// Letters that a name may have beside an indicator's name inside it and still be a narrower column of it.
const BESIDE: usize = 6;

impl Mapper {
    /// A name whose words are not known: what it is like, or what it holds.
    pub(super) fn by_likeness(&self, plain: &str, place: &Place) -> Finding {
        let core = reading::core(plain);
        let nearest = if core.chars().count() > 2 { self.likeness.nearest(&core) } else { Vec::new() };
        let finding = self.by_nearest(&core, &nearest, place);
        let alike = nearest.iter().filter_map(|near| Some((near.owner.target()?, near.score)));
        let weighed = alike.take(ALIKE_SHOWN).map(|(at, score)| Weighed {
            at,
            score: score * 0.85,
            why: why::only_alike(&self.targets[at].label, score),
        });
        Finding { weighed: finding.weighed.into_iter().chain(weighed).collect(), ..finding }
    }

    fn by_nearest(&self, core: &str, nearest: &[Near], place: &Place) -> Finding {
        let rival = nearest.iter().find(|near| matches!(near.owner, Owner::Other(_))).map_or(0.0, |near| near.score);
        let best = nearest.iter().find_map(|near| Some((near.owner.target()?, near.score)));
        // Below a column that has its own name already, a like name is a part of it.
        if let Some((at, score)) = best.filter(|(at, score)| *score >= rival && !place.within(*at)) {
            let standing = place.to_related(at, &self.targets);
            // Of a word of two letters half is soon alike (旅游统计 and 统计).
            let short = if self.targets[at].core.chars().count() < 3 { 0.06 } else { 0.0 };
            let needed = match standing {
                Standing::Under => 0.5,
                Standing::Section => 0.55 + short,
                Standing::Open => 0.6 + short,
                Standing::OtherHeading | Standing::InOther | Standing::Collected => 0.8,
                Standing::InForeign | Standing::Away(_) => 1.1,
            };
            if score >= needed {
                let twins = nearest.iter().filter(|near| (near.score - score).abs() < 0.001);
                let targets: Vec<usize> = twins.filter_map(|near| near.owner.target()).collect();
                return Finding { targets, ..self.alike(at, score) };
            }
        }
        let container = place.container(&self.targets);
        let contained = self.likeness.contained(core).filter(|(_, rest)| *rest <= BESIDE && container.is_none());
        if let Some((at, _)) = contained.filter(|(at, _)| self.may_hold(*at, place)) {
            let label = &self.targets[at].label;
            let why = format!("名称中含有指标“{label}”的名称，含义可能较窄，需人工确认");
            let weighed = vec![Weighed { at, score: 0.65 * 0.9, why: why.clone() }];
            return Finding { targets: vec![at], why, weighed, ..self.alike(at, 0.65) };
        }
        let said = match container {
            Some(at) => format!("是“{}”栏目的下级栏目，由上级栏目对应指标", self.targets[at].name),
            None => why::unlike(best.map(|(at, score)| (self.targets[at].label.as_str(), score))),
        };
        let mut finding = Finding::none(best.map_or(0.0, |(_, score)| score * 0.85), said);
        if container.is_none() && !matches!(place.area, Some(Area::Service | Area::News | Area::Talk)) {
            finding.open = Openness::Undecided;
        }
        finding
    }

    /// A longer name with that of a target inside it may be the target's: where the unit discloses, or where nothing speaks
    /// against it.
    fn may_hold(&self, at: usize, place: &Place) -> bool {
        match place.to_related(at, &self.targets) {
            Standing::Under | Standing::Section => true,
            Standing::Open => !place.is_of_another_matter(at, &self.targets),
            _ => false,
        }
    }

    fn alike(&self, at: usize, score: f64) -> Finding {
        Finding {
            decision: Decision::Review,
            targets: vec![at],
            method: Some(Method::Similar),
            score: score * 0.9,
            why: format!("与指标“{}”名称相近（相似度{score:.2}），需人工确认", self.targets[at].label),
            weighed: Vec::new(),
            compared: Vec::new(),
            open: Openness::Undecided,
        }
    }
}
