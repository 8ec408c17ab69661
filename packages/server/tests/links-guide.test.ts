import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from './support/api.ts';
import { type AnchorBody, readAnchor } from './support/links.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let examples: { language: string; text: string }[];
beforeAll(async () => {
  system = await startSystem();
  const page = await readFile(new URL('../../../docs/links.md', import.meta.url), 'utf8');
  examples = [...page.matchAll(/^```(sh|jsonl|csv)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
});
afterAll(() => system?.close());

/** Runs a command of the guide in a shell. @returns what curl printed, one JSON value a request */
async function run(command: string): Promise<string> {
  const env = { ...process.env, MINTMARK: system.url, TOKEN: TEST_ADMIN_TOKEN };
  const script = `curl() { command curl --silent --show-error --fail-with-body "$@"; echo; }; set -e; ${command}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], { env });
  return stdout;
}

test('every command of the guide about links does what it says', async () => {
  const commands = examples.filter(({ language }) => language === 'sh');
  expect(commands).toHaveLength(3);
  const [register, manage, handle] = commands.map(({ text }) => text);
  expect(JSON.parse(await run(register ?? ''))).toMatchObject({
    outcomes: [{ outcome: 'added' }, { outcome: 'added' }],
  });
  expect(await run(handle ?? '')).toContain('"range":"gs1/^9506000"');
  const lines = (await run(manage ?? '')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { description: 'Risotto rice' },
    { items: [{ linkCount: 2 }] },
    { description: 'Risotto rice, 500 g' },
  ]);
});

test('every row of its files is registered', async () => {
  const types = { jsonl: 'application/jsonl', csv: 'text/csv' } as const;
  for (const { language, text } of examples.filter((each) => each.language !== 'sh')) {
    const answer = await fetch(`${system.url}/api/v1/links/bulk`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TEST_ADMIN_TOKEN}`,
        'content-type': types[language as keyof typeof types],
      },
      body: text,
    });
    const [sum] = (await answer.text()).trimEnd().split('\n').slice(-1);
    expect(JSON.parse(sum ?? '')).toMatchObject({ done: true, rows: 2, refused: 0 });
  }
  const api = createApi(system, TEST_ADMIN_TOKEN);
  const { body } = await readAnchor(api, 'gs1/01/09506000134376');
  expect(body satisfies AnchorBody).toMatchObject({
    links: [
      { titles: { fr: 'Thé' }, isDefault: true, hreflang: ['en', 'fr'] },
      { linkType: 'gs1:instructions' },
    ],
  });
});
