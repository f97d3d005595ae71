import { m } from '../paraglide/messages';
import type { Failure } from './types';

export type FailureText = { message: string; hint: string };

type Sentence = (values: Record<string, string>) => string;
const sentences = m as unknown as Partial<Record<string, Sentence>>;

/** Whatever a call was rejected with, as a failure. */
export function asFailure(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) return error as Failure;
  return { code: 'unexpected', message: m.error_unexpected(), hint: '', values: {} };
}

/** The sentence of the window's own language for a failure, else the core's words. */
export function failureText(failure: Failure): FailureText {
  const pid = failure.values['pid'] ?? '?';
  // The holder of the lock is not always known.
  const code = failure.code === 'vault-busy' && pid !== '?' ? 'vault-busy-pid' : failure.code;
  const key = `error_${code.replaceAll('-', '_')}`;
  const sentence = sentences[key];
  if (sentence === undefined) return { message: failure.message, hint: failure.hint };
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(failure.values)) if (value !== undefined) values[name] = value;
  return { message: sentence(values), hint: '' };
}
