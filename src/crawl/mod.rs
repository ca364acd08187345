//! Visiting one site politely.
