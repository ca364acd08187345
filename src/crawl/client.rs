//! One HTTP request: which client makes it, and reading the answer within limits.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER,
    USER_AGENT,
};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder};
use url::{Host, Url};

use super::exchange::{Exchange, Sent};
use super::failure::Fault;
use super::guard::{self, Elsewhere, PublicOnly};
use super::{Answer, ConnectTo, Manners, robots};
use crate::site::FailureClass;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(15);
/// A connection that nothing was asked on for so long is closed: hosts on one machine would add up.
const IDLE: Duration = Duration::from_secs(5);
/// As much of an error page is read as is needed to recognise a wall.
const ERROR_BODY: usize = 64 * 1024;
/// Content type of a form.
const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";
/// What is asked for: pages first, then the data that scripts fill them with.
const ACCEPTED: &str =
    "text/html,application/xhtml+xml;q=0.9,application/json;q=0.8,application/xml;q=0.8,text/xml;q=0.8,*/*;q=0.5";
/// Headers that a person may ask for later.
const KEPT: [&str; 5] = ["content-type", "content-length", "last-modified", "etag", "retry-after"];

/// The clients of a run: one for the network as it is, and one for each redirected connection.
#[derive(Debug)]
pub(super) struct Clients {
    usual: Client,
    elsewhere: Vec<(ConnectTo, Client)>,
    max_body: usize,
    /// Headers that every request has.
    headers: HeaderMap,
    /// The environment names a proxy: names are resolved there.
    proxied: bool,
}

/// What an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Want {
    Page,
    #[cfg(feature = "render")]
    Any,
}

/// What a page asks for while it is being rendered.
#[cfg(feature = "render")]
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    /// What is posted; `None` for GET.
    pub(super) body: Option<Vec<u8>>,
}

/// What one request gave.
#[derive(Debug)]
pub(super) enum Reply {
    Answer(Answer),
    Redirect { status: u16, to: String },
    Fault(Fault),
}

/// What one request gave, and the wait that the host asked for.
#[derive(Debug)]
pub(super) struct Replied {
    pub(super) reply: Reply,
    pub(super) retry_after: Option<Duration>,
    /// How it went over the wire; `None` where no HTTP answer came.
    pub(super) exchange: Option<Exchange>,
}

impl Clients {
    pub(super) fn new(manners: &Manners) -> Result<Self, reqwest::Error> {
        // Fails when a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let proxies = proxies();
        let proxied = !proxies.is_empty();
        let hosts = proxies.into_iter().filter(|host| host.parse::<IpAddr>().is_err()).collect();
        let resolver = PublicOnly { allow_private: manners.allow_private, proxies: Arc::new(hosts) };
        let usual = builder(manners).dns_resolver(resolver).build()?;
        let elsewhere = manners.connect_to.iter().map(|rule| {
            let resolver = Elsewhere { host: rule.to_host.clone(), port: rule.to_port.unwrap_or(0) };
            // A proxy would connect to the original host.
            Ok((rule.clone(), builder(manners).no_proxy().dns_resolver(resolver).build()?))
        });
        let elsewhere = elsewhere.collect::<Result<_, reqwest::Error>>()?;
        Ok(Self { usual, elsewhere, max_body: manners.max_body, headers: headers(manners), proxied })
    }

    /// Asks for `url` once, with a POST where there is a form. Redirects are not followed.
    pub(super) async fn ask(&self, url: &Url, form: &str, timeout: Duration) -> Replied {
        let request = match form {
            "" => self.request(&Method::GET, url),
            form => self.request(&Method::POST, url).header(CONTENT_TYPE, FORM).body(form.to_owned()),
        };
        self.send(url, request, timeout, Want::Page).await
    }

    /// Asks once for what a page wants that is being rendered, of whatever type. Redirects are not followed.
    #[cfg(feature = "render")]
    pub(super) async fn part(&self, part: &Part, timeout: Duration) -> Replied {
        let method = if part.body.is_some() { Method::POST } else { Method::GET };
        let request = self.request(&method, &part.url).headers(part.headers.clone());
        self.send(&part.url, request.body(part.body.clone().unwrap_or_default()), timeout, Want::Any).await
    }

    async fn send(&self, url: &Url, request: RequestBuilder, timeout: Duration, want: Want) -> Replied {
        let fault = |error: &reqwest::Error, exchange| Replied {
            reply: Reply::Fault(Fault::of_client(error, timeout, CONNECT)),
            retry_after: None,
            exchange,
        };
        let (client, request) = request.timeout(timeout).build_split();
        let request = match request {
            Ok(request) => request,
            Err(error) => return fault(&error, None),
        };
        let sent = Sent::of(&request, &self.headers);
        let response = match client.execute(request).await {
            Ok(response) => response,
            Err(error) => return fault(&error, None),
        };
        let mut exchange = Exchange::of(sent, &response, self.proxied);
        let retry_after = retry_after(response.headers());
        let status = response.status().as_u16();
        let location =
            response.headers().get(LOCATION).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let reply = match (status, location) {
            (301 | 302 | 303 | 307 | 308, Some(location)) => match url.join(location.trim()) {
                Ok(to) => Reply::Redirect { status, to: to.into() },
                Err(_) => Reply::Fault(Fault {
                    class: FailureClass::HttpStatus,
                    status: Some(status),
                    detail: format!("网站返回状态 {status}（重定向目标无法识别）"),
                }),
            },
            _ => match self.read(url, response, want, &mut exchange.cut).await {
                Ok(reply) => reply,
                Err(error) => return fault(&error, Some(exchange)),
            },
        };
        Replied { reply, retry_after, exchange: Some(exchange) }
    }

    /// The request and the client that makes it. For a redirected connection the port is moved from the address into the
    /// `Host` header: the port that a resolver gives counts only where the address has none.
    fn request(&self, method: &Method, url: &Url) -> RequestBuilder {
        match self.elsewhere(url) {
            Some((rule, client)) if rule.to_port.is_some() && url.port().is_some() => {
                let mut bare = url.clone();
                let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                let host = format!("{}{port}", url.host_str().unwrap_or_default());
                let _ = bare.set_port(None);
                client.request(method.clone(), bare).header(HOST, host)
            }
            Some((_, client)) => client.request(method.clone(), url.clone()),
            None => self.usual.request(method.clone(), url.clone()),
        }
    }

    fn elsewhere(&self, url: &Url) -> Option<&(ConnectTo, Client)> {
        let Some(Host::Domain(host)) = url.host() else { return None };
        let port = url.port_or_known_default().unwrap_or(0);
        self.elsewhere.iter().find(|(rule, _)| rule.is_for(host, port))
    }

    /// The machine that answers for `url`: the first of its addresses. `None` where it is not known, or only to a proxy.
    pub(super) async fn machine(&self, url: &Url) -> Option<IpAddr> {
        let name = match (url.host()?, self.elsewhere(url)) {
            (Host::Ipv4(ip), _) => return Some(ip.into()),
            (Host::Ipv6(ip), _) => return Some(ip.into()),
            (Host::Domain(host), Some((rule, _))) => rule.to_host.as_deref().unwrap_or(host),
            (Host::Domain(host), None) if !self.proxied => host,
            (Host::Domain(_), None) => return None,
        };
        let found = tokio::time::timeout(CONNECT, guard::lookup(name, 0)).await.ok()?.ok()?;
        found.into_iter().map(|address| address.ip()).min()
    }

    /// Reads the body; `cut` tells whether that stopped before its end.
    async fn read(
        &self,
        url: &Url,
        mut response: reqwest::Response,
        want: Want,
        cut: &mut bool,
    ) -> Result<Reply, reqwest::Error> {
        *cut = true;
        let status = response.status().as_u16();
        let success = response.status().is_success();
        let fault = |class, detail| Ok(Reply::Fault(Fault { class, status: Some(status), detail }));
        let is_robots = robots::is_one(url);
        let is_wanted = |kind: &HeaderValue| match want {
            Want::Page => may_be_page(kind),
            #[cfg(feature = "render")]
            Want::Any => !is_shown_or_played(kind),
        };
        let any = !success || is_robots;
        if let Some(kind) = response.headers().get(CONTENT_TYPE).filter(|kind| !(any || is_wanted(kind))) {
            return fault(
                FailureClass::NotPage,
                format!("返回的不是网页，而是 {}", String::from_utf8_lossy(kind.as_bytes())),
            );
        }
        let headers = kept(response.headers());
        // Of an error page and of a robots.txt the beginning counts, and no more is read.
        let enough = if success { is_robots.then_some(robots::MAX_BYTES) } else { Some(ERROR_BODY) };
        let limit = enough.unwrap_or(self.max_body).min(self.max_body);
        let mut body = Vec::new();
        let mut whole = true;
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > limit {
                if enough.is_none() {
                    return fault(FailureClass::TooLarge, format!("页面超过 {limit} 字节（解压后计）"));
                }
                body.extend_from_slice(chunk.get(..limit - body.len()).unwrap_or_default());
                whole = false;
                break;
            }
            body.extend_from_slice(&chunk);
        }
        *cut = !whole;
        Ok(Reply::Answer(Answer::new(url.to_string(), status, headers, body)))
    }
}

fn builder(manners: &Manners) -> ClientBuilder {
    Client::builder()
        .user_agent(&manners.user_agent)
        .default_headers(headers(manners))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT)
        .pool_max_idle_per_host(manners.connections)
        .pool_idle_timeout(IDLE)
        .referer(false)
}

/// Headers that every request has.
fn headers(manners: &Manners) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("zh-CN,zh;q=0.9"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip,deflate,br"));
    if let Ok(agent) = HeaderValue::from_str(&manners.user_agent) {
        headers.insert(USER_AGENT, agent);
    }
    headers
}

/// Hosts of the proxies in the environment; they usually stand in a private network.
fn proxies() -> BTreeSet<String> {
    let names = ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"];
    let hosts = names.iter().filter_map(|name| env::var(name).ok()).filter_map(|words| {
        let address = if words.contains("://") { words } else { format!("http://{words}") };
        Url::parse(&address).ok()?.host_str().map(str::to_owned)
    });
    hosts.collect()
}

/// Content types that may hold a page, or the data of one. Old servers send none, or `text/plain`.
fn may_be_page(content_type: &HeaderValue) -> bool {
    let Ok(words) = content_type.to_str() else { return true };
    let essence = words.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.split_once('/') {
        Some(("text", kind)) => !matches!(kind, "css" | "javascript" | "csv" | "calendar"),
        Some(("application", kind)) => {
            matches!(kind, "xml" | "json") || kind.ends_with("+xml") || kind.ends_with("+json")
        }
        Some(_) => false,
        None => true,
    }
}

/// Pictures, styles, fonts, sound and film: a page is read without them, whatever its scripts ask for.
#[cfg(feature = "render")]
fn is_shown_or_played(content_type: &HeaderValue) -> bool {
    let kind = content_type.to_str().unwrap_or_default().trim_start().to_ascii_lowercase();
    ["image/", "video/", "audio/", "font/", "text/css"].iter().any(|shown| kind.starts_with(shown))
}

fn kept(headers: &HeaderMap) -> BTreeMap<String, String> {
    let values = KEPT.iter().filter_map(|name| Some((*name, headers.get(*name)?)));
    values.map(|(name, value)| (name.to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect()
}

/// `Retry-After`: seconds or a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let words = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that does not fit is no less of a wait.
        return Some(Duration::from_secs(words.parse().unwrap_or(u64::MAX)));
    }
    httpdate::parse_http_date(words).ok()?.duration_since(SystemTime::now()).ok()
}
