//! What stands around a code on a screen: cards, lines of text, icons, stripes, pictures.
//!
//! Much of it looks a little like parts of a QR code: nested squares, rings, check boxes, bar codes.

use crate::{
    canvas::{Canvas, Colour, mix},
    place::Place,
    random::Random,
};

/// Our own letters, seven rows of five dots each.
const LETTERS: &[[u8; 7]] = &[
    [14, 17, 17, 31, 17, 17, 17],
    [30, 17, 30, 17, 17, 17, 30],
    [14, 17, 16, 16, 16, 17, 14],
    [31, 16, 30, 16, 16, 16, 31],
    [17, 17, 31, 17, 17, 17, 17],
    [4, 0, 4, 4, 4, 4, 4],
    [16, 16, 16, 16, 16, 16, 31],
    [17, 27, 21, 17, 17, 17, 17],
    [0, 0, 14, 17, 17, 17, 14],
    [0, 0, 30, 17, 17, 17, 17],
    [0, 0, 14, 16, 14, 1, 30],
    [8, 8, 28, 8, 8, 9, 6],
    [0, 0, 17, 17, 17, 19, 13],
    [14, 17, 1, 6, 8, 16, 31],
];

/// The colours of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Theme {
    pub(crate) ground: Colour,
    pub(crate) card: Colour,
    pub(crate) ink: Colour,
    pub(crate) accent: Colour,
}

impl Theme {
    pub(crate) fn light(random: &mut Random) -> Self {
        let ground = random.between(235.0, 255.0);
        let tint = random.between(0.0, 8.0);
        Self {
            ground: [ground - tint, ground - tint / 2.0, ground],
            card: [255.0; 3],
            ink: [random.between(10.0, 70.0); 3],
            accent: random.colour(60.0, 150.0),
        }
    }

    pub(crate) fn dark(random: &mut Random) -> Self {
        let ground = random.between(8.0, 40.0);
        Self {
            ground: [ground, ground, ground + random.between(0.0, 10.0)],
            card: [ground + random.between(6.0, 25.0); 3],
            ink: [random.between(180.0, 245.0); 3],
            accent: random.colour(90.0, 200.0),
        }
    }
}

/// Draws a page; `scale` is what the desktop scales by.
pub(crate) fn page(random: &mut Random, width: u32, height: u32, scale: f32, theme: Theme) -> Canvas {
    let mut canvas = Canvas::new(width, height, theme.ground);
    let (w, h) = (width as f32, height as f32);
    let bar = 56.0 * scale;
    canvas.card([0.0, 0.0, w, bar], 0.0, mix(theme.ground, theme.accent, random.between(0.0, 0.9)));
    icons(random, &mut canvas, theme, [0.0, 0.0, w, bar], scale);
    let columns = random.whole(1, 3);
    let column = w / columns as f32;
    for number in 0..columns {
        let left = column * number as f32;
        let mut y = bar + 16.0 * scale;
        while y < h {
            let block = random.between(60.0, 240.0) * scale;
            let place = [left + 16.0 * scale, y, column - 32.0 * scale, block];
            if random.chance(0.6) {
                let edge = mix(theme.card, theme.ink, 0.2);
                canvas.card(place, 8.0 * scale, edge);
                canvas.card(shrink(place, scale), 7.0 * scale, theme.card);
            }
            fill(random, &mut canvas, theme, shrink(place, 12.0 * scale), scale);
            y += block + random.between(8.0, 40.0) * scale;
        }
    }
    canvas
}

fn shrink([left, top, width, height]: [f32; 4], by: f32) -> [f32; 4] {
    [left + by, top + by, width - 2.0 * by, height - 2.0 * by]
}

fn fill(random: &mut Random, canvas: &mut Canvas, theme: Theme, place: [f32; 4], scale: f32) {
    match random.whole(0, 9) {
        0..=4 => paragraph(random, canvas, theme, place, scale),
        5..=6 => icons(random, canvas, theme, place, scale),
        7 => picture(random, canvas, place),
        8 => stripes(random, canvas, theme, place, scale),
        _ => table(random, canvas, theme, place, scale),
    }
}

/// Lines of words.
fn paragraph(random: &mut Random, canvas: &mut Canvas, theme: Theme, place: [f32; 4], scale: f32) {
    let [left, top, width, height] = place;
    let dot = random.pick(&[1.0, 1.0, 1.5, 2.0, 3.0]) * scale;
    let ink = if random.chance(0.2) { theme.accent } else { theme.ink };
    let mut y = top;
    while y + 9.0 * dot < top + height {
        let mut x = left;
        let end = left + width * random.between(0.3, 1.0);
        while x + 6.0 * dot < end {
            if random.chance(0.16) {
                x += 5.0 * dot;
                continue;
            }
            letter(canvas, random.pick(LETTERS), x, y, dot, ink);
            x += 6.0 * dot;
        }
        y += random.pick(&[11.0, 13.0]) * dot;
    }
}

fn letter(canvas: &mut Canvas, rows: [u8; 7], left: f32, top: f32, dot: f32, ink: Colour) {
    let place = Place::upright(left, top, 5.0 * dot, 7.0 * dot);
    canvas.draw(place, 2, |u, v| {
        let is_inside = (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v);
        (is_inside && rows[(v * 7.0) as usize] >> (4 - (u * 5.0) as u32) & 1 == 1).then_some(ink)
    });
}

/// Squares in squares, rings, boxes, dots.
fn icons(random: &mut Random, canvas: &mut Canvas, theme: Theme, place: [f32; 4], scale: f32) {
    let [left, top, width, height] = place;
    let size = random.between(14.0, 34.0) * scale;
    let gap = size * random.between(1.3, 2.5);
    let ground = theme.card;
    let mut y = top + size / 2.0;
    while y + size < top + height {
        let mut x = left + size / 2.0;
        while x + size < left + width {
            let ink = if random.chance(0.5) { theme.ink } else { theme.accent };
            let (cx, cy) = (x + size / 2.0, y + size / 2.0);
            match random.whole(0, 6) {
                0 => {
                    canvas.card([x, y, size, size], size * 0.1, ink);
                    canvas.card(shrink([x, y, size, size], size / 7.0), size * 0.05, ground);
                    canvas.card(shrink([x, y, size, size], size * 2.0 / 7.0), 0.0, ink);
                }
                1 => {
                    canvas.disc(cx, cy, size / 2.0, ink);
                    canvas.disc(cx, cy, size * 0.36, ground);
                    canvas.disc(cx, cy, size * 0.21, ink);
                }
                2 => {
                    canvas.card([x, y, size, size], size * 0.2, ink);
                    canvas.card(shrink([x, y, size, size], scale * 1.5), size * 0.15, ground);
                }
                3 => {
                    for row in 0..3 {
                        let line = y + size * (0.15 + 0.3 * row as f32);
                        canvas.card([x, line, size, size * 0.12], 0.0, ink);
                    }
                }
                4 => canvas.disc(cx, cy, size / 2.0, ink),
                5 => letter(canvas, random.pick(LETTERS), x, y, size / 7.0, ink),
                _ => {}
            }
            x += gap;
        }
        y += gap;
    }
}

/// A photo: soft colours with grain and blots.
fn picture(random: &mut Random, canvas: &mut Canvas, [left, top, width, height]: [f32; 4]) {
    let (one, other) = (random.colour(20.0, 230.0), random.colour(20.0, 230.0));
    let (a, b, c) = (random.between(1.0, 9.0), random.between(1.0, 9.0), random.between(0.0, 6.0));
    canvas.draw(Place::upright(left, top, width.max(1.0), height.max(1.0)), 1, |u, v| {
        let grain = ((u * 9173.0).sin() * (v * 7919.0).cos() * 4371.0).fract() * 0.1;
        let wave = 0.5 + 0.5 * (u * a + c + (v * b).sin()).sin();
        Some(mix(one, other, (wave + grain).clamp(0.0, 1.0)))
    });
}

/// A bar code.
fn stripes(random: &mut Random, canvas: &mut Canvas, theme: Theme, [left, top, width, height]: [f32; 4], scale: f32) {
    let bar = random.pick(&[1.0, 2.0, 3.0]) * scale;
    let mut x = left;
    while x < left + width.min(95.0 * bar) {
        let wide = random.whole(1, 3) as f32 * bar;
        canvas.card([x, top, wide, height.min(80.0 * scale)], 0.0, theme.ink);
        x += wide + random.whole(1, 3) as f32 * bar;
    }
}

fn table(random: &mut Random, canvas: &mut Canvas, theme: Theme, [left, top, width, height]: [f32; 4], scale: f32) {
    let line = mix(theme.card, theme.ink, random.between(0.1, 0.6));
    let (rows, columns) = (random.between(16.0, 40.0) * scale, random.between(30.0, 120.0) * scale);
    let mut y = top;
    while y < top + height {
        canvas.card([left, y, width, scale], 0.0, line);
        y += rows;
    }
    let mut x = left;
    while x < left + width {
        canvas.card([x, top, scale, height], 0.0, line);
        if random.chance(0.5) {
            paragraph(random, canvas, theme, [x + 4.0, top + 3.0, columns - 8.0, height - 6.0], scale);
        }
        x += columns;
    }
}
