import { readFileSync } from 'node:fs';
import { type Command, type Outcome, type Surroundings, suggest } from './command.ts';
import { blocks } from './commands/blocks.ts';
import { bulk } from './commands/bulk.ts';
import { doiOrganiser } from './commands/doi-organiser.ts';
import { download } from './commands/download.ts';
import { folders } from './commands/folders.ts';
import { items } from './commands/items.ts';
import { links } from './commands/links.ts';
import { list } from './commands/list.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { mint } from './commands/mint.ts';
import { noid } from './commands/noid.ts';
import { promote } from './commands/promote.ts';
import { publish } from './commands/publish.ts';
import { queue } from './commands/queue.ts';
import { release } from './commands/release.ts';
import { reserve } from './commands/reserve.ts';
import { schemes } from './commands/schemes.ts';
import { secrets } from './commands/secrets.ts';
import { show } from './commands/show.ts';
import { upload } from './commands/upload.ts';
import { whoami } from './commands/whoami.ts';
import { withdraw } from './commands/withdraw.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { describeFailure, UsageError } from './failures.ts';
import { formatCommandHelp, formatHelp } from './help.ts';
import { findNearest } from './nearest.ts';
import { toShowable } from './table.ts';

const commands = [
  login,
  whoami,
  logout,
  mint,
  bulk,
  show,
  list,
  publish,
  withdraw,
  reserve,
  blocks,
  promote,
  release,
  schemes,
  links,
  items,
  folders,
  upload,
  download,
  queue,
  doiOrganiser,
  secrets,
  noid,
] as const;

/**
 * Carries out one command line.
 * @param args what follows the name of the program
 * @returns what the process should end with
 */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const wantsJson = takesOption(args, '--json');
  const tell = (text: string) => surroundings.tell(makeShowable(text));
  try {
    const outcome = await carryOut(args, { ...surroundings, tell });
    const text = wantsJson ? JSON.stringify(outcome.json) : makeShowable(outcome.text);
    if (text !== '') surroundings.write(`${text}\n`);
    return outcome.exitCode ?? exitCodes.done;
  } catch (error) {
    const failure = describeFailure(error);
    tell(`${failure.text}\n`);
    if (wantsJson) surroundings.write(`${JSON.stringify({ error: failure.json })}\n`);
    return failure.exitCode;
  }
}

async function carryOut(args: readonly string[], surroundings: Surroundings): Promise<Outcome> {
  // Options without a value may stand before the command.
  const nameAt = args.findIndex((arg) => !arg.startsWith('-'));
  const name = args[nameAt];
  const rest = args.filter((_, index) => index !== nameAt);
  if (name === undefined || name === 'help') {
    if (takesOption(rest, '--version')) return describeVersion();
    const about = rest.find((arg) => !arg.startsWith('-'));
    if (about !== undefined) return describe(formatCommandHelp(findCommand(about)));
    const help = formatHelp(commands);
    if (name === 'help' || takesOption(rest, '--help')) return describe(help);
    surroundings.tell(`${help}\n\n`);
    throw new UsageError('Say what to do.');
  }
  const command = findCommand(name);
  return asksForHelp(command, rest) ? describe(formatCommandHelp(command)) : command.run(surroundings, rest);
}

function asksForHelp(command: Command, args: readonly string[]): boolean {
  if (takesOption(args, '--help')) return true;
  const end = args.indexOf('--');
  const given = end === -1 ? args : args.slice(0, end);
  // Short options may stand together: -qh.
  return command.takesDashes !== true && given.some((arg) => /^-[a-z]*h[a-z]*$/.test(arg));
}

/** Whether an option without a value is given; what follows `--` is no option. */
function takesOption(args: readonly string[], option: string): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).includes(option);
}

function makeShowable(text: string): string {
  return text.split('\n').map(toShowable).join('\n');
}

function findCommand(name: string): Command {
  const command = commands.find((each) => each.name === name);
  if (command !== undefined) return command;
  const nearest = findNearest(
    name,
    commands.map((each) => each.name),
  );
  throw new UsageError(`There is no command ${name}.${suggest(nearest)}`);
}

function describe(help: string): Outcome {
  return { json: { help }, text: help };
}

function describeVersion(): Outcome {
  const description: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const { version } = description as { version: string };
  return { json: { version }, text: `mintmark ${version}` };
}
