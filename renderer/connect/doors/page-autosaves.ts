/** Unsaved work where there is only a page: in the browser's own database, of which a transaction is done or not begun. */
import { Failure } from '#main/protocol/failure.ts';
import type { Service } from '#main/protocol/contract.ts';
import type { desktop, UnsavedPart } from '#main/protocol/desktop.ts';

const STORE = 'autosaves';
/** What the name of a run has beyond that of its project. */
const RUN = '.run';

interface Row {
  readonly id: string;
  readonly at: number;
  readonly bytes: Uint8Array;
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(failureOf(request.error)));
  });
}

function failureOf(error: DOMException | null): Failure {
  const full = error?.name === 'QuotaExceededError';
  return new Failure(full ? 'desktop_disk_full' : 'desktop_write_failed', STORE);
}

function database(): Promise<IDBDatabase> {
  const request = indexedDB.open('melodrift', 1);
  request.addEventListener('upgradeneeded', () =>
    request.result.createObjectStore(STORE, { keyPath: 'id' }),
  );
  return answered(request);
}

/** One transaction; it counts once it is on the disk. */
async function within<T>(
  mode: 'readonly' | 'readwrite',
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opened = await database();
  try {
    const transaction = opened.transaction(STORE, mode, { durability: 'strict' });
    const done = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(failureOf(transaction.error)));
    });
    const [answer] = await Promise.all([answered(act(transaction.objectStore(STORE))), done]);
    return answer;
  } finally {
    opened.close();
  }
}

const keyOf = (id: string, part: UnsavedPart): string => (part === 'run' ? id + RUN : id);

const lockOf = (id: string): string => `melodrift.autosave.${id}`;

/** Says for as long as this page lives that it does; the browser lets go when the page is gone, however it went. */
function live(id: string): void {
  void navigator.locks.request(lockOf(id), () => new Promise(() => undefined));
}

/** The desktop's calls for unsaved work. Other pages of this browser that still live keep theirs to themselves. */
export function pageAutosaves(): Pick<
  Service<typeof desktop>,
  'keepUnsaved' | 'unsavedLeft' | 'readUnsaved'
> {
  const alive = new Set<string>();
  return {
    keepUnsaved: async ({ id, part, bytes }) => {
      const key = keyOf(id, part);
      if (bytes === null) {
        await within('readwrite', (store) => store.delete(key));
        if (part === 'project')
          await within('readwrite', (store) => store.delete(keyOf(id, 'run')));
      } else {
        if (!alive.has(id)) live(id);
        alive.add(id);
        const row: Row = { id: key, at: Date.now(), bytes };
        await within('readwrite', (store) => store.put(row));
      }
      return {};
    },
    unsavedLeft: async ({ own }) => {
      const rows: readonly Row[] = await within('readonly', (store) => store.getAll());
      const { held = [] } = await navigator.locks.query();
      const names = new Set(held.map(({ name }) => name));
      const dates = new Map(rows.map(({ id, at }) => [id, at]));
      return {
        left: rows
          .filter(({ id }) => !id.endsWith(RUN) && id !== own && !names.has(lockOf(id)))
          .map(({ id, at }) => ({ id, at: Math.max(at, dates.get(keyOf(id, 'run')) ?? 0) }))
          .sort((a, b) => b.at - a.at),
      };
    },
    readUnsaved: async ({ id }) => {
      const row: Row | undefined = await within('readonly', (store) => store.get(id));
      if (row === undefined) throw new Failure('desktop_gone', STORE);
      const run: Row | undefined = await within('readonly', (store) => store.get(keyOf(id, 'run')));
      // A page has no place of its own to go back to.
      return { bytes: row.bytes, run: run?.bytes ?? null, file: null };
    },
  };
}
