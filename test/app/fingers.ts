/** Fingers and a pen on a page, as the browser's own input sees them. */
import type { Page } from 'puppeteer-core';
import type { Spot } from './person.ts';

/** Seconds that a finger has lain still when it is lifted from a stroke. */
const STILL = 0.3;

/** Fingers of one hand. */
export interface Fingers {
  readonly tap: (spot: Spot) => Promise<void>;
  /** One finger goes along these places. */
  readonly stroke: (path: readonly Spot[]) => Promise<void>;
  /** Two fingers go from one pair of places to another. */
  readonly pair: (from: readonly [Spot, Spot], to: readonly [Spot, Spot]) => Promise<void>;
  /** A finger lies still until something has come of it. */
  readonly rest: (spot: Spot, until: () => Promise<void>) => Promise<void>;
}

/** Gives the page fingers. */
export async function fingersOf(page: Page): Promise<Fingers> {
  const client = await page.createCDPSession();
  await client.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  let last = 0;
  /** `after`: seconds since the event before, as the browser is told. */
  const send = async (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    spots: readonly Spot[],
    after = 0.02,
  ): Promise<void> => {
    const touchPoints = spots.map(({ x, y }, id) => ({ x, y, id }));
    last = Math.max(Date.now() / 1000, last + after);
    await client.send('Input.dispatchTouchEvent', { type, touchPoints, timestamp: last });
  };
  return {
    tap: async (spot) => {
      // The finger does not wait until a busy page has seen it: that would be a finger that lies still.
      await Promise.all([send('touchStart', [spot]), send('touchEnd', [])]);
    },
    stroke: async ([first, ...rest]) => {
      if (first === undefined) return;
      await send('touchStart', [first]);
      for (const spot of rest) await send('touchMove', [spot]);
      // It comes to rest before it is lifted: after a fling the browser takes the next tap for the hand that stops it.
      await send('touchEnd', [], STILL);
    },
    pair: async ([a, b], [c, d]) => {
      await send('touchStart', [a]);
      await send('touchStart', [a, b]);
      for (const share of [0.25, 0.5, 0.75, 1])
        await send('touchMove', [between(a, c, share), between(b, d, share)]);
      await send('touchEnd', [between(a, c, 1)], STILL);
      await send('touchEnd', []);
    },
    rest: async (spot, until) => {
      await send('touchStart', [spot]);
      await until();
      await send('touchEnd', []);
    },
  };
}

function between(a: Spot, b: Spot, share: number): Spot {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

/** A pen. */
export interface Pen {
  readonly stroke: (end: 'tip' | 'eraser', path: readonly Spot[]) => Promise<void>;
}

/** Gives the page a pen. */
export async function penOf(page: Page): Promise<Pen> {
  const client = await page.createCDPSession();
  return {
    stroke: async (end, path) => {
      const [first] = path;
      const last = path.at(-1);
      if (first === undefined || last === undefined) return;
      // The protocol knows no eraser: the button on a pen's side is told as the right one, as its other end is.
      const [button, buttons] = end === 'tip' ? (['left', 1] as const) : (['right', 2] as const);
      const how = { button, clickCount: 1, pointerType: 'pen' } as const;
      await client.send('Input.dispatchMouseEvent', {
        type: 'mousePressed',
        ...first,
        ...how,
        buttons,
      });
      for (const spot of path.slice(1))
        await client.send('Input.dispatchMouseEvent', {
          type: 'mouseMoved',
          ...spot,
          ...how,
          buttons,
        });
      await client.send('Input.dispatchMouseEvent', {
        type: 'mouseReleased',
        ...last,
        ...how,
        buttons: 0,
      });
    },
  };
}
