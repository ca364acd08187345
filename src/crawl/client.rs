//! One HTTP request: which client makes it, and reading the answer within limits.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, LOCATION, RETRY_AFTER,
    USER_AGENT,
};
use reqwest::tls::TlsInfo;
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, Response};
use url::{Host, Url};

use super::exchange::{Exchange, Sent};
use super::failure::Fault;
use super::guard::{self, Elsewhere, PublicOnly};
use super::{Answer, ConnectTo, Manners, certificate, content, robots};
use crate::site::FailureClass;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(15);
/// A connection that nothing was asked on for so long is closed: hosts on one machine would add up.
const IDLE: Duration = Duration::from_secs(5);
/// Header lines of an answer that are read: some sites set hundreds of cookies.
const MAX_HEADERS: usize = 2_000;
/// Bytes of these over HTTP/2, unpacked; browsers take about as much.
const MAX_HEADER_BYTES: u32 = 256 * 1024;
/// As much of an error page is read as is needed to recognise a wall.
const ERROR_BODY: usize = 64 * 1024;
/// Content type of a form.
const FORM: &str = "application/x-www-form-urlencoded; charset=UTF-8";
/// What is asked for: pages first, then the data that scripts fill them with.
const ACCEPTED: &str =
    "text/html,application/xhtml+xml;q=0.9,application/json;q=0.8,application/xml;q=0.8,text/xml;q=0.8,*/*;q=0.5";
/// Headers that a person may ask for later.
const KEPT: [&str; 5] = ["content-type", "content-length", "last-modified", "etag", "retry-after"];

/// The clients of a run: for the network as it is, and for each redirected connection.
#[derive(Debug)]
pub(super) struct Clients {
    usual: Pair,
    elsewhere: Vec<(ConnectTo, Pair)>,
    max_body: usize,
    /// Headers that every request has.
    headers: HeaderMap,
    /// The environment names a proxy: names are resolved there.
    proxied: bool,
    /// What is wrong with the certificates of the hosts that are read on without a good one, by origin.
    distrusted: Mutex<BTreeMap<String, String>>,
}

/// Two clients that differ only in the certificates that they accept. Nothing secret is ever sent, so a page that comes
/// without a good certificate may be read, as long as that is told.
#[derive(Debug)]
struct Pair {
    strict: Client,
    lenient: Client,
}

impl Pair {
    fn new(builder: impl Fn() -> ClientBuilder) -> Result<Self, reqwest::Error> {
        let lenient = builder().tls_danger_accept_invalid_certs(true).tls_info(true).build()?;
        Ok(Self { strict: builder().build()?, lenient })
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
struct Question<'q> {
    url: &'q Url,
    headers: HeaderMap,
    /// What is posted; `None` for GET.
    body: Option<Vec<u8>>,
    timeout: Duration,
    want: Want,
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

/// What one request gave, and what was seen besides.
#[derive(Debug)]
pub(super) struct Replied {
    pub(super) reply: Reply,
    /// The wait that the host asked for.
    pub(super) retry_after: Option<Duration>,
    /// How it went over the wire; `None` where no HTTP answer came.
    pub(super) exchange: Option<Exchange>,
    /// What is wrong with the certificate of the host.
    pub(super) certificate: Option<String>,
}

impl Clients {
    pub(super) fn new(manners: &Manners) -> Result<Self, reqwest::Error> {
        // Fails when a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let proxies = proxies();
        let proxied = !proxies.is_empty();
        let hosts = proxies.into_iter().filter(|host| host.parse::<IpAddr>().is_err()).collect();
        let resolver =
            PublicOnly { allow_private: manners.allow_private, proxies: Arc::new(hosts), book: guard::system };
        let usual = Pair::new(|| builder(manners).dns_resolver(resolver.clone()))?;
        let elsewhere = manners.connect_to.iter().map(|rule| {
            let resolver = Elsewhere { host: rule.to_host.clone(), port: rule.to_port.unwrap_or(0) };
            // A proxy would connect to the original host.
            Ok((rule.clone(), Pair::new(|| builder(manners).no_proxy().dns_resolver(resolver.clone()))?))
        });
        let elsewhere = elsewhere.collect::<Result<_, reqwest::Error>>()?;
        let (max_body, headers, distrusted) = (manners.max_body, headers(manners), Mutex::default());
        Ok(Self { usual, elsewhere, max_body, headers, proxied, distrusted })
    }

    /// Asks for `url` once under these conditions, with a POST where there is a form. Redirects are not followed.
    pub(super) async fn ask(&self, url: &Url, form: &str, conditions: &HeaderMap, timeout: Duration) -> Replied {
        let mut headers = conditions.clone();
        let body = (!form.is_empty()).then(|| form.into());
        if body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
        }
        self.send(&Question { url, headers, body, timeout, want: Want::Page }).await
    }

    /// Asks once for what a page wants that is being rendered, of whatever type. Redirects are not followed.
    #[cfg(feature = "render")]
    pub(super) async fn part(&self, part: &Part, timeout: Duration) -> Replied {
        let (headers, body) = (part.headers.clone(), part.body.clone());
        self.send(&Question { url: &part.url, headers, body, timeout, want: Want::Any }).await
    }

    /// Asks; where the certificate of the host is not good, once more without looking at it.
    async fn send(&self, question: &Question<'_>) -> Replied {
        let known = self.distrusted(question.url);
        let came = match self.exchange(question, known.is_none()).await {
            Ok(came) => Ok((came, known)),
            Err(error) => match certificate::refused(&error).filter(|_| known.is_none()) {
                None => Err(error),
                Some(reason) => self.exchange(question, false).await.map(|(exchange, response)| {
                    let leaf = response.extensions().get::<TlsInfo>().and_then(TlsInfo::peer_certificate);
                    let problem = certificate::problem(reason, leaf);
                    self.distrust(question.url, &problem);
                    ((exchange, response), Some(problem))
                }),
            },
        };
        match came {
            Ok(((exchange, response), certificate)) => {
                Replied { certificate, ..self.reply(question, exchange, response).await }
            }
            Err(error) => fault(question, &error, None),
        }
    }

    /// Sends the request; the head of the answer, and how that went over the wire.
    async fn exchange(&self, question: &Question<'_>, strict: bool) -> Result<(Exchange, Response), reqwest::Error> {
        let (client, request) = self.request(question, strict).build_split();
        let request = request?;
        let sent = Sent::of(&request, &self.headers);
        let response = client.execute(request).await?;
        Ok((Exchange::of(sent, &response, self.proxied), response))
    }

    /// What is wrong with the certificate of the host of `url`, where that is known.
    fn distrusted(&self, url: &Url) -> Option<String> {
        let distrusted = self.distrusted.lock().unwrap_or_else(PoisonError::into_inner);
        distrusted.get(&url.origin().ascii_serialization()).cloned()
    }

    fn distrust(&self, url: &Url, problem: &str) {
        let mut distrusted = self.distrusted.lock().unwrap_or_else(PoisonError::into_inner);
        distrusted.insert(url.origin().ascii_serialization(), problem.to_owned());
    }

    /// Takes in what came for a question.
    async fn reply(&self, question: &Question<'_>, mut exchange: Exchange, response: Response) -> Replied {
        let url = question.url;
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
            _ => match self.read(question, response, &mut exchange.cut).await {
                Ok(reply) => reply,
                Err(error) => return fault(question, &error, Some(exchange)),
            },
        };
        Replied { reply, retry_after, exchange: Some(exchange), certificate: None }
    }

    /// The request, and the client that makes it. For a redirected connection the port is moved from the address into the
    /// `Host` header: the port that a resolver gives counts only where the address has none.
    fn request(&self, question: &Question<'_>, strict: bool) -> RequestBuilder {
        let method = if question.body.is_some() { Method::POST } else { Method::GET };
        let (pair, rule) = match self.elsewhere(question.url) {
            Some((rule, pair)) => (pair, Some(rule)),
            None => (&self.usual, None),
        };
        let client = if strict { &pair.strict } else { &pair.lenient };
        let mut url = question.url.clone();
        let mut headers = question.headers.clone();
        if let Some(port) = url.port().filter(|_| rule.is_some_and(|rule| rule.to_port.is_some())) {
            let host = format!("{}:{port}", url.host_str().unwrap_or_default());
            let _ = url.set_port(None);
            headers.extend(HeaderValue::try_from(host).ok().map(|host| (HOST, host)));
        }
        let request = client.request(method, url).headers(headers).timeout(question.timeout);
        question.body.iter().fold(request, |request, body| request.body(body.clone()))
    }

    fn elsewhere(&self, url: &Url) -> Option<&(ConnectTo, Pair)> {
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

    /// Reads the body of an answer, within limits; `cut` tells whether that stopped before its end.
    async fn read(
        &self,
        question: &Question<'_>,
        mut response: Response,
        cut: &mut bool,
    ) -> Result<Reply, reqwest::Error> {
        *cut = true;
        let status = response.status().as_u16();
        let success = response.status().is_success();
        let fault = |class, detail| Ok(Reply::Fault(Fault { class, status: Some(status), detail }));
        let of_robots = robots::is_one(question.url);
        let of_map = question.url.path().ends_with(".xml.gz");
        let page = success && question.want == Want::Page && !of_robots && !of_map;
        let is_wanted = |kind: &HeaderValue| match question.want {
            Want::Page => content::may_be_page(kind),
            #[cfg(feature = "render")]
            Want::Any => !content::is_shown_or_played(kind),
        };
        let any = !success || of_robots || of_map;
        if let Some(kind) = response.headers().get(CONTENT_TYPE).filter(|kind| !(any || is_wanted(kind))) {
            return fault(FailureClass::NotPage, format!("返回的不是网页，而是 {}", content::shown(kind)));
        }
        if let Some(name) = content::compression(response.headers()).filter(|_| success) {
            return fault(FailureClass::NotPage, format!("响应的压缩方式“{name}”无法解开"));
        }
        // Of an error page and of a robots.txt the beginning counts, and no more is read.
        let enough = if success { of_robots.then_some(robots::MAX_BYTES) } else { Some(ERROR_BODY) };
        let limit = enough.unwrap_or(self.max_body).min(self.max_body);
        let too_large = |length| fault(FailureClass::TooLarge, format!("页面超过 {limit} 字节{length}"));
        let all = enough.is_none();
        if let Some(length) = response.content_length().filter(|length| all && *length > limit as u64) {
            return too_large(format!("（网站声明 {length} 字节）"));
        }
        let headers = kept(response.headers());
        let (mut body, mut whole) = (Vec::new(), true);
        while let Some(chunk) = response.chunk().await? {
            let room = limit - body.len();
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            whole = chunk.len() <= room;
            if !whole && all {
                return too_large("（解压后计）".to_owned());
            }
            if !whole {
                break;
            }
        }
        *cut = !whole;
        if page && body.is_empty() {
            return fault(FailureClass::NotPage, format!("返回的内容为空（状态 {status}）"));
        }
        if let Some(name) = content::file(&body).filter(|_| page) {
            return fault(FailureClass::NotPage, format!("返回的不是网页，而是{name}"));
        }
        Ok(Reply::Answer(Answer::new(question.url.to_string(), status, headers, body)))
    }
}

/// The fault of a request that got no answer, or not all of it.
fn fault(question: &Question<'_>, error: &reqwest::Error, exchange: Option<Exchange>) -> Replied {
    let reply = Reply::Fault(Fault::of_client(error, question.timeout, CONNECT));
    Replied { reply, retry_after: None, exchange, certificate: None }
}

fn builder(manners: &Manners) -> ClientBuilder {
    Client::builder()
        .user_agent(&manners.user_agent)
        .default_headers(headers(manners))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT)
        .pool_max_idle_per_host(manners.connections)
        .pool_idle_timeout(IDLE)
        .http1_max_headers(MAX_HEADERS)
        .http2_max_header_list_size(MAX_HEADER_BYTES)
        // By itself it would ask twice more for a stream that was refused: at once, and uncounted.
        .retry(reqwest::retry::never())
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
