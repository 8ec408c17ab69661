import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

const NEWCOMER = '0000-0002-1694-233X';
const MEMBERS = '/organisations/default/members';

let system: System;
let josiah: string;
let laure: string;
beforeAll(async () => {
  system = await startSystem({ env: { SIGN_UP: 'closed' } });
  josiah = (await signIn(system, JOSIAH)).token;
  laure = (await signIn(system, LAURE)).token;
});
afterAll(() => system.close());

async function call(
  token: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${system.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

async function setRoles(roles: Record<string, 'member' | 'curator' | 'admin' | null>): Promise<void> {
  for (const [orcid, role] of Object.entries(roles)) {
    const answer =
      role === null
        ? await call(TEST_ADMIN_TOKEN, 'DELETE', `${MEMBERS}/${orcid}`)
        : await call(TEST_ADMIN_TOKEN, 'PUT', `${MEMBERS}/${orcid}`, { role });
    expect([200, 204, 404]).toContain(answer.status);
  }
}

async function readRole(orcid: string): Promise<unknown> {
  const { body } = await call(TEST_ADMIN_TOKEN, 'GET', MEMBERS);
  return (body.items as { orcid: string; role: string }[]).find((each) => each.orcid === orcid)?.role ?? null;
}

describe('members of an organisation', () => {
  test('the operator makes the first administrator, who then adds colleagues', async () => {
    await setRoles({ [JOSIAH]: 'admin', [LAURE]: null, [NEWCOMER]: null });
    const added = await call(josiah, 'PUT', `${MEMBERS}/${LAURE}`, { role: 'curator' });
    expect(added).toMatchObject({
      status: 200,
      body: { orcid: LAURE, orcidUrl: `${system.orcid.url}/${LAURE}`, name: 'Laure Haak', role: 'curator' },
    });
    expect((await call(laure, 'GET', '/me')).body).toMatchObject({
      organisations: [{ slug: 'default', role: 'curator' }],
    });
    const { body } = await call(josiah, 'GET', MEMBERS);
    expect(body).toMatchObject({
      items: [
        { orcid: LAURE, role: 'curator' },
        { orcid: JOSIAH, role: 'admin' },
      ],
      next: null,
    });
  });

  test('a colleague is added before their first sign-in, and is a member when they come', async () => {
    await setRoles({ [JOSIAH]: 'admin' });
    const added = await call(josiah, 'PUT', `${MEMBERS}/${NEWCOMER.toLowerCase()}`, { role: 'member' });
    expect(added).toMatchObject({ status: 200, body: { orcid: NEWCOMER, name: null, role: 'member' } });
    const newcomer = openBrowser(system);
    await newcomer.signIn(NEWCOMER);
    const me = await fetch(`${system.url}/api/v1/me`, { headers: { cookie: newcomer.cookieHeader() } });
    expect(await me.json()).toMatchObject({ organisations: [{ slug: 'default', role: 'member' }] });
  });

  test('someone who is taken out loses the rights at once', async () => {
    await setRoles({ [JOSIAH]: 'admin', [LAURE]: 'member' });
    expect((await call(josiah, 'DELETE', `${MEMBERS}/${LAURE}`)).status).toBe(204);
    expect((await call(laure, 'GET', '/me')).body).toMatchObject({ organisations: [] });
    expect((await call(josiah, 'DELETE', `${MEMBERS}/${LAURE}`)).status).toBe(404);
  });

  test('members and curators neither see nor change the list', async () => {
    for (const role of ['member', 'curator'] as const) {
      await setRoles({ [JOSIAH]: 'admin', [LAURE]: role });
      expect((await call(laure, 'GET', MEMBERS)).status).toBe(403);
      expect((await call(laure, 'PUT', `${MEMBERS}/${LAURE}`, { role: 'admin' })).status).toBe(403);
      expect((await call(laure, 'DELETE', `${MEMBERS}/${JOSIAH}`)).status).toBe(403);
    }
    expect(await readRole(LAURE)).toBe('curator');
  });

  test('to a stranger an organisation that exists looks like one that does not', async () => {
    await setRoles({ [JOSIAH]: 'admin', [LAURE]: null });
    const [real, invented] = [
      await call(laure, 'GET', MEMBERS),
      await call(laure, 'GET', '/organisations/invented/members'),
    ];
    expect(real.status).toBe(404);
    expect(real.body).toEqual(invented.body);
    expect((await call(laure, 'GET', '/organisations')).body).toEqual({ items: [], next: null });
  });

  test('a token without org:admin does not manage members', async () => {
    await setRoles({ [JOSIAH]: 'admin' });
    const { token } = await signIn(system, JOSIAH, ['pid:read']);
    expect((await call(token, 'GET', MEMBERS)).status).toBe(403);
    expect((await call(token, 'PUT', `${MEMBERS}/${LAURE}`, { role: 'admin' })).status).toBe(403);
  });

  test('the last administrator cannot leave the organisation without one; the operator may', async () => {
    await setRoles({ [JOSIAH]: 'admin', [LAURE]: 'member' });
    expect((await call(josiah, 'DELETE', `${MEMBERS}/${JOSIAH}`)).status).toBe(409);
    expect((await call(josiah, 'PUT', `${MEMBERS}/${JOSIAH}`, { role: 'member' })).status).toBe(409);
    expect(await readRole(JOSIAH)).toBe('admin');
    expect((await call(TEST_ADMIN_TOKEN, 'DELETE', `${MEMBERS}/${JOSIAH}`)).status).toBe(204);
  });

  test('two administrators who remove each other at the same time do not both succeed', async () => {
    await setRoles({ [JOSIAH]: 'admin', [LAURE]: 'admin' });
    const answers = await Promise.all([
      call(josiah, 'DELETE', `${MEMBERS}/${LAURE}`),
      call(laure, 'DELETE', `${MEMBERS}/${JOSIAH}`),
    ]);
    expect(answers.filter((each) => each.status === 204)).toHaveLength(1);
    const roles = [await readRole(JOSIAH), await readRole(LAURE)];
    expect(roles.filter((role) => role === 'admin')).toHaveLength(1);
  });

  test('every change is in the history', async () => {
    await setRoles({ [JOSIAH]: 'admin', [LAURE]: null });
    const last = await system.ctx.db
      .selectFrom('events')
      .select('id')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    await call(josiah, 'PUT', `${MEMBERS}/${LAURE}`, { role: 'member' });
    await call(josiah, 'PUT', `${MEMBERS}/${LAURE}`, { role: 'member' });
    await call(josiah, 'PUT', `${MEMBERS}/${LAURE}`, { role: 'curator' });
    await call(josiah, 'DELETE', `${MEMBERS}/${LAURE}`);
    const events = await system.ctx.db
      .selectFrom('events')
      .select(['action', 'before', 'after'])
      .where('subject_type', '=', 'membership')
      .where('id', '>', last.id)
      .orderBy('id')
      .execute();
    expect(events).toEqual([
      { action: 'add', before: null, after: { role: 'member' } },
      { action: 'change-role', before: { role: 'member' }, after: { role: 'curator' } },
      { action: 'remove', before: { role: 'curator' }, after: null },
    ]);
  });

  test.each([
    ['0000-0002-1825-0098', { role: 'member' }, '/params/orcid'],
    ['josiah', { role: 'member' }, '/params/orcid'],
    [JOSIAH, { role: 'owner' }, '/role'],
    [JOSIAH, {}, '/role'],
    [JOSIAH, { role: 'member', operator: true }, '/operator'],
  ])('a wrong iD or role is refused: %s %j', async (orcid, body, pointer) => {
    const answer = await call(TEST_ADMIN_TOKEN, 'PUT', `${MEMBERS}/${orcid}`, body);
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { pointer: string }[]).map((each) => each.pointer)).toContain(pointer);
  });

  test('the operator sees all organisations, a member theirs', async () => {
    await setRoles({ [JOSIAH]: 'admin' });
    expect((await call(TEST_ADMIN_TOKEN, 'GET', '/organisations')).body).toEqual({
      items: [{ slug: 'default', name: 'Default organisation', role: null }],
      next: null,
    });
    expect((await call(josiah, 'GET', '/organisations')).body).toEqual({
      items: [{ slug: 'default', name: 'Default organisation', role: 'admin' }],
      next: null,
    });
    expect((await call(TEST_ADMIN_TOKEN, 'GET', '/organisations/none/members')).status).toBe(404);
  });
});
