//! Codes as cameras see them.

use fast_qr::{ECL, Version};

use crate::{
    canvas::{Canvas, mix},
    code::{Code, Placed},
    effects,
    page::{Theme, page},
    place::{Place, Point},
    random::Random,
    text,
};

type Scene = (Canvas, Vec<Placed>);

/// A table, a wall or a page behind the code.
fn ground(random: &mut Random) -> Canvas {
    let (width, height) = random.pick(&[(1280, 960), (1280, 960), (1600, 1200), (1024, 768), (960, 1280)]);
    let theme = if random.chance(0.5) { Theme::light(random) } else { Theme::dark(random) };
    let mut canvas = page(random, width, height, 1.5, theme);
    let (one, other) = (random.colour(30.0, 220.0), random.colour(30.0, 220.0));
    let share = random.between(0.3, 0.95);
    let (a, b) = (random.between(0.001, 0.02), random.between(0.001, 0.05));
    effects::shade(&mut canvas, |x, y, colour| {
        let wood = 0.5 + 0.5 * (y * b + 2.0 * (x * a).sin()).sin();
        mix(colour, mix(one, other, wood), share)
    });
    canvas
}

fn code(random: &mut Random) -> Code {
    let mut code = Code::new(&text::any(random), random.pick(&[ECL::L, ECL::M, ECL::M, ECL::Q, ECL::H]));
    let (dark, light) = (random.between(5.0, 60.0), random.between(170.0, 250.0));
    code.dark = [[dark; 3]; 2];
    code.light = Some([light, light - 3.0, light - 8.0]);
    code
}

/// The corners of a square that is turned and seen from the side. `tilt` is how much the far side shrinks.
fn seen(random: &mut Random, canvas: &Canvas, side: f32, tilt: f32) -> [Point; 4] {
    let (width, height) = canvas.size();
    let turn = random.between(0.0, std::f32::consts::TAU);
    let direction = random.between(0.0, std::f32::consts::TAU);
    let reach = (side * 0.75).min(width.min(height) * 0.5);
    let middle = (random.between(reach, width - reach), random.between(reach, height - reach));
    [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(u, v): (f32, f32)| {
        let (x, y) = (u * turn.cos() - v * turn.sin(), u * turn.sin() + v * turn.cos());
        // What lies in the direction is farther away: nearer to the middle, and foreshortened.
        let along = x * direction.cos() + y * direction.sin();
        let w = 1.0 + tilt * along;
        let squeeze = 1.0 - tilt * 0.35;
        let (ax, ay) = (x - along * direction.cos(), y - along * direction.sin());
        let point = (ax + along * squeeze * direction.cos(), ay + along * squeeze * direction.sin());
        (middle.0 + point.0 / w * side, middle.1 + point.1 / w * side)
    })
}

/// A code on the ground, `module` pixels a module where it is seen straight.
fn laid(random: &mut Random, module: f32, tilt: f32, change: impl Fn(&mut Random, &mut Code)) -> Scene {
    let mut canvas = ground(random);
    let mut code = code(random);
    change(random, &mut code);
    let (width, height) = canvas.size();
    let side = (module * code.full_side()).min(width.min(height) * 0.8);
    let corners = seen(random, &canvas, side, tilt);
    let placed = code.draw(&mut canvas, Place::flat(corners), 3);
    (canvas, vec![placed])
}

fn lens(random: &mut Random, canvas: &mut Canvas, most: f32) {
    let radius = random.between(0.0, most);
    if radius > 0.3 {
        effects::blur(canvas, radius);
    }
    let grain = random.between(1.0, 7.0);
    effects::noise(random, canvas, grain);
    effects::jpeg(canvas, random.whole(50, 92) as u8);
}

pub(crate) fn rotated(random: &mut Random) -> Scene {
    let (module, tilt) = (random.between(3.2, 9.0), random.between(0.0, 0.6));
    let (mut canvas, codes) = laid(random, module, tilt, |_, _| {});
    if random.chance(0.5) {
        lens(random, &mut canvas, 0.9);
    }
    (canvas, codes)
}

pub(crate) fn of_screen(random: &mut Random) -> Scene {
    let theme = if random.chance(0.6) { Theme::light(random) } else { Theme::dark(random) };
    let mut screen = page(random, 1280, 800, 1.0, theme);
    let mut shown = Code::new(&text::any(random), random.pick(&[ECL::L, ECL::M, ECL::Q]));
    let module = random.whole(4, 9) as f32;
    shown.quiet = random.pick(&[2.0, 4.0]);
    let side = (shown.full_side() * module).min(760.0);
    let (left, top) = (random.between(0.0, 1280.0 - side).round(), random.between(0.0, 800.0 - side).round());
    let flat = shown.draw(&mut screen, Place::upright(left, top, side, side), 2);
    // The pixels of the screen are stripes of red, green and blue with dark gaps.
    let (pitch, depth) = (random.between(0.7, 1.6), random.between(0.05, 0.3));
    let mut canvas = Canvas::new(1280, 960, [random.between(10.0, 90.0); 3]);
    let scale = random.between(0.75, 1.0);
    let mut jitter = || random.between(-60.0, 60.0);
    let (w, h) = (1280.0 * scale / 2.0, 800.0 * scale / 2.0);
    let corners = [(-w, -h), (w, -h), (w, h), (-w, h)].map(|(x, y)| (640.0 + x + jitter(), 480.0 + y + jitter()));
    let place = Place::flat(corners);
    canvas.draw(place, 2, |u, v| {
        let (x, y) = (u * 1280.0, v * 800.0);
        if !(0.0..1280.0).contains(&x) || !(0.0..800.0).contains(&y) {
            return None;
        }
        let colour = screen.0.get_pixel(x as u32, y as u32).0.map(f32::from);
        let stripe = |phase: f32| 1.0 - depth * (0.5 + 0.5 * ((x / pitch + phase) * std::f32::consts::TAU).cos());
        let row = 1.0 - depth * (0.5 + 0.5 * (y / pitch * std::f32::consts::TAU).cos());
        Some([colour[0] * stripe(0.0) * row, colour[1] * stripe(0.33) * row, colour[2] * stripe(0.67) * row])
    });
    let low = random.between(0.45, 0.95);
    effects::uneven_light(random, &mut canvas, low);
    let (x, y) = (random.between(0.0, 1280.0), random.between(0.0, 960.0));
    effects::glare(&mut canvas, (x, y), random.between(80.0, 300.0), random.between(0.1, 0.55));
    lens(random, &mut canvas, 1.1);
    let corners = flat.corners.map(|(x, y)| place.to_pixels((x / 1280.0, y / 800.0)));
    (canvas, vec![Placed { text: flat.text, corners }])
}

pub(crate) fn curved(random: &mut Random) -> Scene {
    let mut canvas = ground(random);
    let code = code(random);
    let module = random.between(4.0, 10.0);
    let (width, height) = canvas.size();
    let side = (module * code.full_side()).min(width.min(height) * 0.75);
    let tilt = random.between(0.0, 0.3);
    let corners = seen(random, &canvas, side, tilt);
    let place = Place::bent(corners, random.between(0.6, 1.8), random.between(-0.35, 0.35));
    let placed = code.draw(&mut canvas, place, 3);
    lens(random, &mut canvas, 0.9);
    (canvas, vec![placed])
}

pub(crate) fn crowd(random: &mut Random) -> Scene {
    let (columns, rows) = (random.whole(4, 8), random.whole(3, 6));
    let (width, height) = random.pick(&[(1600, 1200), (1920, 1080), (2400, 1800)]);
    let light = random.between(190.0, 250.0);
    let mut canvas = Canvas::new(width, height, [light; 3]);
    let margin = random.between(0.04, 0.12);
    let (w, h) = canvas.size();
    let skew = random.between(0.0, 0.12);
    let place = Place::flat([
        (w * (margin + skew), h * margin),
        (w * (1.0 - margin), h * (margin + skew * random.unit())),
        (w * (1.0 - margin - skew * random.unit()), h * (1.0 - margin)),
        (w * margin, h * (1.0 - margin - skew * random.unit())),
    ]);
    let cell = (w * (1.0 - 2.0 * margin) / columns as f32).min(h * (1.0 - 2.0 * margin) / rows as f32);
    let mut codes = Vec::new();
    for number in 0..columns * rows {
        let text = match random.whole(0, 2) {
            0 => format!("{number:03}-{}", random.whole(100_000, 999_999)),
            1 => format!("https://example.com/{number}/{}", random.whole(1000, 9999)),
            _ => text::link(random),
        };
        let mut code = Code::new(&text, ECL::L);
        if code.full_side() * 2.4 > cell * 0.9 {
            code = Code::new(&format!("{number}-{}", random.whole(100_000, 999_999)), ECL::M);
        }
        code.light = Some([light; 3]);
        code.dark = [[random.between(5.0, 60.0); 3]; 2];
        code.quiet = 2.0;
        let (u, v) = ((number % columns) as f32, (number / columns) as f32);
        let (sx, sy) = (cell / (w * (1.0 - 2.0 * margin)), cell / (h * (1.0 - 2.0 * margin)));
        let (left, top) = ((u + 0.05) / columns as f32, (v + 0.05) / rows as f32);
        let (right, bottom) = (left + sx * 0.9, top + sy * 0.9);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map(|point| place.to_pixels(point));
        codes.push(code.draw(&mut canvas, Place::flat(corners), 3));
    }
    lens(random, &mut canvas, 0.7);
    (canvas, codes)
}

pub(crate) fn damaged(random: &mut Random) -> Scene {
    let (module, tilt) = (random.between(4.0, 9.0), random.between(0.0, 0.25));
    let share = random.between(0.0, 0.025);
    let (mut canvas, codes) = laid(random, module, tilt, |random, code| {
        let (dark, light) = (code.dark, code.light);
        *code = Code::new(&code.text, random.pick(&[ECL::Q, ECL::H]));
        (code.dark, code.light) = (dark, light);
        code.damage(random, share);
    });
    let corners = codes.first().map(|code| code.corners).unwrap_or_default();
    let place = Place::flat(corners);
    for _ in 0..random.whole(1, 4) {
        let (x, y) = place.to_pixels((random.unit(), random.unit()));
        let side = (corners[1].0 - corners[0].0).hypot(corners[1].1 - corners[0].1);
        let colour = random.colour(10.0, 240.0);
        if random.chance(0.5) {
            canvas.disc(x, y, side * random.between(0.02, 0.07), colour);
        } else {
            let (angle, length) = (random.between(0.0, 6.3), side * random.between(0.2, 0.6));
            for step in 0..length as i32 {
                let t = step as f32;
                canvas.disc(x + t * angle.cos(), y + t * angle.sin(), side * 0.006 + 0.5, colour);
            }
        }
    }
    lens(random, &mut canvas, 0.9);
    (canvas, codes)
}

pub(crate) fn glare(random: &mut Random) -> Scene {
    let (module, tilt) = (random.between(4.0, 9.0), random.between(0.0, 0.3));
    let (mut canvas, codes) = laid(random, module, tilt, |_, _| {});
    for code in &codes {
        let (x, y) = Place::flat(code.corners).to_pixels((random.between(-0.2, 1.2), random.between(-0.2, 1.2)));
        let side = (code.corners[1].0 - code.corners[0].0).hypot(code.corners[1].1 - code.corners[0].1);
        effects::glare(&mut canvas, (x, y), side * random.between(0.3, 0.9), random.between(0.5, 0.92));
    }
    lens(random, &mut canvas, 0.8);
    (canvas, codes)
}

pub(crate) fn noise(random: &mut Random) -> Scene {
    let (module, tilt) = (random.between(4.0, 9.0), random.between(0.0, 0.3));
    let (mut canvas, codes) = laid(random, module, tilt, |_, _| {});
    let grain = random.between(15.0, 50.0);
    effects::noise(random, &mut canvas, grain);
    effects::jpeg(&mut canvas, random.whole(40, 90) as u8);
    (canvas, codes)
}

pub(crate) fn high_version(random: &mut Random) -> Scene {
    const VERSIONS: &[Version] = &[
        Version::V15,
        Version::V18,
        Version::V20,
        Version::V22,
        Version::V25,
        Version::V28,
        Version::V30,
        Version::V33,
        Version::V36,
        Version::V40,
    ];
    let (width, height) = random.pick(&[(1280, 960), (1600, 1200), (1920, 1080)]);
    let mut canvas = Canvas::new(width, height, random.colour(120.0, 240.0));
    let text = text::migration(random, 300, 700);
    let mut code = Code::with_version(&text, ECL::L, random.pick(VERSIONS));
    code.quiet = 4.0;
    let (w, h) = canvas.size();
    let module = random.between(2.6, 5.0);
    let side = (code.full_side() * module).clamp(code.full_side() * 2.4, w.min(h) * 0.97);
    let (left, top) = (random.between(0.0, w - side), random.between(0.0, h - side));
    let mut shift = || random.between(-0.03, 0.03) * side;
    let corners = [(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
        .map(|(x, y)| ((x + shift()).clamp(2.0, w - 2.0), (y + shift()).clamp(2.0, h - 2.0)));
    let placed = code.draw(&mut canvas, Place::flat(corners), 3);
    lens(random, &mut canvas, 0.5);
    (canvas, vec![placed])
}

pub(crate) fn shadow(random: &mut Random) -> Scene {
    let (module, tilt) = (random.between(4.0, 9.0), random.between(0.0, 0.3));
    let (mut canvas, codes) = laid(random, module, tilt, |_, _| {});
    for code in &codes {
        let (x, y) = Place::flat(code.corners).to_pixels((random.unit(), random.unit()));
        let (angle, low) = (random.between(0.0, 6.3), random.between(0.25, 0.6));
        effects::shadow(&mut canvas, (x, y), angle, low, random.between(0.5, 12.0));
    }
    lens(random, &mut canvas, 0.8);
    (canvas, codes)
}

pub(crate) fn distance(random: &mut Random) -> Scene {
    let module = if random.chance(0.6) { random.between(2.0, 3.0) } else { random.between(15.0, 40.0) };
    let tilt = random.between(0.0, 0.25);
    let (mut canvas, codes) = laid(random, module, tilt, |_, _| {});
    if module > 10.0 {
        effects::blur(&mut canvas, random.between(0.5, 3.0));
        let (dx, dy) = (random.between(-6.0, 6.0), random.between(-6.0, 6.0));
        effects::shake(&mut canvas, dx, dy);
    }
    lens(random, &mut canvas, 0.5);
    (canvas, codes)
}
