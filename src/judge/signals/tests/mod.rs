//! Each kind of sign, and what only looks like it. The site is made up, as are all numbers on it.

mod build;
mod columns;
mod dates;
mod page_dates;
mod people;
