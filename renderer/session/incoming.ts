/** Files on their way in: what the desktop found, as a list whose bytes are read one at a time. */
import type { Chosen } from '#main/protocol/desktop.ts';
import type { Desktop } from './doors.ts';

/** A file by name: its bytes come when they are asked for, or the code says why they cannot. */
export type IncomingFile = ReadableFile | { readonly name: string; readonly refused: string };

/** A file that can be read. */
export interface ReadableFile {
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
  /** Where the desktop knows its place, so that it can be saved there again. */
  readonly handle?: string;
  /** The dropped file itself, by which the desktop may know its place. */
  readonly dropped?: File;
}

/** What a person chose, as files that come in. */
export function incomingFiles(
  { files, refused }: Chosen,
  desktop: Pick<Desktop, 'read'>,
): readonly IncomingFile[] {
  return [
    ...files.map(({ name, handle }) => ({
      name,
      handle,
      read: async () => (await desktop.read({ handle })).bytes,
    })),
    ...refused.map(({ name, code }) => ({ name, refused: code })),
  ];
}
