//! What scripts saved out of Authy as JSON (docs/formats/more-authenticators.md, "JSON dumps of export scripts"):
//! the service's answer with sealed secrets, the same with opened ones, or a list with addresses.

use watchword_otp::{
    Kind,
    link::{link_parameter, split_at_colon},
};

use super::{Secret, Token, app_row, rounds, rows};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, SkipReason, Sureness,
    blocks::{
        encoding,
        field::Field,
        json::Json,
        otp::{Fields, form},
    },
    format::certain_if,
};

/// How a script says that it could not open a secret.
const FAILED: &str = "decryption failed";

/// `authenticator_tokens`, at the top or in `tokens`; `decrypted_authenticator_tokens`; or a list with `uri`.
pub(crate) static FORMAT: Format = Format {
    id: "authy-json",
    app: "Authy",
    extensions: &["json"],
    section: "more-authenticators.md#json-dumps-of-export-scripts",
    vectors: &["authy-json"],
    detect,
    needs_password,
    read,
};

/// The four shapes of a dump.
enum Dump<'a> {
    /// The answer of the service, and perhaps that about accounts in Authy's own scheme.
    Sealed(&'a [Json<'a>], &'a [Json<'a>]),
    /// Secrets that were opened already.
    Opened(&'a [Json<'a>]),
    /// Names, secrets and addresses.
    Addresses(&'a [Json<'a>]),
}

impl<'a> Dump<'a> {
    fn of(json: &'a Json) -> Option<Self> {
        if let Some(tokens) = json.list("decrypted_authenticator_tokens") {
            return Some(Self::Opened(tokens));
        }
        let apps = json.get("apps");
        let apps = apps.and_then(|apps| apps.as_list().or_else(|| apps.list("apps"))).unwrap_or_default();
        let inner = json.get("tokens").and_then(|tokens| tokens.list("authenticator_tokens"));
        if let Some(tokens) = json.list("authenticator_tokens").or(inner) {
            return Some(Self::Sealed(tokens, apps));
        }
        let keys = ["name", "secret", "uri"];
        keys.iter().all(|key| json.any_item_has(key)).then(|| json.as_list().map(Self::Addresses)).flatten()
    }
}

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    certain_if(Dump::of(probe.json()?).is_some())
}

fn needs_password(probe: &Probe<'_>) -> bool {
    match probe.json().and_then(Dump::of) {
        Some(Dump::Sealed(tokens, _)) => tokens.iter().any(is_sealed),
        Some(Dump::Opened(_) | Dump::Addresses(_)) | None => false,
    }
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let dump = probe.json().and_then(Dump::of).ok_or(OpenError::damaged("json"))?;
    let (variety, rows) = match dump {
        Dump::Sealed(tokens, apps) => {
            let variety = if tokens.iter().any(is_sealed) { "encrypted" } else { "plain" };
            let all = tokens.iter().zip(0..).map(|(json, position)| token(position, json)).collect::<Result<_, _>>()?;
            let mut rows: Vec<Row> = rows(all, credentials)?;
            rows.extend(apps.iter().zip(tokens.len()..).map(|(json, position)| app_row(position, json, "secret_seed")));
            (variety, rows)
        }
        Dump::Opened(tokens) => {
            let all = tokens.iter().zip(0..).map(|(json, position)| token(position, json)).collect::<Result<_, _>>()?;
            ("decrypted", rows(all, credentials)?)
        }
        Dump::Addresses(items) => {
            ("addresses", items.iter().zip(0..).map(|(json, position)| address_row(position, json)).collect())
        }
    };
    Ok(Contents { rows: rows.into(), ..Contents::of(variety) })
}

fn is_sealed(token: &Json) -> bool {
    token.field("decrypted_seed").is_missing() && !token.field("encrypted_seed").is_missing()
}

fn token<'a>(position: usize, json: &'a Json<'_>) -> Result<Token<'a>, OpenError> {
    let name = ["original_name", "name"].into_iter().filter_map(|key| json.text(key)).find(|name| !name.is_empty());
    let name = name.unwrap_or_default();
    let (issuer, account) = split_at_colon(name);
    let issuer = json.text("issuer").filter(|issuer| !issuer.trim().is_empty()).unwrap_or(issuer);
    let mut entry = ForeignEntry::new(position, issuer, account);
    entry.set_icon_hint(json.text_or_empty("logo"));
    let secret = if is_sealed(json) {
        sealed(json)?
    } else {
        match json.field("decrypted_seed") {
            field if field.text().is_some_and(is_failure) => Secret::Lost(SkipReason::EntryPassword),
            field => Secret::Base32(field),
        }
    };
    Ok(Token { entry, digits: json.field("digits"), secret })
}

fn is_failure(text: &str) -> bool {
    text.trim().get(..FAILED.len()).is_some_and(|start| start.eq_ignore_ascii_case(FAILED))
}

fn sealed<'a>(json: &'a Json<'_>) -> Result<Secret<'a>, OpenError> {
    let rounds = rounds(json.field("key_derivation_iterations"))?;
    let iv = match json.field("unique_iv") {
        field if field.is_missing() => None,
        field => match field.text().and_then(encoding::hex_array) {
            Some(iv) => Some(iv),
            None => return Ok(Secret::Lost(SkipReason::Damaged)),
        },
    };
    Ok(Secret::of_sealed(json.text_or_empty("encrypted_seed"), json.text_or_empty("salt"), rounds, iv))
}

/// The secret stands apart, digits and period only in the address.
fn address_row(position: usize, json: &Json) -> Row {
    let (issuer, account) = split_at_colon(json.text_or_empty("name"));
    let entry = ForeignEntry::new(position, issuer, account);
    let uri = json.text_or_empty("uri");
    let [digits, period] = ["digits", "period"].map(|name| link_parameter(uri, name));
    let fields = Fields {
        digits: Field::of_text(digits.as_deref()),
        period: Field::of_text(period.as_deref()),
        ..Fields::default()
    };
    entry.into_base32_row(form(Kind::Totp, fields), json.field("secret"))
}
