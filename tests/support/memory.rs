//! What the memory of a running program holds, as a debugger of the same user would see it.

use memchr::memmem;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;

/// A process and everything it started.
pub(crate) fn family(process: u32) -> Vec<u32> {
    let mut members = vec![process];
    loop {
        let known = members.len();
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
            let Ok(stat) = fs::read_to_string(format!("/proc/{id}/stat")) else { continue };
            // The name in brackets may hold anything; the parent stands second behind it.
            let parent = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1)?.parse::<u32>().ok());
            if !members.contains(&id) && parent.is_some_and(|parent| members.contains(&parent)) {
                members.push(id);
            }
        }
        if members.len() == known {
            return members;
        }
    }
}

/// Which of `words` stand somewhere in the writable memory of these processes.
pub(crate) fn holds<'a>(processes: &[u32], words: &[(&'a str, Vec<u8>)]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for process in processes {
        let Ok(maps) = fs::read_to_string(format!("/proc/{process}/maps")) else { continue };
        let Ok(memory) = File::open(format!("/proc/{process}/mem")) else { continue };
        for line in maps.lines() {
            let mut parts = line.split_whitespace();
            let (Some(range), Some(rights)) = (parts.next(), parts.next()) else { continue };
            let Some((start, end)) = range.split_once('-') else { continue };
            let (Ok(start), Ok(end)) = (u64::from_str_radix(start, 16), u64::from_str_radix(end, 16)) else { continue };
            // Reserved address space of gigabytes holds nothing that was ever written.
            if !rights.starts_with("rw") || end - start > 1 << 30 {
                continue;
            }
            let mut bytes = vec![0; usize::try_from(end - start).unwrap()];
            let Ok(read) = memory.read_at(&mut bytes, start) else { continue };
            let bytes = &bytes[..read];
            for (name, word) in words {
                if !found.contains(name) && memmem::find(bytes, word).is_some() {
                    found.push(*name);
                }
            }
        }
    }
    found.sort_unstable();
    found
}
