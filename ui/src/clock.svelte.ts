/**
 * The window's one clock. A single timer, aligned to the second, writes `seconds`; whoever shows a number derives it
 * from there. Animations are given their phase by `epoch`: it counts up at each new step, on return from hidden or
 * sleep and when the clock jumps. Nothing runs while the window is hidden.
 */
const usualPeriod = 30;

class Clock {
  /** Unix time in whole seconds. */
  seconds = $state(0);
  /** Changes when animations have to take their phase anew. */
  epoch = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frozenMs: number | null = null;
  #running = false;

  /** Unix time in milliseconds. */
  nowMs(): number {
    return this.#frozenMs ?? Date.now();
  }

  /** Stands still at a moment: for pictures and tests. */
  freeze(ms: number): void {
    this.#frozenMs = ms;
    this.#setPaused(true);
    this.#read();
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    document.addEventListener('visibilitychange', this.#visibility);
    this.#visibility();
  }

  /** Reads the time anew: a window that is about to be shown is right at its first sight. */
  look(): void {
    this.#read();
    this.epoch += 1;
  }

  /** Whole seconds until the step of this period turns. */
  secondsLeft(period: number): number {
    return period - (this.seconds % period);
  }

  /** The same, without following the clock. */
  peekSecondsLeft(period: number): number {
    return period - (Math.floor(this.nowMs() / 1000) % period);
  }

  /** Seconds since the step began, with fractions. */
  elapsed(period: number): number {
    return (this.nowMs() / 1000) % period;
  }

  #visibility = (): void => {
    clearTimeout(this.#timer);
    const paused = document.hidden || this.#frozenMs !== null;
    this.#setPaused(paused);
    this.#read();
    this.epoch += 1;
    if (!document.hidden) this.#wait();
  };

  #setPaused(paused: boolean): void {
    document.documentElement.toggleAttribute('data-paused', paused);
  }

  #wait(): void {
    if (this.#frozenMs !== null) return;
    // A few milliseconds past the full second, so that the second has surely turned.
    this.#timer = setTimeout(this.#tick, 1000 - (Date.now() % 1000) + 5);
  }

  #tick = (): void => {
    const before = this.seconds;
    this.#read();
    const jumped = this.seconds - before < 0 || this.seconds - before > 2;
    if (jumped || this.seconds % usualPeriod === 0) this.epoch += 1;
    this.#wait();
  };

  #read(): void {
    this.seconds = Math.floor(this.nowMs() / 1000);
  }
}

export const clock = new Clock();

/** An attachment that keeps the animations inside an element in phase with the wall clock. */
export function inPhase(period: number): (element: Element) => void {
  return (element) => {
    void clock.epoch;
    const at = clock.elapsed(period) * 1000;
    for (const animation of element.getAnimations({ subtree: true })) animation.currentTime = at;
  };
}
