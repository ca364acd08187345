//! The cases of Google's specification (developers.google.com/search/docs/crawling-indexing/robots/robots_txt) and of the
//! tests of its parser (github.com/google/robotstxt, robots_test.cc), by their names there.

use super::{Case, check};

#[test]
fn names_of_fields() {
    let agents = ["User-agent", "Useragent", "User agent"];
    for name in ["Disallow", "Dissallow", "Dissalow", "Disalow", "Diasllow", "Disallaw", "DISALLOWED"] {
        for agent in agents {
            let file = format!("{agent}: *\n{name}: /x/\n");
            let rules = super::Rules::read(file.as_bytes(), "lanmu");
            assert!(!rules.allow("/x/y") && rules.allow("/y"), "{file}");
        }
    }
}

#[test]
fn lines() {
    const CASES: &[u8] = b"uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n";
    const COMMENTS: &[u8] = b"User-agent: FooBot\n# Disallow: /\nDisallow: /foo/quz#qux\nAllow: /\n";
    const SPACES: &[u8] = b"\t User-agent \t:\t FooBot \t\n   Disallow :  /x/   # not this\n";
    const THREE: &[u8] = b"user-agent: FooBot\ndisallow all /\n";
    let case = |what, file, allowed, refused| Case { what, crawler: "FooBot", file, allowed, refused };
    check(&[
        case("GoogleOnly_SystemTest: an empty file", b"", &["/", "/x"], &[]),
        case("ID_LineSyntax_Line", b"user-agent: FooBot\ndisallow: /\n", &[], &["/x/y"]),
        case("ID_LineSyntax_Line: names that nobody knows", b"foo: FooBot\nbar: /\n", &["/x/y"], &[]),
        case("ID_LineSyntax_Line: the colon is forgotten", b"user-agent FooBot\ndisallow /\n", &[], &["/x/y"]),
        case("the colon is forgotten, and there are more than two words", THREE, &["/x/y"], &[]),
        case("ID_REPLineNamesCaseInsensitive", CASES, &["/x/y"], &["/a/b"]),
        case("ID_SpecialCharacters: comments", COMMENTS, &["/foo/bar"], &["/foo/quz"]),
        case("spaces and tabs around names and values", SPACES, &["/y"], &["/x/y"]),
    ]);
}

#[test]
fn line_ends_and_marks() {
    let cases: [(&str, &[u8]); 9] = [
        ("Unix", b"User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\nDisallow: /\n"),
        ("DOS", b"User-Agent: foo\r\nAllow: /some/path\r\nUser-Agent: bar\r\n\r\n\r\nDisallow: /\r\n"),
        ("Mac", b"User-Agent: foo\rAllow: /some/path\rUser-Agent: bar\r\r\rDisallow: /\r"),
        ("no final newline", b"User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\nDisallow: /"),
        ("mixed", b"User-Agent: foo\nAllow: /some/path\r\nUser-Agent: bar\n\r\n\nDisallow: /"),
        ("a mark of the byte order", b"\xef\xbb\xbfUser-Agent: bar\nDisallow: /\n"),
        ("two bytes of it", b"\xef\xbbUser-Agent: bar\nDisallow: /\n"),
        ("one byte of it", b"\xefUser-Agent: bar\nDisallow: /\n"),
        ("one in the middle", b"User-Agent: bar\n\xef\xbb\xbfDisallow: /x\nDisallow: /\n"),
    ];
    for (what, file) in cases {
        let rules = super::Rules::read(file, "bar");
        assert!(!rules.allow("/x/y"), "{what}");
    }
    let broken = super::Rules::read(b"\xef\x11\xbfUser-Agent: foo\nDisallow: /\n", "foo");
    assert!(broken.allow("/"), "a broken mark makes the first line garbage");
}

#[test]
fn groups() {
    const GROUPS: &[u8] =
        b"allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\nuser-agent: BarBot\ndisallow: /\n\
        allow: /y/\n\n\nallow: /w/\nuser-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /\n";
    let of = |crawler, allowed, refused| Case { what: "ID_LineSyntax_Groups", crawler, file: GROUPS, allowed, refused };
    check(&[
        of("FooBot", &["/x/b", "/z/d"], &["/y/c", "/foo/bar/"]),
        of("BarBot", &["/y/c", "/w/a"], &["/z/d", "/foo/bar/"]),
        of("BazBot", &["/z/d"], &["/foo/bar/"]),
        of("QuxBot", &["/", "/y/c"], &[]),
    ]);
    const GLOBAL: &[u8] = b"user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n";
    const OTHERS: &[u8] =
        b"user-agent: FooBot\nallow: /\nuser-agent: BarBot\ndisallow: /\nuser-agent: BazBot\ndisallow: /\n";
    const BOTH: &[u8] = b"User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/\n";
    // The specification: "only one group is valid for a crawler", and fields that are no rules end no group.
    const SITEMAP: &[u8] = b"user-agent: a\nsitemap: https://a.example/sitemap.xml\n\nuser-agent: b\ndisallow: /\n";
    const DELAY: &[u8] = b"user-agent: a\ncrawl-delay: 5\nuser-agent: *\ndisallow: /x\n";
    let case = |what, crawler, file, allowed, refused| Case { what, crawler, file, allowed, refused };
    check(&[
        case("ID_GlobalGroups_Secondary", "FooBot", GLOBAL, &[], &["/x/y"]),
        case("ID_GlobalGroups_Secondary", "BarBot", GLOBAL, &["/x/y"], &[]),
        case("ID_GlobalGroups_Secondary: none is for us", "QuxBot", OTHERS, &["/x/y"], &[]),
        case("ID_LongestMatch: our group, not everybody's", "FooBot", BOTH, &["/x/page"], &["/y/page"]),
        case("a site map ends no group", "a", SITEMAP, &[], &["/"]),
        case("a site map ends no group", "b", SITEMAP, &[], &["/"]),
        case("a delay ends no group", "a", DELAY, &["/"], &["/x"]),
        case(
            "a group without rules allows all",
            "lanmu",
            b"User-agent: *\nDisallow: /\n\nUser-agent: lanmu\n",
            &["/"],
            &[],
        ),
    ]);
}

#[test]
fn user_agents() {
    const SPACED: &[u8] = b"User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n";
    let case = |what, crawler, file, allowed, refused| Case { what, crawler, file, allowed, refused };
    check(&[
        case(
            "ID_UserAgentValueCaseInsensitive",
            "foo",
            b"User-Agent: FOO BAR\nAllow: /x/\nDisallow: /\n",
            &["/x/y"],
            &["/a"],
        ),
        case(
            "ID_UserAgentValueCaseInsensitive",
            "Foo",
            b"User-Agent: foo bar\nAllow: /x/\nDisallow: /\n",
            &["/x/y"],
            &["/a"],
        ),
        case("GoogleOnly_AcceptUserAgentUpToFirstSpace", "Foo", SPACED, &["/x/y"], &["/y"]),
        case("a version is no part of the name", "lanmu", b"User-agent: Lanmu/0.1\nDisallow: /x\n", &["/"], &["/x"]),
        case("another crawler's name begins alike", "lanmu", b"User-agent: lanmubot\nDisallow: /\n", &["/"], &[]),
        case("our name begins like another's", "lanmu", b"User-agent: lan\nDisallow: /\n", &["/"], &[]),
        case("everybody, and more words", "lanmu", b"User-agent: * all\nDisallow: /\n", &[], &["/"]),
        case("no everybody", "lanmu", b"User-agent: *bot\nDisallow: /\n", &["/"], &[]),
        case("nobody", "lanmu", b"User-agent:\nDisallow: /\n", &["/"], &[]),
    ]);
}

#[test]
fn the_longest_rule_decides() {
    let case = |file, allowed, refused| Case { what: "ID_LongestMatch", crawler: "FooBot", file, allowed, refused };
    check(&[
        case(b"user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/\n", &["/x/"], &["/x/page.html"]),
        case(b"user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n", &["/x/page.html"], &["/x/"]),
        case(b"user-agent: FooBot\ndisallow: \nallow: \n", &["/x/page.html"], &[]),
        case(b"user-agent: FooBot\ndisallow: /\nallow: /\n", &["/x/page.html"], &[]),
        case(b"user-agent: FooBot\ndisallow: /x\nallow: /x/\n", &["/x/"], &["/x"]),
        case(b"user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/page.html\n", &["/x/page.html"], &[]),
        case(b"user-agent: FooBot\nallow: /page\ndisallow: /*.html\n", &["/page"], &["/page.html"]),
        case(b"user-agent: FooBot\nallow: /x/page.\ndisallow: /*.html\n", &["/x/page.html"], &["/x/y.html"]),
        // "Order of precedence for rules" of the specification.
        case(b"user-agent: FooBot\nallow: /p\ndisallow: /\n", &["/page"], &["/"]),
        case(b"user-agent: FooBot\nallow: /folder\ndisallow: /folder\n", &["/folder/page"], &[]),
        case(b"user-agent: FooBot\nallow: /page\ndisallow: /*.htm\n", &[], &["/page.htm"]),
        case(b"user-agent: FooBot\nallow: /page\ndisallow: /*.ph\n", &["/page.php5"], &[]),
        case(b"user-agent: FooBot\nallow: /$\ndisallow: /\n", &["/"], &["/page.htm"]),
    ]);
}

#[test]
fn paths() {
    let case = |what, file, allowed, refused| Case { what, crawler: "FooBot", file, allowed, refused };
    let fish: (&[&str], &[&str]) = (
        &["/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html", "/fish.html?id=anything"],
        &["/bar", "/Fish.asp", "/catfish", "/?id=fish", "/desert/fish"],
    );
    check(&[
        case("ID_AllowDisallow_Value_CaseSensitive", b"user-agent: FooBot\ndisallow: /X/\n", &["/x/y"], &["/X/y"]),
        case("/fish", b"user-agent: FooBot\ndisallow: /\nallow: /fish\n", fish.0, fish.1),
        case("/fish*", b"user-agent: FooBot\ndisallow: /\nallow: /fish*\n", fish.0, fish.1),
        case(
            "/fish/",
            b"user-agent: FooBot\ndisallow: /\nallow: /fish/\n",
            &["/fish/", "/fish/salmon", "/fish/?salmon", "/fish/salmon.html", "/fish/?id=anything"],
            &["/bar", "/fish", "/fish.html", "/Fish/Salmon.html", "/animals/fish/"],
        ),
        case(
            "/*.php",
            b"user-agent: FooBot\ndisallow: /\nallow: /*.php\n",
            &[
                "/filename.php",
                "/folder/filename.php",
                "/folder/filename.php?parameters",
                "//folder/any.php.file.html",
                "/filename.php/",
                "/index?f=filename.php/",
            ],
            &["/bar", "/php/", "/index?php", "/windows.PHP"],
        ),
        case(
            "/*.php$",
            b"user-agent: FooBot\ndisallow: /\nallow: /*.php$\n",
            &["/filename.php", "/folder/filename.php", "/a.php/b.php"],
            &[
                "/filename.php?parameters",
                "/filename.php/",
                "/filename.php5",
                "/php/",
                "/filename?php",
                "/aaaphpaaa",
                "//windows.PHP",
            ],
        ),
        case(
            "/fish*.php",
            b"user-agent: FooBot\ndisallow: /\nallow: /fish*.php\n",
            &["/fish.php", "/fishheads/catfish.php?parameters"],
            &["/bar", "/Fish.PHP"],
        ),
        case(
            "ID_SpecialCharacters: *",
            b"User-agent: FooBot\nDisallow: /foo/bar/quz\nAllow: /foo/*/qux\n",
            &["/foo/quz", "/foo//quz", "/foo/bax/quz"],
            &["/foo/bar/quz"],
        ),
        case(
            "ID_SpecialCharacters: $",
            b"User-agent: FooBot\nDisallow: /foo/bar$\nAllow: /foo/bar/qux\n",
            &["/foo/bar/qux", "/foo/bar/", "/foo/bar/baz"],
            &["/foo/bar"],
        ),
        case(
            "$ means something at the end only",
            b"User-agent: FooBot\nDisallow: /a$b\nDisallow: /c$d$\n",
            &["/a", "/c$de", "/c"],
            &["/a$b", "/a$bc", "/c$d"],
        ),
        case("$ alone", b"User-agent: FooBot\nDisallow: $\n", &["/", "/a"], &[]),
        case("* alone", b"User-agent: FooBot\nDisallow: *\n", &[], &["/", "/a"]),
        case("stars in a row", b"User-agent: FooBot\nDisallow: /a**b***$\n", &["/a", "/ba"], &["/ab", "/a/b", "/abc"]),
        case(
            "parts do not overlap",
            b"User-agent: FooBot\nDisallow: /aba*aba$\n",
            &["/aba", "/ababa", "/abaabac"],
            &["/abaaba", "/aba/aba"],
        ),
        case("a path without a slash", b"User-agent: FooBot\nDisallow: admin/\n", &["/admin/", "/"], &[]),
        case("a whole address", b"User-agent: FooBot\nDisallow: http://a.example/x/\n", &["/x/"], &[]),
        case(
            "GoogleOnly_IndexHTMLisDirectory",
            b"User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n",
            &["/allowed-slash/", "/allowed-slash/index.html"],
            &["/allowed-slash/index.htm", "/allowed-slash/x", "/anyother-url", "/allowed-slash"],
        ),
        case(
            "index.html is no folder where it is refused",
            b"User-Agent: *\nDisallow: /a/index.html\n",
            &["/a/"],
            &["/a/index.html"],
        ),
    ]);
}

#[test]
fn long_lines_count_up_to_a_limit() {
    // GoogleOnly_LineTooLong: a rule that fills the line, so that "/qux" is cut off.
    let long = |name: &str, letter: &str| format!("/x/{}", letter.repeat(2083 * 8 - name.len() - ": /x/".len()));
    let x = long("disallow", "a");
    let cut = super::Rules::read(format!("user-agent: FooBot\ndisallow: {x}/qux\n").as_bytes(), "FooBot");
    assert!(cut.allow("/fux") && !cut.allow(&format!("{x}/fux")));

    let (a, b) = (long("allow", "a"), long("allow", "b"));
    let file = format!("user-agent: FooBot\ndisallow: /\nallow: {a}/qux\nallow: {b}/qux\n");
    let both = super::Rules::read(file.as_bytes(), "FooBot");
    assert!(!both.allow("/") && both.allow(&format!("{a}/qux")) && both.allow(&format!("{b}/fux")));
}
