/** What a person set once and expects to find again: look, language, pane sizes, hints seen. */
import { TICKS_PER_QUARTER } from '#main/music/note.ts';
import { readManners, type Manners } from './manners.ts';
import { readRoutes, type Routes } from './routes.ts';
import { type locales, overwriteGetLocale } from '#resources/messages/compiled/runtime.js';

export type ThemeChoice = 'system' | 'dark' | 'light';
export type Locale = (typeof locales)[number];

/** Sizes of the panes in CSS pixels; null: the size that the window's width suggests. */
export interface PaneSizes {
  readonly left: number | null;
  readonly right: number | null;
  readonly roll: number | null;
}

/** The hints of the first run, in their order. */
export const HINTS = ['drag', 'drop', 'learn'] as const;
export type Hint = (typeof HINTS)[number];

/** Grids that what is recorded may be drawn to: as they are written, and in ticks. */
export const RECORD_GRIDS = [
  { name: '1/4', ticks: TICKS_PER_QUARTER },
  { name: '1/8', ticks: TICKS_PER_QUARTER / 2 },
  { name: '1/8T', ticks: TICKS_PER_QUARTER / 3 },
  { name: '1/16', ticks: TICKS_PER_QUARTER / 4 },
  { name: '1/16T', ticks: TICKS_PER_QUARTER / 6 },
  { name: '1/32', ticks: TICKS_PER_QUARTER / 8 },
] as const;

interface Kept {
  readonly theme: ThemeChoice;
  readonly locale: Locale | null;
  readonly sizes: PaneSizes;
  readonly hintsSeen: readonly Hint[];
  readonly learnOnDrop: boolean;
  readonly routes: Routes;
  /** Ports that have the MIDI clock. */
  readonly clocked: readonly string[];
  /** What the instrument at a port needs, by the port's name. */
  readonly manners: Manners;
  /** MIDI inputs that are heard. */
  readonly inputs: readonly string[];
  /** Whether the lane that is chosen sounds what is played on them. */
  readonly thru: boolean;
  /** Whether a knob moves a value only from where that is. */
  readonly pickUp: boolean;
  /** Ticks of the grid that what is recorded is drawn to; null: it stays as it was played. */
  readonly recordGrid: number | null;
  /** The input whose clock is followed; null: none. */
  readonly followed: string | null;
  /** Whether she is on stage: the music goes before everything. */
  readonly stage: boolean;
}

const KEY = 'melodrift.preferences';
const DEFAULTS: Kept = {
  theme: 'system',
  locale: null,
  sizes: { left: null, right: null, roll: null },
  hintsSeen: [],
  learnOnDrop: true,
  routes: {},
  clocked: [],
  manners: {},
  inputs: [],
  thru: true,
  pickUp: true,
  recordGrid: null,
  followed: null,
  stage: false,
};

/** Preferences, kept in `storage` at every change. */
export class Preferences {
  #kept = $state.raw<Kept>(DEFAULTS);
  #systemDark = $state(true);
  #systemLocale = $state<Locale>('en');
  readonly #storage: Storage;

  readonly theme = $derived(this.#kept.theme);
  /** The look in force. */
  readonly look: 'dark' | 'light' = $derived(
    this.#kept.theme === 'system' ? (this.#systemDark ? 'dark' : 'light') : this.#kept.theme,
  );
  readonly locale: Locale = $derived(this.#kept.locale ?? this.#systemLocale);
  readonly sizes = $derived(this.#kept.sizes);
  readonly hintsSeen = $derived(this.#kept.hintsSeen);
  readonly learnOnDrop = $derived(this.#kept.learnOnDrop);
  readonly routes = $derived(this.#kept.routes);
  readonly clocked = $derived(this.#kept.clocked);
  readonly manners = $derived(this.#kept.manners);
  readonly inputs = $derived(this.#kept.inputs);
  readonly thru = $derived(this.#kept.thru);
  readonly pickUp = $derived(this.#kept.pickUp);
  readonly recordGrid = $derived(this.#kept.recordGrid);
  readonly followed = $derived(this.#kept.followed);
  readonly stage = $derived(this.#kept.stage);

  /**
   * @param storage where the choices are kept
   * @param languages what the system prefers, best first (`navigator.languages`)
   */
  constructor(storage: Storage, languages: readonly string[]) {
    this.#storage = storage;
    this.#systemLocale =
      languages.some((tag) => /^zh/i.test(tag)) && !/^en/i.test(languages[0] ?? '')
        ? 'zh-Hans'
        : 'en';
    this.#kept = { ...DEFAULTS, ...readKept(storage.getItem(KEY)) };
  }

  /** From now on every message is in the language chosen here, and is drawn again when it changes. */
  speak(): void {
    overwriteGetLocale(() => this.locale);
  }

  /** The system's own look changed. */
  systemIsDark(dark: boolean): void {
    this.#systemDark = dark;
  }

  setTheme(theme: ThemeChoice): void {
    this.#keep({ theme });
  }

  setLocale(locale: Locale): void {
    this.#keep({ locale });
  }

  setSize(pane: keyof PaneSizes, pixels: number | null): void {
    this.#keep({ sizes: { ...this.#kept.sizes, [pane]: pixels } });
  }

  setLearnOnDrop(learnOnDrop: boolean): void {
    this.#keep({ learnOnDrop });
  }

  /** Whether a hint still shows. */
  hints(hint: Hint): boolean {
    return !this.#kept.hintsSeen.includes(hint);
  }

  setRoutes(routes: Routes): void {
    this.#keep({ routes });
  }

  setClocked(clocked: readonly string[]): void {
    this.#keep({ clocked });
  }

  setManners(manners: Manners): void {
    this.#keep({ manners });
  }

  setInputs(inputs: readonly string[]): void {
    this.#keep({ inputs });
  }

  setPickUp(pickUp: boolean): void {
    this.#keep({ pickUp });
  }

  setRecordGrid(recordGrid: number | null): void {
    this.#keep({ recordGrid });
  }

  setFollowed(followed: string | null): void {
    this.#keep({ followed });
  }

  setStage(stage: boolean): void {
    this.#keep({ stage });
  }

  setThru(thru: boolean): void {
    this.#keep({ thru });
  }

  /** A hint was followed or dismissed: it does not come back. */
  see(hint: Hint): void {
    if (this.hints(hint)) this.#keep({ hintsSeen: [...this.#kept.hintsSeen, hint] });
  }

  #keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    this.#storage.setItem(KEY, JSON.stringify(this.#kept));
  }
}

/** Reads what was kept; what is absent or does not fit is left to the defaults. */
function readKept(text: string | null): Partial<Kept> {
  if (text === null) return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Preferences that cannot be read are worth less than a start that works.
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const kept = new Map<string, unknown>(Object.entries(value));
  const theme = kept.get('theme');
  const locale = kept.get('locale');
  const learnOnDrop = kept.get('learnOnDrop');
  const hints = kept.get('hintsSeen');
  const thru = kept.get('thru');
  const pickUp = kept.get('pickUp');
  const recordGrid = RECORD_GRIDS.find(({ ticks }) => ticks === kept.get('recordGrid'));
  const followed = kept.get('followed');
  const stage = kept.get('stage');
  return {
    ...(theme === 'system' || theme === 'dark' || theme === 'light' ? { theme } : {}),
    ...(locale === 'en' || locale === 'zh-Hans' ? { locale } : {}),
    ...(typeof learnOnDrop === 'boolean' ? { learnOnDrop } : {}),
    ...(Array.isArray(hints) ? { hintsSeen: HINTS.filter((hint) => hints.includes(hint)) } : {}),
    routes: readRoutes(kept.get('routes')),
    clocked: readNames(kept.get('clocked')),
    manners: readManners(kept.get('manners')),
    inputs: readNames(kept.get('inputs')),
    ...(typeof thru === 'boolean' ? { thru } : {}),
    ...(typeof pickUp === 'boolean' ? { pickUp } : {}),
    ...(recordGrid === undefined ? {} : { recordGrid: recordGrid.ticks }),
    ...(typeof followed === 'string' ? { followed } : {}),
    ...(typeof stage === 'boolean' ? { stage } : {}),
    sizes: readSizes(kept.get('sizes')),
  };
}

function readNames(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [];
  return all.filter((name) => typeof name === 'string');
}

function readSizes(value: unknown): PaneSizes {
  const sizes = new Map<string, unknown>(
    typeof value === 'object' && value !== null ? Object.entries(value) : [],
  );
  const pixels = (name: keyof PaneSizes): number | null => {
    const size = sizes.get(name);
    return typeof size === 'number' && Number.isFinite(size) ? size : null;
  };
  return { left: pixels('left'), right: pixels('right'), roll: pixels('roll') };
}
