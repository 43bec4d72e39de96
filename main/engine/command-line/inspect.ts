/** `cli inspect`: says of each file whether it is music, how much, and what was mended or why it is refused. */
import { fileTracks, type Piece } from '#main/music/piece.ts';
import { isProblem } from '#main/music/problem.ts';
import { secondsOf } from '#main/music/tempo-map.ts';
import { EXIT, sortWords, UsageError, type Command } from './command.ts';
import { judge, type Judged } from './files.ts';
import { problemSentence } from './sentences.ts';

function factsOf(piece: Piece) {
  return {
    format: piece.format,
    notes: piece.tracks.reduce((sum, track) => sum + track.notes.length, 0),
    seconds: secondsOf(piece),
    tracks: fileTracks(piece),
    tempos: piece.tempoEvents ?? piece.tempos.length,
    repaired: piece.repaired,
    problem: null,
  };
}

const NOTHING = { format: null, notes: 0, seconds: 0, tracks: 0, tempos: 0, repaired: [] };

function lineOf({ file, result, stray }: Judged) {
  if (!isProblem(result)) return { file, ok: true, ...factsOf(result) };
  const { code, detail } = result;
  const message = problemSentence(code);
  const problem = { code, message, ...(detail === undefined ? {} : { detail }) };
  return { file, ok: false, ...NOTHING, problem, ...(stray ? { skipped: true } : {}) };
}

/** The call. Strays (files in a folder that are neither MIDI nor named like it) are listed but refuse nothing. */
export const inspect: Command = {
  name: 'inspect',
  usage: 'PATH...',
  does: 'Says of each file whether it is accepted, what is in it, what was mended, or why it is refused.',
  run: async (args, { answer, say }) => {
    const { places } = sortWords(args, [], []);
    if (places.length === 0) throw new UsageError('Name the files or folders to look at.');
    let accepted = 0;
    let refused = 0;
    let strays = 0;
    for await (const judged of judge(places)) {
      const line = lineOf(judged);
      answer(line);
      if (line.ok) accepted++;
      else if (judged.stray) strays++;
      else {
        refused++;
        say(`${JSON.stringify(line.file)}: ${line.problem?.message ?? ''}`);
      }
    }
    if (accepted === 0 && refused === 0) say('There is no MIDI file here.');
    const skipped = strays === 0 ? '' : `, ${strays} skipped`;
    say(`${accepted} accepted, ${refused} refused${skipped}.`);
    return refused > 0 || accepted === 0 ? EXIT.refused : EXIT.fine;
  },
};
