/** Files and folders that were dropped on the window, as a flat list. */
import type { IncomingFile } from '#renderer/session/incoming.ts';

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, failed) => entry.file(done, failed));

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** All entries of a folder: the browser gives them in portions until one is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((done, failed) =>
      reader.readEntries(done, failed),
    );
    if (portion.length === 0) return all.sort((a, b) => a.name.localeCompare(b.name));
    all.push(...portion);
  }
}

/** Bytes are read later, one file at a time, so that a thousand files need no memory at once. */
function incoming(file: File): IncomingFile {
  return {
    name: file.name,
    read: async () => new Uint8Array(await file.arrayBuffer()),
    dropped: file,
  };
}

async function walk(entry: FileSystemEntry): Promise<readonly IncomingFile[]> {
  try {
    if (isFile(entry)) return [incoming(await fileOf(entry))];
    if (!isFolder(entry)) return [];
    const walked: IncomingFile[] = [];
    for (const each of await entriesOf(entry)) walked.push(...(await walk(each)));
    return walked;
  } catch {
    // It vanished or may not be read: its row says so.
    return [{ name: entry.name, refused: 'unreadable' }];
  }
}

/** What a drop holds. Entries are taken from the event before anything is awaited: it empties itself after. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly IncomingFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const lists = [...transfer.files].map((file, index) => {
    const entry = entries[index] ?? null;
    return entry === null ? Promise.resolve([incoming(file)]) : walk(entry);
  });
  return (await Promise.all(lists)).flat();
}
