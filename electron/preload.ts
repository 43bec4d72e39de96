/** The one script between page and main process: passes ports on, and the place of a file that a person dropped. */
import { ipcRenderer, webUtils } from 'electron';
import { hello, placeOfDropped } from '#main/protocol/greeting.ts';

ipcRenderer.on(hello, (event, name: string) => {
  window.postMessage(name, location.origin, event.ports);
});

/** Main keeps the path and answers with a handle: the page never sees one, and a file of its own making has none. */
async function answerPlace(file: unknown, port: MessagePort | undefined): Promise<void> {
  const place = file instanceof File ? webUtils.getPathForFile(file) : '';
  // Where main cannot keep the place the file opens all the same, as one that has none.
  const handle: unknown =
    place === '' ? null : await ipcRenderer.invoke(placeOfDropped, place).catch(() => null);
  port?.postMessage(handle);
}

window.addEventListener('message', ({ source, origin, data, ports }: MessageEvent<unknown>) => {
  if (source !== window || origin !== location.origin) return;
  if (data === hello) ipcRenderer.send(hello);
  if (typeof data === 'object' && data !== null && placeOfDropped in data)
    void answerPlace(data[placeOfDropped], ports[0]);
});
