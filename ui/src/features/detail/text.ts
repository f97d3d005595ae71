//! Sentences of the detail.
import type { DetailView, HistoryItem } from '../../ipc/types';
import { m } from '../../paraglide/messages';

/** "Time-based, 6 digits, 30 s, SHA-1". */
export function kindText(view: Pick<DetailView, 'kind' | 'digits' | 'period' | 'counter' | 'algorithm'>): string {
  const algorithm = view.algorithm.replace(/^SHA(?=\d)/, 'SHA-');
  const digits = m.detail_digits({ count: view.digits });
  const seconds = m.detail_seconds({ seconds: String(view.period) });
  switch (view.kind) {
    case 'totp':
      return [m.detail_kind_totp(), digits, seconds, algorithm].join(', ');
    case 'hotp':
      return [m.detail_kind_hotp({ counter: String(view.counter) }), digits, algorithm].join(', ');
    case 'steam':
      return ['Steam', m.detail_letters({ count: view.digits }), seconds].join(', ');
    case 'motp':
      return ['mOTP', digits, seconds].join(', ');
    case 'yandex':
      return ['Yandex', m.detail_letters({ count: view.digits }), seconds].join(', ');
  }
}

/** "Today, 09:41", "3 Mar", "12 Feb 2025". */
export function dayText(at: number, now: number, locale: string): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) {
    const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(date);
    return m.detail_today({ time });
  }
  const sameYear = date.getFullYear() === today.getFullYear();
  const parts: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  };
  // Day before month, as the design writes it.
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, parts).format(date);
}

export function historyText(item: HistoryItem): string {
  const { name, count } = item;
  switch (item.what) {
    case 'copied':
      return m.detail_did_copied({ count });
    case 'renamed':
      return name === '' ? m.receipt_renamed() : m.detail_did_renamed({ name });
    case 'tagged':
      return m.receipt_tagged();
    case 'icon':
      return m.receipt_icon();
    case 'pinned':
      return m.receipt_pinned();
    case 'unpinned':
      return m.receipt_unpinned();
    case 'trashed':
      return m.detail_did_trashed();
    case 'restored':
      return m.detail_did_restored();
    case 'added':
      return m.detail_did_added();
    case 'recovery-added':
      return m.detail_did_recovery_added();
    case 'recovery-replaced':
      return m.detail_did_recovery_replaced();
    case 'recovery-used':
      return m.receipt_recovery_used();
    case 'recovery-unused':
      return m.receipt_recovery_unused();
    case 'imported':
      return name === '' ? m.detail_did_added() : m.detail_did_imported({ name });
    default:
      return m.detail_did_edited();
  }
}
