//! What lies within bounds on an axis: the stages of a system, definitions side by side, the flow of devices.

mod definitions;
mod devices;
mod panel;
mod stages;

use crate::model::parameter::Parameter;
use crate::model::quantity::{Magnitude, Quantity};
use crate::model::unit::Conversion;
use crate::view::figures::Figure;

use panel::Panel;

pub use definitions::{differing_of, figure as definitions, of_named as definitions_of};
pub use devices::{figure as devices, of_named as devices_of};
pub use stages::{figure as stages, ids as all_stages, of_staging};

/// The numbers of a quantity on the axis of a parameter, as they are spelled. One that was written in another unit has no
/// spelling in this one: numbers are never printed that no source prints.
fn ticks(quantity: &Quantity, parameter: &Parameter) -> Vec<(f64, String)> {
    let conversion = parameter.conversion_of(quantity.unit.as_ref());
    if conversion != Some(Conversion::NONE) {
        return Vec::new();
    }
    match &quantity.magnitude {
        Magnitude::One(number) => vec![(number.value(), number.to_string())],
        Magnitude::Range(low, high) => vec![(low.value(), low.to_string()), (high.value(), high.to_string())],
    }
}

/// Each value once, in ascending order.
fn in_order(mut ticks: Vec<(f64, String)>) -> Vec<(f64, String)> {
    ticks.sort_by(|one, two| one.0.total_cmp(&two.0));
    ticks.dedup_by(|later, earlier| later.0 == earlier.0);
    ticks
}

/// The unit of a parameter's axis.
fn unit(parameter: &Parameter) -> String {
    parameter.unit.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// Draws the panels for screens of both widths.
fn drawn(figure: &mut Figure, panels: &[Panel]) {
    figure.drawing = panel::wide(panels);
    figure.narrow = Some(panel::narrow(panels));
}
