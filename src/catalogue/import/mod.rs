//! Importing a list that an office has as a Word, Excel, CSV or text file.
//!
//! A reader for each format gives lines of text and tables (`grid`). The list is the table with a head row (`head`,
//! `choose`); merged cells and 同上 are written out (`fill`), layout is undone (`clean`), rows get codes (`code`). What comes
//! out is the folder of a catalogue and notes on what a person should look at.

mod about;
mod choose;
mod clean;
mod code;
mod docx;
mod docx_tables;
mod fill;
mod folder;
mod format;
mod grid;
mod head;
mod make;
mod notes;
mod role;
#[cfg(test)]
mod tests;
mod text;
mod xlsx;

pub use make::{Draft, Request, import};
