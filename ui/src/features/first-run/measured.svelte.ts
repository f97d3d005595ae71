/** The strength of a password while it is typed. */
import { core } from '../../ipc/client';
import type { StrengthView } from '../../ipc/types';
import { withSecretBytes } from '../lock/secret-bytes';

/** Typing rests for so long before the strength is worked out. */
const restMs = 200;

/** Called while a component is made; `view` is null while nothing is typed or nothing is known. */
export function measured(password: () => string): { readonly view: StrengthView | null } {
  let view = $state.raw<StrengthView | null>(null);
  $effect(() => {
    const text = password();
    if (text === '') {
      view = null;
      return undefined;
    }
    let current = true;
    const timer = setTimeout(() => {
      // Without an answer no strength is shown.
      void withSecretBytes(text, (bytes) => core().passwordStrength(bytes))
        .catch(() => null)
        .then((answer) => {
          if (current) view = answer;
        });
    }, restMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  });
  return {
    get view() {
      return password() === '' ? null : view;
    },
  };
}
