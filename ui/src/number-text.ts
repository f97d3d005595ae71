import { app } from './app.svelte';

/** A number as the language of the window writes it. */
export function numberText(value: number): string {
  return new Intl.NumberFormat(app.locale).format(value);
}
