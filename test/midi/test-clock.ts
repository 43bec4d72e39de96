/** The clock of the MIDI process, turned by hand. */
import type { Clock } from '#main/midi/stage.ts';

/** A clock that stands still until it is told the time; wakes are kept in order. */
export class TestClock implements Clock {
  seconds = 0;
  #wakes: { at: number; call: () => void }[] = [];
  now = (): number => this.seconds;
  wake = (seconds: number, call: () => void): (() => void) => {
    const wake = { at: this.seconds + seconds, call };
    this.#wakes.push(wake);
    return () => void (this.#wakes = this.#wakes.filter((each) => each !== wake));
  };
  runTo(seconds: number): void {
    for (;;) {
      const [next] = this.#wakes.filter(({ at }) => at <= seconds).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#wakes = this.#wakes.filter((each) => each !== next);
      this.seconds = Math.max(this.seconds, next.at);
      next.call();
    }
    this.seconds = seconds;
  }
}
