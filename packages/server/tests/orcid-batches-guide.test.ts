import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { itemKinds } from '@mintmark/orcid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnsOf, entryColumns } from '../src/modules/orcid/batches/columns.ts';
import { connectWhole } from './support/orcid-entries.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let guide: string;
let commands: string[];
beforeAll(async () => {
  system = await startSystem();
  guide = await readFile(new URL('../../../docs/orcid-batches.md', import.meta.url), 'utf8');
  commands = [...guide.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
});
afterAll(() => system?.close());

/** Runs the commands of one example in a shell. @returns what each of them printed */
async function run(command: string | undefined, batch = ''): Promise<string[]> {
  const env = { ...process.env, MINTMARK: system.url, TOKEN: TEST_ADMIN_TOKEN, BATCH: batch };
  const script = `curl() { command curl --silent --show-error --fail-with-body "$@"; printf '\\036'; }; set -e; ${command}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env });
  return stdout.split('\x1e').slice(0, -1);
}

test('every command of the guide about batches does what it says', async () => {
  await connectWhole(system, JOSIAH);
  expect(commands).toHaveLength(5);
  const [said = ''] = await run(commands[0]);
  expect(JSON.parse(said)).toMatchObject({ localId: 'kw-1', deposit: { state: 'due' } });
  const [uploaded = ''] = await run(commands[1]);
  const { id } = JSON.parse(uploaded) as { id: string };
  await system.drain();
  const [result = '', applied = ''] = await run(commands[2], id);
  expect(JSON.parse(result)).toMatchObject([
    { localId: 'kw-2', outcome: 'created', state: null },
    { localId: 'kw-3', outcome: 'created', state: 'held', reason: 'not-connected' },
    { localId: 'kw-4', outcome: 'refused', errors: [{ field: 'orcid' }] },
  ]);
  expect(JSON.parse(applied)).toMatchObject({ dryRun: false, state: 'waiting', counts: { total: 3 } });
  const [template = ''] = await run(commands[3]);
  expect(template.split('\r\n')[0]).toMatch(/^local-id,orcid,email,organization,/);
  const [group = ''] = await run(commands[4]);
  expect(JSON.parse(group)).toMatchObject({ groupId: 'orcid-generated:finse', type: 'conference' });
});

test.each(itemKinds)('the guide names every column of %s, and what it is', (kind) => {
  for (const { name, says } of [...entryColumns, ...columnsOf(kind)]) {
    expect(guide).toContain(`| \`${name}\` | ${says} |`);
  }
});
