//! Makes PDFs: PDF/A-3a and PDF/UA-1 at once, the same bytes on every run.

use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::fault::PrintError;
use super::templates;
use super::world::{Shared, Sheet};
use crate::read::Sources;

/// Prints the sheets of one handbook. It may be used from many threads at once.
#[derive(Debug)]
pub struct Press {
    shared: Shared,
    templates: String,
}

/// The files of one sheet beside the templates, by their paths.
pub type Files = Vec<(String, Bytes)>;

/// What a PDF says of itself to machines.
#[derive(Debug, Clone)]
pub struct About {
    pub title: String,
    /// The title of the handbook.
    pub book: String,
    /// By which a sheet is known again: what it is of, on which paper, and its digest.
    pub keywords: Vec<String>,
}

impl About {
    fn put(&self, document: &mut PagedDocument) {
        let info = document.info_mut();
        info.title = Some(self.title.as_str().into());
        info.author = vec![self.book.as_str().into()];
        info.keywords = self.keywords.iter().map(|word| word.as_str().into()).collect();
        // What is to be kept has to have a day, which here says nothing: the days that matter stand on the sheet.
        info.date = Smart::Custom(Datetime::from_ymd(2000, 1, 1));
    }

    /// Names the sheet among all others.
    fn ident(&self) -> String {
        format!("sourcebook {}", self.keywords.join(" "))
    }
}

impl Press {
    pub fn new(sources: &Sources) -> Self {
        let templates = templates::all(sources);
        let bytes = serde_json::to_vec(&templates).expect("templates are plain data");
        Self {
            shared: Shared::new(&templates),
            templates: blake3::hash(&bytes).to_hex()[..16].to_owned(),
        }
    }

    /// The digest of all templates.
    pub fn templates(&self) -> &str {
        &self.templates
    }

    /// The first character of a text that no font has.
    pub fn missing(&self, text: &str) -> Option<char> {
        super::glyphs::missing(self.shared.fonts(), text)
    }

    /// The pages that a template makes of these files.
    ///
    /// # Errors
    ///
    /// Where the template fails.
    pub fn pages(&self, template: &str, files: Files) -> Result<PagedDocument, PrintError> {
        self.laid_out(template, files).map(|(document, _)| document)
    }

    /// The PDF that a template makes of these files.
    ///
    /// # Errors
    ///
    /// Where the template fails, or what it makes would not be accessible and fit to be kept.
    pub fn pdf(&self, template: &str, files: Files, about: &About) -> Result<Vec<u8>, PrintError> {
        Ok(self.pages_and_pdf(template, files, about)?.1)
    }

    /// Both, for what takes long to lay out.
    ///
    /// # Errors
    ///
    /// As for [`pdf`](Self::pdf).
    pub fn pages_and_pdf(
        &self,
        template: &str,
        files: Files,
        about: &About,
    ) -> Result<(PagedDocument, Vec<u8>), PrintError> {
        let (mut document, sheet) = self.laid_out(template, files)?;
        about.put(&mut document);
        let pdf = self.exported(&document, &sheet, &about.ident())?;
        Ok((document, pdf))
    }

    /// The PDF of pages that were laid out.
    fn exported(&self, document: &PagedDocument, sheet: &Sheet<'_>, ident: &str) -> Result<Vec<u8>, PrintError> {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]);
        let options = PdfOptions {
            ident: Smart::Custom(ident.to_owned()),
            creator: Smart::Custom(Some("sourcebook".to_owned())),
            timestamp: None,
            standards: standards.map_err(|error| PrintError::Template(error.message().to_string()))?,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(document, &options).map_err(|errors| in_words(sheet, &errors))
    }

    fn laid_out(&self, template: &str, files: Files) -> Result<(PagedDocument, Sheet<'_>), PrintError> {
        let missing = || PrintError::Template(format!("`{template}` has no name that a template can have"));
        let sheet = Sheet::new(&self.shared, template, files).ok_or_else(missing)?;
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&sheet);
        let document = output.map_err(|errors| in_words(&sheet, &errors))?;
        // Then references may name wrong pages, and a sheet with a wrong reference is worse than none.
        let unsettled: Vec<_> = warnings
            .into_iter()
            .filter(|w| w.message.contains("converge"))
            .collect();
        if !unsettled.is_empty() {
            return Err(in_words(&sheet, &unsettled));
        }
        Ok((document, sheet))
    }
}

/// What Typst says, each with its place in a template.
fn in_words(sheet: &Sheet<'_>, errors: &[SourceDiagnostic]) -> PrintError {
    let lines = errors.iter().map(|error| {
        let place = error.span.id().and_then(|id| {
            let source = sheet.source(id).ok()?;
            let range = sheet.range(error.span)?;
            let (line, column) = source.lines().byte_to_line_column(range.start)?;
            let path = id.get().vpath().get_without_slash();
            Some(format!("{}/{path}:{}:{}: ", templates::FOLDER, line + 1, column + 1))
        });
        let hints = error.hints.iter().map(|hint| format!("\n  help: {}", hint.v));
        format!(
            "{}{}{}",
            place.unwrap_or_default(),
            error.message,
            hints.collect::<String>()
        )
    });
    PrintError::Template(lines.collect::<Vec<_>>().join("\n"))
}
