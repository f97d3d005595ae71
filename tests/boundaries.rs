//! The arrows between the crates, and what none of them may reach.
//!
//! The table here is the rule and `docs/ARCHITECTURE.md` shows it to people: a new arrow is a change in both, with
//! a record in `docs/decisions/`.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    error::Error,
    fs,
    path::Path,
    process::{Command, Stdio},
};

use serde::Deserialize;

type Outcome = Result<(), Box<dyn Error>>;

/// Each crate by its folder, and the crates of the workspace it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("secret", &[]),
    ("otp", &["secret"]),
    ("foreign", &["otp", "secret"]),
    ("entry", &["otp", "secret"]),
    ("vault", &["entry", "otp", "secret"]),
    ("qr-pictures", &[]),
    ("picture", &["qr-pictures", "secret"]),
    ("issuers", &[]),
    ("service", &["entry", "foreign", "issuers", "otp", "picture", "secret", "vault"]),
    ("desktop", &["secret", "service"]),
    ("cli", &["desktop", "secret", "service"]),
    ("app", &["desktop", "secret", "service"]),
    ("xtask", &[]),
];

/// Libraries that open connections to other machines. Watchword's answer to "what does it send?" is "nothing".
const NETWORK: &[&str] = &[
    "attohttpc",
    "curl",
    "hickory-resolver",
    "hyper",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "surf",
    "tungstenite",
    "ureq",
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// Set for a crate of the workspace.
    path: Option<String>,
}

#[test]
fn no_crate_uses_another_than_its_arrows_allow() -> Outcome {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut wrong = Vec::new();
    for package in workspace()? {
        let name = short(&package.name);
        let Some(may_use) = allowed.get(name) else {
            wrong.push(format!("{name} is not in the table"));
            continue;
        };
        // Those for tests and build scripts count too: a test that reaches further is in the wrong crate.
        for dependency in package.dependencies.iter().filter(|dependency| dependency.path.is_some()) {
            let used = short(&dependency.name);
            if !may_use.contains(&used) {
                wrong.push(format!("{name} -> {used}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_table_names_the_crates_that_exist() -> Outcome {
    let workspace = workspace()?;
    let exist: BTreeSet<&str> = workspace.iter().map(|package| short(&package.name)).collect();
    let named: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(named, exist);
    Ok(())
}

#[test]
fn no_arrow_leads_back() {
    // Each crate stands below the ones it uses, so a circle cannot be written down.
    let mut above = BTreeSet::new();
    for (name, may_use) in ARROWS {
        for used in *may_use {
            assert!(above.contains(used), "{name} -> {used}, which stands below it");
        }
        above.insert(*name);
    }
}

#[test]
fn the_documentation_shows_the_same_arrows() -> Outcome {
    let text = fs::read_to_string(top().join("docs/ARCHITECTURE.md"))?;
    let expected: BTreeMap<String, BTreeSet<String>> = ARROWS
        .iter()
        .map(|(name, may_use)| ((*name).to_owned(), may_use.iter().map(|used| (*used).to_owned()).collect()))
        .collect();
    assert_eq!(documented_arrows(&text), expected);
    Ok(())
}

#[test]
fn no_product_crate_reaches_the_network() -> Outcome {
    for product in ["watchword-app", "watchword-cli"] {
        // Everything that is linked into the program, however deep; what only tests use is left out.
        let tree = cargo(&["tree", "--package", product, "--edges", "normal", "--prefix", "none", "--format", "{p}"])?;
        let linked: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert!(linked.contains("watchword-vault"), "{product} is known by its libraries");
        let found: Vec<&&str> = NETWORK.iter().filter(|name| linked.contains(**name)).collect();
        assert!(found.is_empty(), "{product} links {found:?}");
    }
    Ok(())
}

/// The rows of the first table under `## Arrows`: crate, then the crates it may use.
fn documented_arrows(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let section = text.lines().skip_while(|line| line.trim() != "## Arrows").skip(1);
    let section = section.take_while(|line| !line.starts_with("## "));
    let rows = section.skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    // The first two rows are the heading and the rule under it.
    rows.skip(2)
        .filter_map(|row| {
            let mut cells = row.trim_matches('|').split('|').map(str::trim);
            let name = cells.next()?.trim_matches('`').to_owned();
            let used = cells.next()?.split(',').map(|used| used.trim().trim_matches('`').to_owned());
            Some((name, used.filter(|used| used != "–").collect()))
        })
        .collect()
}

fn workspace() -> Result<Vec<Package>, Box<dyn Error>> {
    let output = cargo(&["metadata", "--format-version", "1", "--no-deps"])?;
    Ok(serde_json::from_str::<Metadata>(&output)?.packages)
}

/// Runs cargo without the network and gives what it wrote to standard output.
fn cargo(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output =
        Command::new(cargo).args(arguments).arg("--offline").current_dir(top()).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("cargo {} failed", arguments.join(" ")).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// `watchword-otp` is the crate `otp`.
fn short(name: &str) -> &str {
    name.strip_prefix("watchword-").unwrap_or(name)
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
