/** `cli convert`: an older project file as one of the newest version, beside the old one. */
import { VERSION } from '#main/project/bundle.ts';
import { EXIT, sortWords, UsageError, type Command } from './command.ts';
import { factsOf, openProjectFile, writeProject } from './projects.ts';
import { required } from './songs.ts';

/** The call. A damaged file is not converted: what would be lost is for `cli open --salvage` to say. */
export const convert: Command = {
  name: 'convert',
  usage: 'PROJECT --out OUT',
  does: 'Writes an older project file in the newest version; the old file stays as it is.',
  run: async (args, { answer, say }) => {
    const { places, options } = sortWords(args, [], ['out']);
    const [path] = places;
    if (path === undefined || places.length > 1) throw new UsageError('Name one project.');
    const out = required(options, 'out');
    const opened = await openProjectFile(path);
    const { history, losses, problem } = opened;
    const isWhole = history !== null && losses.length === 0;
    if (isWhole) await writeProject(history, path, out);
    const facts = factsOf(opened);
    answer({ file: path, ...facts, ok: isWhole, to: VERSION, out: isWhole ? out : null });
    for (const { message } of facts.damaged) say(`Lost: ${message}.`);
    if (problem !== null) say(problem.message);
    else if (!isWhole)
      say('It is damaged and was not converted; cli open --salvage saves the rest.');
    return isWhole ? EXIT.fine : EXIT.refused;
  },
};
