//! Compares readers on a folder of pictures, in one run: `compare FOLDER [PYTHON]`.
//!
//! The folder is one that `watchword-qr-pictures` wrote (`codes.tsv` says what is in its pictures), or one whose
//! pictures each have a `.txt` of the same name with the text of their one code. Read are all pictures by ours, by
//! `rqrr` alone and by `rxing` alone, and by zxing-cpp when `PYTHON` is a Python that has its module. Printed are
//! codes that are found and texts that are not there, and milliseconds of a processor: median and 95th of 100.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::string_slice,
    reason = "a measurement has nobody to answer to"
)]

#[path = "shared/clock.rs"]
mod clock;

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc,
    thread,
    time::Duration,
};

use image::{GrayImage, imageops};
use rxing::{
    BarcodeFormat, BinaryBitmap, DecodeHints, Luma8Source, common::HybridBinarizer, multi::MultipleBarcodeReader,
    qrcode::cpp_port::QrReader,
};
use watchword_picture::{Limits, read};

/// A picture and the texts in it.
struct Subject {
    kind: String,
    path: PathBuf,
    texts: Vec<String>,
}

/// What was counted of a kind of pictures.
#[derive(Default, Clone)]
struct Row {
    found: usize,
    wrong: usize,
    times: Vec<f64>,
}

/// Reads the texts of a picture; the time is taken around it.
type Reader = fn(&Path) -> Vec<String>;

/// The last one takes minutes for some pictures, and goes on when nobody waits any more.
const READERS: [(&str, Reader); 3] = [("ours", ours), ("rxing", rxing), ("rqrr", rqrr)];

/// Longer than this nobody waits for a reader.
const LONGEST: Duration = Duration::from_secs(10);

/// Prints a line for each picture: milliseconds, and the texts in hexadecimal digits.
const PYTHON: &str = r"
import sys, time, zxingcpp
from PIL import Image, ImageOps
for path in sys.argv[1:]:
    start = time.process_time()
    picture = ImageOps.exif_transpose(Image.open(path)).convert('L')
    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    texts = [code.text.encode().hex() for code in codes]
    print((time.process_time() - start) * 1000, *texts)
";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    let subjects = subjects(&folder);
    let mut rows: BTreeMap<(String, &str), Row> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for subject in &subjects {
        *counts.entry(subject.kind.clone()).or_default() += subject.texts.len();
    }
    for (name, reader) in READERS {
        for subject in &subjects {
            let start = clock::milliseconds();
            let texts = patiently(reader, subject.path.clone());
            let time = clock::milliseconds() - start;
            count(subject, name, texts, time, &mut rows);
        }
    }
    let mut names: Vec<&str> = READERS.iter().map(|(name, _)| *name).collect();
    if let Some(python) = arguments.next() {
        names.push("zxing-cpp");
        for (subject, line) in subjects.iter().zip(zxing_cpp(&python, &subjects).lines()) {
            let mut words = line.split(' ');
            let time = words.next().unwrap().parse().unwrap();
            let texts = words.map(text_of).collect();
            count(subject, "zxing-cpp", texts, time, &mut rows);
        }
    }
    print(&names, &counts, rows);
}

/// What a reader finds within the time. A panic is nothing found.
fn patiently(reader: Reader, path: PathBuf) -> Vec<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(reader(&path)));
    receiver.recv_timeout(LONGEST).unwrap_or_default()
}

fn print<'a>(names: &[&'a str], counts: &BTreeMap<String, usize>, mut rows: BTreeMap<(String, &'a str), Row>) {
    println!("| kind | codes | {} |", names.join(" | "));
    println!("|---|---|{}", "---|".repeat(names.len()));
    let mut totals = vec![Row::default(); names.len()];
    for (kind, count) in counts {
        let mut cells = Vec::new();
        for (name, total) in names.iter().zip(&mut totals) {
            let row = rows.remove(&(kind.clone(), *name)).unwrap_or_default();
            total.found += row.found;
            total.wrong += row.wrong;
            total.times.extend(&row.times);
            cells.push(told(&row, *count));
        }
        println!("| {kind} | {count} | {} |", cells.join(" | "));
    }
    let count: usize = counts.values().sum();
    let cells: Vec<String> = totals.iter().map(|total| told(total, count)).collect();
    println!("| all | {count} | {} |", cells.join(" | "));
    let times: Vec<String> = totals
        .iter_mut()
        .map(|total| {
            total.times.sort_by(f64::total_cmp);
            let (count, times) = (total.times.len(), &total.times);
            format!("{:.0} / {:.0}", times[count / 2], times[count * 95 / 100])
        })
        .collect();
    println!("| ms | | {} |", times.join(" | "));
}

fn told(row: &Row, count: usize) -> String {
    let part = format!("{:.1}", 100.0 * row.found as f64 / count.max(1) as f64);
    if row.wrong == 0 { part } else { format!("{part} ({} wrong)", row.wrong) }
}

fn count<'a>(
    subject: &Subject,
    name: &'a str,
    texts: Vec<String>,
    time: f64,
    rows: &mut BTreeMap<(String, &'a str), Row>,
) {
    let mut wanted: Vec<&str> = subject.texts.iter().map(String::as_str).collect();
    let row = rows.entry((subject.kind.clone(), name)).or_default();
    for text in texts {
        match wanted.iter().position(|wanted| plain(wanted) == plain(&text)) {
            Some(place) => drop(wanted.swap_remove(place)),
            None if name == "ours" => {
                println!("{}: {text:?} is not there", subject.path.display());
                row.wrong += 1;
            }
            None => row.wrong += 1,
        }
    }
    if name == "ours" && !wanted.is_empty() {
        println!("{}: {} of {} missed, {time:.0} ms", subject.path.display(), wanted.len(), subject.texts.len());
    }
    row.found += subject.texts.len() - wanted.len();
    row.times.push(time);
}

/// Texts beside pictures end their lines in any way.
fn plain(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

fn subjects(folder: &Path) -> Vec<Subject> {
    if let Ok(list) = fs::read_to_string(folder.join("codes.tsv")) {
        let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for line in list.lines() {
            let parts: Vec<&str> = line.split('\t').collect();
            texts.entry(parts[0]).or_default().push(parts[2].trim().to_owned());
        }
        let kind = |name: &str| name.rsplit_once('-').unwrap().0.to_owned();
        let subject = |(name, texts): (&str, _)| Subject { kind: kind(name), path: folder.join(name), texts };
        return texts.into_iter().map(subject).collect();
    }
    let mut subjects = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            subjects.append(&mut self::subjects(&path));
        } else if path.extension().is_some_and(|kind| kind != "txt")
            && let Ok(text) = fs::read_to_string(path.with_extension("txt"))
        {
            let kind = folder.file_name().unwrap().to_string_lossy().into_owned();
            subjects.push(Subject { kind, path, texts: vec![text.trim().to_owned()] });
        }
    }
    subjects
}

fn ours(path: &Path) -> Vec<String> {
    let limits = Limits { time: Duration::from_secs(30), ..Limits::default() };
    let scan = read(&fs::read(path).unwrap(), &limits).unwrap();
    scan.codes.iter().map(|code| code.text.expose().to_owned()).collect()
}

fn grey(path: &Path) -> GrayImage {
    image::open(path).unwrap().to_luma8()
}

/// As most programs use it: one pass over the grey picture.
fn rqrr(path: &Path) -> Vec<String> {
    let grey = grey(path);
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let value = |x: usize, y: usize| grey.as_raw()[y * width + x];
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, value);
    let grids = prepared.detect_grids();
    grids.iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
}

/// With all that it offers: several codes, more effort, both polarities.
fn rxing(path: &Path) -> Vec<String> {
    let mut grey = grey(path);
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from([BarcodeFormat::QR_CODE])),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let mut texts = Vec::new();
    for _ in 0..2 {
        let source = Luma8Source::new(grey.as_raw().clone(), grey.width(), grey.height()).unwrap();
        let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        let results = QrReader.decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default();
        texts.extend(results.iter().map(|result| result.getText().to_owned()));
        imageops::invert(&mut grey);
    }
    texts
}

fn zxing_cpp(python: &str, subjects: &[Subject]) -> String {
    let paths = subjects.iter().map(|subject| &subject.path);
    let output = Command::new(python).args(["-c", PYTHON]).args(paths).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn text_of(digits: &str) -> String {
    let byte = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).unwrap();
    String::from_utf8((0..digits.len()).step_by(2).map(byte).collect()).unwrap()
}
