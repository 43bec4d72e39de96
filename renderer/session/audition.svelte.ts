/** Songs are listened to as they are: every track with its own instrument, every change of tempo in its place. */
import type { LaneNote, Lane, Provenance, Song } from '#main/project/project.ts';
import { phraseOfSong } from '#main/project/excerpt.ts';
import { STEADY } from '#main/project/course.ts';
import { FIRST_MIX, voiceOf } from '#main/project/mix.ts';
import { TICKS_PER_QUARTER, type Program, type Ticks } from '#main/music/note.ts';
import { secondsAt, tempoMap } from '#main/music/tempo-map.ts';
import { timelineOfPiece } from '#main/transport/timeline.ts';
import type { Playable } from './playable.ts';
import type { Player } from './player.svelte.ts';
import type { Sketches } from './sketches.svelte.ts';
import type { Songs } from './songs.svelte.ts';

/**
 * A song as something to play, a lane a track. It has one tempo, its first; where the song has more of them, its notes
 * stand where they are heard at that one.
 */
export function playableOfSong(song: Song): Playable {
  const { piece, parts, name } = song;
  const timeline = timelineOfPiece(piece, parts);
  const bpm = 60e6 / (timeline.tempos[0]?.microsecondsPerQuarter ?? 500_000);
  const map = tempoMap({ division: TICKS_PER_QUARTER, tempos: timeline.tempos });
  const steady = timeline.tempos.length === 1;
  const heardAt = (tick: Ticks): Ticks =>
    steady ? tick : (secondsAt(map, tick) * bpm * TICKS_PER_QUARTER) / 60;
  const { numerator, denominator } = timeline.meters[0] ?? { numerator: 4, denominator: 4 };
  const bar = (4 * TICKS_PER_QUARTER * numerator) / denominator;
  const length = Math.max(1, Math.ceil(heardAt(timeline.length) / bar - 1e-6)) * bar;
  let id = 1;
  const own: Record<string, Program> = {};
  const lanes = timeline.lanes.map((lane): Lane => {
    const track = piece.tracks[Number(lane.id.replace('track-', ''))];
    own[lane.id] = lane.program;
    const notes = lane.notes.map((note): LaneNote => ({
      ...note,
      id: id++,
      start: heardAt(note.start),
      end: heardAt(note.end),
    }));
    const voice = voiceOf({ programs: { [lane.part]: lane.program } }, lane.part, FIRST_MIX);
    return {
      ...voice,
      id: lane.id,
      part: lane.part,
      name: track?.name.trim() === '' ? name : (track?.name ?? name),
      notes,
      channel: null,
      events: [],
    };
  });
  const provenance: Provenance = { from: 'song', song: song.hash, tick: 0 };
  return {
    lanes,
    length,
    bpm,
    meter: { numerator, denominator },
    course: STEADY,
    loop: null,
    markers: [],
    phrase: { ...phraseOfSong(song, 0, timeline.length), length, bpm },
    place: null,
    provenance,
    sketch: null,
    programs: own,
  };
}

/** What listening to songs needs. */
export interface AuditionParts {
  readonly songs: Songs;
  readonly sketches: Sketches;
  readonly player: Player;
}

/** Plays one song of the library at a time. */
export class Audition {
  /** Told apart from a mere segment of a song by being the very value that was made here. */
  #provenance = $state.raw<Provenance | null>(null);
  readonly #of: AuditionParts;

  /** Hash of the song that is listened to, or null. */
  readonly song: string | null = $derived.by(() => {
    const { running, sounding } = this.#of.player;
    const { provenance } = sounding ?? {};
    const own = running && provenance !== undefined && provenance === this.#provenance;
    return own && provenance.from === 'song' ? provenance.song : null;
  });

  constructor(parts: AuditionParts) {
    this.#of = parts;
  }

  /** Plays a song from its start in the place of what sounds; the one that is listened to stops. */
  async toggle(hash: string): Promise<void> {
    const { songs, sketches, player } = this.#of;
    const heard = this.song;
    player.stop();
    if (heard === hash) return;
    const song = songs.list.find((each) => each.hash === hash);
    if (song === undefined) return;
    const playable = playableOfSong(song);
    sketches.open = null;
    this.#provenance = playable.provenance;
    await player.offer(playable);
  }
}
