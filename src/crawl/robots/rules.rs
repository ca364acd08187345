//! The rules of a robots.txt and which of them an address falls under (RFC 9309; where that is silent, as Google's parser,
//! github.com/google/robotstxt).

use std::cmp::Reverse;
use std::time::Duration;

/// So many bytes of a line and of an address count, as in Google's parser.
const LONGEST: usize = 2083 * 8;
/// So many rules with `*` count. Looking for their parts takes longer the longer the address is; nobody needs so many, and
/// all others, which are only compared with its beginning, count.
const MAX_STARS: usize = 2_000;
/// Longest `Crawl-delay` that is kept.
const MAX_DELAY: Duration = Duration::from_secs(30);
/// Byte order mark; the beginning of one is skipped too.
const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Names of the fields, with the misspellings that Google's parser accepts. A name counts by how it begins.
const AGENT: [&str; 3] = ["user-agent", "useragent", "user agent"];
const DISALLOW: [&str; 6] = ["disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"];
const ALLOW: [&str; 1] = ["allow"];
const DELAY: [&str; 3] = ["crawl-delay", "crawldelay", "crawl delay"];
const SITE_MAP: [&str; 2] = ["sitemap", "site-map"];
/// Addresses of site maps that are kept.
const MAX_SITE_MAPS: usize = 20;

/// Reserved characters that stand for themselves in a rule and in an address (RFC 3986, 2.2). `*` and `$` are not among
/// them, because in a rule they mean something, nor is `'`, which in a query comes encoded.
const RESERVED: &[u8] = b":/?#[]@!&()+,;=";

/// What a robots.txt tells one crawler.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// The longest first; of two alike the one that allows.
    rules: Vec<Rule>,
    /// Rules with `*`.
    stars: usize,
    /// Pause between two requests.
    pub(super) delay: Option<Duration>,
    /// Addresses of site maps, whoever they are told.
    pub(super) site_maps: Vec<String>,
}

#[derive(Debug)]
struct Rule {
    allow: bool,
    /// Encoded alike in rules and addresses; `*` stands for anything.
    pattern: String,
    /// The address has to end where the pattern ends.
    whole: bool,
}

/// For whom the present group is.
#[derive(Debug, Default)]
struct Group {
    us: bool,
    everybody: bool,
    /// It has a rule: the next `User-agent` begins another group.
    ruled: bool,
}

impl Rules {
    /// What `text` tells the crawler of this name: the rules of all groups that name it, and where none does of all groups
    /// for everybody. Takes any bytes.
    pub(super) fn read(text: &[u8], crawler: &str) -> Self {
        let text = MARK.iter().fold(text, |text, byte| text.strip_prefix(&[*byte]).unwrap_or(text));
        let (mut own, mut common, mut general) = (Self::default(), Self::default(), None);
        let mut site_maps = Vec::new();
        let (mut named, mut begun, mut group) = (false, false, Group::default());
        for (name, value) in text.split(|byte| matches!(byte, b'\n' | b'\r' | 0)).filter_map(field) {
            let is = |names: &[&str]| names.iter().any(|known| begins(name, known));
            let told = [(group.us, &mut own), (group.everybody, &mut common)];
            let told = told.into_iter().filter_map(|(is_told, rules)| is_told.then_some(rules));
            if is(&AGENT) {
                if group.ruled {
                    group = Group::default();
                }
                let (token, is_everybody) = agent(value);
                group.us |= token.eq_ignore_ascii_case(crawler.as_bytes());
                group.everybody |= is_everybody;
                named |= group.us;
                begun = true;
            } else if is(&DISALLOW) || is(&ALLOW) {
                group.ruled = true;
                told.for_each(|rules| rules.take(is(&ALLOW), value));
            } else if is(&DELAY) {
                let delay = delay(value);
                // Before all groups it is meant for everybody, as other crawlers take it.
                general = if begun { general } else { delay };
                told.for_each(|rules| rules.delay = rules.delay.or(delay));
            } else if is(&SITE_MAP) && site_maps.len() < MAX_SITE_MAPS {
                site_maps.push(String::from_utf8_lossy(value.get(..LONGEST).unwrap_or(value)).into_owned());
            }
        }
        let mut rules = if named { own } else { common };
        rules.delay = rules.delay.or(general);
        rules.site_maps = site_maps;
        rules.rules.sort_by_key(|rule| (Reverse(rule.length()), !rule.allow));
        rules
    }

    /// Whether what stands at `path`, with its query, may be asked for: the longest rule that matches decides, of two
    /// alike the one that allows.
    pub(super) fn allow(&self, path: &str) -> bool {
        let path = path.as_bytes();
        let path = encoded(path.get(..LONGEST).unwrap_or(path), false);
        self.rules.iter().find(|rule| rule.matches(&path)).is_none_or(|rule| rule.allow)
    }

    fn take(&mut self, allow: bool, value: &[u8]) {
        let has_star = value.contains(&b'*');
        self.stars += usize::from(has_star);
        // An empty rule says nothing.
        if value.is_empty() || (has_star && self.stars > MAX_STARS) {
            return;
        }
        let (pattern, whole) = value.strip_suffix(b"$").map_or((value, false), |pattern| (pattern, true));
        self.rules.push(Rule { allow, pattern: encoded(pattern, true), whole });
        // As Google's parser: who allows an index page allows its folder.
        let folder = value.iter().rposition(|byte| *byte == b'/').map(|slash| value.split_at(slash + 1));
        if let Some((folder, _)) = folder.filter(|(_, file)| allow && file.starts_with(b"index.htm")) {
            self.rules.push(Rule { allow, pattern: encoded(folder, true), whole: true });
        }
    }
}

impl Rule {
    /// What counts in comparing two rules.
    fn length(&self) -> usize {
        self.pattern.len() + usize::from(self.whole)
    }

    /// Takes time in proportion to the lengths: each part is looked for once, from where the one before it ends.
    fn matches(&self, path: &str) -> bool {
        let mut parts = self.pattern.split('*').peekable();
        let Some(mut rest) = parts.next().and_then(|head| path.strip_prefix(head)) else { return false };
        while let Some(part) = parts.next() {
            if self.whole && parts.peek().is_none() {
                return rest.ends_with(part);
            }
            let Some((_, after)) = rest.split_once(part) else { return false };
            rest = after;
        }
        !self.whole || rest.is_empty()
    }
}

/// Name and value of a line. Where the colon is forgotten, two words are taken for them.
fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.get(..LONGEST).unwrap_or(line);
    let line = line.split(|byte| *byte == b'#').next().unwrap_or_default().trim_ascii();
    let colon = line.iter().position(|byte| *byte == b':');
    let place = colon.or_else(|| {
        let space = line.iter().position(u8::is_ascii_whitespace)?;
        let value = line.get(space..)?.trim_ascii_start();
        (!value.iter().any(u8::is_ascii_whitespace)).then_some(space)
    })?;
    let (name, value) = line.split_at_checked(place)?;
    Some((name.trim_ascii(), value.get(1..)?.trim_ascii()))
}

fn begins(name: &[u8], known: &str) -> bool {
    name.get(..known.len()).is_some_and(|head| head.eq_ignore_ascii_case(known.as_bytes()))
}

/// The product token of a `User-agent` line, up to what cannot stand in one, and whether the line means everybody.
fn agent(value: &[u8]) -> (&[u8], bool) {
    let end = value.iter().position(|byte| !(byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_')));
    let token = value.get(..end.unwrap_or(value.len())).unwrap_or_default();
    let everybody = value.strip_prefix(b"*").is_some_and(|rest| rest.first().is_none_or(u8::is_ascii_whitespace));
    (token, everybody)
}

fn delay(value: &[u8]) -> Option<Duration> {
    let seconds: f64 = std::str::from_utf8(value).ok()?.parse().ok()?;
    (seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(MAX_DELAY.as_secs_f64())))
}

/// Percent-encodes so that what is the same address compares equal: unreserved characters stand plain, everything that is
/// not ASCII encoded, in capitals (RFC 9309, 2.2.2). `*` and `$` of an address are encoded; a rule that means them has
/// them so (2.2.3).
fn encoded(octets: &[u8], is_rule: bool) -> String {
    let mut text = String::with_capacity(octets.len());
    let mut rest = octets;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let mut octet = first;
        let mut plain = RESERVED.contains(&first) || (is_rule && first == b'*');
        if let Some((code, after)) = code(first, after) {
            (octet, rest, plain) = (code, after, false);
        }
        if plain || octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(octet));
        } else {
            text.push_str(&format!("%{octet:02X}"));
        }
    }
    text
}

/// The octet that `%` and the two hexadecimal digits after it stand for, and what follows.
fn code(first: u8, after: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = after.split_at_checked(2).filter(|_| first == b'%')?;
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match digits {
        [high, low] => Some((digit(high)? * 16 + digit(low)?, rest)),
        _ => None,
    }
}
