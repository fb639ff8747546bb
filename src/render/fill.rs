//! Fills a page's data with what only a renderer knows: Markdown as HTML, links as seen from the page, citations.
//!
//! It walks the data in the order in which it is shown and goes by field names alone, so that new views need no code here.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use tera::Context;

use super::markdown::Renderer;
use super::supplies::Stock;

/// Fills everything below `value`.
///
/// # Errors
///
/// Where the template of embedded blocks fails.
pub fn fill(value: &mut Value, renderer: &mut Renderer<'_>, stock: Stock<'_>) -> Result<(), tera::Error> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|item| fill(item, renderer, stock)),
        Value::Object(map) => Filler { stock }.object(map, renderer),
        _ => Ok(()),
    }
}

/// What filling needs beside the page.
struct Filler<'a> {
    stock: Stock<'a>,
}

impl Filler<'_> {
    fn object(&self, map: &mut Map<String, Value>, renderer: &mut Renderer<'_>) -> Result<(), tera::Error> {
        if map.get("type").and_then(Value::as_str) == Some("chapter") {
            return self.chapter(map, renderer);
        }
        if let Some(Value::String(markdown)) = map.get("markdown") {
            let inline = map.get("inline") == Some(&Value::Bool(true));
            let html = renderer.html(markdown, inline, &[]);
            map.insert("html".to_owned(), Value::String(html));
            return Ok(());
        }
        if let Some(Value::String(to)) = map.get("to") {
            let href = renderer.href(to);
            map.insert("href".to_owned(), Value::String(href));
        }
        if let Some(Value::Array(works)) = map.get_mut("works") {
            self.order(works);
        }
        map.values_mut().try_for_each(|value| fill(value, renderer, self.stock))
    }

    /// A chapter's text, with its blocks in their places. They come first in the order of filling, for they are part of
    /// the text; abbreviations are explained in the text around them.
    fn chapter(&self, map: &mut Map<String, Value>, renderer: &mut Renderer<'_>) -> Result<(), tera::Error> {
        let mut embeds = Vec::new();
        for blocks in map
            .get_mut("embeds")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            fill(blocks, renderer, self.stock)?;
            let mut context = Context::new();
            context.insert("blocks", &*blocks);
            embeds.push(self.stock.templates().render("embed.html", &context)?);
        }
        let markdown = map["text"]["markdown"].as_str().unwrap_or_default().to_owned();
        let html = renderer.html(&markdown, false, &embeds);
        map.insert("html".to_owned(), Value::String(html));
        Ok(())
    }

    /// Works in the order and the words of the citation style.
    fn order(&self, works: &mut Vec<Value>) {
        let key = |work: &Value| work["cite_key"].as_str().unwrap_or_default().to_owned();
        let mut unordered: BTreeMap<String, Value> = works.drain(..).map(|work| (key(&work), work)).collect();
        for (key, label, html) in self.stock.works() {
            if let Some(Value::Object(mut work)) = unordered.remove(key) {
                work.insert("label".to_owned(), Value::String(label.to_owned()));
                work.insert("html".to_owned(), Value::String(html.to_owned()));
                works.push(Value::Object(work));
            }
        }
    }
}
