//! What went wrong, in a class and in words.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

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
        if error.is_decode() {
            return Self::new(FailureClass::NotPage, "响应内容无法解压");
        }
        Self::of_cause(error).unwrap_or_else(|| {
            if error.is_connect() {
                Self::new(FailureClass::Refused, "无法连接服务器")
            } else {
                Self::new(FailureClass::Reset, "连接中断，响应不完整")
            }
        })
    }

    /// The first error in the chain of causes that says what happened.
    fn of_cause(error: &(dyn StdError + 'static)) -> Option<Self> {
        let mut next = Some(error);
        while let Some(cause) = next {
            if let Some(resolve) = cause.downcast_ref::<ResolveError>() {
                return Some(match resolve {
                    ResolveError::NotPublic(_) => Self::new(FailureClass::Guard, resolve.to_string()),
                    ResolveError::Unknown(_) => Self::new(FailureClass::Dns, resolve.to_string()),
                });
            }
            if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
                return Some(Self::new(FailureClass::Tls, in_words(tls)));
            }
            next = match cause.downcast_ref::<io::Error>() {
                Some(error) => match Self::of_kind(error.kind()) {
                    Some(fault) => return Some(fault),
                    // `source` of an io::Error skips the error that it wraps.
                    None => error.get_ref().map(|inner| inner as &(dyn StdError + 'static)),
                },
                None => cause.source(),
            };
        }
        None
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

fn in_words(error: &rustls::Error) -> String {
    match error {
        rustls::Error::InvalidCertificate(reason) => format!("HTTPS 证书无效（{reason:?}）"),
        other => format!("HTTPS 握手失败（{other}）"),
    }
}

/// Class and words of an HTTP status that is no success.
pub(super) fn of_status(status: u16) -> Fault {
    let class = match status {
        // 521 is what a widespread wall answers until its script has run.
        401 | 403 | 405 | 412 | 421 | 422 | 429 | 521 => FailureClass::Blocked,
        _ => FailureClass::HttpStatus,
    };
    let meaning = match status {
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
    is_silence(failure.class) || matches!(failure.status, Some(429 | 500 | 502 | 503 | 504))
}
