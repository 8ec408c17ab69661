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
async function run(command: string | undefined, item = '', work = ''): Promise<unknown[]> {
  const env = { ...process.env, MINTMARK: system.url, TOKEN: TEST_ADMIN_TOKEN, ITEM: item, WORK: work };
  const script = `curl() { command curl --silent --show-error --fail-with-body "$@"; echo; }; set -e; ${command}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

test('every command of the guide about items does what it says', async () => {
  expect(commands).toHaveLength(6);
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

  // The work is made by the first of these; its id is in the answer, as the page says.
  const [start, ...reads] = (commands[3] ?? '').split(/^(?=curl)/m);
  const [next] = await run(start, uuid);
  expect(next).toMatchObject({ state: 'workspace', work: { version: 2 } });
  const { work } = next as { work: { id: string } };
  expect(await run(reads.join(''), uuid, work.id)).toMatchObject([
    { items: [{ uuid }, { uuid: (next as { uuid: string }).uuid }] },
    { id: work.id, concept: { type: 'doi' }, versions: [{ uuid }, { state: 'workspace' }] },
  ]);
  expect(await run(commands[4], uuid)).toMatchObject([
    { uuid, collection: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
  expect(await run(commands[5], uuid)).toMatchObject([
    { items: [{ uuid }] },
    { line: 1, op: 'create', outcome: 'done' },
    { line: 2, op: 'withdraw', outcome: 'done', uuid },
    { whole: true, lines: 2, done: 2, refused: 0 },
  ]);
});
