//! What the common reader cannot see, because a CMS leaves it to a script: one file per family. A family is told by what its
//! pages hold, never by a host name; what no family understands is left to the common reader.

mod anhui;
mod ankang;
mod aspnet;
mod channel;
mod epoint;
mod families;
mod gkmlpt;
mod hanweb;
mod json;
mod paging;
mod records;
mod request;
mod script;
mod told;
mod trs;
mod vsb;
mod was;
mod written;
mod xxgk;

pub(in crate::read) use families::{answer, calls, columns, held, pager};
pub(in crate::read) use records::Records;
