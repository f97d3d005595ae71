//! The texts in English.

use super::Message;

/// The text of a message.
pub(super) fn text(message: Message) -> &'static str {
    match message {
        Message::ErrorLabel => "error:",
        Message::AskPassword => "Password:",
        Message::AskNewPassword => "New password:",
        Message::AskAgain => "Once more:",
        Message::AskSourcePassword => "Password of the backup:",
        Message::AskRecoveryKey => "Recovery key:",
        Message::AskSecret => "Secret:",
        Message::AskPin => "PIN:",
        Message::AskCost => "This password needs {mib} MiB of memory and about {seconds} s. Go on? [y/N]",
        Message::AskErase => "Deleted for good, only older backups have them: {names}. Type “delete {count}” to go on:",
        Message::KeyringSilent => "The system keyring did not answer. Type your password; your vault is fine.",
        Message::VaultMade => "A vault was made in {folder}.",
        Message::RecoveryKeyFollows => {
            "The recovery key opens the vault when the password is forgotten. It is shown this once: keep it on paper."
        }
        Message::NoRecoveryKey => "There is no recovery key: nobody can open this vault without its password.",
        Message::AddedCount => "Added: {count}. `watchword undo` takes it back.",
        Message::UpdatedCount => "Known under another name, which is now found too: {count}.",
        Message::AlreadyThere => "Already in the vault: {name}",
        Message::LeftOutConflict => "Left out, this name exists with another secret or other settings: {name}",
        Message::LeftOut => "Left out: {name} {reason}",
        Message::PicturesHoldSecrets => {
            "Whoever sees these pictures can make the same codes. Delete them when they are read."
        }
        Message::FolderCut => " There is more in it than was looked at.",
        Message::FolderRead => "{folder}: {pictures} pictures, {others} other files left out.{cut}",
        Message::Oddity => "{name}: {warning}",
        Message::Trashed => "Moved to the trash: {name}",
        Message::Restored => "Taken out of the trash: {name}",
        Message::Erased => "Deleted for good: {name}",
        Message::Renamed => "Renamed: {name}",
        Message::Edited => "Changed: {name}",
        Message::Tagged => "Tagged: {name}",
        Message::Pinned => "Pinned: {name}",
        Message::Unpinned => "Unpinned: {name}",
        Message::Undone => "Taken back: {name}",
        Message::Redone => "Done again: {name}",
        Message::WentBack => "The vault is what it was then: {name}. What came later is in the trash.",
        Message::Unchanged => "Nothing to change: {name}",
        Message::CountEntries => "{count} entries",
        Message::CopiedCurrent => "{name}: current code copied, works for {seconds} s.",
        Message::CopiedNext => "{name}: next code copied, starts in {wait} s, then works for {seconds} s.",
        Message::CopiedCounter => "{name}: code {counter} copied. It works until the next one is used.",
        Message::ClipboardClears => "The clipboard clears in {seconds} s.",
        Message::ClipboardKept => "The clipboard keeps it: the settings say so.",
        Message::ClipboardRefused => "The system did not take the code. Here it is:",
        Message::Waiting => "Waiting {seconds} s for the new code.",
        Message::NamesApplied => "Renamed: {count}. `watchword undo` takes it back.",
        Message::NamesGood => "Every name says what it should.",
        Message::NamesHow => "Better names at hand: {count}. `watchword names --apply` takes them.",
        Message::HeadBetter => "BETTER",
        Message::HeadTrouble => "WHAT IS WRONG",
        Message::HeadName => "NAME",
        Message::HeadLogin => "LOGIN",
        Message::HeadTags => "TAGS",
        Message::HeadFound => "FOUND IN",
        Message::HeadPicture => "PICTURE",
        Message::HeadState => "STATE",
        Message::HeadVersion => "VERSION",
        Message::HeadDate => "DATE",
        Message::HeadEntries => "ENTRIES",
        Message::HeadWhy => "WHY",
        Message::HeadPlace => "KEPT AS",
        Message::HeadProven => "PROVEN",
        Message::HeadTrashed => "IN TRASH SINCE",
        Message::FieldId => "id",
        Message::FieldName => "name",
        Message::FieldIssuer => "issuer",
        Message::FieldAccount => "account",
        Message::FieldLogin => "login",
        Message::FieldTags => "tags",
        Message::FieldNote => "note",
        Message::FieldType => "type",
        Message::FieldAlgorithm => "algorithm",
        Message::FieldDigits => "digits",
        Message::FieldPeriod => "period",
        Message::FieldCounter => "counter",
        Message::FieldPinned => "pinned",
        Message::FieldAdded => "added",
        Message::FieldOldNames => "old names",
        Message::FieldOriginal => "original label",
        Message::FieldSecret => "secret",
        Message::FieldPin => "PIN",
        Message::FieldLink => "link",
        Message::Yes => "yes",
        Message::No => "no",
        Message::StateNew => "new",
        Message::StateSame => "in the vault",
        Message::StateRenamed => "in the vault as {existing}",
        Message::StateConflict => "name exists with another secret or other settings",
        Message::StateUnusable => "cannot be used: {reason}",
        Message::UnknownCode => "{picture}: code {number} is no sign-in code.",
        Message::PartsMissing => "Google export: parts {found} of {size} found. Missing: {missing}.",
        Message::ProblemAt => "{source}: {reason}",
        Message::NothingSaved => "Nothing was saved. With --add it is.",
        Message::PlaceRing => "version",
        Message::PlaceBackup => "backup",
        Message::PlaceUnfinished => "unfinished save",
        Message::BackupMade => "Backup written and read back: {count} entries.",
        Message::RehearsalGood => "The backup opens, and all {count} entries are in it with the right secret.",
        Message::NotInBackup => "Not in the backup, or with another secret: {name}",
        Message::Adopted => "The backup is now the vault in {folder}: {count} entries.",
        Message::Recovered => "This version is the vault again: {count} entries. A damaged file was moved aside.",
        Message::BroughtBack => "Added from the backup: {count}. `watchword undo` takes it back.",
        Message::NothingLacks => "The vault has all that is in this backup.",
        Message::PasswordSet => "The password is changed. Older backups keep the one of their time.",
        Message::RecoveryKeyGood => "This recovery key opens the vault.",
        Message::RememberedUntil => "This computer is remembered until {time}.",
        Message::NotRemembered => "This computer is not remembered.",
        Message::Forgotten => "This computer is forgotten: the next command asks for the password.",
        Message::WindowStays => "An open window locks by itself, or at once with Ctrl+L.",
        Message::DoctorFolder => "Folder: {folder}",
        Message::DoctorWhole => "Vault: whole, revision {revision}",
        Message::DoctorDamaged => "Vault: damaged, {bytes} bytes",
        Message::DoctorMissing => "Vault: missing, although there was one here",
        Message::DoctorAbsent => "Vault: none",
        Message::DoctorNewer => "Vault: of a newer format, version {major}",
        Message::DoctorUnreadable => "Vault: cannot be read ({code})",
        Message::DoctorPassword => "Way in: password, {mib} MiB × {passes}",
        Message::DoctorWeakPassword => "Way in: password, {mib} MiB × {passes}: weaker than a new vault's",
        Message::DoctorRecovery => "Way in: recovery key",
        Message::DoctorOtherWay => "Way in: of a kind this version does not know",
        Message::DoctorDevice => "Way in: this computer is or was remembered",
        Message::DoctorSeen => "Highest revision seen on this computer: {revision}",
        Message::DoctorHeld => "Held right now by process {pid}",
        Message::DoctorOrphans => "Left behind by saves that did not end: {count}; the next start removes them",
        Message::DoctorAside => "Damaged files moved aside: {count}",
        Message::DoctorVersions => "Versions kept: {count}, whole: {whole}",
        Message::DoctorRestore => "`watchword backup restore VERSION` makes one of them the vault again.",
        Message::AskPassphrase => "Passphrase of the recovery codes:",
        Message::AskNewPassphrase => "New passphrase for the recovery codes:",
        Message::CodesUnderstood => "Codes: {count}. Lines left out: {left_out}. Nothing was kept.",
        Message::CodesKept => {
            "{name}: {count} codes kept, {left} left to use. Lines left out: {left_out}. `watchword undo` takes it back."
        }
        Message::CodesKnown => "{name}: all of them are kept already.",
        Message::CodesLeft => "{left} of {count} recovery codes left",
        Message::CodeUsed => "used",
        Message::CodeTicked => "Ticked as used: code {number}. Left: {left}. `watchword undo` takes it back.",
        Message::CodeUnticked => "Not used any more: code {number}. Left: {left}.",
        Message::CodeWasUsed => "Code {number} was ticked already. Left: {left}.",
        Message::CodeWasNotUsed => "Code {number} was not ticked. Left: {left}.",
        Message::SheetTitle => "Recovery codes",
        Message::SheetHow => "Each code works once. Cross it out when it is used.",
        Message::SheetPrinted => "As of {date}.",
        Message::SheetWritten => "The file holds the codes in clear: delete it when it is printed.",
        Message::PassphraseSet => "The passphrase is changed. Older backups keep the one of their time.",
        Message::ManWritten => "Manual pages written: {count}",
        Message::AskFilePassword => "Password of {file}, the one chosen in {app}:",
        Message::CameAcross => "{came} of {of} entries came across.",
        Message::MatchWords => "File and vault give the same four words: {words}",
        Message::MatchWordsDiffer => "File and vault give different words. File: {file}. Vault: {vault}.",
        Message::MayClear => {
            "Nothing is left that only the old device has. Try a code at its site before you clear it."
        }
        Message::KeepDevice => "Keep the old device for now. Entries that are only there: {count}.",
        Message::ImportUndo => "`watchword undo` takes the whole import back.",
        Message::ConflictHow => {
            "Where a name exists with another secret or other settings: --on-conflict keep-both or replace."
        }
        Message::NotCodes => "{source}: items without a code: {count}.",
        Message::NothingImported => "Nothing was saved. Without --dry-run it is.",
        Message::ReceiptWritten => "The receipt is in {file}.",
        Message::Plain => "{text}",
        Message::HeadRow => "ROW",
        Message::HeadOutcome => "OUTCOME",
        Message::HeadWhat => "WHAT HAPPENED",
        Message::OutcomeMoved => "moved",
        Message::OutcomeChanged => "changed",
        Message::OutcomeUnsupported => "unsupported",
        Message::OutcomeSkipped => "skipped",
        Message::StateAhead => "in the vault; its counter goes on to {counter}",
        Message::SheetLanguage => "en",
        Message::ExportSheetTitle => "Sign-in codes of Watchword",
        Message::ExportSheetWarning => {
            "Whoever holds this sheet can make these codes. Keep it where you keep your passport."
        }
        Message::ExportSheetSecret => "Secret",
        Message::ExportLoses => "{name} loses: {what}",
        Message::ExportLeftOut => "Not exported: {name}, {why}",
        Message::Exported => "Complete: {complete}. With losses: {lossy}. Not exported: {left}.",
    }
}

/// The sentence of a failure and its hint.
pub(super) fn failure(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "already-there" => ("It is in the vault already, with the same secret: {name}.", "There is nothing to add."),
        "altered" => (
            "The vault file was altered or is damaged.",
            "`watchword doctor` lists the versions that are whole; `watchword backup restore` brings one back.",
        ),
        "ambiguous" => (
            "More than one entry may be meant by “{name}”.",
            "Name one by its id or its whole name, or take the best hit with --first.",
        ),
        "bad-counter" => ("The counter is out of range.", "Give a counter from 0 to 18446744073709551614."),
        "bad-digits" => ("Codes of this type do not have so many digits.", "Leave --digits out for the usual length."),
        "bad-hotkey" => (
            "This is not a key that can be taken: {keys}.",
            "Name it with Ctrl, Alt or Super in front, as in Ctrl+Alt+Space.",
        ),
        "bad-period" => ("The period is out of range.", "Most services use 30 seconds."),
        "bad-secret" => (
            "This is no secret that codes can be computed from.",
            "Secrets are Base32: letters and the digits 2 to 7. 0, 1, 8 and 9 are typing slips.",
        ),
        "bad-setting" => (
            "The settings file cannot be understood; it was left as it is.",
            "Correct {file} in the vault's folder, or move it away.",
        ),
        "bad-template" => ("This cannot be a naming template.", "A template holds account, login or tenant."),
        "bad-time" => ("“{time}” is no time.", "Give RFC 3339, such as 2026-11-24T08:00:00Z, or Unix seconds."),
        "clipboard-empty" => {
            ("There is no picture and no link on the clipboard.", "Copy a picture of a QR code, then try again.")
        }
        "clipboard-refused" => (
            "The system did not take the code.",
            "A clipboard needs a desktop session; `watchword code` prints the code.",
        ),
        "confirmation-needed" => ("Deleting for good needs a yes.", "Add --yes when no terminal is there to ask on."),
        "confirmation-wrong" => {
            ("That was not the confirmation. Nothing was changed.", "Type the words exactly as they are asked for.")
        }
        "conflict" => (
            "This name exists with another secret or other settings: {name}.",
            "Add it under another name (--issuer, --account), or move the old entry to the trash first: `watchword rm`.",
        ),
        "cost-limit" => (
            "Computing this password's key would need more memory or time than is allowed.",
            "The file may be hostile. Nothing was computed.",
        ),
        "damaged" => (
            "The file is damaged.",
            "`watchword doctor` lists the versions that are whole; `watchword backup restore` brings one back.",
        ),
        "damaged-migration" => ("This Google export is damaged.", "Export again on the phone and take a new picture."),
        "damaged-picture" => ("The picture is damaged.", "Save or copy it again."),
        "desktop-refused" => ("The desktop did not take this setting.", "It stays as it was."),
        "disk-full" => ("Could not save: the disk is full.", "Nothing was changed. Free some space, then try again."),
        "empty-secret" => ("The secret is empty.", "Type it or pipe it in after --secret -."),
        "entry-gone" => ("There is no such entry any more.", "`watchword list` shows what there is."),
        "exists" => ("There is something here already; it was not overwritten.", "Choose another place."),
        "file-not-found" => ("There is no such file.", "Look at its name and folder."),
        "file-unreadable" => ("{file} cannot be read.", "Look whether it exists and may be read."),
        "hotkey-taken" => ("Another program has the key {keys}.", "Choose another key for quick search."),
        "hotkey-unsupported" => (
            "This desktop gives programs no key of their own.",
            "Give `watchword-app --quick` a key in the settings of the desktop.",
        ),
        "internal" => (
            "Something unexpected happened {detail}.",
            "Nothing was changed. Please report it with the output of `watchword doctor`.",
        ),
        "is-migration" => (
            "This is a part of a Google export, not one entry.",
            "`watchword add` and `watchword scan --add` take exports too.",
        ),
        "keyring-silent" => {
            ("The system keyring did not answer.", "Nothing was remembered. Your vault is fine; its password opens it.")
        }
        "link-too-long" => ("The link is too long.", "Look whether it was copied whole and alone."),
        "links-off" => ("A link was handed over, and opening links is switched off.", "Switch it on in the settings."),
        "locked" => ("The vault is locked.", "Give its password."),
        "migration-too-large" => ("This Google export is too large.", "Export fewer entries at a time."),
        "needs-consent" => (
            "This password needs {mib} MiB of memory and about {seconds} s.",
            "If you trust the file, add --accept-cost.",
        ),
        "newer-version" => ("This was written by a newer Watchword.", "Update, or export it there for version 1."),
        "no-better-name" => (
            "There is no better name to take.",
            "`watchword names` lists what is proposed; `watchword rename` gives any name.",
        ),
        "no-code-in-picture" => {
            ("There is no QR code in it.", "The whole code must be in the picture, sharp and not covered.")
        }
        "no-code-left" => (
            "Every recovery code here is used.",
            "The site can give you new ones; `watchword recovery add --replace` keeps them.",
        ),
        "no-codes-in-text" => (
            "No recovery code was found in the text.",
            "Paste the codes as the site gave them; `--dry-run` shows what is understood.",
        ),
        "no-code-on-screen" => ("There is no QR code on the screen.", "The code must be whole, sharp and uncovered."),
        "no-data-folder" => ("The system does not say where your files are.", "Name the vault's folder with --vault."),
        "no-permission" => {
            ("The system does not allow it.", "Nothing was changed. Look at the permissions of the vault's folder.")
        }
        "no-recovery-codes" => {
            ("No recovery codes are kept here.", "`watchword recovery add NAME` keeps them, pasted or piped in.")
        }
        "no-screen" => (
            "There is no picture of the screen to be had.",
            "This needs a desktop. Where it gives none, take a picture with it and use --clipboard.",
        ),
        "no-secret" => ("The link has no secret.", "Ask the site for a new QR code."),
        "no-such-code" => ("There is no code {number}.", "`watchword recovery list NAME --reveal` numbers them."),
        "no-terminal" => (
            "The vault is locked, and there is no terminal to ask for the password on.",
            "Give --password-file or --password-fd, or remember this computer: `watchword remember on`.",
        ),
        "no-vault" => (
            "There is no vault here yet.",
            "`watchword init` makes one; `watchword backup restore FILE` brings one back.",
        ),
        "no-version" => (
            "There is no such version or backup.",
            "`watchword backup list` and `watchword doctor` show those there are.",
        ),
        "not-a-link" => ("This is no otpauth link.", "A link begins with otpauth:// or otpauth-migration://."),
        "not-a-picture" => ("This is no picture.", "Pictures are PNG, JPEG, WebP, BMP or GIF."),
        "not-a-vault" => ("This is no Watchword vault and no backup of one.", "Look whether it is the right file."),
        "not-found" => {
            ("Nothing matches “{name}”.", "`watchword list` shows what there is; the trash is not searched.")
        }
        "not-in-trash" => ("Nothing in the trash matches “{name}”.", "`watchword trash list` shows what is there."),
        "not-timed" => (
            "The codes of this entry are counted, not timed.",
            "Each `watchword code` makes the next one; --next, --wait and --at are for timed codes.",
        ),
        "nothing-new-on-screen" => ("There is nothing new on the screen.", "Show the next code, then scan again."),
        "nothing-to-move" => {
            ("None of these entries can be drawn this way.", "Without --google every kind of entry can be drawn.")
        }
        "nothing-to-redo" => ("There is nothing to do again.", "Only what was taken back last can be done again."),
        "nothing-to-undo" => ("There is nothing to take back.", "The last fifty changes can be taken back, each once."),
        "passphrase-empty" => ("The passphrase is empty.", "Type the passphrase of the recovery codes."),
        "passphrase-is-password" => (
            "That is the password of the vault.",
            "Choose another one for the recovery codes: theirs is for the day the password is known to somebody.",
        ),
        "password-empty" => ("The password is empty.", "Choose one that is long and yours alone."),
        "password-file-shared" => {
            ("Others can read {file}, so it was not used.", "Make it yours alone: chmod 600 {file}")
        }
        "password-too-long" => ("The password is longer than 1,024 bytes.", "Choose a shorter one."),
        "passwords-differ" => ("The two passwords are not the same.", "Nothing was changed. Try again."),
        "picture-ending" => ("The name of the picture says no kind.", "It has to end in .png or .svg."),
        "picture-too-large" => {
            ("The picture is too large.", "At most 16,384 pixels a side and 256 MiB. Cut out the part with the code.")
        }
        "pin-needed" => {
            ("Codes of this type need a PIN.", "Add it with --pin -. The PIN of Yandex has 4 to 16 digits.")
        }
        "proof-failed" => (
            "The backup opens, but it does not hold all that the vault holds.",
            "Make a new one: `watchword backup create`.",
        ),
        "qr-too-long" => ("The link is too long for a QR code.", "Shorten its name or note."),
        "read-only" => (
            "This vault can only be read.",
            "It is of a newer format, or older than what this computer has seen: the window offers to go on with it then.",
        ),
        "recovery-closed" => (
            "The recovery codes are closed.",
            "Open them with their passphrase: --passphrase-file, --passphrase-fd, or typed on a terminal.",
        ),
        "recovery-damaged" => (
            "The recovery codes of this entry cannot be read.",
            "Nothing was changed. An earlier version of the vault may hold them: `watchword backup list`.",
        ),
        "recovery-key-length" => {
            ("A recovery key has 36 symbols.", "Type all nine groups; case, spaces and hyphens do not matter.")
        }
        "recovery-key-typo" => ("There is a slip in the recovery key.", "Compare it with the paper, group by group."),
        "review-changed" => ("Another process changed the vault meanwhile.", "Nothing was added. Try again."),
        "screen-not-allowed" => (
            "The system did not allow a picture of the screen.",
            "Allow it in the settings of the desktop, or copy a picture and use --clipboard.",
        ),
        "secret-source" => ("Nothing could be read from {source}.", "It must hold one line of text."),
        "showing-over" => ("The pictures are closed: a minute went by.", "Try again."),
        "too-many-codes" => (
            "More than {limit} codes do not fit with one entry.",
            "Keep those of the latest set: `watchword recovery add --replace`.",
        ),
        "typing-focus" => {
            ("{program} did not come to the front, so nothing was typed.", "The code was copied instead.")
        }
        "typing-interrupted" => {
            ("The program lost the focus while the code was being typed.", "The code was copied instead.")
        }
        "typing-keys-held" => ("A key was held down, so nothing was typed.", "The code was copied instead."),
        "typing-layout" => {
            ("The keyboard layout has no key for a letter of this code.", "The code was copied instead.")
        }
        "typing-no-program" => ("There is no other program to type into.", "The code was copied instead."),
        "typing-unsupported" => ("This desktop does not let programs type.", "The code was copied instead."),
        "unknown-algorithm" => (
            "This algorithm is not known, or does not go with this type.",
            "Known are SHA1, SHA224, SHA256, SHA384 and SHA512; MD5 for mOTP.",
        ),
        "unknown-type" => ("This type of code is not known.", "Known are totp, hotp, steam, motp and yandex."),
        "unsupported-picture" => ("This kind of picture is not read.", "Save it as PNG or JPEG."),
        "usage" => ("{message}", "`watchword --help` shows the commands and their options."),
        "vault-busy" => ("Another process holds the vault: {pid}.", "Nothing was changed. Try again when it is done."),
        "vault-missing" => (
            "The vault file is gone, although there was one here.",
            "`watchword doctor` lists the versions that are whole; `watchword backup restore` brings one back.",
        ),
        "wait" => ("Too many wrong passwords. Wait {seconds} s.", "Nothing was changed."),
        "wrong-passphrase" => (
            "That is not the passphrase of these recovery codes. Nothing was changed.",
            "It is not the password of the vault. When it is lost, the site can give you new codes.",
        ),
        "wrong-password" => (
            "That is not the password of this vault. Nothing was changed.",
            "`watchword password forget` sets a new one with the recovery key.",
        ),
        _ => return None,
    })
}

/// Why a version was made; an act of a newer version says its own name.
pub(super) fn act(what: &str) -> Option<&'static str> {
    Some(match what {
        "created" => "vault made",
        "added" => "added",
        "edited" => "changed",
        "renamed" => "renamed",
        "tagged" => "tagged",
        "icon" => "another icon",
        "pinned" => "pinned",
        "unpinned" => "unpinned",
        "trashed" => "to the trash",
        "restored" => "out of the trash",
        "erased" => "deleted for good",
        "counter" => "code used",
        "imported" => "imported",
        "undone" => "taken back",
        "redone" => "done again",
        "moved" => "moved",
        "password" => "new password",
        "recovery-key" => "new recovery key",
        "slot" => "ways in",
        "restored-version" => "went back",
        "recovery-added" => "recovery codes kept",
        "recovery-replaced" => "recovery codes replaced",
        "recovery-used" => "recovery code used",
        "recovery-unused" => "recovery code unticked",
        "recovery-passphrase" => "new passphrase of the recovery codes",
        "before-restore" => "before going back",
        "merged" => "merged",
        _ => return None,
    })
}

/// What is odd about a row.
pub(super) fn warning(code: &str) -> Option<&'static str> {
    Some(match code {
        "secret-short" => "its secret is shorter than the standard asks for",
        "counter-missing" => "its link has no counter; 0 was taken",
        _ => return None,
    })
}

/// What is wrong with a name.
pub(super) fn trouble(key: &str) -> Option<&'static str> {
    Some(match key {
        "no-issuer" => "does not say which service",
        "only-email" => "only an e-mail address",
        "issuer-is-email" => "an e-mail address instead of the service",
        "issuer-is-host" => "a web address instead of the service",
        "issuer-is-account" => "service and account are the same",
        "twin" => "another entry has the same name",
        "numbered-copy" => "only a number tells it apart",
        "rubbish" => "signs that say nothing",
        "spelling" => "the service is spelt otherwise",
        "near-twin" => "one letter apart from another",
        _ => return None,
    })
}

/// What a proposed name rests on.
pub(super) fn evidence(key: &str) -> Option<&'static str> {
    Some(match key {
        "host" => "The code names its sign-in page.",
        "link" => "The link on the clipboard belongs to it.",
        "file-name" => "The name of the picture says so.",
        "page-title" => "The title of the page says so.",
        "vault" => "Most of your entries are for this service.",
        "ending" => "Its ending is a known one.",
        "email" => "The domain of its e-mail address belongs to the service.",
        "known-service" => "The service is known and written like this.",
        "misspelling" => "A known service is one slip away.",
        "spelling" => "Most of your entries of this service are spelt like this.",
        "label" => "Its own label says so.",
        "login" => "Its login tells it apart.",
        _ => return None,
    })
}

/// Why an entry is in no QR code of a form.
pub(super) fn left_out(why: &str) -> Option<&'static str> {
    Some(match why {
        "empty-secret" => "It has no secret.",
        "move-kind" => "This export knows no codes of its kind.",
        "move-period" => "This export knows a period of 30 seconds only.",
        "move-digits" => "This export knows six and eight digits only.",
        "move-algorithm" => "This export knows SHA1, SHA256 and SHA512 only.",
        "move-counter" => "Its counter is too high for this export.",
        "move-too-long" => "It is too long for one code.",
        _ => return None,
    })
}
