/** The projects that were opened or saved last, kept over restarts; the window knows them by handles. */
import { readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { writeAtomically } from './atomic.ts';
import type { RecentProject } from '#main/protocol/desktop.ts';
import type { Places } from './places.ts';

/** How many are remembered. */
const MOST = 20;

const kept = z.array(z.object({ id: z.uuid(), place: z.string(), at: z.number() })).readonly();
type Kept = z.infer<typeof kept>;

/** A folder as a person writes it: her own is `~`. */
function folderWords(place: string): string {
  const folder = path.dirname(place);
  const home = os.homedir();
  const own = folder === home || folder.startsWith(home + path.sep);
  return own ? `~${folder.slice(home.length)}` : folder;
}

/** Whether it can be opened now: a drive that is gone or a folder that is shut is told like a file that is gone. */
async function isThere(place: string): Promise<boolean> {
  const about = await stat(place).catch(() => null);
  return about?.isFile() ?? false;
}

/** The list, in a file of the app's own. */
export class RecentProjects {
  readonly #file: string;
  readonly #places: Places;
  readonly #now: () => number;
  #list: Promise<Kept>;
  #writing: Promise<void> = Promise.resolve();

  /** @param now milliseconds since 1970 */
  constructor(file: string, places: Places, now: () => number) {
    this.#file = file;
    this.#places = places;
    this.#now = now;
    this.#list = this.#read();
  }

  /** The projects, the latest first; each says whether it is still there. */
  async list(): Promise<readonly RecentProject[]> {
    const list = await this.#list;
    return Promise.all(
      list.map(async ({ id, place, at }) => ({
        handle: id,
        name: path.basename(place),
        folder: folderWords(place),
        at,
        there: await isThere(place),
      })),
    );
  }

  /** A project was opened or saved at a place: it is the first from now on. */
  async add(place: string): Promise<void> {
    await this.#change((list) => {
      const id = list.find((each) => each.place === place)?.id ?? this.#places.keep(place);
      const others = list.filter((each) => each.place !== place);
      return [{ id, place, at: this.#now() }, ...others].slice(0, MOST);
    });
  }

  /** Takes one off the list; its file stays. */
  async forget(handle: string): Promise<void> {
    await this.#change((list) => list.filter(({ id }) => id !== handle));
  }

  async #change(how: (list: Kept) => Kept): Promise<void> {
    this.#list = this.#list.then(how);
    const list = await this.#list;
    this.#writing = this.#writing.then(() =>
      // A list that cannot be written is still the list of this session.
      writeAtomically(this.#file, new TextEncoder().encode(JSON.stringify(list))).catch(
        () => undefined,
      ),
    );
    await this.#writing;
  }

  /** A list that is not there, or is none, is an empty one: it holds nothing that a person made. */
  async #read(): Promise<Kept> {
    try {
      const list = kept.parse(JSON.parse(await readFile(this.#file, 'utf8')));
      for (const { id, place } of list) this.#places.keep(place, id);
      return list;
    } catch {
      return [];
    }
  }
}
