//! Site maps for machines (sitemaps.org): columns to which no page links may stand there.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;
use regex::Regex;
use url::Url;

use crate::pattern::pattern;

/// As much of a map is read, decompressed, in bytes: what sitemaps.org allows.
const MAX_BYTES: u64 = 50 * 1024 * 1024;
/// Addresses that are taken from one map: what sitemaps.org allows.
const MAX_ADDRESSES: usize = 50_000;
/// Maps that are taken from an index.
const MAX_MAPS: usize = 5;
/// Longest address, in bytes.
const MAX_ADDRESS: usize = 2_048;
/// First bytes of a gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The end of an address that is a column's, not an article's: a folder, its first page, a name without a number.
static COLUMN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^(|index[_\-]?\w*\.\w{3,5}|list\.\w{3,5}|[a-z_\-]+\d{0,3}(\.\w{3,5})?)$"));

/// What a site map names.
#[derive(Debug, Default)]
pub(super) struct SiteMap {
    /// Pages.
    pub(super) pages: Vec<Url>,
    /// Further maps.
    pub(super) maps: Vec<Url>,
}

impl SiteMap {
    /// Where a site's map is looked for when robots.txt names none.
    pub(super) fn usual(site: &Url) -> Option<Url> {
        site.join("/sitemap.xml").ok()
    }

    /// Reads a map or an index of maps, as XML or that compressed. What is none gives nothing; of a broken one what stands
    /// before the fault counts.
    pub(super) fn read(body: &[u8]) -> Self {
        if !body.starts_with(&GZIP) {
            return Self::of_xml(&String::from_utf8_lossy(body));
        }
        let mut text = Vec::new();
        // What came before the fault of a broken file is used.
        let _ = GzDecoder::new(body).take(MAX_BYTES).read_to_end(&mut text);
        Self::of_xml(&String::from_utf8_lossy(&text))
    }

    fn of_xml(text: &str) -> Self {
        let mut map = Self::default();
        let mut reader = Reader::from_str(text);
        // Inside `<sitemap>`, and the words of the `<loc>` that is open.
        let (mut index, mut words) = (false, None::<String>);
        while map.pages.len() < MAX_ADDRESSES {
            match reader.read_event() {
                Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                    "sitemap" => index = true,
                    "loc" => words = Some(String::new()),
                    _ => {}
                },
                Ok(Event::Text(text)) => add(&mut words, &text),
                Ok(Event::CData(text)) => add(&mut words, &text),
                Ok(Event::GeneralRef(name)) if name.as_ref() == "amp" => add(&mut words, "&"),
                Ok(Event::End(tag)) if tag.local_name().as_ref() == "sitemap" => index = false,
                Ok(Event::End(tag)) if tag.local_name().as_ref() == "loc" => {
                    map.take(&words.take().unwrap_or_default(), index);
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        map
    }

    fn take(&mut self, address: &str, index: bool) {
        let Some(url) = Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https")) else {
            return;
        };
        if !index {
            self.pages.push(url);
        } else if self.maps.len() < MAX_MAPS {
            self.maps.push(url);
        }
    }
}

/// Whether an address looks like that of a column.
pub(super) fn is_column(url: &Url) -> bool {
    let last = url.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default();
    url.query().is_none() && COLUMN.is_match(last)
}

fn add(words: &mut Option<String>, more: &str) {
    if let Some(words) = words.as_mut().filter(|words| words.len() + more.len() <= MAX_ADDRESS) {
        words.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::{MAX_MAPS, SiteMap, is_column};

    fn shown(map: &SiteMap) -> [Vec<&str>; 2] {
        [&map.pages, &map.maps].map(|urls| urls.iter().map(url::Url::as_str).collect())
    }

    const MAP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
        <url><loc> http://a.example/xxgk/czxx/ </loc><lastmod>2020-09-01</lastmod></url>\n\
        <url><loc>http://a.example/list.jsp?a=1&amp;b=2</loc></url>\n\
        <url><loc><![CDATA[http://a.example/gkml/]]></loc></url>\n\
        <url><loc>javascript:alert(1)</loc></url></urlset>";

    #[test]
    fn a_map_names_pages_and_an_index_names_maps() {
        let pages = ["http://a.example/xxgk/czxx/", "http://a.example/list.jsp?a=1&b=2", "http://a.example/gkml/"];
        assert_eq!(shown(&SiteMap::read(MAP.as_bytes())), [pages.to_vec(), Vec::new()]);
        let index = format!(
            "<sitemapindex>{}</sitemapindex>",
            "<sitemap><loc>http://a.example/s.xml.gz</loc></sitemap>".repeat(MAX_MAPS + 1)
        );
        assert_eq!(shown(&SiteMap::read(index.as_bytes())), [Vec::new(), vec!["http://a.example/s.xml.gz"; MAX_MAPS]]);
    }

    #[test]
    fn a_compressed_map_is_read_and_a_broken_one_as_far_as_it_goes() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(MAP.as_bytes()).unwrap();
        assert_eq!(SiteMap::read(&gzip.finish().unwrap()).pages.len(), 3);
        assert_eq!(SiteMap::read(&MAP.as_bytes()[..MAP.find("<![CDATA").unwrap()]).pages.len(), 2);
        for none in ["", "<html><body>404</body></html>", "\u{1f}\u{8b}", "<loc><loc><loc>"] {
            assert_eq!(shown(&SiteMap::read(none.as_bytes())), [vec![], Vec::<&str>::new()], "{none}");
        }
    }

    #[test]
    fn columns_are_told_from_articles_by_the_end_of_their_addresses() {
        for (path, column) in [
            ("/xxgk/czxx/", true),
            ("/xxgk/czxx/index.html", true),
            ("/xxgk/czxx", true),
            ("/zwgk/czyjs.htm", true),
            ("/xxgk/czxx/202009/t20200908_123456.html", false),
            ("/art/2020/8/14/art_1234_56789.html", false),
            ("/info/1023/45678.htm", false),
            ("/list.jsp?id=7", false),
        ] {
            assert_eq!(is_column(&format!("http://a.example{path}").parse().unwrap()), column, "{path}");
        }
    }
}
