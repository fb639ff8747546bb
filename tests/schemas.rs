//! The JSON Schemas that editors use, held against the checks of form that they are to agree with.

mod support;

use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use sourcebook::author::schema::{Subject, schema};
use sourcebook::author::starter;
use sourcebook::diagnostic::FileId;
use sourcebook::model::Kind;
use sourcebook::model::place::Place;
use sourcebook::model::scalar::{ScalarType, Spelt};
use sourcebook::model::shape::{Shape, Shapes};
use sourcebook::read::Sources;
use sourcebook::read::node::{Node, Value};

use support::cases::cases;
use support::memory::found;
use support::repository;

static VALIDATORS: LazyLock<Vec<Validator>> = LazyLock::new(|| {
    let made = |subject| jsonschema::draft202012::new(&schema(subject)).expect("schemas are schemas");
    Subject::all().map(made).collect()
});

fn validator(subject: Subject) -> &'static Validator {
    let at = Subject::all().position(|other| other == subject);
    &VALIDATORS[at.expect("it is one of all")]
}

/// A TOML file as JSON, dates as texts: so do language servers.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Text(text) | Value::Date(text) => text.as_str().into(),
        Value::Number(number) => {
            let number = number.trim_start_matches('+').replace('_', "");
            serde_json::from_str(&number).unwrap_or_else(|_| number.parse::<f64>().unwrap_or_default().into())
        }
        Value::Bool(flag) => (*flag).into(),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Table(table) => {
            let entries = table
                .entries
                .iter()
                .map(|entry| (entry.key.to_string(), json(&entry.value)));
            Json::Object(entries.collect())
        }
    }
}

fn parsed(text: &str) -> Json {
    let sources = Sources::from_texts([("a.toml", text)]);
    json(&sources.tree(FileId(0)).0.root)
}

/// What each TOML file of a handbook is, with its path.
fn subjects(sources: &Sources) -> Vec<(FileId, Subject)> {
    let of_content = sources
        .below("")
        .filter_map(|(file, path)| match (Place::of(path), path) {
            (Place::Record(id), _) => Some((file, Subject::Record(id.kind))),
            (Place::Known, "abbreviations.toml") => Some((file, Subject::Abbreviations)),
            _ => None,
        });
    let book = sources.find("book.toml").map(|file| (file, Subject::Book));
    of_content.chain(book).collect()
}

/// What the schemas find wrong in the files of a handbook that have no fault of form.
fn refused(sources: &Sources) -> (usize, Vec<String>) {
    let faulty: Vec<FileId> = found(sources)
        .iter()
        .filter(|d| d.code.0.starts_with("SB0"))
        .map(|d| d.primary.span.file)
        .collect();
    let (mut checked, mut wrong) = (0, Vec::new());
    for subject in Subject::all() {
        let validator = validator(subject);
        for (file, _) in subjects(sources).iter().filter(|(_, of)| *of == subject) {
            if faulty.contains(file) {
                continue;
            }
            checked += 1;
            let tree = json(&sources.tree(*file).0.root);
            let errors = validator.iter_errors(&tree);
            wrong.extend(errors.map(|e| format!("{} {}: {e}", sources.file(*file).path, e.instance_path())));
        }
    }
    (checked, wrong)
}

#[test]
fn schemas_are_schemas() {
    for subject in Subject::all() {
        jsonschema::meta::validate(&schema(subject)).unwrap_or_else(|e| panic!("{}: {e}", subject.name()));
    }
}

#[test]
fn every_file_of_the_repositorys_handbooks_fits() {
    for root in [repository().to_owned(), repository().join("tests/books/sample-fever")] {
        let sources = Sources::load(&root).unwrap();
        let (checked, wrong) = refused(&sources);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(checked > 25, "{checked} files");
    }
}

#[test]
fn what_the_checks_of_form_allow_fits() {
    let mut checked = 0;
    for case in cases() {
        let (files, wrong) = refused(&case.sources());
        assert!(wrong.is_empty(), "{}\n{}", case.path.display(), wrong.join("\n"));
        checked += files;
    }
    assert!(checked > 100, "{checked} files");
}

#[test]
fn what_is_wrong_is_seen() {
    let trial = "name = \"A\"\ndesign = \"randomised\"\n";
    let criterion = |leaf: &str| format!("name = \"A\"\n[criteria]\nall = [{{ any = [{leaf}] }}]\n");
    let cases = [
        (Subject::Record(Kind::Trial), trial.to_owned(), true),
        (
            Subject::Record(Kind::Trial),
            "design = \"randomised\"\n".to_owned(),
            false,
        ),
        (Subject::Record(Kind::Trial), "name = \"A\"\n".to_owned(), false),
        (Subject::Record(Kind::Trial), format!("{trial}desing = \"x\"\n"), false),
        (
            Subject::Record(Kind::Trial),
            trial.replace("randomised", "by-lot"),
            false,
        ),
        (Subject::Record(Kind::Trial), trial.replace("\"A\"", "\" \""), false),
        (Subject::Record(Kind::Trial), trial.replace("\"A\"", "1"), false),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}sample_size = 36.5\n"),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}sample_size = -1\n"),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}year = 2030-02\n").replace("2030-02", "\"2030-02\""),
            true,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}year = \"May 2030\"\n"),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}about = [\"therapy:a-b#part.x\"]\n"),
            true,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}about = [\"medicine:a-b\"]\n"),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}about = [\"therapy:A\"]\n"),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}[population]\ndefinition = \"trial:a\"\n"),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}source = {{ cite = \"a\" }}\n"),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!(
                "{trial}[[outcomes]]\nid = \"a\"\nname = \"B\"\neffect = {{ measure = \"HR\", estimate = 1, ci = [1] }}\n"
            ),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}[[arms]]\nid = \"A b\"\nrole = \"control\"\n"),
            false,
        ),
        (
            Subject::Record(Kind::Trial),
            format!("{trial}[[arms]]\nid = \"a\"\nrole = \"control\"\n"),
            true,
        ),
        (Subject::Record(Kind::Definition), criterion("{ text = \"x\" }"), true),
        (Subject::Record(Kind::Definition), criterion("{ txt = \"x\" }"), false),
        (Subject::Record(Kind::Definition), criterion("{ is = \"mmHg\" }"), false),
        (
            Subject::Record(Kind::Definition),
            criterion("{ is = \">= 39.0 °C\", for = \"30 min\" }"),
            true,
        ),
        (
            Subject::Record(Kind::Definition),
            criterion("{ for = \"30 mL\" }"),
            false,
        ),
        (Subject::Record(Kind::Work), "text = \"A note.\"\n".to_owned(), true),
        (Subject::Book, "[book]\ntitle = \"A\"\n".to_owned(), true),
        (Subject::Book, "[book]\ntitel = \"A\"\n".to_owned(), false),
        (Subject::Abbreviations, "[A]\nmeans = \"b\"\n".to_owned(), true),
        (Subject::Abbreviations, "[A]\nmeens = \"b\"\n".to_owned(), false),
    ];
    for (subject, text, fits) in cases {
        assert_eq!(validator(subject).is_valid(&parsed(&text)), fits, "{text}");
    }
}

/// Calls `visit` with every shape of every kind, and what it belongs to.
fn each_field(visit: &mut dyn FnMut(&str, &sourcebook::model::shape::Field)) {
    let shapes = Shapes::get();
    let mut open: Vec<Shape> = Kind::ALL.iter().map(|kind| shapes.record(*kind)).collect();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(shape) = open.pop() {
        match shape {
            Shape::Table(id) if seen.insert(format!("{id:?}")) => {
                let table = shapes.table(id);
                for field in &table.fields {
                    visit(&table.name, field);
                    open.push(field.shape.clone());
                }
            }
            Shape::List(item, _) | Shape::OneOrMany(item) => open.push(*item),
            _ => {}
        }
    }
}

#[test]
fn every_field_and_choice_is_explained() {
    let mut silent = Vec::new();
    each_field(&mut |table, field| {
        if field.doc.is_empty() {
            silent.push(format!("{table}.{}", field.name));
        }
        if let Shape::Choice(choices) = &field.shape {
            let without = choices.iter().filter(|choice| choice.doc.is_empty());
            silent.extend(without.map(|choice| format!("{table}.{} = {choice}", field.name)));
        }
    });
    assert!(silent.is_empty(), "no documentation: {}", silent.join(", "));
}

/// Every scalar type that a field of a record has.
fn scalars() -> Vec<ScalarType> {
    let mut scalars: Vec<ScalarType> = Vec::new();
    each_field(&mut |_, field| {
        let mut shape = &field.shape;
        while let Shape::List(item, _) = shape {
            shape = item;
        }
        if let Shape::Scalar(scalar) = shape
            && !scalars.iter().any(|known| known.name == scalar.name)
        {
            scalars.push(*scalar);
        }
    });
    scalars
}

#[test]
fn examples_are_of_the_form_that_they_show() {
    let scalars = scalars();
    assert!(scalars.len() > 10, "{scalars:?}");
    for scalar in scalars {
        let sources = Sources::from_texts([("a.toml", format!("a = {}", scalar.example))]);
        let (tree, faults) = sources.tree(FileId(0));
        assert!(faults.is_empty(), "{}", scalar.example);
        let node = tree.root.get("a").unwrap();
        assert!(
            scalar.spelt.allows(&node.value),
            "{} as {}",
            scalar.example,
            scalar.name
        );
        (scalar.check)(node.as_text().unwrap()).unwrap_or_else(|e| panic!("{}: {}", scalar.name, e.message));
    }
}

#[test]
fn units_of_time_are_in_the_pattern_of_a_length_of_time() {
    let pattern = validator_of_pattern(scalars().iter().find(|s| s.name == "duration").unwrap());
    for unit in ["s", "min", "h", "hr", "d", "wk", "mo", "a", "y", "years"] {
        assert!(pattern.is_valid(&json!(format!("> 3 {unit}"))), "{unit}");
    }
}

fn validator_of_pattern(scalar: &ScalarType) -> Validator {
    jsonschema::draft202012::new(&json!({ "pattern": scalar.pattern })).unwrap()
}

static PATTERNS: LazyLock<Vec<(ScalarType, Validator)>> = LazyLock::new(|| {
    let scalars = scalars().into_iter();
    scalars.map(|scalar| (scalar, validator_of_pattern(&scalar))).collect()
});

proptest! {
    /// A pattern that refuses what the program takes would mark right values as wrong.
    #[test]
    fn patterns_allow_what_is_allowed(texts in prop::collection::vec(
        "[<>=~≈≤≥]{0,2} ?-?[0-9.]{1,5}( ?[–-] ?[0-9.]{1,4})? ?(mmHg|%|min|d|h|mo|a|years|hr|y|mL/kg|\\{patients\\})? ?\
         |[a-z0-9-]{1,9}|[A-Z]{3}[0-9]{8}|[0-9]{4}(-[01][0-9]){0,2}|https?://[a-z.]{1,9}|mailto:[a-z@.]{1,9}\
         |[a-z]{2}(-[A-Z]{2})?|(round|percent)?\\(?\\{#[a-z.]{1,5}\\}[ +*,0-9)]{0,6}|\\PC{0,12}", 60)) {
        for (scalar, pattern) in PATTERNS.iter() {
            for text in &texts {
                if scalar.spelt != Spelt::Number && (scalar.check)(text).is_ok() {
                    prop_assert!(pattern.is_valid(&json!(text)), "{text:?} is a {}", scalar.name);
                }
            }
        }
    }
}

#[test]
fn a_new_handbook_fits() {
    let (checked, wrong) = refused(&Sources::from_texts(starter::files()));
    assert_eq!(checked, Kind::ALL.len() + 2);
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The recipe for editors has each schema, with the files that are of its sort.
#[test]
fn the_recipe_for_editors_has_every_schema() {
    let document = std::fs::read_to_string(repository().join("docs/editors.md")).unwrap();
    let recipe: String = document
        .lines()
        .skip_while(|line| *line != "```toml")
        .skip(1)
        .take_while(|line| *line != "```")
        .map(|line| format!("{line}\n"))
        .collect();
    let recipe = parsed(&recipe);
    let rules = recipe["schemas"].as_array().expect("it is a list");
    for subject in Subject::all() {
        let files = match subject {
            Subject::Record(kind) => format!("content/{}/*.toml", kind.folder()),
            Subject::Book => "book.toml".to_owned(),
            Subject::Abbreviations => "content/abbreviations.toml".to_owned(),
        };
        let rule = json!({ "path": format!("schemas/{}", subject.file()), "include": [files] });
        assert!(rules.contains(&rule), "{rule}");
    }
    assert_eq!(rules.len(), Subject::all().count());
}
