//! Yes, no, or unknown.

/// Whether something holds, as far as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    No,
    Unknown,
    Yes,
}

use Truth::{No, Unknown, Yes};

impl Truth {
    /// Whether it is yes or no.
    pub fn is_known(self) -> bool {
        self != Unknown
    }

    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().fold(Yes, Self::and)
    }

    pub fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        truths.into_iter().fold(No, Self::or)
    }

    /// Whether `least` or more of them hold: yes as soon as so many surely do, no as soon as so many no longer can.
    pub fn at_least(least: u64, truths: impl IntoIterator<Item = Self>) -> Self {
        let (mut surely, mut perhaps) = (0, 0);
        for truth in truths {
            surely += u64::from(truth == Yes);
            perhaps += u64::from(truth != No);
        }
        match () {
            () if surely >= least => Yes,
            () if perhaps < least => No,
            () => Unknown,
        }
    }

    /// As a case would be answered.
    pub fn in_words(self) -> &'static str {
        match self {
            Yes => "met",
            No => "not met",
            Unknown => "cannot be told",
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Yes => No,
            No => Yes,
            Unknown => Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Yes } else { No }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_decides_nothing_by_itself() {
        assert_eq!(Truth::all([Yes, Unknown]), Unknown);
        assert_eq!(Truth::all([No, Unknown]), No);
        assert_eq!(Truth::any([No, Unknown]), Unknown);
        assert_eq!(Truth::any([Yes, Unknown]), Yes);
        assert_eq!(Truth::at_least(2, [Yes, Unknown, No]), Unknown);
        assert_eq!(Truth::at_least(2, [Yes, Yes, Unknown]), Yes);
        assert_eq!(Truth::at_least(2, [Yes, No, No]), No);
    }
}
