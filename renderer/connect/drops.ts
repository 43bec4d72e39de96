/** What a person drops on the window, files and whole folders, as names and bytes; the same in both doors. */
import { readAll } from './doors/page-desktop.ts';
import type { Chosen } from '#main/protocol/desktop.ts';

function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  return new Promise((resolve, reject) => {
    // The platform hands out about a hundred at a time, and an empty list at the end.
    const more = (): void =>
      reader.readEntries((some) => {
        all.push(...some);
        if (some.length === 0) resolve(all);
        else more();
      }, reject);
    more();
  });
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry =>
  entry.isDirectory;

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) {
    return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  }
  if (!isDirectory(entry)) return [];
  const inside = await entriesOf(entry);
  return (await Promise.all(inside.map(filesOf))).flat();
}

/** Reads a drop. Must be called in the event's own turn, since the platform empties the drop afterwards. */
export async function dropped(transfer: DataTransfer): Promise<Chosen> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  const plain = [...transfer.files];
  if (entries.length === 0) return readAll(plain);
  const found = await Promise.allSettled(entries.map(filesOf));
  const files = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  const lost = entries.filter((_, index) => found[index]?.status === 'rejected');
  const chosen = await readAll(files);
  const refused = lost.map(({ name }) => ({ name, code: 'desktop_unreadable' }));
  return { files: chosen.files, refused: [...chosen.refused, ...refused] };
}
