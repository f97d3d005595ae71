//! Writes pictures and a list of what is in them: `watchword-qr-pictures FOLDER FIRST LAST [screens|hostile]`.
#![expect(clippy::cast_possible_truncation, reason = "places in pixels")]

use std::{error::Error, fmt::Write as _, fs, path::PathBuf};

use watchword_qr_pictures::{Category, draw};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("FOLDER FIRST LAST [screens|hostile]");
    let (folder, first, last) = (PathBuf::from(next()?), next()?.parse::<u64>()?, next()?.parse::<u64>()?);
    let kinds = next().unwrap_or_else(|_| "screens".to_owned());
    let categories = if kinds == "hostile" { Category::HOSTILE } else { Category::SCREENS };
    fs::create_dir_all(&folder)?;
    let mut lines = String::new();
    for (&category, seed) in categories.iter().flat_map(|category| (first..last).map(move |seed| (category, seed))) {
        let picture = draw(category, seed);
        let name = format!("{}-{seed}.png", category.name());
        picture.pixels.save(folder.join(&name))?;
        for code in picture.codes {
            let corners: Vec<String> =
                code.corners.iter().map(|(x, y)| format!("{},{}", *x as i32, *y as i32)).collect();
            writeln!(lines, "{name}\t{}\t{}", corners.join(" "), code.text)?;
        }
    }
    fs::write(folder.join("codes.tsv"), lines)?;
    Ok(())
}
