//! One visit to one unit's site: what was asked for, what came back.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Page;

/// All that was seen of one unit's site in one run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Name of the unit.
    pub unit: String,
    /// Prefix of the unit's site.
    pub site: String,
    /// How the crawl ended.
    pub end: CrawlEnd,
    /// What was asked for, in order.
    pub visits: Vec<Visit>,
    /// Origins of the site (`https://www.a.example`) whose HTTPS has a fault, each with what is wrong in words for people:
    /// the certificate, without which its pages were read all the same, or the protocol, so that nothing came over it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub insecure: BTreeMap<String, String>,
}

/// How a crawl ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CrawlEnd {
    /// Every page of the column tree was looked at.
    Complete,
    /// The budget of requests ended first.
    BudgetEnded,
    /// The site could not be entered.
    Failed,
}

/// One address that was asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// The address as it was asked for.
    pub asked: String,
    /// SHA-256 of the form that was posted there, hex; `None` for GET. Another form at one address is another request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted: Option<String>,
    /// Where the link to it stood.
    pub via: Option<Via>,
    /// Why it was asked for.
    pub purpose: Purpose,
    /// What came back.
    pub outcome: Outcome,
}

/// Where a link stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Via {
    /// The page it stood on; for what a list goes on with, the page of its column.
    pub from: String,
    /// Its words.
    pub text: String,
    /// Names of the menu entries above it.
    pub path: Vec<String>,
}

/// Why a page was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Start page of the site, or a page it sent the visitor to.
    Home,
    /// It may be a column.
    Column,
    /// A person confirmed it as a column, or the unit declared it.
    Remembered,
    /// A further page of a list.
    Pager,
    /// What a page fetches its list with, by a script or in a frame, and the further pages of that list.
    Call,
    /// An entry whose dates a verdict needs.
    Item,
    /// One look at a linked page of another platform.
    External,
    /// Evidence that the unit declared.
    Declared,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A page.
    Page {
        /// When.
        at: Timestamp,
        /// HTTP status; always a 2xx.
        status: u16,
        /// SHA-256 of the stored body, hex.
        hash: String,
        /// What the reader sees on it.
        page: Box<Page>,
    },
    /// No page.
    Failed(Failure),
}

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Its class.
    pub class: FailureClass,
    /// HTTP status, where one came.
    pub status: Option<u16>,
    /// What was seen, in words for people.
    pub detail: String,
    /// When.
    pub at: Timestamp,
}

/// Class of a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureClass {
    /// The name does not resolve.
    Dns,
    /// Nothing listens at the address.
    Refused,
    /// No complete answer within the limit.
    Timeout,
    /// No secure connection.
    Tls,
    /// The connection broke.
    Reset,
    /// HTTP status 4xx or 5xx other than the blocking ones.
    HttpStatus,
    /// 401, 403, 405, 412, 421, 422, 429, 503 with a wall in front, or a challenge page.
    Blocked,
    /// robots.txt keeps us out.
    Robots,
    /// Larger than the limit, also after decompression.
    TooLarge,
    /// Redirects in a circle, or too many.
    Loop,
    /// The address is not public, or not one that is fetched.
    Guard,
    /// Not a page (a picture, a file).
    NotPage,
}

impl FailureClass {
    /// What a person reads, with what to do.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Dns => "域名无法解析：请核对网址，或确认域名是否已停用",
            Self::Refused => "服务器拒绝连接：请确认网站是否在运行",
            Self::Timeout => "在时限内没有完整响应：请换时间再查，或从其他网络复核",
            Self::Tls => "无法建立安全连接：请检查网站的 HTTPS 证书和协议配置",
            Self::Reset => "连接中断：请换时间再查",
            Self::HttpStatus => "网站返回错误状态：请确认该网址是否有效",
            Self::Blocked => "网站拒绝了自动访问：请将本工具加入白名单，或人工核查",
            Self::Robots => "robots.txt 不允许访问：请网站调整规则，或人工核查",
            Self::TooLarge => "页面超过大小限制：请人工核查",
            Self::Loop => "重定向成环或过多：请检查网站的跳转设置",
            Self::Guard => "该地址不是可访问的公网网页地址：如确需访问内网，请使用 --allow-private",
            Self::NotPage => "返回的不是网页：请确认链接是否正确",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}（{}）", self.detail, self.class.advice())
    }
}
