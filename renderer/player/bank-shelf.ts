/** The sound bank that a person brought, kept in this window's own storage, so that it is there at the next start. */

/** A bank by its name. */
export interface OwnBank {
  readonly name: string;
  readonly bytes: Blob;
}

const SHELF = 'melodrift-banks';
const PLACE = 'own';

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((answered, failed) => {
    request.onsuccess = () => answered(request.result);
    request.onerror = () => failed(request.error ?? new Error('the storage said no'));
  });
}

async function shelf(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(SHELF, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(SHELF);
  const database = await done(opening);
  return database.transaction(SHELF, mode).objectStore(SHELF);
}

/** The bank that is kept, or null. @throws where the window has no storage */
export async function keptBank(): Promise<OwnBank | null> {
  const found: unknown = await done((await shelf('readonly')).get(PLACE));
  if (typeof found !== 'object' || found === null || !('name' in found) || !('bytes' in found))
    return null;
  const { name, bytes } = found;
  return typeof name === 'string' && bytes instanceof Blob ? { name, bytes } : null;
}

/** Keeps a bank in the place of the one before; null: none. @throws where the storage is full or absent */
export async function keepBank(bank: OwnBank | null): Promise<void> {
  const place = await shelf('readwrite');
  if (bank === null) await done(place.delete(PLACE));
  else await done(place.put(bank, PLACE));
}
