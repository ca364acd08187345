//! The whole reader on pages.

mod families;
mod fronts;
mod hostile;
mod made_up;
mod ordinary;
mod saved;
