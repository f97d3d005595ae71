//! Measures the readers on drawn pictures: `measure FIRST LAST [screens|hostile|all] [READERS]`.
#![allow(clippy::all, clippy::pedantic, clippy::disallowed_methods, clippy::print_stdout)]
use std::{collections::BTreeMap};

use watchword_picture::{FoundCode, Limits};
use watchword_qr_pictures::{Category, Placed, draw};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (first, last): (u64, u64) = (arguments[0].parse().unwrap(), arguments[1].parse().unwrap());
    let kinds = arguments.get(2).map_or("screens", String::as_str);
    let readers: Vec<&str> = arguments.get(3).map_or("all", String::as_str).split(',').collect();
    let mut categories = Vec::new();
    if kinds != "hostile" && !Category::SCREENS.iter().chain(Category::HOSTILE).any(|c| c.name() == kinds) { categories.extend(Category::SCREENS) }
    if kinds == "hostile" || kinds == "all" { categories.extend(Category::HOSTILE) }
    categories.extend(Category::SCREENS.iter().chain(Category::HOSTILE).filter(|c| c.name() == kinds));
    let verbose = std::env::var("V").is_ok();
    let mut table: BTreeMap<(usize, usize), (usize, usize, usize)> = BTreeMap::new();
    let mut by: Vec<Vec<f64>> = vec![Vec::new(); categories.len()];
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); readers.len()];
    for (c, &category) in categories.iter().enumerate() {
        for seed in first..last {
            let picture = draw(category, seed);
            let (w, h) = (picture.pixels.width(), picture.pixels.height());
            let rgba = image::DynamicImage::from(picture.pixels.clone()).to_rgba8();
            let grey = image::DynamicImage::from(picture.pixels).to_luma8().into_raw();
            for (r, reader) in readers.iter().enumerate() {
                let start = cpu();
                let found = match *reader {
                    "grid" => watchword_picture::grid_only(w as usize, h as usize, grey.clone()).0,
                    "rqrr" => watchword_picture::one_reader(0, w as usize, h as usize, grey.clone()),
                    "rxing" => watchword_picture::one_reader(1, w as usize, h as usize, grey.clone()),
                    _ => watchword_picture::read_pixels(w, h, &rgba, &Limits::default()).unwrap().codes,
                };
                times[r].push(cpu() - start);
                if r == 0 { by[c].push(*times[r].last().unwrap()); }
                let (hits, wrong) = judge(&picture.codes, &found);
                if verbose && (hits < picture.codes.len() || wrong > 0) { println!("{reader} {} {seed}: {hits}/{} wrong {wrong} {:.0} ms", category.name(), picture.codes.len(), times[r].last().unwrap()); }
                let row = table.entry((c, r)).or_default();
                *row = (row.0 + hits, row.1 + picture.codes.len(), row.2 + wrong);
            }
        }
    }
    println!("{:22}{}", "", readers.iter().map(|r| format!("{r:>16}")).collect::<String>());
    for (c, category) in categories.iter().enumerate() {
        print!("{:22}", category.name());
        for r in 0..readers.len() { let (h, t, w) = table[&(c, r)]; print!("{:>16}", format!("{h}/{t} {:.1} w{w}", 100.0 * h as f64 / t as f64)); }
        let mut t: Vec<f64> = by[c].clone(); t.sort_by(f64::total_cmp);
        println!("   {:.0}/{:.0}", t[t.len() / 2], t[t.len() - 1]);
    }
    print!("{:22}", "all");
    for r in 0..readers.len() {
        let (h, t, w) = (0..categories.len()).fold((0, 0, 0), |s, c| { let x = table[&(c, r)]; (s.0 + x.0, s.1 + x.1, s.2 + x.2) });
        print!("{:>16}", format!("{:.1} w{w}", 100.0 * h as f64 / t as f64));
    }
    println!();
    print!("{:22}", "ms median/p95/max");
    for t in &mut times { t.sort_by(f64::total_cmp); let n = t.len(); print!("{:>16}", format!("{:.0}/{:.0}/{:.0}", t[n / 2], t[n * 95 / 100], t[n - 1])); }
    println!();
}

/// Milliseconds of this thread on a processor.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    text.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}

fn judge(codes: &[Placed], found: &[FoundCode]) -> (usize, usize) {
    let mut left: Vec<&FoundCode> = found.iter().collect();
    let mut hits = 0;
    for code in codes {
        let at = left.iter().position(|f| f.text.expose() == code.text && near(f, code));
        if let Some(at) = at { left.remove(at); hits += 1; }
    }
    (hits, left.len())
}

fn near(found: &FoundCode, code: &Placed) -> bool {
    let mid = |c: &[(f32, f32); 4]| (c.iter().map(|p| p.0).sum::<f32>() / 4.0, c.iter().map(|p| p.1).sum::<f32>() / 4.0);
    let (a, b) = (mid(&found.corners), mid(&code.corners));
    let side = (code.corners[1].0 - code.corners[0].0).hypot(code.corners[1].1 - code.corners[0].1);
    (a.0 - b.0).hypot(a.1 - b.1) < side * 0.5
}
