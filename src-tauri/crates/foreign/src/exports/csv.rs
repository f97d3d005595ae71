//! A table that KeePassXC and programs like it read: columns named as KeePassXC names them, the code as a link
//! (docs/formats/README.md, "Tables").

use watchword_otp::{Kind, write_link};

use super::{
    ExportEntry, ExportError, ExportSettings, ExportedFile, Exporter, Holds, HoldsGroups, LeftOut, Loss,
    json_text::Buffer, note_with_codes,
};

pub(super) static EXPORTER: Exporter = Exporter {
    id: "keepass-csv",
    app: "KeePassXC",
    is_encrypted: false,
    section: "README.md#tables",
    importer: "csv",
    judge,
    write,
};

const HEADER: [&str; 7] = ["Group", "Title", "Username", "Password", "URL", "Notes", "TOTP"];

fn judge(entry: &ExportEntry<'_>) -> Result<Vec<Loss>, LeftOut> {
    match entry.otp.kind {
        Kind::Hotp | Kind::Motp | Kind::Yandex => return Err(LeftOut::Kind),
        Kind::Totp | Kind::Steam => {}
    }
    let holds = Holds { note: true, groups: HoldsGroups::First, recovery_codes: true, ..Holds::default() };
    let mut losses = holds.losses(entry);
    losses.extend(super::otpauth_list::read_as_steam(entry));
    if entry.issuer.is_empty() {
        losses.push(Loss::NoIssuer);
    }
    Ok(losses)
}

fn write(entries: &[&ExportEntry<'_>], settings: &ExportSettings<'_>) -> Result<Vec<ExportedFile>, ExportError> {
    let mut table = Buffer::default();
    push_row(&mut table, HEADER);
    for entry in entries {
        let note = note_with_codes(entry);
        let link = write_link(entry.otp, entry.issuer, entry.account);
        // KeePassXC does not know the host `steam`.
        let link = match entry.otp.kind {
            Kind::Steam => {
                format!("{}&encoder=steam", link.expose().replacen("otpauth://steam/", "otpauth://totp/", 1))
            }
            Kind::Totp | Kind::Hotp | Kind::Motp | Kind::Yandex => link.expose().to_owned(),
        };
        let link = zeroize::Zeroizing::new(link);
        // The root group stands in front, as in the program's own tables.
        let group = entry.groups.first().map_or_else(|| "Root".to_owned(), |group| format!("Root/{group}"));
        let title = if entry.issuer.is_empty() { entry.account } else { entry.issuer };
        push_row(&mut table, [&group, title, entry.account, "", "", note.expose(), &link]);
    }
    Ok(vec![ExportedFile { name: format!("watchword-{}.csv", settings.day()), bytes: table.finish() }])
}

fn push_row(table: &mut Buffer, cells: [&str; 7]) {
    for (place, cell) in cells.into_iter().enumerate() {
        table.push(if place == 0 { "\"" } else { ",\"" });
        for (place, piece) in cell.split('"').enumerate() {
            table.push(if place == 0 { "" } else { "\"\"" });
            table.push(piece);
        }
        table.push("\"");
    }
    table.push("\n");
}
