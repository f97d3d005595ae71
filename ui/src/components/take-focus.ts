import { untrack } from 'svelte';

/** An attachment: the element gets the focus when it appears. */
export function takeFocus(element: HTMLElement): void {
  // What the focus sets off must not make the attachment run again.
  untrack(() => {
    element.focus();
  });
}
