/** What no program can better on this machine: a thread that wakes as the sender does, at the sender's priority, and has nothing to send. */
import { exactClock, now } from '#main/midi/clock.ts';
import { goFirst } from '#main/midi/urgent.ts';

/** Seconds between two wakes: about as often as a clock of 24 a quarter ticks. */
const EVERY = 0.02;

goFirst();
const seconds = Number(process.argv[2]);
const clock = exactClock(new Int32Array(new SharedArrayBuffer(4)));
const late: number[] = [];
const origin = now() + EVERY;

/** Wakes at the moment of this number, and so on until the end. */
function wake(tick: number): void {
  const moment = origin + tick * EVERY;
  if (moment > origin + seconds) process.send?.(late);
  else
    clock.wake(moment - now(), () => {
      late.push((now() - moment) * 1000);
      wake(tick + 1);
    });
}

wake(0);
