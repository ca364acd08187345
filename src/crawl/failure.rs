//! What went wrong, in a class and in words.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use super::certificate;
use super::guard::ResolveError;
use crate::site::{Failure, FailureClass};

/// Why a request gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) class: FailureClass,
    pub(super) status: Option<u16>,
    pub(super) detail: String,
}

impl Fault {
    pub(super) fn new(class: FailureClass, detail: impl Into<String>) -> Self {
        Self { class, status: None, detail: detail.into() }
    }

    /// What an error of the HTTP client means. `timeout` is the limit for the whole answer, `connect` for the connection.
    pub(super) fn of_client(error: &reqwest::Error, timeout: Duration, connect: Duration) -> Self {
        if error.is_timeout() {
            return if error.is_connect() {
                let limit = connect.min(timeout).as_secs_f64();
                Self::new(FailureClass::Timeout, format!("连接超时（{limit} 秒内未建立连接）"))
            } else {
                let limit = timeout.as_secs_f64();
                Self::new(FailureClass::Timeout, format!("连接超时（{limit} 秒内未返回完整响应）"))
            };
        }
        Self::of_cause(error).unwrap_or_else(|| {
            if error.is_connect() {
                Self::new(FailureClass::Refused, "无法连接服务器")
            } else {
                of_protocol(error)
            }
        })
    }

    /// The first error in the chain of causes that says what happened.
    fn of_cause(error: &reqwest::Error) -> Option<Self> {
        causes(error).find_map(|cause| {
            if let Some(resolve) = cause.downcast_ref::<ResolveError>() {
                return Some(match resolve {
                    ResolveError::NotPublic(_) => Self::new(FailureClass::Guard, resolve.to_string()),
                    ResolveError::Unknown(_) => Self::new(FailureClass::Dns, resolve.to_string()),
                });
            }
            if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
                return Some(Self::new(FailureClass::Tls, of_handshake(tls)));
            }
            match cause.downcast_ref::<io::Error>()?.kind() {
                io::ErrorKind::UnexpectedEof if error.is_connect() => {
                    Some(Self::new(FailureClass::Tls, "建立安全连接时被服务器中断，可能不支持 HTTPS"))
                }
                kind => Self::of_kind(kind),
            }
        })
    }

    fn of_kind(kind: io::ErrorKind) -> Option<Self> {
        let (class, detail) = match kind {
            io::ErrorKind::ConnectionRefused => (FailureClass::Refused, "服务器拒绝连接"),
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
                (FailureClass::Refused, "网络不通，无法到达服务器")
            }
            io::ErrorKind::TimedOut => (FailureClass::Timeout, "连接超时"),
            io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
                (FailureClass::Reset, "连接被服务器中断")
            }
            _ => return None,
        };
        Some(Self::new(class, detail))
    }
}

/// The error and what caused it, from the outside in.
pub(super) fn causes<'e>(error: &'e (dyn StdError + 'static)) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |cause: &&'e (dyn StdError + 'static)| {
        let cause: &'e (dyn StdError + 'static) = *cause;
        match cause.downcast_ref::<io::Error>() {
            // `source` of an io::Error skips the error that it wraps.
            Some(error) => error.get_ref().map(|inner| inner as &(dyn StdError + 'static)),
            None => cause.source(),
        }
    })
}

/// Why no secure connection came about.
fn of_handshake(error: &rustls::Error) -> String {
    use rustls::{AlertDescription as Alert, Error, PeerIncompatible};
    let why = match error {
        Error::InvalidCertificate(reason) => certificate::in_words(reason),
        Error::AlertReceived(Alert::ProtocolVersion)
        | Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => "网站只支持过旧的协议版本，低于 TLS 1.2",
        Error::AlertReceived(Alert::HandshakeFailure | Alert::InsufficientSecurity) | Error::PeerIncompatible(_) => {
            "网站没有可用的加密算法，可能只支持过旧的协议版本"
        }
        Error::AlertReceived(Alert::UnrecognisedName) => "网站没有配置该域名",
        Error::AlertReceived(_) => "网站拒绝了安全连接",
        Error::InvalidMessage(_) | Error::PeerMisbehaved(_) | Error::InappropriateMessage { .. } => {
            "网站在该端口返回的不是 HTTPS"
        }
        _ => "安全连接出错",
    };
    format!("HTTPS 握手失败（{why}）")
}

/// What an answer is that broke off, or was none.
fn of_protocol(error: &reqwest::Error) -> Fault {
    // The HTTP library tells these apart in words only.
    let said = |words: &str| causes(error).any(|cause| cause.to_string().contains(words));
    let too_large = ["message head is too large", "header_list_way_too_large", "too_many_continuations"];
    let (class, detail) = if too_large.into_iter().any(said) {
        (FailureClass::Reset, "响应头过大，未读取")
    } else if said("invalid HTTP") || said("invalid content-length") {
        (FailureClass::Reset, "返回的不是合法的 HTTP 响应")
    } else if said("stream error detected") || said("connection error detected") {
        // What HTTP/2 forbids, and more headers or frames than are taken.
        (FailureClass::Reset, "返回的不是合法的 HTTP 响应，或者超过限度")
    } else if error.is_decode() && !said("body from connection") {
        (FailureClass::NotPage, "响应内容无法解压")
    } else {
        (FailureClass::Reset, "连接中断，响应不完整")
    };
    Fault::new(class, detail)
}

/// Class and words of an HTTP status that is no success.
pub(super) fn of_status(status: u16) -> Fault {
    let class = match status {
        // 521 is what a widespread wall answers until its script has run.
        401 | 403 | 405 | 412 | 421 | 422 | 429 | 521 => FailureClass::Blocked,
        _ => FailureClass::HttpStatus,
    };
    let meaning = match status {
        304 => "（只答复“未修改”，没有内容，也没有可以比对的以前内容）",
        300..=399 => "（重定向没有目标）",
        401 => "（要求登录）",
        403 => "（拒绝访问）",
        404 => "（网页不存在）",
        405 | 412 | 421 | 422 | 521 => "（被防护系统拦截）",
        410 => "（网页已删除）",
        429 => "（请求过于频繁）",
        500..=599 => "（服务器错误）",
        _ => "",
    };
    Fault { class, status: Some(status), detail: format!("网站返回状态 {status}{meaning}") }
}

/// Whether another try may end otherwise.
pub(super) fn is_passing_status(status: u16) -> bool {
    matches!(status, 429 | 502 | 503 | 504)
}

/// Whether another try may end otherwise.
pub(super) fn is_passing(class: FailureClass) -> bool {
    matches!(class, FailureClass::Timeout | FailureClass::Reset)
}

/// Whether no HTTP answer came at all.
pub(super) fn is_silence(class: FailureClass) -> bool {
    matches!(
        class,
        FailureClass::Dns | FailureClass::Refused | FailureClass::Timeout | FailureClass::Tls | FailureClass::Reset
    )
}

/// Whether the visitor was kept out, or looked at something else than a page: that says nothing about whether the site
/// opens for people.
pub(super) fn is_no_answer(class: FailureClass) -> bool {
    matches!(
        class,
        FailureClass::Blocked
            | FailureClass::Robots
            | FailureClass::Guard
            | FailureClass::TooLarge
            | FailureClass::NotPage
    )
}

/// Whether the host gave no answer, or only that it cannot answer now.
pub(super) fn is_out_of_order(failure: &Failure) -> bool {
    is_silence(failure.class) || failure.status.is_some_and(is_passing_status)
}

/// Whether the page may come at a second look.
pub(super) fn may_come_later(failure: &Failure) -> bool {
    is_silence(failure.class) || matches!(failure.status, Some(304 | 429 | 500 | 502 | 503 | 504))
}
