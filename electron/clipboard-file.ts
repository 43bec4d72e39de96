/** A file in the system's clipboard, in the form of each system, by whichever way this Electron has. */
import { clipboard, ClipboardItem } from 'electron';
import { clipboardForm } from './handouts.ts';

/** Puts the file at `place` into the clipboard in the stead of what was there. */
export async function copyFileAt(place: string): Promise<void> {
  const [format, bytes] = clipboardForm(place, process.platform);
  // Electron's way before it had items; its types know the newer one only.
  const older: unknown = Reflect.get(clipboard, 'writeBuffer');
  if (typeof older === 'function') {
    Reflect.apply(older, clipboard, [format, bytes]);
    return;
  }
  const kind = `electron application/osclipboard;format="${format}"`;
  await clipboard.write([new ClipboardItem({ [kind]: new Blob([Uint8Array.from(bytes)]) })]);
}
