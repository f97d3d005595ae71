//! The name of this computer, for the vault's list of devices.

/// The computer's name as its network knows it, without a domain; "computer" when it has none.
pub fn computer_name() -> String {
    shorten(&full_name())
}

#[cfg(unix)]
fn full_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn full_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

fn shorten(name: &str) -> String {
    let first = name.split('.').next().unwrap_or_default().trim();
    if first.is_empty() { "computer".to_owned() } else { first.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_left_out_and_nothing_gets_a_name() {
        assert_eq!(shorten("desk.home.example"), "desk");
        assert_eq!(shorten("desk"), "desk");
        assert_eq!(shorten(""), "computer");
        assert_eq!(shorten(".local"), "computer");
    }

    #[test]
    fn this_computer_has_a_name_of_one_line() {
        let name = computer_name();
        assert!(!name.is_empty() && !name.contains(['\n', '.']), "{name:?}");
    }
}
