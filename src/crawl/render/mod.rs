//! A page whose content is filled by a script, as a browser shows it.
//!
//! Chromium never reaches the network. It starts with no way out, and each request of the page is taken from it and
//! answered by the crawler's own client, which keeps to the unit's site, the address guard, robots.txt, the pace of the
//! host and the unit's budget. What Chromium tries beside that (WebSocket, workers, prefetch, WebRTC) fails.
//!
//! Each page has a process and a profile of its own, which end with it: a page that hangs or crashes costs itself.
//!
//! | file | what it owns |
//! | --- | --- |
//! | `renderer` | which Chromium, how many at a time, and how much one page may take |
//! | `chromium` | one process: starting it, its memory, ending it |
//! | `session` | one page: loading it until it is quiet, reading what it shows |
//! | `supply` | what the page asks for while it loads |
//! | `without` | a build without the feature `render` |

#[cfg(feature = "render")]
mod chromium;
#[cfg(feature = "render")]
mod renderer;
#[cfg(feature = "render")]
mod session;
mod shell;
#[cfg(feature = "render")]
mod supply;
#[cfg(not(feature = "render"))]
mod without;

#[cfg(feature = "render")]
pub(super) use renderer::Renderer;
pub(super) use shell::{Shell, Shown};
