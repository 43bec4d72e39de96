/** The engine's door for scripts, students and tests: `cli CALL …`, without a window. */
import process from 'node:process';
import { Failure } from '#main/protocol/failure.ts';
import {
  EXIT,
  UsageError,
  type Command,
  type ExitCode,
  type Output,
} from './command-line/command.ts';
import { goOn } from './command-line/continue.ts';
import { convert } from './command-line/convert.ts';
import { blend } from './command-line/blend.ts';
import { decode } from './command-line/decode.ts';
import { denoise } from './command-line/denoise.ts';
import { encode } from './command-line/encode.ts';
import { frames } from './command-line/frames.ts';
import { helpOn } from './command-line/help.ts';
import { inspect } from './command-line/inspect.ts';
import { learn } from './command-line/learn.ts';
import { listen } from './command-line/listen.ts';
import { measure } from './command-line/measure.ts';
import { medley } from './command-line/medley.ts';
import { openProject } from './command-line/open.ts';
import { paper } from './command-line/paper.ts';
import { recognise } from './command-line/recognise.ts';
import { exitOf, failureSentence } from './command-line/sentences.ts';

/** Every call but `help`, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  inspect,
  frames,
  learn,
  measure,
  listen,
  encode,
  decode,
  blend,
  medley,
  recognise,
  denoise,
  goOn,
  paper,
  openProject,
  convert,
];

/**
 * Runs one call.
 *
 * @param args the words after `cli`
 * @returns the exit code; whatever goes wrong has been said in a sentence
 */
export async function runCommand(
  args: readonly string[],
  output: Output,
  commands: readonly Command[] = COMMANDS,
): Promise<ExitCode> {
  const [name = '', ...words] = args;
  const help = helpOn(commands);
  if (['help', '--help', '-h'].includes(name)) return help.run(words, output);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    output.say(name === '' ? 'Say what to do.' : `There is no call named ${JSON.stringify(name)}.`);
    output.say(`Calls: ${[...commands, help].map((each) => each.name).join(', ')}.`);
    return EXIT.usage;
  }
  if (words.includes('--help')) {
    output.say(`cli ${command.name} ${command.usage}\n    ${command.does}`);
    return EXIT.fine;
  }
  try {
    return await command.run(words, output);
  } catch (error) {
    if (error instanceof UsageError) {
      output.say(`${error.message} Usage: cli ${command.name} ${command.usage}`);
      return EXIT.usage;
    }
    if (error instanceof Failure) {
      output.say(failureSentence(error));
      return exitOf(error);
    }
    output.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.failed;
  }
}

/** A reader that went away (`cli … | head`) is no failure: there is nobody left to tell. */
function leaveWithReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.fine);
  });
}

if (import.meta.main) {
  leaveWithReader(process.stdout);
  leaveWithReader(process.stderr);
  process.exitCode = await runCommand(process.argv.slice(2), {
    answer: (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
    say: (sentence) => process.stderr.write(`${sentence}\n`),
  });
}
