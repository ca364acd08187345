//! What is counted.

/// A kind of question that a page answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figure {
    Kind,
    Path,
    /// A link of the menus that is given as one.
    Navigation,
    /// An entry that is given.
    Recall,
    /// A given entry that is one.
    Precision,
    /// The date of an entry that shows one.
    ItemDate,
    /// No date of an entry that shows none.
    ItemUndated,
    Pages,
    Next,
    Title,
    Published,
    Unpublished,
    Formed,
    Unformed,
    DocumentNumber,
    IndexNumber,
}

impl Figure {
    /// Those that have to come near to all.
    pub(crate) const GOALS: [Self; 13] = [
        Self::Kind,
        Self::Path,
        Self::Navigation,
        Self::Recall,
        Self::Precision,
        Self::ItemDate,
        Self::Pages,
        Self::Next,
        Self::Title,
        Self::Published,
        Self::Formed,
        Self::DocumentNumber,
        Self::IndexNumber,
    ];

    /// Dates where none is shown: nothing may be given.
    pub(crate) const NOTHING: [Self; 3] = [Self::ItemUndated, Self::Unpublished, Self::Unformed];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Path => "path",
            Self::Navigation => "navigation",
            Self::Recall => "items, recall",
            Self::Precision => "items, precision",
            Self::ItemDate => "item date",
            Self::ItemUndated => "item date where none is shown",
            Self::Pages => "pages",
            Self::Next => "next page",
            Self::Title => "title",
            Self::Published => "published",
            Self::Unpublished => "published where nothing is shown",
            Self::Formed => "formed",
            Self::Unformed => "formed where nothing is shown",
            Self::DocumentNumber => "document number",
            Self::IndexNumber => "index number",
        }
    }
}

/// One answer of the program beside that of the label.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) figure: Figure,
    pub(crate) right: bool,
    pub(crate) label: String,
    pub(crate) program: String,
}
