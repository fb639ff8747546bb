//! Family 5xx: claims and what they rest on.

pub mod changed_claim;
pub mod invalid_lock;
pub mod review_without_seal;
pub mod seal_without_claim;
pub mod suspect_review;
pub mod unsealed_claim;
pub mod unsourced_claim;
