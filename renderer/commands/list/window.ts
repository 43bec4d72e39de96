/** Commands on the window: palette, keys, look and language. */
import type { ThemeChoice } from '#renderer/session/preferences.svelte.ts';
import { m } from '#resources/messages/compiled/messages.js';
import type { Command } from '../command.ts';

const THEMES: Readonly<Record<ThemeChoice, () => string>> = {
  system: m.command_theme_system,
  dark: m.command_theme_dark,
  light: m.command_theme_light,
};

function theme(choice: ThemeChoice): Command {
  return {
    id: `theme-${choice}`,
    section: 'window',
    title: THEMES[choice],
    keys: null,
    checked: ({ preferences }) => preferences.theme === choice,
    run: ({ preferences }) => preferences.setTheme(choice),
  };
}

export const WINDOW: readonly Command[] = [
  {
    id: 'palette',
    section: 'window',
    title: m.command_palette,
    keys: 'Ctrl+K',
    run: ({ face }) => {
      face.sheet = 'palette';
    },
  },
  {
    id: 'keys',
    section: 'window',
    title: m.command_keys,
    keys: '?',
    run: ({ face }) => {
      face.sheet = 'keys';
    },
  },
  {
    id: 'about',
    section: 'window',
    title: m.command_about,
    keys: null,
    run: ({ face }) => {
      face.sheet = 'about';
    },
  },
  theme('system'),
  theme('dark'),
  theme('light'),
  {
    id: 'language-en',
    section: 'window',
    title: m.command_language_en,
    keys: null,
    checked: ({ preferences }) => preferences.locale === 'en',
    run: ({ preferences }) => preferences.setLocale('en'),
  },
  {
    id: 'language-zh-Hans',
    section: 'window',
    title: m.command_language_zh,
    keys: null,
    checked: ({ preferences }) => preferences.locale === 'zh-Hans',
    run: ({ preferences }) => preferences.setLocale('zh-Hans'),
  },
];
