import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '../src/db/index.ts';
import { type Api, completeMetadata, createApi, type PidBody, readShoulders } from './support/api.ts';
import { openBrowser } from './support/browser.ts';
import { createItem, readItem } from './support/items.ts';
import { mergeAtOrcid, openPeople } from './support/merged-records.ts';
import { authorize } from './support/oauth.ts';
import { connect, connectionsOf } from './support/orcid-connect.ts';
import { connectPerson } from './support/orcid-deposits.ts';
import { setRole } from './support/organisation.ts';
import { type SignedIn, signIn } from './support/people.ts';
import { type System, startSystem, TEST_ADMIN_TOKEN } from './support/start-system.ts';

let system: System;
let operator: Api;
/** An iD that no other test knows. */
let nextOrcid: () => string;
beforeAll(async () => {
  system = await startSystem();
  operator = createApi(system, TEST_ADMIN_TOKEN);
  nextOrcid = await openPeople(system, 40);
});
afterAll(() => system.close());

const me = async ({ token }: SignedIn) =>
  (
    await createApi(system, token).get<{ account: { orcid: string }; organisations: { role: string }[] }>(
      '/me',
    )
  ).body;

describe('an account whose record the registry merged into one that nobody has signed in with', () => {
  test('goes on under the new iD with what it owns and may', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    const person = await signIn(system, old);
    const item = await createItem(createApi(system, person.token));
    await setRole(system, old, 'admin');
    await setRole(system, primary, 'member');
    const { body: shoulder } = await operator.post<{ id: string }>('/shoulders', {
      type: 'ark',
      prefix: '99999',
      template: 'eedk',
      shoulder: 'mg1',
      minters: [old],
    });
    await mergeAtOrcid(system, old, primary);

    const now = await signIn(system, primary);
    expect(await me(now)).toMatchObject({ account: { orcid: primary }, organisations: [{ role: 'admin' }] });
    expect((await readItem(createApi(system, now.token), item.uuid)).owner?.orcid).toBe(primary);
    const minted = await createApi(system, now.token).post<PidBody>('/pids', {
      shoulder: shoulder.id,
      state: 'reserved',
      target: 'https://example.org/1',
    });
    expect(minted.status).toBe(201);
    const members = await operator.get<{ items: { orcid: string }[] }>(
      '/organisations/default/members?limit=200',
    );
    expect(members.body.items.map((each) => each.orcid)).not.toContain(old);
  });

  test('has no session any more: the new iD is proved first', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    const browser = await connectPerson(system, old);
    expect((await browser.open('/app/orcid')).status).toBe(200);
    await mergeAtOrcid(system, old, primary);
    expect((await browser.open('/app/orcid')).status).toBe(401);
  });

  test('has no access token and no program any more: they were given under an iD that is gone', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    const browser = await connectPerson(system, old);
    const person = createApi(system, (await signIn(system, old)).token);
    const program = createApi(system, (await authorize(browser, system)).access);
    for (const api of [person, program]) expect((await api.get('/me')).status).toBe(200);
    await mergeAtOrcid(system, old, primary);
    for (const api of [person, program]) expect((await api.get('/me')).status).toBe(401);
    const { cookie } = await signIn(system, primary);
    const tokens = await fetch(`${system.url}/api/v1/tokens`, { headers: { cookie } });
    const { items } = (await tokens.json()) as { items: { revokedAt: string | null }[] };
    expect(items.filter(({ revokedAt }) => revokedAt !== null)).toHaveLength(1);
  });

  test('leaves the old iD one that was authenticated', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    await mergeAtOrcid(system, old, primary);
    const { doi } = await readShoulders(operator);
    const contributors = [
      {
        name: 'Somebody, Merged',
        contributorType: 'Researcher',
        nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${old}`, nameIdentifierScheme: 'ORCID' }],
      },
    ];
    const { body } = await operator.post<PidBody>('/pids', {
      shoulder: doi,
      state: 'public',
      metadata: { ...completeMetadata(), contributors },
    });
    const landing = await (await fetch(`${system.url}/${body.pid}`)).text();
    expect(landing).toContain(`${system.orcid.url}/${old}`);
  });
});

/** A page that names these iDs as contributors. @returns what reads it */
async function publishNaming(...orcids: string[]): Promise<() => Promise<string>> {
  const { doi } = await readShoulders(operator);
  const contributors = orcids.map((orcid) => ({
    name: `Somebody, ${orcid}`,
    contributorType: 'Researcher',
    nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${orcid}`, nameIdentifierScheme: 'ORCID' }],
  }));
  const metadata = { ...completeMetadata(), contributors };
  const { body } = await operator.post<PidBody>('/pids', { shoulder: doi, state: 'public', metadata });
  return async () => (await fetch(`${system.url}/${body.pid}`)).text();
}

const isMember = async (orcid: string) => {
  const { body } = await operator.get<{ items: { orcid: string; authenticated: boolean }[] }>(
    '/organisations/default/members?limit=200',
  );
  return body.items.find((each) => each.orcid === orcid);
};

describe('an iD that an account was moved to is authenticated when its owner signs in with it, and not before:', () => {
  test('on pages that name it, among members and connections', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    await setRole(system, old, 'curator');
    const early = await publishNaming(primary);
    await mergeAtOrcid(system, old, primary);
    const late = await publishNaming(primary);
    const address = `${system.orcid.url}/${primary}`;
    for (const read of [early, late]) expect(await read()).not.toContain(address);
    expect(await isMember(primary)).toMatchObject({ role: 'curator', authenticated: false });
    const [moved] = await connectionsOf(system, primary);
    const path = `/organisations/default/orcid/connections/${moved?.id}`;
    expect((await operator.get(path)).body).toMatchObject({ orcid: primary, authenticated: false });

    const browser = openBrowser(system);
    await browser.signIn(primary);
    await system.drain();
    for (const read of [early, late]) expect(await read()).toContain(address);
    expect(await isMember(primary)).toMatchObject({ role: 'curator', authenticated: true });
    await connect(browser, primary);
    expect((await operator.get(path)).body).toMatchObject({ orcid: primary, authenticated: true });
  });

  test('by connecting it without having signed in, too', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    const read = await publishNaming(primary);
    await mergeAtOrcid(system, old, primary);
    expect((await connect(openBrowser(system), primary)).status).toBe(303);
    await system.drain();
    expect(await read()).toContain(`${system.orcid.url}/${primary}`);
  });

  test('one that was merged again before anybody signed in with it never is', async () => {
    const [first, second, third] = [nextOrcid(), nextOrcid(), nextOrcid()];
    await connectPerson(system, first);
    await mergeAtOrcid(system, first, second);
    await mergeAtOrcid(system, second, third);
    await signIn(system, third);
    await system.drain();
    const page = await (await publishNaming(first, second, third))();
    expect(page).toContain(`${system.orcid.url}/${first}`);
    expect(page).toContain(`${system.orcid.url}/${third}`);
    expect(page).not.toContain(`${system.orcid.url}/${second}`);
  });
});

describe('an account whose record the registry merged into that of another account', () => {
  test('keeps what it has; only the connection goes over, and can be used there', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    const owner = await signIn(system, old);
    const other = await signIn(system, primary);
    const item = await createItem(createApi(system, owner.token));
    await mergeAtOrcid(system, old, primary);
    expect((await me(owner)).account.orcid).toBe(old);
    expect((await readItem(createApi(system, owner.token), item.uuid)).owner?.orcid).toBe(old);
    expect((await me(other)).account.orcid).toBe(primary);
    const browser = openBrowser(system);
    await browser.signIn(primary);
    expect((await browser.open('/app/orcid')).body).toContain('It has to be connected anew');
    expect((await connect(browser, primary)).status).toBe(303);
  });
});

describe('nobody takes over the account of somebody else', () => {
  test('by connecting, while the registry says nothing of a merge', async () => {
    const [victim, attacker] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, victim);
    const browser = openBrowser(system);
    await browser.signIn(attacker);
    expect((await connect(browser, victim)).status).toBe(409);
    const [connection] = await connectionsOf(system, victim);
    expect(connection).toMatchObject({ state: 'connected', merged_into: null });
    expect(await connectionsOf(system, attacker)).toEqual([]);
  });

  test('by saying through the API that a record was merged', async () => {
    const [victim, attacker] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, victim);
    const { token } = await signIn(system, attacker, ['orcid:read', 'orcid:write']);
    const [connection] = await connectionsOf(system, victim);
    for (const body of [{ mergedInto: attacker }, { orcid: attacker }, { recordState: 'merged' }]) {
      const by = [createApi(system, token), operator];
      for (const api of by) {
        expect([400, 403, 404]).toContain(
          (await api.patch(`/orcid/connections/${connection?.id}`, body)).status,
        );
      }
    }
    await system.drain();
    expect((await connectionsOf(system, victim))[0]).toMatchObject({ state: 'connected', merged_into: null });
  });

  test('of another registry that has the same iD', async () => {
    const [old, primary] = [nextOrcid(), nextOrcid()];
    await connectPerson(system, old);
    const elsewhere = {
      id: crypto.randomUUID(),
      orcid: old,
      orcid_environment: 'sandbox',
      name: 'Elsewhere',
    };
    const now = system.clock.now();
    await transact(system.ctx.db, (tx) =>
      tx
        .insertInto('accounts')
        .values({ ...elsewhere, created_at: now, last_signed_in_at: now })
        .execute(),
    );
    await mergeAtOrcid(system, old, primary);
    const row = await system.ctx.db
      .selectFrom('accounts')
      .select('orcid')
      .where('id', '=', elsewhere.id)
      .executeTakeFirst();
    expect(row?.orcid).toBe(old);
  });
});
