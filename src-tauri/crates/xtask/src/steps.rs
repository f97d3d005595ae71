//! A task made of several steps: each is timed, all are tried, and the last line says how it went.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::say;

/// The steps taken so far.
pub(crate) struct Steps {
    started: Instant,
    taken: Vec<Step>,
}

struct Step {
    name: &'static str,
    time: Duration,
    failed: bool,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), taken: Vec::new() }
    }

    /// Takes one step. A failure is told at once and remembered, and the next steps are still taken: one run
    /// shows everything that is wrong. Returns whether the step went well, for steps that others rest on.
    pub(crate) fn take(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        say::heading(name);
        let started = Instant::now();
        let result = step();
        let time = started.elapsed();
        match &result {
            Ok(()) => say::note(&format!("{name}: done in {}", say::time(time))),
            Err(error) => say::problem(&format!("{name}: {error:#} (after {})", say::time(time))),
        }
        self.taken.push(Step { name, time, failed: result.is_err() });
        result.is_ok()
    }

    /// Prints the table of times and the closing line.
    ///
    /// # Errors
    /// When a step failed: the message names those that did.
    pub(crate) fn finish(self) -> Result<()> {
        say::heading("times");
        for step in &self.taken {
            let mark = if step.failed { "FAILED" } else { "ok" };
            say::note(&format!("{:>14}  {mark:<6}  {}", say::time(step.time), step.name));
        }
        let failed: Vec<_> = self.taken.iter().filter(|step| step.failed).map(|step| step.name).collect();
        let time = say::time(self.started.elapsed());
        if failed.is_empty() {
            say::note(&format!("all {} steps are good, {time}", self.taken.len()));
            Ok(())
        } else {
            bail!("{} of {} steps failed in {time}: {}", failed.len(), self.taken.len(), failed.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_does_not_hide_the_next_and_fails_the_whole() {
        let mut steps = Steps::new();
        assert!(!steps.take("first", || bail!("broken")));
        assert!(steps.take("second", || Ok(())));
        let message = steps.finish().unwrap_err().to_string();
        assert!(message.starts_with("1 of 2 steps failed"), "{message}");
        assert!(message.ends_with(": first"), "{message}");
    }

    #[test]
    fn good_steps_make_a_good_task() {
        let mut steps = Steps::new();
        steps.take("only", || Ok(()));
        assert!(steps.finish().is_ok());
    }
}
