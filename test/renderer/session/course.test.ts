/** Changes of tempo and meter while something plays: what a person hears and reads must be the same map that is written. */
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { pieceOfSketch } from '#main/project/export.ts';
import { emptyProject, setProject } from '#main/project/models.ts';
import type { Project, Sketch } from '#main/project/project.ts';
import { addEmptySketch, setSketch } from '#main/project/sketches.ts';
import type { Timeline } from '#main/transport/timeline.ts';
import { playableOfSketch } from '#renderer/session/playable.ts';
import { Player } from '#renderer/session/player.svelte.ts';
import { Workspace } from '#renderer/session/workspace.svelte.ts';
import { SILENT, silentSession } from '../silent-session.ts';

/** Two bars of 4/4 at 120, then bars of 13/16 at 60. */
function changing(): Project {
  const project = addEmptySketch(setProject(emptyProject(''), { bpm: null }), 'S', 9600);
  const [{ id, course } = { id: '', course: undefined }] = project.sketches;
  if (course === undefined) throw new Error('no sketch');
  return setSketch(project, id, {
    bpm: 120,
    course: {
      ...course,
      tempos: [{ tick: 3840, bpm: 60 }],
      meters: [{ tick: 3840, numerator: 13, denominator: 16 }],
    },
  });
}

async function playing(
  project: Project,
): Promise<{ player: Player; heard: Timeline; sketch: Sketch }> {
  const [sketch] = project.sketches;
  if (sketch === undefined) throw new Error('no sketch');
  let heard: Timeline | null = null;
  const sound = {
    ...SILENT,
    play: (timeline: Timeline) => {
      heard = timeline;
      return 0;
    },
  };
  const workspace = new Workspace(() => 0);
  workspace.open(project);
  const player = new Player(sound, workspace);
  await player.offer(playableOfSketch(sketch));
  if (heard === null) throw new Error('nothing played');
  return { player, heard, sketch };
}

test('what plays has every change of tempo and meter, and what is written has the same', async () => {
  const { heard, sketch } = await playing(changing());
  const piece = pieceOfSketch(sketch);
  expect(
    heard.tempos.map(({ tick, microsecondsPerQuarter }) => [tick, microsecondsPerQuarter]),
  ).toEqual([
    [0, 500_000],
    [3840, 1_000_000],
  ]);
  expect(piece.tempos).toEqual(heard.tempos);
  expect(piece.meters).toEqual(heard.meters);
});

test('a tempo set by hand makes all of it faster by as much, heard and written', async () => {
  const { player, heard, sketch } = await playing(setProject(changing(), { bpm: 240 }));
  expect(heard.tempos.map((tempo) => tempo.microsecondsPerQuarter)).toEqual([250_000, 500_000]);
  const written = pieceOfSketch(sketch, player.factorOf(sketch));
  expect(written.tempos).toEqual(heard.tempos);
});

test('the bar counts in the meter of the place, and says its tempo', async () => {
  const { player } = await playing(changing());
  player.pause();
  player.seek(3840 + 1560 + 360);
  player.tick();
  expect(player.clock()).toBe('4.4.01');
  expect(player.here).toEqual({ bpm: 60, numerator: 13, denominator: 16 });
  player.seek(0);
  player.tick();
  expect(player.here).toEqual({ bpm: 120, numerator: 4, denominator: 4 });
});

test('a tempo set at a place is heard there, the others stay, also under a tempo set by hand for all', () => {
  const { session } = silentSession();
  session.workspace.open(setProject(changing(), { bpm: 240 }));
  session.sketches.open = session.sketches.list[0]?.id ?? '';
  flushSync();
  const heard = () => session.courses.tempos.map(({ tick, bpm }) => [tick, Math.round(bpm)]);
  expect(heard()).toEqual([
    [0, 240],
    [3840, 120],
  ]);
  session.courses.setTempo(3840, 90);
  flushSync();
  expect(heard()[1]).toEqual([3840, 90]);
  session.courses.setTempo(0, 200);
  flushSync();
  expect(heard()).toEqual([
    [0, 200],
    [3840, 90],
  ]);
  session.desk.undo();
  session.desk.undo();
  flushSync();
  expect(heard()).toEqual([
    [0, 240],
    [3840, 120],
  ]);
});
