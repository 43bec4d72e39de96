/** A whole song as a sketch, so that it can be edited: a lane for each channel of a track, and all that its file says beside the notes. */
import { DRUM_CHANNEL, TICKS_PER_QUARTER, type Channel, type Ticks } from '#main/music/note.ts';
import type { KeptEvent, Track } from '#main/music/piece.ts';
import { markerText } from '#main/music/write-midi.ts';
import { barEnd, type Course } from './course.ts';
import { FIRST_MIX, voiceOf } from './mix.ts';
import type { Lane, LaneNote, Marker, Project, Sketch, Song } from './project.ts';
import type { LaneEvent } from './route.ts';
import { sketchId } from './sketches.ts';

/** Puts a song into the project as a sketch, first in the list; the sketch's id is `sketchId(project)`. */
export function keepSong(project: Project, song: Song, name: string): Project {
  const firstNote = project.nextNoteId + 1;
  const sketch = sketchOfSong(song, { id: sketchId(project), name, firstNote });
  const count = sketch.lanes.reduce((sum, { notes }) => sum + notes.length, 0);
  return {
    ...project,
    sketches: [sketch, ...project.sketches],
    nextNoteId: firstNote + count,
  };
}

/**
 * A song as a sketch. What is written of it again has the same notes and the same kept events, tempos, meters and keys as
 * its file, in tracks that each have one channel.
 */
export function sketchOfSong(
  song: Pick<Song, 'piece' | 'parts' | 'hash'>,
  as: { readonly id: string; readonly name: string; readonly firstNote: number },
): Sketch {
  const { piece, parts } = song;
  const by = TICKS_PER_QUARTER / piece.division;
  let next = as.firstNote;
  const lanes = piece.tracks.flatMap((track, index): Lane[] =>
    channelsOf(track).map((channel, nth): Lane => {
      const part = channel === DRUM_CHANNEL ? 'drums' : (parts[index] ?? 'all');
      const events = track.events
        .filter(({ bytes }) => channelFor(bytes, track) === channel)
        .map((event) => laneEvent(event, by));
      const chosen = events.find(({ bytes: [status] }) => status === (0xc0 | channel));
      const voice = voiceOf({ programs: {} }, part, FIRST_MIX);
      return {
        ...voice,
        id: `track-${String(index)}${nth === 0 ? '' : `-${String(channel)}`}`,
        part,
        name: track.name.trim() === '' ? part : track.name,
        program: chosen?.bytes[1] ?? 0,
        // What the file turned down is turned down by its own events.
        volume: 1,
        channel,
        events,
        notes: track.notes
          .filter((note) => note.channel === channel)
          .map(({ pitch, velocity, start, end }): LaneNote => ({
            id: next++,
            pitch,
            velocity,
            start: start * by,
            end: end * by,
          })),
      };
    }),
  );
  const [tempo, ...tempos] = piece.tempos;
  const [meter, ...meters] = piece.meters;
  const { numerator, denominator } = meter ?? { numerator: 4, denominator: 4 };
  const moved = <T extends { readonly tick: Ticks }>(each: T): T => ({
    ...each,
    tick: each.tick * by,
  });
  const spoken = piece.tracks
    .filter(({ notes }) => notes.length === 0)
    .flatMap(({ events }) => events)
    .toSorted((a, b) => a.tick - b.tick)
    .map((event) => laneEvent(event, by));
  const { markers, rest } = markersOf(spoken);
  const course: Course = {
    tempos: tempos.map(({ tick, microsecondsPerQuarter }) => ({
      tick: tick * by,
      bpm: 60e6 / microsecondsPerQuarter,
    })),
    meters: meters.map(moved),
    keys: piece.keys.map(moved),
    events: rest,
    division: piece.division,
  };
  const timed = { meter: { numerator, denominator }, course };
  const end = lanes
    .flatMap(({ notes }) => notes)
    .reduce((most, note) => Math.max(most, note.end), 1);
  return {
    id: as.id,
    name: as.name,
    lanes,
    length: barEnd(timed, end),
    bpm: 60e6 / (tempo?.microsecondsPerQuarter ?? 500_000),
    ...timed,
    provenance: { from: 'song', song: song.hash, tick: 0 },
    starred: false,
    colour: null,
    loop: null,
    markers,
  };
}

/** The channels on which a track has notes, as they come. */
function channelsOf(track: Track): readonly Channel[] {
  return [...new Set(track.notes.map(({ channel }) => channel))];
}

/** The lane of a track that an event belongs to: its channel's, or the first where that has no notes or it has no channel. */
function channelFor(bytes: KeptEvent['bytes'], track: Track): Channel {
  const status = bytes[0] ?? 0;
  const channels = channelsOf(track);
  const own = status >= 0x80 && status < 0xf0 ? status & 0x0f : -1;
  return channels.includes(own) ? own : (channels[0] ?? 0);
}

function laneEvent({ tick, bytes }: KeptEvent, by: number): LaneEvent {
  return { tick: tick * by, bytes: [...bytes] };
}

/** Markers become the sketch's own, one a tick; what else was said stays as it is. */
function markersOf(events: readonly LaneEvent[]): {
  readonly markers: readonly Marker[];
  readonly rest: readonly LaneEvent[];
} {
  const markers: Marker[] = [];
  const rest: LaneEvent[] = [];
  for (const event of events) {
    const name = markerText(event.bytes);
    if (name === null || markers.at(-1)?.tick === event.tick) rest.push(event);
    else markers.push({ tick: event.tick, name });
  }
  return { markers, rest };
}
