//! The site of a made-up department on 20 October 2020, by the shipped policy.

mod availability;
mod build;
mod columns;
mod dates;
mod deductions;
mod home;
mod kinds;
mod pages;
