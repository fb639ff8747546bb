//! Lays sheets out: a card in the largest letters in which it is one page, tables and the book on as many as they take.

use super::card;
use super::data::{self, Data, Drawn, Stamp};
use super::fault::PrintError;
use super::frame::{self, Around};
use super::paper::{LEGIBLE, Measures, Paper};
use super::press::Files;
use super::sheet::{Job, Printer, Sheet};
use super::shown::Shown;
use super::today::Today;
use super::{figures, fitting, said};
use crate::words::Arg;

/// What is to be printed of a card, before it has a size.
#[derive(Debug)]
struct Plan<'p> {
    job: &'p Job,
    stamp: Stamp,
    path: &'p str,
    digest: String,
    reasons: &'p [String],
    /// All that it may show.
    drawings: &'p Files,
}

impl Printer<'_> {
    fn plan<'p>(&self, job: &'p Job, shown: &'p Shown, today: &'p Today) -> Plan<'p> {
        Plan {
            job,
            stamp: self.stamp(&Sheet::Card(job.clone()), today),
            path: &today.path,
            digest: said::digest(&shown.data()),
            reasons: if job.draft { &shown.validity.reasons } else { &[] },
            drawings: &today.figures,
        }
    }

    /// A card with all that it may show, in the largest letters, be it that it does not fit.
    pub(super) fn largest_card(&self, job: &Job, shown: &Shown, today: &Today) -> Drawn {
        let plan = self.plan(job, shown, today);
        let paper = fitting::largest(job.paper);
        Drawn {
            data: self.data(&plan, shown, paper).bytes(),
            figures: Some(figures::carried(&today.figures)),
            digest: plan.digest,
        }
    }

    /// A card that fits its paper.
    pub(super) fn drawn_card(&self, job: &Job, shown: &Shown, today: &Today) -> Result<Drawn, PrintError> {
        let plan = self.plan(job, shown, today);
        let (fitted, paper) = match self.fitted(&plan, shown, job.paper)? {
            Some(fitted) => fitted,
            None => return Err(self.overflow(&plan, shown)?),
        };
        Ok(Drawn {
            data: self.data(&plan, &fitted, paper).bytes(),
            figures: figures::named(&today.figures, &fitted).map(|drawings| figures::carried(&drawings)),
            digest: plan.digest,
        })
    }

    /// A sheet of as many pages as it takes.
    pub(super) fn drawn_at_length(&self, sheet: &Sheet, today: &Today) -> Drawn {
        let shown = today.data();
        let digest = said::digest(&shown);
        let is_book = matches!(sheet, Sheet::Book(_));
        let around = Around {
            paper: match is_book {
                true => sheet.paper().of_book(),
                false => sheet.paper().measures(LEGIBLE, false),
            },
            path: &today.path,
            digest: &digest,
            sort: Some(sheet.sort()),
            draft: match sheet.may_be_draft() {
                true => &today.validity().reasons,
                false => &[],
            },
        };
        let (frame, address) = frame::frame(self.whole, &around);
        let data = Data {
            sheet: self.stamp(sheet, today),
            shown: &shown,
            frame,
            address,
            endless: false,
            labelled: is_book,
        };
        Drawn {
            data: data.bytes(),
            figures: is_book.then(|| figures::carried(&today.figures)),
            digest,
        }
    }

    /// The card in the largest letters in which all of it fits, with the drawings that there is room for then; in the smallest,
    /// with as few items left out as can be. None where it does not fit without any.
    fn fitted(&self, plan: &Plan<'_>, shown: &Shown, on: Paper) -> Result<Option<(Shown, Measures)>, PrintError> {
        let job = plan.job;
        let fits = |shown: &Shown, paper: Measures| -> Result<bool, PrintError> {
            let data = self.data(plan, shown, paper);
            let pages = self.press.pages("card.typ", self.files(plan, &data)?)?;
            match fitting::sticks_out(&pages) {
                out if out > 0.0 && paper.tight => Err(fitting::too_wide(&shown.record, on, out)),
                out => Ok(out <= 0.0 && pages.pages().len() <= 1),
            }
        };
        let told = shown.with_drawings(0);
        let tries = fitting::tries(on);
        for (nth, paper) in tries.iter().enumerate() {
            if !fits(&told, *paper)? {
                continue;
            }
            for paper in fitting::for_drawings(&tries[nth..]) {
                let mut most = None;
                for count in 1..=card::drawings(&shown.parts, &paper) {
                    let drawn = shown.with_drawings(count);
                    if !fits(&drawn, paper)? {
                        break;
                    }
                    most = Some((drawn, paper));
                }
                if most.is_some() {
                    return Ok(most);
                }
            }
            return Ok(Some((told, *paper)));
        }
        let tightest = fitting::tightest(on);
        let all = card::can_leave_out(&shown.parts);
        let fewest = fitting::fewest(all, |times| fits(&self.without(job, shown, times), tightest))?;
        Ok(fewest.map(|times| (self.without(job, shown, times), tightest)))
    }

    /// A card with something left out so many times, which says so.
    fn without(&self, job: &Job, shown: &Shown, times: usize) -> Shown {
        let told = card::with_drawings(&shown.parts, 0);
        let mut parts = card::without(job.record.kind, &told, times);
        for part in &mut parts {
            part.more = (part.left_out > 0).then(|| self.more(part.left_out));
        }
        let is_without_basis = card::say_their_basis(&shown.parts) && !card::say_their_basis(&parts);
        let without_basis = is_without_basis.then(|| self.whole.words.say("print-without-basis").to_owned());
        Shown {
            without_basis,
            ..shown.with_parts(parts)
        }
    }

    /// By how much a card does not fit, and where it does.
    fn overflow(&self, plan: &Plan<'_>, shown: &Shown) -> Result<PrintError, PrintError> {
        let job = plan.job;
        let least = self.without(job, shown, card::can_leave_out(&shown.parts));
        let mut data = self.data(plan, &least, fitting::tightest(job.paper));
        data.endless = true;
        let pages = self.press.pages("card.typ", self.files(plan, &data)?)?;
        let mut fits_on = job.paper.roomier().into_iter();
        let fits_on = fits_on.find(|paper| matches!(self.fitted(plan, shown, *paper), Ok(Some(_))));
        Ok(fitting::overflow(job, &least, &pages, fits_on))
    }

    fn more(&self, left_out: usize) -> String {
        self.whole.words.with("print-more", &[("count", Arg::Count(left_out))])
    }

    fn data<'d>(&'d self, plan: &'d Plan<'_>, shown: &'d Shown, paper: Measures) -> Data<'d, Shown> {
        let around = Around {
            paper,
            path: plan.path,
            digest: &plan.digest,
            sort: None,
            draft: plan.reasons,
        };
        let (frame, address) = frame::frame(self.whole, &around);
        Data {
            sheet: plan.stamp.clone(),
            shown,
            frame,
            address,
            endless: false,
            labelled: false,
        }
    }

    fn files(&self, plan: &Plan<'_>, data: &Data<'_, Shown>) -> Result<Files, PrintError> {
        let images: Vec<&str> = data.shown.images.keys().map(String::as_str).collect();
        let mut files = data::files(self.whole, data.bytes(), data.address.as_deref(), &images)?;
        if let Some(drawings) = figures::named(plan.drawings, data.shown) {
            files.push(figures::carried_file(figures::carried(&drawings)));
            files.extend(drawings);
        }
        Ok(files)
    }
}
