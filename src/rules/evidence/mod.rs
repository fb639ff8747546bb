//! Family 5xx: claims and what they rest on.

pub mod changed_claim;
pub mod invalid_lock;
pub mod seal_without_claim;
pub mod unsealed_claim;
pub mod unsourced_claim;
