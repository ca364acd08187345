//! `--connect-to HOST:PORT:HOST:PORT`, as in curl.

use std::str::FromStr;

use thiserror::Error;

/// Connections for one host and port go to another one; address, `Host` header and certificate name stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectTo {
    /// Host name of the addresses it is for; `None` for every name. Addresses that hold an IP are never redirected.
    pub host: Option<String>,
    /// Port of the addresses it is for; `None` for every port.
    pub port: Option<u16>,
    /// Host to connect to; `None` for the same.
    pub to_host: Option<String>,
    /// Port to connect to; `None` for the same.
    pub to_port: Option<u16>,
}

/// The words do not have the form `HOST:PORT:HOST:PORT`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "连接替换“{0}”写法不对：应为 原主机:原端口:目标主机:目标端口，例如 www.a.example:80:127.0.0.1:8080（可留空的部分表示不限或不变；IPv6 地址加方括号）"
)]
pub struct ConnectToError(String);

impl FromStr for ConnectTo {
    type Err = ConnectToError;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let wrong = || ConnectToError(words.to_owned());
        let (host, rest) = host(words).ok_or_else(wrong)?;
        let (port_words, rest) = rest.split_once(':').ok_or_else(wrong)?;
        let (to_host, rest) = self::host(rest).ok_or_else(wrong)?;
        Ok(Self {
            host: host.map(|name| name.to_ascii_lowercase()),
            port: port(port_words).ok_or_else(wrong)?,
            to_host,
            to_port: port(rest).ok_or_else(wrong)?,
        })
    }
}

impl ConnectTo {
    /// Whether it is for addresses of `host` and `port`.
    pub(super) fn is_for(&self, host: &str, port: u16) -> bool {
        self.host.as_deref().is_none_or(|name| name == host) && self.port.is_none_or(|number| number == port)
    }
}

/// Takes a host and the colon after it off the front.
fn host(words: &str) -> Option<(Option<String>, &str)> {
    let (name, rest) = match words.strip_prefix('[') {
        Some(inner) => {
            let (name, rest) = inner.split_once(']')?;
            (name, rest.strip_prefix(':')?)
        }
        None => words.split_once(':')?,
    };
    let name = (!name.is_empty()).then(|| name.to_owned());
    Some((name, rest))
}

/// A port, or nothing at all.
fn port(words: &str) -> Option<Option<u16>> {
    if words.is_empty() { Some(None) } else { words.parse().ok().filter(|number| *number > 0).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::ConnectTo;

    #[test]
    fn reads_the_forms_of_curl() {
        let full: ConnectTo = "WWW.a.example:80:127.0.0.1:8080".parse().unwrap();
        assert!(full.is_for("www.a.example", 80) && !full.is_for("www.a.example", 443));
        assert_eq!((full.to_host.as_deref(), full.to_port), (Some("127.0.0.1"), Some(8080)));

        let any: ConnectTo = "::[::1]:9000".parse().unwrap();
        assert!(any.is_for("whatever.example", 1));
        assert_eq!(any.to_host.as_deref(), Some("::1"));

        let kept: ConnectTo = "a.example:443::".parse().unwrap();
        assert_eq!((kept.to_host, kept.to_port), (None, None));
    }

    #[test]
    fn says_what_is_wrong() {
        for words in ["", "a.example", "a.example:80:b.example", "a:x:b:80", "a:80:b:99999", "a:80:b:0", "[::1:80:b:1"]
        {
            let error = words.parse::<ConnectTo>().unwrap_err();
            assert!(error.to_string().contains("原主机:原端口"), "{words}");
        }
    }
}
