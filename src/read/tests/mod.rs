//! The whole reader on pages.

mod explained;
mod families;
mod fronts;
mod glance;
mod hostile;
mod made_up;
mod menus;
mod ordinary;
mod saved;
mod trees;
