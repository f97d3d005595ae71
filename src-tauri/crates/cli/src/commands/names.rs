//! `names`: which names say too little, and better ones.

use crate::context::Context;
use crate::exit::Exit;
use crate::names::{self, Among};
use crate::output::Output;
use crate::refusal::Refusal;
use crate::words::{self, Message};
use serde::Serialize;
use watchword_service::doctor::Finding;
use watchword_service::{EntryId, Name};

/// The findings. The fields are a public contract.
#[derive(Serialize)]
struct NamesView<'a> {
    names: Vec<NameView<'a>>,
    applied: usize,
}

#[derive(Serialize)]
struct NameView<'a> {
    id: String,
    name: String,
    troubles: Vec<&'static str>,
    proposed: Option<ProposedView<'a>>,
    others: Vec<String>,
}

#[derive(Serialize)]
struct ProposedView<'a> {
    name: String,
    issuer: &'a str,
    account: &'a str,
    login: &'a str,
    evidence: &'static str,
}

/// Lists findings about all names or some, and takes what is proposed where that is asked for.
pub(super) fn run(context: &mut Context, some: &[String], first: bool, apply: bool) -> Result<Exit, Refusal> {
    let mut session = context.open()?;
    let asked = names::find_all(&mut session, some, Among::InUse, first)?;
    let mut findings = session.names();
    findings.retain(|finding| asked.is_empty() || asked.contains(&finding.id));
    let better: Vec<EntryId> =
        findings.iter().filter(|finding| finding.proposal.is_some()).map(|finding| finding.id).collect();
    let applied = if apply && !findings.is_empty() { session.apply_names(&better)?.count } else { 0 };
    let output = context.output;
    if output.json {
        output.document(&NamesView { names: findings.iter().map(view).collect(), applied });
    } else if findings.is_empty() {
        output.say(Message::NamesGood, &[]);
    } else {
        print(output, &findings);
        let (message, count) = if apply { (Message::NamesApplied, applied) } else { (Message::NamesHow, better.len()) };
        if count > 0 {
            output.say(message, &[("count", &count.to_string())]);
        }
    }
    Ok(if findings.is_empty() { Exit::Nothing } else { Exit::Done })
}

fn print(output: Output, findings: &[Finding]) {
    let cells: Vec<Vec<String>> = findings
        .iter()
        .map(|finding| {
            let troubles = finding.troubles.iter().map(|it| words::trouble(output.language, it.as_str()));
            let why = finding.proposal.as_ref().map(|it| words::evidence(output.language, it.evidence.as_str()));
            vec![
                finding.name.full(),
                troubles.collect::<Vec<_>>().join("; "),
                finding.proposed_name.as_ref().map(Name::full).unwrap_or_default(),
                why.unwrap_or_default().to_owned(),
            ]
        })
        .collect();
    output.rows(&[Message::HeadName, Message::HeadTrouble, Message::HeadBetter, Message::HeadWhy], &cells);
}

fn view(finding: &Finding) -> NameView<'_> {
    let proposed = finding.proposal.as_ref().zip(finding.proposed_name.as_ref());
    NameView {
        id: finding.id.to_string(),
        name: finding.name.full(),
        troubles: finding.troubles.iter().map(|trouble| trouble.as_str()).collect(),
        proposed: proposed.map(|(proposal, name)| ProposedView {
            name: name.full(),
            issuer: &proposal.issuer,
            account: &proposal.account,
            login: &proposal.login,
            evidence: proposal.evidence.as_str(),
        }),
        others: finding.others.iter().map(ToString::to_string).collect(),
    }
}
