/** Runs in the page before the app: notes when each sound is to begin, and where the audio clock lies, on a crystal of a given error. */

/** What was noted. Milliseconds are of `performance.now()`, seconds of the audio context. */
export interface Noted {
  /** The second at which each source begins. */
  readonly onsets: readonly number[];
  /** How far the audio clock is behind the page's, in milliseconds, and when that was read. */
  readonly readings: readonly (readonly [at: number, behind: number])[];
}

/** @param error of the audio crystal: .0001 is 100 millionths too slow */
export function noteSounds(error: number): void {
  const READ_MS = 100;
  const noted = { onsets: [] as number[], readings: [] as [number, number][] };
  Object.assign(window, { noted });
  const told = AudioContext.prototype.getOutputTimestamp;
  // A machine without a sound card counts its audio by the system's own clock: another crystal is made by telling so.
  const timestamp = function (this: AudioContext): AudioTimestamp {
    const { contextTime = 0, performanceTime = 0 } = told.call(this);
    return { contextTime, performanceTime: performanceTime * (1 + error) };
  };
  Object.assign(AudioContext.prototype, { getOutputTimestamp: timestamp });
  let watched: AudioContext | null = null;
  setInterval(() => {
    if (watched?.state !== 'running') return;
    const { contextTime = 0, performanceTime = 0 } = watched.getOutputTimestamp();
    if (contextTime > 0 && performanceTime > 0)
      noted.readings.push([performanceTime, performanceTime - contextTime * 1000]);
  }, READ_MS);
  const start = AudioBufferSourceNode.prototype.start;
  const noting = function (this: AudioBufferSourceNode, ...how: Parameters<typeof start>): void {
    const { context } = this;
    if (context instanceof AudioContext) {
      watched = context;
      // What is asked for too late begins at once.
      noted.onsets.push(Math.max(how[0] ?? 0, context.currentTime));
    }
    start.apply(this, how);
  };
  Object.assign(AudioBufferSourceNode.prototype, { start: noting });
}
