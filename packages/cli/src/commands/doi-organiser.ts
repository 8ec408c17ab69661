import { type Command, defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { carryOutJobs, type Job, type Outcomes } from '../doi-organiser/jobs.ts';
import { actions } from '../doi-organiser/wording.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { UsageError } from '../failures.ts';
import { formatCommandHelp } from '../help.ts';

const DEFAULT_WAIT_SECONDS = 300;
/** A batch takes as long as its registrar; `fetch` itself gives up after 300 s. */
const BATCH_TIMEOUT_MS = 290_000;
const ITEM = 'DOI|ItemID|handle';

const organiser: Command = defineCommand({
  name: 'doi-organiser',
  summary: "Work off the queue of DOIs, with the options and words of DSpace's command",
  positionals: [],
  usage: '[-h] [-l] [-u] [-s] [-r] [-d] [-q] [OPTIONS]',
  options: {
    list: {
      type: 'boolean',
      short: 'l',
      help: 'List what is queued to be reserved, registered, updated, deleted',
    },
    'update-all': { type: 'boolean', short: 'u', help: 'Send the metadata of all DOIs queued for an update' },
    'reserve-all': { type: 'boolean', short: 's', help: 'Reserve all DOIs queued for reservation' },
    'register-all': { type: 'boolean', short: 'r', help: 'Register all DOIs queued for registration' },
    'delete-all': { type: 'boolean', short: 'd', help: 'Delete all DOIs queued for deletion' },
    quiet: { type: 'boolean', short: 'q', help: 'Print nothing of what is done' },
    filter: {
      type: 'string',
      value: 'NAME',
      help: 'Register, reserve and mint only for items that fit this DOI filter',
    },
    'register-doi': { type: 'string', value: ITEM, help: 'Register this one; minted when the item has none' },
    'reserve-doi': { type: 'string', value: ITEM, help: 'Reserve this one; minted when the item has none' },
    'update-doi': { type: 'string', value: ITEM, help: 'Send the metadata of this one' },
    'delete-doi': { type: 'string', value: ITEM, help: 'Delete this one, which must be queued for deletion' },
    wait: {
      type: 'string',
      value: 'SECONDS',
      help: `How long to wait while the rate budget is used up (${DEFAULT_WAIT_SECONDS})`,
    },
  },
  notes: `Each queued DOI is attempted exactly once; one that fails stays queued, and those behind it are attempted all the same.
Several options together go in the order of cron lines: -u, -s, -r, -d, then single DOIs.
It ends with 0 when all that was attempted is done, with 1 when a registrar refused one or it cannot be done, and with 3
when nothing was refused and some are still queued: no answer, a used up budget, a paused account, an outage.`,
  async run(surroundings, { values }) {
    const { json, ...wishes } = values;
    if (Object.keys(wishes).length === 0) {
      const help = formatCommandHelp(organiser);
      return { json: { help }, text: help };
    }
    const patienceMs = readSeconds(values.wait) * 1000;
    const isSilent = values.quiet === true || json === true;
    const tell = isSilent ? () => {} : surroundings.tell;
    const job: Job = {
      client: await connect(surroundings, { timeoutMs: BATCH_TIMEOUT_MS }),
      filter: values.filter ?? null,
      patience: { patienceMs, tell },
      write: isSilent ? () => {} : surroundings.write,
      tell,
    };
    const outcome = await carryOutJobs(job, {
      list: values.list === true,
      all: actions.filter((action) => values[`${action}-all`] === true),
      one: actions.flatMap((action) => {
        const text = values[`${action}-doi`];
        return text === undefined ? [] : [{ action, text }];
      }),
    });
    return { json: outcome, text: '', exitCode: exitCodeOf(outcome) };
  },
});

/** DSpace's options, with `--wait` added. `--filter` may stand there without a name, and then means nothing. */
export const doiOrganiser: Command = {
  ...organiser,
  run: (surroundings, args) =>
    organiser.run(
      surroundings,
      args.filter((arg, index) => arg !== '--filter' || /^[^-]/.test(args[index + 1] ?? '')),
    ),
};

function readSeconds(text: string | undefined): number {
  if (text === undefined) return DEFAULT_WAIT_SECONDS;
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new UsageError(`--wait is a number of seconds, not "${text}".`);
}

function exitCodeOf({ items, unfinished }: Outcomes): ExitCode {
  if (items.some(({ outcome }) => outcome === 'refused')) return exitCodes.refused;
  const isDone = unfinished.length === 0 && items.every(({ outcome }) => outcome === 'acknowledged');
  return isDone ? exitCodes.done : exitCodes.unreachable;
}
