//! The statistics rules against trials made at random and against results with known verdicts.
//!
//! A trial that agrees with itself is never reported, however its numbers were rounded; one that is broken beyond what
//! rounding, and another usual test, explain always is.

mod support;

use std::fmt::Write as _;

use proptest::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};

use sourcebook::diagnostic::{Diagnostic, Severity};
use support::memory::{found, handbook};

/// A trial of two arms with all that papers print of it, worked out from counts.
#[derive(Debug, Clone, Copy)]
struct Made {
    events: [u32; 2],
    sizes: [u32; 2],
    measure: &'static str,
    /// To so many decimals.
    effect_decimals: usize,
    percent_decimals: usize,
    p_decimals: usize,
}

/// What is printed, each as it is before it is rounded.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    estimate: f64,
    low: f64,
    high: f64,
    p: f64,
    error: f64,
}

impl Made {
    fn is_log(&self) -> bool {
        self.measure != "RD"
    }

    /// With a Wald interval of 95%: Altman, "Practical Statistics for Medical Research", chapter 10.
    fn numbers(&self) -> Numbers {
        let [a, b] = self.events.map(f64::from);
        let [m, n] = self.sizes.map(f64::from);
        let (x, y) = (a / m, b / n);
        let (center, error) = match self.measure {
            "RR" => ((x / y).ln(), (1.0 / a - 1.0 / m + 1.0 / b - 1.0 / n).sqrt()),
            "OR" => {
                let odds = x / (1.0 - x) / (y / (1.0 - y));
                (odds.ln(), (1.0 / a + 1.0 / (m - a) + 1.0 / b + 1.0 / (n - b)).sqrt())
            }
            _ => (100.0 * (x - y), 100.0 * (x * (1.0 - x) / m + y * (1.0 - y) / n).sqrt()),
        };
        let z = Normal::standard().inverse_cdf(0.975);
        let back = |value: f64| if self.is_log() { value.exp() } else { value };
        Numbers {
            estimate: back(center),
            low: back(center - z * error),
            high: back(center + z * error),
            p: 2.0 * Normal::standard().sf(center.abs() / error),
            error,
        }
    }

    fn percent(&self, arm: usize) -> f64 {
        100.0 * f64::from(self.events[arm]) / f64::from(self.sizes[arm])
    }

    /// As papers print a P value.
    fn p(&self, p: f64) -> String {
        let least = 10f64.powi(-(self.p_decimals as i32));
        match p < least {
            true => format!("\"< {least:.*}\"", self.p_decimals),
            false => format!("{p:.*}", self.p_decimals),
        }
    }

    fn effect(&self, numbers: &Numbers) -> String {
        let d = self.effect_decimals;
        format!(
            "effect = {{ measure = \"{}\", estimate = {:.d$}, ci = [{:.d$}, {:.d$}], p = {}, compares = [\"pump\", \"tea\"] }}\n",
            self.measure,
            numbers.estimate,
            numbers.low,
            numbers.high,
            self.p(numbers.p),
        )
    }

    fn results(&self, percents: [f64; 2], counts: bool) -> String {
        let result = |arm: usize, id: &str| {
            let mut text = format!(
                "{{ arm = \"{id}\", percent = {:.*}",
                self.percent_decimals, percents[arm]
            );
            if counts {
                let _ = write!(text, ", events = {}, n = {}", self.events[arm], self.sizes[arm]);
            }
            text + ", kind = \"proportion\" }"
        };
        format!("results = [{}, {}]\n", result(0, "pump"), result(1, "tea"))
    }

    /// The whole trial, of these lines.
    fn trial(&self, sizes: bool, effect: &str, results: &str) -> String {
        let size = |arm: usize| match sizes {
            true => format!("size = {}\n", self.sizes[arm]),
            false => String::new(),
        };
        format!(
            "name = \"MADE\"\ndesign = \"randomised\"\nsample_size = {}\n\
             [[arms]]\nid = \"pump\"\nrole = \"experimental\"\n{}[[arms]]\nid = \"tea\"\nrole = \"control\"\n{}\
             [[outcomes]]\nid = \"event\"\nname = \"The event\"\ntime = \"30 d\"\nprimary = true\n{effect}{results}",
            self.sizes[0] + self.sizes[1],
            size(0),
            size(1),
        )
    }

    fn percents(&self) -> [f64; 2] {
        [self.percent(0), self.percent(1)]
    }
}

fn made() -> impl Strategy<Value = Made> {
    let sizes = (8u32..900, 8u32..900);
    let decimals = (1usize..4, 0usize..3, 2usize..5);
    (
        sizes,
        0.05f64..0.95,
        0.05f64..0.95,
        prop::sample::select(vec!["RR", "OR", "RD"]),
        decimals,
    )
        .prop_map(
            |((m, n), x, y, measure, (effect_decimals, percent_decimals, p_decimals))| {
                // Neither nobody nor all, of whom no ratio is made.
                let events = |share: f64, size: u32| ((share * f64::from(size)) as u32).clamp(1, size - 1);
                Made {
                    events: [events(x, m), events(y, n)],
                    sizes: [m, n],
                    measure,
                    effect_decimals,
                    percent_decimals,
                    p_decimals,
                }
            },
        )
}

/// What the statistics rules find in a trial, for the shape of a trial is the concern of others.
fn statistics(trial: &str) -> Vec<Diagnostic> {
    let all = found(&handbook([("content/trials/made.toml", trial)]));
    all.into_iter().filter(|d| d.code.0.starts_with("SB3")).collect()
}

fn codes(trial: &str) -> Vec<&'static str> {
    statistics(trial).iter().map(|d| d.code.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 20_000, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_trial_that_agrees_with_itself_is_never_reported(made in made(), sizes in any::<bool>(), counts in any::<bool>()) {
        let trial = made.trial(sizes, &made.effect(&made.numbers()), &made.results(made.percents(), counts));
        let found = statistics(&trial);
        prop_assert!(found.is_empty(), "{found:#?}\n{trial}");
    }

    #[test]
    fn an_estimate_off_the_middle_is_reported(made in made(), up in any::<bool>()) {
        let (made, mut numbers) = (Made { effect_decimals: 3, ..made }, made.numbers());
        // A quarter of the half-width and more than a likelihood interval leans, and more than rounding hides; inside.
        let half = 1.96 * numbers.error;
        let unit = if made.is_log() { 0.002 / numbers.low.max(0.001) } else { 0.002 };
        let leans = if made.is_log() { half * half / 6.0 } else { half / 4.0 };
        let shift = leans.max(half / 4.0) + 2.0 * unit;
        prop_assume!(shift < 0.9 * half && numbers.low.abs() > 0.01);
        let sign = if up { 1.0 } else { -1.0 };
        numbers.estimate = if made.is_log() { numbers.estimate * (sign * shift).exp() } else { numbers.estimate + sign * shift };
        let trial = made.trial(true, &made.effect(&numbers), "");
        let found = statistics(&trial);
        prop_assert!(found.iter().any(|d| d.code.0 == "SB302" && d.severity == Severity::Warning), "{found:#?}\n{trial}");
        // What is wrong is said once.
        prop_assert_eq!(found.len(), 1, "{:#?}\n{}", found, trial);
    }

    #[test]
    fn a_p_value_of_another_interval_is_reported(made in made()) {
        let (made, mut numbers) = (Made { effect_decimals: 3, p_decimals: 4, ..made }, made.numbers());
        // Far enough that no other test gives it, and rounding of the interval does not either.
        prop_assume!(numbers.error < 0.3 * if made.is_log() { 1.0 } else { 30.0 });
        prop_assume!(!made.is_log() || numbers.low > 0.1);
        let normal = Normal::standard();
        let z = -normal.inverse_cdf(numbers.p.max(1e-15) / 2.0);
        let other = if z < 1.7 { 1.5 * z + 1.5 } else { 0.3 * z.min(8.0) };
        numbers.p = 2.0 * normal.sf(other);
        let trial = made.trial(true, &made.effect(&numbers), "");
        let codes = codes(&trial);
        prop_assert!(matches!(codes.as_slice(), ["SB303"] | ["SB304"]), "{codes:?}\n{trial}");
    }

    #[test]
    fn a_p_value_on_the_other_side_is_reported(made in made()) {
        let (made, mut numbers) = (Made { effect_decimals: 3, p_decimals: 3, ..made }, made.numbers());
        let none = if made.is_log() { 1.0 } else { 0.0 };
        prop_assume!((numbers.low - none).abs() > 0.001 && (numbers.high - none).abs() > 0.001);
        prop_assume!(!made.is_log() || numbers.low > 0.02);
        numbers.p = if numbers.low < none && none < numbers.high { 0.049 } else { 0.051 };
        let trial = made.trial(true, &made.effect(&numbers), "");
        prop_assert_eq!(codes(&trial), ["SB304"], "{}", trial);
    }

    #[test]
    fn an_effect_that_shares_do_not_give_is_reported(made in made(), up in any::<bool>(), counts in any::<bool>()) {
        let (made, numbers) = (Made { effect_decimals: 3, percent_decimals: 1, ..made }, made.numbers());
        // With its interval, so that only the shares can tell.
        let factor = if up { 1.6 } else { 0.6 };
        let moved = |value: f64| if made.is_log() { value * factor } else { value + if up { 6.0 } else { -6.0 } };
        let effect = made.effect(&Numbers {
            estimate: moved(numbers.estimate),
            low: moved(numbers.low),
            high: moved(numbers.high),
            ..numbers
        });
        let effect = effect.split(", p = ").next().unwrap().to_owned() + ", compares = [\"pump\", \"tea\"] }\n";
        prop_assume!(!made.is_log() || numbers.low * factor > 0.02);
        // Percentages of few leave much open.
        prop_assume!(made.percents().iter().all(|percent| (2.0..98.0).contains(percent)));
        let trial = made.trial(true, &effect, &made.results(made.percents(), counts));
        prop_assert_eq!(codes(&trial), ["SB306"], "{}", trial);
    }

    #[test]
    fn exchanged_arms_are_an_error(made in made(), counts in any::<bool>()) {
        let (made, numbers) = (Made { effect_decimals: 3, percent_decimals: 1, ..made }, made.numbers());
        let none = if made.is_log() { 1.0 } else { 0.0 };
        prop_assume!(numbers.low > none + 0.01 || numbers.high < none - 0.01);
        prop_assume!(!made.is_log() || numbers.low > 0.02);
        let effect = made.effect(&numbers).replace("[\"pump\", \"tea\"]", "[\"tea\", \"pump\"]");
        let trial = made.trial(true, &effect, &made.results(made.percents(), counts));
        let found = statistics(&trial);
        prop_assert!(
            found.iter().any(|d| d.code.0 == "SB306" && d.severity == Severity::Error),
            "{found:#?}\n{trial}"
        );
    }

    #[test]
    fn a_percentage_between_two_shares_is_reported(made in made(), own in any::<bool>()) {
        let made = Made { percent_decimals: 2, ..made };
        let [events, size] = [made.events[0], made.sizes[0]].map(f64::from);
        let between = 100.0 * (events + 0.5) / size;
        // Half a patient has to be more than two units of the last digit.
        prop_assume!(size < 2000.0);
        let results = made.results([between, made.percent(1)], false);
        let results = match own {
            true => results.replace(", kind", &format!(", n = {}, kind", made.sizes[0])),
            false => results,
        };
        let trial = made.trial(!own, "", &results);
        let found = statistics(&trial);
        let reported = found.iter().filter(|d| d.code.0 == "SB307" && d.severity == Severity::Error);
        prop_assert!(reported.count() >= 1, "{found:#?}\n{trial}");
    }

    #[test]
    fn a_percentage_that_counts_do_not_make_is_reported(made in made(), off in 1i32..4) {
        let made = Made { percent_decimals: 1, ..made };
        let percent = (made.percent(0) * 10.0).round() / 10.0 + 0.1 * f64::from(off);
        prop_assume!(percent <= 100.0);
        let trial = made.trial(true, "", &made.results([percent, made.percent(1)], true));
        // One unit of the last digit, unless the share lay at a half.
        prop_assume!((percent - made.percent(0)).abs() > 0.0501);
        prop_assert_eq!(codes(&trial), ["SB309"], "{}", trial);
    }

    /// Whatever way there is to part the patients is found, and one that there is not is not made up: against all of them.
    #[test]
    fn ways_to_part_patients_are_neither_missed_nor_made_up(total in 2u32..60, x in 0u32..1001, y in 0u32..1001) {
        let tenths = |x: u32| f64::from(x) / 10.0;
        let can = |x: u32, n: u32| (0..=n).any(|k| (1000.0 * f64::from(k) / f64::from(n) - f64::from(x)).abs() <= 0.5 + 1e-9);
        let possible = (1..total).any(|n| can(x, n) && can(y, total - n));
        let made = Made { events: [1, 1], sizes: [1, total - 1], measure: "RR", effect_decimals: 2, percent_decimals: 1, p_decimals: 2 };
        let trial = made.trial(false, "", &made.results([tenths(x), tenths(y)], false));
        let expected: &[&str] = if possible { &[] } else { &["SB308"] };
        prop_assert_eq!(codes(&trial), expected, "{}", trial);
    }

    #[test]
    fn arms_and_patients_that_do_not_add_up_are_reported(made in made(), more in 1u32..20, fewer in any::<bool>()) {
        let trial = made.trial(true, "", "");
        let total = made.sizes[0] + made.sizes[1];
        let other = if fewer { total - more.min(total - 1) } else { total + more };
        let wrong = trial.replace(&format!("sample_size = {total}"), &format!("sample_size = {other}"));
        let severity = if fewer { Severity::Error } else { Severity::Warning };
        let found: Vec<_> = statistics(&wrong).iter().map(|d| (d.code.0, d.severity)).collect();
        prop_assert_eq!(found, [("SB311", severity)], "{}", wrong);
    }
}

/// Results as papers print them, with what is to be said of each: the lines of an outcome, and codes.
///
/// The first two are the worked examples of Altman & Bland (BMJ 2011;343:d2090 and d2304), whose arithmetic their notes give;
/// the others are invented.
const KNOWN: &[(&str, &str, &[&str])] = &[
    // P = 0.03 for a ratio of 0.81 with 0.70 to 0.94: z = 2.79, P = 0.005.
    (
        "",
        "effect = { measure = \"HR\", estimate = 0.81, ci = [0.70, 0.94], p = 0.005, compares = [\"pump\", \"tea\"] }",
        &[],
    ),
    (
        "",
        "effect = { measure = \"HR\", estimate = 0.81, ci = [0.70, 0.94], p = 0.05, compares = [\"pump\", \"tea\"] }",
        &["SB303"],
    ),
    // A difference of 0.1 and its interval: standard error 0.048, z = 2.08, P = 0.037.
    (
        "",
        "effect = { measure = \"MD\", estimate = 0.10, ci = [0.006, 0.194], p = 0.037, compares = [\"pump\", \"tea\"] }",
        &[],
    ),
    (
        "",
        "effect = { measure = \"MD\", estimate = 0.10, ci = [0.006, 0.194], p = 0.37, compares = [\"pump\", \"tea\"] }",
        &["SB304"],
    ),
    // The lower end has lost its digits' order.
    (
        "",
        "effect = { measure = \"HR\", estimate = 0.74, ci = [0.45, 0.99], p = 0.04, compares = [\"pump\", \"tea\"] }",
        &["SB302"],
    ),
    // An estimate from a log-rank test beside a Cox model's interval: not reported.
    (
        "",
        "effect = { measure = \"HR\", estimate = 0.56, ci = [0.21, 1.45], p = 0.22, compares = [\"pump\", \"tea\"] }",
        &[],
    ),
    // Rare events, by Fisher's exact test: 1 of 50 against 7 of 50, conditional odds ratio 0.13 (0.003 to 1.09), P = 0.059.
    (
        "",
        "effect = { measure = \"OR\", estimate = 0.13, ci = [0.003, 1.09], p = 0.059, compares = [\"pump\", \"tea\"] }",
        &["SB302"],
    ),
    // A relative risk where the odds ratio was printed: 60 of 100 against 45 of 100.
    (
        "",
        "effect = { measure = \"RR\", estimate = 1.83, ci = [1.05, 3.21], p = 0.034, compares = [\"pump\", \"tea\"] }\nresults = [{ arm = \"pump\", events = 60, n = 100 }, { arm = \"tea\", events = 45, n = 100 }]",
        &["SB306"],
    ),
    (
        "",
        "effect = { measure = \"RR\", estimate = 1.33, ci = [1.02, 1.75], p = 0.034, compares = [\"pump\", \"tea\"] }\nresults = [{ arm = \"pump\", events = 60, n = 100 }, { arm = \"tea\", events = 45, n = 100 }]",
        &[],
    ),
    // The reader is shown the reverse of what the shares say.
    (
        "",
        "effect = { measure = \"RR\", estimate = 0.75, ci = [0.57, 0.98], p = 0.034, compares = [\"pump\", \"tea\"] }\nresults = [{ arm = \"pump\", events = 60, n = 100 }, { arm = \"tea\", events = 45, n = 100 }]",
        &["SB306"],
    ),
    // A hazard ratio and shares at one time agree roughly, and are left alone.
    (
        "",
        "effect = { measure = \"HR\", estimate = 0.70, ci = [0.52, 0.94], p = 0.02, compares = [\"pump\", \"tea\"] }\nresults = [{ arm = \"pump\", percent = 45.2 }, { arm = \"tea\", percent = 54.8 }]",
        &[],
    ),
    // 36.8% is 7 of 19 and 28.6% is 6 of 21, of 40.
    (
        "sample_size = 40",
        "results = [{ arm = \"pump\", percent = 36.8 }, { arm = \"tea\", percent = 28.6 }]",
        &[],
    ),
    (
        "sample_size = 41",
        "results = [{ arm = \"pump\", percent = 36.8 }, { arm = \"tea\", percent = 28.6 }]",
        &["SB308"],
    ),
    (
        "sample_size = 40",
        "results = [{ arm = \"pump\", percent = 36.8, n = 19 }, { arm = \"tea\", percent = 28.7, n = 21 }]",
        &["SB307"],
    ),
    (
        "sample_size = 40",
        "results = [{ arm = \"pump\", percent = 36.8, events = 7, n = 19 }, { arm = \"tea\", percent = 28.6, events = 8, n = 21 }]",
        &["SB309"],
    ),
    (
        "sample_size = 40",
        "results = [{ arm = \"pump\", events = 20, n = 19 }, { arm = \"tea\", events = 8, n = 21 }]",
        &["SB310"],
    ),
    (
        "sample_size = 39",
        "results = [{ arm = \"pump\", events = 7, n = 19 }, { arm = \"tea\", events = 8, n = 21 }]",
        &["SB312"],
    ),
    (
        "sample_size = 41",
        "results = [{ arm = \"pump\", events = 7, n = 19 }, { arm = \"tea\", events = 8, n = 21 }]",
        &["SB312"],
    ),
    (
        "sample_size = 41\nanalysed = 40",
        "results = [{ arm = \"pump\", events = 7, n = 19 }, { arm = \"tea\", events = 8, n = 21 }]",
        &[],
    ),
];

#[test]
fn known_results_are_judged_as_they_should_be() {
    for (head, outcome, expected) in KNOWN {
        let trial = format!(
            "name = \"KNOWN\"\ndesign = \"randomised\"\n{head}\n[[arms]]\nid = \"pump\"\nrole = \"experimental\"\n\
             [[arms]]\nid = \"tea\"\nrole = \"control\"\n[[outcomes]]\nid = \"event\"\nname = \"The event\"\n\
             time = \"30 d\"\nprimary = true\n{outcome}\n"
        );
        assert_eq!(codes(&trial), *expected, "{trial}");
    }
}

/// Numbers that no search may choke on.
#[test]
fn large_and_odd_numbers_are_judged_at_once() {
    let odd = [
        "sample_size = 18446744073709551615\nresults = [{ arm = \"pump\", percent = 33.33333333333333 }, { arm = \"tea\", percent = 0.00000000001 }]",
        "sample_size = 0\nresults = [{ arm = \"pump\", percent = 33.3 }, { arm = \"tea\", percent = 12 }]",
        "sample_size = 20000\nresults = [{ arm = \"pump\", percent = 33.3333333 }, { arm = \"tea\", percent = 12.1212121 }]",
        "results = [{ arm = \"pump\", percent = 33.3, n = 0 }, { arm = \"tea\", percent = 0.000000000000001, n = 18446744073709551615 }]",
        "effect = { measure = \"HR\", estimate = 0.00, ci = [0.00, 0.00], p = 0, compares = [\"pump\", \"tea\"] }",
        "effect = { measure = \"HR\", estimate = 1, ci = [0, 99999999999999999999], p = 1, compares = [\"pump\", \"tea\"] }",
        "effect = { measure = \"HR\", estimate = -1, ci = [-2, 3], p = 1, ci_level = 100, compares = [\"pump\", \"tea\"] }",
        "effect = { measure = \"RD\", estimate = 0, ci = [0, 0], p = \"< 0\", compares = [\"pump\", \"tea\"] }",
        "effect = { measure = \"MD\", estimate = 5, ci = [5, 5], p = \"> 1\", ci_level = 0, compares = [\"pump\", \"pump\"] }",
    ];
    for text in odd {
        let (head, outcome) = match text.strip_prefix("sample_size") {
            Some(_) => text.split_once('\n').unwrap(),
            None => ("", text),
        };
        let trial = format!(
            "name = \"ODD\"\ndesign = \"randomised\"\n{head}\n[[arms]]\nid = \"pump\"\nrole = \"experimental\"\n\
             [[arms]]\nid = \"tea\"\nrole = \"control\"\n[[outcomes]]\nid = \"event\"\nname = \"The event\"\n{outcome}\n"
        );
        for diagnostic in statistics(&trial) {
            let text = [diagnostic.message]
                .into_iter()
                .chain(diagnostic.notes)
                .collect::<String>();
            assert!(!text.contains("NaN"), "{text}\n{trial}");
        }
    }
}
