import { userInfo } from 'node:os';
import type { NoidAnswer } from '@mintmark/identifiers';
import { type Command, type OptionSpec, type Outcome, type Surroundings, suggest } from '../command.ts';
import { readSetting } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../failures.ts';
import { findNearest } from '../nearest.ts';
import { readLines } from '../noid/input-lines.ts';
import { noidVerbs } from '../noid/verbs.ts';
import { toShowable } from '../table.ts';

const options: Readonly<Record<string, OptionSpec>> = {
  dir: {
    type: 'string',
    short: 'f',
    value: 'DIR',
    help: 'Where its directory NOID is (the variable NOID, else this directory)',
  },
};

export const noid: Command = {
  name: 'noid',
  summary: 'Mint names with a Noid minter of your own, in a file here',
  positionals: ['VERB'],
  usage: '[OPTIONS] VERB ARGUMENTS',
  takesDashes: true,
  options,
  notes: `Verbs, with the arguments of Noid:
  dbcreate [TEMPLATE [TERM [NAAN NAA SUBNAA]]]  make a minter; TERM is long, medium (or -) or short
  dbimport FILE                                 make one from the state of Perl Noid or Nog; - reads standard input
  mint N [ELEMENT VALUE]                        mint N names
  validate TEMPLATE ID ...                      check names; - is the minter's own template
  hold set|release ID ...                       keep names from being minted
  queue now|first|lvf|N[d|s]|delete ID ...      mint names before new ones
  bind HOW ID ELEMENT VALUE                     new, replace, set, append, add, prepend, insert, delete, purge, mint;
                                                ELEMENT : reads elements from standard input up to a blank line,
                                                :- one element up to the end; ID :idmap/PATTERN makes a rule
  fetch ID [ELEMENT ...]                        show elements with their labels; get shows the values alone
  note KEY VALUE                                keep a note
  advance ID ...                                never mint these, which were minted elsewhere, nor those before them
  dbinfo [brief|full|dump]                      show what the minter knows
  -                                             read commands from standard input, one a line

Options stand before the verb. It ends with 1 when anything was refused or is not valid.
A name is on disk before it is printed, and any number of processes may use one minter at once.`,
  run,
};

async function run(surroundings: Surroundings, args: readonly string[]): Promise<Outcome> {
  const { directory, verb, rest, isJson } = readCommandLine(args, surroundings.env);
  const output: string[] = [];
  const errors: string[] = [];
  let isDone = true;
  const tell = (answer: NoidAnswer) => {
    isDone &&= answer.isDone;
    if (isJson) {
      output.push(...answer.lines);
      errors.push(...answer.errors);
      return;
    }
    if (answer.lines.length > 0) surroundings.write(formatLines(answer.lines, surroundings.columns));
    if (answer.errors.length > 0) surroundings.tell(`${answer.errors.join('\n')}\n`);
  };
  // Loaded only here: the database would slow down every other command.
  const { carryOut } = await import('../noid/session.ts');
  await carryOut(
    { directory, contact: findContact(surroundings.env), input: readLines(surroundings.stdin), tell },
    verb,
    rest,
  );
  return { json: { output, errors }, text: '', exitCode: isDone ? exitCodes.done : exitCodes.refused };
}

/** Values go to programs as they are; to a terminal without the controls that could move its cursor. */
function formatLines(lines: readonly string[], columns: number | null): string {
  const shown = columns === null ? lines : lines.map((line) => line.split('\n').map(toShowable).join('\n'));
  return `${shown.join('\n')}\n`;
}

type CommandLine = { directory: string; verb: string; rest: readonly string[]; isJson: boolean };

/**
 * Options end at the verb, since what follows may begin with a dash itself; `--json` alone may stand anywhere, as
 * with every command.
 */
function readCommandLine(args: readonly string[], env: Surroundings['env']): CommandLine {
  const separator = args.indexOf('--');
  const words = args.filter(
    (arg, index) => index !== separator && !(arg === '--json' && (separator === -1 || index < separator)),
  );
  const isJson = words.length < args.length - (separator === -1 ? 0 : 1);
  let directory = readSetting(env.NOID) ?? '.';
  let at = 0;
  for (let word = words[at]; word?.startsWith('-') === true && word !== '-'; word = words[at]) {
    const value = readDirectory(word, words[at + 1]);
    if (value === '') throw new UsageError('-f needs DIR.');
    directory = value;
    at += word === '-f' || word === '--dir' ? 2 : 1;
  }
  const verb = words[at];
  if (verb === undefined) throw new UsageError('mintmark noid needs VERB. See: mintmark help noid');
  if (!noidVerbs.some((each) => each === verb)) {
    throw new UsageError(`mintmark noid does not know "${verb}".${suggest(findNearest(verb, noidVerbs))}`);
  }
  return { directory, verb, rest: words.slice(at + 1), isJson };
}

/** @param next the word after this one */
function readDirectory(word: string, next = ''): string {
  if (word === '-f' || word === '--dir') return next;
  if (word.startsWith('--dir=')) return word.slice('--dir='.length);
  if (word.startsWith('-f')) return word.slice('-f'.length);
  throw new UsageError(`mintmark noid has no option ${word}; options stand before the verb.`);
}

/** Who minted a name, as its circulation record tells. */
function findContact(env: Surroundings['env']): string {
  let name = readSetting(env.USER);
  try {
    name = userInfo().username;
  } catch {
    // A container may run under a number without a name.
  }
  return (name ?? 'unknown').replace(/[|\p{Cc}]/gu, '_');
}
