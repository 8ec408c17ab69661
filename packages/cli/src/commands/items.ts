import type { Item, ItemRequest, MintmarkClient } from '@mintmark/client';
import {
  defineCommand,
  type Input,
  type OptionSpec,
  type Outcome,
  type Surroundings,
  suggest,
} from '../command.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../failures.ts';
import { findItem } from '../find-item.ts';
import { findNearest } from '../nearest.ts';
import { formatItem, formatItemList, formatVersions } from '../present-items.ts';
import { readLimit, readPages } from '../read-limit.ts';
import { parseJson, readDescription, readFileText } from '../read-metadata.ts';

const verbs = [
  'list',
  'show',
  'create',
  'archive',
  'withdraw',
  'reinstate',
  'register',
  'delete',
  'versions',
] as const;
type Verb = (typeof verbs)[number];

const states = ['workspace', 'archived', 'withdrawn'] as const;
const newStates = ['workspace', 'archived'] as const;
const doiActions = ['register', 'reserve', 'mint'] as const;
const DEFAULT_LIMIT = 50;

const options = {
  state: {
    type: 'string',
    value: 'STATE',
    choices: states,
    help: `list: ${states.join(', ')}; create: workspace (the default) or archived`,
  },
  q: { type: 'string', value: 'TEXT', help: 'list: only those with these words in their metadata' },
  collection: { type: 'string', value: 'ID', help: 'list, create: of this collection' },
  limit: { type: 'string', value: 'N', help: `list: at most N (${DEFAULT_LIMIT})` },
  all: { type: 'boolean', help: 'list: all of them, however many' },
  metadata: {
    type: 'string',
    value: 'FILE',
    help: 'create: DataCite metadata as JSON; - reads standard input. Needed',
  },
  files: { type: 'string', value: 'FILE', help: 'create: a JSON list of files, each with name and url' },
  organisation: {
    type: 'string',
    value: 'NAME',
    help: 'list: of this organisation; create: whose it will be',
  },
  reason: {
    type: 'string',
    value: 'TEXT',
    help: 'withdraw: why; the tombstone shows it to everyone. Needed',
  },
  action: {
    type: 'string',
    value: 'ACTION',
    choices: doiActions,
    help: 'register: register (the default), reserve or only mint the DOI',
  },
} as const satisfies Record<string, OptionSpec>;
type Values = Input<typeof options>['values'];

type Call = { surroundings: Surroundings; client: MintmarkClient; values: Values; name: string };

export const items = defineCommand({
  name: 'items',
  summary: 'List, show, create and change items: described things with their identifiers',
  positionals: ['VERB', '[ITEM]'],
  usage:
    'list | show ITEM | create | archive ITEM | withdraw ITEM | reinstate ITEM | register ITEM | delete ITEM | versions ITEM  [OPTIONS]',
  options,
  notes: `ITEM is the id of an item, or one of its identifiers. archive makes it public, with its Handle; register asks for its DOI,
minted when it has none. withdraw hides it behind a tombstone, and reinstate brings it back. What registrars have yet to
be told is in: mintmark queue list.`,
  async run(surroundings, { values, positionals: [given = '', name] }) {
    const verb = verbs.find((each) => each === given);
    if (verb === undefined) {
      throw new UsageError(`mintmark items does not know "${given}".${suggest(findNearest(given, verbs))}`);
    }
    if (verb === 'list' || verb === 'create') {
      if (name !== undefined)
        throw new UsageError(`mintmark items ${verb} does not know what to do with "${name}".`);
    } else if (name === undefined) {
      throw new UsageError(`mintmark items ${verb} needs ITEM.`);
    }
    if (verb === 'create' && values.metadata === undefined) {
      throw new UsageError('Say what it is: --metadata FILE, DataCite metadata as JSON.');
    }
    if (verb === 'withdraw' && values.reason === undefined) {
      throw new UsageError('Say why: --reason TEXT. The tombstone shows it to everyone.');
    }
    return carryOut(verb, { surroundings, client: await connect(surroundings), values, name: name ?? '' });
  },
});

async function carryOut(verb: Verb, call: Call): Promise<Outcome> {
  const { client, values, name } = call;
  switch (verb) {
    case 'list':
      return list(call);
    case 'show':
      return tell(await findItem(client, name));
    case 'create':
      return tell(await create(call));
    case 'archive':
      return tell(await client.archiveItem((await findItem(client, name)).uuid));
    case 'withdraw':
      return tell(
        await client.withdrawItem((await findItem(client, name)).uuid, { reason: values.reason ?? '' }),
      );
    case 'reinstate':
      return tell(await client.reinstateItem((await findItem(client, name)).uuid));
    case 'register': {
      const { uuid } = await findItem(client, name);
      await client.identifyItem(uuid, {
        type: 'doi',
        action: doiActions.find((each) => each === values.action) ?? 'register',
      });
      return tell(await client.readItem(uuid));
    }
    case 'delete': {
      const { uuid } = await findItem(client, name);
      await client.deleteItem(uuid);
      return { json: { uuid, deleted: true }, text: `${uuid} is deleted.` };
    }
    case 'versions':
      return listVersions(call);
    default:
      return verb satisfies never;
  }
}

function tell(item: Item): Outcome {
  return { json: item, text: formatItem(item) };
}

async function list({ surroundings, client, values }: Call): Promise<Outcome> {
  const filter = {
    state: states.find((each) => each === values.state),
    text: values.q,
    collection: values.collection,
    organisation: values.organisation,
  };
  const page = await readPages<Item>(readLimit(values, DEFAULT_LIMIT), (part) =>
    client.listItems({ ...filter, ...part }),
  );
  if (page.items.length === 0) surroundings.tell('There are none.\n');
  else if (page.next !== null) surroundings.tell('There are more: use --limit or --all.\n');
  return {
    json: page,
    text: page.items.length === 0 ? '' : formatItemList(page.items, surroundings.columns),
  };
}

async function create({ surroundings, client, values }: Call): Promise<Item> {
  const state = newStates.find((each) => each === (values.state ?? 'workspace'));
  if (state === undefined) throw new UsageError('A new item is in the workspace or archived.');
  const { metadata = {} } = await readDescription(surroundings, { metadata: values.metadata ?? '-' });
  const files = values.files === undefined ? null : await readFiles(surroundings, values.files);
  return client.createItem({
    metadata,
    state,
    ...(files === null ? {} : { files }),
    ...(values.organisation === undefined ? {} : { organisation: values.organisation }),
    ...(values.collection === undefined ? {} : { collection: values.collection }),
  });
}

async function readFiles(surroundings: Surroundings, file: string): Promise<ItemRequest['files']> {
  const value = parseJson(await readFileText(surroundings, file), file);
  if (Array.isArray(value)) return value;
  throw new UsageError(`${file} must be a list of files, each with name and url.`);
}

async function listVersions({ surroundings, client, name }: Call): Promise<Outcome> {
  const item = await findItem(client, name);
  if (item.work === null) {
    surroundings.tell('It is no version of a work.\n');
    return { json: { items: [] }, text: '' };
  }
  const { id } = item.work;
  const versions = await readPages<Item>(Number.POSITIVE_INFINITY, (part) =>
    client.listItems({ work: id, ...part }),
  );
  versions.items.sort((one, other) => (one.work?.version ?? 0) - (other.work?.version ?? 0));
  return { json: versions, text: formatVersions(versions.items, surroundings.columns) };
}
