//! What a run is for.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::sha256::sha256;
use crate::unit::{ColumnAddress, Declaration, Unit};

/// What a run is for. Two runs with the same plan ask for the same pages, so an unfinished one can be taken up again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunPlan {
    /// Id of the catalogue, or the folder that it was loaded from.
    pub catalogue: String,
    /// Hash of the catalogue.
    pub catalogue_hash: String,
    /// The units, in the order of the units file.
    pub units: Vec<Unit>,
    /// What they declared; `None` where no file of declarations was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declarations: Option<Vec<Declaration>>,
    /// Where they declared that their columns stand; `None` where no file of them was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<ColumnAddress>>,
    /// Where columns stand by the decisions of people when the run began.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<ColumnAddress>,
    /// The day that it is judged as of.
    pub as_of: Date,
    /// The period, as it was given (`2020Q3`).
    pub period: Option<String>,
    /// Requests per unit.
    pub budget: u32,
    /// Every page of a site is asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exhaustive: bool,
    /// Id of the run before it by the same catalogue: what that showed need not all be asked for again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<String>,
    /// What a re-check looks at; `None` for an evaluation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recheck: Option<RecheckPlan>,
    /// Private addresses are fetched.
    pub allow_private: bool,
    /// Version of the program.
    pub version: String,
}

/// What a re-check looks at: some rows of the result of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecheckPlan {
    /// Id of the evaluation.
    pub of: String,
    /// Codes of the rows, by the name of the unit.
    pub rows: BTreeMap<String, BTreeSet<String>>,
    /// Where the columns of the findings stood: looked at first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<ColumnAddress>,
}

impl RunPlan {
    /// SHA-256 of its JSON form, hex.
    #[must_use]
    pub fn hash(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        sha256(&json)
    }
}
