//! Sentences of a receipt. Times are absolute; these turn them into "in 4 s".
import { clock } from '../clock.svelte';
import type { ReceiptView, ReceiptWhat } from '../ipc/types';
import { m } from '../paraglide/messages';
import { codeGroups } from './code-text';

/** Whether the act left something on the clipboard. */
export function isCopy(what: ReceiptWhat): boolean {
  return what === 'copied' || what === 'keyCopied' || what === 'recoveryCopied';
}

/** What the receipt says in its second line. */
export function receiptLine(view: ReceiptView, now: number): string {
  switch (view.what) {
    case 'copied':
      return copiedLine(view, now);
    case 'typed':
      return typedLine(view, now);
    case 'keyCopied':
      return view.clipboardOk ? m.receipt_key() : m.receipt_refused_plain();
    case 'recoveryCopied':
      return view.clipboardOk
        ? m.receipt_recovery_copied({ number: String((view.place ?? 0) + 1) })
        : m.receipt_refused_plain();
    case 'recoveryAdded':
      return view.undoId === null ? m.receipt_recovery_known() : m.receipt_recovery_added({ count: view.count });
    case 'recoveryReplaced':
      return m.receipt_recovery_replaced({ count: view.count });
    case 'recoveryUsed':
      return m.receipt_recovery_used();
    case 'recoveryUnused':
      return m.receipt_recovery_unused();
    case 'recoveryPassphrase':
      return m.receipt_recovery_passphrase();
    case 'added': {
      const added = m.receipt_added({ count: view.count });
      return view.updated === 0 ? added : `${added}, ${m.receipt_updated({ count: view.updated })}`;
    }
    case 'intake':
      return m.receipt_intake();
    case 'edited':
      return m.receipt_edited();
    case 'renamed':
      return view.name === null ? m.receipt_renamed_many({ count: view.count }) : m.receipt_renamed();
    case 'tagged':
      return view.name === null ? m.receipt_tagged_many({ count: view.count }) : m.receipt_tagged();
    case 'icon':
      return view.name === null ? m.receipt_icon_many({ count: view.count }) : m.receipt_icon();
    case 'pinned':
      return view.name === null ? m.receipt_pinned_many({ count: view.count }) : m.receipt_pinned();
    case 'unpinned':
      return view.name === null ? m.receipt_unpinned_many({ count: view.count }) : m.receipt_unpinned();
    case 'moved':
      return m.receipt_moved();
    case 'trashed':
      return view.name === null ? m.receipt_trashed_many({ count: view.count }) : m.receipt_trashed();
    case 'restored':
      return m.receipt_restored({ count: view.count });
    case 'erased':
      return m.receipt_erased({ count: view.count });
    case 'undone':
      return m.receipt_undone();
    case 'redone':
      return m.receipt_redone();
    case 'backup':
      return m.receipt_backup({ file: view.file });
    case 'restoredVersion':
      return m.receipt_restored_version({ count: view.count });
    case 'vaultRestored':
      return m.receipt_vault_restored({ count: view.count });
  }
}

/** `now` in Unix seconds. */
function copiedLine(view: ReceiptView, now: number): string {
  if (!view.clipboardOk) {
    return view.code === null
      ? m.receipt_refused_plain()
      : m.receipt_refused({ code: codeGroups(view.code).join('\u00a0') });
  }
  if (view.whichCode === 'counter') return m.receipt_counter({ counter: String(view.counter ?? 0) });
  if (now >= view.worksUntil) return m.receipt_over();
  if (now < view.worksFrom) {
    const period = String(view.worksUntil - view.worksFrom);
    return m.receipt_next({ seconds: String(view.worksFrom - now), period });
  }
  const seconds = String(view.worksUntil - now);
  return view.whichCode === 'next' ? m.receipt_next_running({ seconds }) : m.receipt_current({ seconds });
}

function typedLine(view: ReceiptView, now: number): string {
  if (view.whichCode === 'counter') return m.receipt_typed_counter({ counter: String(view.counter ?? 0) });
  if (now < view.worksFrom) return m.receipt_typed_next({ seconds: String(view.worksFrom - now) });
  return m.receipt_typed({ seconds: String(Math.max(0, view.worksUntil - now)) });
}

/** Seconds until the clipboard is cleared, 0 when it will not be. */
export function clipboardSeconds(view: ReceiptView, now: number): number {
  if (view.clipboardClearsAt === 0 || !view.clipboardOk) return 0;
  return Math.max(0, Math.ceil(view.clipboardClearsAt / 1000 - now));
}

/** What the live region says. */
export function announcement(view: ReceiptView): string {
  const now = Math.floor(clock.nowMs() / 1000);
  const name = view.name?.full ?? '';
  if (view.what === 'trashed') return m.receipt_said_trashed();
  if (view.what === 'copied' && view.clipboardOk && view.whichCode !== 'counter') {
    return now < view.worksFrom
      ? m.receipt_said_next({ name, seconds: String(view.worksFrom - now) })
      : m.receipt_said_current({ name, seconds: String(view.worksUntil - now) });
  }
  return receiptLine(view, now);
}
