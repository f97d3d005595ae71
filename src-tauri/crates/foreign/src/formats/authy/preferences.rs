//! The settings in which Authy's Android program keeps its tokens (docs/formats/more-authenticators.md,
//! "Preferences of the Android app").

use super::{Secret, Token, USUAL_ROUNDS, app_row, rows};
use crate::{
    Contents, Credentials, ForeignEntry, Format, OpenError, Probe, Row, Sureness,
    blocks::{json::Json, preferences::Preferences},
    format::certain_if,
};

/// Accounts of other services.
const TOKENS: &str = "com.authy.storage.tokens.authenticator.key";
/// Accounts that use Authy's own scheme.
const APPS: &str = "com.authy.storage.tokens.authy.key";

/// Settings of Android with the list of either sort of accounts.
pub(crate) static FORMAT: Format = Format {
    id: "authy-xml",
    app: "Authy",
    extensions: &["xml"],
    section: "more-authenticators.md#preferences-of-the-android-app",
    vectors: &["authy-xml"],
    detect,
    needs_password,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let preferences = Preferences::of(probe.xml()?)?;
    certain_if(preferences.get(TOKENS).or(preferences.get(APPS)).is_some())
}

fn needs_password(probe: &Probe<'_>) -> bool {
    let list = probe.xml().and_then(Preferences::of).and_then(|preferences| list(&preferences, TOKENS).ok().flatten());
    list.as_ref().and_then(Json::as_list).is_some_and(|tokens| tokens.iter().any(is_sealed))
}

fn read(probe: &Probe<'_>, credentials: &Credentials<'_>) -> Result<Contents, OpenError> {
    let preferences = probe.xml().and_then(Preferences::of).ok_or(OpenError::damaged("xml"))?;
    let [tokens, apps] = [list(&preferences, TOKENS)?, list(&preferences, APPS)?];
    let variety = if needs_password(probe) { "encrypted" } else { "plain" };

    let apps = apps.as_ref().and_then(Json::as_list).unwrap_or_default();
    let tokens = tokens.as_ref().and_then(Json::as_list).unwrap_or_default();
    let tokens_of_others = tokens.iter().zip(0..).map(|(json, position)| token(position, json)).collect();
    let mut all: Vec<Row> = rows(tokens_of_others, credentials)?;
    all.extend(apps.iter().zip(tokens.len()..).map(|(json, position)| app_row(position, json, "secretSeed")));
    Ok(Contents { rows: all.into(), ..Contents::of(variety) })
}

/// The list of a setting, `Ok(None)` when there is no such setting.
fn list(preferences: &Preferences<'_>, name: &str) -> Result<Option<Json<'static>>, OpenError> {
    let Some(text) = preferences.get(name) else { return Ok(None) };
    let list = Json::parse_bytes(text.as_bytes()).ok().filter(|json| json.as_list().is_some());
    list.map(Some).ok_or(OpenError::damaged("tokens"))
}

fn is_sealed(token: &Json) -> bool {
    token.field("decryptedSecret").is_missing() && !token.field("encryptedSecret").is_missing()
}

fn token<'a>(position: usize, json: &'a Json<'_>) -> Token<'a> {
    let (issuer, account) = names(json);
    let mut entry = ForeignEntry::new(position, &issuer, &account);
    entry.set_icon_hint(json.text_or_empty("logo"));
    let secret = if is_sealed(json) {
        Secret::of_sealed(json.text_or_empty("encryptedSecret"), json.text_or_empty("salt"), USUAL_ROUNDS, None)
    } else {
        Secret::Base32(json.field("decryptedSecret"))
    };
    Token { entry, digits: json.field("digits"), secret }
}

/// Issuer and account. The name on the screen may hold both; what the address said may stand beside it.
fn names(token: &Json) -> (String, String) {
    let name = token.text("name").or_else(|| token.text("originalName")).unwrap_or_default();
    let (issuer, separator) = if let Some(issuer) = token.text("originalIssuer") {
        (issuer.to_owned(), "")
    } else if let Some((issuer, _)) = token.text("originalName").and_then(|original| original.split_once(':')) {
        (issuer.to_owned(), ":")
    } else if let Some((issuer, _)) = name.split_once(" - ") {
        (issuer.to_owned(), " - ")
    } else {
        (name_of_service(token.text_or_empty("accountType")), "")
    };
    let account = if issuer.is_empty() { name } else { without_issuer(name, &issuer, separator) };
    let account = account.strip_prefix(": ").unwrap_or(account).trim().to_owned();
    (issuer, account)
}

/// `name` without the issuer in front of it; a longer word that begins like the issuer stays whole.
fn without_issuer<'a>(name: &'a str, issuer: &str, separator: &str) -> &'a str {
    let Some(rest) = name.strip_prefix(issuer) else { return name };
    if rest.chars().next().is_some_and(char::is_alphanumeric) {
        return name;
    }
    rest.strip_prefix(separator).unwrap_or(rest)
}

/// `tern mail` becomes `Tern mail`; the names of Authy's own types say nothing.
fn name_of_service(account_type: &str) -> String {
    let mut letters = account_type.chars();
    match letters.next() {
        Some(first) if !matches!(account_type, "authenticator" | "authy") => {
            first.to_uppercase().chain(letters).collect()
        }
        Some(_) | None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_sort() {
        for (token, issuer, account) in [
            (r#"{"name":"Tern: olu","originalIssuer":"Tern"}"#, "Tern", "olu"),
            (r#"{"name":"olu","originalIssuer":""}"#, "", "olu"),
            (r#"{"name":"Tern: olu","originalIssuer":null,"originalName":"Tern:olu"}"#, "Tern", "olu"),
            (r#"{"name":"Tern:olu","originalName":"Tern:olu"}"#, "Tern", "olu"),
            (r#"{"name":"Tern - olu","accountType":"authenticator"}"#, "Tern", "olu"),
            (r#"{"name":"olu","accountType":"tern"}"#, "Tern", "olu"),
            (r#"{"name":"Tern","accountType":"tern"}"#, "Tern", ""),
            (r#"{"name":"Ternary","accountType":"tern"}"#, "Tern", "Ternary"),
            (r#"{"name":"olu","accountType":"authy"}"#, "", "olu"),
            (r#"{"originalName":"Tern:olu"}"#, "Tern", "olu"),
            ("{}", "", ""),
        ] {
            let names = names(&Json::parse(token).unwrap());
            assert_eq!((names.0.as_str(), names.1.as_str()), (issuer, account), "{token}");
        }
    }
}
