//! The whole reader on pages.

mod families;
mod hostile;
mod made_up;
mod ordinary;
mod saved;
