//! An estimate with its interval, on the scale on which intervals are made.

use statrs::distribution::{ContinuousCDF, Normal};

use super::rounding::Printed;
use crate::model::effect::{Effect, Measure};
use crate::model::number::Number;

/// On which scale estimates of a kind are about normal, so that intervals lie even about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Ratios, by their logarithms.
    Log,
    /// Differences.
    Linear,
}

impl Scale {
    pub fn of(measure: Measure) -> Self {
        match measure {
            Measure::HR | Measure::RR | Measure::OR | Measure::IRR => Self::Log,
            Measure::RD | Measure::MD | Measure::SMD => Self::Linear,
        }
    }

    /// The estimate that says that there is no effect.
    pub fn no_effect(self) -> f64 {
        match self {
            Self::Log => 1.0,
            Self::Linear => 0.0,
        }
    }

    fn on(self, value: f64) -> f64 {
        match self {
            Self::Log => value.ln(),
            Self::Linear => value,
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Self::Log => value.exp(),
            Self::Linear => value,
        }
    }
}

/// Where an interval lies by no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Excludes,
    Includes,
    /// An end is printed as no effect, and rounding leaves open on which side it was.
    Open,
}

/// An estimate inside of its interval. One that is not so has been reported as that.
#[derive(Debug, Clone, Copy)]
pub struct Interval<'a> {
    pub effect: &'a Effect,
    pub scale: Scale,
    /// As printed.
    pub ends: &'a [Number; 2],
    /// All three on the scale.
    estimate: Printed,
    low: Printed,
    high: Printed,
    /// In percent.
    level: f64,
}

/// What an interval that is not centred lacks.
#[derive(Debug, Clone, Copy)]
pub struct OffCentre {
    /// Where the estimate would have to be, as printed numbers leave it open.
    pub centre: Printed,
    /// Whether an interval that was not made from a standard error could lie so.
    pub of_another_kind: bool,
}

/// A P value that an interval implies.
#[derive(Debug, Clone, Copy)]
pub struct Implied {
    /// By the printed numbers as they stand: standard error, z and P.
    pub error: f64,
    pub z: f64,
    pub p: f64,
    /// As far as rounding leaves them open.
    zs: Printed,
    /// By how much z of another usual test of the same data mostly differs, and by how much nearly always at most.
    others: [f64; 2],
}

/// How a printed P value agrees with that of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Within rounding.
    Agrees,
    /// Not within rounding, but as much as usual tests mostly differ from each other.
    ByAnotherTest,
    /// As much as they seldom differ.
    Seldom,
    Differs,
}

impl<'a> Interval<'a> {
    /// None without an interval, and where the numbers are no estimate in its interval, or were made of others.
    pub fn of(effect: &'a Effect) -> Option<Self> {
        let scale = Scale::of(effect.measure);
        let ends = effect.ci.as_ref().filter(|_| effect.derived.is_none())?;
        let [low, high] = ends;
        let level = effect.ci_level.as_ref().map_or(95.0, Number::value);
        let ordered = low.value() <= high.value() && outside(effect).is_none();
        let on_scale = scale == Scale::Linear || (low.value() >= 0.0 && effect.estimate.value() > 0.0);
        if !ordered || !on_scale || !(1.0..100.0).contains(&level) {
            return None;
        }
        let on = |number: &Number| {
            let printed = Printed::of(number);
            match scale {
                Scale::Log => printed.at_least(0.0).rising(|end| scale.on(end)),
                Scale::Linear => printed,
            }
        };
        Some(Self {
            effect,
            scale,
            ends,
            estimate: on(&effect.estimate),
            low: on(low),
            high: on(high),
            level,
        })
    }

    /// How many standard errors the interval reaches to each side: 1.96 at 95%.
    pub fn reach(&self) -> f64 {
        standard().inverse_cdf(0.5 + self.level / 200.0)
    }

    /// The P value below which the interval excludes no effect.
    pub fn threshold(&self) -> f64 {
        1.0 - self.level / 100.0
    }

    pub fn verdict(&self) -> Verdict {
        let none = self.scale.on(self.scale.no_effect());
        if self.low.low > none || self.high.high < none {
            Verdict::Excludes
        } else if self.low.high < none && none < self.high.low {
            Verdict::Includes
        } else {
            Verdict::Open
        }
    }

    /// Half of its width on the scale.
    fn half_width(&self) -> Printed {
        self.high
            .against(self.low, |high, low| (high - low) / 2.0)
            .at_least(0.0)
    }

    /// Says so where the estimate is not in the middle of the interval, and rounding does not explain that.
    ///
    /// An interval made from a standard error (Wald) lies even about its estimate: on the scale of logarithms for ratios
    /// (Altman & Bland, "How to obtain the confidence interval from a P value", BMJ 2011;343:d2090), else as printed.
    /// Others do not, and that is no fault. The interval of a likelihood, or an exact one, leans by the skewness of its
    /// information: for the logarithm of a count of `d` events by z²/(6d). All information from one arm gives a half-width
    /// W of z/√d, so that a ratio's interval leans by W²/6 at most; two arms lean against each other. For differences
    /// there is no such bound without the counts (Newcombe's interval draws towards zero by 1/(1 + z²/n), and bootstrap
    /// intervals lean as the data do); a quarter of the half-width is a judgement.
    pub fn off_centre(&self) -> Option<OffCentre> {
        let centre = Printed {
            low: (self.low.low + self.high.low) / 2.0,
            high: (self.low.high + self.high.high) / 2.0,
        };
        let gap = centre.gap(self.estimate);
        let half_width = self.half_width().high;
        let leans = match self.scale {
            Scale::Log => half_width * half_width / 6.0,
            Scale::Linear => half_width / 4.0,
        };
        (gap > 0.0).then(|| OffCentre {
            centre: centre.rising(|end| self.scale.back(end)),
            of_another_kind: gap <= leans,
        })
    }

    /// Whether the interval cannot be one of its estimate, of whatever kind: then P is not worked out from it, for that
    /// one of the numbers is wrong has been said.
    pub fn is_unfit(&self) -> bool {
        self.off_centre().is_some_and(|off| !off.of_another_kind)
    }

    /// The P value that belongs to the interval: standard error = width / (2 × 1.96), z = estimate / standard error
    /// (Altman & Bland, "How to obtain the P value from a confidence interval", BMJ 2011;343:d2304). P is taken from the
    /// normal distribution, not from their approximation.
    ///
    /// Another test of the same data gives another P, and sources rarely say which they made; how far z is then off was
    /// looked at in trials made at random.
    /// - Of 40,000 pairs of arms with 15 to 400 patients each and shares from 10 to 80%, z of the χ² test, with and without
    ///   correction for continuity, of Fisher's exact test and of the likelihood-ratio test was off by less than a tenth and
    ///   one standard error of log OR, two of log RR, or four of a risk difference as a fraction, in 99 of 100; with shares
    ///   nearer to all or nothing still in 90. A correction for continuity alone moves it by half a standard error of log OR.
    /// - Of 5,000 survival trials with 20 to 250 patients, z of the log-rank test was off from that of the Cox model by less
    ///   than a twentieth and a tenth of its standard error in 95 of 100, in 98 of those with 30 events; by less than a tenth
    ///   and a quarter of its standard error in 99.
    /// - The t distribution of means moves a z of up to 3 by less than a tenth from 20 patients on.
    pub fn implied(&self) -> Implied {
        let reach = self.reach();
        let errors = self.half_width().rising(|half| half / reach);
        let distance = self.estimate.size();
        let zs = distance.against(
            errors,
            |distance, error| {
                if distance == 0.0 { 0.0 } else { distance / error }
            },
        );
        let [low, high] = self.ends.each_ref().map(|end| self.scale.on(end.value()));
        let error = (high - low) / (2.0 * reach);
        let z = self.scale.on(self.effect.estimate.value()).abs() / error;
        let others = match self.effect.measure {
            Measure::HR => [z / 20.0 + error / 10.0, z / 10.0 + error / 4.0],
            Measure::OR | Measure::IRR => [z / 10.0 + error; 2],
            Measure::RR => [z / 10.0 + 2.0 * error; 2],
            Measure::RD => [z / 10.0 + 4.0 * error / 100.0; 2],
            Measure::MD | Measure::SMD => [z / 10.0; 2],
        };
        Implied {
            error,
            z,
            p: two_sided(z),
            zs,
            others,
        }
    }
}

/// On which side an estimate lies out of its interval, further than rounding to fewer decimals explains.
pub fn outside(effect: &Effect) -> Option<&'static str> {
    let [low, high] = effect.ci.as_ref()?.each_ref().map(Printed::of);
    let estimate = Printed::of(&effect.estimate);
    if estimate.is_below(low) {
        Some("below")
    } else if high.is_below(estimate) {
        Some("above")
    } else {
        None
    }
}

impl Implied {
    /// P as far as rounding leaves it open.
    pub fn ps(&self) -> Printed {
        Printed {
            low: two_sided(self.zs.high),
            high: two_sided(self.zs.low),
        }
    }

    pub fn agreement(&self, printed: Printed) -> Agreement {
        let zs = Printed {
            low: z_of(printed.high),
            high: z_of(printed.low),
        };
        match self.zs.gap(zs) {
            0.0 => Agreement::Agrees,
            gap if gap <= self.others[0] => Agreement::ByAnotherTest,
            gap if gap <= self.others[1] => Agreement::Seldom,
            _ => Agreement::Differs,
        }
    }
}

fn two_sided(z: f64) -> f64 {
    // NaN where the interval has no width and the estimate says no effect: nothing is known.
    if z.is_nan() { 1.0 } else { 2.0 * standard().sf(z) }
}

fn z_of(p: f64) -> f64 {
    match p {
        p if p <= 0.0 => f64::INFINITY,
        p if p >= 1.0 => 0.0,
        p => -standard().inverse_cdf(p / 2.0),
    }
}

fn standard() -> Normal {
    Normal::standard()
}
