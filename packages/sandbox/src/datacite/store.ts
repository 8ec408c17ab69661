import { type FileHandle, open, readFile, rename, writeFile } from 'node:fs/promises';
import type { DoiRecord } from './record.ts';

/** The DOIs of a stand-in. Names are lower case. Writes are kept when the promise resolves. */
export type DoiStore = {
  get(doi: string): DoiRecord | null;
  list(): DoiRecord[];
  put(record: DoiRecord): Promise<void>;
  remove(doi: string): Promise<void>;
  clear(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the store. With a file, it is a journal of JSON lines, one per write, so that a write costs its own
 * size and not that of the whole collection; it is rewritten without history at each opening. A line cut off
 * by a killed process was never acknowledged and is left out. Nothing is forced to disk: what is kept survives
 * the end of the process, not a power cut.
 */
export async function openDoiStore(file: string | undefined): Promise<DoiStore> {
  const records = file === undefined ? new Map<string, DoiRecord>() : await readJournal(file);
  const journal = file === undefined ? null : await startJournal(file, records);
  return {
    get: (doi) => records.get(doi) ?? null,
    list: () => [...records.values()],
    async put(record) {
      const line = { put: withoutKnownHistory(record, records.get(record.doi)) };
      records.set(record.doi, record);
      await journal?.append(line);
    },
    async remove(doi) {
      records.delete(doi);
      await journal?.append({ remove: doi });
    },
    async clear() {
      records.clear();
      await journal?.append({ clear: true });
    },
    async close() {
      await journal?.close();
    },
  };
}

/** `put` carries only the history that earlier lines of the same DOI do not, so that lines do not grow with it. */
type JournalLine = { put?: DoiRecord; remove?: string; clear?: boolean };

async function readJournal(file: string): Promise<Map<string, DoiRecord>> {
  const records = new Map<string, DoiRecord>();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // Every whole line ends with a line feed, so what follows the last one is empty or was cut off.
  for (const line of text.split('\n').slice(0, -1)) {
    const entry: JournalLine = JSON.parse(line);
    if (entry.put !== undefined)
      records.set(entry.put.doi, withHistory(entry.put, records.get(entry.put.doi)));
    if (entry.remove !== undefined) records.delete(entry.remove);
    if (entry.clear === true) records.clear();
  }
  return records;
}

function withoutKnownHistory(record: DoiRecord, known: DoiRecord | undefined): DoiRecord {
  return {
    ...record,
    writes: record.writes.slice(known?.writes.length ?? 0),
    activities: record.activities.slice(known?.activities.length ?? 0),
  };
}

function withHistory(record: DoiRecord, known: DoiRecord | undefined): DoiRecord {
  return {
    ...record,
    writes: [...(known?.writes ?? []), ...record.writes],
    activities: [...(known?.activities ?? []), ...record.activities],
  };
}

async function startJournal(
  file: string,
  records: Map<string, DoiRecord>,
): Promise<{ append(line: JournalLine): Promise<void>; close(): Promise<void> }> {
  const lines = [...records.values()].map((record) => formatLine({ put: record }));
  await writeFile(`${file}.new`, lines.join(''));
  await rename(`${file}.new`, file);
  const handle: FileHandle = await open(file, 'a');
  let last: Promise<unknown> = Promise.resolve();
  return {
    async append(line) {
      // One after the other: lines in the order of the writes. Formatted now, because records change later.
      const text = formatLine(line);
      const written = last.then(() => handle.appendFile(text));
      last = written.catch(() => undefined);
      await written;
    },
    async close() {
      await last;
      await handle.close();
    },
  };
}

function formatLine(line: JournalLine): string {
  return `${JSON.stringify(line)}\n`;
}
