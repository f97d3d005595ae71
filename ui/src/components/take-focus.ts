import { untrack } from 'svelte';

/** An attachment: the element gets the focus when it appears. */
export function takeFocus(element: HTMLElement): void {
  // A sheet opens after its content is there, and gives the focus to what is marked so.
  element.autofocus = true;
  // What the focus sets off must not make the attachment run again.
  untrack(() => {
    element.focus();
  });
}
