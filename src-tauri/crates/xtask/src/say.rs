//! Words to the terminal. Standard output, so that they stand in order between the output of the programs run.
#![expect(clippy::print_stdout, reason = "a task talks to the terminal, and only here")]

use std::time::Duration;

/// One line about what happens now.
pub(crate) fn note(text: &str) {
    println!("xtask: {text}");
}

/// What stopped the task.
pub(crate) fn problem(text: &str) {
    println!("xtask: error: {text}");
}

/// The start of a step.
pub(crate) fn heading(text: &str) {
    println!("\n── {text} ──");
}

/// A time as a person says it: `7.3 s`, `4 min 02 s`.
pub(crate) fn time(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short_below_a_minute_and_padded_above() {
        assert_eq!(time(Duration::from_millis(7_340)), "7.3 s");
        assert_eq!(time(Duration::from_secs(242)), "4 min 02 s");
    }
}
