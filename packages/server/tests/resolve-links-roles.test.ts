import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerResolver } from '../src/resolver/index.ts';
import { type System, startSystem } from './support/start-system.ts';
import { GS1, makeParts, putAnchor, putScheme } from './support/typed-links.ts';

const AUDITOR = 'Auditor';
const OWNER = '00000000-0000-4000-8000-000000000001';
let system: System;
let app: FastifyInstance;

beforeAll(async () => {
  system = await startSystem();
  await putScheme(system, makeParts('parts', 'open'));
  await putAnchor(system, 'parts/part/AB1234', {
    organisationId: OWNER,
    links: [
      { href: 'https://example.org/open', title: 'Open', isDefault: true },
      {
        href: 'https://example.org/audit',
        title: 'Audit report',
        relation: `${GS1}auditReport`,
        accessRoles: [AUDITOR],
        predecessors: [{ href: 'https://example.org/audit-1', title: 'Older report', type: null }],
      },
    ],
  });
  await putAnchor(system, 'parts/part/AB1234/lot/L1', {
    organisationId: OWNER,
    links: [{ href: 'https://example.org/secret', isDefault: true, accessRoles: [AUDITOR] }],
  });
  app = Fastify();
  registerResolver(app, {
    ...system.ctx,
    findRoles: async ({ headers }) => {
      const role = { 'Bearer auditor': AUDITOR, 'Bearer member': 'Owner' }[headers.authorization ?? ''];
      return new Map(role === undefined ? [] : [[OWNER, new Set([role])]]);
    },
  });
  await app.ready();
});
afterAll(async () => {
  await app?.close();
  await system?.close();
});

function ask(path: string, authorization?: string) {
  return app.inject({ url: path, headers: authorization === undefined ? {} : { authorization } });
}

describe('a restricted link', () => {
  test('is shown to who has a verified role, in an answer that no shared cache keeps', async () => {
    const answer = await ask('/parts/part/AB1234?linkType=gs1:auditReport', 'Bearer auditor');
    expect(answer.headers.location).toBe('https://example.org/audit');
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    expect(answer.headers.vary).toBe('Accept, Accept-Language, Authorization');
  });

  test.each([
    '?linkType=gs1:auditReport',
    '?linkType=gs1:auditReport&accessRole=untp:accessRole%23Auditor',
    '?linkType=gs1:auditReport&accessRole=Auditor',
    '?accessRole=Auditor',
  ])('is not there for who only claims one (%s)', async (query) => {
    const answer = await ask(`/parts/part/AB1234${query}`);
    expect(answer.headers.location).toBe('https://example.org/open');
    expect(JSON.stringify(answer.headers)).not.toContain('audit');
    expect(answer.headers['cache-control']).toBe('private, no-cache');
  });

  test('is in the linkset of who has a role only', async () => {
    const closed = await ask('/parts/part/AB1234?linkType=linkset&accessRole=Auditor');
    expect(closed.body).not.toContain('audit');
    const open = await ask('/parts/part/AB1234?linkType=linkset', 'Bearer auditor');
    expect(open.body).toContain('https://example.org/audit"');
    expect(open.body).toContain('https://example.org/audit-1');
    expect(open.headers['cache-control']).toBe('private, no-cache');
  });

  test('that is the only one of a level leaves the answer to the level above', async () => {
    expect((await ask('/parts/part/AB1234/lot/L1')).headers.location).toBe('https://example.org/open');
    expect((await ask('/parts/part/AB1234/lot/L1', 'Bearer auditor')).headers.location).toBe(
      'https://example.org/secret',
    );
  });

  test('is shown to the organisation’s own people, and to everyone where it names Anonymous', async () => {
    const { headers } = await ask('/parts/part/AB1234?linkType=gs1:auditReport', 'Bearer member');
    expect(headers.location).toBe('https://example.org/audit');
    await putAnchor(system, 'parts/part/AB0001', {
      links: [{ href: 'https://example.org/all', isDefault: true, accessRoles: ['Anonymous', AUDITOR] }],
    });
    const open = await ask('/parts/part/AB0001');
    expect(open.headers).toMatchObject({ location: 'https://example.org/all', 'cache-control': 'no-cache' });
  });

  test('is not there for who has a role in another organisation', async () => {
    await putAnchor(system, 'parts/part/CD1234', {
      organisationId: '00000000-0000-4000-8000-000000000002',
      links: [{ href: 'https://example.org/theirs', isDefault: true, accessRoles: [AUDITOR] }],
    });
    expect((await ask('/parts/part/CD1234', 'Bearer auditor')).statusCode).toBe(404);
  });
});
