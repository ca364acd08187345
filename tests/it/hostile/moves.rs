//! Rows about redirects, hops and addresses.

use lanmu::site::{FailureClass, PageKind};

use super::pages::{answer, entries, home, list, page, redirect};
use super::server::{Act, Asked};
use super::table::{Behaviour, at_target};

pub(crate) fn rows() -> Vec<Behaviour> {
    use FailureClass::{Guard, HttpStatus, Loop};
    let (fails, reads) = (Behaviour::fails, Behaviour::reads);
    let mut rows = vec![
        fails(("circle", "sends the visitor in a circle"), circle, Loop, "重定向成环"),
        fails(("chain-of-50", "sends the visitor on 50 times"), chain, Loop, "重定向超过 10 次"),
        fails(("cookie-wall", "sends who has no cookie back to where they are"), cookie_wall, Loop, "重定向成环"),
        fails(("to-loopback", "redirects to 127.0.0.1"), to_loopback, Guard, "127.0.0.1 不是公网地址"),
        fails(("to-metadata", "redirects to the metadata of a cloud"), metadata, Guard, "169.254.169.254 不是公网地址"),
        fails(("to-loopback-six", "redirects to [::1]"), |a| to(a, "http://[::1]/"), Guard, "::1 不是公网地址"),
        fails(("to-hexadecimal", "redirects to 0x7f000001"), to_hexadecimal, Guard, "127.0.0.1 不是"),
        fails(("to-file", "redirects to file:"), |a| to(a, "file:///etc/passwd"), Guard, "协议 file"),
        fails(("to-gopher", "redirects to gopher:"), |a| to(a, "gopher://127.0.0.1:70/"), Guard, "协议 gopher"),
        fails(("to-data", "redirects to data:"), |a| to(a, "data:text/html,x"), Guard, "协议 data"),
        fails(("to-script", "redirects to javascript:"), |a| to(a, "javascript:alert(1)"), Guard, "协议 javascript"),
        fails(("to-password", "redirects with a password"), with_password, Guard, "用户名或密码"),
        fails(("to-nowhere", "redirects without saying where"), to_nowhere, HttpStatus, "重定向没有目标"),
        fails(("to-nonsense", "redirects to what is no address"), |a| to(a, "http://[/"), HttpStatus, "目标无法识别"),
        fails(("to-100-kb", "redirects to an address of 100 KB"), to_long, Guard, "网址超过 2048 字节"),
        reads(("to-other-alphabet", "redirects to a host with a Chinese label"), to_chinese, PageKind::Column),
    ];
    rows.extend([
        reads(("hop-to-loopback", "has a page that goes on to 127.0.0.1"), hop_loopback, PageKind::Other),
        reads(("hop-to-metadata", "has a page that goes on to 169.254.169.254"), hop_metadata, PageKind::Other),
        reads(
            ("hop-to-loopback-six", "has a page that goes on to [::1]"),
            |a| hop(a, "http://[::1]/"),
            PageKind::Other,
        ),
        reads(("hop-to-hexadecimal", "has a page that goes on to 0x7f000001"), hop_hexadecimal, PageKind::Other),
        reads(("hop-to-file", "has a page that goes on to file:"), |a| hop(a, "file:///etc/passwd"), PageKind::Other),
        reads(("hop-to-gopher", "has a page that goes on to gopher:"), |a| hop(a, "gopher://[::1]/"), PageKind::Other),
        reads(("hop-to-data", "has a page that goes on to data:"), |a| hop(a, "data:text/html,x"), PageKind::Other),
        fails(("home-hop", "has a home page that goes on to 10.0.0.1"), home_hop, Guard, "10.0.0.1 不是公网地址")
            .at("http://10.0.0.1/admin/"),
        reads(("raw-chinese", "links with raw Chinese in the path"), raw_chinese, PageKind::Column)
            .at("/%E9%A2%84%E5%86%B3%E7%AE%97/"),
        reads(("mixed-escapes", "links with GBK escapes, raw Chinese and a lone %"), mixed_escapes, PageKind::Column)
            .at("/%D4%A4%BE%F6%CB%E3/%E5%85%AC%E5%BC%80/100%/"),
        reads(("long-links", "links to addresses of 100 KB"), long_links, PageKind::Column),
        reads(("links-with-passwords", "links with names and passwords"), passwords, PageKind::Column),
    ]);
    rows
}

fn to(asked: &Asked, address: &str) -> Option<Act> {
    at_target(asked, || redirect(address))
}

fn circle(asked: &Asked) -> Option<Act> {
    match asked.path.as_str() {
        "/yjs/" => Some(redirect("/yjs/a")),
        "/yjs/a" => Some(redirect("/yjs/")),
        _ => None,
    }
}

fn chain(asked: &Asked) -> Option<Act> {
    let next = format!("{}x", asked.path);
    match asked.path.len() {
        56.. => Some(page(&list("预决算公开", &entries("/yjs/"), ""))),
        _ => asked.path.starts_with("/yjs/").then(|| redirect(&next)),
    }
}

fn cookie_wall(asked: &Asked) -> Option<Act> {
    let headers = "Location: /yjs/\r\nSet-Cookie: seen=1\r\n";
    at_target(asked, || Act::Send(answer("302 Found", headers, b"")))
}

fn metadata(asked: &Asked) -> Option<Act> {
    to(asked, "http://169.254.169.254/latest/meta-data/")
}

fn with_password(asked: &Asked) -> Option<Act> {
    to(asked, &asked.address("/").replace("http://", "http://admin:admin@"))
}

fn to_nowhere(asked: &Asked) -> Option<Act> {
    at_target(asked, || Act::Send(answer("302 Found", "", b"")))
}

fn to_long(asked: &Asked) -> Option<Act> {
    to(asked, &asked.address(&format!("/{}", "x".repeat(100_000))))
}

fn to_chinese(asked: &Asked) -> Option<Act> {
    let address = asked.address("/yjs/");
    at_target(asked, || redirect(&address.replace("http://", "http://公开."))).filter(|_| asked.before == 0)
}

fn hop(asked: &Asked, address: &str) -> Option<Act> {
    let hop = format!("<html><head><meta http-equiv=\"refresh\" content=\"0;url={address}\"></head></html>");
    at_target(asked, || page(&hop))
}

fn hop_metadata(asked: &Asked) -> Option<Act> {
    hop(asked, "http://169.254.169.254/latest/meta-data/")
}

fn to_loopback(asked: &Asked) -> Option<Act> {
    to(asked, &format!("http://127.0.0.1:{}/", asked.port))
}

fn to_hexadecimal(asked: &Asked) -> Option<Act> {
    to(asked, &format!("http://0x7f000001:{}/", asked.port))
}

fn hop_loopback(asked: &Asked) -> Option<Act> {
    hop(asked, &format!("http://127.0.0.1:{}/", asked.port))
}

fn hop_hexadecimal(asked: &Asked) -> Option<Act> {
    hop(asked, &format!("http://0x7f000001:{}/", asked.port))
}

fn home_hop(asked: &Asked) -> Option<Act> {
    let hop = "<meta http-equiv=\"refresh\" content=\"0;url=http://10.0.0.1/admin/\">";
    (asked.path == "/").then(|| page(&format!("<html><head>{hop}</head></html>")))
}

fn column_at(asked: &Asked, link: &str, sent: &str) -> Option<Act> {
    match asked.path.as_str() {
        "/" => Some(page(&home("").replace("/yjs/", link))),
        path if path == sent => Some(page(&list("预决算公开", &entries("/yjs/"), ""))),
        _ => None,
    }
}

fn raw_chinese(asked: &Asked) -> Option<Act> {
    column_at(asked, "/预决算/", "/%E9%A2%84%E5%86%B3%E7%AE%97/")
}

fn mixed_escapes(asked: &Asked) -> Option<Act> {
    column_at(asked, "/%D4%A4%BE%F6%CB%E3/公开/100%/", "/%D4%A4%BE%F6%CB%E3/%E5%85%AC%E5%BC%80/100%/")
}

fn long_links(asked: &Asked) -> Option<Act> {
    let link = |n| format!("<li><a href=\"/{n}{}/\">财政信息{n}</a></li>", "x".repeat(100_000));
    (asked.path == "/").then(|| page(&home(&(0..9).map(link).collect::<String>())))
}

fn passwords(asked: &Asked) -> Option<Act> {
    let address = asked.address("/mm/").replace("http://", "http://admin:admin@");
    (asked.path == "/").then(|| page(&home(&format!("<li><a href=\"{address}\">财政收支信息</a></li>"))))
}
