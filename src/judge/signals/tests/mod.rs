//! Each kind of sign, and what only looks like it.
