//! HTML to facts: one stored page in, what it shows out. Nothing is fetched, and no page makes it panic or hang.

mod charset;
mod cms;
mod date;
mod dom;
mod fixed;
mod guard;
mod lists;
mod survey;
