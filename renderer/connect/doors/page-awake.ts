/** Keeps the screen of a browser awake: its lock goes whenever the page is hidden, and is asked for again when it is back. */
import type { Service } from '#main/protocol/contract.ts';
import type { desktop } from '#main/protocol/desktop.ts';

/** The desktop's call for a page, which holds at most one lock. */
export function pageAwake(page: Document): Service<typeof desktop>['keepAwake'] {
  let wanted = false;
  let lock: WakeLockSentinel | null = null;
  const take = async (): Promise<boolean> => {
    if (lock !== null && !lock.released) return true;
    // Older browsers have none, and one that saves its battery refuses.
    if (!('wakeLock' in navigator)) return false;
    try {
      const taken = await navigator.wakeLock.request('screen');
      if (wanted) lock = taken;
      else await taken.release();
      return wanted;
    } catch {
      return false;
    }
  };
  page.addEventListener('visibilitychange', () => {
    if (wanted && page.visibilityState === 'visible') void take();
  });
  return async ({ on }) => {
    wanted = on;
    if (on) return { held: await take() };
    const held = lock;
    lock = null;
    await held?.release();
    return { held: false };
  };
}
