/** The desktop contract where there is only a page: files come by upload and go by download, never by a path. */
import type { Service } from '#main/protocol/contract.ts';
import type { Chosen, FileKind, desktop } from '#main/protocol/desktop.ts';

const endings: Readonly<Record<FileKind, string>> = {
  midi: '.mid,.midi,.kar,.rmi',
  project: '.melodrift',
  model: '.safetensors',
  bank: '.sf2,.sf3,.dls',
  audio: '.wav',
  any: '',
};

/** Reads files one after the other; one that cannot be read costs only itself. */
export async function readAll(files: Iterable<globalThis.File>): Promise<Chosen> {
  const read: { name: string; bytes: Uint8Array }[] = [];
  const refused: { name: string; code: string }[] = [];
  for (const file of files) {
    try {
      read.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch {
      refused.push({ name: file.name, code: 'desktop_unreadable' });
    }
  }
  return { files: read, refused };
}

function upload(page: Document, kind: FileKind, folder: boolean): Promise<Chosen> {
  return new Promise((resolve, reject) => {
    const input = page.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = folder;
    input.accept = endings[kind];
    input.hidden = true;
    input.dataset['testid'] = 'upload';
    // Safari and tests need the element to be in the page.
    page.body.append(input);
    input.addEventListener('change', () => {
      input.remove();
      readAll(input.files ?? []).then(resolve, reject);
    });
    input.addEventListener('cancel', () => {
      input.remove();
      resolve({ files: [], refused: [] });
    });
    input.click();
  });
}

function download(page: Document, name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type: 'application/octet-stream' }));
  const link = page.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken its own hold of the bytes by the next minute.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The service, for `page`. */
export function pageDesktop(page: Document): Service<typeof desktop> {
  const dark = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;
  return {
    about: () => ({
      door: 'browser',
      version: '',
      platform: navigator.userAgent,
      runtime: {},
      look: { dark: dark(), locale: navigator.language },
    }),
    open: ({ kind, folder }) => upload(page, kind, folder),
    save: ({ name, bytes }) => {
      download(page, name, bytes);
      return { name, handle: name };
    },
    reveal: () => ({ shown: false }),
    setTheme: () => ({}),
    setTitle: ({ title, edited }) => {
      page.title = edited ? `• ${title}` : title;
      return {};
    },
    setMenu: () => ({}),
    leave: () => ({}),
  };
}
