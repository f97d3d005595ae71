//! What the tests of the command line share: a vault at a cheap cost of its password, pictures, and the program.

#![allow(dead_code, reason = "each test program uses a part of it")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests, which may panic")]

use image::{GrayImage, Luma};
use std::fs::{File, OpenOptions, create_dir_all};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use watchword_secret::SecretText;
use watchword_service::recovery::paste::understand;
use watchword_service::{KdfParams, Profile, Session};

/// The password of every vault here.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// The passphrase of the recovery codes.
pub(crate) const PASSPHRASE: &str = "maple signal drift";

/// Recovery codes, as a site would give them.
pub(crate) const CODES: &str = "Recovery codes\n1. w8ku-5dfa   2. h3xp-97jc\n3. t6zs-r0bn";

/// The secret of RFC 6238, appendix B, in Base32.
pub(crate) const RFC_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// Entries of the vault: a service with many accounts, another, a counter entry and a sandbox twin.
pub(crate) const LINKS: &str = "\
otpauth://totp/Zendesk:acme?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Zendesk&digits=8
otpauth://totp/Zendesk:acme-sandbox?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Zendesk
otpauth://totp/Zendesk:halden?secret=KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU&issuer=Zendesk
otpauth://totp/GitHub:me?secret=MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK&issuer=GitHub
otpauth://hotp/Bank:token?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank&counter=0";

/// A folder with `vault/` and `password`, removed at the end.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// A desk without a vault.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_private(&folder.path().join("password"), PASSWORD);
        Self { folder }
    }

    /// A desk with a vault of [`LINKS`].
    pub(crate) fn with_entries() -> Self {
        let desk = Self::empty();
        make_vault(&desk.path("vault"));
        desk
    }

    /// A path on the desk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with the desk as its folder, without a terminal, keyring, display or the person's own vault.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_watchword"));
        command.args(args).current_dir(self.folder.path()).env_clear();
        command.env("WATCHWORD_VAULT", "vault").env("LC_ALL", "C").env("TZ", "UTC").env("HOME", self.folder.path());
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program with the password at hand.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(&[args, &["--password-file", "password"]].concat()).output().unwrap()
    }

    /// Runs it, expects success and gives its standard output.
    pub(crate) fn good(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs it and gives its exit status and the code of its error document.
    pub(crate) fn refused(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(&[args, &["--json"]].concat());
        (output.status.code().unwrap(), error_code(&output))
    }

    /// Runs it with `input` on standard input.
    pub(crate) fn fed(&self, args: &[&str], input: &str) -> Output {
        let mut child = self
            .command(&[args, &["--password-file", "password"]].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }
}

/// The code in an error document.
pub(crate) fn error_code(output: &Output) -> String {
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["schema"], 1);
    document["error"]["code"].as_str().unwrap().to_owned()
}

/// Makes a vault of [`LINKS`] whose password costs nothing.
pub(crate) fn make_vault(folder: &Path) -> Session {
    let profile = Profile::at(folder, watchword_desktop::machine());
    let password = SecretText::copy_of(PASSWORD);
    let (mut session, _) = profile.create_with(&password, false, KdfParams::TEST).unwrap();
    session.intake_text(&SecretText::copy_of(LINKS)).unwrap();
    assert_eq!(session.intake_accept().unwrap().added.len(), 5);
    session
}

/// Keeps [`CODES`] with the entry of that account.
pub(crate) fn keep_codes(session: &mut Session, account: &str) {
    let found = session.entries().iter().find(|entry| entry.labels.account == account);
    let id = found.map(|entry| entry.id).unwrap();
    session.open_recovery_codes(id, &SecretText::copy_of(PASSPHRASE)).unwrap();
    session.add_recovery_codes(id, &understand(CODES).codes, false).unwrap();
}

/// Writes a file that only its owner can read.
pub(crate) fn write_private(path: &Path, text: &str) {
    create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).unwrap();
    writeln!(file, "{text}").unwrap();
}

/// Draws QR codes of `texts` side by side into a PNG.
pub(crate) fn draw(path: &Path, texts: &[&str]) {
    const MODULE: u32 = 4;
    const QUIET: u32 = 8;
    let codes: Vec<_> = texts.iter().map(|text| fast_qr::QRBuilder::new(*text).build().unwrap()).collect();
    let side = codes.iter().map(|code| code.size).max().unwrap();
    let side = u32::try_from(side).unwrap() + 2 * QUIET;
    let count = u32::try_from(codes.len()).unwrap();
    let mut picture = GrayImage::from_pixel(side * count * MODULE, side * MODULE, Luma([255]));
    for (at, code) in codes.iter().enumerate() {
        for row in 0..code.size {
            for column in 0..code.size {
                if code[row][column].value() {
                    let x = (u32::try_from(at).unwrap() * side + QUIET + u32::try_from(column).unwrap()) * MODULE;
                    let y = (QUIET + u32::try_from(row).unwrap()) * MODULE;
                    for pixel in 0..MODULE * MODULE {
                        picture.put_pixel(x + pixel % MODULE, y + pixel / MODULE, Luma([0]));
                    }
                }
            }
        }
    }
    picture.save(path).unwrap();
}

/// The code that `oathtool` computes.
pub(crate) fn oathtool(secret: &str, digits: u8, at: u64) -> String {
    let (digits, at) = (digits.to_string(), format!("@{at}"));
    let output = Command::new("oathtool").args(["--totp", "-b", "-d", &digits, "-N", &at, secret]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Overwrites a few bytes in the middle of a file.
pub(crate) fn damage(path: &Path) {
    use std::io::{Seek, SeekFrom};
    let mut file = File::options().write(true).open(path).unwrap();
    let middle = file.metadata().unwrap().len() / 2;
    file.seek(SeekFrom::Start(middle)).unwrap();
    file.write_all(b"damage").unwrap();
}
