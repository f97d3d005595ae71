//! `list` and `search`.

use crate::context::Context;
use crate::exit::Exit;
use crate::refusal::Refusal;
use crate::words::Message;
use serde::Serialize;
use watchword_service::list::{Request, Row, SectionKind, Sort};
use watchword_service::search::FieldKind;
use watchword_service::{EntryId, Session};

/// One entry. The fields are a public contract.
#[derive(Serialize)]
struct EntryView {
    id: String,
    name: String,
    issuer: String,
    account: String,
    tags: Vec<String>,
    r#type: &'static str,
    digits: u8,
    period: Option<u32>,
    pinned: bool,
    recovery_codes_left: Option<usize>,
    login: String,
}

#[derive(Serialize)]
struct ListView {
    entries: Vec<EntryView>,
}

#[derive(Serialize)]
struct HitView {
    #[serde(flatten)]
    entry: EntryView,
    score: u32,
    /// A word was found only spelt otherwise.
    near: bool,
    matches: Vec<MatchView>,
    why: Option<WhyView>,
}

/// Byte ranges of one field, for highlighting.
#[derive(Serialize)]
struct MatchView {
    field: String,
    ranges: Vec<(usize, usize)>,
}

/// Where it was found when its name, login and tags do not show it.
#[derive(Serialize)]
struct WhyView {
    field: String,
    text: String,
}

#[derive(Serialize)]
struct SearchView {
    entries: Vec<HitView>,
}

/// Lists entries: by name, or those that match a query, best first.
pub(super) fn list(context: &mut Context, query: Option<&str>, tag: Option<&str>) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    let request =
        Request { query: query.unwrap_or_default().to_owned(), tag: tag.map(str::to_owned), sort: Sort::Name };
    let listing = session.list(&request);
    // With a tag the window shows hits outside of it too; here they would be noise.
    let ids: Vec<EntryId> = listing
        .sections
        .iter()
        .filter(|section| section.kind != SectionKind::Outside || tag.is_none())
        .flat_map(|section| section.ids.iter().copied())
        .collect();
    let rows: Vec<Row> = ids.into_iter().filter_map(|id| session.plain_row(id)).collect();
    let exit = if rows.is_empty() { Exit::Nothing } else { Exit::Done };
    let output = context.output;
    if output.json {
        output.document(&ListView { entries: rows.iter().map(|row| view(&session, row)).collect() });
    } else if !rows.is_empty() {
        let cells: Vec<Vec<String>> =
            rows.iter().map(|row| vec![row.name.full(), row.login.clone(), tags(row)]).collect();
        output.rows(&[Message::HeadName, Message::HeadLogin, Message::HeadTags], &cells);
    }
    Ok(exit)
}

/// Looks for entries and says where each was found.
pub(super) fn search(context: &mut Context, query: &str, limit: usize) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    let hits = session.search(query, limit);
    let output = context.output;
    let exit = if hits.is_empty() { Exit::Nothing } else { Exit::Done };
    if output.json {
        let entries = hits
            .iter()
            .map(|hit| HitView {
                entry: view(&session, &hit.row),
                score: hit.score,
                near: hit.near,
                matches: hit
                    .row
                    .spans
                    .iter()
                    .map(|(field, spans)| MatchView {
                        field: field_name(*field),
                        ranges: spans.iter().map(|span| (span.start, span.end)).collect(),
                    })
                    .collect(),
                why: hit.row.why.as_ref().map(|why| WhyView { field: field_name(why.field), text: why.text.clone() }),
            })
            .collect();
        output.document(&SearchView { entries });
    } else if hits.is_empty() {
        return Err(Refusal::new("not-found").with("name", query));
    } else {
        let cells: Vec<Vec<String>> = hits
            .iter()
            .map(|hit| vec![hit.row.name.full(), hit.row.login.clone(), tags(&hit.row), found_in(&hit.row)])
            .collect();
        output.rows(&[Message::HeadName, Message::HeadLogin, Message::HeadTags, Message::HeadFound], &cells);
    }
    Ok(exit)
}

fn view(session: &Session, row: &Row) -> EntryView {
    let labels = session.entry(row.id).map(|entry| entry.labels.clone()).unwrap_or_default();
    EntryView {
        id: row.id.to_string(),
        name: row.name.full(),
        issuer: labels.issuer,
        account: labels.account,
        tags: row.tags.clone(),
        r#type: row.kind.as_str(),
        digits: row.digits,
        period: row.period,
        pinned: row.pinned,
        recovery_codes_left: session.recovery_count(row.id).map(|count| count.left),
        login: labels.login,
    }
}

fn tags(row: &Row) -> String {
    row.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
}

fn found_in(row: &Row) -> String {
    row.why
        .as_ref()
        .map(|why| format!("{}: {}", field_name(why.field), why.text.replace('\n', " ")))
        .unwrap_or_default()
}

fn field_name(field: FieldKind) -> String {
    match field {
        FieldKind::Name => "name".to_owned(),
        FieldKind::Login => "login".to_owned(),
        FieldKind::Tag(at) => format!("tags.{at}"),
        FieldKind::Note => "note".to_owned(),
        FieldKind::OldName(at) => format!("old_names.{at}"),
        FieldKind::OriginalLabel => "original_label".to_owned(),
        FieldKind::Alias(at) => format!("aliases.{at}"),
    }
}
