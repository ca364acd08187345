//! One page: loading it until it is quiet, reading what it shows.

use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chromiumoxide::cdp::browser_protocol::browser::{SetDownloadBehaviorBehavior, SetDownloadBehaviorParams};
use chromiumoxide::cdp::browser_protocol::fetch::{
    self, EventRequestPaused, FailRequestParams, FulfillRequestParams, HeaderEntry, RequestPattern,
};
use chromiumoxide::cdp::browser_protocol::network::ErrorReason;
use chromiumoxide::cdp::browser_protocol::page::{
    CreateIsolatedWorldParams, EventJavascriptDialogOpening, EventLoadEventFired, HandleJavaScriptDialogParams,
    NavigateParams,
};
use chromiumoxide::cdp::browser_protocol::target::{
    CloseTargetParams, CreateBrowserContextParams, CreateTargetParams, EventTargetCrashed, EventTargetCreated,
};
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::error::CdpError;
use chromiumoxide::handler::HandlerConfig;
use chromiumoxide::{Browser, Page};
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::chromium::Chromium;
use super::renderer::Limits;
use super::supply::{Given, Supply};
use crate::crawl::Answer;

const CRASHED: &str = "页面使浏览器崩溃";
/// Between two looks at the clock, the memory and the page.
const TICK: Duration = Duration::from_millis(100);
/// Chromium may never say that a request was answered: the frame that asked is gone. The rest goes on without that word.
const ANSWER: Duration = Duration::from_secs(3);

/// The HTML of `page` as the browser shows it, or why there is none, in words.
pub(super) async fn show(
    chromium: &Chromium,
    limits: &Limits,
    page: &Answer,
    supply: &Supply<'_>,
) -> Result<String, String> {
    let config = HandlerConfig {
        request_timeout: limits.page + limits.waiting,
        ignore_https_errors: false,
        ..HandlerConfig::default()
    };
    let (browser, mut handler) =
        Browser::connect_with_config(chromium.address.as_str(), config).await.map_err(in_words)?;
    let mut connection = JoinSet::new();
    connection.spawn(async move { while handler.next().await.is_some_and(|step| step.is_ok()) {} });
    tokio::select! {
        shown = load(&browser, limits, page, supply) => shown,
        _ = connection.join_next() => Err(CRASHED.to_owned()),
        trouble = too_much(chromium, limits, supply) => Err(trouble),
    }
}

/// Returns when the page has taken more than it may, and says what.
async fn too_much(chromium: &Chromium, limits: &Limits, supply: &Supply<'_>) -> String {
    let (mut taken, mut waited) = (Duration::ZERO, Duration::ZERO);
    let mut last = Instant::now();
    loop {
        tokio::time::sleep(TICK).await;
        let past = last.elapsed();
        last += past;
        if supply.is_waiting() && waited < limits.waiting {
            waited += past;
        } else {
            taken += past;
        }
        if taken > limits.page {
            return format!("超过 {} 秒仍未完成", limits.page.as_secs());
        }
        if chromium.memory() > limits.memory {
            return format!("占用内存超过 {} MB", limits.memory / 1024 / 1024);
        }
    }
}

async fn load(browser: &Browser, limits: &Limits, answer: &Answer, supply: &Supply<'_>) -> Result<String, String> {
    // As in a private window: what the page stores is kept in memory, which is bounded, and not on the disk.
    let private = browser.create_browser_context(CreateBrowserContextParams::default()).await.map_err(in_words)?;
    let deny = SetDownloadBehaviorParams::builder().behavior(SetDownloadBehaviorBehavior::Deny);
    browser.execute(deny.browser_context_id(private.clone()).build()?).await.map_err(in_words)?;
    let window = CreateTargetParams::builder().url("about:blank").browser_context_id(private).build()?;
    let page = browser.new_page(window).await.map_err(in_words)?;
    let all = fetch::EnableParams::builder().pattern(RequestPattern::builder().url_pattern("*").build()).build();
    page.execute(all).await.map_err(in_words)?;
    // What the page writes to the console would all come here.
    page.disable_log().await.map_err(in_words)?;
    page.disable_runtime().await.map_err(in_words)?;
    settle(browser, &page, limits, answer, supply).await?;
    read(&page, limits.html).await
}

/// Loads the page and returns when it is quiet.
async fn settle(
    browser: &Browser,
    page: &Page,
    limits: &Limits,
    answer: &Answer,
    supply: &Supply<'_>,
) -> Result<(), String> {
    let mut asked = page.event_listener::<EventRequestPaused>().await.map_err(in_words)?;
    let mut dialogs = page.event_listener::<EventJavascriptDialogOpening>().await.map_err(in_words)?;
    let mut loads = page.event_listener::<EventLoadEventFired>().await.map_err(in_words)?;
    let mut crashes = browser.event_listener::<EventTargetCrashed>().await.map_err(in_words)?;
    let mut windows = browser.event_listener::<EventTargetCreated>().await.map_err(in_words)?;
    // Ends when the page has loaded, or never: what counts is what happens meanwhile.
    let navigation = page.execute(NavigateParams::new(answer.url.as_str())).fuse();
    tokio::pin!(navigation);
    let mut serving = FuturesUnordered::new();
    let (mut loaded, mut last) = (false, Instant::now());
    let mut tick = tokio::time::interval(TICK);
    loop {
        tokio::select! {
            Some(event) = asked.next() => serving.push(serve(page, answer, supply, event)),
            Some(served) = serving.next() => if served { last = Instant::now() },
            Some(_) = dialogs.next() => {
                let _ = timeout(ANSWER, page.execute(HandleJavaScriptDialogParams::new(false))).await;
            }
            Some(_) = loads.next() => (loaded, last) = (true, Instant::now()),
            Some(_) = crashes.next() => return Err(CRASHED.to_owned()),
            Some(window) = windows.next() => {
                let info = &window.target_info;
                if info.r#type == "page" && info.target_id != *page.target_id() {
                    let close = CloseTargetParams::new(info.target_id.clone());
                    let _ = timeout(ANSWER, browser.execute(close)).await;
                }
            }
            _ = &mut navigation => {}
            _ = tick.tick() => {
                if loaded && serving.is_empty() && last.elapsed() > limits.quiet {
                    return Ok(());
                }
            }
        }
    }
}

/// Answers one request of the page. Says whether it got something.
async fn serve(page: &Page, answer: &Answer, supply: &Supply<'_>, event: std::sync::Arc<EventRequestPaused>) -> bool {
    let id = event.request_id.clone();
    let given = supply.give(&event).await;
    let part = match &given {
        Given::Page => answer,
        Given::Part(part) => part,
        Given::Nothing => {
            // A page that wanted to go elsewhere stays where it is only if it hears that it changed its mind.
            let _ = timeout(ANSWER, page.execute(FailRequestParams::new(id, ErrorReason::Aborted))).await;
            return false;
        }
    };
    let types = part.content_type().map(|words| HeaderEntry::new("Content-Type", words));
    let fulfil = FulfillRequestParams::builder()
        .request_id(id)
        .response_code(i64::from(part.status))
        .response_headers(types.into_iter().collect::<Vec<_>>())
        .body(STANDARD.encode(&part.body))
        .build();
    if let Ok(fulfil) = fulfil {
        let _ = timeout(ANSWER, page.execute(fulfil)).await;
    }
    true
}

/// The page as it stands. It is read in a world of its own, where the page's scripts cannot change what is read.
async fn read(page: &Page, longest: usize) -> Result<String, String> {
    let frame = page.mainframe().await.map_err(in_words)?.ok_or(CRASHED)?;
    let world = page.execute(CreateIsolatedWorldParams::new(frame)).await.map_err(in_words)?;
    let code = format!(
        "(() => {{ const html = '<!DOCTYPE html>' + (document.documentElement?.outerHTML ?? '');
            return html.length > {longest} ? null : html.toWellFormed(); }})()"
    );
    let evaluate =
        EvaluateParams::builder().expression(code).context_id(world.execution_context_id).return_by_value(true).build();
    let shown = page.execute(evaluate?).await.map_err(in_words)?;
    let html = shown.result.result.value.as_ref().and_then(|value| value.as_str());
    html.map(str::to_owned).ok_or_else(|| format!("渲染后的页面超过 {longest} 字"))
}

/// Chromium's answers are English and for programmers: what matters is that it did not do what it was told to.
fn in_words(error: CdpError) -> String {
    match error {
        CdpError::Timeout => "浏览器没有响应".to_owned(),
        error => format!("浏览器出错（{error}）"),
    }
}
