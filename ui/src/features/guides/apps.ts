/**
 * The apps people bring their codes from, each with its steps and its traps. To add one, write its sentences into both
 * files of ui/messages (guide_…) and give it a row here; the list, the search and the page follow.
 *
 * Menus change: name one only where it is known, and otherwise say what to look for.
 */
import { m } from '../../paraglide/messages';
import type { Way } from './ways';

export type App = {
  readonly id: string;
  readonly name: string;
  /** Other words people search it by, in any language. */
  readonly also?: string;
  readonly way: Way;
  /** What to do, in order, until the button that leads on. */
  readonly steps: readonly (() => string)[];
  /** What goes wrong with this app, the likeliest first. */
  readonly notes: readonly (() => string)[];
};

/** Signing in at each site for a new code: for apps that give theirs to nobody. */
const anew = [m.guide_anew_1, m.guide_anew_2, m.guide_anew_3];

/** In the order of their names. */
export const apps: readonly App[] = [
  {
    id: '1password',
    name: '1Password',
    way: 'file',
    steps: [m.guide_1password_1, m.guide_1password_2],
    notes: [m.guide_only_codes, m.guide_1password_csv],
  },
  {
    id: '2fas',
    name: '2FAS',
    also: 'two factor',
    way: 'file',
    steps: [m.guide_2fas_1, m.guide_2fas_2, m.guide_bring],
    notes: [m.guide_export_password, m.guide_2fas_cloud],
  },
  {
    id: '2fauth',
    name: '2FAuth',
    also: 'self-hosted',
    way: 'file',
    steps: [m.guide_2fauth_1, m.guide_2fauth_2],
    notes: [m.guide_plain],
  },
  {
    id: 'aegis',
    name: 'Aegis',
    way: 'file',
    steps: [m.guide_aegis_1, m.guide_aegis_2, m.guide_bring],
    notes: [m.guide_aegis_password, m.guide_aegis_file],
  },
  {
    id: 'andotp',
    name: 'andOTP',
    way: 'file',
    steps: [m.guide_andotp_1, m.guide_andotp_2, m.guide_bring],
    notes: [m.guide_andotp_password, m.guide_andotp_pgp],
  },
  {
    id: 'apple',
    name: 'Apple Passwords',
    also: 'icloud keychain safari iphone mac contraseñas llavero',
    way: 'file',
    steps: [m.guide_apple_1, m.guide_apple_2],
    notes: [m.guide_apple_mac, m.guide_only_codes],
  },
  {
    id: 'authext',
    name: 'Authenticator (Chrome, Edge, Firefox)',
    also: 'browser extension 2fa client navegador extensión',
    way: 'file',
    steps: [m.guide_authext_1, m.guide_authext_2],
    notes: [m.guide_authext_password, m.guide_plain_unless],
  },
  {
    id: 'authplus',
    name: 'Authenticator Plus',
    also: 'android',
    way: 'file',
    steps: [m.guide_authplus_1, m.guide_authplus_2, m.guide_bring],
    notes: [m.guide_export_password, m.guide_authplus_database],
  },
  {
    id: 'authy',
    name: 'Authy',
    also: 'twilio',
    way: 'anew',
    steps: anew,
    notes: [m.guide_authy_ended, m.guide_authy_file, m.guide_authy_own, m.guide_anew_recovery],
  },
  {
    id: 'bitwarden',
    name: 'Bitwarden',
    also: 'vaultwarden',
    way: 'file',
    steps: [m.guide_bitwarden_1, m.guide_bitwarden_2],
    notes: [m.guide_export_password, m.guide_bitwarden_restricted, m.guide_bitwarden_plain],
  },
  {
    id: 'bwauth',
    name: 'Bitwarden Authenticator',
    way: 'file',
    steps: [m.guide_bwauth_1, m.guide_bwauth_2, m.guide_bring],
    notes: [m.guide_plain],
  },
  {
    id: 'dashlane',
    name: 'Dashlane',
    way: 'file',
    steps: [m.guide_dashlane_1, m.guide_dashlane_2],
    notes: [m.guide_only_codes, m.guide_dashlane_dash],
  },
  {
    id: 'duo',
    name: 'Duo Mobile',
    also: 'cisco',
    way: 'anew',
    steps: anew,
    notes: [m.guide_duo_ended, m.guide_push, m.guide_duo_file, m.guide_anew_recovery],
  },
  {
    id: 'enpass',
    name: 'Enpass',
    way: 'file',
    steps: [m.guide_enpass_1, m.guide_enpass_2],
    notes: [m.guide_only_codes],
  },
  {
    id: 'ente',
    name: 'Ente Auth',
    way: 'file',
    steps: [m.guide_ente_1, m.guide_ente_2, m.guide_bring],
    notes: [m.guide_export_password, m.guide_ente_kinds],
  },
  {
    id: 'freeotp',
    name: 'FreeOTP',
    also: 'red hat',
    way: 'file',
    steps: [m.guide_freeotp_1, m.guide_freeotp_2, m.guide_bring],
    notes: [m.guide_freeotp_password, m.guide_freeotp_none],
  },
  {
    id: 'freeotpplus',
    name: 'FreeOTP+',
    also: 'plus',
    way: 'file',
    steps: [m.guide_freeotpplus_1, m.guide_freeotpplus_2, m.guide_bring],
    notes: [m.guide_plain],
  },
  {
    id: 'gnome',
    name: 'GNOME Authenticator',
    also: 'linux',
    way: 'file',
    steps: [m.guide_gnome_1, m.guide_gnome_2],
    notes: [m.guide_plain_unless, m.guide_gnome_old],
  },
  {
    id: 'google',
    name: 'Google Authenticator',
    way: 'pictures',
    steps: [m.guide_google_1, m.guide_google_2, m.guide_google_3],
    notes: [m.guide_google_screenshot, m.guide_google_parts, m.guide_google_pictures, m.guide_google_stay],
  },
  {
    id: 'keepass',
    name: 'KeePass',
    also: 'kdbx strongbox keepassium keepassdx',
    way: 'file',
    steps: [() => m.guide_keepass_1({ app: 'KeePass' }), m.guide_keepass_2],
    notes: [m.guide_keepass_password, m.guide_keepass_reads, m.guide_keepass_kdb],
  },
  {
    id: 'keepassxc',
    name: 'KeePassXC',
    also: 'kdbx',
    way: 'file',
    steps: [() => m.guide_keepass_1({ app: 'KeePassXC' }), m.guide_keepass_2],
    notes: [m.guide_keepass_password, m.guide_keepass_reads, m.guide_keepassxc_hardware],
  },
  {
    id: 'keeper',
    name: 'Keeper',
    way: 'file',
    steps: [m.guide_keeper_1, m.guide_keeper_2],
    notes: [m.guide_only_codes],
  },
  {
    id: 'lastpass',
    name: 'LastPass Authenticator',
    way: 'file',
    steps: [m.guide_lastpass_1, m.guide_lastpass_2, m.guide_bring],
    notes: [m.guide_plain, m.guide_lastpass_vault],
  },
  {
    id: 'microsoft',
    name: 'Microsoft Authenticator',
    also: 'azure entra outlook office',
    way: 'anew',
    steps: anew,
    notes: [
      m.guide_microsoft_ended,
      m.guide_microsoft_work,
      m.guide_push,
      m.guide_microsoft_rooted,
      m.guide_anew_recovery,
    ],
  },
  {
    id: 'nordpass',
    name: 'NordPass',
    way: 'anew',
    steps: anew,
    notes: [m.guide_nordpass_left_out, m.guide_nordpass_csv, m.guide_anew_recovery],
  },
  {
    id: 'okta',
    name: 'Okta Verify',
    way: 'anew',
    steps: [m.guide_okta_1, m.guide_okta_2, m.guide_okta_3],
    notes: [m.guide_okta_admin, m.guide_okta_key, m.guide_push],
  },
  {
    id: 'otpauth',
    name: 'OTP Auth',
    also: 'iphone ipad',
    way: 'file',
    steps: [m.guide_otpauth_1, m.guide_otpauth_2, m.guide_bring],
    notes: [m.guide_export_password, m.guide_otpauth_single],
  },
  {
    id: 'otpclient',
    name: 'OTPClient',
    also: 'linux',
    way: 'file',
    steps: [m.guide_otpclient_1, m.guide_otpclient_2],
    notes: [m.guide_otpclient_password],
  },
  {
    id: 'proton',
    name: 'Proton Authenticator',
    way: 'file',
    steps: [m.guide_proton_1, m.guide_proton_2, m.guide_bring],
    notes: [m.guide_export_password, m.guide_plain_unless],
  },
  {
    id: 'raivo',
    name: 'Raivo OTP',
    way: 'file',
    steps: [m.guide_raivo_1, m.guide_raivo_2, m.guide_bring],
    notes: [m.guide_raivo_password, m.guide_raivo_empty],
  },
  {
    id: 'rsa',
    name: 'RSA SecurID',
    also: 'token',
    way: 'anew',
    steps: [m.guide_rsa_1, m.guide_rsa_2, m.guide_rsa_3],
    notes: [m.guide_rsa_own],
  },
  {
    id: 'salesforce',
    name: 'Salesforce Authenticator',
    way: 'anew',
    steps: anew,
    notes: [m.guide_salesforce_ended, m.guide_push, m.guide_anew_recovery],
  },
  {
    id: 'steam',
    name: 'Steam',
    also: 'steam guard desktop authenticator valve mafile',
    way: 'file',
    steps: [m.guide_steam_1, m.guide_steam_2],
    notes: [m.guide_steam_app, m.guide_steam_manifest, m.guide_steam_trades],
  },
  {
    id: 'stratum',
    name: 'Stratum',
    also: 'authenticator pro',
    way: 'file',
    steps: [m.guide_stratum_1, m.guide_stratum_2, m.guide_bring],
    notes: [m.guide_export_password, m.guide_plain_unless],
  },
  {
    id: 'symantec',
    name: 'Symantec VIP',
    also: 'vip access norton paypal',
    way: 'anew',
    steps: [m.guide_symantec_1, m.guide_symantec_2, m.guide_symantec_3],
    notes: [m.guide_symantec_only, m.guide_symantec_link],
  },
  {
    id: 'totpauth',
    name: 'TOTP Authenticator',
    also: 'binaryboot android',
    way: 'file',
    steps: [m.guide_totpauth_1, m.guide_totpauth_2, m.guide_bring],
    notes: [m.guide_export_password, m.guide_totpauth_none],
  },
  {
    id: 'winauth',
    name: 'WinAuth',
    also: 'windows',
    way: 'file',
    steps: [m.guide_winauth_1, m.guide_winauth_2],
    notes: [m.guide_export_password, m.guide_winauth_pgp, m.guide_winauth_xml],
  },
  {
    id: 'zoho',
    name: 'Zoho OneAuth',
    way: 'anew',
    steps: anew,
    notes: [m.guide_zoho_export, m.guide_anew_recovery],
  },
];

/** For an app that has no row of its own. */
export const anyApp: App = {
  id: 'any',
  get name() {
    return m.guide_any();
  },
  way: 'any',
  steps: [m.guide_any_1, m.guide_any_2, m.guide_any_3],
  notes: [m.guide_any_anew, m.guide_plain_unless],
};

/** Watchword on another computer: on the first run only, where its backup becomes the vault. */
export const watchword: App = {
  id: 'watchword',
  get name() {
    return m.guide_watchword();
  },
  way: 'backup',
  steps: [m.guide_watchword_1, m.guide_watchword_2, m.guide_watchword_3],
  notes: [m.guide_watchword_counter],
};
