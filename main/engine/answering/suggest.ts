/** What a model would do to music of a person's own: notes that it misses and notes that it is sure are not meant, and how the music could go on. */
import { distance, type Latent } from '#main/latent/latent.ts';
import type { Phrase, PhraseNote } from '#main/music/phrase.ts';
import { Failure } from '#main/protocol/failure.ts';
import type { SongInput } from '#main/protocol/music.ts';
import type { Shape } from '#main/segments/sample.ts';
import { readSong } from '../training/data.ts';
import { denoised, type Sureness } from './denoise.ts';
import { encoded } from './encode.ts';
import type { Answer, Instrument } from './instrument.ts';
import { notesIn, phraseOf } from './phrase.ts';
import { NEIGHBOURS, recognised } from './recognise.ts';

/** Notes to put in and to take out, on the grid of the model, 480 ticks a quarter. */
export interface Suggested {
  readonly added: readonly PhraseNote[];
  readonly removed: readonly PhraseNote[];
  /** Notes that both have. */
  readonly kept: number;
}

/** What is heard of a note: which of the pitched parts has it is the person's to say. */
const textOf = ({ part, pitch, start }: PhraseNote): string =>
  `${part === 'drums' ? 'drum' : 'pitch'} ${pitch} ${start}`;

/** How cleaning would change a take, note by note: notes that only became longer or shorter, or another part's, count as kept. */
export async function suggestions(
  instrument: Instrument,
  input: SongInput,
  sure: Sureness,
): Promise<Suggested> {
  const { cells, played, moved } = await denoised(instrument, input, sure);
  const { model } = instrument;
  const before = notesIn(model, played, {}, moved);
  const songs = model.songs[0] ?? null;
  const after = phraseOf(model, cells, songs, moved).notes;
  const had = new Set(before.map(textOf));
  const has = new Set(after.map(textOf));
  const removed = before.filter((note) => !has.has(textOf(note)));
  return {
    added: after.filter((note) => !had.has(textOf(note))),
    removed,
    kept: before.length - removed.length,
  };
}

/**
 * How music goes on: the segments that are most like its end say what followed them in their songs; the weighted mean of
 * those is the next window, and the end of the one after.
 * @throws Failure `engine_all_silent` where it has nothing that the model knows, `engine_no_way_on` where what it is like
 * ends there too, and those of `encoded`
 */
export async function continued(
  instrument: Instrument,
  input: SongInput,
  windows: number,
  shape: Shape,
): Promise<Answer> {
  const end = (await encoded(instrument, input)).at(-1);
  const { representation } = instrument.model;
  const song = readSong(input, representation);
  const moved = 'code' in song ? 0 : song.moved;
  if (end === undefined) throw new Failure('engine_all_silent');
  const answers: Answer[] = [];
  let mean: Latent = end.mean;
  for (let window = 0; window < windows; window += 1) {
    const next = following(instrument, mean);
    if (next.length === 0) break;
    const idea = instrument.mix(next);
    const [answer] = await instrument.answers([idea], shape, moved);
    if (answer === undefined) break;
    answers.push(answer);
    mean = idea.latent;
  }
  const [first] = answers;
  if (first === undefined) throw new Failure('engine_no_way_on');
  return { ...first, phrase: inARow(answers.map(({ phrase }) => phrase)) };
}

/** The segments that follow those nearest to a mean, nearer ones weighing more; weights add to 1. */
function following(
  instrument: Instrument,
  mean: Latent,
): readonly { readonly index: number; readonly weight: number }[] {
  const { segments, songs, representation } = instrument.model;
  const likely = new Set(recognised(mean, segments).map(({ song }) => song));
  const near = segments
    .map((segment) => ({ segment, away: distance(mean, segment.mean) }))
    .filter(({ segment }) => likely.has(segment.song))
    .sort((a, b) => a.away - b.away)
    .slice(0, NEIGHBOURS);
  const weights = new Map<number, number>();
  for (const { segment, away } of near) {
    const bar = songs[segment.song]?.barSteps ?? 0;
    // In frames segments lie one after the other, each with a number of its own.
    const bars = bar > 0 ? Math.max(1, Math.round(representation.steps / bar)) : 1;
    const index = segments.findIndex(
      (other) => other.song === segment.song && other.bar === segment.bar + bars,
    );
    if (index >= 0) weights.set(index, (weights.get(index) ?? 0) + 1 / (away * away + 1e-3));
  }
  const [best] = [...weights].sort((a, b) => b[1] - a[1]);
  if (best === undefined) return [];
  // What is far less likely only blurs: those within a tenth of the likeliest are mixed.
  const kept = [...weights].filter(([, weight]) => weight >= best[1] / 10);
  const total = kept.reduce((sum, [, weight]) => sum + weight, 0);
  return kept
    .map(([index, weight]) => ({ index, weight: weight / total }))
    .sort((a, b) => b.weight - a.weight);
}

/** Phrases one after the other, with the sound of the first. */
function inARow(phrases: readonly Phrase[]): Phrase {
  let length = 0;
  const notes: PhraseNote[] = [];
  for (const phrase of phrases) {
    for (const note of phrase.notes)
      notes.push({ ...note, start: note.start + length, end: note.end + length });
    length += phrase.length;
  }
  const [first] = phrases;
  return { notes, length, bpm: first?.bpm ?? 120, programs: first?.programs ?? {} };
}
