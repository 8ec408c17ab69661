import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppContext } from '../src/context.ts';
import { transact } from '../src/db/index.ts';
import { ensureOrganisation, readFirstOrganisation } from '../src/modules/accounts/index.ts';
import { type Answer, type Api, createApi, type ProblemBody } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { SOFIA, setRole } from './support/organisation.ts';
import { JOSIAH, LAURE, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';
import { type Ask, openStewardDesk } from './support/stewards.ts';

const ROLES = '/organisations/default/access-roles';

type RoleBody = { orcid: string; orcidUrl: string; name: string | null; role: string; createdAt: string };

let system: System;
let admin: Api;
let adminToken: string;
let ask: Ask;
let firstId: string;
let secondId: string;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  system = await startSystem({ env: { SIGN_UP: 'closed' } });
  closers.push(() => system.close());
  await setRole(system, JOSIAH, 'admin');
  firstId = (await readFirstOrganisation(system.ctx.db)).id;
  system.clock.advance(1000);
  secondId = await ensureOrganisation(system.ctx, { slug: 'second', name: 'Second Example Organisation' });
  adminToken = (await signIn(system, JOSIAH)).token;
  admin = createApi(system, adminToken);
  const desk = await openStewardDesk(system.ctx);
  closers.push(desk.close);
  ask = desk.ask;
});
afterAll(async () => {
  for (const close of closers.toReversed()) await close();
});

async function grant(
  path: string,
  token = adminToken,
): Promise<{ status: number; body: RoleBody & ProblemBody }> {
  const response = await fetch(`${system.url}/api/v1${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: (await response.json()) as RoleBody & ProblemBody };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function rolesWith(headers: Record<string, string>): Promise<Record<string, string[]>> {
  const answer = await ask('/roles', headers);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

describe('giving roles', () => {
  test('an administrator gives one before the first sign-in, and it is there when the person comes', async () => {
    const given = await grant(`${ROLES}/${SOFIA.toLowerCase()}/Auditor`);
    expect(given).toMatchObject({
      status: 200,
      body: { orcid: SOFIA, orcidUrl: `${system.orcid.url}/${SOFIA}`, name: null, role: 'Auditor' },
    });
    const { token } = await signIn(system, SOFIA);
    expect(await rolesWith(bearer(token))).toEqual({ [firstId]: ['Auditor'] });
    const { body } = await admin.get<{ items: RoleBody[] }>(ROLES);
    expect(body.items).toContainEqual(expect.objectContaining({ orcid: SOFIA, role: 'Auditor' }));
    await admin.delete(`${ROLES}/${SOFIA}/Auditor`);
  });

  test("roles are UNTP's or an organisation's own, by their short names", async () => {
    for (const role of ['Customer', 'Regulator', 'Recycler', 'Auditor', 'Owner', 'field.crew-2_b', 'A']) {
      expect((await grant(`${ROLES}/${LAURE}/${role}`)).body.role).toBe(role);
    }
    const whole = encodeURIComponent('untp:accessRole#Regulator');
    expect((await grant(`${ROLES}/${LAURE}/${whole}`)).body.role).toBe('Regulator');
    const { body } = await admin.get<{ items: RoleBody[] }>(`${ROLES}?limit=200`);
    const held = body.items.filter((each) => each.orcid === LAURE).map((each) => each.role);
    expect(held).toEqual(['A', 'Auditor', 'Customer', 'Owner', 'Recycler', 'Regulator', 'field.crew-2_b']);
    for (const role of held) expect((await admin.delete(`${ROLES}/${LAURE}/${role}`)).status).toBe(204);
  });

  test.each([
    ['regulator', 'a name of UNTP in other letters'],
    ['OWNER', 'a name of UNTP in other letters'],
    ['Anonymous', 'everyone has it'],
    ['untp%3AaccessRole%23Anonymous', 'everyone has it'],
    ['untp%3AaccessRole%23', 'no name'],
    ['other%3AaccessRole%23Auditor', 'another vocabulary'],
    ['1st', 'begins with a digit'],
    ['a%2Fb', 'a slash'],
    ['a%20b', 'a space'],
    ['R%C3%A9gulateur', 'an accent'],
    ['%D0%90uditor', 'a Cyrillic letter that looks Latin'],
    [`A${'a'.repeat(64)}`, 'too long'],
    ["A'--", 'a quotation mark'],
    ['A%00', 'NUL'],
    ['A%0a', 'a line break'],
    ['__proto__', 'no letter first'],
  ])('a role that is none is refused: %s (%s)', async (role) => {
    for (const method of ['PUT', 'DELETE']) {
      const response = await fetch(`${system.url}/api/v1${ROLES}/${LAURE}/${role}`, {
        method,
        headers: bearer(adminToken),
      });
      expect(response.status).toBe(400);
    }
  });

  test('an iD with a wrong check digit and a wrong role are told together', async () => {
    const { status, body } = await grant(`${ROLES}/0000-0002-1825-0098/regulator`);
    expect(status).toBe(400);
    expect(body.errors?.map((each) => each.pointer)).toEqual(['/params/orcid', '/params/role']);
  });

  test('giving one again is harmless; taking it away works once, and at once', async () => {
    const { token } = await signIn(system, LAURE);
    const first = await grant(`${ROLES}/${LAURE}/Regulator`);
    system.clock.advance(5000);
    expect((await grant(`${ROLES}/${LAURE}/Regulator`)).body).toEqual(first.body);
    expect(await rolesWith(bearer(token))).toEqual({ [firstId]: ['Regulator'] });
    expect((await admin.delete(`${ROLES}/${LAURE}/Regulator`)).status).toBe(204);
    expect(await rolesWith(bearer(token))).toEqual({});
    expect((await admin.delete(`${ROLES}/${LAURE}/Regulator`)).status).toBe(404);
  });

  test('giving and taking at the same moment is settled one after the other', async () => {
    const path = `${ROLES}/${SOFIA}/Inspector`;
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async (_, turn) =>
        turn % 2 === 0 ? (await grant(path)).status : (await admin.delete(path)).status,
      ),
    );
    expect(statuses.filter((_, turn) => turn % 2 === 0)).toEqual(Array(10).fill(200));
    for (const status of statuses.filter((_, turn) => turn % 2 === 1)) expect([204, 404]).toContain(status);
    const events = await system.ctx.db
      .selectFrom('events')
      .select('action')
      .where('subject_id', '=', `${firstId}|stand-in|${SOFIA}|Inspector`)
      .orderBy('id')
      .execute();
    expect(events.map(({ action }) => action)).toEqual(
      events.map((_, turn) => (turn % 2 === 0 ? 'grant' : 'withdraw')),
    );
    await admin.delete(path);
  });

  test('every change is in the history, and nothing that changed nothing', async () => {
    const path = `${ROLES}/${SOFIA}/Recycler`;
    await grant(path);
    await grant(path);
    await admin.delete(path);
    await admin.delete(path);
    const events = await system.ctx.db
      .selectFrom('events')
      .select(['action', 'actor', 'before', 'after'])
      .where('subject_type', '=', 'access-role')
      .where('subject_id', '=', `${firstId}|stand-in|${SOFIA}|Recycler`)
      .orderBy('id')
      .execute();
    const held = { organisation: firstId, orcid: SOFIA, role: 'Recycler' };
    expect(events).toMatchObject([
      { action: 'grant', actor: { kind: 'person', orcid: JOSIAH }, after: held },
      { action: 'withdraw', before: held, after: null },
    ]);
  });

  test('lists come in pages', async () => {
    const path = '/organisations/second/access-roles';
    const wanted = [LAURE, SOFIA].flatMap((orcid) =>
      ['Auditor', 'Customer'].map((role) => `${orcid} ${role}`),
    );
    for (const each of wanted) await grant(`${path}/${each.replace(' ', '/')}`, TEST_ADMIN_TOKEN);
    const operator = createApi(system, TEST_ADMIN_TOKEN);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const query: string = next === '' ? '' : `&cursor=${next}`;
      const { body }: Answer<{ items: RoleBody[]; next: string | null }> = await operator.get(
        `${path}?limit=3${query}`,
      );
      seen.push(...body.items.map((each) => `${each.orcid} ${each.role}`));
      next = body.next;
    }
    expect(seen).toEqual(wanted.toSorted());
    for (const each of wanted) await operator.delete(`${path}/${each.replace(' ', '/')}`);
    expect((await operator.get(`${path}?cursor=nonsense`)).status).toBe(400);
  });

  test('members, weak tokens, keys and strangers neither see nor give roles', async () => {
    await setRole(system, LAURE, 'curator');
    const curator = (await signIn(system, LAURE)).token;
    const weak = (await signIn(system, JOSIAH, ['pid:read', 'pid:publish'])).token;
    const made = await admin.post<{ key: string }>('/organisations/default/keys', { name: 'machine' });
    for (const token of [curator, weak, made.body.key]) {
      expect((await createApi(system, token).get(ROLES)).status).toBe(403);
      expect((await grant(`${ROLES}/${LAURE}/Owner`, token)).status).toBe(403);
      expect((await createApi(system, token).delete(`${ROLES}/${SOFIA}/Owner`)).status).toBe(403);
    }
    await createApi(system, TEST_ADMIN_TOKEN).delete(`/organisations/default/members/${LAURE}`);
    const stranger = await createApi(system, curator).get(ROLES);
    const invented = await createApi(system, curator).get('/organisations/invented/access-roles');
    expect([stranger.status, invented.status]).toEqual([404, 404]);
    expect(stranger.body).toEqual(invented.body);
    expect((await grant(`${ROLES}/${LAURE}/Owner`, curator)).status).toBe(404);
  });
});

describe('which roles a request has', () => {
  test('a stranger has none, and nothing is looked up for them', async () => {
    const db = new Proxy(system.ctx.db, {
      get: () => {
        throw new Error('the database was asked');
      },
    });
    const findTokenOwner = async () => {
      throw new Error('a token was looked up');
    };
    const desk = await openStewardDesk({ ...system.ctx, db, findTokenOwner } as AppContext);
    const strangers: Record<string, string>[] = [
      {},
      { cookie: 'theme=dark' },
      { authorization: 'Basic am9zaWFoOng=' },
    ];
    for (const headers of strangers) {
      const answer = await desk.ask('/roles', headers);
      expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
    }
    expect((await desk.ask('/roles', bearer(adminToken))).statusCode).toBe(500);
    await desk.close();
  });

  test('nobody has a role by saying so', async () => {
    for (const [path, headers] of [
      ['/roles?accessRole=Regulator', {}],
      ['/roles?accessRole=untp%3AaccessRole%23Owner&access_token=x', {}],
      ['/roles', { 'x-access-role': 'Owner' }],
      ['/roles', { cookie: 'accessRole=Owner; mintmark_session=Owner' }],
    ] as const) {
      const answer = await ask(path, headers);
      expect([answer.statusCode, answer.json()]).toEqual([200, {}]);
    }
  });

  test('a person has theirs in the browser and with a token, for the organisation that gave them', async () => {
    await grant(`${ROLES}/${SOFIA}/Auditor`);
    await grant(`${ROLES}/${SOFIA}/Customer`);
    await grant(`/organisations/second/access-roles/${SOFIA}/Regulator`, TEST_ADMIN_TOKEN);
    const browser = openBrowser(system);
    await browser.signIn(SOFIA);
    const expected = { [firstId]: ['Auditor', 'Customer'], [secondId]: ['Regulator'] };
    expect(await rolesWith({ cookie: browser.cookieHeader() })).toEqual(expected);
    expect(await rolesWith(bearer((await signIn(system, SOFIA, ['pid:read'])).token))).toEqual(expected);
  });

  test('a session beside credentials for a proxy in front still counts', async () => {
    const { cookie } = await signIn(system, JOSIAH);
    expect(await rolesWith({ cookie, authorization: 'Basic am9zaWFoOng=' })).toEqual({
      [firstId]: ['Owner'],
    });
  });

  test('a token without pid:read gives none', async () => {
    expect(await rolesWith(bearer((await signIn(system, JOSIAH, ['pid:mint', 'org:admin'])).token))).toEqual(
      {},
    );
  });

  test('members are owners where they are members, and an organisation’s key is; operators everywhere', async () => {
    for (const role of ['member', 'curator', 'admin']) {
      await setRole(system, LAURE, role);
      const { cookie } = await signIn(system, LAURE);
      expect(await rolesWith({ cookie })).toEqual({ [firstId]: ['Owner'] });
    }
    const { body } = await admin.post<{ key: string }>('/organisations/default/keys', { name: 'machine' });
    expect(await rolesWith(bearer(body.key))).toEqual({ [firstId]: ['Owner'] });
    expect(await rolesWith(bearer(TEST_ADMIN_TOKEN))).toEqual({
      [firstId]: ['Owner'],
      [secondId]: ['Owner'],
    });
  });

  test('a member who was given a role has both', async () => {
    await grant(`${ROLES}/${JOSIAH}/Regulator`);
    expect(await rolesWith(bearer(adminToken))).toEqual({ [firstId]: ['Owner', 'Regulator'] });
    await admin.delete(`${ROLES}/${JOSIAH}/Regulator`);
  });

  test('a role of the same iD in another ORCID environment does not count', async () => {
    await transact(system.ctx.db, (tx) =>
      tx
        .insertInto('access_roles')
        .values({
          organisation_id: secondId,
          orcid_environment: 'sandbox',
          orcid: JOSIAH,
          role: 'Regulator',
          created_at: system.clock.now(),
        })
        .execute(),
    );
    expect(await rolesWith(bearer(adminToken))).toEqual({ [firstId]: ['Owner'] });
  });

  test('a session that ended makes a stranger', async () => {
    const { cookie } = await signIn(system, JOSIAH);
    expect(await rolesWith({ cookie })).not.toEqual({});
    system.clock.advance(12 * 3_600_000 + 1);
    expect(await rolesWith({ cookie })).toEqual({});
  });

  test.each([
    ['unknown', `Bearer mm_${'A'.repeat(43)}`],
    ['an unknown key', `Bearer mmk_${'A'.repeat(43)}`],
    ["an unknown program's", `Bearer mmo_${'A'.repeat(43)}`],
    ['of some other system', 'bearer eyJhbGciOiJub25lIn0.e30.'],
    ['empty', 'Bearer '],
    ['no token at all', 'Bearer'],
    ['two words', 'Bearer a b'],
  ])(
    'whoever sends a bearer token relies on it: one that is %s is refused, not taken for a stranger',
    async (_what, authorization) => {
      const answer = await ask('/roles', { authorization });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  test('a token that was revoked, and one whose time is over, are refused the same', async () => {
    const revoked = (await signIn(system, JOSIAH)).token;
    expect(await rolesWith(bearer(revoked))).not.toEqual({});
    await createApi(system, revoked).delete('/tokens/current');
    expect((await ask('/roles', bearer(revoked))).statusCode).toBe(401);
    const old = (await signIn(system, JOSIAH)).token;
    system.clock.advance(31 * 86_400_000);
    expect((await ask('/roles', bearer(old))).statusCode).toBe(401);
  });
});
