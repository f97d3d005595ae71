//! Which column of a table holds what, by its heading (docs/formats/password-managers.md#tables).

use crate::blocks::csv::Table;

/// Programs whose tables are read a little differently.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    /// Apple Passwords and Safari: the title has the user behind it.
    Apple,
    /// `KeePassXC`: groups begin with the root group, names may be made up.
    KeePassXc,
    /// LastPass: groups are separated by `\`.
    LastPass,
    /// Any other.
    #[default]
    Other,
}

/// The columns of a table, as far as they were found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) secret: Option<usize>,
    pub(super) custom_fields: Option<usize>,
    /// The first of `RoboForm`'s columns, each a field of its own.
    pub(super) robo_fields: Option<usize>,
    pub(super) issuer: Option<usize>,
    pub(super) account: Option<usize>,
    /// Further names of the login and the address for mail, for rows where `account` is empty.
    pub(super) other_accounts: Vec<usize>,
    pub(super) kind: Option<usize>,
    pub(super) digits: Option<usize>,
    pub(super) period: Option<usize>,
    pub(super) counter: Option<usize>,
    pub(super) algorithm: Option<usize>,
    pub(super) group: Option<usize>,
    pub(super) note: Option<usize>,
    pub(super) favourite: Option<usize>,
    pub(super) archived: Option<usize>,
    /// Whether there are passwords beside the codes: then "type" and "length" mean something else.
    pub(super) is_vault: bool,
    /// Whose table it is.
    pub(super) program: Program,
}

const SECRET: &str = "secret key seed secretkey totpsecret otpsecret otp totp otpauth otpauthurl otpurl logintotp 2fa mfa \
                      authenticatorkey twofactorsecret twofasecret authtoken onetimepassword secretbase32";
const ISSUER: &str = "issuer title name service provider site displayname nickname accountname entry servicename \
                      issuername sitename websitename itemname app application";
const ACCOUNT: &str =
    "account username user login email loginusername label accountlabel loginname userid emailaddress";
const OTHER_ACCOUNTS: &str = "username2 username3 email";
const PASSWORD: &str = "password loginpassword pwd";
/// What a login never stands in.
const NO_ACCOUNT: &str = "password loginpassword pwd url website loginuri loginurl additionalurls uuid id icon created \
                          lastmodified updated modified date order position";

impl Program {
    fn of(names: &[String]) -> Self {
        let starts = |wanted: &str| {
            let mut wanted = wanted.split(' ').enumerate();
            wanted.all(|(place, wanted)| names.get(place).is_some_and(|name| name == wanted))
        };
        if starts("group title username password url notes totp") {
            Self::KeePassXc
        } else if starts("title url username password notes otpauth") {
            Self::Apple
        } else if starts("url username password totp extra name grouping fav") {
            Self::LastPass
        } else {
            Self::Other
        }
    }
}

impl Columns {
    /// Looks at the headings.
    pub(super) fn find(header: &[String]) -> Self {
        let names: Vec<String> = header.iter().map(|cell| normalise(cell)).collect();
        let find = |wanted: &str| wanted.split_whitespace().find_map(|want| names.iter().position(|name| name == want));
        Self {
            secret: find(SECRET),
            custom_fields: find("customfields"),
            robo_fields: find("rffieldsv2"),
            issuer: find(ISSUER),
            account: find(ACCOUNT),
            other_accounts: OTHER_ACCOUNTS.split(' ').filter_map(find).collect(),
            kind: find("type otptype kind"),
            digits: find("digits length"),
            period: find("period interval timer timestep"),
            counter: find("counter"),
            algorithm: find("algorithm algo hash"),
            group: find("group folder category grouping tags tag"),
            note: find("note notes extra comment comments"),
            favourite: find("favorite favourite fav"),
            archived: find("archived"),
            is_vault: find(PASSWORD).is_some(),
            program: Program::of(&names),
        }
    }

    /// Whether codes can be in the table.
    pub(super) const fn has_codes(&self) -> bool {
        self.secret.is_some() || self.custom_fields.is_some() || self.robo_fields.is_some()
    }

    /// Where no heading names the login: the first column with text in it that nothing else has taken.
    pub(super) fn propose_account(&mut self, table: &Table) {
        if self.account.is_some() {
            return;
        }
        let taken = [
            self.secret,
            self.custom_fields,
            self.robo_fields,
            self.issuer,
            self.kind,
            self.digits,
            self.period,
            self.counter,
            self.algorithm,
            self.group,
            self.note,
            self.favourite,
            self.archived,
        ];
        let is_free = |column: usize, cell: &str| {
            let name = normalise(cell);
            !taken.contains(&Some(column)) && !NO_ACCOUNT.split_whitespace().any(|other| other == name)
        };
        let mut free = table.header.iter().enumerate().filter(|(column, cell)| is_free(*column, cell));
        let has_text = |column: usize| table.rows.iter().any(|row| !row.get(Some(column)).trim().is_empty());
        self.account = free.find(|(column, _)| has_text(*column)).map(|(column, _)| column);
    }
}

/// Whether a first line says that passwords follow, but no codes.
pub(super) fn is_password_table(header: &[String]) -> bool {
    let has = |wanted: &str| header.iter().any(|cell| normalise(cell) == wanted);
    ["password", "pwd"].into_iter().any(has)
        && ["username", "login", "loginname", "user", "email", "url", "website"].into_iter().any(has)
}

/// Lower case, letters and digits of ASCII only.
pub(super) fn normalise(cell: &str) -> String {
    cell.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}
