//! What a meaning of a name is worth at the place where the column stands.

use super::lexicon::{Area, Sense};
use super::place::{Place, Standing};
use super::target::Target;
use super::vocabulary::Relation;
use super::{Decision, Method};

/// Cores of indicators that name no matter of their own: only the full name, or the place, says which are meant.
const VAGUE: [&str; 2] = ["资金管理", "专项行动"];

/// A target that a name may mean.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) at: usize,
    pub(super) relation: Relation,
    pub(super) method: Method,
    pub(super) through: String,
    pub(super) standing: Standing,
    pub(super) decision: Decision,
    pub(super) score: f64,
}

impl Candidate {
    /// Nothing speaks for one of the two more than for the other.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.decision == other.decision
            && self.relation == other.relation
            && self.method == other.method
            && (self.score - other.score).abs() < 0.001
    }

    /// The name is right and only its place says too little: the titles of the items may settle it.
    pub(super) fn awaits_titles(&self) -> bool {
        self.relation == Relation::Same && self.decision == Decision::Review && self.standing == Standing::Open
    }
}

/// Weighs one meaning. `letters` is the length of what was recognised of the name, `is_near` tells whether a part or a
/// whole may stand for the target.
pub(super) fn weigh(
    sense: &Sense,
    at: usize,
    letters: usize,
    place: &Place,
    targets: &[Target],
    is_near: impl Fn() -> bool,
) -> Candidate {
    let target = &targets[at];
    let standing = place.to(at, targets);
    let short = letters < 3 && sense.method != Method::Exact;
    let (decision, score) = match sense.relation {
        Relation::Same => {
            let vague = short || (sense.method == Method::Alias && VAGUE.contains(&target.core.as_str()));
            let leans = short || target.leans_on_heading();
            match standing {
                // 表格下载 directly below 首页 may be anybody's.
                Standing::Open if target.names_a_doing() && place.known => (Decision::Review, 0.6),
                // 通知公告 directly below some matter are that matter's.
                _ if target.is_of_announcements() && place.below_matter => (Decision::Review, 0.6),
                // A list of powers or fees is published wherever it stands.
                Standing::Away(Area::Service) if sense.through.ends_with("清单") => (Decision::Review, 0.5),
                _ => same(sense.method, standing, leans, vague || (leans && place.known)),
            }
        }
        // 招标公告 below 水利工程 is a step of that matter, whose it is the heading says.
        Relation::Narrower
            if standing != Standing::Under && place.is_of_another_matter(at) && names_a_step(&sense.through) =>
        {
            (Decision::None, 0.4)
        }
        Relation::Narrower | Relation::Broader => part(standing, place.within(at), is_near()),
    };
    Candidate {
        at,
        relation: sense.relation,
        method: sense.method,
        through: sense.through.clone(),
        standing,
        decision,
        score,
    }
}

/// The name says which step of some proceedings is made known, and not of which.
fn names_a_step(name: &str) -> bool {
    ["公告", "公示", "结果", "意见反馈"].iter().any(|ending| name.ends_with(ending))
}

/// A name that means the same. `leans`: the name alone says too little below another heading; `open_leans`: it says too
/// little where nothing above it helps.
fn same(method: Method, standing: Standing, leans: bool, open_leans: bool) -> (Decision, f64) {
    use Decision::{Accept, None, Review};
    let exact = method == Method::Exact;
    let full = match method {
        Method::Exact => 0.98,
        Method::Alias => 0.95,
        _ => 0.92,
    };
    match standing {
        Standing::Under => (Accept, full + 0.02),
        Standing::Section => (Accept, full),
        Standing::Open if exact || !open_leans => (Accept, full - 0.01),
        Standing::Open => (Review, 0.7),
        Standing::InOther | Standing::AmongRules => (Review, 0.6),
        Standing::OtherHeading if method != Method::Synonym && !leans => (Accept, full - 0.12),
        Standing::OtherHeading => (Review, 0.65),
        Standing::Away(Area::Region) if exact => (Review, 0.55),
        Standing::InForeign | Standing::Away(Area::Service | Area::Region) => (None, 0.3),
        Standing::Away(_) if exact || (method == Method::Alias && !leans) => (Accept, full - 0.1),
        Standing::Away(_) => (Review, 0.6),
    }
}

/// A narrower or broader name never counts as the same; where it belongs to something else it is not even asked about.
fn part(standing: Standing, within: bool, near: bool) -> (Decision, f64) {
    match standing {
        _ if within => (Decision::None, 0.4),
        Standing::Under => (Decision::Review, 0.66),
        // Where the unit discloses, a related column may hold what is asked for: it is not called missing without a look.
        Standing::Section => (Decision::Review, 0.6),
        _ if !near => (Decision::None, 0.45),
        Standing::Open => (Decision::Review, 0.55),
        Standing::OtherHeading | Standing::Away(Area::Talk) => (Decision::Review, 0.5),
        Standing::InOther | Standing::InForeign | Standing::AmongRules | Standing::Away(_) => (Decision::None, 0.35),
    }
}
