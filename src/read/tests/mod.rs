//! The whole reader on pages.

mod families;
mod made_up;
mod ordinary;
mod saved;
