/** The one script between page and main process: passes ports on, and nothing else. */
import { ipcRenderer } from 'electron';
import { hello } from '#main/protocol/greeting.ts';

ipcRenderer.on(hello, (event, name: string) => {
  window.postMessage(name, location.origin, event.ports);
});
window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source === window && origin === location.origin && data === hello) ipcRenderer.send(hello);
});
