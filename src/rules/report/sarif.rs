//! SARIF 2.1.0, the form in which code scanning reads what checks find.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, Location, LogicalLocation, Message, MultiformatMessageString, PhysicalLocation, PropertyBag,
    Region, ReportingConfiguration, ReportingDescriptor, Result as Entry, ResultColumnKind, ResultKind, ResultLevel,
    Run, Sarif, Suppression, SupressionKind, SupressionStatus, Tool, ToolComponent,
};

use super::place::{Columns, Places};
use super::{Report, in_full};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::rules::{Family, RULES, Rule, docs};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What files are relative to: the folder that was checked out.
const ROOT: &str = "%SRCROOT%";

/// What a path has as it is; the slash among it.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub fn report(of: &Report<'_>) -> String {
    let all = of.all();
    let fired: BTreeSet<&str> = all.iter().map(|(fault, _)| fault.code.0).collect();
    let rules: Vec<&Rule> = RULES
        .iter()
        .copied()
        .filter(|rule| fired.contains(rule.code.0))
        .collect();
    let mut entries = Entries {
        report: of,
        places: of.places(Columns::Utf16),
        index: rules.iter().enumerate().map(|(i, rule)| (rule.code.0, i)).collect(),
        seen: BTreeMap::new(),
    };
    let results: Vec<Entry> = all
        .into_iter()
        .map(|(fault, because)| entries.entry(fault, because))
        .collect();
    let driver = ToolComponent::builder()
        .name("sourcebook".to_owned())
        .semantic_version(env!("CARGO_PKG_VERSION").to_owned())
        .rules(rules.into_iter().map(descriptor).collect::<Vec<_>>())
        .build();
    let root = ArtifactLocation::builder().description(message("The folder that was checked out.".to_owned()));
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(json!(ResultColumnKind::Utf16CodeUnits))
        .original_uri_base_ids(BTreeMap::from([(ROOT.to_owned(), root.build())]))
        .results(results)
        .build();
    let log = Sarif::builder()
        .schema(SCHEMA.to_owned())
        .version(json!("2.1.0"))
        .runs(vec![run])
        .build();
    serde_json::to_string_pretty(&log).expect("strings and numbers are always JSON") + "\n"
}

/// A rule with its documentation.
fn descriptor(rule: &Rule) -> ReportingDescriptor {
    let text = |text: String| MultiformatMessageString::builder().text(text).build();
    let help = docs::explain(rule);
    let help = MultiformatMessageString::builder()
        .text(help.clone())
        .markdown(help)
        .build();
    let level = ReportingConfiguration::builder()
        .level(json!(level(rule.severity)))
        .build();
    let family = Family::of(rule);
    let tags = PropertyBag::builder()
        .tags(vec![family.title.to_lowercase()])
        .additional_properties(BTreeMap::new())
        .build();
    let mut descriptor = ReportingDescriptor::builder()
        .id(rule.code.0.to_owned())
        .name(rule.name.to_owned())
        .short_description(text(format!("{}.", docs::capitalised(rule.summary))))
        .full_description(text(rule.rationale.to_owned()))
        .help(help)
        .default_configuration(level)
        .properties(tags)
        .build();
    descriptor.help_uri = docs::address(env!("CARGO_PKG_REPOSITORY"), rule);
    descriptor
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Hint => ResultLevel::Note,
    }
}

/// Makes the results, one after the other.
struct Entries<'r, 'a> {
    report: &'r Report<'a>,
    places: Places<'a>,
    /// The place of each rule among those of the run.
    index: BTreeMap<&'static str, usize>,
    /// How often a fault of the same fingerprint was there before.
    seen: BTreeMap<String, usize>,
}

impl Entries<'_, '_> {
    fn entry(&mut self, fault: &Diagnostic, because: Option<&str>) -> Entry {
        let mut location = self.location(&fault.primary);
        if let Some(record) = &fault.record {
            let field = fault.field.as_ref().map(|field| format!("{record}#{field}"));
            let name = field.unwrap_or_else(|| record.clone());
            location.logical_locations = Some(vec![LogicalLocation::builder().fully_qualified_name(name).build()]);
        }
        let related: Vec<Location> = (fault.related.iter().zip(1..))
            .map(|(label, id)| Location {
                id: Some(id),
                ..self.location(label)
            })
            .collect();
        // An empty list says that somebody has looked.
        let suppressions = because.map(|because| {
            Suppression::builder()
                .kind(json!(SupressionKind::InSource))
                .status(json!(SupressionStatus::Accepted))
                .justification(because.to_owned())
                .build()
        });
        let mut entry = Entry::builder()
            .rule_id(fault.code.0.to_owned())
            .kind(ResultKind::Fail)
            .level(level(fault.severity))
            .message(message(in_full(fault)))
            .locations(vec![location])
            .partial_fingerprints(self.fingerprints(fault))
            .suppressions(suppressions.into_iter().collect::<Vec<_>>())
            .build();
        entry.rule_index = self.index.get(fault.code.0).and_then(|at| i64::try_from(*at).ok());
        entry.related_locations = Some(related).filter(|related| !related.is_empty());
        entry
    }

    fn location(&mut self, label: &Label) -> Location {
        let at = self.places.of(&label.span);
        let path = format!("{}{}", self.report.folder, at.file);
        let artifact = ArtifactLocation::builder()
            .uri(utf8_percent_encode(&path, PATH).to_string())
            .uri_base_id(ROOT.to_owned())
            .build();
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let region = Region::builder()
            .start_line(number(at.line))
            .start_column(number(at.column))
            .end_line(number(at.end_line))
            .end_column(number(at.end_column))
            .build();
        let mut physical = PhysicalLocation::builder().artifact_location(artifact).build();
        // A file that was not read has no line.
        let has_text = !self.report.sources.file(label.span.file).text.is_empty();
        physical.region = has_text.then_some(region);
        Location::builder()
            .physical_location(physical)
            .message(message(label.text.clone()))
            .build()
    }

    /// What stays the same when lines move: of a fault in a record its field, of others what is said; and which of
    /// several that are told apart by nothing else it is. GitHub looks for it under the second name alone.
    fn fingerprints(&mut self, fault: &Diagnostic) -> BTreeMap<String, String> {
        let file = &*self.report.sources.file(fault.primary.span.file).path;
        let made_of = json!([fault.code.0, file, fault.record, fault.field, fault.message]);
        let digest = blake3::hash(made_of.to_string().as_bytes()).to_hex()[..16].to_owned();
        let nth = self.seen.entry(digest.clone()).or_default();
        *nth += 1;
        let fingerprint = format!("{digest}:{nth}");
        let names = ["sourcebook/v1", "primaryLocationLineHash"];
        names.map(|name| (name.to_owned(), fingerprint.clone())).into()
    }
}

/// A message in which nothing is a link: content may hold any text.
fn message(text: String) -> Message {
    let text = match text.contains("](") {
        true => text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]"),
        false => text,
    };
    Message::builder().text(text).build()
}
