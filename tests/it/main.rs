//! Tests through the public interface: the built program against made-up and mirrored sites on loopback.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod annual;
mod bad_input;
mod catalogue;
mod check;
mod commands;
mod declared;
mod demo;
mod diff;
mod evidence;
mod focus;
mod freeze;
mod full_disk;
mod hostile;
mod house;
mod import;
mod ledger;
mod manners;
mod mapping;
mod national;
mod notice;
mod old_sheets;
mod overrides;
mod page;
mod policy;
mod reading;
mod real_site;
mod recheck;
#[cfg(feature = "render")]
mod render;
mod resume;
mod review;
mod scale;
mod second_look;
mod sheets;
mod signals;
mod signed;
mod slugs;
mod stopping;
mod support;
mod terms;
mod unchanged;
mod watch;
mod workbook;
mod year;
