//! A line of `grounding.lock` as the program writes it.

use super::lock::{How, REVIEW, SEEN, Seal};

/// The name and the seal of a claim, if the line is just as [`super::lock::Lock::text`] writes one whose texts are plain:
/// in basic strings, with nothing escaped. Of any other line this says nothing, be it a seal or not.
pub(super) fn written(line: &str) -> Option<(&str, Seal)> {
    let mut rest = Rest(line);
    let name = rest.text()?;
    if name.starts_with(REVIEW) || name.starts_with(SEEN) {
        return None;
    }
    rest.eat(" = { how = ")?;
    let how = How::named(rest.text()?)?;
    let mut lists = [(); 4].map(|()| Vec::new());
    for (key, list) in [", numbers = ", ", refers = ", ", words = ", ", read = "]
        .iter()
        .zip(&mut lists)
    {
        rest.eat(key)?;
        *list = rest.list()?;
    }
    let [numbers, refers, words, read] = lists;
    let papers = rest.after(", papers = ", Rest::list)?;
    let at = rest.after(", at = ", Rest::list)?;
    let because = rest.after(", because = ", Rest::text)?;
    let by = rest.after(", by = ", Rest::text)?;
    rest.eat(" }")?;
    let seal = Seal {
        numbers,
        refers,
        words,
        read,
        how,
        papers: papers.unwrap_or_default(),
        at: at.unwrap_or_default(),
        because: because.map(str::to_owned),
        by: by.map(str::to_owned),
    };
    rest.0.is_empty().then_some((name, seal))
}

/// What has not been read yet of a line.
struct Rest<'t>(&'t str);

impl<'t> Rest<'t> {
    fn eat(&mut self, expected: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// What stands behind a key, if the key is there: it may be left out, but not be followed by something else.
    fn after<T>(&mut self, key: &str, read: fn(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.eat(key) {
            Some(()) => read(self).map(Some),
            None => Some(None),
        }
    }

    /// A string in which nothing is escaped and nothing needs to be.
    fn text(&mut self) -> Option<&'t str> {
        self.eat("\"")?;
        let end = self
            .0
            .bytes()
            .position(|b| matches!(b, b'"' | b'\\' | 0x7f) || b < b' ')?;
        let (text, rest) = self.0.split_at(end);
        self.0 = rest;
        self.eat("\"").map(|()| text)
    }

    fn list(&mut self) -> Option<Vec<String>> {
        self.eat("[")?;
        let mut items = Vec::new();
        while self.eat("]").is_none() {
            if !items.is_empty() {
                self.eat(", ")?;
            }
            items.push(self.text()?.to_owned());
        }
        Some(items)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lock::Lock;
    use super::super::lock_lines::Lines;
    use super::*;

    /// Plain texts, and some that have to be quoted otherwise.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![8 => "[a-zA-Z0-9 .,:=<≥%@#é-]{0,12}", 1 => "[a\"'\\\\\\t\u{7f}]{0,6}"]
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(text(), 0..4)
    }

    fn seal() -> impl Strategy<Value = Seal> {
        let how = prop::sample::select(How::ALL.to_vec());
        let lists = (texts(), texts(), texts(), texts(), texts(), texts());
        let said = (prop::option::of(text()), prop::option::of(text()));
        (how, lists, said).prop_map(
            |(how, (numbers, refers, words, read, papers, at), (because, by))| Seal {
                numbers,
                refers,
                words,
                read,
                how,
                papers,
                at,
                because,
                by,
            },
        )
    }

    fn line(name: &str, seal: Seal) -> String {
        let lock = Lock {
            seals: [(name.to_owned(), seal)].into(),
            ..Lock::default()
        };
        lock.text().lines().last().unwrap_or_default().to_owned()
    }

    proptest! {
        #[test]
        fn reads_what_is_written_as_toml_does(name in "[a-z]{1,8}:[a-z#.]{1,9}", seal in seal()) {
            let line = line(&name, seal.clone());
            if let Some((read, sealed)) = written(&line) {
                prop_assert_eq!((read, &sealed), (name.as_str(), &seal));
            }
            let by_toml = Lines::read(&line).map(Lines::into_lock);
            prop_assert_eq!(by_toml.map(|lock| lock.seals), Ok([(name, seal)].into()));
        }

        #[test]
        fn takes_for_a_seal_only_what_toml_takes_for_the_same(seal in seal(), at in 0_usize..200, other in "[\"=,{}\\[\\]a \\\\]") {
            let mut line = line("trial:sample", seal);
            let at = (0..=at.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap_or_default();
            line.insert_str(at, &other);
            if let Some((name, seal)) = written(&line) {
                let by_toml = Lines::read(&line).map(Lines::into_lock);
                prop_assert_eq!(by_toml.map(|lock| lock.seals), Ok([(name.to_owned(), seal)].into()));
            }
        }
    }

    #[test]
    fn plain_lines_are_read_here() {
        let plain = r#""trial:a#b" = { how = "found", numbers = ["n=5", "p=<0.05"], refers = [], words = ["no"], read = ["k2020: Table 2"], papers = ["00"], at = ["1-2"] }"#;
        let (name, seal) = written(plain).expect("it is plain");
        assert_eq!((name, seal.numbers.len(), seal.by), ("trial:a#b", 2, None));
        for other in [
            plain.replace("\"trial:a#b\"", "\"review trial:a\""),
            plain.replace("n=5", "n=\\u0035"),
            plain.replace(" }", " } # by hand"),
            plain.replace("found", "guessed"),
            plain.replace(", words", ",words"),
        ] {
            assert!(written(&other).is_none(), "{other}");
        }
    }
}
