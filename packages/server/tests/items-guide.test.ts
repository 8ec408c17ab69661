import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let commands: string[];
beforeAll(async () => {
  system = await startSystem({ env: { HANDLE_PREFIX: '20.500.12345' } });
  const page = await readFile(new URL('../../../docs/items.md', import.meta.url), 'utf8');
  commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
});
afterAll(() => system?.close());

/** Runs the commands of one example in a shell. @returns what each of them printed */
async function run(command: string | undefined, item = ''): Promise<unknown[]> {
  const env = { ...process.env, MINTMARK: system.url, TOKEN: TEST_ADMIN_TOKEN, ITEM: item };
  const script = `curl() { command curl --silent --show-error --fail-with-body "$@"; echo; }; set -e; ${command}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

test('every command of the guide about items does what it says', async () => {
  expect(commands).toHaveLength(3);
  const [made] = await run(commands[0]);
  expect(made).toMatchObject({ state: 'workspace', version: 1, files: [{ name: 'samples.csv' }] });
  const { uuid } = made as { uuid: string };
  expect(await run(commands[1], uuid)).toMatchObject([
    { version: 2, revision: 2 },
    { state: 'archived', identifiers: [{ type: 'handle' }] },
    { type: 'doi', status: 'TO_BE_REGISTERED' },
    { items: [{ type: 'doi' }, { type: 'handle' }] },
  ]);
  const [revisions, diff, reverted, events] = await run(commands[2], uuid);
  expect(revisions).toMatchObject({ items: [{ number: 2 }, { number: 1 }] });
  expect(diff).toMatchObject({ changes: expect.arrayContaining([expect.objectContaining({ op: 'add' })]) });
  expect(reverted).toMatchObject({ revision: 2, state: 'archived' });
  expect(events).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ action: 'archive' })]),
  });
});
