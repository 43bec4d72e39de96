/** The faders, the way from one song to another, and the medley: what is set, not what is asked. */
import type { Section } from '#main/project/provenance.ts';
import type { SongWeight } from './pad.svelte.ts';

/** Settings of the blend pane. */
export class Blending {
  /** Fader of each song by hash, 0 to 1; absent: 0. */
  faders = $state.raw<Readonly<Record<string, number>>>({});
  /** Bar of a song by hash that stands for it; absent: all of it. */
  bars = $state.raw<Readonly<Record<string, number>>>({});
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

  set(song: string, value: number): void {
    this.faders = { ...this.faders, [song]: value };
  }

  /** Lets one bar stand for a song, or all of it (null). */
  setBar(song: string, bar: number | null): void {
    const others = Object.fromEntries(Object.entries(this.bars).filter(([hash]) => hash !== song));
    this.bars = bar === null ? others : { ...others, [song]: bar };
  }

  /** A song, or the bar that stands for it. */
  sectionOf(song: string): Section {
    const bar = this.bars[song];
    return bar === undefined ? { song } : { song, bar };
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
