//! The scale of a forest plot: where a number stands, and which numbers stand at the axis.

use crate::model::effect::Measure;

/// No interval is drawn further than this from no effect, or from the outermost estimate, as a ratio: one wide interval
/// would leave no room for the others. An arrow says that it goes on.
const FURTHEST: f64 = 8.0;

/// How numbers become places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    logarithmic: bool,
    /// The ends of the axis, as numbers.
    low: f64,
    high: f64,
}

/// An estimate with the ends of its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    pub estimate: f64,
    pub interval: Option<(f64, f64)>,
}

impl Scale {
    /// A scale for effects of a measure: it has no effect on it, all estimates, and of the intervals as much as leaves room
    /// for the others.
    pub fn new(measure: Measure, stretches: &[Stretch]) -> Self {
        let logarithmic = measure.is_ratio();
        let nothing = measure.no_effect();
        let usable = |value: &f64| value.is_finite() && (!logarithmic || *value > 0.0);
        let estimates: Vec<f64> = stretches.iter().map(|s| s.estimate).filter(usable).collect();
        let ends = stretches.iter().filter_map(|s| s.interval);
        let ends: Vec<f64> = ends.flat_map(|(low, high)| [low, high]).filter(usable).collect();
        let least = |values: &[f64]| values.iter().copied().fold(nothing, f64::min);
        let most = |values: &[f64]| values.iter().copied().fold(nothing, f64::max);
        let (mut low, mut high) = (least(&ends).min(least(&estimates)), most(&ends).max(most(&estimates)));
        if logarithmic {
            low = low.max(least(&estimates).min(1.0 / FURTHEST));
            high = high.min(most(&estimates).max(FURTHEST));
            // Where all are close to no effect, they should not look far from it.
            (low, high) = (low.min(0.5), high.max(2.0));
        } else if low == high {
            (low, high) = (low - 1.0, high + 1.0);
        }
        let mut scale = Self { logarithmic, low, high };
        // A little room, so that no mark stands on the edge.
        let room = (scale.turned(high) - scale.turned(low)) * 0.06;
        (scale.low, scale.high) = (
            scale.back(scale.turned(low) - room),
            scale.back(scale.turned(high) + room),
        );
        scale
    }

    fn turned(self, value: f64) -> f64 {
        if self.logarithmic { value.ln() } else { value }
    }

    fn back(self, value: f64) -> f64 {
        if self.logarithmic { value.exp() } else { value }
    }

    /// Where a number stands between the ends, from 0 to 1; outside of that where it is off the scale. What a logarithm
    /// cannot show is far off.
    pub fn place(self, value: f64) -> f64 {
        if self.logarithmic && value <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let (low, high) = (self.turned(self.low), self.turned(self.high));
        (self.turned(value) - low) / (high - low)
    }

    /// The numbers at the axis: round ones, and at most seven.
    pub fn ticks(self) -> Vec<f64> {
        let candidates: Vec<Vec<f64>> = match self.logarithmic {
            true => [&[1.0, 2.0, 5.0][..], &[1.0, 3.0], &[1.0]]
                .map(|steps| self.decades(steps))
                .to_vec(),
            false => vec![self.even()],
        };
        let halves: Vec<f64> = [0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0]
            .into_iter()
            .filter(|t| self.has(*t))
            .collect();
        let reaches = self.low >= 0.0625 && self.high <= 16.0;
        if self.logarithmic && reaches {
            return halves;
        }
        let fits = |ticks: &Vec<f64>| ticks.len() <= 7;
        let fallback = candidates.last().cloned().unwrap_or_default();
        candidates.into_iter().find(fits).unwrap_or(fallback)
    }

    fn has(self, value: f64) -> bool {
        (0.0..=1.0).contains(&self.place(value))
    }

    /// These numbers times every power of ten that is on the scale, with 1.
    fn decades(self, steps: &[f64]) -> Vec<f64> {
        let powers = (-6..=6).map(|power| 10f64.powi(power));
        let all = powers.flat_map(|power| steps.iter().map(move |step| step * power));
        all.filter(|tick| self.has(*tick)).collect()
    }

    /// Even steps of 1, 2 or 5 times a power of ten, through zero.
    fn even(self) -> Vec<f64> {
        let rough = (self.high - self.low) / 5.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .map(|step| step * power)
            .into_iter()
            .find(|step| *step >= rough);
        let step = step.unwrap_or(10.0 * power);
        let first = (self.low / step).ceil();
        (0..12)
            .map(|nth| (first + f64::from(nth)) * step)
            .filter(|tick| self.has(*tick))
            .collect()
    }
}

/// A tick as it is written: no digits that say nothing.
pub fn written(tick: f64) -> String {
    let rounded = (tick * 1e6).round() / 1e6;
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        format!("{rounded}").replace('-', "−")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(estimate: f64, low: f64, high: f64) -> Stretch {
        let interval = Some((low, high));
        Stretch { estimate, interval }
    }

    #[test]
    fn ratios_stand_on_a_logarithmic_scale() {
        let scale = Scale::new(Measure::HR, &[stretch(0.74, 0.5, 1.0), stretch(1.2, 0.6, 2.0)]);
        assert!((scale.place(1.0) - 0.5).abs() < 1e-9);
        assert!((scale.place(0.5) + scale.place(2.0) - 1.0).abs() < 1e-9);
        assert_eq!(
            scale.ticks().into_iter().map(written).collect::<Vec<_>>(),
            ["0.5", "1", "2"]
        );
    }

    #[test]
    fn differences_stand_on_a_linear_scale() {
        let scale = Scale::new(Measure::RD, &[stretch(-4.0, -10.0, 2.0)]);
        let middle = (scale.place(-10.0) + scale.place(2.0)) / 2.0;
        assert!((scale.place(-4.0) - middle).abs() < 1e-9);
        assert_eq!(
            scale.ticks().into_iter().map(written).collect::<Vec<_>>(),
            ["−10", "−5", "0"]
        );
    }

    #[test]
    fn a_wide_interval_leaves_room_for_the_others() {
        let wide = Scale::new(Measure::OR, &[stretch(1.5, 0.001, 4000.0)]);
        assert!(wide.place(4000.0) > 1.0 && wide.place(0.001) < 0.0 && wide.place(1.5) < 1.0);
        assert!(Scale::new(Measure::OR, &[stretch(40.0, 0.0, 4000.0)]).place(40.0) < 1.0);
        assert!(wide.place(0.0) < 0.0 && wide.place(-1.0) < 0.0);
    }

    #[test]
    fn every_scale_has_an_axis() {
        for (measure, stretches) in [
            (Measure::HR, vec![]),
            (Measure::MD, vec![]),
            (Measure::HR, vec![stretch(1e-5, 1e-9, 1e9)]),
            (Measure::SMD, vec![stretch(0.0, 0.0, 0.0)]),
            (Measure::MD, vec![stretch(1e12, -1e12, 1e13)]),
        ] {
            let ticks = Scale::new(measure, &stretches).ticks();
            assert!((1..=12).contains(&ticks.len()), "{measure:?} {stretches:?}: {ticks:?}");
        }
    }
}
