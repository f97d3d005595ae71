// Writes src/brand-icons/marks.json: single-colour marks of known services, each with its name and one path in a 24 by
// 24 box.
// Run it after adding a slug here: node scripts/make-brand-icons.mjs
// Source: simple-icons (CC0 1.0). The marks belong to their owners and only name the service.
import { writeFileSync } from 'node:fs';
import * as all from 'simple-icons';

const slugs = `1password adguard airtable anthropic apple appwrite asana atlassian auth0
 backblaze bandcamp basecamp battledotnet binance bitbucket bitly bitwarden bluesky box brevo
 buffer calendly caldotcom cashapp circleci clickhouse clickup cloudflare codeberg codecov
 coinbase confluence contentful coursera crunchyroll dashlane datadog deepl
 deviantart digitalocean discord discourse docker dropbox drupal duckduckgo ea ebay elastic element
 epicgames etsy evernote expo facebook fastly figma firebase fiverr flickr
 flydotio freelancer gandi ghost github gitea gitlab gitkraken gmail godaddy gogdotcom
 google grafana grammarly gumroad hackerone hackthebox hetzner
 hashicorp hostinger hubspot huggingface humblebundle icloud ifttt infomaniak instagram intercom
 internetarchive jetbrains jira joomla kickstarter klarna kofi
 lastpass letterboxd linear loom mailgun make mastodon matrix mattermost medium mega
 meta miro mixpanel monzo mongodb namecheap netflix netlify newrelic nextcloud nextdns
 nordvpn notion npm nuget nvidia okta openproject opsgenie ovh paddle pagerduty patreon
 paypal payoneer pinterest plausibleanalytics playstation plex posthog porkbun postman
 proton protonmail protonvpn proxmox pypi quora railway razorpay reddit redis render
 revolut riotgames roblox rockstargames rubygems samsung sap scaleway sentry shopify
 snapchat soundcloud sourceforge spotify square squarespace stackoverflow
 steam strava stripe substack supabase tailscale teamviewer telegram
 threads threema tiktok todoist trello trustpilot tuta twitch typeform uber
 ubiquiti ubisoft ubuntu udemy unity unraid upwork vercel vimeo vk vultr wasabi webex webflow wechat
 wikipedia wise wix wordpress x xero xing yandexcloud youtube zapier zendesk zerotier
 zoho zoom`.split(/\s+/);

// Not in the set any more, drawn from the company's published mark.
const own = {
  zendesk: {
    title: 'Zendesk',
    path: 'M12.914 2.904V16.29L24 2.905H12.914zM0 2.906C0 5.966 2.483 8.45 5.543 8.45s5.542-2.484 5.543-5.544H0zm11.086 4.807L0 21.096h11.086V7.713zm7.37 7.84c-3.063 0-5.542 2.48-5.542 5.543H24c0-3.06-2.48-5.543-5.543-5.543z',
  },
};

const bySlug = new Map(Object.values(all).map(({ slug, title, path }) => [slug, { title, path }]));
const marks = {};
for (const slug of [...new Set(slugs)].sort()) {
  const mark = own[slug] ?? bySlug.get(slug);
  if (mark === undefined) console.warn(`no mark: ${slug}`);
  else marks[slug] = mark;
}
writeFileSync(new URL('../src/brand-icons/marks.json', import.meta.url), JSON.stringify(marks, null, 1) + '\n');
console.warn(`${Object.keys(marks).length} marks`);
