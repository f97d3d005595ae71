/** What is heard all over the open window: signs of life, pasting, and keys of the pages beside the list. */
import { app } from './app.svelte';
import { runWindow } from './features/list/keys';
import { changes } from './features/settings/changes';
import { core } from './ipc/client';
import { commandOf } from './keyboard/keymap';
import { onMac } from './keyboard/labels';
import { receipts } from './receipts.svelte';
import { sheets } from './sheets.svelte';

/** The core is told of signs of life at most this often. */
const quietMs = 10_000;
const link = /^\s*otpauth(?:-migration)?:/iu;

/** Starts listening; the answer stops it. */
export function hearWindow(): () => void {
  let told = 0;

  const alive = () => {
    const now = Date.now();
    if (now - told < quietMs || app.start?.phase !== 'open') return;
    told = now;
    core().activity().then(app.locksLater, receipts.fail);
  };
  const paste = (event: ClipboardEvent) => {
    if (app.start?.phase !== 'open' || sheets.current !== null || app.overview?.readOnly !== '') return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    // Plain text belongs to the field; a link holds a secret and belongs to the review.
    if (text !== '' && !link.test(text)) return;
    event.preventDefault();
    const answer = text === '' ? core().intakePaste() : core().intakeText(new TextEncoder().encode(text));
    answer.then(
      () => sheets.open('intake'),
      (error: unknown) => receipts.fail(error),
    );
  };
  const key = (event: KeyboardEvent) => {
    if (app.start?.phase !== 'open' || app.page === 'codes' || sheets.current !== null) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const command = commandOf(event, onMac, document.documentElement.dir === 'rtl', app.settings?.keys);
    if (command === null || event.defaultPrevented) return;
    if (command.name === 'escape') {
      if (receipts.visible) receipts.dismiss();
      else app.page = 'codes';
    } else if (command.name === 'redo' && !typing(event.target)) {
      void receipts.redo();
    } else if (command.name === 'undo') {
      if (typing(event.target)) return;
      if (receipts.current?.undoId != null) void receipts.undo(receipts.current.undoId);
      else if (!receipts.takeBackNote() && (app.page !== 'settings' || !changes.takeBackLast())) return;
    } else if (!runWindow(command)) return;
    event.preventDefault();
  };
  /** The own undo of a field with a text comes first. */
  const typing = (target: EventTarget | null) =>
    (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && isText(target))) &&
    target.value !== '';
  const isText = (field: HTMLInputElement) => !['checkbox', 'radio'].includes(field.type);
  // A file let go over the page is the core's to take; the page must not open it.
  const drop = (event: DragEvent) => event.preventDefault();

  const heard = ['keydown', 'pointerdown', 'wheel'] as const;
  heard.forEach((name) => window.addEventListener(name, alive, { passive: true, capture: true }));
  window.addEventListener('paste', paste);
  window.addEventListener('keydown', key);
  window.addEventListener('dragover', drop);
  window.addEventListener('drop', drop);
  return () => {
    heard.forEach((name) => window.removeEventListener(name, alive, { capture: true }));
    window.removeEventListener('paste', paste);
    window.removeEventListener('keydown', key);
    window.removeEventListener('dragover', drop);
    window.removeEventListener('drop', drop);
  };
}
