/** The lane that the roll shows: what a person loses is time, where the roll opens on an empty lane though others are full. */
import { expect, it } from 'vitest';
import type { Phrase } from '#main/music/phrase.ts';
import { silentSession } from '../silent-session.ts';

/** Four lanes as every phrase has them; only the bass plays. */
const BASS: Phrase = {
  notes: [{ part: 'bass', pitch: 40, velocity: 80, start: 0, end: 1920 }],
  length: 1920,
  bpm: 100,
  programs: {},
};
const TUNE: Phrase = {
  ...BASS,
  notes: [...BASS.notes, { part: 'melody', pitch: 60, velocity: 90, start: 0, end: 480 }],
};

it('what is opened shows a lane that has notes, and stays on the one before where that has some', () => {
  const { session } = silentSession();
  const keep = (phrase: Phrase): string =>
    session.sketches.keep({ phrase, provenance: { from: 'hand' } }).id;
  const [bass, tune] = [keep(BASS), keep(TUNE)];
  session.desk.open(tune);
  expect(session.desk.lane).toBe('melody');
  session.desk.open(bass);
  expect(session.desk.lane).toBe('bass');
  session.desk.open(tune);
  expect(session.desk.lane).toBe('bass');
});

it('an empty lane that was chosen by hand stays for what is kept: she wants to record there', () => {
  const { session } = silentSession();
  const { id } = session.sketches.keep({ phrase: BASS, provenance: { from: 'hand' } });
  session.desk.open(id);
  session.desk.choose('chords');
  session.desk.keep();
  expect(session.desk.lane).toBe('chords');
});
