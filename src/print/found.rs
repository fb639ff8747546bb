//! Reads a sheet back: what its PDF says of itself, the data that it carries, and the letters on its pages.
//!
//! The reader is not the one that wrote it, and the file may be anyone's. So it is read on a thread of its own, which may fail
//! or take too long without harm.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Stream};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Rect};

use super::figures;

/// The name under which a sheet carries the data that it was drawn from.
pub const CARRIED: &str = "sheet.json";

/// The threads on which files are read.
pub const THREAD: &str = "reads a sheet";

/// The room that a reader has for calls, in bytes.
const STACK: usize = 64 << 20;

/// A whole book is read in a second or two.
const PATIENCE: Duration = Duration::from_secs(60);

/// What was found in a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The sort of sheet, what it is of, the paper, the digest, and perhaps `draft`.
    pub keywords: Vec<String>,
    /// The title of the handbook.
    pub book: String,
    /// What it was drawn from; a program that saved the file anew may have left it out.
    pub carried: Option<Vec<u8>>,
    /// The drawings that a book carries beside it.
    pub figures: Option<Vec<u8>>,
}

/// Why a file cannot be read as a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("it is not a PDF, or so damaged that it cannot be read")]
    Damaged,
    #[error("it is encrypted, which no sheet of sourcebook is")]
    Encrypted,
    #[error("reading it takes longer than a minute")]
    Endless,
}

/// Reads what a PDF says of itself.
///
/// # Errors
///
/// Where it cannot be read.
pub fn read(pdf: &[u8]) -> Result<Found, Unreadable> {
    aside(pdf, found)
}

/// The letters of all pages in the order in which they were drawn, without spaces and hyphens, which depend on the ends of
/// lines.
///
/// # Errors
///
/// Where it cannot be read.
pub fn letters(pdf: &[u8]) -> Result<String, Unreadable> {
    aside(pdf, drawn)
}

/// Does something with a PDF on a thread of its own.
fn aside<T: Send + 'static>(pdf: &[u8], with: fn(&Pdf) -> T) -> Result<T, Unreadable> {
    let pdf = pdf.to_vec();
    let (done, result) = mpsc::channel();
    let reader = thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let read = Pdf::new(pdf).map(|pdf| with(&pdf)).map_err(|error| match error {
                LoadPdfError::Decryption(_) => Unreadable::Encrypted,
                LoadPdfError::Invalid => Unreadable::Damaged,
            });
            // Nobody waits any more where it took too long.
            let _ = done.send(read);
        });
    match reader.map(|_| result.recv_timeout(PATIENCE)) {
        Ok(Ok(read)) => read,
        Ok(Err(mpsc::RecvTimeoutError::Timeout)) => Err(Unreadable::Endless),
        // The reader came upon something that it cannot bear.
        Ok(Err(mpsc::RecvTimeoutError::Disconnected)) | Err(_) => Err(Unreadable::Damaged),
    }
}

fn found(pdf: &Pdf) -> Found {
    let metadata = pdf.metadata();
    let keywords = metadata.keywords.as_deref().map(text).unwrap_or_default();
    let words = keywords.split([',', ' ']).filter(|word| !word.is_empty());
    Found {
        keywords: words.map(str::to_owned).collect(),
        book: metadata.author.as_deref().map(text).unwrap_or_default(),
        carried: carried(pdf, CARRIED),
        figures: carried(pdf, figures::CARRIED),
    }
}

/// A file among those that the document names as its own.
fn carried(pdf: &Pdf, called: &str) -> Option<Vec<u8>> {
    let catalogue: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let files: Array<'_> = catalogue.get("AF")?;
    let named = |file: &Dict<'_>| {
        let name = file.get::<hayro_interpret::hayro_syntax::object::String<'_>>("UF");
        name.is_some_and(|name| text(name.as_bytes()) == called)
    };
    let file = files.iter::<Dict<'_>>().find(named)?;
    let stream: Stream<'_> = file.get::<Dict<'_>>("EF")?.get("F")?;
    stream.decoded().ok().map(|bytes| bytes.into_owned())
}

/// A text of a PDF: UTF-16 or UTF-8 where it begins with a mark, else of Latin letters.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    }
}

fn drawn(pdf: &Pdf) -> String {
    let cache = InterpreterCache::new();
    let mut letters = Letters::default();
    for page in pdf.pages().iter() {
        // Where on the paper something stands does not matter.
        let (page_at, paper) = (Affine::IDENTITY, Rect::new(0.0, 0.0, 1.0, 1.0));
        let mut context = Context::new(page_at, paper, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut letters);
    }
    letters.0
}

/// A device that notes letters and draws nothing.
#[derive(Default)]
struct Letters(String);

impl Device<'_> for Letters {
    fn draw_glyph(&mut self, glyph: &Glyph<'_>, _: Affine, _: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
        let is_other = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{200b}');
        match glyph.as_unicode() {
            Some(BfString::Char(c)) => self.0.extend(Some(c).filter(|c| !is_other(*c))),
            Some(BfString::String(text)) => self.0.extend(text.chars().filter(|c| !is_other(*c))),
            // What has no letter is something that our own sheets never have.
            None => self.0.push('\u{fffd}'),
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
