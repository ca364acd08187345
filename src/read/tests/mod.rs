//! The whole reader on pages.

mod made_up;
mod ordinary;
mod saved;
