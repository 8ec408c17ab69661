import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { AnchorEntry, LinkRow, LinkSum, LinkUpload, MintmarkClient } from '@mintmark/client';
import { defineCommand, type Outcome, type Surroundings, suggest } from '../command.ts';
import { connect } from '../connect.ts';
import { exitCodes } from '../exit-codes.ts';
import { RefusedError, UsageError } from '../failures.ts';
import { findNearest } from '../nearest.ts';
import { formatEvents } from '../present.ts';
import { formatAnchor, formatAnchorList, formatRefusedRows, formatSum } from '../present-links.ts';
import { createProgress } from '../progress.ts';
import { readLimit, readPages } from '../read-limit.ts';

const verbs = ['list', 'show', 'import'] as const;
const formats = { csv: 'text/csv', jsonl: 'application/jsonl' } as const;
const SHOWN_ROWS = 100;
const DEFAULT_LIMIT = 50;

export const links = defineCommand({
  name: 'links',
  summary: 'List and show identifiers with their links, and import links',
  positionals: ['VERB', '[NAME]'],
  usage: 'list [BEGINNING] | show IDENTIFIER | import FILE  [OPTIONS]',
  options: {
    limit: { type: 'string', value: 'N', help: `list: at most N (${DEFAULT_LIMIT})` },
    at: { type: 'string', value: 'TIME', help: 'show: as it was then, such as 2026-01-01T00:00:00Z' },
    events: { type: 'boolean', help: 'show: with everything that happened to it' },
    format: {
      type: 'string',
      value: 'FORMAT',
      choices: Object.keys(formats),
      help: "import: csv or jsonl; default: by FILE's ending",
    },
  },
  notes: `An IDENTIFIER is a namespace, then names and values: gs1/01/09506000134352/10/ABC, or gs1/gtin/… with names in words.
FILE has one link a row (CSV with the columns anchor, linkType, target, title and others), or one identifier with its
links a line (JSON Lines); - reads standard input. The same file once more changes nothing. It ends with 1 when rows
were refused; the others are done all the same.`,
  async run(surroundings, { values, positionals: [verb = '', name] }) {
    const known = verbs.find((each) => each === verb);
    if (known === undefined) {
      throw new UsageError(`mintmark links does not know "${verb}".${suggest(findNearest(verb, verbs))}`);
    }
    if (known !== 'list' && name === undefined) {
      throw new UsageError(`mintmark links ${known} needs ${known === 'show' ? 'IDENTIFIER' : 'FILE'}.`);
    }
    const client = await connect(surroundings);
    switch (known) {
      case 'list':
        return list(surroundings, client, { prefix: name, limit: readLimit(values, DEFAULT_LIMIT) });
      case 'show':
        return show(client, name ?? '', { at: values.at, events: values.events === true });
      case 'import':
        return importFile(surroundings, client, name ?? '', values.format);
      default:
        return known satisfies never;
    }
  },
});

async function list(
  surroundings: Surroundings,
  client: MintmarkClient,
  { prefix, limit }: { prefix: string | undefined; limit: number },
): Promise<Outcome> {
  const filter = prefix === undefined ? {} : { prefix };
  const { items, next } = await readPages<AnchorEntry>(limit, (part) =>
    client.listAnchors({ ...filter, ...part }),
  );
  if (items.length === 0) surroundings.tell('There are none.\n');
  else if (next !== null) surroundings.tell('There are more: use --limit.\n');
  return {
    json: { items, next },
    text: items.length === 0 ? '' : formatAnchorList(items, surroundings.columns),
  };
}

async function show(
  client: MintmarkClient,
  name: string,
  { at, events }: { at: string | undefined; events: boolean },
): Promise<Outcome> {
  const anchor = await client.readAnchor(name, at === undefined ? {} : { at });
  const history = events ? await client.listAnchorEvents(anchor.anchor) : null;
  return {
    json: { ...anchor, ...(history === null ? {} : { events: history }) },
    text: [formatAnchor(anchor), ...(history === null ? [] : [formatEvents(history)])].join('\n\n'),
  };
}

async function importFile(
  surroundings: Surroundings,
  client: MintmarkClient,
  file: string,
  format: string | undefined,
): Promise<Outcome> {
  const { size, ...upload } = await openUpload(surroundings, file, format);
  const progress = createProgress(surroundings.showProgress, 'bytes', size);
  const restore = surroundings.onInterrupt(() => {
    progress.end();
    surroundings.tell('The import was broken off. What was done stays; the same file once more goes on.\n');
  });
  const refused: LinkRow[] = [];
  let sum: LinkSum | null = null;
  try {
    const rows = client.registerLinksInBulk({ ...upload, onSent: (bytes) => progress.show(bytes) });
    for (let row = await rows.next(); sum === null; ) {
      if (row.done === true) sum = row.value;
      else {
        if (row.value.outcome === 'refused' && refused.length < SHOWN_ROWS) refused.push(row.value);
        row = await rows.next();
      }
    }
  } finally {
    restore();
    progress.end();
  }
  return {
    json: { ...sum, refusedRows: refused },
    text: [formatSum(sum), formatRefusedRows(refused, sum.refused)].filter(Boolean).join('\n\n'),
    exitCode: sum.done && sum.refused === 0 ? exitCodes.done : exitCodes.refused,
  };
}

async function openUpload(
  { stdin }: Surroundings,
  file: string,
  format: string | undefined,
): Promise<LinkUpload & { size: number | null }> {
  const known = Object.entries(formats).find(([name]) => name === format)?.[1];
  if (file === '-') {
    let isOpened = false;
    const body = (): ReadableStream<Uint8Array> => {
      if (isOpened) throw new RefusedError('Standard input can be read only once.');
      isOpened = true;
      return Readable.toWeb(stdin) as ReadableStream<Uint8Array>;
    };
    return { body, contentType: known ?? formats.jsonl, size: null };
  }
  try {
    const body = await openAsBlob(file);
    const byEnding = /\.(?:jsonl|ndjson)$/i.test(file) ? formats.jsonl : formats.csv;
    return { body, contentType: known ?? byEnding, size: body.size };
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
