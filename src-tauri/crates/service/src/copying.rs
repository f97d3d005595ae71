//! Copying: which code, how long it works, when the clipboard is emptied.

use crate::edit::reason;
use crate::failure::Failure;
use crate::session::Session;
use watchword_entry::EntryId;
use watchword_otp::Kind;
use watchword_secret::SecretText;

/// Which code is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one that the settings prefer: by default the code that will still work.
    Smart,
    /// The one that smart would not take.
    Other,
    /// The current one.
    Current,
    /// The one after it.
    Next,
}

/// Which code was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// The current one.
    Current,
    /// The one after it: it does not work yet.
    Next,
    /// One made from the counter.
    Counter,
}

/// A code that was chosen, before it goes anywhere.
pub struct Chosen {
    /// The entry.
    pub id: EntryId,
    /// The digits or letters.
    pub code: SecretText,
    /// Which one it is.
    pub given: Given,
    /// Unix seconds from which it works; 0 for a counter code.
    pub works_from: u64,
    /// Unix seconds until which it works; 0 for a counter code, which works until the next one is used.
    pub works_until: u64,
    /// The counter it was made from, for a counter code.
    pub counter: Option<u64>,
}

/// A code on the clipboard.
pub struct Copied {
    /// What was chosen.
    pub chosen: Chosen,
    /// When the clipboard is emptied, milliseconds since 1970; 0 for never.
    pub clears_ms: u64,
}

/// What the clipboard holds of ours.
pub(crate) struct OnClipboard {
    text: SecretText,
    /// When it is emptied, by the steady clock; `None` never.
    clears_at_ms: Option<u64>,
}

impl Session {
    /// Chooses a code by the rule of the settings. A counter entry's new counter is on disk before this returns.
    ///
    /// # Errors
    /// `entry-gone`, `pin-needed`, or why a counter could not be saved.
    pub fn choose_code(&mut self, id: EntryId, which: Which) -> Result<Chosen, Failure> {
        if self.entry(id)?.otp.kind == Kind::Hotp {
            return self.next_counter_code(id);
        }
        let now = self.now_ms() / 1_000;
        let timed = self.code_at(id, now)?;
        let settings = self.settings();
        let left = timed.valid_until.saturating_sub(now);
        let ending = settings.enter_copies == "smart" && left <= u64::from(settings.last_seconds);
        let next = match which {
            Which::Smart => ending,
            Which::Other => !ending,
            Which::Current => false,
            Which::Next => true,
        };
        let step = timed.valid_until - timed.valid_from;
        Ok(if next {
            Chosen {
                id,
                code: timed.next,
                given: Given::Next,
                works_from: timed.valid_until,
                works_until: timed.valid_until + step,
                counter: None,
            }
        } else {
            Chosen {
                id,
                code: timed.code,
                given: Given::Current,
                works_from: timed.valid_from,
                works_until: timed.valid_until,
                counter: None,
            }
        })
    }

    /// Makes the next code of a counter entry: the raised counter is saved first, then the code is computed
    /// (RFC 4226, 7.2: a counter that was used must never be used again).
    ///
    /// # Errors
    /// `entry-gone`, `unknown-type` for a time-based entry, or why the counter could not be saved.
    pub fn next_counter_code(&mut self, id: EntryId) -> Result<Chosen, Failure> {
        if self.entry(id)?.otp.kind != Kind::Hotp {
            return Err(Failure::new("unknown-type"));
        }
        let why = reason("counter", 1, &self.shown_name(id));
        let mut counter = 0;
        // Read and raised under one lock, so that no other process gives the same code. The stamp stays: merging takes
        // the higher counter, and a raised one must not outweigh a secret that was replaced elsewhere.
        self.save_with(why, |document, _| {
            let found = document.entries.iter_mut().find(|entry| entry.id == id);
            let entry = found.ok_or_else(|| Failure::new("entry-gone"))?;
            counter = entry.otp.counter;
            entry.otp.counter = counter.checked_add(1).ok_or_else(|| Failure::new("bad-counter"))?;
            Ok(())
        })?;
        let code = self.entry(id)?.otp.code_at_counter(counter).map_err(crate::codes::otp_failure)?;
        Ok(Chosen { id, code, given: Given::Counter, works_from: 0, works_until: 0, counter: Some(counter) })
    }

    /// Copies a code and counts the use of the entry.
    ///
    /// # Errors
    /// As [`Session::choose_code`]. A clipboard that refuses is not an error here: see [`CopyOutcome`].
    pub fn copy_code(&mut self, id: EntryId, which: Which) -> Result<CopyOutcome, Failure> {
        let chosen = self.choose_code(id, which)?;
        self.count_use(id);
        Ok(self.copy_chosen(chosen))
    }

    /// Copies a code that was chosen before, and could not be brought where it should go.
    pub fn copy_chosen(&mut self, chosen: Chosen) -> CopyOutcome {
        match self.put_on_clipboard(chosen.code.duplicate()) {
            Ok(clears_ms) => CopyOutcome::Copied(Copied { chosen, clears_ms }),
            Err(_) => CopyOutcome::Refused(chosen),
        }
    }

    /// Puts a text on the clipboard, to be cleared like a code. Returns when it is cleared (0: never).
    ///
    /// # Errors
    /// `clipboard-refused`.
    pub fn put_on_clipboard(&mut self, text: SecretText) -> Result<u64, Failure> {
        self.machine.clipboard.put(&text)?;
        let stays_ms = u64::from(self.settings().clipboard_seconds) * 1_000;
        let clears_at_ms = (stays_ms > 0).then(|| self.steady_ms() + stays_ms);
        self.on_clipboard = Some(OnClipboard { text, clears_at_ms });
        Ok(clears_at_ms.map_or(0, |_| self.now_ms() + stays_ms))
    }

    /// Empties the clipboard when its time has come. `None` when there was nothing to do, else whether it worked.
    pub fn clear_clipboard_if_due(&mut self) -> Option<bool> {
        let steady_ms = self.steady_ms();
        let clears_at_ms = self.on_clipboard.as_ref().and_then(|ours| ours.clears_at_ms);
        let due = clears_at_ms.is_some_and(|at_ms| at_ms <= steady_ms);
        due.then(|| self.clear_clipboard()).flatten()
    }

    /// Empties the clipboard now if it still holds our text. `None` when we put nothing there.
    pub fn clear_clipboard(&mut self) -> Option<bool> {
        let ours = self.on_clipboard.take()?;
        let cleared = self.machine.clipboard.clear_if(&ours.text);
        if !cleared {
            // Not by the clock again, but locking and leaving try once more.
            self.on_clipboard = Some(OnClipboard { clears_at_ms: None, ..ours });
        }
        Some(cleared)
    }

    /// Whether the clipboard holds something of ours, as far as we know.
    pub fn is_on_clipboard(&self) -> bool {
        self.on_clipboard.is_some()
    }
}

/// What became of a copy.
pub enum CopyOutcome {
    /// It is on the clipboard.
    Copied(Copied),
    /// The system did not take it: the code must be shown.
    Refused(Chosen),
}
