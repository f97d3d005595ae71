//! How long the import of large files takes, and how much memory: `cargo bench -p watchword-foreign`, or
//! `cargo xtask bench`. A word behind `--` limits it to the files whose name holds that word.
//!
//! Each file is made by one process and read by another one, which does nothing else: the largest memory of that
//! process (`VmHWM`, so Linux only) is that of the import, the file itself among it. Reading is measured from the bytes of
//! the file to the rows that a person is shown.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement for developers, which stops at what is wrong and keeps time"
)]

mod files;

use std::{env, fs, path::Path, process::Command, time::Instant};

use watchword_foreign::{Credentials, Source, read};
use watchword_secret::SecretText;

use crate::files::{FILES, PASSWORD};

/// What the issue allows for 100,000 rows.
const MOST_MS: u64 = 2_000;
const MOST_MIB: u64 = 200;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, file] = arguments.as_slice()
        && flag == "--read"
    {
        return measure(Path::new(file));
    }
    let filter = arguments.iter().find(|argument| !argument.starts_with('-')).map_or("", String::as_str);
    let folder = tempfile::tempdir().unwrap();
    println!("{:24} {:>8} {:>9} {:>9} {:>9} {:>10}", "file", "rows", "MiB", "ms", "cpu ms", "peak MiB");
    for file in FILES.iter().filter(|file| file.name.contains(filter)) {
        let path = folder.path().join(file.name);
        let bytes = (file.make)(file.rows);
        fs::write(&path, &bytes).unwrap();
        let output = Command::new(env::current_exe().unwrap()).arg("--read").arg(&path).output().unwrap();
        assert!(output.status.success(), "{}: {}", file.name, String::from_utf8_lossy(&output.stderr));
        let answer = String::from_utf8(output.stdout).unwrap();
        let answer: Vec<&str> = answer.split_whitespace().collect();
        let (ms, cpu_ms, peak) = (answer[1], answer[2].parse::<u64>().unwrap(), answer[3].parse::<u64>().unwrap());
        let rows = file.rows;
        assert_eq!(answer[0], rows.to_string(), "{}", file.name);
        let mark = if file.derives || (cpu_ms < MOST_MS && peak < MOST_MIB) { "" } else { " over the limit" };
        let mib = bytes.len() >> 20;
        println!("{:24} {rows:>8} {mib:>9} {ms:>9} {cpu_ms:>9} {peak:>10}{mark}", file.name);
        fs::remove_file(&path).unwrap();
    }
}

/// Reads a file and prints its rows, the milliseconds by the clock and on the processor, and the largest memory of this
/// process in MiB.
fn measure(file: &Path) {
    let bytes = fs::read(file).unwrap();
    let password = SecretText::copy_of(PASSWORD);
    let credentials = Credentials { password: Some(&password), ..Credentials::default() };
    let (start, cpu_start) = (Instant::now(), cpu_ms());
    let import = read(Source { name: "file.bin", bytes: &bytes }, &credentials).unwrap();
    let (ms, cpu_ms) = (start.elapsed().as_millis(), cpu_ms() - cpu_start);
    println!("{} {ms} {cpu_ms} {}", import.contents.rows.len(), peak_mib());
}

/// The time that this process has been on the processor: what the clock would tell on a computer with nothing else to do.
fn cpu_ms() -> u64 {
    let text = fs::read_to_string("/proc/self/schedstat").unwrap();
    text.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1_000_000
}

fn peak_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}
