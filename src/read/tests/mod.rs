//! The whole reader on pages.

mod explained;
mod families;
mod fronts;
mod made_up;
mod menus;
mod ordinary;
mod saved;
