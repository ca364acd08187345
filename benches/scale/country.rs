//! A made-up country: small sites of counties that do not exist, one address of 127.0.0.0/8 each, some of them in trouble.

use std::fmt::Write as _;
use std::net::Ipv4Addr;
use std::time::Duration;

/// Sites on one address range of the third byte.
const PER_NET: usize = 250;
/// First address range.
const FIRST_NET: usize = 16;

/// By how much everything that waits is faster than on the real network.
pub(crate) const SPEED_UP: u32 = 60;

/// How a site behaves. The shares are those of the survey of 31 provincial portals (reference/norms.md, 4.14) for the
/// blocking ones, and 8 % for those that cannot be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It answers at once: 64 %.
    Well,
    /// It takes 3 to 15 seconds for a page, as many do: 8 %.
    Slow,
    /// It answers 403 to everything: 8 %.
    Forbidden,
    /// It answers 412 and a script that tells browsers from others: 8 %.
    Challenge,
    /// It answers 404 to everything: 4 %.
    Gone,
    /// Nothing listens at the address: 4 %.
    Refused,
    /// It takes a request and says nothing: 4 %.
    Silent,
}

impl Manner {
    /// Of the site with this number.
    pub(crate) fn of(number: usize) -> Self {
        match number % 25 {
            3 => Self::Refused,
            7 => Self::Silent,
            11 => Self::Gone,
            14 | 22 => Self::Forbidden,
            5 | 16 => Self::Challenge,
            9 | 19 => Self::Slow,
            _ => Self::Well,
        }
    }
}

/// How long a slow site takes for a page, sped up.
pub(crate) fn slowness(number: usize) -> Duration {
    let seconds = u32::try_from(number % 13).unwrap_or(0) + 3;
    Duration::from_secs(1) * seconds / SPEED_UP
}

/// Name of the unit with this number.
pub(crate) fn name(number: usize) -> String {
    format!("模拟{number:05}县人民政府")
}

/// Where its site stands.
pub(crate) fn address(number: usize) -> Ipv4Addr {
    let byte = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
    let (net, host) = (number / PER_NET, number % PER_NET);
    Ipv4Addr::new(127, byte(FIRST_NET + net / PER_NET), byte(net % PER_NET), byte(host + 1))
}

/// Number of the site at an address.
pub(crate) fn number(address: Ipv4Addr) -> usize {
    let [_, range, net, host] = address.octets().map(usize::from);
    ((range.saturating_sub(FIRST_NET)) * PER_NET + net) * PER_NET + host.saturating_sub(1)
}

/// The units file of the sites with these numbers: those at which nothing listens stand on the port `closed`, the rest on
/// `port`.
pub(crate) fn units_file(numbers: &[usize], port: u16, closed: u16) -> String {
    let mut file = "name,site,groups\n".to_owned();
    for number in numbers {
        let port = if Manner::of(*number) == Manner::Refused { closed } else { port };
        let _ = writeln!(file, "{},http://{}:{port}/,县区", name(*number), address(*number));
    }
    file
}
