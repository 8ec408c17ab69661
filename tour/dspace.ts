import { setTimeout as wait } from 'node:timers/promises';
import { type Api, openApi } from './api.ts';
import { readDataciteState } from './datacite-state.ts';
import type { Addresses } from './instance.ts';
import { check, checkContains, type Report, StepFailure } from './report.ts';

const REGISTERED_WITHIN_MS = 45_000;

type Operator = Omit<Addresses, 'operatorToken'> & { operatorToken: string };
type Item = { uuid: string; organisation: string; identifiers: { pid: string; type: string }[] };
type Identifier = { value: string; identifierType: string; identifierStatus: string | null };

/** An item and its identifiers, as the operator and a client of DSpace see them. */
export async function walkThroughItems(
  report: Report,
  addresses: Operator,
  record: Record<string, unknown>,
): Promise<void> {
  const own = openApi(`${addresses.url}/api/v1`, { authorization: `Bearer ${addresses.operatorToken}` });
  const item = await report.step('Archive an item with its metadata and the address of a file', async () => {
    const made = await own.ask<Item>('POST', '/items', {
      expected: 201,
      json: {
        state: 'archived',
        metadata: record,
        files: [{ name: 'springs.csv', url: 'https://example.org/springs.csv', mediaType: 'text/csv' }],
      },
    });
    const { uuid, identifiers } = made.body;
    const handle = identifiers.find(({ type }) => type === 'handle')?.pid;
    return {
      value: made.body,
      saw: [`${uuid}, ${handle === undefined ? 'no Handle here' : `Handle ${handle}`}`],
    };
  });

  const account = await makeServiceAccount(own, item);
  try {
    await walkAsDspaceClient(report, addresses, own, item, account);
  } finally {
    await own.ask('DELETE', account.path, { expected: 204 });
  }
}

type Account = { path: string; name: string; password: string };

/** A program's log-in; its password is shown this once. */
async function makeServiceAccount(own: Api, { organisation, uuid }: Item): Promise<Account> {
  const accounts = `/organisations/${organisation}/service-accounts`;
  const name = `tour-${uuid}@example.org`;
  const made = await own.ask<{ id: string; password: string }>('POST', accounts, {
    expected: 201,
    json: { name, role: 'curator' },
  });
  return { path: `${accounts}/${made.body.id}`, name, password: made.body.password };
}

async function walkAsDspaceClient(
  report: Report,
  { url, dataciteUrl }: Operator,
  own: Api,
  item: Item,
  account: Account,
): Promise<void> {
  const self = `${url}/server/api/core/items/${item.uuid}`;
  const dspace = await report.step('Log in as a client of DSpace does, by name and password', async () => {
    const session = openApi(`${url}/server/api`, {});
    const form = { user: account.name, password: account.password };
    // Clients learn the CSRF token from the refusal of their first request.
    await session.ask('POST', '/authn/login', { expected: 403, form });
    const answer = await session.ask('POST', '/authn/login', { expected: 200, form });
    session.headers.authorization = answer.headers.get('authorization') ?? '';
    const status = await session.ask<{ authenticated: boolean }>('GET', '/authn/status', { expected: 200 });
    check('whether the client is logged in', status.body.authenticated, true);
    return { value: session, saw: ['403 with a CSRF token, then 200 with a log-in'] };
  });

  const doi = await report.step("Ask for the item's DOI; a second time is refused", async () => {
    const wish = { uris: [self] };
    const made = await dspace.ask<Identifier>('POST', '/pid/identifiers?type=doi', {
      expected: 201,
      ...wish,
    });
    check('the status of the DOI', made.body.identifierStatus, 'TO_BE_REGISTERED');
    await dspace.ask('POST', '/pid/identifiers?type=doi', { expected: 400, ...wish });
    return { value: made.body.value, saw: [`${made.body.value} TO_BE_REGISTERED, then 400`] };
  });
  const name = doi.replace('https://doi.org/', '');

  await report.step('See it in the queue until it is registered', async () => {
    const { status, entry } = await waitUntilRegistered(dspace, own, item.uuid, name);
    check('its state at DataCite', await readDataciteState(dataciteUrl, name), 'findable');
    return { value: null, saw: [`${status}: ${entry}`] };
  });

  await report.step('Find the item by each of its identifiers', async () => {
    const { identifiers } = (
      await dspace.ask<{ identifiers: Identifier[] }>('GET', `/core/items/${item.uuid}/identifiers`, {
        expected: 200,
      })
    ).body;
    for (const { value } of identifiers) {
      const found = await dspace.ask('GET', `/pid/find?id=${encodeURIComponent(value)}`, { expected: 302 });
      check(`what ${value} leads to`, found.headers.get('location'), self);
    }
    await dspace.ask('GET', '/pid/find?id=10.5072%2Fnobody-has-this', { expected: 404 });
    return { value: null, saw: [`${identifiers.map(({ value }) => value).join(', ')} → 302 to the item`] };
  });

  await report.step('Change its title as dc.title; DataCite follows', async () => {
    const title = 'Springs, told by a client of DSpace';
    await dspace.ask('PATCH', `/core/items/${item.uuid}`, {
      expected: 200,
      json: [{ op: 'replace', path: '/metadata/dc.title/0', value: { value: title, language: 'en' } }],
    });
    await waitUntilRegistered(dspace, own, item.uuid, name);
    const answer = await fetch(`${dataciteUrl}/dois/${encodeURIComponent(name)}`);
    checkContains('what DataCite says', await answer.text(), [title]);
    return { value: null, saw: [title] };
  });

  await report.step('Withdraw it: gone for strangers, hidden at DataCite', async () => {
    await dspace.ask('PATCH', `/core/items/${item.uuid}`, {
      expected: 200,
      json: [{ op: 'replace', path: '/withdrawn', value: true }],
    });
    await waitUntilRegistered(dspace, own, item.uuid, name);
    check('its state at DataCite', await readDataciteState(dataciteUrl, name), 'absent');
    const stranger = await fetch(`${self}/identifiers`);
    check('the answer to a stranger', stranger.status, 401);
    return { value: null, saw: ['401 for strangers, and DataCite lists it no longer'] };
  });
}

/** Waits until DSpace's word for it is IS_REGISTERED. @returns it, and what the queue says of the work */
async function waitUntilRegistered(
  dspace: Api,
  own: Api,
  uuid: string,
  doi: string,
): Promise<{ status: string; entry: string }> {
  const endsAt = performance.now() + REGISTERED_WITHIN_MS;
  let status: string | null = null;
  while (performance.now() < endsAt) {
    const { body } = await dspace.ask<{ identifiers: Identifier[] }>(
      'GET',
      `/core/items/${uuid}/identifiers`,
      {
        expected: 200,
      },
    );
    status =
      body.identifiers.find(({ identifierType }) => identifierType === 'doi')?.identifierStatus ?? null;
    if (status === 'IS_REGISTERED')
      return { status, entry: await readQueue(own, doi, 'status=IS_REGISTERED') };
    await wait(250);
  }
  throw new StepFailure(
    'the DOI to be IS_REGISTERED',
    `${status}; ${await readQueue(own, doi, 'state=pending')}`,
  );
}

async function readQueue(own: Api, doi: string, which: string): Promise<string> {
  const { body } = await own.ask<{ items: { pid: string; status: string; attempts: number }[] }>(
    'GET',
    `/queue?${which}&limit=100`,
    { expected: 200 },
  );
  const entry = body.items.find(({ pid }) => pid === doi);
  if (entry === undefined) return 'not among the first 100 of the queue';
  const attempts = entry.attempts === 1 ? 'one attempt' : `${entry.attempts} attempts`;
  return `the queue says ${entry.status} after ${attempts}`;
}
