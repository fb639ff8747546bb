//! Invented words, names and sentences, the same in every run.

/// Numbers that look random and depend on nothing but the seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const ONSETS: [&str; 16] = [
    "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "st",
];
const VOWELS: [&str; 4] = ["a", "e", "i", "o"];

/// An invented word of three syllables: another one for each of 262,144 numbers.
pub fn word(number: usize) -> String {
    // Multiplying by an odd number visits them all, and neighbours do not look alike.
    let mixed = number.wrapping_mul(40_503).wrapping_add(12_345) % (1 << 18);
    (0..3)
        .map(|nth| mixed >> (6 * nth) & 63)
        .flat_map(|syllable| [ONSETS[syllable >> 2], VOWELS[syllable & 3]])
        .collect()
}

pub fn capitalised(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

const SUBJECTS: [&str; 12] = [
    "The longer course",
    "A slower start",
    "Treatment begun early",
    "The combined form",
    "Closer watch over the marker",
    "The usual approach",
    "A stay outside the unit",
    "The written protocol",
    "Care by a team of its own",
    "The second reading",
    "Stopping late",
    "A fixed schedule",
];
const VERBS: [&str; 10] = [
    "went with",
    "did not change",
    "was followed by",
    "came before",
    "made no difference to",
    "was chosen for",
    "rarely led to",
    "kept down",
    "is compared with",
    "brought back",
];
const OBJECTS: [&str; 12] = [
    "fewer relapses",
    "the level of the marker",
    "a longer recovery",
    "worse sleep",
    "the need for a further course",
    "pain at rest",
    "unplanned returns",
    "the share who walked unaided",
    "swelling above the joint",
    "a rise of the pressure",
    "the burden on families",
    "transfer to another unit",
];
const TAILS: [&str; 10] = [
    "in the larger of the groups",
    "where staff knew the method",
    "as the authors had expected",
    "although few were followed to the end",
    "above all in the old",
    "and the difference held in each subgroup",
    "if the first course had failed",
    "by the end of follow-up",
    "unless the dose was raised",
    "in sites that took part from the start",
];

/// A sentence without figures, for figures are quoted from records.
pub fn sentence(random: &mut Random) -> String {
    let [subject, verb, object, tail] = [&SUBJECTS[..], &VERBS, &OBJECTS, &TAILS].map(|words| random.one_of(words));
    match random.below(6) {
        0 => format!(
            "{subject} {verb} {object} {tail}, as measured by {}.",
            random.one_of(&SHORT_FORMS)
        ),
        1 => format!("*{subject}* {verb} {object}."),
        _ => format!("{subject} {verb} {object} {tail}."),
    }
}

/// Sentences of about this many bytes in all.
pub fn sentences(random: &mut Random, bytes: usize) -> String {
    let mut text = sentence(random);
    while text.len() + 40 < bytes {
        text.push(' ');
        text.push_str(&sentence(random));
    }
    text
}

/// The abbreviations of the handbook.
pub const SHORT_FORMS: [&str; 24] = [
    "AQF", "BXR", "CVZ", "DQL", "EKZ", "FRQ", "GZP", "HQV", "IXB", "JKR", "KVD", "LQZ", "MXF", "NZK", "OQR", "PVX",
    "QLB", "RZV", "SXQ", "TKZ", "UQD", "VBX", "WZR", "XQK",
];
