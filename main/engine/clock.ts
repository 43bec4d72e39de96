/** Time as the engines have it: the clock of a process, and the turn that waiting messages get. */

/** Seconds since the process began; never goes back. */
export const clock = (): number => performance.now() / 1000;

/** Lets messages that wait have their turn. */
export const breathe = (): Promise<void> => new Promise((done) => setImmediate(done));
