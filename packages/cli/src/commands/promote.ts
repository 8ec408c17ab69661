import type { MintmarkClient, NamesChange } from '@mintmark/client';
import { defineCommand, type Surroundings } from '../command.ts';
import { connect } from '../connect.ts';
import { UsageError } from '../failures.ts';
import { parseTable } from '../parse-table.ts';
import { formatBlock } from '../present-block.ts';
import { parseJson, readDescription, readFileText } from '../read-metadata.ts';

type Description = Awaited<ReturnType<typeof readDescription>>;
type Item = Extract<NamesChange, { items: unknown }>['items'][number];

/** Names that one request announces. */
const ITEMS_AT_ONCE = 1_000;

export const promote = defineCommand({
  name: 'promote',
  summary: 'Make names of a block public, with their records',
  positionals: ['BLOCK'],
  options: {
    from: {
      type: 'string',
      value: 'FILE',
      help: 'CSV or JSON with a row for each name; - reads standard input',
    },
    metadata: {
      type: 'string',
      value: 'FILE',
      help: 'Record for those that bring none, DataCite metadata as JSON',
    },
    sample: {
      type: 'string',
      value: 'FILE',
      help: 'What those IGSN IDs stand for that bring none, as JSON',
    },
    target: {
      type: 'string',
      value: 'URL',
      help: 'Without --from: where each leads, with {pid} for its name',
    },
    first: { type: 'string', value: 'N', help: 'Without --from: the first N that are still reserved' },
    all: { type: 'boolean', help: 'Without --from: all that is still reserved' },
  },
  notes:
    'CSV has the columns pid and, as needed, target, title, metadata and sample (JSON). A title goes into the record. For\n' +
    'columns such as sample.material, and any number of rows, see bulk --verb publish. JSON is a list of objects with pid,\n' +
    'target, metadata and sample. A thousand names go at once, all or none; what is public stays public.',
  async run(surroundings, { values, positionals: [id = ''] }) {
    const description = await readDescription(surroundings, values);
    const changes = await readChanges(surroundings, values, description);
    const client = await connect(surroundings);
    const pids = await promoteAll(client, id, changes, surroundings);
    const block = await client.readBlock(id);
    return { json: { count: pids.length, pids, block }, text: formatBlock(block) };
  },
});

async function readChanges(
  surroundings: Surroundings,
  values: { from?: string; target?: string; first?: string; all?: boolean },
  description: Description,
): Promise<NamesChange[]> {
  const { from, target, first, all } = values;
  if (from === undefined) {
    if ((first === undefined) === (all !== true)) {
      throw new UsageError('Say which names: --from FILE, --first N or --all.');
    }
    if (first !== undefined && !/^[1-9]\d{0,3}$/.test(first)) {
      throw new UsageError(`--first is a number of 1 to ${ITEMS_AT_ONCE}, not "${first}".`);
    }
    return [
      {
        filter: first === undefined ? {} : { first: Number(first) },
        ...(target === undefined ? {} : { target }),
        ...description,
      },
    ];
  }
  if (target !== undefined || first !== undefined || all === true) {
    throw new UsageError('--target, --first and --all go without --from.');
  }
  const items = readItems(await readFileText(surroundings, from), from).map((item) => ({
    ...description,
    ...item,
  }));
  return Array.from({ length: Math.ceil(items.length / ITEMS_AT_ONCE) }, (_, index) => ({
    items: items.slice(index * ITEMS_AT_ONCE, (index + 1) * ITEMS_AT_ONCE),
  }));

  function readItems(text: string, name: string): Item[] {
    const found = /^\s*[[{]/.test(text)
      ? readJsonItems(text, name)
      : readCsvItems(text, name, description.metadata ?? {});
    if (found.length === 0) throw new UsageError(`There is no row in ${name}.`);
    return found;
  }
}

function readJsonItems(text: string, name: string): Item[] {
  const value = parseJson(text, name);
  const items =
    typeof value === 'object' && value !== null && 'items' in value
      ? (value as { items: unknown }).items
      : value;
  const isItem = (each: unknown): each is Item =>
    typeof each === 'object' && each !== null && 'pid' in each && typeof each.pid === 'string';
  if (Array.isArray(items) && items.every(isItem)) return items;
  throw new UsageError(`${name} must be a list of objects, each with a pid.`);
}

function readCsvItems(text: string, name: string, record: Record<string, unknown>): Item[] {
  return parseTable(text, name, ['pid'], ['target', 'title', 'metadata', 'sample']).map(({ line, cells }) => {
    const own = readCell('metadata');
    const sample = readCell('sample');
    const described =
      own === undefined && cells.title === undefined ? undefined : { ...record, ...Object(own) };
    return {
      pid: cells.pid ?? '',
      ...(cells.target === undefined ? {} : { target: cells.target }),
      ...(sample === undefined ? {} : { sample: Object(sample) }),
      ...(described === undefined
        ? {}
        : {
            metadata:
              cells.title === undefined ? described : { ...described, titles: [{ title: cells.title }] },
          }),
    };

    function readCell(column: 'metadata' | 'sample'): unknown {
      const cell = cells[column];
      return cell === undefined ? undefined : parseJson(cell, `${name}, line ${line}: ${column}`);
    }
  });
}

async function promoteAll(
  client: MintmarkClient,
  id: string,
  changes: readonly NamesChange[],
  { tell }: Surroundings,
): Promise<string[]> {
  const pids: string[] = [];
  for (const change of changes) {
    if (changes.length > 1) tell(`Names ${pids.length + 1} and following …\n`);
    const done = await client.promoteBlock(id, change);
    pids.push(...done.pids);
  }
  tell(`${pids.length} ${pids.length === 1 ? 'name is' : 'names are'} public now.\n`);
  return pids;
}
