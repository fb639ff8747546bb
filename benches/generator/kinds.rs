//! What records of each kind have beside their Markdown.

use std::f64::consts::PI;

use super::Plan;
use super::words::{Random, capitalised, word};

/// The kinds that the invented handbook has, trials first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Trial,
    Analysis,
    Study,
    Recommendation,
    Therapy,
    Condition,
    Question,
    Position,
    Parameter,
    Definition,
    Grading,
}

use Kind::*;

impl Kind {
    pub const ALL: [Self; 11] = [
        Trial,
        Analysis,
        Study,
        Recommendation,
        Therapy,
        Condition,
        Question,
        Position,
        Parameter,
        Definition,
        Grading,
    ];

    /// How many of a hundred records are of the kind: 0 for a single one, and trials are what is left.
    pub fn share(self) -> usize {
        match self {
            Trial | Grading => 0,
            Analysis | Study | Recommendation => 14,
            Therapy => 13,
            Condition => 8,
            Question => 5,
            Position => 3,
            Parameter | Definition => 1,
        }
    }

    pub fn folder(self) -> &'static str {
        match self {
            Trial => "trials",
            Analysis => "analyses",
            Study => "studies",
            Recommendation => "recommendations",
            Therapy => "therapies",
            Condition => "conditions",
            Question => "questions",
            Position => "positions",
            Parameter => "parameters",
            Definition => "definitions",
            Grading => "gradings",
        }
    }

    /// As references have it.
    pub fn key(self) -> &'static str {
        match self {
            Analysis => "analysis",
            Study => "study",
            Therapy => "therapy",
            kind => kind.folder().trim_end_matches('s'),
        }
    }

    pub fn id(self, nth: usize) -> String {
        // Each kind has words of its own, so that no two records have one name.
        word(nth + 20_000 * self as usize)
    }

    pub fn reference(self, nth: usize) -> String {
        format!("{}:{}", self.key(), self.id(nth))
    }

    pub fn name(self, nth: usize) -> String {
        let word = self.id(nth);
        match self {
            // Some names have a figure, as real ones do.
            Trial if nth.is_multiple_of(8) => format!("{} 2", word.to_uppercase()),
            Trial | Study => word.to_uppercase(),
            Analysis => format!("Pooled analysis {}", capitalised(&word)),
            Recommendation => format!("Early {word}"),
            Therapy => capitalised(&word) + "ine",
            Condition => capitalised(&word) + " syndrome",
            Question => format!("Value of {word}"),
            Position => format!("{} comes too late", capitalised(&word)),
            Parameter => capitalised(&word) + " index",
            Definition => capitalised(&word) + " definition",
            Grading => capitalised(&word) + " classes",
        }
    }

    /// The fields of the kind: those that stand by themselves, and tables.
    pub fn fields(self, plan: &Plan, nth: usize, at: usize, random: &mut Random) -> (String, String) {
        let near = |kind: Kind, random: &mut Random| plan.near(kind, at, random);
        let year = 1996 + random.below(30);
        match self {
            Trial => {
                let n = 60 + 2 * random.below(400);
                let fields = format!(
                    "registry = \"NCT{:08}\"\ndesign = \"randomised\"\nyear = \"{year}\"\nsample_size = {n}\n",
                    10_000_000 + nth
                );
                let population = population(&near(Condition, random));
                let arms = arms(&near(Therapy, random), &near(Therapy, random));
                (fields, population + &arms + &outcomes(n / 2, random))
            }
            Analysis => {
                let n = 200 + 2 * random.below(3000);
                let trials = [near(Trial, random), near(Trial, random)];
                let pools = if trials[0] == trials[1] {
                    &trials[..1]
                } else {
                    &trials[..]
                };
                let fields =
                    format!("design = \"meta-analysis\"\nyear = \"{year}\"\nsample_size = {n}\npools = {pools:?}\n");
                let arms = arms(&near(Therapy, random), &near(Therapy, random));
                (fields, arms + &outcomes(n / 2, random))
            }
            Study => {
                let fields = format!(
                    "registry = \"NCT{:08}\"\ndesign = \"randomised\"\nsample_size = {}\nstatus = \"recruiting\"\nas_of = \"2095\"\n",
                    50_000_000 + nth,
                    100 + random.below(900)
                );
                let arms = arms(&near(Therapy, random), &near(Therapy, random));
                let endpoint =
                    "[[endpoints]]\nid = \"primary\"\nname = \"Relapse\"\ntime = \"90 d\"\nprimary = true\n\n";
                (fields, population(&near(Condition, random)) + &arms + endpoint)
            }
            Recommendation => {
                let grading = Grading.reference(0);
                let fields = format!(
                    "text = \"Begin early, and stop when the marker has fallen.\"\ntherapies = [\"{}\"]\ndirection = \"for\"\n\
                     strength = \"{grading}#class-a\"\nlevel = \"{grading}#level-b\"\nissuer = \"The {} society\"\n\
                     evidence = [\"{}\"]\n",
                    near(Therapy, random),
                    capitalised(&word(40_000 + random.below(9))),
                    near(Trial, random)
                );
                (
                    fields,
                    format!("[for]\nconditions = [\"{}\"]\n\n", near(Condition, random)),
                )
            }
            Therapy => {
                let tables = format!(
                    "[mechanism]\ntext = \"It slows what the condition speeds up.\"\n\n\
                     [[doses]]\nid = \"usual\"\nname = \"Usual dose\"\nvalue = \"{}0 mg\"\n\n\
                     [[indications]]\nid = \"early\"\ntext = \"In the first days.\"\nconditions = [\"{}\"]\nevidence = [\"{}\"]\n\n\
                     [[harms]]\nid = \"bleeding\"\ntext = \"Bleeding at the site.\"\n\n",
                    1 + random.below(40),
                    near(Condition, random),
                    near(Trial, random)
                );
                (
                    format!("type = \"{}\"\n", random.one_of(&["drug", "device", "procedure"])),
                    tables,
                )
            }
            Condition => (
                format!(
                    "role = \"{}\"\n",
                    random.one_of(&["cause", "phenotype", "complication"])
                ),
                String::new(),
            ),
            Question => {
                let fields = format!(
                    "text = \"Does it hold in everyday care?\"\nstudies = [\"{}\"]\nevidence = [\"{}\"]\n",
                    near(Study, random),
                    near(Trial, random)
                );
                (fields, String::new())
            }
            Position => {
                let fields = format!(
                    "sort = \"opinion\"\nholder = \"The authors of a letter\"\ntext = \"It should be tried earlier.\"\n\
                     reasons = [\"It is kept as a last resort.\"]\nevidence_for = [\"{}\"]\n",
                    near(Trial, random)
                );
                (fields, String::new())
            }
            Parameter => ("unit = \"mmol/L\"\nworse = \"higher\"\n".to_owned(), String::new()),
            Definition => {
                let (parameter, therapy) = (near(Parameter, random), near(Therapy, random));
                let criteria = format!(
                    "[criteria]\nall = [\n  {{ id = \"high\", parameter = \"{parameter}\", is = \"> {} mmol/L\" }},\n  \
                     {{ id = \"treated\", needs = [\"{therapy}\"] }},\n  {{ id = \"pain\", text = \"Pain at rest\" }},\n]\n\n",
                    2 + random.below(8)
                );
                (format!("of = \"{}\"\n", near(Condition, random)), criteria)
            }
            Grading => {
                let tables = "[[classes]]\nid = \"class-a\"\nname = \"Class A\"\n\n[[levels]]\nid = \"level-b\"\nname = \"Level B\"\n\n";
                ("issuer = \"An invented society\"\n".to_owned(), tables.to_owned())
            }
        }
    }
}

fn population(condition: &str) -> String {
    format!("[population]\ntext = \"Adults in their first illness\"\nconditions = [\"{condition}\"]\n\n")
}

fn arms(tested: &str, control: &str) -> String {
    format!(
        "[[arms]]\nid = \"tested\"\nname = \"Tested\"\nrole = \"experimental\"\ntherapies = [\"{tested}\"]\n\n\
         [[arms]]\nid = \"usual\"\nname = \"Usual care\"\nrole = \"control\"\ntherapies = [\"{control}\"]\n\n"
    )
}

/// An outcome and a complication whose figures agree with each other.
fn outcomes(per_arm: usize, random: &mut Random) -> String {
    let events = [
        per_arm * (10 + random.below(30)) / 100,
        per_arm * (15 + random.below(30)) / 100,
    ];
    let result = |arm: &str, events: usize| {
        let percent = 100.0 * events as f64 / per_arm as f64;
        format!(
            "{{ arm = \"{arm}\", percent = {percent:.1}, events = {events}, n = {per_arm}, kind = \"proportion\" }}"
        )
    };
    let [a, b] = events.map(|events| events as f64);
    let n = per_arm as f64;
    let risk_ratio = a / b;
    let error = (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / n).sqrt();
    let bound = |sign: f64| (risk_ratio.ln() + sign * 1.96 * error).exp();
    let p = p_value(risk_ratio.ln().abs() / error);
    format!(
        "[[outcomes]]\nid = \"main\"\nname = \"Relapse\"\ntime = \"180 d\"\nprimary = true\nresults = [{}, {}]\n\
         effect = {{ measure = \"RR\", estimate = {risk_ratio:.2}, ci = [{:.2}, {:.2}], p = {p}, compares = [\"tested\", \"usual\"] }}\n\n\
         [[complications]]\nid = \"bleeding\"\nname = \"Bleeding\"\nresults = [{}, {}]\n\n",
        result("tested", events[0]),
        result("usual", events[1]),
        bound(-1.0),
        bound(1.0),
        result("tested", events[1] / 4),
        result("usual", events[0] / 4),
    )
}

/// The two-sided P value of a standard normal deviate, good to four digits (Abramowitz and Stegun 26.2.16).
fn p_value(z: f64) -> String {
    let t = 1.0 / (1.0 + 0.33267 * z);
    let tail = (-z * z / 2.0).exp() / (2.0 * PI).sqrt() * t * (0.436_183_6 + t * (-0.120_167_6 + t * 0.937_298));
    match 2.0 * tail {
        p if p < 0.001 => "\"< 0.001\"".to_owned(),
        p => format!("{p:.3}"),
    }
}
