//! The JSON export of FreeOTP+ (docs/formats/more-authenticators.md, "FreeOTP+ JSON").

use super::{order::places, row_with_secret};
use crate::{
    Contents, Credentials, Format, OpenError, Probe, Sureness,
    blocks::json::Json,
    format::{certain_if, never},
};

/// `{"tokenOrder": […], "tokens": […]}`.
pub(crate) static FORMAT: Format = Format {
    id: "freeotpplus",
    app: "FreeOTP+",
    extensions: &["json", "txt"],
    section: "more-authenticators.md#freeotp-json",
    vectors: &["freeotpplus"],
    detect,
    needs_password: never,
    read,
};

fn detect(probe: &Probe<'_>) -> Option<Sureness> {
    let json = probe.json()?;
    let tokens = json.list("tokens")?;
    let is_token = |token: &Json| token.list("secret").is_some() || token.has("secret_base32");
    certain_if(tokens.iter().take(20).any(is_token) || (tokens.is_empty() && json.has("tokenOrder")))
}

fn read(probe: &Probe<'_>, _: &Credentials<'_>) -> Result<Contents, OpenError> {
    let json = probe.json().ok_or(OpenError::damaged("json"))?;
    let tokens = json.list("tokens").ok_or(OpenError::damaged("tokens"))?;
    let exact = tokens.iter().zip(0..).flat_map(|(token, number)| exact_names(token).map(move |name| (name, number)));
    let loose = tokens.iter().zip(0..).flat_map(|(token, number)| loose_names(token).map(move |name| (name, number)));
    let places = places(tokens.len(), exact.chain(loose), json.list("tokenOrder"));
    let rows = tokens.iter().enumerate().map(|(position, token)| row_with_secret(position, token));
    let mut contents = Contents::of("plain");
    contents.set_sorted_rows(places.into_iter().zip(rows));
    Ok(contents)
}

/// What the program calls a token: `issuer:label` of its address, without an issuer `:label` or `label`.
fn exact_names(token: &Json) -> impl Iterator<Item = String> {
    let (issuer, label) = (token.text_or_empty("issuerExt"), token.text_or_empty("label"));
    [Some(format!("{issuer}:{label}")), issuer.is_empty().then(|| label.to_owned())].into_iter().flatten()
}

/// What other versions may call it.
fn loose_names(token: &Json) -> impl Iterator<Item = String> {
    let labels = ["label", "labelAlt"].into_iter().filter_map(|key| token.text(key));
    labels.flat_map(|label| {
        let issuers = ["issuerInt", "issuerAlt"].into_iter().filter_map(|key| token.text(key));
        issuers.map(move |issuer| format!("{issuer}:{label}")).chain([format!(":{label}"), label.to_owned()])
    })
}
