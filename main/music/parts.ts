/** Guesses the role of each track: melody, chords, bass or drums. A person can always say otherwise. */
import { DRUM_CHANNEL, type Pitch, type Program } from './note.ts';
import type { Part } from './part.ts';
import type { Piece, Track } from './piece.ts';

/** What a guess is made from. */
interface Traits {
  readonly name: string;
  readonly program: Program | null;
  readonly medianPitch: Pitch;
  /** How many notes sound at once on average, while any does. */
  readonly voices: number;
}

const BASS_NAME = /\bbass(?!oon)|bass\d|贝斯|貝斯|低音|ベース/iu;
const MELODY_NAME = /\b(melod|lead|led\d|vocal|voice|solo|theme)|主旋律|旋律|メロディ/iu;
const CHORDS_NAME = /\b(chord|pad|string|rhythm|comp|accomp|harmon|choir)|和弦|伴奏|コード/iu;
/** General MIDI programs 33 to 40 (counted from 1) are basses. */
const isBassProgram = (program: Program | null) =>
  program !== null && program >= 32 && program <= 39;
const HIGHEST_BASS = 47;
const CHORD_VOICES = 1.6;

/** The first program a track chooses, or null. */
export function programOf(track: Pick<Track, 'events'>): Program | null {
  for (const { bytes } of track.events) {
    const [status = 0, program = 0] = bytes;
    if (status >= 0xc0 && status < 0xd0) return program;
  }
  return null;
}

function traitsOf(track: Track): Traits {
  const counts = new Uint32Array(128);
  let sum = 0;
  let sounding = 0;
  let until = 0;
  for (const note of track.notes) {
    counts[note.pitch] = (counts[note.pitch] ?? 0) + 1;
    sum += note.end - note.start;
    sounding += Math.max(0, note.end - Math.max(note.start, until));
    until = Math.max(until, note.end);
  }
  let medianPitch = 0;
  for (let below = 0; below * 2 < track.notes.length; medianPitch++) {
    below += counts[medianPitch] ?? 0;
  }
  return {
    name: track.name,
    program: programOf(track),
    medianPitch: Math.max(0, medianPitch - 1),
    voices: sounding === 0 ? 1 : sum / sounding,
  };
}

function guess(traits: Traits): Part | 'open' {
  if (BASS_NAME.test(traits.name) || isBassProgram(traits.program)) return 'bass';
  if (MELODY_NAME.test(traits.name)) return 'melody';
  if (CHORDS_NAME.test(traits.name)) return 'chords';
  if (traits.voices < CHORD_VOICES && traits.medianPitch <= HIGHEST_BASS) return 'bass';
  return traits.voices >= CHORD_VOICES ? 'chords' : 'open';
}

/**
 * One role a track, `null` where a track has no notes. Drums are the tracks of channel 10; the others are told by name, program,
 * pitch and how many notes sound at once. Where no track would carry the melody, the highest that is not a bass does; where
 * several single lines are left, those that lie more than an octave below the highest become chords.
 */
export function assignParts(piece: Piece): readonly (Part | null)[] {
  const traits = piece.tracks.map((track) => (track.notes.length === 0 ? null : traitsOf(track)));
  const guesses = piece.tracks.map((track, i): Part | 'open' | null => {
    const own = traits[i];
    if (own === null || own === undefined) return null;
    const drums = track.notes[0]?.channel === DRUM_CHANNEL;
    return drums ? 'drums' : guess(own);
  });
  const pitch = (i: number) => traits[i]?.medianPitch ?? 0;
  const open = guesses.flatMap((part, i) => (part === 'open' ? [i] : []));
  const highest = Math.max(...open.map(pitch));
  const parts = guesses.map((part, i): Part | null => {
    if (part !== 'open') return part;
    return pitch(i) >= highest - 12 ? 'melody' : 'chords';
  });
  if (!parts.includes('melody')) {
    const candidates = parts.flatMap((part, i) => (part === 'chords' ? [i] : []));
    const [first, ...rest] = candidates;
    if (first !== undefined) {
      parts[rest.reduce((best, i) => (pitch(i) > pitch(best) ? i : best), first)] = 'melody';
    }
  }
  return parts;
}
