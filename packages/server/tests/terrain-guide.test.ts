import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Curation, openCuration } from './support/curation.ts';

let curation: Curation;
let folder: string;
beforeAll(async () => {
  curation = await openCuration();
  folder = await mkdtemp(join(tmpdir(), 'mintmark-guide-'));
});
afterAll(async () => {
  await curation?.system.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

/** Runs commands of the guide in one shell while the worker works, as it does in a service. */
async function run(commands: readonly string[]): Promise<string[]> {
  const { system, laure, josiah } = curation;
  const env = {
    ...process.env,
    MINTMARK: system.url,
    ORCID: laure.orcid,
    TOKEN: laure.token,
    CURATOR: josiah.token,
  };
  const curl = 'curl() { command curl --silent --show-error --fail-with-body "$@" && echo; }';
  const script = [curl, 'set -e -o pipefail', ...commands.map((each) => `${each}echo '<next>'`)].join('\n');
  let ended = false;
  const shell = promisify(execFile)('bash', ['-c', script], { env, cwd: folder }).finally(() => {
    ended = true;
  });
  // Awaited below; here it only keeps a failure from being nobody's while the worker works.
  shell.catch(() => {});
  while (!ended) {
    await system.drain();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return (await shell).stdout.split('<next>\n').map((each) => each.trim());
}

test('every command of the guide for people from CyVerse does what it says', async () => {
  const page = await readFile(new URL('../../../docs/cyverse.md', import.meta.url), 'utf8');
  const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) => text);
  expect(commands).toHaveLength(4);
  const [, submitted = '', curated = '', own = ''] = await run(commands);
  expect(JSON.parse(submitted)).toMatchObject({ total: 1, requests: [{ status: 'Submitted' }] });
  const [listed = '', evaluated = '', ...more] = curated.split('\n');
  expect(JSON.parse(listed)).toMatchObject({ total: 1 });
  expect(JSON.parse(evaluated).history.at(-1)).toMatchObject({
    status: 'Evaluation',
    comments: 'I look at it today.',
  });
  expect(curated).toContain('<identifier identifierType="DOI">10.5072/placeholder</identifier>');
  const created = JSON.parse(more.at(-1) ?? '');
  expect(created.history.at(-1)).toMatchObject({ status: 'Completion' });
  expect(JSON.parse(own)).toMatchObject({
    permanent_id: created.permanent_id,
    folder: { path: '/default/curated/Haak_springs_2026', permission: 'read' },
  });
});
