//! A list of words against which every word of a handbook is held.

/// Words by the byte that they begin with: most words are told from all of these by that and their length.
#[derive(Debug)]
pub struct WordList(Vec<Vec<&'static str>>);

impl WordList {
    pub fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_initial = vec![Vec::new(); 256];
        for word in words {
            by_initial[initial(word)].push(word);
        }
        Self(by_initial)
    }

    pub fn has(&self, word: &str) -> bool {
        // Few words have the initial, the length and the last letter of one on the list and are another.
        let alike = |listed: &&str| listed.len() == word.len() && listed.as_bytes().last() == word.as_bytes().last();
        self.0[initial(word)]
            .iter()
            .filter(|listed| alike(listed))
            .any(|listed| *listed == word)
    }
}

fn initial(word: &str) -> usize {
    word.bytes().next().map_or(0, usize::from)
}
