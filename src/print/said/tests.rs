use super::*;
use serde_json::json;

fn card(dose: &str, at: &str, number: u64) -> Value {
    json!({
        "title": "Shade",
        "parts": [
            { "title": "Doses", "anchor": "doses", "blocks": [{ "is": "facts", "facts": [{
                "label": "At noon",
                "value": [{ "is": "value", "text": dose, "notes": [number] }],
            }] }] },
            { "title": "Harms", "anchor": "harms", "blocks": [{ "is": "items", "items": [
                { "anchor": null, "title": [], "body": [{ "is": "text", "text": "Gloom" }], "notes": [] },
            ] }] },
        ],
        "sources": [{ "work": [{ "is": "text", "text": "Keepers 2030" }], "places": [[number, at]] }],
    })
}

fn changed(was: &Value, is: &Value) -> Vec<Change> {
    changes(&lines(was), &lines(is))
}

#[test]
fn what_changed_is_told_with_its_headings() {
    let [change] = &changed(&card("5 lx", "Table 1", 1), &card("7 lx", "Table 1", 1))[..] else {
        panic!("one line differs");
    };
    assert_eq!((change.under.as_str(), change.name.as_str()), ("Doses", "At noon"));
    assert_eq!(
        (change.was.as_deref(), change.is.as_deref()),
        (Some("5 lx"), Some("7 lx"))
    );
}

#[test]
fn another_place_is_a_change_and_another_number_of_a_note_is_none() {
    let was = card("5 lx", "Table 1", 1);
    assert_eq!(digest(&was), digest(&card("5 lx", "Table 1", 4)));
    assert_ne!(digest(&was), digest(&card("5 lx", "Table 2", 1)));
    let [change] = &changed(&was, &card("5 lx", "Table 2", 1))[..] else {
        panic!("one line differs");
    };
    assert_eq!(change.is.as_deref(), Some("5 lx (read in Keepers 2030, Table 2)"));
}

#[test]
fn what_is_new_moves_nothing_else() {
    let was = card("5 lx", "Table 1", 1);
    let mut is = was.clone();
    let harm = json!({ "anchor": null, "title": [], "body": [{ "is": "text", "text": "Cold" }], "notes": [] });
    is["parts"][1]["blocks"][0]["items"]
        .as_array_mut()
        .unwrap()
        .insert(0, harm);
    let [change] = &changed(&was, &is)[..] else {
        panic!("one line is new")
    };
    assert_eq!((change.was.as_deref(), change.is.as_deref()), (None, Some("Cold")));
    let [change] = &changed(&is, &was)[..] else {
        panic!("one line is gone")
    };
    assert_eq!((change.was.as_deref(), change.is.as_deref()), (Some("Cold"), None));
}
