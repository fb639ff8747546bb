//! What Typst can see: the templates, the fonts in the binary, and the files of one sheet. There is nothing else: no disk, no
//! network, no packages, no day.

use std::collections::{BTreeMap, HashMap};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{FontStore, embedded};

/// What all sheets have in common.
pub struct Shared {
    library: LazyHash<Library>,
    fonts: FontStore,
    templates: HashMap<FileId, Source>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("templates", &self.templates.len())
            .finish_non_exhaustive()
    }
}

impl Shared {
    pub fn new(templates: &BTreeMap<&str, &str>) -> Self {
        let mut fonts = FontStore::new();
        fonts.extend(embedded());
        let templates = templates.iter().filter_map(|(name, text)| {
            let id = file_id(name)?;
            Some((id, Source::new(id, (*text).to_owned())))
        });
        Self {
            library: LazyHash::new(Library::default()),
            fonts,
            templates: templates.collect(),
        }
    }

    pub fn fonts(&self) -> &FontBook {
        self.fonts.book()
    }
}

/// What one sheet adds: its template and its files.
pub struct Sheet<'s> {
    shared: &'s Shared,
    main: FileId,
    files: HashMap<FileId, Bytes>,
}

impl<'s> Sheet<'s> {
    /// A sheet that the template of this name draws. Files have their paths from the root, beside the templates.
    pub fn new(shared: &'s Shared, template: &str, files: impl IntoIterator<Item = (String, Bytes)>) -> Option<Self> {
        let main = file_id(template)?;
        let files = files
            .into_iter()
            .filter_map(|(path, bytes)| Some((file_id(&path)?, bytes)));
        Some(Self {
            shared,
            main,
            files: files.collect(),
        })
    }
}

/// The name by which Typst knows a file. Paths that lead out of the root have none.
fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// Why a file is not to be had.
fn refused(id: FileId) -> FileError {
    let path = id.get();
    let why = match path.root() {
        VirtualRoot::Project => format!(
            "`{}` is not among the templates of sheets, and they can read no other files",
            path.vpath().get_without_slash()
        ),
        VirtualRoot::Package(package) => format!("the package `{package}` cannot be loaded: sheets use none"),
    };
    FileError::Other(Some(why.into()))
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shared.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shared.templates.get(&id).cloned().ok_or_else(|| refused(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let template = |id| {
            self.shared
                .templates
                .get(id)
                .map(|source| Bytes::from_string(source.text().to_owned()))
        };
        self.files
            .get(&id)
            .cloned()
            .or_else(|| template(&id))
            .ok_or_else(|| refused(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
