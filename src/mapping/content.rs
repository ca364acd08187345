//! What the titles of a column's items settle where its name leaves something open.

use super::decide::{Finding, Openness, Weighed};
use super::evidence::Share;
use super::place::{Place, Standing};
use super::{Decision, Mapper, Method, reading};

/// Titles from which they count as evidence.
pub(super) const FEWEST: usize = 3;

impl Mapper {
    /// Lets the titles of the items settle what the words leave open.
    pub(super) fn by_titles(&self, mut finding: Finding, plain: &str, place: &Place, titles: &[&str]) -> Finding {
        if finding.open == Openness::Closed || titles.len() < FEWEST {
            return finding;
        }
        let titles: Vec<&str> = titles.iter().copied().filter(|title| !self.names_a_column(title)).collect();
        let titles = titles.as_slice();
        if titles.len() < FEWEST {
            return finding;
        }
        let shares = self.evidence.of_titles(titles, &self.targets);
        let by_content =
            shares.iter().map(|share| Weighed { at: share.at, score: share.share, why: self.holds(share, titles) });
        finding.weighed.extend(by_content);
        let under = |share: &&Share, heading: usize| self.targets[share.at].heading == Some(heading);
        match finding.open {
            Openness::Heading => {
                let heading = finding.targets[0];
                let below: Vec<&Share> =
                    shares.iter().filter(|share| under(share, heading) && enough(share, 0.3)).collect();
                for share in &below {
                    finding.why.push('；');
                    finding.why.push_str(&self.holds(share, titles));
                    finding.targets.push(share.at);
                }
            }
            Openness::Confirmable => {
                let confirmed = shares.iter().find(|share| finding.targets == [share.at] && enough(share, 0.5));
                if let Some(share) = confirmed {
                    finding.decision = Decision::Accept;
                    finding.score = 0.85;
                    finding.why =
                        format!("名称与指标“{}”相同；{}", self.targets[share.at].label, self.holds(share, titles));
                }
            }
            Openness::Undecided => {
                if let Some(share) = shares.first().filter(|share| enough(share, 0.6)) {
                    return self.by_content(finding, share, plain, place, titles);
                }
            }
            Openness::Elsewhere => {
                let akin =
                    |share: &&Share| enough(share, 0.6) && reading::shares_pair(plain, &self.targets[share.at].core);
                if let Some(share) = shares.first().filter(akin) {
                    return self.by_content(finding, share, plain, place, titles);
                }
            }
            Openness::Broader => {
                let only = shares.iter().find(|share| finding.targets == [share.at] && enough(share, 0.8));
                if let Some(share) = only {
                    finding.decision = Decision::Accept;
                    finding.score = 0.85;
                    finding.why = format!(
                        "名称比指标“{}”宽，但内容都是它的；{}",
                        self.targets[share.at].label,
                        self.holds(share, titles)
                    );
                }
            }
            Openness::Closed => {}
        }
        finding
    }

    /// A column whose name decides nothing, but whose items are a target's content: accepted only under the target's
    /// own heading and where the name shares words with either.
    fn by_content(&self, finding: Finding, share: &Share, plain: &str, place: &Place, titles: &[&str]) -> Finding {
        let target = &self.targets[share.at];
        let sure = self.shares_words(share.at, plain)
            && place.to(share.at, &self.targets) == Standing::Under
            && share.share >= 0.8;
        let doubt = if sure { "" } else { "，但名称不能说明，需人工确认" };
        Finding {
            decision: if sure { Decision::Accept } else { Decision::Review },
            targets: vec![share.at],
            method: Some(Method::Evidence),
            score: if sure { 0.6 + 0.25 * share.share } else { 0.6 * share.share },
            why: format!("栏目内容属于指标“{}”；{}{doubt}", target.label, self.holds(share, titles)),
            weighed: finding.weighed,
            compared: finding.compared,
            open: Openness::Closed,
        }
    }

    /// A link to the next level and no piece of information: it bears the name of a column, without so much as a year.
    fn names_a_column(&self, title: &str) -> bool {
        let (tidied, dropped) = reading::tidy_and_tell(title);
        dropped.is_empty() && self.lexicon.knows(&reading::letters(&tidied))
    }

    /// Whether a name shares a pair of letters with a target's name or that of its heading.
    fn shares_words(&self, at: usize, plain: &str) -> bool {
        let heading = self.targets[at].heading.map(|heading| self.targets[heading].core.as_str());
        [Some(self.targets[at].core.as_str()), heading]
            .into_iter()
            .flatten()
            .any(|words| reading::shares_pair(plain, words))
    }

    fn holds(&self, share: &Share, titles: &[&str]) -> String {
        let example: String = titles[share.example].trim().chars().take(40).collect();
        format!(
            "{}条信息中有{}条属于“{}”（如“{example}”）",
            titles.len().min(200),
            share.count,
            self.targets[share.at].name
        )
    }
}

fn enough(share: &Share, least: f64) -> bool {
    share.count > 1 && share.share >= least
}
