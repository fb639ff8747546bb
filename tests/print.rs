//! `sourcebook print`: sheets read back by tools that are not ours.

#![cfg(feature = "print")]

mod support;
