/** The renderer's first line: makes the session and draws the app, or says that it was stopped. */
import { mount } from 'svelte';
import { STOPPED } from '#main/protocol/greeting.ts';
import './design/tokens.css';
import './design/base.css';
import './design/floating.css';
import App from './App.svelte';
import { connectApp } from './connect/connect.ts';
import { fetchDemo } from './session/demo.ts';
import type { Doors } from './session/doors.ts';
import { Preferences } from './session/preferences.svelte.ts';
import { Session } from './session/session.svelte.ts';
import Stopped from './Stopped.svelte';
import { m } from '#resources/messages/compiled/messages.js';
import { pageSound } from './sound.ts';

const found = document.getElementById('app');
if (found === null) throw new Error('index.html has no #app');
const target = found;

const preferences = new Preferences(localStorage, navigator.languages);
preferences.speak();
const systemDark = matchMedia('(prefers-color-scheme: dark)');
preferences.systemIsDark(systemDark.matches);
systemDark.addEventListener('change', ({ matches }) => preferences.systemIsDark(matches));

const connection = await connectApp();
if (location.search === STOPPED) await sayStopped(connection);
else await openApp(connection);

async function openApp(doors: Doors): Promise<void> {
  const session = new Session(doors, pageSound(), preferences, {
    now: () => performance.now(),
    date: () => Date.now(),
    later: (run, ms) => setTimeout(run, ms),
  });
  void session.recent.look();
  void session.banks.find();
  mount(App, { target, props: { session } });
  const isFresh = await session.projectFile.resume();
  try {
    if (session.workspace.isNew) await session.openDemo(await fetchDemo());
  } catch {
    // Without the demo the app works all the same; it says so.
    session.toasts.warn(m.app_toast_demo_failed);
  }
  if (!isFresh) await session.recovery.look();
}

/** The app crashed again and again: nothing of it is loaded but the words. */
async function sayStopped({ desktop }: Doors): Promise<void> {
  document.documentElement.dataset['theme'] = preferences.look;
  document.documentElement.lang = preferences.locale;
  desktop.on('closing', () => void desktop.answerClosing({ answer: 'go' }));
  desktop.on('leaving', () => void desktop.leave({}));
  const [{ project }, { left }] = await Promise.all([
    desktop.resuming({}),
    desktop.unsavedLeft({ own: crypto.randomUUID() }),
  ]);
  const { locale } = preferences;
  const props = { desktop, locale, project: project?.name ?? null, unsaved: left[0]?.at ?? null };
  mount(Stopped, { target, props });
}
