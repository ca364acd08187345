//! Any bytes as a page: read, put together with its site, and told in JSON. The first byte chooses the address, since
//! families of CMS are told by addresses too, the second the declared charset.
#![no_main]

use lanmu::read::{Source, page};
use lanmu::site::Page;
use libfuzzer_sys::fuzz_target;
use url::Url;

const ADDRESSES: [&str; 12] = [
    "http://www.qinghe.example/",
    "http://www.qinghe.example/xxgk/zdly/index_2.html",
    "http://www.qinghe.example/Node-123_2.html",
    "http://www.qinghe.example/col/col1234/index.html",
    "http://www.qinghe.example/module/web/jpage/dataproxy.jsp?page=2&columnid=1234&unitid=5",
    "http://www.qinghe.example/module/xxgk/tree.jsp?area=qh01",
    "http://www.qinghe.example/module/xxgk/search.jsp",
    "http://www.qinghe.example/gkmlpt/index",
    "http://www.qinghe.example/gkmlpt/api/all/20?page=1&sid=755001",
    "http://www.qinghe.example/was5/web/search",
    "http://www.qinghe.example/public/column/6596341?type=4&catId=6717023&action=list",
    "http://www.qinghe.example/InfoPublic.aspx?cid=371&pid=971&page=1",
];
const TYPES: [Option<&str>; 4] =
    [None, Some("text/html; charset=utf-8"), Some("text/html; charset=gb2312"), Some("application/json")];

fuzz_target!(|data: &[u8]| {
    let [address, kind, body @ ..] = data else { return };
    let url = Url::parse(ADDRESSES[usize::from(*address) % ADDRESSES.len()]).unwrap();
    let content_type = TYPES[usize::from(*kind) % TYPES.len()];
    let first = page(&Source { url: &url, content_type, body, home: None });
    let told = serde_json::to_string(&first).unwrap();
    let back: Page = serde_json::from_str(&told).unwrap();
    assert_eq!(told, serde_json::to_string(&back).unwrap());
    page(&Source { url: &url, content_type, body, home: Some(&first) });
});
