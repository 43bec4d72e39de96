/**
 * Draws pad and roll alone, on the demo songs and without engines: for looking at them while they are built.
 * Address parameters: theme=dark|light, lang=en|zh-Hans, only=pad|roll, zoom=1 (roll close up), notes=N (that many notes).
 */
import { mount } from 'svelte';
import { overwriteGetLocale } from '#resources/messages/compiled/runtime.js';
import '../design/tokens.css';
import '../design/base.css';
import Playground from './Playground.svelte';
import { demoMap } from './songs.ts';

const target = document.getElementById('playground');
if (target === null) throw new Error('index.html has no #playground');

const asked = new URLSearchParams(location.search);
const theme = asked.get('theme') === 'light' ? 'light' : 'dark';
document.documentElement.dataset['theme'] = theme;
overwriteGetLocale(() => (asked.get('lang') === 'zh-Hans' ? 'zh-Hans' : 'en'));

const map = await demoMap();
mount(Playground, {
  target,
  props: {
    map,
    theme,
    only: asked.get('only'),
    close: asked.has('zoom'),
    crowd: Number(asked.get('notes') ?? 0),
  },
});
document.documentElement.dataset['ready'] = 'yes';
