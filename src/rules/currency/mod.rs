//! Family 6xx: what time has done to the content. The day is an input, and without one nothing here fires.

pub mod expired_acceptance;
