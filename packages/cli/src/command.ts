import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { ExitCode } from './exit-codes.ts';
import { UsageError } from './failures.ts';
import { findNearest } from './nearest.ts';

/** What a command works with. Nothing else of the process is touched. */
export type Surroundings = {
  env: Readonly<Record<string, string | undefined>>;
  stdin: Readable & { isTTY?: boolean };
  /** Width of the terminal that standard output goes to, in characters; null when it goes to a file or a program. */
  columns: number | null;
  /** Opens an address in the person's browser; nothing happens where there is none. */
  openBrowser(url: string): Promise<void>;
  /** Writes the outcome: the only thing on standard output. */
  write(text: string): void;
  /** Writes a message for people to standard error. */
  tell(text: string): void;
  /** Shows one line that the next one replaces, null to take it away; null itself where standard error is no terminal. */
  showProgress: ((line: string | null) => void) | null;
  /** Calls `handler` on Ctrl+C, before the process ends. @returns a function that undoes this */
  onInterrupt(handler: () => void): () => void;
};

export type OptionSpec = {
  type: 'string' | 'boolean';
  /** A single letter that stands for it. */
  short?: string;
  /** How the value is named in the help. */
  value?: string;
  /** The only values there are. */
  choices?: readonly string[];
  help: string;
};

type Options = Readonly<Record<string, OptionSpec>>;

type Values<O extends Options> = {
  readonly [Name in keyof O]?: O[Name]['type'] extends 'string' ? string : boolean;
};

/** What a command was called with, checked against its options. */
export type Input<O extends Options = Options> = {
  values: Values<O> & { readonly json?: boolean };
  /** As many as the command has; one in brackets, such as `[FILE]`, may be missing, and `[PID...]` stands for any number. */
  positionals: readonly string[];
};

/** The outcome of a command: for programs, for people, and how it ends (done, unless it says otherwise). */
export type Outcome = { json: unknown; text: string; exitCode?: ExitCode };

export type Command = {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** Names of what is given without an option, such as `PID`. */
  positionals: readonly string[];
  options: Options;
  /** Further sentences for its own help. */
  notes: string;
  /** What follows the name on the command line, where it is not its positionals and then options. */
  usage?: string;
  /** Words after its own may begin with a dash without being options. */
  takesDashes?: true;
  /** @throws UsageError, RefusedError, MintmarkError */
  run(surroundings: Surroundings, args: readonly string[]): Promise<Outcome>;
};

/** Options that every command has. */
export const commonOptions = {
  json: { type: 'boolean', help: 'One JSON value on standard output, whatever happens' },
  help: { type: 'boolean', short: 'h', help: 'How to use this command' },
} as const satisfies Options;

/** Makes a command of its options and what it does with them; reading the command line is the same for all. */
export function defineCommand<const O extends Options>(
  command: Omit<Command, 'run' | 'options' | 'notes'> & {
    options: O;
    notes?: string;
    run(surroundings: Surroundings, input: Input<O>): Promise<Outcome>;
  },
): Command {
  return {
    ...command,
    notes: command.notes ?? '',
    run: async (surroundings, args) => command.run(surroundings, readInput(args, command)),
  };
}

/** Reads a command line strictly. @throws UsageError with the name that was probably meant */
export function readInput<O extends Options>(
  args: readonly string[],
  command: { name: string; positionals: readonly string[]; options: O },
): Input<O> {
  const options = { ...command.options, ...commonOptions };
  const parsed = parseStrictly([...args], options, command.name);
  for (const [name, value] of Object.entries(parsed.values)) {
    const choices = options[name]?.choices;
    if (choices !== undefined && typeof value === 'string' && !choices.includes(value)) {
      throw new UsageError(
        `--${name} can be ${choices.join(', ')}; not "${value}".${suggest(findNearest(value, choices))}`,
      );
    }
  }
  const missing = command.positionals[parsed.positionals.length];
  if (missing !== undefined && !missing.startsWith('['))
    throw new UsageError(`mintmark ${command.name} needs ${missing}.`);
  const extra = parsed.positionals[command.positionals.length];
  if (extra !== undefined && command.positionals.at(-1)?.endsWith('...]') !== true) {
    throw new UsageError(`mintmark ${command.name} does not know what to do with "${extra}".`);
  }
  // parseArgs has checked each value against the type that its option names.
  return { values: parsed.values as Input<O>['values'], positionals: parsed.positionals };
}

function parseStrictly(
  args: string[],
  options: Options,
  commandName: string,
): { values: Record<string, unknown>; positionals: string[] } {
  const config = {
    args,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { type, short }]) => [
        name,
        short === undefined ? { type } : { type, short },
      ]),
    ),
    allowPositionals: true,
  };
  try {
    return parseArgs({ ...config, strict: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) {
      throw error;
    }
    const { tokens } = parseArgs({ ...config, strict: false, tokens: true });
    for (const token of tokens) {
      if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue;
      const nearest = findNearest(token.name, Object.keys(options));
      throw new UsageError(
        `mintmark ${commandName} has no option ${token.rawName}.${suggest(nearest === null ? null : `--${nearest}`)}`,
      );
    }
    throw new UsageError(`${error.message.split('\n', 1)[0]?.replace(/\.$/, '')}.`);
  }
}

/** @param nearest what was probably meant */
export function suggest(nearest: string | null): string {
  return nearest === null ? '' : ` Did you mean ${nearest}?`;
}
