import { readFile, writeFile } from 'node:fs/promises';
import type { LabelOptions, MintmarkClient } from '@mintmark/client';
import type { Input, OptionSpec, Surroundings } from './command.ts';
import { RefusedError, UsageError } from './failures.ts';

const stocks = ['a4-24', 'a4-21', 'a4-65', 'letter-30', 'roll-57x32'] as const;
const values = ['pid', 'url'] as const;

/** Options that write the names of a block to files. */
export const fileOptions = {
  csv: { type: 'string', value: 'FILE', help: 'Write the names to FILE as CSV' },
  fill: { type: 'string', value: 'TABLE.csv', help: 'Fill a column of this table of yours with the names' },
  column: { type: 'string', value: 'NAME', help: 'The column to fill; added when it is missing' },
  value: { type: 'string', value: 'WHAT', choices: values, help: `What to fill in: ${values.join(', ')}` },
  out: { type: 'string', value: 'FILE', help: 'Where the filled table goes' },
  labels: { type: 'string', value: 'FILE.pdf', help: 'Write sheets of labels with QR codes' },
  stock: {
    type: 'string',
    value: 'STOCK',
    choices: stocks,
    help: `What they are printed on: ${stocks.join(', ')}`,
  },
  skip: { type: 'string', value: 'N', help: 'Labels of the first sheet that are used up' },
} as const satisfies Record<string, OptionSpec>;

type FileValues = Input<typeof fileOptions>['values'];

export type FileWish = {
  csv: string | null;
  table: { bytes: Uint8Array<ArrayBuffer>; column: string; value: 'pid' | 'url'; out: string } | null;
  labels: { file: string; options: LabelOptions } | null;
};

/** Reads what is to be written, and the table that is to be filled, before anything is reserved. @throws UsageError */
export async function readFileWish(given: FileValues): Promise<FileWish> {
  const { fill, column, out, labels } = given;
  if (fill === undefined && (column ?? out ?? given.value) !== undefined) {
    throw new UsageError('--column, --value and --out belong to --fill TABLE.csv.');
  }
  if (labels === undefined && (given.stock ?? given.skip) !== undefined) {
    throw new UsageError('--stock and --skip belong to --labels FILE.pdf.');
  }
  if (given.skip !== undefined && !/^\d{1,3}$/.test(given.skip)) {
    throw new UsageError(`--skip is a number, not "${given.skip}".`);
  }
  return {
    csv: given.csv ?? null,
    table: fill === undefined ? null : await readTable(fill, given),
    labels:
      labels === undefined
        ? null
        : {
            file: labels,
            options: {
              stock: stocks.find((each) => each === given.stock) ?? 'a4-24',
              skip: Number(given.skip ?? 0),
            },
          },
  };
}

async function readTable(
  fill: string,
  { column, out, value }: FileValues,
): Promise<NonNullable<FileWish['table']>> {
  if (column === undefined || out === undefined) {
    throw new UsageError('--fill needs --column NAME and --out FILE.');
  }
  try {
    const bytes = new Uint8Array(await readFile(fill));
    return { bytes, column, out, value: values.find((each) => each === value) ?? 'pid' };
  } catch (error) {
    throw new UsageError(`${fill} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Writes the files that were asked for. @returns their names. @throws MintmarkError, RefusedError */
export async function writeFiles(
  client: MintmarkClient,
  blockId: string,
  wish: FileWish,
  { tell }: Pick<Surroundings, 'tell'>,
): Promise<string[]> {
  const written: string[] = [];
  const write = async (file: string, content: string | Uint8Array): Promise<void> => {
    try {
      await writeFile(file, content);
    } catch (error) {
      throw new RefusedError(
        `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    written.push(file);
    tell(`Wrote ${file}.\n`);
  };
  if (wish.csv !== null) await write(wish.csv, await client.downloadNames(blockId));
  if (wish.table !== null) {
    const { bytes, column, value, out } = wish.table;
    await write(out, await client.fillTable(blockId, bytes, { column, value }));
  }
  if (wish.labels !== null) {
    await write(wish.labels.file, await client.printLabels(blockId, wish.labels.options));
  }
  return written;
}
