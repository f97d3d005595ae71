//! `show`.

use crate::args::OneName;
use crate::context::Context;
use crate::exit::Exit;
use crate::names::{self, Among};
use crate::output::{Exposed, Output};
use crate::refusal::Refusal;
use crate::time;
use crate::words::{self, Message};
use fast_qr::QRBuilder;
use serde::Serialize;
use watchword_secret::SecretText;
use watchword_service::{Entry, Kind, base32, write_link};

#[derive(Serialize)]
struct ShowView<'a> {
    entry: EntryView<'a>,
}

#[derive(Serialize)]
struct EntryView<'a> {
    id: String,
    name: &'a str,
    issuer: &'a str,
    account: &'a str,
    login: &'a str,
    tags: &'a [String],
    note: &'a str,
    r#type: &'static str,
    algorithm: &'static str,
    digits: u8,
    period: Option<u32>,
    counter: Option<u64>,
    pinned: bool,
    added: Option<u64>,
    old_names: &'a [String],
    original_label: &'a str,
    #[serde(flatten)]
    revealed: Option<RevealedView<'a>>,
}

#[derive(Serialize)]
struct RevealedView<'a> {
    secret: Exposed<'a>,
    pin: Option<Exposed<'a>>,
    link: Exposed<'a>,
}

/// What `--reveal` adds.
struct Revealed {
    secret: SecretText,
    link: SecretText,
}

/// Shows one entry; with `reveal` its secret and its link too.
pub(super) fn run(context: &mut Context, name: &OneName, reveal: bool, qr: bool) -> Result<Exit, Refusal> {
    let mut session = if reveal { context.open_with_password()? } else { context.open()? };
    let id = names::find(&mut session, &name.name, Among::InUse, name.first)?;
    let name = session.shown_name(id);
    let entry = session.entry(id)?;
    let labels = &entry.labels;
    let revealed = reveal.then(|| Revealed {
        secret: base32::encode(entry.otp.secret.expose()),
        link: write_link(&entry.otp, &labels.issuer, &labels.account),
    });
    if context.output.json {
        context.output.document(&ShowView { entry: view(entry, &name, revealed.as_ref()) });
        return Ok(Exit::Done);
    }
    print(context.output, entry, &name, revealed.as_ref());
    if let (true, Some(revealed)) = (qr, &revealed) {
        let code = QRBuilder::new(revealed.link.expose()).build().map_err(|_| Refusal::new("qr-too-long"))?;
        context.output.qr(&code);
    }
    Ok(Exit::Done)
}

fn view<'a>(entry: &'a Entry, name: &'a str, revealed: Option<&'a Revealed>) -> EntryView<'a> {
    let (otp, labels) = (&entry.otp, &entry.labels);
    let counted = otp.kind == Kind::Hotp;
    EntryView {
        id: entry.id.to_string(),
        name,
        issuer: &labels.issuer,
        account: &labels.account,
        login: &labels.login,
        tags: &labels.tags,
        note: &labels.note,
        r#type: otp.kind.as_str(),
        algorithm: otp.algorithm.as_str(),
        digits: otp.digits,
        period: (!counted).then_some(otp.period),
        counter: counted.then_some(otp.counter),
        pinned: entry.placement.pinned,
        added: time::seconds(entry.created_ms),
        old_names: &labels.old_names,
        original_label: &labels.original_label,
        revealed: revealed.map(|revealed| RevealedView {
            secret: Exposed(&revealed.secret),
            pin: otp.pin.as_ref().map(Exposed),
            link: Exposed(&revealed.link),
        }),
    }
}

fn print(output: Output, entry: &Entry, name: &str, revealed: Option<&Revealed>) {
    let (otp, labels) = (&entry.otp, &entry.labels);
    let text = |message| words::text(output.language, message);
    let line = |field, value: &str| {
        if !value.is_empty() {
            output.line(&format!("{}: {value}", text(field)));
        }
    };
    line(Message::FieldId, &entry.id.to_string());
    line(Message::FieldName, name);
    line(Message::FieldIssuer, &labels.issuer);
    line(Message::FieldAccount, &labels.account);
    line(Message::FieldLogin, &labels.login);
    line(Message::FieldTags, &labels.tags.join(", "));
    line(Message::FieldNote, &labels.note);
    line(Message::FieldType, otp.kind.as_str());
    line(Message::FieldAlgorithm, otp.algorithm.as_str());
    line(Message::FieldDigits, &otp.digits.to_string());
    if otp.kind == Kind::Hotp {
        line(Message::FieldCounter, &otp.counter.to_string());
    } else {
        line(Message::FieldPeriod, &otp.period.to_string());
    }
    line(Message::FieldPinned, text(if entry.placement.pinned { Message::Yes } else { Message::No }));
    line(Message::FieldAdded, &time::show_ms(entry.created_ms));
    line(Message::FieldOldNames, &labels.old_names.join(", "));
    line(Message::FieldOriginal, &labels.original_label);
    let Some(revealed) = revealed else { return };
    let secret_line = |field, value: &SecretText| {
        output.secret(&SecretText::new(format!("{}: {}", text(field), value.expose())));
    };
    secret_line(Message::FieldSecret, &revealed.secret);
    if let Some(pin) = &otp.pin {
        secret_line(Message::FieldPin, pin);
    }
    secret_line(Message::FieldLink, &revealed.link);
}
