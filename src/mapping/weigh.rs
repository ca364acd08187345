//! What a meaning of a name is worth at the place where the column stands.

use super::area::Area;
use super::lexicon::Sense;
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
    let same_name = sense.relation == Relation::Same;
    let standing = if same_name { place.to(at, targets) } else { place.to_related(at, targets) };
    let another_matter = place.is_of_another_matter(at, targets);
    let (decision, score) = match sense.relation {
        Relation::Same if is_left_open(sense, target, standing, place, another_matter) => (Decision::Review, 0.6),
        Relation::Same => same(sense, target, standing, letters, place.known),
        // A related name below one that is asked about already is a part of that.
        Relation::Narrower if place.is_below_related(at) => (Decision::None, 0.4),
        // 招标公告 below 水利工程 is a step of that matter, whose it is the heading says.
        Relation::Narrower if standing != Standing::Under && another_matter && names_a_step(&sense.through) => {
            (Decision::None, 0.4)
        }
        Relation::Narrower | Relation::Broader if another_matter && leaves_to_matter(target, standing, place) => {
            (Decision::None, 0.4)
        }
        relation => part(relation, standing, place.within(at), is_near()),
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

/// A name that means the same, but whose place does not say that this is meant.
fn is_left_open(sense: &Sense, target: &Target, standing: Standing, place: &Place, another_matter: bool) -> bool {
    match standing {
        // 乡村振兴有关信息 below 乡村振兴 is a part of it.
        Standing::Under => place.says_it_again(sense.owner),
        _ if place.of_party => true,
        // 通知公告 directly below some matter are that matter's, and so is all but a field below a field of work.
        _ if target.is_of_announcements() && place.below_matter => true,
        Standing::Open | Standing::Section | Standing::OtherHeading if place.below_field && !target.is_a_field() => {
            true
        }
        // 表格下载 directly below 首页 may be anybody's.
        Standing::Open if target.names_a_doing() && place.known => true,
        Standing::Open if target.is_a_field() && (another_matter || place.is_below_unknown()) => true,
        // 质量安全监管 may be that of farm produce, 资金管理 that of any money.
        Standing::Section if sense.method != Method::Exact => target.names_a_doing() || is_vague(target),
        // A list of powers or fees is published wherever it stands.
        Standing::Away(Area::Service) => sense.through.ends_with("清单"),
        _ => false,
    }
}

/// A related name directly below another matter is that matter's: where nothing says that the unit discloses there, and of
/// documents where the matter is a field of work (政策文件 below 义务教育).
fn leaves_to_matter(target: &Target, standing: Standing, place: &Place) -> bool {
    standing == Standing::Open || (place.below_field && target.is_of_documents() && standing != Standing::Under)
}

fn is_vague(target: &Target) -> bool {
    VAGUE.contains(&target.core.as_str())
}

/// A name that means the same, of which `letters` were recognised. A short or vague one says too little where nothing above it
/// helps (`known`: there is something above it), and below another heading.
fn same(sense: &Sense, target: &Target, standing: Standing, letters: usize, known: bool) -> (Decision, f64) {
    use Decision::{Accept, None, Review};
    let field = target.is_a_field();
    let exact = sense.method == Method::Exact;
    let short = letters < 3 && (!exact || (field && known));
    let leans = short || target.leans_on_heading();
    let open_leans = short || (sense.method == Method::Alias && is_vague(target)) || (leans && known && !exact);
    let full = match sense.method {
        Method::Exact => 0.98,
        Method::Alias => 0.95,
        _ => 0.92,
    };
    match standing {
        Standing::Under => (Accept, full + 0.02),
        Standing::Section => (Accept, full),
        Standing::Open if !open_leans => (Accept, full - 0.01),
        Standing::Open => (Review, 0.7),
        Standing::Collected if field && (short || sense.method == Method::Synonym) => (None, 0.4),
        Standing::InOther | Standing::Collected => (Review, 0.6),
        Standing::OtherHeading if sense.method != Method::Synonym && !leans => (Accept, full - 0.12),
        Standing::OtherHeading => (Review, 0.65),
        Standing::Away(Area::News) if field && !short => (Review, 0.5),
        Standing::Away(Area::Region | Area::Service) if exact && !field => (Review, 0.55),
        Standing::InForeign | Standing::Away(Area::Service | Area::Region) => (None, 0.3),
        Standing::Away(_) if field => (None, 0.3),
        Standing::Away(_) if exact || (sense.method == Method::Alias && !leans) => (Accept, full - 0.1),
        Standing::Away(_) => (Review, 0.6),
    }
}

/// A narrower or broader name never counts as the same; where it belongs to something else it is not even asked about.
fn part(relation: Relation, standing: Standing, within: bool, near: bool) -> (Decision, f64) {
    match standing {
        _ if within => (Decision::None, 0.4),
        Standing::Under => (Decision::Review, 0.66),
        // Where the unit discloses, what is asked for may stand under a wider name: it is not called missing without a look.
        Standing::Section if relation == Relation::Broader => (Decision::Review, 0.6),
        _ if !near => (Decision::None, 0.45),
        Standing::Section => (Decision::Review, 0.6),
        Standing::Open => (Decision::Review, 0.55),
        Standing::OtherHeading | Standing::Away(Area::Talk) => (Decision::Review, 0.5),
        Standing::InOther | Standing::InForeign | Standing::Collected | Standing::Away(_) => (Decision::None, 0.35),
    }
}
