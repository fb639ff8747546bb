//! Family 5xx: claims and what they rest on.

pub mod changed_claim;
pub(super) mod cited;
mod dates;
mod grading;
pub mod invalid_lock;
pub mod level_without_its_designs;
pub mod no_primary_outcome;
pub mod outcome_without_time;
pub mod position_as_evidence;
pub mod review_without_seal;
pub mod seal_without_claim;
pub mod strong_on_weak_evidence;
pub mod superseded_evidence;
pub mod suspect_review;
mod typed;
pub mod typed_number;
pub mod undisclosed_funding;
pub mod unexplained_difference;
pub mod unsealed_claim;
pub mod unsourced_claim;
pub mod wrong_derivation;
