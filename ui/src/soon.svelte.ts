import { app } from './app.svelte';
import { clock } from './clock.svelte';

/** Marks the page while a step of so many seconds is about to end: colours follow it. For the start of a component. */
export function markSoon(period: number): void {
  const soon = $derived(clock.secondsLeft(period) <= (app.settings?.lastSeconds ?? 5));
  $effect(() => {
    document.documentElement.dataset['soon'] = String(soon);
  });
}
