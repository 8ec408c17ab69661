import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Api, ProblemBody } from './support/api.ts';
import { createApi } from './support/api.ts';
import {
  type AnchorBody,
  anchorPath,
  type LinkBody,
  openScheme,
  type RegistrationBody,
  readAnchor,
  readShown,
  register,
  wishLink,
} from './support/links.ts';
import { openOrganisation, SOFIA, setRole } from './support/organisation.ts';
import { signIn } from './support/people.ts';
import { type System, startSystem } from './support/start-system.ts';

let system: System;
let admin: Api;
let member: Api;
let operator: Api;
beforeAll(async () => {
  system = await startSystem();
  ({ admin, member, operator } = await openOrganisation(system));
  await openScheme(system);
});
afterAll(() => system.close());

let lastNumber = 1000;
/** A core that no test has used. */
const fresh = () => {
  lastNumber += 1;
  return `cores/1/AB${lastNumber}`;
};

describe('registering links', () => {
  test('makes the identifier, and says where it resolves', async () => {
    const answer = await admin.post<RegistrationBody>('/links', {
      anchor: 'cores/core/AB0001/box/7',
      description: 'Box 7 of the first core',
      links: [
        wishLink({
          titles: { fr: 'Au sujet de cette carotte', 'zh-hans': '关于此岩芯' },
          types: ['text/HTML', 'application/pdf'],
          hreflang: ['EN-us', 'es-419'],
          context: 'AU',
          method: ['POST', 'X-API-Key'],
          rel: ['untp:idr'],
          encryptionMethod: 'AES-128',
          public: true,
          passQuery: true,
          accessRoles: ['untp:accessRole#Customer', 'loan-desk'],
          validFrom: '2026-01-01T01:00:00+01:00',
          validUntil: '2027-01-01T00:00:00Z',
        }),
      ],
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe('/api/v1/anchors/cores%2F1%2FAB0001%2F2%2F7');
    expect(answer.body).toMatchObject({
      anchor: 'cores/1/AB0001/2/7',
      resolverUri: `${system.url}/cores/1/AB0001/2/7`,
      state: 'active',
      created: true,
      outcomes: [{ outcome: 'added' }],
      links: [
        {
          relation: 'describedby',
          titles: { fr: 'Au sujet de cette carotte', 'zh-Hans': '关于此岩芯' },
          types: ['text/html', 'application/pdf'],
          hreflang: ['en-US', 'es-419'],
          accessRoles: ['untp:accessRole#Customer', 'loan-desk'],
          validFrom: '2026-01-01T00:00:00.000Z',
          isDefault: true,
          isDefaultContext: true,
          isDefaultType: true,
        },
      ],
    });
    const [link] = answer.body.links;
    const read = await admin.get<LinkBody>(`/links/${link?.id}`);
    expect(read.headers.get('etag')).toBe('"1"');
    expect(read.body).toEqual({ anchor: 'cores/1/AB0001/2/7', ...link });
  });

  test('shows the resolver exactly what it needs', async () => {
    const anchor = fresh();
    const { organisation, links } = await register(admin, anchor, [wishLink()], { description: 'A core' });
    const shown = await readShown(system, anchor);
    expect(shown).toEqual({
      organisationId: expect.any(String),
      organisation,
      description: 'A core',
      state: 'active',
      reason: null,
      withdrawnAt: null,
      successor: null,
      updatedAt: '2026-06-01T09:00:00.000Z',
      links: [
        {
          id: links[0]?.id,
          href: 'https://example.org/core',
          relation: 'describedby',
          curie: null,
          title: 'About this core',
          titles: {},
          types: [],
          hreflang: [],
          context: '',
          isDefault: true,
          isDefaultContext: true,
          isDefaultType: true,
          passQuery: null,
          accessRoles: [],
          encryptionMethod: null,
          method: [],
          rel: [],
          public: null,
          validFrom: null,
          validUntil: null,
          predecessors: [],
        },
      ],
    });
  });
});

export type { AnchorBody, ProblemBody };
export { anchorPath, createApi, member, operator, readAnchor, SOFIA, setRole, signIn };
