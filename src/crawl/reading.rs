//! From what came back to what was seen.

use std::num::NonZero;
use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use url::Url;

use super::failure::of_status;
use super::{Answer, Received, Rendered, Response};
use crate::read::{self, Familiar, Source};
use crate::sha256::sha256;
use crate::site::{Failure, FailureClass, Outcome, Page, PageKind, Rendering};

/// Pages that are read at the same time, for each processor: more are read no sooner, and who reads a page keeps some
/// megabytes of what the regular expressions work with.
const READERS: usize = 2;

/// Bytes up to which a page is read where it came: that takes a few milliseconds, and to hand thousands of small pages over to
/// another thread costs more than it saves.
const SMALL: usize = 64 * 1024;

/// A permit for each page that may be read at the same time.
static DESKS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, NonZero::get) * READERS));

/// Does `work` with a page of so many bytes, at a desk off the async threads where that may take long.
async fn at_desk<T: Send + 'static>(size: usize, work: impl FnOnce() -> T + Send + 'static) -> anyhow::Result<T> {
    if size <= SMALL {
        return Ok(work());
    }
    let _desk = DESKS.acquire().await?;
    Ok(spawn_blocking(work).await?)
}

/// Reads what came back. `home` is the site's home page where it is known: a page that looks like it is none. Of a page
/// that no verdict needs only the links that are not `familiar` are taken where it is an article ([`read::glance`]); `None`
/// for a page that a verdict needs.
///
/// Trees of large pages are built off the async threads: a hostile page costs its own unit, not the others.
pub(super) async fn outcome(
    response: Response,
    home: Option<Arc<Page>>,
    familiar: Option<&mut Familiar>,
) -> anyhow::Result<Outcome> {
    match familiar.and_then(|familiar| glance(&response, home.as_deref(), familiar)) {
        Some(seen) => Ok(seen),
        None => Ok(explained(response, home, |source| (read::page(source), Vec::new())).await?.0),
    }
}

/// What a quick look at a page shows; it takes no longer than to take the page apart once.
fn glance(response: &Response, home: Option<&Page>, familiar: &mut Familiar) -> Option<Outcome> {
    let Received::Answer(answer) = &response.received else { return None };
    let url = Url::parse(&answer.url).ok().filter(|_| (200..300).contains(&answer.status))?;
    let source = Source { url: &url, content_type: answer.content_type(), body: &answer.body, home };
    let page = read::glance(&source, familiar)?;
    let (at, status, hash) = (response.at, answer.status, answer.hash.clone());
    Some(Outcome::Page { at, status, hash, page: Box::new(page) })
}

/// What came back as `read` reads it, and what that says of its reasons.
pub(super) async fn explained(
    response: Response,
    home: Option<Arc<Page>>,
    read: fn(&Source<'_>) -> Explained,
) -> anyhow::Result<(Outcome, Vec<String>)> {
    let answer = match response.received {
        Received::Failed(failure) => return Ok((Outcome::Failed(failure), Vec::new())),
        Received::Answer(answer) => answer,
    };
    let at = response.at;
    let (answer, explained) = at_desk(answer.body.len(), move || {
        let explained = page(&answer, home.as_deref(), read);
        (answer, explained)
    })
    .await?;
    let (page, reasons) = explained.unzip();
    let challenge = page.as_ref().is_some_and(|page| page.kind == PageKind::Challenge);
    let outcome = match page {
        Some(page) if (200..300).contains(&answer.status) && !challenge => {
            Outcome::Page { at, status: answer.status, hash: answer.hash, page: Box::new(page) }
        }
        _ if challenge => Outcome::Failed(Failure {
            class: FailureClass::Blocked,
            status: Some(answer.status),
            detail: "网站要求验证访问者是否为浏览器".to_owned(),
            at,
        }),
        _ => {
            let fault = of_status(answer.status);
            Outcome::Failed(Failure { class: fault.class, status: fault.status, detail: fault.detail, at })
        }
    };
    Ok((outcome, reasons.unwrap_or_default()))
}

/// Reads the page that a browser showed where `shell`, of this hash, had come.
///
/// What the page may lack is not called empty or missing: without an entry or an article it counts as not rendered.
pub(super) async fn rendered(
    (hash, shell): (String, Box<Page>),
    rendered: Rendered,
    home: Option<Arc<Page>>,
) -> anyhow::Result<(String, Box<Page>)> {
    let stays = |why| (hash, Box::new(Page { rendering: Some(Rendering::Failed(why)), ..*shell.clone() }));
    let Some(html) = rendered.html else {
        return Ok(stays(format!("未能渲染：{}", rendered.problem.unwrap_or_default())));
    };
    let url = Url::parse(&shell.url)?;
    let (shown, page) = at_desk(html.len(), move || {
        let content_type = Some("text/html; charset=utf-8");
        let page = read::page(&Source { url: &url, content_type, body: html.as_bytes(), home: home.as_deref() });
        (sha256(html.as_bytes()), page)
    })
    .await?;
    let tells = !page.items.is_empty() || page.article.is_some();
    Ok(match rendered.problem {
        Some(problem) if !tells => stays(format!("渲染不完整：{problem}")),
        _ if matches!(page.kind, PageKind::Shell | PageKind::Challenge) => {
            stays("在浏览器中渲染后仍没有内容".to_owned())
        }
        _ => (shown, Box::new(Page { rendering: Some(Rendering::Done), ..page })),
    })
}

/// A page, and why it was read so.
type Explained = (Page, Vec<String>);

fn page(answer: &Answer, home: Option<&Page>, read: fn(&Source<'_>) -> Explained) -> Option<Explained> {
    let url = Url::parse(&answer.url).ok()?;
    Some(read(&Source { url: &url, content_type: answer.content_type(), body: &answer.body, home }))
}
