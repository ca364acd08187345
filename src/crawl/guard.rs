//! Which addresses may be fetched at all: a page can link to anything, and a name can resolve to anything.

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;
use url::{Host, Url};

/// Longest address that is asked for, in bytes.
const MAX_ADDRESS: usize = 2048;

/// Checks an address before a request; to be repeated for each redirect.
///
/// # Errors
/// A Chinese sentence on what is wrong with it.
pub(super) fn check(url: &Url, allow_private: bool) -> Result<(), String> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("不是网页地址（协议 {}）", url.scheme()));
    }
    if url.as_str().len() > MAX_ADDRESS {
        return Err(format!("网址超过 {MAX_ADDRESS} 字节"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("网址中含有用户名或密码".to_owned());
    }
    let literal = match url.host() {
        Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
        Some(Host::Domain(_)) => None,
        None => return Err("网址中没有主机".to_owned()),
    };
    match literal {
        Some(ip) if !allow_private && !is_public(ip) => Err(format!("{ip} 不是公网地址")),
        _ => Ok(()),
    }
}

/// Whether an IP address belongs to the public internet (IANA special-purpose registries).
fn is_public(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = a == 0
        || a >= 224
        || ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b));
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b) {
        // NAT64 and 6to4 lead to the IPv4 address inside.
        (0x64, 0xff9b) => [c, d, e, f] == [0; 4] && embedded(g, h),
        (0x2002, high) => embedded(high, c),
        // IETF protocol assignments (Teredo among them) and documentation.
        (0x2001, 0..0x200 | 0xdb8) | (0x3fff, 0..0x1000) => false,
        // Global unicast is 2000::/3.
        _ => (0x2000..0x4000).contains(&a),
    }
}

/// Resolves names to public addresses only. What it gives is what is connected to: a name that resolves to a public address
/// first and to a private one later is refused then.
#[derive(Clone)]
pub(super) struct PublicOnly {
    pub(super) allow_private: bool,
    /// Hosts of the proxies that the environment names: they usually stand in a private network.
    pub(super) proxies: Arc<BTreeSet<String>>,
    /// Where names are looked up.
    pub(super) book: Book,
}

/// Gives the addresses of a name.
pub(super) type Book = fn(String) -> BoxFuture<'static, Result<Vec<SocketAddr>, ResolveError>>;

/// What the system knows of a name.
pub(super) fn system(name: String) -> BoxFuture<'static, Result<Vec<SocketAddr>, ResolveError>> {
    Box::pin(async move { lookup(&name, 0).await })
}

/// Why a name was not resolved.
#[derive(Debug, Error)]
pub(super) enum ResolveError {
    /// It resolves to addresses that are not public.
    #[error("域名 {0} 解析到非公网地址")]
    NotPublic(String),
    /// It does not resolve.
    #[error("域名 {0} 无法解析")]
    Unknown(String),
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        let any = self.allow_private || self.proxies.contains(&name);
        let found = (self.book)(name.clone());
        Box::pin(async move {
            let found = found.await?;
            let allowed: Vec<SocketAddr> = found.into_iter().filter(|addr| any || is_public(addr.ip())).collect();
            if allowed.is_empty() {
                return Err(Box::new(ResolveError::NotPublic(name)) as Box<dyn StdError + Send + Sync>);
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

/// Resolves every name to the target of a [`super::ConnectTo`].
#[derive(Clone)]
pub(super) struct Elsewhere {
    /// `None`: the name itself.
    pub(super) host: Option<String>,
    /// 0: the port of the address.
    pub(super) port: u16,
}

impl Resolve for Elsewhere {
    fn resolve(&self, name: Name) -> Resolving {
        let host = self.host.clone().unwrap_or_else(|| name.as_str().to_owned());
        let port = self.port;
        Box::pin(async move { Ok(Box::new(lookup(&host, port).await?.into_iter()) as Addrs) })
    }
}

/// Addresses of a name or a literal.
pub(super) async fn lookup(name: &str, port: u16) -> Result<Vec<SocketAddr>, ResolveError> {
    let found = tokio::net::lookup_host((name, port)).await.map_err(|_| ResolveError::Unknown(name.to_owned()))?;
    let found: Vec<SocketAddr> = found.collect();
    if found.is_empty() { Err(ResolveError::Unknown(name.to_owned())) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use futures_util::future::BoxFuture;
    use reqwest::dns::{Name, Resolve};

    use super::{Book, PublicOnly, ResolveError, check};
    use crate::crawl::failure::Fault;
    use crate::site::FailureClass;

    type Found = BoxFuture<'static, Result<Vec<SocketAddr>, ResolveError>>;

    fn public_only(book: Book) -> PublicOnly {
        PublicOnly { allow_private: false, proxies: Arc::default(), book }
    }

    fn at(addresses: &[&str]) -> Found {
        let found = addresses.iter().map(|address| address.parse().unwrap()).collect();
        Box::pin(async move { Ok(found) })
    }

    async fn resolved(resolver: &PublicOnly) -> Result<Vec<String>, String> {
        let name: Name = "www.qingshui.example".parse().unwrap();
        let found = resolver.resolve(name).await.map_err(|error| error.to_string())?;
        Ok(found.map(|address| address.to_string()).collect())
    }

    #[tokio::test]
    async fn a_name_that_turns_private_is_refused_from_then_on() {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let resolver = public_only(|_| match ASKED.fetch_add(1, Ordering::Relaxed) {
            0 => at(&["8.8.8.8:0"]),
            _ => at(&["127.0.0.1:0", "[::1]:0", "169.254.169.254:0"]),
        });
        assert_eq!(resolved(&resolver).await, Ok(vec!["8.8.8.8:0".to_owned()]));
        let refused = Err("域名 www.qingshui.example 解析到非公网地址".to_owned());
        assert_eq!((resolved(&resolver).await, resolved(&resolver).await), (refused.clone(), refused));
    }

    #[tokio::test]
    async fn of_mixed_addresses_only_the_public_ones_are_left() {
        let resolver = public_only(|_| at(&["10.0.0.1:0", "8.8.8.8:0", "[fc00::1]:0"]));
        assert_eq!(resolved(&resolver).await, Ok(vec!["8.8.8.8:0".to_owned()]));
    }

    #[tokio::test]
    async fn nothing_is_connected_to_under_a_name_that_is_private() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        let resolver = public_only(|_| at(&["127.0.0.1:0"]));
        let client = reqwest::Client::builder().no_proxy().dns_resolver(resolver).build().unwrap();
        let address = format!("http://www.qingshui.example:{}/", listener.local_addr().unwrap().port());
        let error = client.get(address).send().await.unwrap_err();
        assert_eq!(Fault::of_client(&error, Duration::ZERO, Duration::ZERO).class, FailureClass::Guard);
        assert!(tokio::time::timeout(Duration::from_millis(50), listener.accept()).await.is_err());
    }

    fn refused(address: &str) -> bool {
        check(&address.parse().unwrap(), false).is_err()
    }

    #[test]
    fn refuses_what_is_not_public_in_every_spelling() {
        for address in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/",
            "http://100.64.0.1/",
            "http://0.0.0.0/",
            "http://198.18.0.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[fe80::1]/",
            "http://[fc00::1]/",
            "http://[2002:7f00:1::]/",
            "http://[64:ff9b::a00:1]/",
            "http://[2001:db8::1]/",
            "ftp://www.a.example/",
            "file:///etc/passwd",
            "http://user:secret@www.a.example/",
        ] {
            assert!(refused(address), "{address}");
        }
        assert!(refused(&format!("http://www.a.example/{}", "x".repeat(2048))));
    }

    #[test]
    fn lets_public_addresses_and_names_pass() {
        for address in
            ["http://www.a.example/", "https://8.8.8.8/x", "http://[2400:3200::1]/", "http://[64:ff9b::808:808]/"]
        {
            assert!(!refused(address), "{address}");
        }
        assert!(check(&"http://127.0.0.1/".parse().unwrap(), true).is_ok());
    }
}
