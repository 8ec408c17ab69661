import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataciteMetadata, startWithAdministrator } from './support/isamples.ts';
import type { SignedIn } from './support/people.ts';
import type { System } from './support/start-system.ts';

let system: System;
let admin: SignedIn;

beforeAll(async () => {
  ({ system, admin } = await startWithAdministrator());
});
afterAll(() => system?.close());

const POSTS = [
  '/add_namespace',
  '/manage_orcid_id_for_namespace',
  '/mint_datacite_identifier',
  '/mint_draft_datacite_identifiers',
  '/mint_draft_identifiers',
  '/mint_noidy_identifiers',
];

const BODIES: readonly string[] = [
  '',
  'null',
  '[]',
  '"text"',
  '{',
  '{"shoulder":"99999/fk4","shoulder":"99999/fk5"}',
  '{"__proto__":{"admin":true}}',
  '{"shoulder":"\\u0000","num_identifiers":1,"orcid_ids":[],"orcid_id":"x"}',
  '{"shoulder":"99999/fk4/../x","num_identifiers":1,"orcid_ids":[],"orcid_id":"x"}',
  '{"shoulder":"99999/%2e%2e","num_identifiers":1,"orcid_ids":[],"orcid_id":"x"}',
  '{"shoulder":"99999/fk4","num_identifiers":"1e5","orcid_ids":"x","orcid_id":{}}',
  '{"shoulder":"99999/fk4","num_identifiers":1,"return_filename":"\\u0000","orcid_ids":[null]}',
  '{"num_drafts":1,"datacite_metadata":null}',
  '{"num_drafts":1,"datacite_metadata":{"data":{"attributes":{"prefix":{"a":1}}}}}',
  '{"num_drafts":1,"datacite_metadata":{"data":{"attributes":{"doi":"10.5072/\\ud800"}}}}',
  '{"num_drafts":1,"datacite_metadata":{"data":{"attributes":{"doi":"10.5072/a b"}}}}',
  '{"num_drafts":1,"datacite_metadata":{"data":{"attributes":{"doi":["10.5072/a"],"prefix":"10.5072","event":["publish"]}}}}',
  '{"num_drafts":1,"datacite_metadata":{"data":{"attributes":{"prefix":"10.5072","url":"https://user:pw@example.org/"}}}}',
  '{"num_drafts":1,"datacite_metadata":{"data":{"attributes":{"prefix":"10.5072","creators":[[[]]],"titles":{"0":1}}}}}',
  `{"num_drafts":1,"datacite_metadata":${'['.repeat(100)}${']'.repeat(100)}}`,
];

test.each(POSTS)(
  'nothing that is sent to %s makes the service fail, and every refusal says why',
  async (path) => {
    for (const body of BODIES) {
      const answer = await fetch(`${system.url}/manage${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
        body,
      });
      const text = await answer.text();
      expect.soft([400, 401, 404, 409, 422], `${body} → ${answer.status} ${text}`).toContain(answer.status);
      expect.soft(JSON.parse(text), body).toHaveProperty('detail');
    }
  },
);

test('what is no JSON is refused before it is read, and a strange token without a call to ORCID', async () => {
  const form = await fetch(`${system.url}/manage/mint_noidy_identifiers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.token}` },
    body: new URLSearchParams({ shoulder: '99999/fk4' }),
  });
  expect(form.status).toBe(415);
  for (const token of ['a.b.c', `${'x'.repeat(6000)}.y.z`, 'e30.e30.e30', 'mm_x.y.z']) {
    const answer = await fetch(`${system.url}/manage/mint_noidy_identifiers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
  }
});

test('addresses with strange values are refused, not failed at', async () => {
  const headers = { authorization: `Bearer ${admin.token}` };
  for (const path of [
    '/add_orcid_id',
    '/add_orcid_id?orcid_id=',
    '/add_orcid_id?orcid_id=a&orcid_id=b',
    '/record?identifier=%00',
    '/record?identifier=doi:10.5072/none',
    '/manage_orcid_id_for_namespace',
    '/manage_orcid_id_for_namespace?shoulder=a&shoulder=b&orcid_id=c',
    '/manage_orcid_id_for_namespace?shoulder=99999/fk4&orcid_id=c&is_remove=perhaps',
  ]) {
    const answer = await fetch(`${system.url}/manage${path}`, { headers });
    const text = await answer.text();
    expect.soft([400, 404, 422], `${path} → ${answer.status} ${text}`).toContain(answer.status);
    expect.soft(JSON.parse(text), path).toHaveProperty('detail');
  }
});

test('a wait that is longer than ours, or none, is no reason to fail', async () => {
  for (const prefer of ['wait=0', 'respond-async, wait=0', 'wait="0"']) {
    const answer = await fetch(`${system.url}/manage/mint_datacite_identifier`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json', prefer },
      body: JSON.stringify({ datacite_metadata: dataciteMetadata() }),
    });
    expect(answer.status).toBe(202);
  }
});
