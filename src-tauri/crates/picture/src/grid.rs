//! Our own reader: codes are found by their finder patterns and read by fitting them to the grey picture.
//!
//! The way of a picture, a file each: the pyramid of scales (`level.rs`), the finder patterns in it (`finder.rs`),
//! three of which may make a code (`triple.rs`), whose fixed patterns (`layout.rs`) are laid over the picture and moved
//! until they fit (`fit.rs`, on bent paper `mesh.rs`); then the modules are sampled (`modules.rs`) and read (`code.rs`).

mod code;
mod finder;
mod fit;
mod geometry;
mod layout;
mod level;
mod mesh;
mod modules;
mod triple;

use std::collections::BTreeMap;

use watchword_secret::SecretText;

use self::{
    finder::Finder,
    fit::Ink,
    geometry::{Anchors, Point, Projection, distance},
    layout::Layout,
    level::{Level, Reach},
    mesh::Mesh,
    modules::Modules,
    triple::{Guess, Triple},
};
use crate::{FoundCode, grey::Grey, read::StopFlag};

/// How much work is done for a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    /// How many triples of finder patterns are measured; a third as many after a code was read.
    pub(crate) triples: usize,
    /// How many of those that look like codes may fail one after another.
    pub(crate) fits: usize,
    /// How many of those that fit but do not read are taken for bent.
    pub(crate) meshes: usize,
    /// How many modules these may have together.
    pub(crate) bent_modules: usize,
    /// Whether patterns are looked for in one way more, which shows soft and small ones, and small codes are laid over
    /// the picture whatever their timing patterns seem to be: these are short.
    is_careful: bool,
}

/// What is enough for a screen.
pub(crate) const QUICK: Effort = Effort { triples: 600, fits: 24, meshes: 6, bent_modules: 20_000, is_careful: false };
/// Where that shows nothing.
pub(crate) const CAREFUL: Effort = Effort { triples: 1_500, is_careful: true, ..QUICK };

/// What was found, and whether there may be more.
pub(crate) struct Finds {
    pub(crate) codes: Vec<FoundCode>,
    /// Whether finder patterns that look like a code's are left over.
    pub(crate) has_more: bool,
}

/// Timing patterns of real codes agree with this much of what is seen, also before the perspective is known.
const LEAST_TIMING: f32 = 0.42;
/// The sides in modules of codes whose timing patterns say little, and what is asked of them all the same.
const SMALL: usize = 25;
const LEAST_SMALL_TIMING: f32 = -0.1;
/// So well do the fixed patterns of real codes correlate before the fit,
const LEAST_START: f32 = 0.36;
/// and after it.
const LEAST_FIT: f32 = 0.5;
/// So well do they where other codes of the picture were read, or where the second reader may find something.
const LEAST_OTHER_FIT: f32 = 0.7;
/// The same of the timing patterns after the fit.
const LEAST_FITTED_TIMING: f32 = 0.55;

/// Once a code was read, triples of more than this oddness are not worth a look: they are parts of the page.
const ODD: f32 = 0.75;

/// The levels stop at a side of this many pixels: the largest modules of a whole code are then below three.
const SMALLEST_SIDE: usize = 60;

/// Larger pictures are looked at in half their size, for the sake of the memory.
const MOST_PIXELS: usize = 48_000_000;

/// The pyramid: the picture, half of it, and so on.
fn pyramid(grey: Grey, scale: f32, reach: Reach, stop: &StopFlag) -> Vec<Level> {
    let mut levels = Vec::new();
    let mut grey = grey;
    let mut scale = scale;
    while grey.width() * grey.height() > MOST_PIXELS {
        grey = grey.halved();
        scale *= 2.0;
    }
    while !stop.is_raised() && (levels.is_empty() || grey.width().min(grey.height()) >= SMALLEST_SIDE) {
        let half = grey.halved();
        levels.push(Level::new(grey, scale, reach));
        grey = half;
        scale *= 2.0;
    }
    levels
}

/// Finds the codes of a picture, one of whose pixels is `scale` pixels of the original wide.
pub(crate) fn read(grey: &Grey, scale: f32, effort: Effort, stop: &StopFlag) -> Finds {
    let mut levels = pyramid(grey.duplicate(), scale, Reach::Wide, stop);
    if effort.is_careful {
        levels.extend(pyramid(grey.duplicate(), scale, Reach::Near, stop));
    }
    let mut search = Search { levels: &levels, layouts: BTreeMap::new(), effort, stop };
    search.run()
}

struct Search<'a> {
    levels: &'a [Level],
    layouts: BTreeMap<usize, Layout>,
    effort: Effort,
    stop: &'a StopFlag,
}

/// A code whose patterns fit.
struct Fitted {
    score: f32,
    anchors: Anchors,
    side: usize,
    triple: Triple,
}

impl Search<'_> {
    fn run(&mut self) -> Finds {
        let mut finders = Vec::new();
        for (number, level) in self.levels.iter().enumerate() {
            if self.stop.is_raised() {
                break;
            }
            finder::find(level, number, &mut finders);
        }
        let mut is_used = vec![false; finders.len()];
        let mut codes = Vec::new();
        let mut unread: Vec<Fitted> = Vec::new();
        let (mut failures, mut tried) = (0, 0);
        for triple in triple::triples(&finders) {
            if self.stop.is_raised() || failures > self.effort.fits || tried > self.effort.triples {
                break;
            }
            if !codes.is_empty() && triple.oddness > ODD {
                break;
            }
            if triple.members.iter().any(|&member| is_used.get(member).copied().unwrap_or(true)) {
                continue;
            }
            tried += 1;
            for mut fitted in self.fits(&triple, &finders) {
                if let Some(text) = self.decode(&mut fitted) {
                    Self::take(&fitted, text, &finders, &mut is_used, &mut codes);
                    // Most of the others are parts of the page: fewer are worth a look.
                    (failures, tried) = (0, self.effort.triples * 2 / 3);
                    break;
                }
                failures += 1;
                unread.push(fitted);
            }
        }
        // Where a code was read, the others of the page can be expected to fit as well.
        let least = if codes.is_empty() { LEAST_FIT } else { LEAST_OTHER_FIT };
        unread.retain(|fitted| fitted.score > least);
        unread.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut modules = 0;
        for fitted in unread.iter().take(self.effort.meshes) {
            modules += fitted.side * fitted.side;
            if self.stop.is_raised() || modules > self.effort.bent_modules {
                break;
            }
            let is_free = |&member: &usize| !is_used.get(member).copied().unwrap_or(true);
            if fitted.triple.members.iter().all(is_free)
                && let Some(text) = self.decode_bent(fitted)
            {
                Self::take(fitted, text, &finders, &mut is_used, &mut codes);
            }
        }
        let has_more = unread.iter().any(|fitted| {
            fitted.score > LEAST_OTHER_FIT
                && fitted.triple.members.iter().all(|&member| is_used.get(member) == Some(&false))
        });
        Finds { codes, has_more }
    }

    /// The ways in which a triple may be a code, the most likely first.
    fn fits(&mut self, triple: &Triple, finders: &[Finder]) -> Vec<Fitted> {
        let numbers = triple.members.map(|member| finders.get(member).map_or(0, |finder| finder.level));
        let Some(level) = level_for(self.levels, triple.smallest) else { return Vec::new() };
        let ink = Ink { level, is_light: triple.is_light };
        let mut candidates: Vec<(f32, usize, Anchors)> = Vec::new();
        for Guess { side, anchors } in triple::guesses(triple, self.levels, numbers) {
            // The nearest versions, more of them for large codes.
            let version = ((side - 17.0) / 4.0).round() as i32;
            let reach = 1 + (side * 0.02) as i32;
            for version in (version - reach).max(1)..=(version + reach).min(40) {
                let side = (17 + 4 * version) as usize;
                let score = fit::timing(ink, &Projection::new(anchors, side), side);
                candidates.push((score, side, anchors));
            }
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
        let best = candidates.first().map_or(0.0, |(score, ..)| *score);
        let least = |side| if self.effort.is_careful && side <= SMALL { LEAST_SMALL_TIMING } else { LEAST_TIMING };
        candidates.retain(|&(score, side, _)| score > f32::max(least(side), 0.8 * best));
        let mut fits: Vec<Fitted> = Vec::new();
        for (_, side, anchors) in candidates.into_iter().take(2) {
            if fits.iter().any(|fit| fit.side == side && fit.score > 0.75) {
                continue;
            }
            let layout = self.layouts.entry(side).or_insert_with(|| Layout::new(side));
            let mut starts = vec![anchors];
            if side > layout::SMALLEST {
                let places = fit::alignment_places(ink, anchors, side);
                starts.extend(places.into_iter().map(|pixel| fit::with_alignment(anchors, side, pixel)));
            }
            let start = starts
                .into_iter()
                .map(|anchors| (fit::correlation(ink, &Projection::new(anchors, side), layout), anchors))
                .filter(|(score, _)| *score > LEAST_START)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((_, anchors)) = start {
                let (score, anchors) = fit::refine(ink, anchors, layout, 0.5);
                if score > LEAST_FIT && fit::timing(ink, &Projection::new(anchors, side), side) > LEAST_FITTED_TIMING {
                    fits.push(Fitted { score, anchors, side, triple: *triple });
                }
            }
        }
        fits.sort_by(|a, b| b.score.total_cmp(&a.score));
        fits
    }

    fn decode(&mut self, fitted: &mut Fitted) -> Option<SecretText> {
        let level = level_for(self.levels, fitted.triple.smallest)?;
        let ink = Ink { level, is_light: fitted.triple.is_light };
        let projection = Projection::new(fitted.anchors, fitted.side);
        let layout = self.layouts.get(&fitted.side)?;
        Modules::sample(fitted.side, |x, y| ink.at(projection.pixel((x as f32 + 0.5, y as f32 + 0.5)))).read(layout)
    }

    fn decode_bent(&self, fitted: &Fitted) -> Option<SecretText> {
        let level = level_for(self.levels, fitted.triple.smallest)?;
        let ink = Ink { level, is_light: fitted.triple.is_light };
        let layout = self.layouts.get(&fitted.side)?;
        let mut mesh = Mesh::new(ink, layout, Projection::new(fitted.anchors, fitted.side));
        for rounds in [1, 2] {
            mesh.settle(rounds);
            if let Some(text) = mesh.modules().read(layout) {
                return Some(text);
            }
        }
        None
    }

    /// Notes a code, and that the finder patterns in it belong to it.
    fn take(fitted: &Fitted, text: SecretText, finders: &[Finder], is_used: &mut [bool], codes: &mut Vec<FoundCode>) {
        let projection = Projection::new(fitted.anchors, fitted.side);
        let side = fitted.side as f32;
        let corners = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|corner| projection.pixel(corner));
        for (finder, is_used) in finders.iter().zip(is_used) {
            *is_used |= is_inside(&corners, finder.middle)
                || corners.iter().any(|corner| distance(*corner, finder.middle) < finder.module);
        }
        codes.push(FoundCode { text, corners });
    }
}

/// The level on which a module is between two and a half and five pixels wide, as far as there is one.
fn level_for(levels: &[Level], module: f32) -> Option<&Level> {
    levels.iter().rev().find(|level| module / level.scale >= 2.4).or_else(|| levels.first())
}

/// Whether a point is inside a quadrilateral whose corners go clockwise.
fn is_inside(corners: &[Point; 4], (x, y): Point) -> bool {
    let [a, b, c, d] = *corners;
    [(a, b), (b, c), (c, d), (d, a)]
        .into_iter()
        .all(|(from, to)| (to.0 - from.0) * (y - from.1) - (to.1 - from.1) * (x - from.0) >= 0.0)
}
