import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Api } from './support/api.ts';
import { openOrganisation } from './support/organisation.ts';
import { type System, startSystem } from './support/start-system.ts';

const GUIDE = new URL('../../../docs/resolver.md', import.meta.url);
let system: System;
let admin: Api;

beforeAll(async () => {
  system = await startSystem();
  ({ admin } = await openOrganisation(system));
});
afterAll(() => system?.close());

test('the session of the guide to resolving goes as it is written there', async () => {
  const guide = readFileSync(GUIDE, 'utf8');
  const [scheme, links] = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) =>
    JSON.parse(text),
  );
  expect((await admin.put(`/schemes/${scheme.namespace}`, scheme, { 'if-none-match': '*' })).status).toBe(
    201,
  );
  expect((await admin.post('/links', links)).status).toBe(201);
  const calls = [
    ...guide.matchAll(
      /curl -sI (?:-H '([\w-]+): ([^']+)' )?"?\$PUBLIC_URL([^\s"]+)"? +(\d{3}), location: (\S+)/g,
    ),
  ];
  expect(calls.length).toBeGreaterThan(2);
  for (const [line, header, value, path, status, location] of calls) {
    const headers = header === undefined ? {} : { [header]: value ?? '' };
    const answer = await fetch(`${system.url}${path}`, { method: 'HEAD', headers, redirect: 'manual' });
    expect(answer.status, line).toBe(Number(status));
    expect(answer.headers.get('location'), line).toBe(location);
  }
});
