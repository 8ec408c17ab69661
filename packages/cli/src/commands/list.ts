import type { MintmarkClient, Page, Pid, PidFilter } from '@mintmark/client';
import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../failures.ts';
import { formatPidList } from '../present.ts';

const states = ['reserved', 'registered', 'public', 'withdrawn', 'released'] as const;
const types = ['doi', 'igsn', 'ark', 'handle'] as const;
const DEFAULT_LIMIT = 50;
/** The largest page that the service gives. */
const PAGE_LIMIT = 200;

export const list = defineCommand({
  name: 'list',
  summary: 'List identifiers, newest first',
  positionals: [],
  options: {
    state: { type: 'string', value: 'STATE', choices: states, help: states.join(', ') },
    type: { type: 'string', value: 'TYPE', choices: types, help: types.join(', ') },
    mine: { type: 'boolean', help: 'Only your own' },
    q: { type: 'string', value: 'TEXT', help: 'Only those with TEXT in their name or title' },
    limit: { type: 'string', value: 'N', help: `At most N (${DEFAULT_LIMIT})` },
    all: { type: 'boolean', help: 'All of them, however many' },
  },
  async run(surroundings, { values }) {
    const limit = readLimit(values);
    const client = await connect(surroundings);
    const page = await readUpTo(client, limit, {
      state: states.find((state) => state === values.state),
      type: types.find((type) => type === values.type),
      owner: values.mine === true ? 'me' : undefined,
      q: values.q,
    });
    if (page.items.length === 0) surroundings.tell('There are none.\n');
    else if (page.next !== null) surroundings.tell('There are more: use --limit or --all.\n');
    return {
      json: page,
      text: page.items.length === 0 ? '' : formatPidList(page.items, surroundings.columns),
    };
  },
});

function readLimit(values: { limit?: string; all?: boolean }): number {
  if (values.limit === undefined) return values.all === true ? Number.POSITIVE_INFINITY : DEFAULT_LIMIT;
  if (values.all === true) throw new UsageError('Use --limit or --all, not both.');
  if (/^[1-9]\d{0,8}$/.test(values.limit)) return Number(values.limit);
  throw new UsageError(`--limit is a number of 1 or more, not "${values.limit}".`);
}

async function readUpTo(client: MintmarkClient, limit: number, filter: PidFilter): Promise<Page<Pid>> {
  const items: Pid[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await client.listPids({
      ...filter,
      limit: Math.min(limit - items.length, PAGE_LIMIT),
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const item of page.items) items.push(item);
    if (page.next === null || items.length >= limit) return { items, next: page.next };
    cursor = page.next;
  }
}
