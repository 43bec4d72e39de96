/** Listening to a song of the library: it sounds as its file says, and one stops where another begins. */
import { readFileSync } from 'node:fs';
import tone from '@tonejs/midi';
import { expect, it } from 'vitest';
import { isProblem } from '#main/music/problem.ts';
import { writeMidi } from '#main/music/write-midi.ts';
import type { Song } from '#main/project/project.ts';
import { playableOfSong } from '#renderer/session/audition.svelte.ts';
import { readSong } from '#renderer/session/song.ts';
import { silentSession } from '../silent-session.ts';

const bytesOf = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(`resources/demo/songs/${name}.mid`));

async function songOf(bytes: Uint8Array): Promise<Song> {
  const song = await readSong({ name: 'song.mid', bytes });
  if (isProblem(song)) throw new Error(song.code);
  return { ...song, colour: 1 };
}

/** The same song with a ritardando and a run in it. */
async function changing(bytes: Uint8Array): Promise<Uint8Array> {
  const { piece } = await songOf(bytes);
  const [first] = piece.tempos;
  const { division } = piece;
  const faster = (at: number, factor: number) => ({
    tick: at * division,
    microsecondsPerQuarter: Math.round((first?.microsecondsPerQuarter ?? 500_000) * factor),
  });
  const tempos = [faster(0, 1), faster(3, 1.7), faster(9.5, 0.6), faster(20, 1.2)];
  return Uint8Array.from(writeMidi({ ...piece, tempos }));
}

it.each(['d_e1m3', 'd_ddtblu', 'd_the_da'])(
  'every note of %s sounds when and on what its file says, through every change of tempo',
  async (name) => {
    for (const bytes of [bytesOf(name), await changing(bytesOf(name))]) {
      const { lanes, bpm, length } = playableOfSong(await songOf(bytes));
      const heard = lanes
        .flatMap(({ notes }) => notes)
        .map(({ pitch, start }) => [pitch, ((start / 480) * 60) / bpm] as const)
        .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      const reference = new tone.Midi(bytes).tracks
        .flatMap(({ notes }) => notes)
        .map(({ midi, time }) => [midi, time] as const)
        .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      expect(heard).toHaveLength(reference.length);
      expect(heard.map(([pitch]) => pitch).sort()).toEqual(
        reference.map(([pitch]) => pitch).sort(),
      );
      heard.forEach(([, at], index) => expect(at).toBeCloseTo(reference[index]?.[1] ?? -1, 3));
      for (const { notes } of lanes)
        for (const { end } of notes) expect(end).toBeLessThanOrEqual(length + 1e-6);
    }
  },
);

it('plays one song at a time, says which, and stops at a second press', async () => {
  const { session } = silentSession();
  await session.openDemo({
    songs: ['d_e1m3', 'd_e1m9'].map((name) => ({ name: `${name}.mid`, bytes: bytesOf(name) })),
    model: null,
  });
  const [one, other] = session.songs.list.map(({ hash }) => hash);
  await session.audition.toggle(one ?? '');
  expect(session.audition.song).toBe(one);
  await session.audition.toggle(other ?? '');
  expect(session.audition.song).toBe(other);
  // A fader of the mixer is no other song, and takes no lane's instrument away.
  const programs = session.player.sounding?.lanes.map(({ program }) => program);
  const [lane] = session.player.sounding?.lanes ?? [];
  if (lane === undefined) throw new Error('no lane');
  session.desk.setLane(lane, { volume: 0.3 });
  expect(session.audition.song).toBe(other);
  expect(session.player.sounding?.lanes[0]?.volume).toBe(0.3);
  expect(session.player.sounding?.lanes.map(({ program }) => program)).toEqual(programs);
  await session.audition.toggle(other ?? '');
  expect(session.audition.song).toBeNull();
  expect(session.player.running).toBe(false);
});

it('a song that leaves the library is not heard any longer', async () => {
  const { session } = silentSession();
  const songs = [{ name: 'own.mid', bytes: bytesOf('d_e1m3') }];
  await session.openDemo({ songs, model: null });
  const [song] = session.songs.list;
  session.songs.selected = song?.hash ?? null;
  await session.audition.toggle(song?.hash ?? '');
  const { runById } = await import('#renderer/commands/commands.ts');
  runById('library-remove', session);
  expect(session.songs.list).toEqual([]);
  expect(session.player.running).toBe(false);
  session.desk.undo();
  expect(session.songs.list.map(({ name }) => name)).toEqual(['own']);
});
