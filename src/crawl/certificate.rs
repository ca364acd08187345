//! What is wrong with the certificate of a host, in words.

use rustls::{CertificateError, Error};

use super::failure::causes;

/// What the client did not accept about the certificate of a host; `None` where the error is about something else.
pub(super) fn refused(error: &reqwest::Error) -> Option<&CertificateError> {
    causes(error).find_map(|cause| match cause.downcast_ref::<Error>() {
        Some(Error::InvalidCertificate(reason)) => Some(reason),
        _ => None,
    })
}

/// What is wrong, as far as the reason tells by itself.
pub(super) fn in_words(reason: &CertificateError) -> &'static str {
    match reason {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => "证书已过期",
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => "证书尚未生效",
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => "证书不是为该域名签发的",
        CertificateError::Revoked => "证书已被吊销",
        CertificateError::UnknownIssuer => "证书链不完整，或者签发机构不受信任",
        _ => "证书不合规范，无法验证",
    }
}

/// What is wrong with `leaf`, the certificate of the host (DER), which was refused for `reason`. Who signed their own
/// certificate is told so: it is refused for one reason or another, by what else it says of itself.
pub(super) fn problem(reason: &CertificateError, leaf: Option<&[u8]>) -> String {
    let told = in_words(reason);
    let vague = matches!(reason, CertificateError::UnknownIssuer) || told == in_words(&CertificateError::BadEncoding);
    if leaf.is_some_and(is_self_signed) {
        return if vague { "证书是自签名的".to_owned() } else { format!("{told}，而且是自签名的") };
    }
    told.to_owned()
}

/// Whether the certificate names its own subject as its issuer (RFC 5280, 4.1).
fn is_self_signed(certificate: &[u8]) -> bool {
    names(certificate).is_some_and(|(issuer, subject)| issuer == subject)
}

/// Issuer and subject of a certificate: of `TBSCertificate` the third and the fifth field, after the version, which may
/// be left out.
fn names(certificate: &[u8]) -> Option<(&[u8], &[u8])> {
    const VERSION: u8 = 0xa0;
    let (_, inner, _) = field(certificate)?;
    let (_, fields, _) = field(inner)?;
    let (tag, _, after) = field(fields)?;
    let serial = if tag == VERSION { after } else { fields };
    let (_, _, algorithm) = field(serial)?;
    let (_, _, rest) = field(algorithm)?;
    let (_, issuer, rest) = field(rest)?;
    let (_, _validity, rest) = field(rest)?;
    let (_, subject, _) = field(rest)?;
    Some((issuer, subject))
}

/// Tag and content of the first DER field of `bytes`, and what follows it.
fn field(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    const LONG: u8 = 0x80;
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < LONG {
        (usize::from(first), rest)
    } else {
        let (digits, rest) =
            rest.split_at_checked(usize::from(first - LONG)).filter(|(digits, _)| digits.len() <= 4)?;
        (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((tag, content, after))
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, DnType, Issuer, KeyPair};
    use rustls::CertificateError;

    use super::problem;

    fn params(name: &str) -> CertificateParams {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params
    }

    #[test]
    fn who_signed_their_own_certificate_is_told_apart() {
        let key = KeyPair::generate().unwrap();
        let own = params("www.qingshui.example").self_signed(&key).unwrap();
        let issuer = Issuer::new(params("临溪县证书中心"), KeyPair::generate().unwrap());
        let signed = params("www.qingshui.example").signed_by(&key, &issuer).unwrap();
        let unknown = CertificateError::UnknownIssuer;
        assert_eq!(problem(&unknown, Some(own.der())), "证书是自签名的");
        assert_eq!(problem(&CertificateError::Expired, Some(own.der())), "证书已过期，而且是自签名的");
        assert_eq!(problem(&unknown, Some(signed.der())), "证书链不完整，或者签发机构不受信任");
        assert_eq!(problem(&CertificateError::NotValidForName, Some(signed.der())), "证书不是为该域名签发的");
    }

    #[test]
    fn any_bytes_are_looked_at() {
        let reason = CertificateError::UnknownIssuer;
        let key = KeyPair::generate().unwrap();
        let own = params("www.qingshui.example").self_signed(&key).unwrap();
        for end in 0..own.der().len() {
            problem(&reason, Some(&own.der()[..end]));
        }
        assert_eq!(problem(&reason, Some(&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff])), problem(&reason, None));
    }
}
