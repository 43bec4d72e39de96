/** Files on their way in: what the desktop found, as a list whose bytes are read one at a time. */
import type { Chosen } from '#main/protocol/desktop.ts';
import type { Desktop } from './doors.ts';

/** A file by name: its bytes come when they are asked for, or the code says why they cannot. */
export type IncomingFile =
  | { readonly name: string; readonly read: () => Promise<Uint8Array> }
  | { readonly name: string; readonly refused: string };

/** What a person chose, as files that come in. */
export function incomingFiles(
  { files, refused }: Chosen,
  desktop: Pick<Desktop, 'read'>,
): readonly IncomingFile[] {
  return [
    ...files.map(({ name, handle }) => ({
      name,
      read: async () => (await desktop.read({ handle })).bytes,
    })),
    ...refused.map(({ name, code }) => ({ name, refused: code })),
  ];
}
