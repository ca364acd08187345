//! Visiting one unit's site politely: what to ask for next, and asking for it.
//!
//! A visit is a deterministic replay: within a unit one request follows another, and which one depends only on what came
//! back. Whatever came back is kept in an [`Archive`] before it is used, and the archive is asked before the network. So a
//! killed run, started again, goes the same way and asks for nothing twice, and a stored run is gone through again
//! offline ([`Visitor::offline`]).
//!
//! | file | what it owns |
//! | --- | --- |
//! | `walk` | one unit: from the home page to the end of the column tree, then what the unit declared; what a page leads on to, and what its list is fetched with; the second look |
//! | `wanted` | what the unit's rows ask to be seen |
//! | `former` | what a former visit showed that need not be asked for again |
//! | `frontier`, `wishes`, `remembered`, `declared`, `scope`, `sign`, `address`, `sitemap` | what to ask for next, and what never |
//! | `lookout` | whether a home page opens, again and again over days |
//! | `visitor` | archive before network, robots.txt |
//! | `witness`, `exchange` | what a visit rests on, and how it went over the wire |
//! | `render` | a page whose content is filled by a script, in headless Chromium |
//! | `network`, `client`, `content`, `certificate` | one address: hops, repeats, what may be read |
//! | `validators` | whether an answer of an earlier run still stands |
//! | `gate`, `hours`, `guard`, `robots`, `failure` | spacing, refusals |
//! | `manners`, `window`, `clock` | how the crawler behaves, and when |

mod address;
mod archive;
mod certificate;
mod client;
mod clock;
mod connect_to;
mod content;
mod declared;
mod exchange;
mod failure;
mod former;
mod frontier;
mod gate;
mod guard;
mod home;
mod hours;
mod lookout;
mod manners;
mod network;
mod progress;
mod reading;
mod remembered;
mod render;
mod robots;
mod scope;
mod sign;
mod sitemap;
mod validators;
mod visitor;
mod walk;
mod wanted;
mod window;
mod wishes;
mod witness;

#[cfg(test)]
mod tests;

pub use archive::{Answer, Archive, Earlier, Hop, Memory, Received, Rendered, Response};
pub use clock::Clock;
pub use connect_to::{ConnectTo, ConnectToError};
pub use exchange::Exchange;
pub use former::Former;
pub use lookout::{Look, Lookout, Round};
pub use manners::{Manners, MannersError};
pub use progress::Step;
pub use visitor::{Errand, Visitor, VisitorError};
pub use walk::Walk;
pub use wanted::Wanted;
pub use window::{Window, WindowError};
pub use witness::{Basis, Witness};

pub(crate) use robots::Robots;
