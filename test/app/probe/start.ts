/** A page with the app's connection and no face, so that the frame can be tried by itself. */
import { connectApp } from '#renderer/connect/connect.ts';
import type { Connection } from '#renderer/connect/connect.ts';

declare global {
  interface Window {
    probe: Connection;
    /** Hosts that were joined again, in order. */
    back: string[];
  }
}

window.back = [];
window.probe = await connectApp();
for (const host of ['answering', 'midi', 'learning'] as const) {
  window.probe.again(host, () => void window.back.push(host));
}
