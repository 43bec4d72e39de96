/** The renderer's first line: makes the session and draws the app. */
import { mount } from 'svelte';
import './design/tokens.css';
import './design/base.css';
import App from './App.svelte';
import { Preferences } from './session/preferences.svelte.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

const preferences = new Preferences(localStorage, navigator.languages);
preferences.speak();
const systemDark = matchMedia('(prefers-color-scheme: dark)');
preferences.systemIsDark(systemDark.matches);
systemDark.addEventListener('change', ({ matches }) => preferences.systemIsDark(matches));

mount(App, { target, props: { preferences } });
