//! The web manifest, by which a phone puts the handbook on its home screen.

use serde_json::json;

use crate::model::book::Book;

pub const PATH: &str = "manifest.webmanifest";

/// The text of it. Addresses in it are seen from where it stands, so that it serves any folder of any host.
pub fn text(book: &Book) -> Vec<u8> {
    let about = &book.book;
    let manifest = json!({
        "name": about.title.as_str(),
        "short_name": about.title.as_str(),
        "description": about.description.as_ref().map(|text| text.as_str()),
        "lang": book.language(),
        "start_url": "index.html",
        "scope": "./",
        // With a way back, which a handbook needs more than a whole screen.
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#0a6b5c",
        "icons": [
            { "src": "icon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any" },
            // Filled up to its corners, so that a phone may cut it to its own shape.
            { "src": "icon.png", "type": "image/png", "sizes": "512x512", "purpose": "any maskable" },
        ],
    });
    format!("{manifest:#}\n").into_bytes()
}
