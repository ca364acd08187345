//! Pages that are made to take long: each once took many seconds, or would without its bound.

use std::time::{Duration, Instant};

use super::made_up::read;
use crate::site::PageKind;

/// Far above what a debug build on a busy machine needs, far below what the page takes without its bound.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_tree_whose_rows_have_no_name_ends() {
    let links = "<a href=\"javascript:funclick('a')\">政务</a>".repeat(2_000);
    let start = Instant::now();
    let page = read(
        "/module/xxgk/tree.jsp?area=qh01",
        &format!("{}{}{links}", "<ul><li>".repeat(20), "<b></b>".repeat(50_000)),
    );
    assert_eq!((page.kind, page.links.iter().filter(|link| link.path.is_empty()).count()), (PageKind::Column, 2_000));
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn many_scripts_that_draw_lists_end() {
    let start = Instant::now();
    let page = read("/tzgg/", &"<script>$.get('/api/list', draw); item.title + item.url;</script>".repeat(8_000));
    assert_eq!(page.kind, PageKind::Shell);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}
