//! Sheets to files.
