/** Laws of the shape: what a person loses when locking, snapping or swinging a phrase changes what she did not ask to change. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyOfNotes } from '#main/music/key.ts';
import type { Phrase, PhraseNote } from '#main/music/phrase.ts';
import { byStart } from '#main/music/phrase.ts';
import { crossed, repeated, snapped, swung, withDynamics } from '#main/music/reshape.ts';
import { isInScale, type Scale } from '#main/music/scale.ts';
import type { ShapeSetting } from '#main/project/project.ts';
import { felt, passageOf, shaped, straight } from '#main/project/shaped.ts';

const STEP = 120;
const STEPS = 32;

/** Notes as a model gives them: on a grid, no two of a part and pitch at once. */
const phrases = fc
  .array(
    fc.record({
      part: fc.constantFrom('melody', 'chords', 'bass', 'drums'),
      pitch: fc.integer({ min: 30, max: 100 }),
      velocity: fc.integer({ min: 1, max: 127 }),
      at: fc.nat(STEPS - 1),
      steps: fc.integer({ min: 1, max: 8 }),
    }),
    { maxLength: 40 },
  )
  .map((drawn): Phrase => {
    const notes: PhraseNote[] = [];
    for (const { part, pitch, velocity, at, steps } of drawn) {
      const [start, end] = [at * STEP, Math.min(STEPS, at + steps) * STEP];
      const meets = (other: PhraseNote) =>
        other.part === part && other.pitch === pitch && other.start < end && start < other.end;
      if (!notes.some(meets)) notes.push({ part, pitch, velocity, start, end });
    }
    return { notes: notes.sort(byStart), length: STEPS * STEP, bpm: 120, programs: {} };
  });
const scales = fc.record({
  root: fc.nat(11),
  scale: fc.constantFrom('major' as const, 'minor' as const),
}) satisfies fc.Arbitrary<Scale>;
const BASE: ShapeSetting = { temperature: 0, density: 0.5, seed: 1 };

function expectPlayable({ notes, length }: Pick<Phrase, 'notes' | 'length'>): void {
  expect(notes.toSorted(byStart)).toEqual(notes);
  const ends = new Map<string, number>();
  for (const { part, pitch, velocity, start, end } of notes) {
    const voice = `${part} ${String(pitch)}`;
    expect(start).toBeGreaterThanOrEqual(ends.get(voice) ?? 0);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(length);
    expect(pitch).toBeGreaterThanOrEqual(0);
    expect(pitch).toBeLessThanOrEqual(127);
    expect(velocity).toBeGreaterThanOrEqual(1);
    ends.set(voice, end);
  }
}

const rhythmOf = (notes: readonly PhraseNote[]): readonly string[] => [
  ...new Set(notes.map(({ part, start }) => `${part} ${String(start)}`)),
];

it('gives a phrase back as it was where nothing is asked, or where locks hold to itself', () => {
  fc.assert(
    fc.property(phrases, (phrase) => {
      const { notes, length } = phrase;
      expect(shaped(phrase, BASE)).toEqual(phrase);
      const frozen = (['melody', 'drums'] as const).map((part) => ({
        part,
        ...passageOf(phrase, part),
      }));
      const held = { rhythm: { notes, length }, pitches: { notes, length }, frozen };
      expect(shaped(phrase, { ...BASE, ...held }).notes).toEqual(notes);
    }),
  );
});

it('gives a playable phrase whatever is asked at once', () => {
  const shapes = fc.record({
    swing: fc.double({ min: 0, max: 1, noNaN: true }),
    dynamics: fc.double({ min: 0, max: 2, noNaN: true }),
    tonic: fc.nat(11),
    mode: fc.constantFrom('major' as const, 'minor' as const),
    way: fc.constantFrom('in' as const, 'transposed' as const),
  });
  fc.assert(
    fc.property(phrases, phrases, phrases, shapes, (phrase, rhythm, pitches, drawn) => {
      const { swing, dynamics, ...key } = drawn;
      const frozen = [{ part: 'bass' as const, program: 33, ...passageOf(rhythm, 'bass') }];
      const setting = { ...BASE, swing, dynamics, key, rhythm, pitches, frozen };
      const made = shaped(phrase, setting);
      expectPlayable(made);
      expect(shaped(phrase, setting)).toEqual(made);
      expect(made.programs.bass).toBe(33);
    }),
  );
});

it('keeps a locked rhythm, beat for beat, with pitches that the new phrase has', () => {
  fc.assert(
    fc.property(phrases, phrases, (kept, fresh) => {
      const made = crossed(kept, fresh, fresh.length);
      const parts = new Set(fresh.notes.map(({ part }) => part)).add('drums');
      const wanted = kept.notes.filter(({ part }) => parts.has(part));
      expect(rhythmOf(made)).toEqual(rhythmOf(wanted));
      for (const { part, pitch } of made) {
        const from = part === 'drums' ? kept : fresh;
        expect(from.notes.some((note) => note.part === part && note.pitch === pitch)).toBe(true);
      }
    }),
  );
});

it('goes on with a locked rhythm through music that is longer, as a medley is', () => {
  const { notes, length } = {
    notes: [{ part: 'melody', pitch: 60, velocity: 80, start: 480, end: 700 }] as const,
    length: 960,
  };
  const long = repeated({ notes, length }, 2900);
  expect(long.map(({ start, end }) => [start, end])).toEqual([
    [480, 700],
    [1440, 1660],
    [2400, 2620],
  ]);
});

it('leaves no note outside the key, and keeps drums and the rhythm of the whole', () => {
  fc.assert(
    fc.property(phrases, scales, ({ notes }, scale) => {
      const made = snapped(notes, scale);
      for (const { part, pitch } of made)
        expect(part === 'drums' || isInScale(pitch, scale)).toBe(true);
      const drums = (all: readonly PhraseNote[]) => all.filter(({ part }) => part === 'drums');
      expect(drums(made)).toEqual(drums(notes));
      expect(rhythmOf(made)).toEqual(rhythmOf(notes));
    }),
  );
});

it('moves a phrase to the key that was asked for, every interval kept', () => {
  const cMajor = [60, 62, 64, 65, 67, 69, 71, 72].map((pitch, index): PhraseNote => {
    const start = index * 240;
    return { part: 'melody', pitch, velocity: 80, start, end: start + 240 };
  });
  const phrase: Phrase = { notes: cMajor, length: 1920, bpm: 120, programs: {} };
  for (let tonic = 0; tonic < 12; tonic += 1) {
    const key = { tonic, mode: 'major', way: 'transposed' } as const;
    const { notes } = straight(phrase, { ...BASE, key });
    expect(keyOfNotes([notes])).toMatchObject({ tonic, minor: false });
    const shifts = new Set(notes.map(({ pitch }, index) => pitch - (cMajor[index]?.pitch ?? 0)));
    expect(shifts.size).toBe(1);
  }
});

it('swings the second eighths alone: beats stay, nothing overtakes, triplets at two thirds', () => {
  fc.assert(
    fc.property(phrases, fc.double({ min: 0, max: 1, noNaN: true }), ({ notes }, amount) => {
      const made = swung(notes, amount);
      made.forEach(({ start }, index) => {
        const before = notes[index]?.start ?? 0;
        if (before % 480 === 0) expect(start).toBe(before);
        expect(start).toBeGreaterThanOrEqual(before);
        expect(start).toBeGreaterThanOrEqual(made[index - 1]?.start ?? 0);
      });
    }),
  );
  const eighth = { part: 'melody', pitch: 60, velocity: 80, start: 240, end: 480 } as const;
  expect(swung([eighth], 2 / 3)[0]?.start).toBe(320);
  expect(swung([eighth], 1)[0]).toMatchObject({ start: 360, end: 480 });
});

it('spreads velocities around the mean of their part, and makes them alike at 0', () => {
  fc.assert(
    fc.property(phrases, ({ notes }) => {
      const flat = withDynamics(notes, 0);
      for (const part of ['melody', 'chords', 'bass', 'drums'])
        expect(
          new Set(flat.filter((note) => note.part === part).map(({ velocity }) => velocity)).size,
        ).toBeLessThanOrEqual(1);
      expect(withDynamics(notes, 1)).toEqual(notes);
    }),
  );
});

it('does not swing a locked rhythm twice', () => {
  fc.assert(
    fc.property(phrases, (phrase) => {
      const once = { ...BASE, swing: 0.6 };
      const { notes, length } = straight(phrase, once);
      const locked = { ...once, rhythm: { notes, length } };
      expect(shaped(phrase, locked)).toEqual(felt(straight(phrase, once), once));
    }),
  );
});
