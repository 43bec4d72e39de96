/** `cli frames`: one song as the paper sees it, 20 frames a second on the 88 keys. */
import { assignParts } from '#main/music/parts.ts';
import { isProblem } from '#main/music/problem.ts';
import { columnsOf } from '#main/segments/columns.ts';
import type { FramesRepresentation, Roll } from '#main/segments/representation.ts';
import { rollOf } from '#main/segments/roll.ts';
import { LOWEST_KEY } from '#main/segments/spans.ts';
import { EXIT, sortWords, UsageError, type Command } from './command.ts';
import { readSong } from './files.ts';
import { problemSentence } from './sentences.ts';

const PAPER: FramesRepresentation = {
  time: 'frames',
  rate: 20,
  steps: 50,
  hop: 50,
  drums: false,
  coverage: 1,
};

/** For each key that sounds its runs of frames, [first, end). */
function runsOf({ steps, columns, cells }: Roll): Readonly<Record<string, readonly number[][]>> {
  const width = columns.length;
  return Object.fromEntries(
    columns.map(({ pitch }, column) => {
      const runs: number[][] = [];
      let first = -1;
      for (let step = 0; step <= steps; step++) {
        const on = step < steps && cells[step * width + column] === 1;
        if (on && first < 0) first = step;
        if (!on && first >= 0) runs.push([first, step]);
        if (!on) first = -1;
      }
      return [String(pitch), runs];
    }),
  );
}

/** The call. */
export const frames: Command = {
  name: 'frames',
  usage: 'FILE [--drums]',
  does: 'Counts the 20 Hz frames of a song (drums left out unless asked for): frames, cells that are on, keys in use, and the runs of each key.',
  run: async (args, { answer, say }) => {
    const { places, flags } = sortWords(args, ['drums'], []);
    const [file, ...more] = places;
    if (file === undefined || more.length > 0) throw new UsageError('Name one file.');
    const piece = await readSong(file);
    if (isProblem(piece)) {
      const message = problemSentence(piece.code);
      answer({ file, problem: { code: piece.code, message } });
      say(`${JSON.stringify(file)}: ${message}`);
      return EXIT.refused;
    }
    const representation = { ...PAPER, drums: flags.has('drums') };
    const parts = assignParts(piece);
    const columns = columnsOf([{ piece, parts }], representation);
    const roll = rollOf(piece, parts, representation, columns);
    const cells = roll.cells.reduce((sum, cell) => sum + cell, 0);
    if (cells === 0) say('Nothing in this song sounds in any frame: there is nothing to learn.');
    answer({
      file,
      rate: PAPER.rate,
      low: LOWEST_KEY,
      frames: roll.steps,
      cells,
      keys: columns.length,
      runs: runsOf(roll),
    });
    return EXIT.fine;
  },
};
