//! The macros of a style must come to an end: they call each other by name, and a style may be anybody's.

use std::collections::BTreeMap;

use hayagriva::citationberg::{IndependentStyle, LayoutRenderingElement, NamesChild, TextTarget};

/// Macros that call each other deeper than this would exhaust the renderer.
const MAX_DEPTH: usize = 64;
/// How many elements one entry may run through. Macros call macros, so a short file can make many; Chicago's, the largest
/// style of the archive, makes 1,140,000 if every branch is counted.
const MAX_ELEMENTS: u64 = 2_000_000;

/// The macros of a style, which call each other by name.
pub(super) struct Macros<'s> {
    csl: &'s IndependentStyle,
    /// How many elements each runs through; none while that is being counted.
    counted: BTreeMap<&'s str, Option<u64>>,
}

impl<'s> Macros<'s> {
    pub(super) fn of(csl: &'s IndependentStyle) -> Self {
        Self {
            csl,
            counted: BTreeMap::new(),
        }
    }

    /// Refuses macros that call themselves or run through too much: the renderer would not come back.
    pub(super) fn check(mut self) -> Result<(), String> {
        let csl = self.csl;
        let mut total = self.count(&csl.citation.layout.elements, 0)?;
        if let Some(bibliography) = &csl.bibliography {
            total = total.saturating_add(self.count(&bibliography.layout.elements, 0)?);
        }
        // Macros may be used for sorting only, or not at all.
        for named in &csl.macros {
            total = total.max(self.count_macro(&named.name, 0)?);
        }
        if total > MAX_ELEMENTS {
            return Err("its macros call each other too often".to_owned());
        }
        Ok(())
    }

    fn count_macro(&mut self, name: &str, depth: usize) -> Result<u64, String> {
        let csl = self.csl;
        let Some(found) = csl.macros.iter().find(|m| m.name == name) else {
            return Ok(0);
        };
        match self.counted.get(found.name.as_str()) {
            Some(Some(count)) => return Ok(*count),
            Some(None) => return Err(format!("its macro `{name}` calls itself")),
            None => {}
        }
        if depth > MAX_DEPTH {
            return Err("its macros call each other too deeply".to_owned());
        }
        self.counted.insert(&found.name, None);
        let count = self.count(&found.children, depth + 1)?;
        self.counted.insert(&found.name, Some(count));
        Ok(count)
    }

    fn count(&mut self, elements: &'s [LayoutRenderingElement], depth: usize) -> Result<u64, String> {
        let mut total: u64 = 0;
        for element in elements {
            let inside = match element {
                LayoutRenderingElement::Text(text) => match &text.target {
                    TextTarget::Macro { name } => self.count_macro(name, depth)?,
                    _ => 0,
                },
                LayoutRenderingElement::Group(group) => self.count(&group.children, depth)?,
                LayoutRenderingElement::Choose(choose) => {
                    let mut inside = match &choose.otherwise {
                        Some(otherwise) => self.count(&otherwise.children, depth)?,
                        None => 0,
                    };
                    for branch in choose.branches() {
                        inside = inside.saturating_add(self.count(&branch.children, depth)?);
                    }
                    inside
                }
                LayoutRenderingElement::Names(names) => {
                    let mut inside: u64 = 0;
                    for child in &names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            inside = inside.saturating_add(self.count(&substitute.children, depth)?);
                        }
                    }
                    inside
                }
                _ => 0,
            };
            total = total.saturating_add(1).saturating_add(inside);
        }
        Ok(total)
    }
}
