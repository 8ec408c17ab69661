import type { MintmarkClient, QueueEntry, QueueFilter, RegistrarAccount } from '@mintmark/client';
import {
  defineCommand,
  type Input,
  type OptionSpec,
  type Outcome,
  type Surroundings,
  suggest,
} from '../command.ts';
import { connect } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { RefusedError, UsageError } from '../failures.ts';
import { findNearest } from '../nearest.ts';
import {
  formatAccount,
  formatAccounts,
  formatQueueEntries,
  formatQueueEntry,
  formatQueueSummary,
} from '../present-queue.ts';
import { readCount, readLimit, readPages } from '../read-limit.ts';

const verbs = ['list', 'summary', 'show', 'requeue', 'pause', 'resume', 'check', 'accounts'] as const;
type Verb = (typeof verbs)[number];

const statuses = [
  'TO_BE_RESERVED',
  'TO_BE_REGISTERED',
  'UPDATE_BEFORE_REGISTRATION',
  'UPDATE_RESERVED',
  'UPDATE_REGISTERED',
  'TO_BE_DELETED',
  'IS_RESERVED',
  'IS_REGISTERED',
  'DELETED',
] as const;
const states = ['pending', 'acknowledged', 'refused'] as const;
const DEFAULT_LIMIT = 50;
/** Identifiers that one request puts back into the queue. */
const REQUEUED_AT_ONCE = 1_000;

const options = {
  status: {
    type: 'string',
    value: 'STATUS',
    choices: statuses,
    help: 'list, requeue: a status such as TO_BE_REGISTERED',
  },
  state: { type: 'string', value: 'STATE', choices: states, help: `list, requeue: ${states.join(', ')}` },
  account: {
    type: 'string',
    value: 'ACCOUNT',
    help: 'list, requeue: a repository such as MINTMARK.DEMO, or an id',
  },
  organisation: { type: 'string', value: 'NAME', help: 'list, requeue: of this organisation' },
  limit: { type: 'string', value: 'N', help: `list: at most N (${DEFAULT_LIMIT})` },
  all: { type: 'boolean', help: 'list: all of them; requeue: all that was refused or waits' },
  force: { type: 'boolean', help: 'requeue PID: send again even what the registrar has acknowledged' },
  reason: { type: 'string', value: 'TEXT', help: 'pause: why; needed' },
  concurrency: { type: 'string', value: 'N', help: 'accounts ACCOUNT: attempts at a time from now on' },
  rate: { type: 'string', value: 'N', help: 'accounts ACCOUNT: requests in five minutes; 0: as configured' },
  alert: {
    type: 'string',
    value: 'ADDRESS',
    help: 'accounts ACCOUNT: who is mailed; - for the contact address',
  },
} as const satisfies Record<string, OptionSpec>;
type Values = Input<typeof options>['values'];

type Call = {
  surroundings: Surroundings;
  client: MintmarkClient;
  values: Values;
  names: readonly string[];
};

export const queue = defineCommand({
  name: 'queue',
  summary: 'See and steer what registrars have yet to be told',
  positionals: ['VERB', '[NAME...]'],
  usage:
    'list | summary | show PID | requeue [PID ...] | pause ACCOUNT | resume ACCOUNT | check ACCOUNT | accounts [ACCOUNT]  [OPTIONS]',
  options,
  notes: `ACCOUNT is a repository at the registrar, such as MINTMARK.DEMO, or the id of its account here. requeue attempts again what
was refused or waits: the identifiers given, or all that --status, --state, --account and --organisation leave. check asks
the registrar whether it works and knows the account; it ends with 1 when it does not.
To attempt what is queued now, and see what came of each: mintmark doi-organiser.`,
  async run(surroundings, { values, positionals: [given = '', ...names] }) {
    const verb = verbs.find((each) => each === given);
    if (verb === undefined) {
      throw new UsageError(`mintmark queue does not know "${given}".${suggest(findNearest(given, verbs))}`);
    }
    checkNames(verb, names);
    if (verb === 'pause' && values.reason === undefined) throw new UsageError('Say why: --reason TEXT.');
    return carryOut(verb, { surroundings, client: await connect(surroundings), values, names });
  },
});

/** How many names each verb takes. */
const nameCounts: Record<Verb, { least: number; most: number; what: string }> = {
  list: { least: 0, most: 0, what: '' },
  summary: { least: 0, most: 0, what: '' },
  show: { least: 1, most: 1, what: 'PID' },
  requeue: { least: 0, most: Number.POSITIVE_INFINITY, what: 'PID' },
  pause: { least: 1, most: 1, what: 'ACCOUNT' },
  resume: { least: 1, most: 1, what: 'ACCOUNT' },
  check: { least: 1, most: 1, what: 'ACCOUNT' },
  accounts: { least: 0, most: 1, what: 'ACCOUNT' },
};

function checkNames(verb: Verb, names: readonly string[]): void {
  const { least, most, what } = nameCounts[verb];
  if (names.length < least) throw new UsageError(`mintmark queue ${verb} needs ${what}.`);
  if (names.length > most) {
    throw new UsageError(`mintmark queue ${verb} does not know what to do with "${names[most]}".`);
  }
}

async function carryOut(verb: Verb, call: Call): Promise<Outcome> {
  const { client, names } = call;
  const [name = ''] = names;
  switch (verb) {
    case 'list':
      return list(call);
    case 'summary': {
      const summary = await client.readQueueSummary();
      return { json: summary, text: formatQueueSummary(summary) };
    }
    case 'show': {
      const entry = await client.readQueueEntry(name);
      return { json: entry, text: formatQueueEntry(entry) };
    }
    case 'requeue':
      return requeue(call);
    case 'pause': {
      const { id } = await findAccount(client, name);
      return showAccount(await client.pauseRegistrarAccount(id, { reason: call.values.reason ?? '' }));
    }
    case 'resume':
      return showAccount(await client.resumeRegistrarAccount((await findAccount(client, name)).id));
    case 'check': {
      const check = await client.checkRegistrarAccount((await findAccount(client, name)).id);
      return {
        json: check,
        text: `${check.detail}\n\n${formatAccount(check.account)}`,
        exitCode: check.ok ? exitCodes.done : exitCodes.refused,
      };
    }
    case 'accounts':
      return accounts(call);
    default:
      return verb satisfies never;
  }
}

async function list({ surroundings, client, values }: Call): Promise<Outcome> {
  const limit = readLimit(values, DEFAULT_LIMIT);
  const filter = await readFilter(client, values);
  const page = await readPages<QueueEntry>(limit, (part) => client.listQueue({ ...filter, ...part }));
  if (page.items.length === 0) surroundings.tell('There are none.\n');
  else if (page.next !== null) surroundings.tell('There are more: use --limit or --all.\n');
  return {
    json: page,
    text: page.items.length === 0 ? '' : formatQueueEntries(page.items, surroundings.columns),
  };
}

async function readFilter(client: MintmarkClient, values: Values): Promise<QueueFilter> {
  const account = values.account === undefined ? null : await findAccount(client, values.account);
  return {
    status: statuses.find((each) => each === values.status),
    state: states.find((each) => each === values.state),
    account: account?.id,
    organisation: values.organisation,
  };
}

async function requeue({ client, values, names }: Call): Promise<Outcome> {
  const filter = await readFilter(client, values);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  if ([names.length > 0, isFiltered, values.all === true].filter(Boolean).length !== 1) {
    throw new UsageError(
      'Say what to attempt again: identifiers, a filter such as --state refused, or --all.',
    );
  }
  if (values.force === true && names.length === 0)
    throw new UsageError('--force goes with identifiers only.');
  let requeued = 0;
  if (names.length === 0) ({ requeued } = await client.requeue({ filter }));
  for (let from = 0; from < names.length; from += REQUEUED_AT_ONCE) {
    const answer = await client.requeue({
      pids: names.slice(from, from + REQUEUED_AT_ONCE),
      ...(values.force === undefined ? {} : { force: values.force }),
    });
    requeued += answer.requeued;
  }
  const what = requeued === 1 ? '1 identifier is' : `${requeued.toLocaleString('en')} identifiers are`;
  return { json: { requeued }, text: `${what} due again.` };
}

async function accounts({ surroundings, client, values, names: [name] }: Call): Promise<Outcome> {
  const change = readChange(values);
  if (name === undefined) {
    if (Object.keys(change).length > 0)
      throw new UsageError('Say which account to change: accounts ACCOUNT.');
    const items = await client.listRegistrarAccounts();
    if (items.length === 0) surroundings.tell('There are none.\n');
    return {
      json: { items },
      text: items.length === 0 ? '' : formatAccounts(items, surroundings.columns),
    };
  }
  const account = await findAccount(client, name);
  if (Object.keys(change).length === 0) return showAccount(account);
  return showAccount(await client.updateRegistrarAccount(account.id, change));
}

function readChange({
  concurrency,
  rate,
  alert,
}: Values): Parameters<MintmarkClient['updateRegistrarAccount']>[1] {
  return {
    ...(concurrency === undefined ? {} : { concurrency: readCount('--concurrency', concurrency) }),
    ...(rate === undefined
      ? {}
      : { requestsPerFiveMinutes: rate === '0' ? null : readCount('--rate', rate) }),
    ...(alert === undefined ? {} : { alertAddress: alert === '-' ? null : alert }),
  };
}

function showAccount(account: RegistrarAccount): Outcome {
  return { json: account, text: formatAccount(account) };
}

/** The account with an id, or of the repository with that name. @throws RefusedError when there is none, or several */
async function findAccount(client: MintmarkClient, wanted: string): Promise<RegistrarAccount> {
  const known = await client.listRegistrarAccounts();
  const found = known.filter(
    ({ id, repositoryId }) =>
      id === wanted.toLowerCase() || repositoryId.toLowerCase() === wanted.toLowerCase(),
  );
  const [first, second] = found;
  if (first === undefined) {
    const names = known.map(({ repositoryId }) => repositoryId);
    throw new RefusedError(
      `There is no account ${wanted} that you see. There is: ${names.join(', ') || 'none'}.${suggest(findNearest(wanted, names))}`,
    );
  }
  if (second !== undefined) {
    const ids = found.map(({ id, organisation }) => `${id} (${organisation})`).join(', ');
    throw new RefusedError(`More than one account is ${wanted}. Give an id: ${ids}`);
  }
  return first;
}
