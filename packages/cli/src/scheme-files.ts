import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type MintmarkClient, MintmarkError, type TransferredScheme } from '@mintmark/client';
import { RefusedError } from './failures.ts';

/** What became of one scheme; `key` is its file or its object. */
export type Transfer = TransferredScheme;

const SUFFIX = '.json';

/** Registers every `{namespace}.json` of a directory, or replaces what is registered. @throws MintmarkError, RefusedError */
export async function importFromFiles(
  client: MintmarkClient,
  directory: string,
  options: { organisation?: string; shared?: boolean },
): Promise<Transfer[]> {
  const transfers: Transfer[] = [];
  for (const file of await listFiles(directory)) {
    transfers.push(await importFile(client, join(directory, file), options));
  }
  return transfers;
}

async function importFile(
  client: MintmarkClient,
  path: string,
  options: { organisation?: string; shared?: boolean },
): Promise<Transfer> {
  const namespace = basename(path, SUFFIX);
  const told = { key: path, namespace, detail: null, errors: [] };
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return { ...told, outcome: 'refused', detail: error instanceof Error ? error.message : String(error) };
  }
  try {
    const version = await readVersion(client, namespace);
    const after = await client.putScheme(namespace, { document, version, ...options });
    if (version === null) return { ...told, outcome: 'created' };
    return { ...told, outcome: after.version === version ? 'unchanged' : 'changed' };
  } catch (error) {
    // Without a sign-in, or without the service, the next file would fare no better.
    if (!(error instanceof MintmarkError) || error.kind !== 'refused' || error.status === 401) throw error;
    return { ...told, outcome: 'refused', detail: error.detail, errors: [...error.errors] };
  }
}

async function readVersion(client: MintmarkClient, namespace: string): Promise<number | null> {
  try {
    return (await client.readScheme(namespace)).version;
  } catch (error) {
    if (error instanceof MintmarkError && error.status === 404) return null;
    throw error;
  }
}

/** Writes every scheme to `{namespace}.json` in a directory, which is made where it is missing. */
export async function exportToFiles(client: MintmarkClient, directory: string): Promise<Transfer[]> {
  await mkdir(directory, { recursive: true });
  const transfers: Transfer[] = [];
  for (const { namespace } of await client.listSchemes()) {
    const { document } = await client.readScheme(namespace);
    const key = join(directory, `${namespace}${SUFFIX}`);
    await writeFile(key, `${JSON.stringify(document, null, 2)}\n`);
    transfers.push({ key, namespace, outcome: 'written', detail: null, errors: [] });
  }
  return transfers;
}

async function listFiles(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith(SUFFIX))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RefusedError(`The directory ${directory} cannot be read: ${reason}`);
  }
}
