/** What the demo model makes between its songs, chosen by a seed: five interpolations, five blends, two medleys, each with its key. */
import { between, medley } from '#main/engine/answering/journey.ts';
import type { Instrument } from '#main/engine/answering/instrument.ts';
import { seededRandom } from '#main/latent/random.ts';
import type { Phrase } from '#main/music/phrase.ts';
import { PLAIN } from '#main/segments/sample.ts';

/** A piece and what a listener must not know beforehand. */
export interface Made {
  readonly phrase: Phrase;
  readonly key: object;
}

const STEPS = 5;
/** Phrases of one blend, at this many bars of the heaviest song. */
const BARS = 4;

/** Phrases one after the other, at the tempo and with the instruments of the first. */
function joined(phrases: readonly Phrase[]): Phrase {
  const [first] = phrases;
  if (first === undefined) throw new Error('nothing to join');
  let start = 0;
  const notes = phrases.flatMap((phrase) => {
    const from = start;
    start += phrase.length;
    return phrase.notes.map((note) => ({
      ...note,
      start: note.start + from,
      end: note.end + from,
    }));
  });
  return { ...first, notes, length: start };
}

/** The twelve pieces, in the order of their kinds. */
export async function pieces(instrument: Instrument, seed: number): Promise<readonly Made[]> {
  const random = seededRandom(seed);
  const { songs, segments } = instrument.model;
  const below = (end: number): number => Math.floor(random() * end);
  const hashOf = (song: number): string => songs[song]?.hash ?? '';
  const nameOf = (song: number): string => songs[song]?.name ?? '';
  const barsOf = (song: number): number => segments.filter((each) => each.song === song).length;
  const some = (count: number): number[] =>
    songs
      .map((_, song) => ({ song, order: random() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, count)
      .map(({ song }) => song);
  const made: Made[] = [];
  for (let index = 0; index < 5; index += 1) {
    const ends = some(2).map((song) => ({ song, bar: 1 + below(barsOf(song)) }));
    const [from, to] = ends.map(({ song, bar }) => ({ song: hashOf(song), bar }));
    if (from === undefined || to === undefined) throw new Error('two songs');
    const answers = await between(instrument, from, to, STEPS, 'linear', PLAIN);
    const key = { kind: 'interpolation', ends: ends.map(({ song, bar }) => [nameOf(song), bar]) };
    made.push({ phrase: joined(answers.map(({ phrase }) => phrase)), key });
  }
  for (let index = 0; index < 5; index += 1) {
    const shares = some(2 + below(3)).map((song) => ({ song, weight: 0.2 + random() }));
    const ideas = Array.from({ length: BARS }, (_, bar) =>
      instrument.blend(
        shares.map(({ song, weight }) => ({
          song: hashOf(song),
          bar: 1 + Math.floor((bar * barsOf(song)) / BARS),
          weight,
        })),
      ),
    );
    const answers = await instrument.answers(ideas, PLAIN);
    const key = {
      kind: 'blend',
      songs: shares.map(({ song, weight }) => [nameOf(song), Math.round(100 * weight) / 100]),
    };
    made.push({ phrase: joined(answers.map(({ phrase }) => phrase)), key });
  }
  for (let index = 0; index < 2; index += 1) {
    const chosen = some(4);
    const { phrase, shares } = await medley(instrument, {
      steps: 400,
      songs: chosen.map(hashOf),
      variety: 0.15,
      shape: { ...PLAIN, seed: 1 + below(1000) },
    });
    made.push({ phrase, key: { kind: 'medley', songs: chosen.map(nameOf), shares } });
  }
  return made;
}
