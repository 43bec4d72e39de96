/** The faders, the way from one song to another, and the medley: what is set, not what is asked. */
import type { Section } from '#main/project/provenance.ts';
import type { SongWeight } from './pad.svelte.ts';

/** What of a song is blended: the bar that the model finds most like all of it, a bar that she chose, or the mean of all bars. */
export type Stretch = 'typical' | number | 'all';

/** Settings of the blend pane. */
export class Blending {
  readonly #typicalBar: (song: string) => number | null;
  /** Fader of each song by hash, 0 to 1; absent: 0. */
  faders = $state.raw<Readonly<Record<string, number>>>({});
  /** What stands for a song, by its hash; absent: its typical bar. */
  stretches = $state.raw<Readonly<Record<string, Stretch>>>({});
  from = $state<string | null>(null);
  to = $state<string | null>(null);
  steps = $state(8);
  line = $state<'linear' | 'spherical'>('linear');
  medleySteps = $state(1000);
  variety = $state(0.15);
  medleySongs = $state.raw<readonly string[]>([]);
  /** A list or a medley is being made. */
  working = $state(false);

  readonly total: number = $derived(
    Object.values(this.faders).reduce((sum, value) => sum + value, 0),
  );
  readonly weights: readonly SongWeight[] = $derived(
    Object.entries(this.faders)
      .filter(([, value]) => value > 0)
      .map(([song, value]) => ({ ...this.sectionOf(song), weight: value / this.total })),
  );

  /** @param typicalBar of a song by its hash; null where the model names none */
  constructor(typicalBar: (song: string) => number | null) {
    this.#typicalBar = typicalBar;
  }

  set(song: string, value: number): void {
    this.faders = { ...this.faders, [song]: value };
  }

  /** Lets something of a song stand for it. */
  setStretch(song: string, stretch: Stretch): void {
    this.stretches = { ...this.stretches, [song]: stretch };
  }

  /** What of a song stands for it. */
  stretchOf(song: string): Stretch {
    return this.stretches[song] ?? 'typical';
  }

  /** A song as it is asked for: the bar that stands for it, or all of it. */
  sectionOf(song: string): Section {
    const stretch = this.stretchOf(song);
    const bar = stretch === 'typical' ? this.#typicalBar(song) : stretch;
    return bar === null || bar === 'all' ? { song } : { song, bar };
  }

  clear(): void {
    this.faders = {};
  }

  /** Share of a song in percent, or null where its fader is at 0. */
  percent(song: string): number | null {
    const value = this.faders[song] ?? 0;
    return value === 0 ? null : Math.round((100 * value) / this.total);
  }

  /** Takes a song into the medley's path, or out of it. */
  toggleMedleySong(song: string): void {
    this.medleySongs = this.medleySongs.includes(song)
      ? this.medleySongs.filter((each) => each !== song)
      : [...this.medleySongs, song];
  }
}
