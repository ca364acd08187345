//! 原则上不得转发上级文件: the share of items that are works of higher organs.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::Outcome;
use crate::judge::FindingKind;
use crate::judge::evidence;
use crate::judge::sight::Sight;
use crate::judge::stock::Stock;
use crate::pattern::pattern;
use crate::site::ColumnItem;
use crate::unit::Unit;

/// Organs of the state and of a province, as a name begins with them. 国家 alone begins many other names.
const ORGANS: &str = "国务院|国办|中共中央|中办|中央(?:人民政府|办公厅|网信办|文明办|组织部|宣传部|纪委)|中国政府网|全国人大|全国政协|最高人民|\
     国家[^，。、的]{1,12}(?:局|委|委员会|部|署|办|办公室|网)|[^市县区旗，。、的]{2,8}总局|海关总署|审计署|人民银行|\
     (?:中华人民共和国)?(?:外交|教育|科技|科学技术|工业和信息化|工信|公安|民政|司法|财政|人力资源和?社会保障|人社|自然资源|生态环境|住房和?城乡建设|住建|交通运输|水利|农业农村|农业|商务|文化和旅游|文旅|退役军人事务|应急管理|应急)部|\
     (?:[\\p{Han}]{2,3})?(?:省|自治区)(?:委|政府|人民政府|[^市县区旗，。、的]{1,14}(?:厅|局|委|委员会|办|办公室|网)|$)";

static ABOVE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^(?:{ORGANS})")));
/// A title that passes something on, whoever does.
static PASSED_ON: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:.{0,20}关于)?转发"));
/// The city and its organs, seen from a county.
static CITY: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:中共)?[^县区旗]{0,6}市(?:委|政府|人民政府|[^县区旗，。、的]{1,14}(?:局|委|委员会|办|办公室|网))")
});
/// The place in a unit's name: what stands before it is above it.
static PLACE: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:.+[省市])?(?P<place>[^省市]{1,6}?[县区旗]|[^省市]{1,6}市)"));

/// So many entries, the newest that were opened, show whose works a column holds: not every page names its source, and a
/// few that do are needed.
pub const ENTRIES: usize = 6;

/// Judges the items whose own pages tell whose work they are.
pub(super) fn check(sight: &Sight<'_>, stock: &Stock<'_>) -> Outcome {
    let own = Own::of(sight.case.unit, sight.case.identity.county);
    let items = stock.items.iter().map(Cow::as_ref);
    let mut opened: Vec<&ColumnItem> = items.filter(|entry| entry.opened && !entry.note).collect();
    opened.sort_by_key(|entry| std::cmp::Reverse(entry.published));
    let newest = opened.into_iter().take(ENTRIES);
    let told: Vec<(&ColumnItem, bool)> = newest.filter_map(|entry| Some((entry, own.is_higher(entry)?))).collect();
    let demands = &sight.case.windows.demands;
    if told.len() < demands.higher_least {
        return Outcome::Unverifiable(format!("打开查看的信息中只有{}条能看出来源", told.len()));
    }
    let higher: Vec<&ColumnItem> = told.iter().filter(|(_, higher)| *higher).map(|(entry, _)| *entry).collect();
    let seen = format!("打开查看的{}条信息中，{}条是上级机关的", told.len(), higher.len());
    // No list has so many items that a share of them is not exact.
    #[expect(clippy::cast_precision_loss, reason = "a list has at most some thousands of items")]
    let share = higher.len() as f64 / told.len() as f64;
    match higher.first() {
        Some(first) if share >= demands.higher_share => Outcome::Broken {
            kind: FindingKind::HigherWorks,
            why: format!("{seen}，例如“{}”", first.item.title),
            evidence: vec![evidence::of_page(&sight.pages, &first.item.url, seen)],
        },
        _ => Outcome::Kept(seen),
    }
}

/// Who the unit is, seen from the names of others.
struct Own<'u> {
    names: Vec<&'u str>,
    place: Option<&'u str>,
    below_city: bool,
}

impl<'u> Own<'u> {
    fn of(unit: &'u Unit, county: bool) -> Self {
        let names: Vec<&str> = std::iter::once(&unit.name).chain(&unit.aliases).map(String::as_str).collect();
        let place = PLACE.captures(&unit.name).and_then(|found| found.name("place")).map(|place| place.as_str());
        let below_city = county || place.is_some_and(|place| place.ends_with(['县', '区', '旗']));
        Self { names, place, below_city }
    }

    /// Whether an item is a higher organ's; `None` where neither its title nor its source tells.
    fn is_higher(&self, entry: &ColumnItem) -> Option<bool> {
        let title = entry.item.title.trim_start_matches(['《', '【', '“', '[']);
        // 国务院关于支持临江市…的意见 is not the city's.
        let author = title.split_once("关于").map_or(title, |(author, _)| author);
        if PASSED_ON.is_match(title) || self.is_above(author) {
            return Some(true);
        }
        entry.source.as_deref().filter(|source| !source.is_empty()).map(|source| self.is_above(source))
    }

    /// Whether a name is of an organ above the unit. 国家税务总局临江市税务局 is one of the place.
    fn is_above(&self, name: &str) -> bool {
        let own = self.names.iter().copied().chain(self.place).any(|own| name.contains(own));
        !own && (ABOVE.is_match(name) || (self.below_city && CITY.is_match(name)))
    }
}
