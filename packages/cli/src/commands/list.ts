import type { Pid } from '@mintmark/client';
import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { formatPidList } from '../present.ts';
import { readLimit, readPages } from '../read-limit.ts';

const states = ['reserved', 'registered', 'public', 'withdrawn', 'released'] as const;
const types = ['doi', 'igsn', 'ark', 'handle'] as const;
const DEFAULT_LIMIT = 50;

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
    const limit = readLimit(values, DEFAULT_LIMIT);
    const client = await connect(surroundings);
    const filter = {
      state: states.find((state) => state === values.state),
      type: types.find((type) => type === values.type),
      owner: values.mine === true ? ('me' as const) : undefined,
      q: values.q,
    };
    const page = await readPages<Pid>(limit, (part) => client.listPids({ ...filter, ...part }));
    if (page.items.length === 0) surroundings.tell('There are none.\n');
    else if (page.next !== null) surroundings.tell('There are more: use --limit or --all.\n');
    return {
      json: page,
      text: page.items.length === 0 ? '' : formatPidList(page.items, surroundings.columns),
    };
  },
});
