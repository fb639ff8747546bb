//! The code on a sheet, by which a telephone finds the live page.

use fast_qr::ECL;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::convert::{Builder, Shape};
use fast_qr::qr::QRBuilder;

use super::fault::PrintError;

/// The first letters of a digest, which tell sheets apart well enough for a person.
pub const SHORT: usize = 12;

/// The address of a page, which says from which sheet the reader comes: its version and the beginning of its digest.
pub fn address(site: &str, path: &str, version: Option<&str>, digest: &str) -> String {
    let digest = &digest[..SHORT.min(digest.len())];
    let sheet = match version {
        Some(version) => format!("{version}-{digest}"),
        None => digest.to_owned(),
    };
    let sheet = percent_encoding::utf8_percent_encode(&sheet, KEPT);
    format!("{site}{path}?sheet={sheet}")
}

/// What stands in an address as it is.
const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The code as an image, with the quiet zone that readers need.
///
/// # Errors
///
/// Where the address is longer than a code can hold.
pub fn svg(address: &str) -> Result<String, PrintError> {
    // A quarter of the code may be soiled or folded, and it is still read.
    let code = QRBuilder::new(address).ecl(ECL::M).build();
    let code = code.map_err(|_| PrintError::Code(address.to_owned()))?;
    Ok(SvgBuilder::default().shape(Shape::Square).margin(4).to_str(&code))
}
