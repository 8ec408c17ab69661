import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi, type PidBody } from './support/api.ts';
import { type BatchApi, createBatchApi, settle } from './support/batches.ts';
import { addIgsnShoulder } from './support/shoulder-facts.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const TYPES = { csv: 'text/csv', jsonl: 'application/x-ndjson' };

let system: System;
let api: Api;
let batches: BatchApi;
let igsn: string;
beforeAll(async () => {
  system = await startSystem();
  api = createApi(system, TEST_ADMIN_TOKEN);
  batches = createBatchApi(system, TEST_ADMIN_TOKEN);
  igsn = await addIgsnShoulder(system);
});
afterAll(() => system?.close());

/** The examples of a guide in a language, in the order of the page. */
async function readExamples(guide: string): Promise<{ language: string; text: string }[]> {
  const page = await readFile(new URL(`../../../docs/${guide}`, import.meta.url), 'utf8');
  return [...page.matchAll(/^```(json|jsonl|csv)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

const read = async (pid: string | null | undefined): Promise<PidBody> =>
  (await api.get<PidBody>(`/pids/${encodeURIComponent(pid ?? '')}`)).body;

test('every row of the examples about batches is done, one file after the other', async () => {
  const examples = await readExamples('batches.md');
  expect(examples.map(({ language }) => language)).toEqual(['csv', 'jsonl', 'csv']);
  const made: (string | null)[] = [];
  for (const { language, text } of examples) {
    const type = TYPES[language as keyof typeof TYPES];
    const { rows } = await settle(system, batches, text, { type });
    expect(rows.flatMap(({ errors }) => errors)).toEqual([]);
    made.push(...rows.map(({ pid }) => pid));
  }
  expect(made).toHaveLength(7);
  expect(await read('10.5072/core-7-2')).toMatchObject({
    state: 'public',
    metadata: {
      creators: [{ name: 'Carberry, Josiah' }],
      subjects: [{ subject: 'Sediment', subjectScheme: 'Material' }],
    },
  });
  expect(await read('10.5072/spring-1')).toMatchObject({ state: 'withdrawn' });
  expect(await read(made[5])).toMatchObject({
    state: 'public',
    metadata: {
      types: { resourceTypeGeneral: 'PhysicalObject', resourceType: 'Core section' },
      creators: [{ familyName: 'Carberry', nameIdentifiers: [{ nameIdentifierScheme: 'ORCID' }] }],
      geoLocations: [
        {
          geoLocationPlace: 'Example Lake',
          geoLocationPoint: { pointLatitude: 46.2, pointLongitude: 7.3 },
        },
      ],
      relatedIdentifiers: [{ relatedIdentifier: '10.5072/core-7', relationType: 'IsDerivedFrom' }],
      subjects: [{ subject: 'Sediment' }, { subject: 'Clay' }],
    },
  });
});

test('the examples for people who keep samples mint, and publish what was reserved before', async () => {
  const [single, many] = await readExamples('sample-curators.md');
  expect([single?.language, many?.language]).toEqual(['json', 'csv']);
  const minted = await api.post<PidBody>('/pids', { shoulder: igsn, ...JSON.parse(single?.text ?? '') });
  expect(minted.status, JSON.stringify(minted.body)).toBe(201);
  expect(minted.body.metadata).toMatchObject({ dates: [{ date: '2026-07-14', dateType: 'Collected' }] });

  const names = [...(many?.text ?? '').matchAll(/^10\.5072\/[^,]+/gm)].map(([name]) => name);
  const reserving = `shoulder,pid\n${names.map((name) => `10.5072/core,${name}\n`).join('')}`;
  await settle(system, batches, reserving, { query: { verb: 'reserve' } });
  const { rows } = await settle(system, batches, many?.text ?? '', { query: { verb: 'publish' } });
  expect(rows).toMatchObject(names.map((pid) => ({ pid, outcome: 'ok', state: 'public' })));
  expect((await read('10.5072/core-9')).metadata).toMatchObject({
    creators: [{ name: 'Carberry, Josiah' }],
    subjects: [{ subject: 'Sediment' }, { subject: 'Clay' }],
  });
});

test('the scheme of the guide about schemes is registered, and reads what the guide says', async () => {
  const examples = await readExamples('schemes.md');
  expect(examples.map(({ language }) => language)).toEqual(['json']);
  const document: unknown = JSON.parse(examples[0]?.text ?? '');
  expect((await api.put('/schemes/museum', document)).status).toBe(201);
  const read = await api.post('/schemes/museum/check', { path: 'box/AB-000123/drawer/7' });
  expect(read.body).toMatchObject({
    valid: true,
    anchor: 'museum/01/AB-000123/10/7',
    levels: ['museum/01/AB-000123/10/7', 'museum/01/AB-000123'],
  });
});

test('the session of the guide about resolving answers as the guide says', async () => {
  const examples = await readExamples('resolver.md');
  const [scheme, links] = examples.map(({ text }) => JSON.parse(text) as unknown);
  expect((await api.put('/schemes/store', scheme)).status).toBe(201);
  expect((await api.post('/links', links)).status).toBe(201);

  const page = await readFile(new URL('../../../docs/resolver.md', import.meta.url), 'utf8');
  const asked = [...page.matchAll(/^ {4}curl -sI (.*?) {4,}(\d{3}), location: (\S+)$/gm)];
  expect(asked).toHaveLength(3);
  for (const [, command = '', status, location] of asked) {
    const header = /-H '([^:]+): ([^']+)'/.exec(command);
    const path = /\$PUBLIC_URL([^"\s]+)/.exec(command)?.[1] ?? '';
    const answer = await fetch(`${system.url}${path}`, {
      redirect: 'manual',
      headers: header === null ? {} : { [header[1] ?? '']: header[2] ?? '' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([Number(status), location]);
  }
  for (const type of ['application/linkset+json', 'application/linkset']) {
    const answer = await fetch(`${system.url}/store/core/EX0042`, { headers: { accept: type } });
    expect(answer.headers.get('content-type')).toMatch(type);
  }
});
