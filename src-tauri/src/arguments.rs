//! What the window is started with: a link and files to review, or the wish to stay in the tray.

use std::path::{Path, PathBuf};
use watchword_secret::SecretText;

/// Start in the tray, where there is one. The start with the system says so, and so does the process that a hidden one
/// becomes on locking.
pub(crate) const HIDDEN: &str = "--hidden";

/// Start without taking the keyboard: the process that comes after a lock says so where the person was typing elsewhere.
pub(crate) const BEHIND: &str = "--behind";

/// Open quick search: the way in where programs get no key of their own.
pub(crate) const QUICK: &str = "--quick";

/// The longest link that is taken, in bytes.
const LINK_LIMIT: usize = 4 << 10;

/// Read arguments. Those of another process may say anything.
#[derive(Default)]
pub(crate) struct Arguments {
    /// Whether the window stays hidden.
    pub(crate) hidden: bool,
    /// Whether the keyboard stays where it is.
    pub(crate) behind: bool,
    /// Whether quick search opens.
    pub(crate) quick: bool,
    /// The first link, or why there is none to be had from it.
    pub(crate) link: Option<Result<SecretText, &'static str>>,
    /// Files, absolute.
    pub(crate) files: Vec<PathBuf>,
}

impl Arguments {
    /// Reads arguments without the program's name. File names count from `folder`.
    pub(crate) fn read(arguments: impl IntoIterator<Item = String>, folder: &Path) -> Self {
        let mut read = Self::default();
        for argument in arguments {
            if argument == HIDDEN {
                read.hidden = true;
            } else if argument == BEHIND {
                read.behind = true;
            } else if argument == QUICK {
                read.quick = true;
            } else if is_link(&argument) {
                let link =
                    if argument.len() > LINK_LIMIT { Err("link-too-long") } else { Ok(SecretText::new(argument)) };
                read.link.get_or_insert(link);
            } else if !argument.is_empty() && !argument.starts_with('-') {
                read.files.push(folder.join(argument));
            }
        }
        read
    }
}

fn is_link(argument: &str) -> bool {
    let scheme = argument.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| crate::system::SCHEMES.contains(&scheme.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Arguments {
        Arguments::read(arguments.iter().map(|argument| (*argument).to_owned()), Path::new("/home/me"))
    }

    #[test]
    fn links_files_and_the_tray_are_told_apart() {
        let read =
            read(&["--hidden", "shot.png", "/tmp/codes.txt", "OTPAuth://totp/a?secret=MY", "otpauth://totp/b", ""]);
        assert!(read.hidden && !read.behind);
        assert_eq!(read.files, [PathBuf::from("/home/me/shot.png"), PathBuf::from("/tmp/codes.txt")]);
        assert_eq!(read.link.unwrap().unwrap().expose(), "OTPAuth://totp/a?secret=MY", "one link at a time");
    }

    #[test]
    fn what_is_no_argument_of_ours_is_left_out() {
        let read = read(&["--no-such-option", "-x"]);
        assert!(!read.hidden && read.link.is_none() && read.files.is_empty());
    }

    #[test]
    fn a_link_of_any_length_is_not_taken() {
        let long = format!("otpauth-migration://offline?data={}", "A".repeat(LINK_LIMIT));
        assert_eq!(read(&[&long]).link.unwrap().err(), Some("link-too-long"));
    }
}
