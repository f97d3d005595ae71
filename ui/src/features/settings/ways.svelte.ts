/** The ways into the vault: the trust in this computer, the password, the recovery key. */
import { clock } from '../../clock.svelte';
import { core } from '../../ipc/client';
import type { WaysView } from '../../ipc/types';
import { m } from '../../paraglide/messages';
import { receipts } from '../../receipts.svelte';
import { whenWords } from '../backups/when';
import type { TrustChoice } from '../lock/trust';

export type WaysSheet = 'password' | 'recoveryKey' | 'trust';

class Ways {
  view = $state.raw<WaysView | null>(null);
  /** What is being changed; each asks for the password first. */
  sheet = $state<WaysSheet | null>(null);
  /** For how long this computer is to be remembered. */
  trust = $state<TrustChoice>('hours8');

  async load(): Promise<void> {
    try {
      this.view = await core().ways();
    } catch (error) {
      receipts.fail(error);
    }
  }

  open(sheet: WaysSheet): void {
    receipts.dismiss();
    this.sheet = sheet;
  }

  close(): void {
    this.sheet = null;
  }

  /** Asks for the password; after that this computer is remembered. */
  askToRemember(trust: TrustChoice): void {
    this.trust = trust;
    this.open('trust');
  }

  async remember(password: Uint8Array): Promise<void> {
    this.view = await core().remember(password, this.trust);
    this.close();
    receipts.tell({ title: m.settings_trust(), line: this.trustedWords(), takeBack: () => this.forget() });
  }

  async forget(): Promise<void> {
    try {
      this.view = await core().forgetComputer();
      receipts.tell({ title: m.settings_trust(), line: m.settings_trust_ended(), takeBack: null });
    } catch (error) {
      receipts.fail(error);
    }
  }

  /** "This computer, until today, 18:40". */
  trustedWords(): string {
    return m.settings_trusted_until({ when: whenWords(this.view?.rememberedUntil ?? 0, clock.nowMs()) });
  }
}

export const ways = new Ways();
