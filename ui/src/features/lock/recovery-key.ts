/**
 * A recovery key as people type it. It has 36 symbols of Crockford's base 32 (no I, L, O or U): 32 carry the key,
 * four check it. Only the spelling is made even here; whether the key is right is for the core to say.
 */

export const RECOVERY_KEY_LENGTH = 36;

/** Capital letters, no spaces or dashes, O read as 0, I and L as 1. */
export function evenRecoveryKey(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\-\u2010-\u2015._]/gu, '')
    .replace(/O/gu, '0')
    .replace(/[IL]/gu, '1');
}

/** How many symbols of a key were typed; anything that cannot be in a key does not count. */
export function typedSymbols(typed: string): number {
  return evenRecoveryKey(typed).replace(/[^0-9A-HJKMNP-TV-Z]/gu, '').length;
}

/** Whether a typed group is the wanted one, forgiving what a whole key forgives. */
export function sameGroup(typed: string, group: string): boolean {
  return group !== '' && evenRecoveryKey(typed) === evenRecoveryKey(group);
}
