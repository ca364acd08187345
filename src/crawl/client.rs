//! One HTTP request: which client makes it, and reading the answer within limits.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder};
use url::{Host, Url};

use super::failure::Fault;
use super::guard::{self, Elsewhere, PublicOnly};
use super::{Answer, ConnectTo, Manners, robots};
use crate::site::FailureClass;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(15);
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
        Ok(Self { usual, elsewhere, max_body: manners.max_body, proxied })
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
        let fault = |error: &reqwest::Error| Replied {
            reply: Reply::Fault(Fault::of_client(error, timeout, CONNECT)),
            retry_after: None,
        };
        let response = match request.timeout(timeout).send().await {
            Ok(response) => response,
            Err(error) => return fault(&error),
        };
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
            _ => match self.read(url, response, want).await {
                Ok(reply) => reply,
                Err(error) => return fault(&error),
            },
        };
        Replied { reply, retry_after }
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

    async fn read(&self, url: &Url, mut response: reqwest::Response, want: Want) -> Result<Reply, reqwest::Error> {
        let status = response.status().as_u16();
        let success = response.status().is_success();
        let fault = |class, detail| Ok(Reply::Fault(Fault { class, status: Some(status), detail }));
        let any = !success || want != Want::Page || robots::is_one(url) || url.path().ends_with(".xml.gz");
        if let Some(kind) = response.headers().get(CONTENT_TYPE).filter(|kind| !(any || may_be_page(kind))) {
            return fault(
                FailureClass::NotPage,
                format!("返回的不是网页，而是 {}", String::from_utf8_lossy(kind.as_bytes())),
            );
        }
        let headers = kept(response.headers());
        let limit = if success { self.max_body } else { self.max_body.min(ERROR_BODY) };
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > limit {
                if success {
                    return fault(FailureClass::TooLarge, format!("页面超过 {limit} 字节（解压后计）"));
                }
                break;
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply::Answer(Answer::new(url.to_string(), status, headers, body)))
    }
}

fn builder(manners: &Manners) -> ClientBuilder {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
    headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static("zh-CN,zh;q=0.9"));
    Client::builder()
        .user_agent(&manners.user_agent)
        .default_headers(headers)
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT)
        .pool_max_idle_per_host(manners.connections)
        .referer(false)
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

fn kept(headers: &HeaderMap) -> BTreeMap<String, String> {
    let values = KEPT.iter().filter_map(|name| Some((*name, headers.get(*name)?)));
    values.map(|(name, value)| (name.to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())).collect()
}

/// `Retry-After`: seconds or a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let words = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = words.parse() {
        return Some(Duration::from_secs(seconds));
    }
    httpdate::parse_http_date(words).ok()?.duration_since(SystemTime::now()).ok()
}
