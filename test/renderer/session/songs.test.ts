/** Importing: each file is accepted or refused with its reason, and none is passed over in silence. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Failure } from '#main/protocol/failure.ts';
import type { IncomingFile } from '#renderer/session/incoming.ts';
import { factsOf, keyOf, songInputOf } from '#renderer/session/song.ts';
import { Songs } from '#renderer/session/songs.svelte.ts';
import { Workspace } from '#renderer/session/workspace.svelte.ts';

const bytesOf = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(`resources/demo/songs/${name}`));
const file = (name: string, bytes: Uint8Array): IncomingFile => ({
  name,
  read: () => Promise.resolve(bytes),
});
const E1M3 = bytesOf('d_e1m3.mid');

describe('songs', () => {
  it('take what is music and say of the rest why not', async () => {
    const songs = new Songs(new Workspace(() => 0), () => 0);
    const added = await songs.add([
      file('歌 [v2] #1?.mid', E1M3),
      file('again.mid', E1M3),
      file('empty.mid', new Uint8Array()),
      file('notes.txt', new TextEncoder().encode('hello there')),
      { name: 'gone.mid', read: () => Promise.reject(new Failure('desktop_gone', 'gone.mid')) },
      { name: 'pipe.mid', refused: 'not-a-file' },
    ]);
    expect(added.map(({ name }) => name)).toEqual(['歌 [v2] #1?']);
    expect(songs.rows.map(({ file: name, outcome }) => [name, outcome])).toEqual(
      expect.arrayContaining([
        ['again.mid', 'duplicate'],
        ['empty.mid', 'refused'],
        ['notes.txt', 'skipped'],
        ['gone.mid', 'failed'],
        ['pipe.mid', 'failed'],
      ]),
    );
  });

  it('make the demo leave when songs of her own come, as one step that can be undone', async () => {
    const workspace = new Workspace(() => 0);
    const songs = new Songs(workspace, () => 0);
    const [demo] = await songs.add([file('demo.mid', bytesOf('d_e1m9.mid'))]);
    songs.demo = new Set([demo?.hash ?? '']);
    await songs.add([file('own.mid', E1M3)]);
    expect(songs.list.map(({ name }) => name)).toEqual(['own']);
    workspace.undo();
    expect(songs.list.map(({ name }) => name)).toEqual(['demo']);
  });

  it('take a demo song that she drops herself as her own, so that learning it can start', async () => {
    const songs = new Songs(new Workspace(() => 0), () => 0);
    const [demo] = await songs.add([file('demo.mid', E1M3)]);
    songs.demo = new Set([demo?.hash ?? '']);
    expect(await songs.add([file('mine.mid', E1M3)])).toHaveLength(1);
    expect(songs.demo.size).toBe(0);
  });

  it('are learned in the key that she names, and in the estimated one after an undo', async () => {
    const workspace = new Workspace(() => 0);
    const songs = new Songs(workspace, () => 0);
    await songs.add([file('own.mid', E1M3)]);
    const [song] = songs.list;
    if (song === undefined) throw new Error('a song is there');
    expect(songInputOf(song).key).toBeUndefined();
    songs.setKey(song.hash, { tonic: 2, minor: true });
    expect(songs.list.map(keyOf)).toEqual([{ tonic: 2, minor: true }]);
    expect(songs.list.map((each) => songInputOf(each).key)).toEqual([{ tonic: 2, minor: true }]);
    workspace.undo();
    expect(songs.list.map(keyOf)).toEqual([factsOf(song.piece).key]);
  });

  it('stop reading where she cancels: what was read is hers, the rest is not touched, and she saw how far it was', async () => {
    let now = 0;
    const songs = new Songs(new Workspace(() => 0), () => now);
    const seen: unknown[] = [];
    const names = ['d_e1m3.mid', 'd_e1m9.mid', 'd_e2m5.mid', 'd_messg2.mid'];
    const read: string[] = [];
    const files = names.map((name) => ({
      name,
      read: () => {
        seen.push(songs.reading);
        read.push(name);
        now += 1000;
        if (read.length === 2) songs.cancel();
        return Promise.resolve(bytesOf(name));
      },
    }));
    const added = await songs.add(files);
    expect(added.map(({ name }) => name)).toEqual(['d_e1m3', 'd_e1m9']);
    expect(read).toEqual(names.slice(0, 2));
    expect(seen).toEqual([
      { done: 0, total: 4, secondsLeft: null },
      { done: 1, total: 4, secondsLeft: 3 },
    ]);
    expect(songs.reading).toBeNull();
    expect(await songs.add([file('later.mid', bytesOf('d_openin.mid'))])).toHaveLength(1);
  });
});
