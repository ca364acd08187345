//! What is asked for.

use std::str::FromStr;

/// What stands in front of the UUID in the id of a record.
const URN: &str = "urn:uuid:";
/// What stands in front of the digits in the number of a finding.
const FINDING: &str = "F-";

/// What somebody wants to see the evidence of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The verdict that the finding with this number belongs to.
    Finding(String),
    /// The verdict on a unit and an indicator.
    Verdict { unit: String, code: String },
    /// The record with this id (`urn:uuid:…`).
    Record(String),
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let uuid = text.trim_start_matches('<').trim_end_matches('>');
        let uuid = uuid.strip_prefix(URN).unwrap_or(uuid).to_ascii_lowercase();
        if is_uuid(&uuid) {
            return Ok(Self::Record(format!("{URN}{uuid}")));
        }
        if let Some((unit, code)) = text.rsplit_once('/') {
            let (unit, code) = (unit.trim().to_owned(), code.trim().to_owned());
            return if unit.is_empty() || code.is_empty() { Err(wrong()) } else { Ok(Self::Verdict { unit, code }) };
        }
        let digits = text.get(..FINDING.len()).filter(|start| start.eq_ignore_ascii_case(FINDING));
        match digits.map(|start| text[start.len()..].to_ascii_lowercase()) {
            Some(digits) if !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                Ok(Self::Finding(format!("{FINDING}{digits}")))
            }
            _ => Err(wrong()),
        }
    }
}

fn wrong() -> String {
    "应为问题编号（如 F-0123456789，见 findings.csv）、“单位/指标编码”（如 青禾市财政局/AK-01-02）或记录编号（urn:uuid:…）".to_owned()
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12] && groups.concat().bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn each_form_of_id_is_told_apart() {
        let wanted = |text: &str| text.parse::<Wanted>();
        assert_eq!(wanted(" f-09AB34cd12 "), Ok(Wanted::Finding("F-09ab34cd12".to_owned())));
        let verdict = Wanted::Verdict { unit: "青禾市财政局".to_owned(), code: "AK-01-02".to_owned() };
        assert_eq!(wanted("青禾市财政局/AK-01-02"), Ok(verdict));
        let record = Wanted::Record("urn:uuid:1fdd5c2f-0001-8aaa-8bbb-0123456789ab".to_owned());
        for text in [
            "urn:uuid:1fdd5c2f-0001-8aaa-8bbb-0123456789ab",
            "<urn:uuid:1FDD5C2F-0001-8AAA-8BBB-0123456789AB>",
            "1fdd5c2f-0001-8aaa-8bbb-0123456789ab",
        ] {
            assert_eq!(wanted(text), Ok(record.clone()), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_the_forms() {
        for text in ["", "F-", "F-财政", "AK-01-02", "青禾市财政局/", "/AK-01-02", "urn:uuid:12"] {
            let wrong = text.parse::<Wanted>().unwrap_err();
            assert!(wrong.contains("问题编号") && wrong.contains("单位/指标编码"), "{text}: {wrong}");
        }
    }
}
