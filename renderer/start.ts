/** The renderer's first line: makes the session and draws the app. */
import { mount } from 'svelte';
import './design/tokens.css';
import './design/base.css';
import './design/floating.css';
import App from './App.svelte';
import { connectApp } from './connect/connect.ts';
import { fetchDemo } from './session/demo.ts';
import { Preferences } from './session/preferences.svelte.ts';
import { Session } from './session/session.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import { pageSound } from './sound.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

const preferences = new Preferences(localStorage, navigator.languages);
preferences.speak();
const systemDark = matchMedia('(prefers-color-scheme: dark)');
preferences.systemIsDark(systemDark.matches);
systemDark.addEventListener('change', ({ matches }) => preferences.systemIsDark(matches));

const session = new Session(await connectApp(), pageSound(), preferences, {
  now: () => performance.now(),
  date: () => Date.now(),
  later: (run, ms) => setTimeout(run, ms),
});
void session.recent.look();
mount(App, { target, props: { session } });
try {
  await session.openDemo(await fetchDemo());
} catch {
  // Without the demo the app works all the same; it says so.
  session.toasts.warn(m.app_toast_demo_failed);
}
await session.recovery.look();
