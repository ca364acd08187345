//! What a site's robots.txt says (RFC 9309).

use std::time::Duration;

use texting_robots::Robot;
use url::Url;

use super::failure::may_come_later;
use super::{Received, Response};
use crate::site::{Failure, FailureClass};

/// Name of the crawler in robots.txt.
const NAME: &str = "lanmu";
/// Where it stands on every site.
const PLACE: &str = "/robots.txt";
/// As much of the file is read as RFC 9309 asks for at least.
const MAX_BYTES: usize = 500 * 1024;
/// Matching is linear in the rules; a longer file is an attack or a mistake.
const MAX_RULES: usize = 2_000;
/// Longest `Crawl-delay` that is kept.
const MAX_DELAY: Duration = Duration::from_secs(30);

/// What a site's robots.txt says.
pub(super) struct Robots {
    rules: Rules,
    /// Requests that reading it took.
    pub(super) requests: u32,
    /// The look that it was read at.
    pub(super) look: u8,
}

/// Whether an address is that of a robots.txt; it counts whatever content type it comes with.
pub(super) fn is_one(url: &Url) -> bool {
    url.path() == PLACE && url.query().is_none()
}

enum Rules {
    /// There is none: everything is allowed.
    Open,
    Read(Robot),
    /// It could not be read: nothing is allowed in this run.
    Closed(Failure),
}

impl Robots {
    /// Address of the robots.txt that rules over `url`.
    pub(super) fn address(url: &Url) -> Option<Url> {
        url.join(PLACE).ok()
    }

    /// Reads what came back for it.
    pub(super) fn read(response: &Response) -> Self {
        let rules = match &response.received {
            Received::Answer(answer) => match answer.status {
                200..300 => parse(&answer.body),
                400..500 => Rules::Open,
                status => Rules::Closed(Failure {
                    class: FailureClass::Robots,
                    status: Some(status),
                    detail: format!("robots.txt 返回状态 {status}，按 RFC 9309 本次不访问该网站"),
                    at: response.at,
                }),
            },
            // A circle, or a picture behind a redirect, says nothing about what is allowed.
            Received::Failed(failure) => match failure.class {
                FailureClass::NotPage | FailureClass::Loop | FailureClass::Guard => Rules::Open,
                _ => Rules::Closed(Failure {
                    detail: format!("读取 robots.txt 时{}，本次不访问该网站", failure.detail),
                    ..failure.clone()
                }),
            },
        };
        Self { rules, requests: response.requests, look: response.look }
    }

    /// Everything is allowed, because nothing is asked (offline).
    pub(super) fn open() -> Self {
        Self { rules: Rules::Open, requests: 0, look: 1 }
    }

    /// Whether it could not be read, so that nothing is allowed.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self.rules, Rules::Closed(_))
    }

    /// Whether it could not be read for now.
    pub(super) fn may_come_later(&self) -> bool {
        matches!(&self.rules, Rules::Closed(failure) if may_come_later(failure))
    }

    /// Addresses of site maps that it names.
    pub(super) fn site_maps(&self) -> &[String] {
        match &self.rules {
            Rules::Read(robot) => &robot.sitemaps,
            Rules::Open | Rules::Closed(_) => &[],
        }
    }

    /// Pause that it asks for.
    pub(super) fn delay(&self) -> Option<Duration> {
        let Rules::Read(robot) = &self.rules else { return None };
        let seconds = robot.delay?;
        Duration::try_from_secs_f32(seconds).ok().map(|delay| delay.min(MAX_DELAY))
    }

    /// Why `url` may not be asked for; `None` where it may.
    pub(super) fn refusal(&self, url: &Url, at: jiff::Timestamp) -> Option<Failure> {
        match &self.rules {
            Rules::Open => None,
            Rules::Closed(failure) => Some(failure.clone()),
            Rules::Read(robot) if robot.allowed(url.as_str()) => None,
            Rules::Read(_) => Some(Failure {
                class: FailureClass::Robots,
                status: None,
                detail: "robots.txt 不允许访问该网址".to_owned(),
                at,
            }),
        }
    }
}

fn parse(body: &[u8]) -> Rules {
    let text = String::from_utf8_lossy(&body[..body.len().min(MAX_BYTES)]).replace("\r\n", "\n").replace('\r', "\n");
    let mut rules = 0;
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let name = line.trim_start().as_bytes();
        if name.len() > 4 && matches!(name[0].to_ascii_lowercase(), b'a' | b'd') {
            rules += 1;
        }
        if rules > MAX_RULES {
            break;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    Robot::new(NAME, kept.as_bytes()).map_or(Rules::Open, Rules::Read)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::{Duration, Instant};

    use jiff::Timestamp;

    use super::Robots;
    use crate::crawl::{Answer, Received, Response};
    use crate::site::{Failure, FailureClass};

    fn robots(received: Received) -> Robots {
        Robots::read(&Response {
            asked: "http://www.a.example/robots.txt".to_owned(),
            posted: None,
            look: 1,
            at: Timestamp::UNIX_EPOCH,
            elapsed: Duration::ZERO,
            requests: 1,
            hops: Vec::new(),
            received,
        })
    }

    fn file(status: u16, text: &str) -> Robots {
        let url = "http://www.a.example/robots.txt".to_owned();
        robots(Received::Answer(Answer::new(url, status, BTreeMap::new(), text.as_bytes().to_vec())))
    }

    fn refused(robots: &Robots, path: &str) -> Option<FailureClass> {
        let url = format!("http://www.a.example{path}").parse().unwrap();
        robots.refusal(&url, Timestamp::UNIX_EPOCH).map(|failure| failure.class)
    }

    #[test]
    fn keeps_the_rules_for_everybody_and_for_its_own_name() {
        let all = file(200, "\u{feff}User-agent: *\r\nDisallow: /admin/\r\nCrawl-delay: 2\r\n");
        assert_eq!(refused(&all, "/admin/x.html"), Some(FailureClass::Robots));
        assert_eq!(refused(&all, "/xxgk/"), None);
        assert_eq!(all.delay(), Some(Duration::from_secs(2)));

        let named = file(200, "User-agent: *\nDisallow:\n\nUser-agent: Lanmu\nDisallow: /\n");
        assert_eq!(refused(&named, "/"), Some(FailureClass::Robots));
    }

    #[test]
    fn a_missing_file_allows_and_a_broken_server_forbids() {
        assert_eq!(refused(&file(404, ""), "/"), None);
        assert_eq!(refused(&file(403, ""), "/"), None);
        assert_eq!(refused(&file(500, ""), "/"), Some(FailureClass::Robots));
        let refused_connection = Failure {
            class: FailureClass::Refused,
            status: None,
            detail: "服务器拒绝连接".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        };
        assert_eq!(refused(&robots(Received::Failed(refused_connection)), "/"), Some(FailureClass::Refused));
    }

    #[test]
    fn an_error_page_with_status_200_allows() {
        assert_eq!(refused(&file(200, "<!DOCTYPE html><html><body>您访问的页面不存在</body></html>"), "/"), None);
    }

    #[test]
    fn a_hostile_file_costs_little() {
        let mut text = String::from("User-agent: *\n");
        for n in 0..50_000 {
            text.push_str(&format!("Disallow: /*a*b*c*{n}*d*e*f\n"));
        }
        text.push_str("Crawl-delay: 99999\n");
        let start = Instant::now();
        let robots = file(200, &text);
        let _ = refused(&robots, &format!("/{}", "abc".repeat(300)));
        assert!(start.elapsed() < Duration::from_secs(20));
        assert!(robots.delay().is_none());
    }
}
