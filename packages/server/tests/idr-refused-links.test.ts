import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Idr, instrumentScheme, linkBody, openIdr, registration, startWithKey } from './support/idr.ts';
import type { System } from './support/start-system.ts';

let system: System;
let v4: Idr;

beforeAll(async () => {
  const started = await startWithKey();
  system = started.system;
  v4 = openIdr(system, '/api/v4', started.key);
  await v4.post('/identifiers', instrumentScheme());
});
afterAll(() => system?.close());

describe('refusing a registration', () => {
  test.each([
    ['an unknown namespace', { namespace: 'nowhere' }, 404, 'namespace', 'Identifier not found'],
    [
      'an unknown key',
      { identificationKeyType: 'isbn' },
      400,
      'primary',
      "Primary identifier 'isbn' not found",
    ],
    [
      'a qualifier as a key',
      { identificationKeyType: 'lot' },
      400,
      'primary',
      "Primary identifier 'lot' not found",
    ],
    [
      'a value without what the pattern looks for',
      { identificationKey: 'none' },
      400,
      'identificationKey',
      'Invalid value',
    ],
    [
      'an unknown qualifier',
      { qualifierPath: '/99/A' },
      400,
      'qualifiers',
      "Qualifier with AI or shortcode '99' not found",
    ],
    [
      'a qualifier value that does not fit',
      { qualifierPath: '/10/%C3%A4' },
      400,
      'qualifierPath',
      'Invalid value',
    ],
    ['qualifiers in the wrong order', { qualifierPath: '/21/A/10/B' }, 400, 'qualifierPath', 'Invalid value'],
    [
      'a path that is none',
      { qualifierPath: '/10' },
      400,
      'qualifierPath',
      'qualifierPath is not in a valid format',
    ],
  ])('%s', async (_name, members, status, field, message) => {
    const answer = await v4.post('/resolver', registration(members));
    expect([answer.status, answer.body.errors]).toEqual([
      status,
      [expect.objectContaining({ field, message })],
    ]);
  });

  test.each([
    ['no prefix', 'certificationInfo', "Invalid link type 'certificationInfo'"],
    [
      'an unknown prefix',
      'evil:thing',
      expect.stringMatching(/^Invalid namespace prefix: 'evil'\. Expected: 'gs1, untp/),
    ],
    ['an unknown key', 'gs1:nonExistentLinkType', "Invalid link type 'gs1:nonExistentLinkType'"],
    ['a key of another prefix', 'untp:certificationInfo', "Invalid link type 'untp:certificationInfo'"],
  ])('a link type with %s', async (_name, linkType, message) => {
    const answer = await v4.post('/resolver', registration({ responses: [linkBody({ linkType })] }));
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ path: '/api/v4/resolver', errors: [{ field: 'linkType', message }] });
  });

  test('a context that is no country', async () => {
    const answer = await v4.post(
      '/resolver',
      registration({ responses: [linkBody({ context: 'not-a-country' })] }),
    );
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      errors: [
        {
          field: 'context',
          message:
            "Invalid context code: 'not-a-country'. The context code must be valid IETF language tag (BCP 47).",
        },
      ],
    });
  });

  test('a target in a private network, told at its place', async () => {
    const answer = await v4.post(
      '/resolver',
      registration({
        responses: [linkBody(), linkBody({ targetUrl: 'http://169.254.169.254/latest' })],
      }),
    );
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ field: 'responses.1.targetUrl' }] });
  });
});
