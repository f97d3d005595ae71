/** The words that are typed before entries are deleted for good. */

/** What the core wants to hear, whatever the language of the window. */
export function confirmationFor(count: number): string {
  return `delete ${String(count)}`;
}

/** Whether the words were typed; case and spaces around do not matter. */
export function sameWords(typed: string, wanted: string): boolean {
  const even = (text: string) => text.trim().toLowerCase().replace(/\s+/gu, ' ');
  return even(typed) === even(wanted);
}
