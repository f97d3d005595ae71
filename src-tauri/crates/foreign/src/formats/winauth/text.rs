//! The text export: one address a line, with parameters of WinAuth's own (docs/formats/more-authenticators.md,
//! "Text and zip").

use watchword_otp::{Kind, LinkType, Otp, is_link, link::link_parameter};

use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{json::Json, links},
    format::{certain_if, never},
    formats::steam,
};

/// The issuer of Battle.net accounts, whose codes have eight digits.
const BATTLE_NET: &str = "BattleNet";
const DIGITS_OF_BATTLE_NET: u8 = 8;

/// A list of addresses in which one has a parameter that only WinAuth writes.
pub(crate) static FORMAT: Format = Format {
    id: "winauth-txt",
    app: "WinAuth",
    extensions: &["txt"],
    section: "more-authenticators.md#text-and-zip",
    vectors: &["winauth-txt"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let text = probe.text()?;
    let links = || text.lines().map(str::trim).filter(|line| is_link(line).is_some());
    certain_if(links().any(is_own) || (probe.name_starts("winauth") && is_plain_list(text)))
}

/// Whether there is nothing in a text but comments and addresses that any program could have written.
fn is_plain_list(text: &str) -> bool {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let is_plain = |line| is_link(line) == Some(LinkType::Otpauth) && link_parameter(line, "codedisplay").is_none();
    lines().next().is_some() && lines().all(is_plain)
}

/// Whether an address has a parameter of WinAuth's own.
fn is_own(line: &str) -> bool {
    let has = |name| link_parameter(line, name).is_some();
    let icon = || link_parameter(line, "icon").is_some_and(|icon| icon == "WinAuth" || icon.starts_with("base64:"));
    has("deviceid") || has("serial") || icon()
}

fn read(probe: &Probe<'_>, _: &Credentials<'_>) -> Result<Contents, OpenError> {
    let mut contents = Contents::of("plain");
    read_text(probe.text().ok_or(OpenError::damaged("text"))?, &mut contents);
    Ok(contents)
}

/// Every line that is neither empty nor a comment.
pub(super) fn read_text(text: &str, contents: &mut Contents) {
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        contents.rows.push(row(contents.rows.len(), line));
    }
}

fn row(position: usize, line: &str) -> Row {
    let row = links::row(position, line);
    let entry = match row {
        Row::Entry(entry) => *entry,
        Row::Skipped(skipped) if skipped.issuer == "Steam" => {
            // The secret may stand in `data` alone.
            let mut entry = ForeignEntry::new(position, &skipped.issuer, &skipped.account);
            return match take_steam_data(&mut entry, line) {
                Some(otp) => entry.into_row(otp),
                None => Row::Skipped(skipped),
            };
        }
        Row::Skipped(skipped) => return Row::Skipped(skipped),
    };
    mend(entry, line)
}

/// What WinAuth's own parameters say.
fn mend(mut entry: ForeignEntry, line: &str) -> Row {
    if entry.icon_hint.as_ref().is_some_and(|icon| icon.starts_with("base64:")) {
        entry.icon_hint = None;
    }
    if entry.issuer == "Steam" || link_parameter(line, "deviceid").is_some() {
        let otp = take_steam_data(&mut entry, line);
        let (secret, period) = (entry.otp.secret.duplicate(), entry.otp.period);
        let otp = otp.unwrap_or_else(|| Ok(Otp::new(Kind::Steam, secret)));
        return entry.into_row(otp.map(|otp| Otp { period, ..otp }));
    }
    if let Some(serial) = link_parameter(line, "serial").filter(|_| entry.issuer == BATTLE_NET) {
        if link_parameter(line, "digits").is_none_or(|digits| digits.trim().is_empty()) {
            entry.otp.digits = DIGITS_OF_BATTLE_NET;
        }
        if entry.account.is_empty() {
            serial.trim().clone_into(&mut entry.account);
        }
    }
    Row::Entry(Box::new(entry))
}

/// What `data`, the JSON of a Steam account, says of the secret. Takes the recovery code into the entry.
fn take_steam_data(entry: &mut ForeignEntry, line: &str) -> Option<Result<Otp, SkipReason>> {
    let data = link_parameter(line, "data")?;
    let data = Json::parse(&data).ok()?;
    entry.recovery_codes.extend(steam::recovery_code(&data));
    Some(steam::secret(&data)?.map(|secret| Otp::new(Kind::Steam, secret)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(line: &str) -> ForeignEntry {
        match row(0, line) {
            Row::Entry(entry) => *entry,
            Row::Skipped(skipped) => panic!("{}", skipped.reason.code()),
        }
    }

    #[test]
    fn accounts_of_battle_net() {
        let with_serial = entry("otpauth://totp/BattleNet:?secret=MFRGGZDF&issuer=BattleNet&serial=EU-1");
        assert_eq!((with_serial.account.as_str(), with_serial.otp.digits), ("EU-1", 8));
        let named = entry("otpauth://totp/BattleNet:olu?secret=MFRGGZDF&digits=6&issuer=BattleNet&serial=EU-1");
        assert_eq!((named.account.as_str(), named.otp.digits), ("olu", 6));
    }

    #[test]
    fn accounts_of_steam() {
        let data = "%7B%22shared_secret%22%3A%22YWJj%22%2C%22revocation_code%22%3A%22R1%22%7D";
        for line in [
            format!("otpauth://totp/Steam:olu?secret=MFRGGZDF&digits=5&issuer=Steam&data={data}"),
            format!("otpauth://totp/Steam:olu?digits=5&issuer=Steam&data={data}"),
            format!("otpauth://totp/Steam:olu?secret=8&issuer=Steam&data={data}"),
        ] {
            let entry = entry(&line);
            assert_eq!((entry.otp.kind, entry.otp.secret.expose()), (Kind::Steam, b"abc".as_slice()));
            assert!(entry.recovery_codes.first().is_some_and(|code| code.expose() == "R1"));
        }
        let without = entry("otpauth://totp/a%23b#c?secret=MFRGGZDF&deviceid=x&icon=base64:AA");
        assert_eq!((without.otp.kind, without.account.as_str()), (Kind::Steam, "a#b#c"));
        assert_eq!(without.icon_hint, None);
    }

    #[test]
    fn lists_of_other_programs_are_told_whatever_their_name() {
        for (line, is_ours) in [
            ("# c\r\notpauth://totp/a?secret=MFRGGZDF\r\n", true),
            ("otpauth://totp/a?secret=MFRGGZDF&codeDisplay=%7B%7D", false),
            ("otpauth-migration://offline?data=CgwKA2FiYxIDb25lMAI%3D", false),
            ("password\notpauth://totp/a?secret=MFRGGZDF", false),
            ("# c\n", false),
        ] {
            let source = crate::Source { name: "winauth-2020-01-01.txt", bytes: line.as_bytes() };
            assert_eq!(detect(&Probe::new(source).unwrap()).is_some(), is_ours, "{line}");
        }
    }

    #[test]
    fn comments_and_empty_lines_say_nothing() {
        let mut contents = Contents::of("plain");
        read_text("# exported\r\n\r\notpauth://totp/a?secret=MFRGGZDF\r\nx\r\n", &mut contents);
        assert_eq!((contents.entries().count(), contents.skipped().count()), (1, 1));
    }
}
