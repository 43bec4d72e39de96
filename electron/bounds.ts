/** Where the window was and how large, kept over restarts: it opens there again, or in the middle where that screen is gone. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const rectangle = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
});
const kept = rectangle.extend({ maximized: z.boolean() });

/** A part of the desktop, in pixels that do not depend on the screen's density. */
export type Rectangle = Readonly<z.infer<typeof rectangle>>;
/** A window as it is where it is not maximized, and whether it is. */
export type Bounds = Readonly<z.infer<typeof kept>>;

/** So much of a window must lie on a screen for a hand to find it. */
const SEEN = 100;

/**
 * Bounds that a hand can reach: as they were where enough of their top lies on a screen.
 *
 * @param screens the parts of the screens that are free for windows
 * @returns null where nothing was kept, or the screen is gone
 */
export function reachable(bounds: Bounds | null, screens: readonly Rectangle[]): Bounds | null {
  if (bounds === null) return null;
  const { x, y, width } = bounds;
  const found = screens.some((screen) => {
    const across = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    // A window is moved by its top.
    return across >= SEEN && y >= screen.y && y + SEEN <= screen.y + screen.height;
  });
  return found ? bounds : null;
}

/** The bounds in a file; null where there is none, or none that can be read. */
export function readBounds(file: string): Bounds | null {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // A window in the middle of the screen is no harm.
    return null;
  }
}

/** Keeps them, at once, because the app may be about to go. @throws what the file system throws */
export function writeBounds(file: string, bounds: Bounds): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(bounds));
}
