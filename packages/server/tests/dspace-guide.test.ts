import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HANDLE_PREFIX } from './support/dspace.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let folder: string;
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX } });
  folder = await mkdtemp(join(tmpdir(), 'mintmark-guide-'));
});
afterAll(async () => {
  await system?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

/** Runs commands of the guide in one shell, one after the other, since later ones use what earlier ones noted. */
async function run(commands: readonly string[]): Promise<string[]> {
  const env = { ...process.env, MINTMARK: system.url, TOKEN: TEST_ADMIN_TOKEN };
  const curl = 'curl() { command curl --silent --show-error --fail-with-body "$@" && echo; }';
  const script = [curl, 'set -e -o pipefail', ...commands.map((each) => `${each}echo '<next>'`)].join('\n');
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env, cwd: folder });
  return stdout.split('<next>\n').map((each) => each.trim());
}

test('every command of the guide for DSpace clients does what it says', async () => {
  const page = await readFile(new URL('../../../docs/dspace.md', import.meta.url), 'utf8');
  const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
  expect(commands).toHaveLength(5);
  const [account = '', , , doi = '', found = ''] = await run(commands);
  expect(JSON.parse(account)).toMatchObject({ name: 'script@example.org', role: 'curator', password: null });
  const [registered, listed, searched] = doi.split('\n').map((line) => JSON.parse(line));
  expect(registered).toMatchObject({ identifierType: 'doi', identifierStatus: 'TO_BE_REGISTERED' });
  expect(listed).toMatchObject({ identifiers: [{ value: registered.value }, { identifierType: 'handle' }] });
  expect(searched).toMatchObject({ page: { totalElements: 2 } });
  expect(JSON.parse(found)).toMatchObject({ type: 'item', name: 'Water of one spring', inArchive: true });
});
