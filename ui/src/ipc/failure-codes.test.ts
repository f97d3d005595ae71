import { describe, expect, it } from 'vitest';
import en from '../../messages/en.json';
import es from '../../messages/es.json';
import { failureText } from './failure';

const codes =
  `altered ambiguous bad-counter bad-digits bad-hotkey bad-period bad-pin bad-secret bad-setting bad-template
  challenge-response clipboard-empty clipboard-refused confirmation-wrong cost-limit damaged damaged-entry
  damaged-file damaged-migration damaged-picture desktop-refused disk-full empty-secret encrypted-by-device
  entry-gone entry-password exists export-password-needed export-too-large file-cost-limit file-maybe-encrypted file-missing
  file-needs-consent file-not-found file-password-needed file-too-large hidden-in-file hotkey-taken
  hotkey-unsupported internal is-migration key-file-needed key-file-unusable keyring-silent link-too-long
  links-off locked migration-too-large needs-consent newer-version no-better-name no-code-in-picture
  no-code-left no-code-on-screen no-codes-in-file no-codes-in-text no-memory no-permission no-recovery-codes
  no-screen no-secret no-such-code no-vault no-version not-a-link not-a-picture not-a-vault not-found
  nothing-new-on-screen nothing-to-export nothing-to-move nothing-to-redo nothing-to-undo passphrase-empty
  passphrase-is-password password-empty password-too-long picture-too-large pin-needed plaintext-refused
  qr-too-long read-only recovery-closed recovery-damaged recovery-key-length recovery-key-typo response-format
  review-changed screen-not-allowed secret-too-long showing-over too-many too-many-codes typing-focus
  typing-interrupted typing-keys-held typing-layout typing-no-program typing-unsupported unknown-algorithm
  unknown-export unknown-file unknown-type unsupported-file unsupported-file-age-key
  unsupported-file-bitwarden-account-restricted unsupported-file-certificate unsupported-file-dashlane-file
  unsupported-file-database-needed unsupported-file-encryption unsupported-file-ente-page unsupported-file-keepass-1
  unsupported-file-keepass-pre-release unsupported-file-newer-version unsupported-file-openpgp
  unsupported-file-opens-on-phone-only unsupported-file-other-version unsupported-file-rsa-securid
  unsupported-file-steam-manifest-needed unsupported-file-windows-account unsupported-picture vault-busy
  vault-missing wait wrong-file-password wrong-file-password-or-damaged wrong-passphrase wrong-password`.split(/\s+/u);

const failure = (code: string, values: Record<string, string> = {}) => ({ code, message: 'core', hint: '', values });

describe('failures', () => {
  it.each(codes)('%s has a sentence in both languages', (code) => {
    const key = `error_${code.replaceAll('-', '_')}`;
    expect(en).toHaveProperty(key);
    expect(es).toHaveProperty(key);
  });

  it('fall back to the words of the core', () => {
    expect(failureText(failure('from-the-future'))).toEqual({ message: 'core', hint: '' });
  });

  it('name the process that holds the vault when it is known', () => {
    expect(failureText(failure('vault-busy', { pid: '4711' })).message).toContain('process 4711');
    expect(failureText(failure('vault-busy', { pid: '?' })).message).not.toContain('?');
  });
});
