/** `cli help`: lists every call with its details. */
import { EXIT, type Command, type Output } from './command.ts';

/** Makes the call that lists `commands` and itself. */
export function helpOn(commands: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: '',
    does: 'Lists every call, preset and setting.',
    run: async (_args, output) => {
      await showHelp([...commands, help], output);
      return EXIT.fine;
    },
  };
  return help;
}

/** Shows the calls: a line of JSON each, and the same in words. */
export async function showHelp(
  commands: readonly Command[],
  { answer, say }: Output,
): Promise<void> {
  for (const { name, usage, does, details } of commands) {
    const call = `${name} ${usage}`.trim();
    const lines = details === undefined ? [] : await details();
    answer({ call, does, ...(lines.length === 0 ? {} : { details: lines }) });
    say([`cli ${call}`, `    ${does}`, ...lines.map((line) => `    ${line}`)].join('\n'));
  }
  say('Answers are lines of JSON on standard output.');
  say('Exit codes: 0 all fine, 1 called wrongly, 2 some input refused, 3 failed.');
}
