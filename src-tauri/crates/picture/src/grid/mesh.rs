//! Codes on bent paper: a net over the code whose knots move until the modules below them are clear.
//!
//! A knot stands every few modules and takes the modules about it along. Beginning at the finder patterns, each knot
//! starts where its neighbours went and moves to where the fixed patterns fit and where the other modules are most
//! clearly dark or light: between two modules everything is grey.

use super::{
    fit::Ink,
    geometry::{MIDDLE, Point, Projection},
    layout::Layout,
    modules::Modules,
};

/// The distance of the knots, in modules.
const SPACING: f32 = 6.0;

/// A net over a code.
pub(super) struct Mesh<'a> {
    ink: Ink<'a>,
    layout: &'a Layout,
    projection: Projection,
    /// Knots along a side.
    count: usize,
    /// How many modules the knots are apart.
    spacing: f32,
    /// How far each knot has moved, in modules, row by row.
    moves: Vec<Point>,
}

impl<'a> Mesh<'a> {
    pub(super) fn new(ink: Ink<'a>, layout: &'a Layout, projection: Projection) -> Self {
        let count = (layout.side as f32 / SPACING).round() as usize + 1;
        let spacing = layout.side as f32 / (count - 1) as f32;
        Self { ink, layout, projection, count, spacing, moves: vec![(0.0, 0.0); count * count] }
    }

    /// Moves all knots, from the finder patterns outwards, `rounds` times.
    pub(super) fn settle(&mut self, rounds: usize) {
        let mut order: Vec<(usize, usize)> =
            (0..self.count).flat_map(|row| (0..self.count).map(move |column| (column, row))).collect();
        order.sort_by(|a, b| self.away(*a).total_cmp(&self.away(*b)));
        let mut is_set = vec![false; self.moves.len()];
        for round in 0..rounds {
            for &knot in &order {
                let start = if round == 0 { self.expected(knot, &is_set) } else { self.shift(knot) };
                let neighbours = self.expected(knot, &is_set);
                let best = self.descend(knot, start, neighbours);
                self.set(knot, best);
                if let Some(is_set) = is_set.get_mut(knot.1 * self.count + knot.0) {
                    *is_set = true;
                }
            }
        }
    }

    pub(super) fn modules(&self) -> Modules {
        Modules::sample(self.layout.side, |x, y| self.ink.at(self.pixel((x as f32 + 0.5, y as f32 + 0.5))))
    }

    /// The pixel of a point in modules: the knots around it say how far it moves.
    fn pixel(&self, (u, v): Point) -> Point {
        let (x, y) = (u / self.spacing, v / self.spacing);
        let most = self.count - 2;
        let (column, row) = ((x as usize).min(most), (y as usize).min(most));
        let (right, lower) = (x - column as f32, y - row as f32);
        let [a, b] = [self.shift((column, row)), self.shift((column + 1, row))];
        let [c, d] = [self.shift((column, row + 1)), self.shift((column + 1, row + 1))];
        let blend = |a: f32, b: f32, c: f32, d: f32| {
            let (above, below) = (a + (b - a) * right, c + (d - c) * right);
            above + (below - above) * lower
        };
        self.projection.pixel((u + blend(a.0, b.0, c.0, d.0), v + blend(a.1, b.1, c.1, d.1)))
    }

    fn shift(&self, (column, row): (usize, usize)) -> Point {
        self.moves.get(row * self.count + column).copied().unwrap_or_default()
    }

    fn set(&mut self, (column, row): (usize, usize), shift: Point) {
        if let Some(place) = self.moves.get_mut(row * self.count + column) {
            *place = shift;
        }
    }

    /// How far a knot is from the nearest finder pattern.
    fn away(&self, (column, row): (usize, usize)) -> f32 {
        let (x, y) = (column as f32 * self.spacing, row as f32 * self.spacing);
        let far = self.layout.side as f32 - MIDDLE;
        [(MIDDLE, MIDDLE), (far, MIDDLE), (MIDDLE, far)]
            .into_iter()
            .map(|(fx, fy)| (x - fx).hypot(y - fy))
            .fold(f32::MAX, f32::min)
    }

    /// Where the knots around one went: their mean, each carried on along the line it makes with the one behind it.
    fn expected(&self, (column, row): (usize, usize), is_set: &[bool]) -> Point {
        let get = |column: i32, row: i32| {
            let (column, row) = (usize::try_from(column).ok()?, usize::try_from(row).ok()?);
            let place = row * self.count + column;
            let is_there = column < self.count && is_set.get(place).copied()?;
            if is_there { self.moves.get(place).copied() } else { None }
        };
        let (mut sum, mut total) = ((0.0, 0.0), 0.0_f32);
        for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
            let (x, y) = (column as i32, row as i32);
            if let Some(near) = get(x + dx, y + dy) {
                let carried = get(x + 2 * dx, y + 2 * dy)
                    .map_or(near, |far| (near.0 + 0.7 * (near.0 - far.0), near.1 + 0.7 * (near.1 - far.1)));
                sum = (sum.0 + carried.0, sum.1 + carried.1);
                total += 1.0;
            }
        }
        if total == 0.0 { (0.0, 0.0) } else { (sum.0 / total, sum.1 / total) }
    }

    fn descend(&mut self, knot: (usize, usize), start: Point, neighbours: Point) -> Point {
        let mut best = start;
        let mut score = self.clearness(knot, start, neighbours);
        for step in [0.4, 0.2, 0.1] {
            for _ in 0..3 {
                let before = best;
                for (dx, dy) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
                    let tried = (best.0 + dx, best.1 + dy);
                    let value = self.clearness(knot, tried, neighbours);
                    if value > score {
                        (score, best) = (value, tried);
                    }
                }
                if best == before {
                    break;
                }
            }
        }
        best
    }

    /// How clear the modules about a knot are when it moves to `shift`.
    fn clearness(&mut self, knot: (usize, usize), shift: Point, neighbours: Point) -> f32 {
        let before = self.shift(knot);
        self.set(knot, shift);
        let (middle_x, middle_y) = (knot.0 as f32 * self.spacing, knot.1 as f32 * self.spacing);
        let range = |middle: f32| {
            let start = (middle - self.spacing * 0.8).max(0.0) as usize;
            start..((middle + self.spacing * 0.8).ceil() as usize).min(self.layout.side)
        };
        let mut values = [(0.0_f32, None); 144];
        let mut count = 0;
        for (slot, (x, y)) in values.iter_mut().zip(range(middle_y).flat_map(|y| range(middle_x).map(move |x| (x, y))))
        {
            *slot = (self.ink.at(self.pixel((x as f32 + 0.5, y as f32 + 0.5))), self.layout.colour(x, y));
            count += 1;
        }
        self.set(knot, before);
        let values = values.iter().take(count);
        let mean = values.clone().map(|(value, _)| value).sum::<f32>() / (count as f32).max(1.0);
        let mut clear = 0.0;
        for (value, colour) in values {
            let away = value - mean;
            clear += match colour {
                Some(true) => 2.0 * away,
                Some(false) => -2.0 * away,
                None => away.abs(),
            };
        }
        let count = (count as f32).max(1.0);
        let (dx, dy) = (shift.0 - neighbours.0, shift.1 - neighbours.1);
        clear / count - 6.0 * (dx * dx + dy * dy)
    }
}
