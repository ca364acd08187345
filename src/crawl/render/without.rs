//! A build that renders nothing.

use super::{Shell, Shown};
use crate::crawl::network::Network;
use crate::crawl::{Archive, Visitor};

/// Why nothing is rendered, and what to do.
const WITHOUT: &str = "本程序编译时没有加入页面渲染，请用 cargo build --release --features render 重新编译";

impl Visitor {
    /// Says that this build has no browser.
    pub(in crate::crawl) async fn show(&self, _: &Shell<'_>, _: &Network, _: &dyn Archive) -> anyhow::Result<Shown> {
        Ok(Shown { requests: 0, html: None, problem: Some(WITHOUT.to_owned()), parts: Vec::new() })
    }
}
