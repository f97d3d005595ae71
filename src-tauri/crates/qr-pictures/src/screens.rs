//! Codes as people have them on their screens.

use fast_qr::ECL;
use image::imageops::FilterType;

use crate::{
    canvas::{Canvas, Colour, mix},
    code::{Code, Placed, Shape},
    effects,
    page::{Theme, page},
    place::Place,
    random::Random,
    text,
};

type Scene = (Canvas, Vec<Placed>);

const LEVELS: &[ECL] = &[ECL::L, ECL::M, ECL::M, ECL::Q, ECL::H];
const SIZES: &[(u32, u32)] = &[(1366, 768), (1440, 900), (1920, 1080), (1920, 1080), (1920, 1080), (2560, 1440)];

/// How a program draws a code: often with whole pixels for a module, sometimes with any size.
fn module_size(random: &mut Random, low: f32, high: f32) -> f32 {
    let size = random.between(low, high);
    if random.chance(0.6) { size.round().max(1.0) } else { size }
}

fn plain(random: &mut Random) -> Code {
    let mut code = Code::new(&text::any(random), random.pick(LEVELS));
    code.quiet = random.pick(&[1.0, 2.0, 4.0, 4.0, 4.0]);
    code
}

/// Puts a code anywhere on the page.
fn put(random: &mut Random, canvas: &mut Canvas, code: &Code, module: f32) -> Vec<Placed> {
    let (width, height) = canvas.size();
    let module = module.min((height - 4.0) / code.full_side());
    let side = code.full_side() * module;
    let left = random.between(0.0, width - side);
    let top = random.between(0.0, height - side);
    vec![put_at(canvas, code, left, top, module)]
}

fn put_at(canvas: &mut Canvas, code: &Code, left: f32, top: f32, module: f32) -> Placed {
    let is_whole = module.fract() == 0.0;
    let (left, top) = (left.round(), top.round());
    let side = code.full_side() * module;
    code.draw(canvas, Place::upright(left, top, side, side), if is_whole { 1 } else { 4 })
}

fn scaled_page(random: &mut Random, theme: Theme) -> (Canvas, f32) {
    let (width, height) = random.pick(SIZES);
    let scale = random.pick(&[1.0, 1.0, 1.25, 1.5, 2.0]);
    (page(random, width, height, scale, theme), scale)
}

pub(crate) fn page_light(random: &mut Random) -> Scene {
    let theme = Theme::light(random);
    let (mut canvas, scale) = scaled_page(random, theme);
    let mut code = plain(random);
    code.dark = [[random.between(0.0, 40.0); 3]; 2];
    if random.chance(0.3) {
        code.light = None;
        code.quiet = 4.0;
        return (canvas, vec![]).and_clear(random, &code, theme, scale);
    }
    let module = module_size(random, 2.6, 6.0) * scale;
    let codes = put(random, &mut canvas, &code, module);
    (canvas, codes)
}

trait OnGround {
    fn and_clear(self, random: &mut Random, code: &Code, theme: Theme, scale: f32) -> Scene;
}

impl OnGround for Scene {
    /// Puts a code without a ground of its own on a card.
    fn and_clear(self, random: &mut Random, code: &Code, theme: Theme, scale: f32) -> Scene {
        let (mut canvas, mut codes) = self;
        let mut code = code.clone();
        code.light = Some(theme.card);
        let module = module_size(random, 2.6, 6.0) * scale;
        codes.extend(put(random, &mut canvas, &code, module));
        (canvas, codes)
    }
}

pub(crate) fn page_dark(random: &mut Random) -> Scene {
    let theme = Theme::dark(random);
    let (mut canvas, scale) = scaled_page(random, theme);
    let mut code = plain(random);
    if random.chance(0.4) {
        code.dark = [theme.ink; 2];
        code.light = Some(theme.card);
        code.quiet = 4.0;
    } else if random.chance(0.5) {
        // A white code on a dark page with hardly any margin.
        code.quiet = random.pick(&[0.0, 1.0, 2.0]);
    }
    let module = module_size(random, 2.6, 6.0) * scale;
    let codes = put(random, &mut canvas, &code, module);
    (canvas, codes)
}

/// Places of codes that do not touch each other.
fn scatter(random: &mut Random, canvas: &mut Canvas, codes: &[(Code, f32)]) -> Vec<Placed> {
    let (width, height) = canvas.size();
    let mut taken: Vec<[f32; 3]> = Vec::new();
    let mut placed = Vec::new();
    for (code, module) in codes {
        let side = code.full_side() * module;
        for _ in 0..60 {
            if side >= width.min(height) {
                break;
            }
            let (left, top) = (random.between(0.0, width - side), random.between(0.0, height - side));
            let is_free = taken.iter().all(|[x, y, s]| {
                left > x + s + 3.0 || top > y + s + 3.0 || left + side + 3.0 < *x || top + side + 3.0 < *y
            });
            if is_free {
                taken.push([left, top, side]);
                placed.push(put_at(canvas, code, left, top, *module));
                break;
            }
        }
    }
    placed
}

pub(crate) fn multi(random: &mut Random) -> Scene {
    let theme = if random.chance(0.5) { Theme::light(random) } else { Theme::dark(random) };
    let (mut canvas, _) = scaled_page(random, theme);
    let count = random.whole(2, 6);
    let mut codes: Vec<(Code, f32)> = Vec::new();
    for _ in 0..count {
        let mut code = plain(random);
        if let Some((earlier, _)) = codes.last().filter(|_| random.chance(0.1)) {
            code = Code::new(&earlier.text, ECL::M);
        }
        if random.chance(0.2) {
            (code.dark, code.light, code.quiet) = ([[235.0; 3]; 2], Some([25.0; 3]), 4.0);
        }
        codes.push((code, module_size(random, 2.0, 6.0)));
    }
    let codes = scatter(random, &mut canvas, &codes);
    (canvas, codes)
}

pub(crate) fn tiny(random: &mut Random) -> Scene {
    let theme = if random.chance(0.6) { Theme::light(random) } else { Theme::dark(random) };
    let (mut canvas, _) = scaled_page(random, theme);
    let mut code = plain(random);
    code.quiet = code.quiet.max(2.0);
    let module = random.between(1.5, 2.5);
    let codes = put(random, &mut canvas, &code, module);
    (canvas, codes)
}

pub(crate) fn huge(random: &mut Random) -> Scene {
    let theme = if random.chance(0.6) { Theme::light(random) } else { Theme::dark(random) };
    let (mut canvas, _) = scaled_page(random, theme);
    let code = plain(random);
    let module = module_size(random, 12.0, 30.0);
    let codes = put(random, &mut canvas, &code, module);
    (canvas, codes)
}

pub(crate) fn uhd_corner(random: &mut Random) -> Scene {
    let theme = if random.chance(0.5) { Theme::light(random) } else { Theme::dark(random) };
    let scale = random.pick(&[1.0, 1.5, 2.0]);
    let mut canvas = page(random, 3840, 2160, scale, theme);
    let code = plain(random);
    let module = module_size(random, 2.0, 4.0);
    let side = code.full_side() * module;
    let (near, right, bottom) = (random.between(0.0, 60.0), 3840.0 - side, 2160.0 - side);
    let left = if random.chance(0.5) { near } else { right - near };
    let top = if random.chance(0.5) { near } else { bottom - near };
    let placed = put_at(&mut canvas, &code, left, top, module);
    (canvas, vec![placed])
}

pub(crate) fn inverted(random: &mut Random) -> Scene {
    let theme = Theme::dark(random);
    let (mut canvas, scale) = scaled_page(random, theme);
    let mut code = plain(random);
    let low = random.between(10.0, 150.0);
    let contrast = random.between(18.0, 70.0);
    let tint = [random.between(-6.0, 6.0), random.between(-6.0, 6.0), random.between(-6.0, 6.0)];
    let ground: Colour = tint.map(|tint| low + tint);
    let ink = tint.map(|tint| low + contrast - tint);
    code.quiet = 4.0;
    (code.dark, code.light) = if random.chance(0.75) { ([ink; 2], Some(ground)) } else { ([ground; 2], Some(ink)) };
    let module = module_size(random, 2.5, 6.0) * scale;
    let codes = put(random, &mut canvas, &code, module);
    if random.chance(0.3) {
        effects::jpeg(&mut canvas, random.whole(75, 95) as u8);
    }
    (canvas, codes)
}

pub(crate) fn styled(random: &mut Random) -> Scene {
    let theme = if random.chance(0.6) { Theme::light(random) } else { Theme::dark(random) };
    let (mut canvas, scale) = scaled_page(random, theme);
    let mut code = plain(random);
    code = Code::new(&code.text, random.pick(&[ECL::M, ECL::Q, ECL::H]));
    code.shape = random.pick(&[Shape::Dot, Shape::Dot, Shape::Tile, Shape::Liquid, Shape::Square]);
    code.finder_radius = random.pick(&[0.0, 1.0, 2.0, 3.5]);
    if random.chance(0.25) {
        code.light = Some(random.colour(5.0, 45.0));
        code.dark = [random.colour(140.0, 230.0), random.colour(140.0, 230.0)];
        code.finder = random.chance(0.4).then(|| random.colour(140.0, 230.0));
    } else {
        code.light = Some(random.colour(195.0, 254.0));
        code.dark = [random.colour(10.0, 110.0), random.colour(10.0, 110.0)];
        code.finder = random.chance(0.4).then(|| random.colour(10.0, 110.0));
    }
    if random.chance(0.3) {
        code.logo = random.between(0.1, 0.22);
        code.logo_colour = random.colour(20.0, 200.0);
    }
    let module = module_size(random, 3.0, 7.0) * scale;
    let codes = put(random, &mut canvas, &code, module.max(4.0));
    (canvas, codes)
}

pub(crate) fn logo(random: &mut Random) -> Scene {
    let theme = if random.chance(0.6) { Theme::light(random) } else { Theme::dark(random) };
    let (mut canvas, scale) = scaled_page(random, theme);
    let (level, most) = random.pick(&[(ECL::Q, 0.24), (ECL::H, 0.30), (ECL::M, 0.18)]);
    let mut code = Code::new(&text::any(random), level);
    code.quiet = random.pick(&[2.0, 4.0]);
    code.logo = random.between(0.12, most);
    code.logo_colour = random.colour(10.0, 220.0);
    if random.chance(0.3) {
        code.dark = [mix([0.0; 3], random.colour(10.0, 110.0), 0.7); 2];
    }
    let module = module_size(random, 2.6, 6.0) * scale;
    let codes = put(random, &mut canvas, &code, module);
    (canvas, codes)
}

pub(crate) fn jpeg_blur(random: &mut Random) -> Scene {
    let theme = if random.chance(0.6) { Theme::light(random) } else { Theme::dark(random) };
    let (mut canvas, _) = scaled_page(random, theme);
    let code = plain(random);
    let module = module_size(random, 3.0, 7.0);
    let mut codes = put(random, &mut canvas, &code, module);
    if random.chance(0.5) {
        let factor = random.between(0.6, 1.4).max(2.2 / module);
        let filter = random.pick(&[FilterType::Nearest, FilterType::Triangle, FilterType::CatmullRom]);
        effects::resize(&mut canvas, factor, filter);
        for (x, y) in codes.iter_mut().flat_map(|code| &mut code.corners) {
            (*x, *y) = (*x * factor, *y * factor);
        }
    }
    if random.chance(0.6) {
        effects::blur(&mut canvas, random.between(0.4, 1.3));
    }
    effects::jpeg(&mut canvas, random.whole(18, 75) as u8);
    (canvas, codes)
}
