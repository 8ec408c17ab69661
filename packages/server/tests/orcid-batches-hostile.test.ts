import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api } from './support/api.ts';
import {
  BATCHES,
  type BatchBody,
  createEntryBatches,
  ENTRIES,
  type EntryBatches,
  type EntryBody,
  settleEntries,
  signInAdministrator,
} from './support/orcid-entries.ts';
import { JOSIAH } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let admin: Api;
let batches: EntryBatches;
beforeAll(async () => {
  system = await startSystem();
  const { api, token } = await signInAdministrator(system);
  admin = api;
  batches = createEntryBatches(system, token);
});
afterAll(() => system?.close());

const heading = 'local-id,orcid,keyword\n';
const json = { type: 'application/json' };
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));

async function countBatches(): Promise<number> {
  return (await admin.get<{ items: BatchBody[] }>(`${BATCHES}?limit=200`)).body.items.length;
}

describe('files that are refused as a whole, with nothing kept of them', () => {
  test.each([
    ['nothing at all', '', {}, 400, 'empty'],
    ['a heading alone', heading, {}, 400, 'no row'],
    ['a column that there is not', `local-id,orcid,salary\na,${JOSIAH},1\n`, {}, 400, 'columns'],
    ['a column twice', `local-id,orcid,keyword,keyword\na,${JOSIAH},1,2\n`, {}, 400, 'columns'],
    ['a column that only JSON has', `local-id,orcid,item\na,${JOSIAH},{}\n`, {}, 400, 'columns'],
    ['UTF-16', bytes([0xff, 0xfe], Buffer.from(heading, 'utf16le').toString('latin1')), {}, 400, 'UTF'],
    ['Latin-1', bytes(heading, `a,${JOSIAH},caf`, [0xe9], '\n'), {}, 400, 'UTF-8'],
    ['a quote that never closes', `${heading}a,${JOSIAH},"x\n`, {}, 400, 'never closed'],
    ['a cell that is huge', `${heading}a,${JOSIAH},${'x'.repeat(70_000)}\n`, {}, 413, 'longer than'],
    ['more rows than a batch has', heading + `a,${JOSIAH},x\n`.repeat(10_001), {}, 413, '10,000 rows'],
    ['JSON that is cut off', '[{"local-id": "a"', json, 400, 'cut off'],
    ['JSON that is no array', '{"local-id": "a"}', json, 400, 'array'],
    ['another media type', heading, { type: 'application/xml' }, 415, 'text/csv'],
    ['another character set', heading, { type: 'text/csv; charset=latin1' }, 415, 'UTF-8'],
  ])('%s', async (_, body, options, status, words) => {
    const before = await countBatches();
    const answer = await batches.upload('keyword', body, options);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(words);
    expect(await countBatches()).toBe(before);
  });

  test('a kind that ORCID does not have', async () => {
    expect((await batches.upload('biography', heading)).status).toBe(400);
  });

  test('eleven megabytes', async () => {
    const row = `${'x'.repeat(2000)},${JOSIAH},x\n`;
    const answer = await batches.upload('keyword', heading + row.repeat(5600));
    expect(answer.status).toBe(413);
    expect(answer.body.detail).toContain('bytes at most');
  });
});

describe('rows that are refused by themselves, with those beside them done', () => {
  test('in CSV: NUL, a key twice, a wrong iD, too many cells; a formula is text', async () => {
    const { rows } = await settleEntries(
      system,
      batches,
      'keyword',
      `${heading}${[
        `nul,${JOSIAH},a\0b`,
        `same,${JOSIAH},first`,
        `same ,${JOSIAH},second`,
        'typed,0000-0002-1825-0098,x',
        `cells,${JOSIAH},x,y`,
        `=cmd|' /C calc'!A0,${JOSIAH},"=HYPERLINK(""http://x"")"`,
        `${'k'.repeat(300)},${JOSIAH},x`,
        ',,',
        `,${JOSIAH},no key`,
      ].join('\n')}\n`,
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'created',
      'refused',
      'refused',
      'refused',
      'created',
      'refused',
      'refused',
    ]);
    expect(rows.map(({ errors }) => errors[0]?.field)).toEqual([
      'keyword',
      undefined,
      'local-id',
      'orcid',
      '',
      undefined,
      'local-id',
      'local-id',
    ]);
    expect(rows[2]?.errors[0]?.detail).toContain('line 3');
  });

  test('in JSON: members twice, deep nesting, prototypes, half characters, wrong types, NUL in names', async () => {
    const row = (text: string) => `{"local-id": "j${text.length}", "orcid": "${JOSIAH}", ${text}}`;
    const deep = `${'['.repeat(200)}${']'.repeat(200)}`;
    const { rows } = await settleEntries(
      system,
      batches,
      'keyword',
      `[${[
        row('"keyword": "a", "keyword": "b"'),
        row('"item": {"content": "a", "content": "b"}'),
        row(`"item": {"content": ${deep}}`),
        row('"item": {"__proto__": {"content": "x"}}'),
        row('"keyword": "\\ud800"'),
        row('"keyword": ["a"], "item": null'),
        row('"item": "text"'),
        row('"item": {"content": "a", "\\u0000": 1}'),
        row('"keyword": "sound"'),
      ].join(',')}]`,
      json,
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 8 }, () => 'refused'),
      'created',
    ]);
    for (const { outcome, errors } of rows) if (outcome === 'refused') expect(errors[0]?.detail).not.toBe('');
    const { body } = await admin.get<{ items: EntryBody[] }>(`${ENTRIES}?batch=${rows[8]?.entry ?? ''}`);
    expect(body.items ?? []).toEqual([]);
  });

  test('nobody is spoken for whose iD merely was typed in: the entry waits, and nothing is sent', async () => {
    const { rows } = await settleEntries(system, batches, 'keyword', `${heading}typed-in,${JOSIAH},x\n`);
    expect(rows).toMatchObject([
      { outcome: 'created', state: 'held', reason: 'not-connected', putCode: null },
    ]);
  });
});
