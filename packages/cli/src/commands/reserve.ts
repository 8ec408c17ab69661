import { MintmarkError } from '@mintmark/client';
import { fileOptions, readFileWish, writeFiles } from '../block-files.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../connect.ts';
import { RefusedError, UsageError } from '../failures.ts';
import { findShoulder } from '../find-shoulder.ts';
import { formatBlock } from '../present-block.ts';
import { readDescription } from '../read-metadata.ts';

const NAMES_SHOWN = 100;

export const reserve = defineCommand({
  name: 'reserve',
  summary: 'Reserve many names at once, for labels and tables',
  positionals: [],
  options: {
    shoulder: {
      type: 'string',
      value: 'SHOULDER',
      help: 'Id or prefix of the shoulder, such as 10.5072; needed',
    },
    count: { type: 'string', value: 'N', help: 'How many, 1 to 100000; needed' },
    title: { type: 'string', value: 'TEXT', help: 'What they are for' },
    'expires-in-days': { type: 'string', value: 'DAYS', help: 'Give back what is unused after so many days' },
    drafts: { type: 'boolean', help: 'With a draft of each at the registrar' },
    metadata: { type: 'string', value: 'FILE', help: 'Draft record for each, DataCite metadata as JSON' },
    sample: { type: 'string', value: 'FILE', help: 'What each IGSN ID stands for, as JSON' },
    target: { type: 'string', value: 'URL', help: 'Where each leads, with {pid} for its name' },
    ...fileOptions,
  },
  notes:
    'Nobody else knows a reserved name. What is used goes public with promote; the rest is given back with release.\n' +
    'In a table of yours every other cell stays as it is. Print labels at actual size.',
  async run(surroundings, { values }) {
    if (values.shoulder === undefined)
      throw new UsageError('Say where: --shoulder SHOULDER, its id or prefix.');
    const count = readNumber('count', values.count);
    if (count === null) throw new UsageError('Say how many: --count N.');
    const expiresInDays = readNumber('expires-in-days', values['expires-in-days']);
    const wish = await readFileWish(values);
    const description = await readDescription(surroundings, values);
    const client = await connect(surroundings);
    const { names, ...block } = await client.reserveBlock({
      shoulder: await findShoulder(client, values.shoulder),
      count,
      drafts: values.drafts ?? false,
      ...(values.title === undefined ? {} : { title: values.title }),
      ...(expiresInDays === null ? {} : { expiresInDays }),
      ...description,
      ...(values.target === undefined ? {} : { target: values.target }),
    });
    const files = await writeFiles(client, block.id, wish, surroundings).catch((error: unknown) => {
      if (error instanceof MintmarkError || error instanceof RefusedError) {
        surroundings.tell(
          `The names are reserved all the same. Repeat what failed with: mintmark blocks --block ${block.id} …\n`,
        );
      }
      throw error;
    });
    const shown = files.length === 0 ? names.slice(0, NAMES_SHOWN) : [];
    const more =
      shown.length > 0 && names.length > shown.length ? [`… and ${names.length - shown.length} more`] : [];
    return {
      json: { ...block, names, files },
      text: [formatBlock(block), [...shown, ...more].join('\n')].filter((part) => part !== '').join('\n\n'),
    };
  },
});

function readNumber(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} is a number of 1 or more, not "${text}".`);
}
