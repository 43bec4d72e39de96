/** `cli open`: says of a project file what is in it and what of it is damaged, and saves what is left elsewhere. */
import { EXIT, sortWords, UsageError, type Command } from './command.ts';
import { factsOf, openProjectFile, writeProject } from './projects.ts';
import { optional } from './songs.ts';

/** The call. A damaged file refuses the run, unless what is left of it was saved. */
export const openProject: Command = {
  name: 'open',
  usage: 'PROJECT [--salvage OUT]',
  does: 'Says what a project file holds and what of it is damaged; saves what is left of it to another file.',
  run: async (args, { answer, say }) => {
    const { places, options } = sortWords(args, [], ['salvage']);
    const [path] = places;
    if (path === undefined || places.length > 1) throw new UsageError('Name one project.');
    const out = optional(options, 'salvage');
    const opened = await openProjectFile(path);
    const { history, losses, problem } = opened;
    const isSaved = out !== undefined && history !== null;
    if (isSaved) await writeProject(history, path, out);
    const facts = factsOf(opened);
    answer({ file: path, ...facts, ...(isSaved ? { salvaged: out } : {}) });
    for (const { message } of facts.damaged) say(`Lost: ${message}.`);
    if (problem !== null) say(problem.message);
    else if (losses.length === 0) say('It is whole.');
    return problem === null && (losses.length === 0 || isSaved) ? EXIT.fine : EXIT.refused;
  },
};
