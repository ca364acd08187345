//! What RFC 9309 says beyond Google's tests, and where the two differ: the RFC is kept.

use std::time::Duration;

use proptest::prelude::{any, prop_assert, proptest};

use super::{Case, Rules, check};

#[test]
fn the_example_of_the_rfc() {
    // Section 5.1.
    const SIMPLE: &[u8] = b"User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n\
        User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n\
        User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n\nEOF\n";
    // Section 5.2: the longest match.
    const LONGEST: &[u8] = b"User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
    let case = |crawler, file, allowed, refused| Case { what: "RFC 9309, 5", crawler, file, allowed, refused };
    check(&[
        case("anybot", SIMPLE, &["/", "/publications/", "/a.gif?x"], &["/a.gif", "/example/", "/example/page.html"]),
        case("foobot", SIMPLE, &["/example/page.html", "/example/allowed.gif"], &["/", "/publications/"]),
        case("barbot", SIMPLE, &["/", "/a.gif", "/example/"], &["/example/page.html"]),
        case("bazbot", SIMPLE, &["/", "/a.gif", "/example/"], &["/example/page.html"]),
        case("quxbot", SIMPLE, &["/", "/a.gif", "/example/page.html"], &[]),
        case("foobot", LONGEST, &["/example/page/x"], &["/example/page/disallowed.gif"]),
    ]);
}

#[test]
fn encodings() {
    let case = |what, file, allowed, refused| Case { what, crawler: "FooBot", file, allowed, refused };
    check(&[
        case(
            "ID_Encoding: an address in a query",
            b"User-agent: FooBot\nDisallow: /\nAllow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par\n",
            &["/foo/bar?qux=taz&baz=http://foo.bar?tar&par"],
            &["/foo/bar?qux=taz"],
        ),
        case(
            "ID_Encoding: raw characters in the rule",
            "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/ツ\n".as_bytes(),
            &["/foo/bar/%E3%83%84", "/foo/bar/%e3%83%84x"],
            &["/foo/bar/"],
        ),
        case(
            "ID_Encoding: encoded characters in the rule",
            b"User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%e3%83%84\n",
            &["/foo/bar/%E3%83%84"],
            &["/foo/bar/%E3%83%85"],
        ),
        case(
            "Chinese folders",
            "User-agent: *\nDisallow: /信息公开/内部/\nDisallow: /*下载$\n".as_bytes(),
            &["/%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80/", "/%E4%B8%8B%E8%BD%BD/x"],
            &["/%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80/%E5%86%85%E9%83%A8/1.html", "/a/%E4%B8%8B%E8%BD%BD"],
        ),
        case(
            "a file in GBK: its octets count",
            b"User-agent: *\nDisallow: /\xd0\xc5\xcf\xa2/\n",
            &["/%E4%BF%A1%E6%81%AF/"],
            &["/%D0%C5%CF%A2/1.html"],
        ),
        // Google compares these as they stand; RFC 9309, 2.2.2, decodes unreserved characters first.
        case(
            "encoded letters",
            b"User-agent: FooBot\nDisallow: /foo/bar/%62%61%7A\nDisallow: /%7Euser/\n",
            &["/foo/bar/ba"],
            &["/foo/bar/baz", "/foo/bar/%62%61%7A", "/~user/", "/%7euser/"],
        ),
        case(
            "an encoded slash is another address",
            b"User-agent: *\nDisallow: /a%2fb\n",
            &["/a/b"],
            &["/a%2Fb", "/a%2fbc"],
        ),
        // RFC 9309, 2.2.3.
        case(
            "stars and dollars that stand for themselves",
            b"User-agent: *\nDisallow: /path/file-with-a-%2A.html\nDisallow: /path/foo-%24\n",
            &["/path/file-with-a-b.html", "/path/foo-"],
            &["/path/file-with-a-*.html", "/path/file-with-a-%2a.html", "/path/foo-$", "/path/foo-%24.html"],
        ),
        case(
            "what an address always has encoded",
            b"User-agent: *\nDisallow: /a b\nDisallow: /c{d}\nDisallow: /e?f='g\nDisallow: /100%\n",
            &["/ab", "/c"],
            &["/a%20b", "/c%7Bd%7D", "/c{d}", "/e?f=%27g", "/100%25", "/100%"],
        ),
    ]);
}

#[test]
fn delays() {
    let delay = |file: &str| Rules::read(file.as_bytes(), "lanmu").delay;
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    assert_eq!(delay("User-agent: *\nCrawl-delay: 2\n"), seconds(2));
    assert_eq!(delay("User-agent: *\ncrawldelay 0.5\n"), Some(Duration::from_millis(500)));
    assert_eq!(delay("User-agent: *\nCrawl-delay: 10 # Sekunden\nDisallow: /x\nCrawl-delay: 20\n"), seconds(10));
    assert_eq!(delay("User-agent: *\nCrawl-delay: 10\n\nUser-agent: lanmu\nDisallow:\n"), None, "our group has none");
    assert_eq!(delay("User-agent: *\nDisallow:\n\nUser-agent: lanmu\nCrawl-delay: 3\n"), seconds(3));
    assert_eq!(delay("User-agent: other\nCrawl-delay: 9\nDisallow: /\n"), None);
    assert_eq!(
        delay("Crawl-delay: 4\nUser-agent: other\nDisallow: /\n"),
        seconds(4),
        "before all groups: for everybody"
    );
    assert_eq!(delay("User-agent: *\nCrawl-delay: 86400\n"), seconds(30), "as long as a run can keep");
    for wrong in ["-1", "soon", "", "nan", "1,5"] {
        assert_eq!(delay(&format!("User-agent: *\nCrawl-delay: {wrong}\n")), None, "{wrong}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(file in any::<Vec<u8>>(), path in ".*") {
        let rules = Rules::read(&file, "lanmu");
        let _ = rules.allow(&path);
    }

    #[test]
    fn what_is_refused_is_refused_with_all_below_it(path in "[a-z]{1,8}(/[a-z]{1,8}){0,3}", below in "[a-z0-9/._-]{0,20}") {
        let rules = Rules::read(format!("User-agent: *\nDisallow: /{path}\n").as_bytes(), "lanmu");
        let address = format!("/{path}{below}");
        let other = format!("/_{path}");
        prop_assert!(!rules.allow(&address));
        prop_assert!(rules.allow(&other));
    }
}
