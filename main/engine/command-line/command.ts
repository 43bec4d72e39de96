/** What a call of the command line is, and the words every call shares: options, usage errors, exit codes. */

/** How a run ended: all fine, called wrongly, some input refused, failed. */
export const EXIT = { fine: 0, usage: 1, refused: 2, failed: 3 } as const;
/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a call speaks: lines of JSON for programs, sentences for people. */
export interface Output {
  /** One line of JSON on standard output. */
  readonly answer: (line: Readonly<Record<string, unknown>>) => void;
  /** One sentence on standard error. */
  readonly say: (sentence: string) => void;
}

/** One call: how it is written, what it does, and its work. */
export interface Command {
  /** The first word after `cli`. */
  readonly name: string;
  /** How it is written, after its name. */
  readonly usage: string;
  /** What it does, in one sentence. */
  readonly does: string;
  /** Further lines for `help`: presets, keys and their defaults. */
  readonly details?: () => Promise<readonly string[]>;
  readonly run: (args: readonly string[], output: Output) => Promise<ExitCode>;
}

/** A call that was written wrongly; the message is for people. */
export class UsageError extends Error {}

/** The words of a call, sorted: places without a dash, flags, and options with values (in order, for those that repeat). */
export interface Words {
  readonly places: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/**
 * Sorts the words of a call. After `--` everything is a place, and so is what begins with one dash (a file may be called
 * `-song.mid`).
 *
 * @param flags names that stand alone, such as `drums`
 * @param options names that take the next word (or what follows `=`), such as `out`
 * @throws UsageError where a name is unknown or a value is missing
 */
export function sortWords(
  args: readonly string[],
  flags: readonly string[],
  options: readonly string[],
): Words {
  const places: string[] = [];
  const found = new Set<string>();
  const values = new Map<string, string[]>();
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--') {
      places.push(...args.slice(i + 1));
      break;
    }
    if (!word.startsWith('--')) {
      places.push(word);
      continue;
    }
    const [name = '', ...rest] = word.slice(2).split('=');
    if (flags.includes(name) && rest.length === 0) found.add(name);
    else if (options.includes(name)) {
      const value = rest.length > 0 ? rest.join('=') : args[++i];
      if (value === undefined) throw new UsageError(`--${name} needs a value.`);
      values.set(name, [...(values.get(name) ?? []), value]);
    } else throw new UsageError(`There is no --${name} here.`);
  }
  return { places, flags: found, options: values };
}
