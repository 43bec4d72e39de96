/** Times rivals fairly: in turns A B A B, so that whatever else the machine does strikes all alike; medians and bests. */

/** One rival: does the work once; answers the milliseconds where it keeps time itself. */
export interface Rival {
  readonly name: string;
  once(): Promise<number | void>;
  end(): void;
}

/** Milliseconds of one rival. */
export interface Times {
  readonly median: number;
  readonly best: number;
}

/** Runs rounds of all rivals for about some seconds, at least five after one to warm up; ends them. */
export async function inTurns(
  rivals: readonly Rival[],
  seconds: number,
): Promise<ReadonlyMap<string, Times>> {
  const times = new Map<string, number[]>(rivals.map(({ name }) => [name, []]));
  try {
    for (const rival of rivals) await rival.once();
    const end = performance.now() + 1000 * seconds;
    for (let round = 0; round < 5 || performance.now() < end; round += 1)
      for (const rival of rivals) {
        const last = times.get(rival.name)?.at(-1) ?? 0;
        if (5 * last > 1000 * seconds) continue; // a rival slower by orders of magnitude is timed once
        const start = performance.now();
        const own = await rival.once();
        times.get(rival.name)?.push(own ?? performance.now() - start);
      }
  } finally {
    for (const rival of rivals) rival.end();
  }
  return new Map([...times].map(([name, all]) => [name, summary(all)]));
}

function summary(all: readonly number[]): Times {
  const sorted = all.toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    best: sorted[0] ?? Number.NaN,
  };
}
