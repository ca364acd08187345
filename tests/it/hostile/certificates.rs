//! Certificates of the hostile server, and what it does instead of a handshake.

use std::io;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;

use super::DOMAIN;

/// What the two sides agree on for HTTP/2 (RFC 9113, 3.2).
pub(crate) const HTTP2: &[u8] = b"h2";

/// How a host answers the offer of a secure connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handshake {
    /// With a certificate that is good.
    Good,
    /// The same, and agrees on HTTP/2.
    Http2,
    Expired,
    NotYetValid,
    SelfSigned,
    /// With a certificate for another host.
    OtherName,
    /// Without the certificate between its own and the authority's.
    NoChain,
    /// Breaks off.
    Broken,
    /// Says that it knows older versions of the protocol only.
    OldProtocol,
    /// Says that no cipher fits.
    NoCipher,
    /// Answers in plain HTTP.
    Plain,
    /// Says nothing.
    Silent,
}

/// The authority that the visitor is made to trust.
pub(crate) struct Authority {
    root: CertifiedIssuer<'static, KeyPair>,
    between: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let root = CertifiedIssuer::self_signed(authority("青禾市证书中心"), KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let between = CertifiedIssuer::signed_by(authority("临溪县证书分中心"), key, &root).unwrap();
        Self { root, between }
    }

    pub(crate) fn root_pem(&self) -> String {
        self.root.pem()
    }

    /// Answers the offer of a secure connection as `choose` says for the host; `None` where none came about.
    pub(crate) async fn accept(
        &self,
        mut stream: TcpStream,
        choose: impl Fn(&str) -> Handshake,
    ) -> io::Result<Option<TlsStream<TcpStream>>> {
        let mut hello = [0; 4096];
        let read = stream.peek(&mut hello).await?;
        let host = host_in(&hello[..read]);
        let instead: &[u8] = match choose(&host) {
            Handshake::Broken => b"",
            // Fatal alerts: protocol_version, handshake_failure (RFC 8446, 6).
            Handshake::OldProtocol => &[0x15, 3, 1, 0, 2, 2, 70],
            Handshake::NoCipher => &[0x15, 3, 1, 0, 2, 2, 40],
            Handshake::Plain => b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
            Handshake::Silent => return std::future::pending().await,
            good_or_bad => {
                let acceptor = TlsAcceptor::from(Arc::new(self.config(&host, good_or_bad)));
                return acceptor.accept(stream).await.map(Some);
            }
        };
        // Taken from the connection, or closing it would be a reset.
        stream.read_exact(&mut hello[..read]).await?;
        stream.write_all(instead).await?;
        stream.shutdown().await?;
        Ok(None)
    }

    fn config(&self, host: &str, handshake: Handshake) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let name = if handshake == Handshake::OtherName { "www.linxi.example" } else { host };
        let mut own = CertificateParams::new(vec![name.to_owned()]).unwrap();
        own.distinguished_name.push(DnType::CommonName, name);
        match handshake {
            Handshake::Expired => own.not_after = date_time_ymd(2020, 1, 1),
            Handshake::NotYetValid => own.not_before = date_time_ymd(2200, 1, 1),
            _ => {}
        }
        let chain: Vec<CertificateDer<'static>> = match handshake {
            Handshake::SelfSigned => vec![own.self_signed(&key).unwrap().into()],
            Handshake::NoChain => vec![own.signed_by(&key, &self.between).unwrap().into()],
            _ => vec![own.signed_by(&key, &self.between).unwrap().into(), self.between.der().clone()],
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let mut config = builder.with_no_client_auth().with_single_cert(chain, key).unwrap();
        if handshake == Handshake::Http2 {
            config.alpn_protocols = vec![HTTP2.to_vec()];
        }
        config
    }
}

/// The host that the first message of a handshake asks for.
fn host_in(hello: &[u8]) -> String {
    let text = String::from_utf8_lossy(hello);
    let end = text.find(DOMAIN).map_or(0, |at| at + DOMAIN.len());
    let of_host = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-');
    let start = text[..end].rfind(|character| !of_host(character)).map_or(0, |at| at + 1);
    text.get(start..end).unwrap_or_default().to_owned()
}

fn authority(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
}
