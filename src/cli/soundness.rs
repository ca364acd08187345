//! What `lanmu catalogue check` finds: in the head and the rows, the policy and the aliases of a catalogue.

use super::fault::Fault;
use crate::catalogue::{Catalogue, Examined};
use crate::mapping::{Vocabulary, alias_problems};
use crate::score::Policy;
use crate::unit::Problem;

/// All that is wrong with the catalogue `id` (or in the folder of that name), file by file.
pub(super) fn problems(id: &str) -> Result<Vec<Problem>, Fault> {
    let Examined { catalogue, kind, policy, aliases, mut problems } = Catalogue::examine(id).map_err(Fault::input)?;
    // A catalogue without a policy is judged by one that is named on the command line.
    let text = &catalogue.policy_text;
    if let (Some(kind), false) = (kind, text.is_empty()) {
        // The codes of a policy are looked for among rows that are good.
        let sound = problems.is_empty();
        let read = Policy::parse(text, &policy, kind);
        let told = read.and_then(|read| if sound { read.check(&catalogue, &policy) } else { Ok(()) });
        problems.extend(told.err().map(|error| error.located(text)).unwrap_or_default());
    }
    let vocabulary = Vocabulary::shipped().map_err(Fault::work)?;
    problems.extend(alias_problems(&catalogue, vocabulary, &aliases));
    Ok(problems)
}
