/** The one polite live region of the window. */
class Say {
  text = $state('');
  #clear: ReturnType<typeof setTimeout> | undefined;

  /** Reads a sentence out. The same sentence twice in a row is read twice. */
  announce(sentence: string): void {
    clearTimeout(this.#clear);
    // A no-break space at the end makes a repeated sentence a new text.
    this.text = this.text === sentence ? `${sentence}\u00a0` : sentence;
    this.#clear = setTimeout(() => (this.text = ''), 8000);
  }
}

export const say = new Say();
