//! Rows about HTTPS.

use lanmu::site::{FailureClass, PageKind};

use super::certificates::Handshake;
use super::server::{Act, Asked};
use super::table::Behaviour;

const READ_ON: &str = "网页内容已照常读取";
const NO_CIPHER: &str = "没有可用的加密算法";
const NOT_SECURE: &str = "返回的不是 HTTPS";
const BROKEN: &str = "可能不支持 HTTPS";

pub(crate) fn rows() -> Vec<Behaviour> {
    use FailureClass::{Reset, Timeout, Tls};
    let read = |words, handshake, sheets| {
        Behaviour::reads(words, as_usual, PageKind::Column).secure(handshake).on_sheets(sheets)
    };
    let refused =
        |words, handshake, class, told| Behaviour::fails(words, as_usual, class, told).secure(handshake).at("/");
    let told = |words, handshake, told, sheets| refused(words, handshake, Tls, told).on_sheets(sheets);
    let mut rows = vec![
        read(("tls-good", "has a good certificate"), Handshake::Good, &[]),
        read(("tls-expired", "has an expired certificate"), Handshake::Expired, &["HTTPS 有问题：证书已过期", READ_ON]),
        read(("tls-from-2200", "has a certificate of the future"), Handshake::NotYetValid, &["证书尚未生效", READ_ON]),
        read(
            ("tls-self-signed", "has signed its own certificate"),
            Handshake::SelfSigned,
            &["证书是自签名的", READ_ON],
        ),
        read(
            ("tls-other-name", "has another host's certificate"),
            Handshake::OtherName,
            &["不是为该域名签发的", READ_ON],
        ),
        read(("tls-no-chain", "sends no intermediate certificate"), Handshake::NoChain, &["证书链不完整", READ_ON]),
        told(("tls-old", "speaks old TLS only"), Handshake::OldProtocol, "低于 TLS 1.2", &["低于 TLS 1.2"]),
        told(("tls-no-cipher", "has no cipher that fits"), Handshake::NoCipher, NO_CIPHER, &[NO_CIPHER]),
        told(("tls-plain", "speaks HTTP on the port of HTTPS"), Handshake::Plain, NOT_SECURE, &[NOT_SECURE]),
        told(("tls-broken", "answers HTTP but not HTTPS"), Handshake::Broken, BROKEN, &[BROKEN]),
        refused(
            ("tls-silent", "takes a handshake and says nothing"),
            Handshake::Silent,
            Timeout,
            "读取 robots.txt 时连接超时",
        ),
    ];
    rows.push(Behaviour::fails(("https-only", "answers HTTPS but not HTTP"), only_secure, Reset, "连接中断").at("/"));
    rows
}

fn as_usual(_: &Asked) -> Option<Act> {
    None
}

fn only_secure(asked: &Asked) -> Option<Act> {
    (!asked.secure).then(|| Act::Close(Vec::new()))
}
