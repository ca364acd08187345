//! A small server that counts what it is asked for.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::HOST;
use axum::response::Response;
use tokio::net::TcpListener;

/// One request as the server saw it.
pub(super) struct Asked {
    pub(super) host: String,
    pub(super) path: String,
    pub(super) at: Instant,
    pub(super) agent: String,
    /// All headers, by lower-case name.
    pub(super) headers: BTreeMap<String, String>,
    /// What was posted; `None` for GET.
    pub(super) posted: Option<String>,
    /// How often the same address was asked for before.
    pub(super) before: usize,
}

pub(super) struct Server {
    address: SocketAddr,
    log: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Serves what `answer` gives.
    pub(super) async fn start(answer: impl Fn(&Asked) -> Response + Send + Sync + 'static) -> Self {
        let log: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (kept, answer) = (Arc::clone(&log), Arc::new(answer));
        let handler = move |request: Request| {
            let (log, answer) = (Arc::clone(&kept), Arc::clone(&answer));
            async move {
                let (head, body) = request.into_parts();
                let header = |name: &str| head.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
                let (host, path, agent) = (header(HOST.as_str()), head.uri.to_string(), header("user-agent"));
                let all =
                    head.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
                let headers = all.collect();
                let post = head.method == Method::POST;
                assert!(!post || header("content-type").starts_with("application/x-www-form-urlencoded"));
                let body = to_bytes(body, 1 << 20).await.unwrap();
                let posted = post.then(|| String::from_utf8(body.to_vec()).unwrap());
                let mut log = log.lock().unwrap();
                let before = log.iter().filter(|asked| asked.host == host && asked.path == path).count();
                log.push(Asked { host, path, at: Instant::now(), agent, headers, posted, before });
                answer(log.last().unwrap())
            }
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await });
        Self { address, log }
    }

    /// Serves pages by path, 404 for the rest.
    pub(super) async fn of_pages(pages: Vec<(&'static str, String)>) -> Self {
        let pages: BTreeMap<&str, String> = pages.into_iter().collect();
        Self::start(move |asked| pages.get(asked.path.as_str()).map_or_else(|| status(404), html)).await
    }

    pub(super) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Paths in the order in which they were asked for, without robots.txt.
    pub(super) fn paths(&self) -> Vec<String> {
        self.read(|log| log.iter().map(|asked| asked.path.clone()).filter(|path| path != "/robots.txt").collect())
    }

    pub(super) fn count(&self, path: &str) -> usize {
        self.read(|log| log.iter().filter(|asked| asked.path == path).count())
    }

    pub(super) fn total(&self) -> usize {
        self.read(<[Asked]>::len)
    }

    pub(super) fn read<T>(&self, look: impl FnOnce(&[Asked]) -> T) -> T {
        look(&self.log.lock().unwrap())
    }
}

pub(super) fn html(body: impl Into<String>) -> Response {
    sent_as("text/html; charset=utf-8", body)
}

pub(super) fn sent_as(content_type: &str, body: impl Into<String>) -> Response {
    Response::builder().header("content-type", content_type).body(Body::from(body.into())).unwrap()
}

pub(super) fn status(status: u16) -> Response {
    Response::builder().status(status).header("content-type", "text/html").body(Body::empty()).unwrap()
}

pub(super) fn redirect(to: &str) -> Response {
    Response::builder().status(302).header("location", to).body(Body::empty()).unwrap()
}

/// A page with a menu.
pub(super) fn menu(links: &[(&str, &str)]) -> String {
    let entries: String =
        links.iter().map(|(address, name)| format!("<li><a href=\"{address}\">{name}</a></li>\n")).collect();
    format!(
        "<!DOCTYPE html>\n<html><head><title>清水县人民政府</title></head><body>\n\
         <div class=\"nav\"><ul>\n{entries}</ul></div>\n\
         <div class=\"main\">清水县人民政府门户网站，县政府办公室主办</div></body></html>"
    )
}

/// A list page of a column. `entries`: address, title, date.
pub(super) fn list(name: &str, entries: &[(&str, &str, &str)], next: Option<&str>) -> String {
    let entries: String = entries
        .iter()
        .map(|(address, title, date)| format!("<li><a href=\"{address}\">{title}</a><span>{date}</span></li>\n"))
        .collect();
    let next = next.map(|next| format!("<div class=\"page\"><a href=\"{next}\">下一页</a></div>")).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html><head><title>{name}-清水县人民政府</title><meta name=\"ColumnName\" content=\"{name}\"></head><body>\n\
         <div class=\"location\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/xxgk/\">政府信息公开</a> &gt; <a href=\"#\">{name}</a></div>\n\
         <ul class=\"list\">\n{entries}</ul>\n{next}</body></html>"
    )
}
