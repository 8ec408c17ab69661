import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Idr, instrumentScheme, linkBody, openIdr, registration, startWithKey } from './support/idr.ts';
import { sendBytes, writeRequest } from './support/raw-http.ts';
import type { System } from './support/start-system.ts';

let system: System;
let key: string;
let linkId: string;
let v4: Idr;

beforeAll(async () => {
  ({ system, key } = await startWithKey());
  v4 = openIdr(system, '/api/v4', key);
  await v4.post('/identifiers', instrumentScheme());
  const { body } = await v4.post<{ responses: { linkId: string }[] }>('/resolver', registration());
  linkId = body.responses[0]?.linkId ?? '';
});
afterAll(() => system?.close());

const LONG = 'x'.repeat(900_000);
const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const [first] = instrumentScheme().applicationIdentifiers as Record<string, unknown>[];
const scheme = (members: Record<string, unknown>): string =>
  JSON.stringify({
    namespace: 'hostile',
    applicationIdentifiers: [{ ...first, qualifiers: [], ...members }],
  });
const links = (members: Record<string, unknown>): string =>
  JSON.stringify(registration({ responses: [linkBody(members)] }));

/** What nobody means well with; each is refused with a 4xx and a reason, whatever address it is sent to. */
const BODIES: readonly string[] = [
  '',
  ' ',
  'null',
  '[]',
  '42',
  '"text"',
  '{',
  '{}{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"namespace":"a","namespace":"b"}',
  '{"namespace":"\\u0000"}',
  '{"namespace":"\\ud800"}',
  '{"namespace":{"$gt":""}}',
  '{"applicationIdentifiers":{"length":1e9}}',
  '{"responses":{"0":{},"length":1}}',
  deep(10_000),
  `{"namespace":${deep(100)}}`,
  `{"namespace":"${LONG}"}`,
  scheme({ regex: '(?=a)b' }),
  scheme({ regex: '(a{1000}){1000}' }),
  scheme({ regex: LONG }),
  scheme({ qualifiers: [null, {}, []] }),
  scheme({ shortcode: '../..' }),
  scheme({ ai: LONG }),
  JSON.stringify({ namespace: '../../etc', applicationIdentifiers: [first] }),
  JSON.stringify({ namespace: 'api', applicationIdentifiers: [first] }),
  JSON.stringify({ namespace: 'x', applicationIdentifiers: Array.from({ length: 20_000 }, () => null) }),
  JSON.stringify({ namespace: 'x', applicationIdentifiers: Array.from({ length: 2_000 }, () => first) }),
  links({ targetUrl: 'javascript:alert(1)' }),
  links({ targetUrl: 'https://user:secret@[::1]/' }),
  links({ targetUrl: 'https://{host}/x' }),
  links({ targetUrl: `https://example.org/${'%'.repeat(10)}` }),
  links({ title: 'two\r\nSet-Cookie: x=y' }),
  links({ title: 'x'.repeat(100_000) }),
  links({ linkType: 'gs1:__proto__' }),
  links({ linkType: LONG }),
  links({ context: '\u202eua' }),
  links({ mimeType: 'text/html\r\nX: y' }),
  links({ rel: ['a\r\nb'] }),
  links({ hreflang: Array.from({ length: 10_000 }, () => 'en') }),
  JSON.stringify(registration({ responses: Array.from({ length: 2_000 }, () => null) })),
  JSON.stringify(registration({ responses: Array.from({ length: 1_000 }, () => linkBody()) })),
  JSON.stringify(registration({ identificationKey: 'x'.repeat(100_000) })),
  JSON.stringify(registration({ qualifierPath: '/10/A'.repeat(10_000) })),
  JSON.stringify(registration({ qualifierPath: '/10/%00' })),
  JSON.stringify(registration({ description: 'x'.repeat(100_000) })),
];

describe.each(['/api/v4', '/api/1.0.0', '/api/2.0.0'])('%s', (prefix) => {
  test('nothing that is sent makes it fail, and every refusal has a reason in one of the three shapes', async () => {
    const idr = openIdr(system, prefix, key);
    for (const [method, path] of [
      ['POST', '/identifiers'],
      ['POST', '/resolver'],
      ['PUT', `/resolver/links/${linkId}`],
    ] as const) {
      for (const body of BODIES) {
        const answer = await idr.call(method, path, body, { 'content-type': 'application/json' });
        const name = `${method} ${path} ${body.slice(0, 100)} → ${answer.status} ${answer.text.slice(0, 200)}`;
        const isHarmless = answer.status === 200 && method === 'PUT';
        expect.soft(isHarmless || (answer.status >= 400 && answer.status < 500), name).toBe(true);
        if (answer.status >= 400) {
          const { errors, error } = answer.body as { errors?: unknown[]; error?: string };
          expect.soft(errors?.length ?? error?.length ?? 0, name).toBeGreaterThan(0);
          expect.soft(answer.text.length, name).toBeLessThan(200_000);
        }
      }
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((await idr.get('/health-check')).status).toBe(200);
  });

  test('strange addresses are refused in its own shape, and lead nowhere', async () => {
    for (const path of [
      '/instruments/01/%',
      '/instruments/01/%zz',
      '/instruments/01/%ff',
      '/instruments/01/%00',
      '/instruments/01/09359502000041/10/',
      '/instruments/01/09359502000041//A',
      '/instruments//09359502000041',
      '//instruments/01/09359502000041',
      '/__proto__/01/1',
      '/instruments/__proto__/1',
      '/instruments/constructor/1',
      `/instruments/01/${'x'.repeat(10_000)}`,
      `/instruments/01/09359502000041${'/10/A'.repeat(500)}`,
      '/instruments/01/09359502000041?linkType=%',
      '/instruments/01/09359502000041?linkType=a&linkType=b',
      '/voc/%',
      '/resolver/links/..%2f..',
      '/nothing',
      '/',
    ]) {
      const { status, body } = await sendBytes(
        system.config.port,
        writeRequest({ path: `${prefix}${path}` }),
      );
      expect.soft([400, 401, 404, 414], `${path} → ${status} ${body.slice(0, 200)}`).toContain(status);
      expect.soft(JSON.parse(body), path).toHaveProperty('timestamp');
    }
  });

  test('other methods and other types of bodies are refused in its own shape', async () => {
    const idr = openIdr(system, prefix, key);
    const patch = await idr.call('PATCH', '/identifiers', {});
    expect([patch.status, patch.body]).toEqual([
      404,
      expect.objectContaining({
        message: `Cannot PATCH ${prefix}/identifiers`,
        statusCode: 404,
        error: 'Not Found',
      }),
    ]);
    const form = await idr.call('POST', '/resolver', 'a=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([form.status, form.body]).toEqual([415, expect.objectContaining({ statusCode: 415 })]);
    const large = await idr.call('POST', '/resolver', `{"a":"${'x'.repeat(2_000_000)}"}`);
    expect([large.status, large.body]).toEqual([413, expect.objectContaining({ statusCode: 413 })]);
  });
});

test('malformed JSON is told in the shape of release 4’s framework', async () => {
  const { status, body } = await v4.post('/identifiers', '{"namespace":');
  expect([status, body]).toEqual([
    400,
    {
      timestamp: expect.any(String),
      path: '/api/v4/identifiers',
      message: expect.any(String),
      error: 'Bad Request',
      statusCode: 400,
    },
  ]);
});
