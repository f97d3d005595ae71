/** Finds the core: the real one inside the window, the fake one in development and in the browser tests. */
import type { Core } from './core';

// A glob, so that each build holds only what it needs.
const adapters = import.meta.env.MODE === 'fake' ? {} : import.meta.glob<{ core: Core }>('./tauri.ts');

let connected: Core | null = null;

/** Called once, before anything is shown. */
export async function connect(): Promise<Core> {
  connected ??= await load();
  return connected;
}

/** The core; only after `connect`. */
export function core(): Core {
  if (connected === null) throw new Error('the core is not connected');
  return connected;
}

/** Puts another core in place: unit tests. */
export function connectTo(other: Core): void {
  connected = other;
}

async function load(): Promise<Core> {
  const adapter = adapters['./tauri.ts'];
  if ('__TAURI_INTERNALS__' in window && adapter !== undefined) return (await adapter()).core;
  if (import.meta.env.DEV || import.meta.env.MODE === 'fake') {
    const { makeFakeCore } = await import('../../tests/fake-core');
    return makeFakeCore(new URLSearchParams(location.search));
  }
  throw new Error('this page works inside the Watchword window only');
}
