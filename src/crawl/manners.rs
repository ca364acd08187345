//! How the crawler behaves.

use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use super::{ConnectTo, Window};

/// How the crawler behaves: spacing, limits and refusals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manners {
    /// `User-Agent`: names the tool, its version and whom to ask.
    pub user_agent: String,
    /// Least time between two requests to one host.
    pub pause: Duration,
    /// Connections to one host at a time.
    pub connections: usize,
    /// Limit for one whole answer. The national check allows a site 15 seconds (国办秘函〔2019〕19号), so
    /// [`Manners::check`] refuses less.
    pub timeout: Duration,
    /// Limit for a body in bytes, counted after decompression.
    pub max_body: usize,
    /// Repeats of a request after a passing fault (time-out, broken connection, 429, 502, 503, 504).
    pub retries: u32,
    /// Pause before the first repeat; doubled for each further one.
    pub retry_pause: Duration,
    /// Longest `Retry-After` that is waited for. A host that asks for more is left alone for the rest of the run.
    pub longest_wait: Duration,
    /// Requests per unit.
    pub budget: u32,
    /// The time of day at which requests are made; `None`: at any time.
    pub window: Option<Window>,
    /// Every page of a site is asked for, articles too, as far as the budget goes (全站抓取): the yardstick for the usual
    /// visit, which asks only for what a verdict needs.
    pub exhaustive: bool,
    /// Addresses of private networks are fetched too.
    pub allow_private: bool,
    /// Connections that go elsewhere. Their targets count as allowed: the user named them.
    pub connect_to: Vec<ConnectTo>,
    /// The Chromium that renders pages which are an empty shell; `None`: the one that is installed.
    pub chromium: Option<PathBuf>,
}

/// Settings that the crawler refuses.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum MannersError {
    /// The time-out is shorter than what the national check allows a site.
    #[error("超时时间为 {0} 秒，过短：国家检查指标允许网站 15 秒内响应，请设为 15 秒或更长")]
    Timeout(f64),
    /// No request is allowed.
    #[error("每个单位的请求预算为 0：请设为 1 或更大")]
    Budget,
    /// No connection is allowed.
    #[error("每个主机的连接数为 0：请设为 1 或更大")]
    Connections,
    /// The user agent cannot stand in a header.
    #[error("User-Agent“{0}”不能用作请求头：只能含可见的 ASCII 字符")]
    UserAgent(String),
}

impl Manners {
    /// Shortest time-out that may be set.
    pub const SHORTEST_TIMEOUT: Duration = Duration::from_secs(15);

    /// `User-Agent` that names the tool and its version, and `contact` (an address of a page or a mailbox) where given.
    #[must_use]
    pub fn user_agent(contact: Option<&str>) -> String {
        let tool = concat!("lanmu/", env!("CARGO_PKG_VERSION"));
        contact.map_or_else(|| tool.to_owned(), |contact| format!("{tool} (+{contact})"))
    }

    /// Whether settings from a person can be kept to.
    ///
    /// # Errors
    /// A time-out under 15 seconds, no budget, no connection, a user agent that is no header.
    pub fn check(&self) -> Result<(), MannersError> {
        if self.timeout < Self::SHORTEST_TIMEOUT {
            return Err(MannersError::Timeout(self.timeout.as_secs_f64()));
        }
        if self.budget == 0 {
            return Err(MannersError::Budget);
        }
        if self.connections == 0 {
            return Err(MannersError::Connections);
        }
        if self.user_agent.is_empty() || !self.user_agent.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            return Err(MannersError::UserAgent(self.user_agent.clone()));
        }
        Ok(())
    }
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            user_agent: Self::user_agent(None),
            pause: Duration::from_secs(1),
            connections: 2,
            timeout: Duration::from_secs(30),
            max_body: 8 * 1024 * 1024,
            retries: 2,
            retry_pause: Duration::from_secs(2),
            longest_wait: Duration::from_secs(600),
            budget: 400,
            window: None,
            exhaustive: false,
            allow_private: false,
            connect_to: Vec::new(),
            chromium: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Manners, MannersError};

    #[test]
    fn the_defaults_can_be_kept_to() {
        assert_eq!(Manners::default().check(), Ok(()));
    }

    #[test]
    fn a_timeout_under_fifteen_seconds_is_refused() {
        let hasty = Manners { timeout: Duration::from_secs(10), ..Manners::default() };
        assert_eq!(hasty.check(), Err(MannersError::Timeout(10.0)));
    }
}
