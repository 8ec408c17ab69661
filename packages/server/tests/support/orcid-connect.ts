import { answerSignIn } from '@mintmark/sandbox';
import type { Browser, Visit } from './browser.ts';
import type { System } from './start-system.ts';

/** Sends the form of the page that explains, and returns the address at ORCID that the browser is led to. */
export async function beginConnect(
  browser: Browser,
  form: Record<string, string> = {},
  slug = 'default',
): Promise<string> {
  const { status, location, body } = await browser.send(`/orcid/connect/${slug}`, form);
  if (status !== 303 || location === null) throw new Error(`connecting leads nowhere: ${status} ${body}`);
  return location;
}

/** Connects a record at the stand-in, or denies, and returns the answer of the callback. */
export async function connect(
  browser: Browser,
  orcid: string,
  options: { decision?: 'grant' | 'deny'; form?: Record<string, string>; slug?: string } = {},
): Promise<Visit> {
  const { decision = 'grant', form, slug } = options;
  return browser.open(await answerSignIn(await beginConnect(browser, form, slug), { orcid, decision }));
}

export type IssuedToken = {
  accessToken: string;
  refreshToken: string;
  clientId: string;
  orcid: string | null;
  scope: string;
  status: string;
};

/** Every token that the stand-in issued to somebody, in their order. */
export async function tokensAtOrcid(system: Pick<System, 'orcid'>, orcid: string): Promise<IssuedToken[]> {
  const response = await fetch(`${system.orcid.url}/_control/tokens`);
  const { items } = (await response.json()) as { items: IssuedToken[] };
  return items.filter((each) => each.orcid === orcid);
}

/** The connections that are stored of an iD. */
export async function connectionsOf(system: System, orcid: string) {
  return system.ctx.db
    .selectFrom('orcid_connections')
    .selectAll()
    .where('orcid', '=', orcid)
    .orderBy('seq')
    .execute();
}

/** The grants of an iD that belong to a connection, in their order. */
export async function grantsOf(system: System, orcid: string) {
  return system.ctx.db
    .selectFrom('grants')
    .selectAll()
    .where('orcid', '=', orcid)
    .where('connection_id', 'is not', null)
    .orderBy('seq')
    .execute();
}

/** Orders a fault at the stand-in. */
export async function orderFault(
  system: Pick<System, 'orcid'>,
  fault: Record<string, unknown>,
): Promise<void> {
  const { status } = await fetch(`${system.orcid.url}/_control/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
  });
  if (status !== 201) throw new Error(`the stand-in takes no such fault: ${status}`);
}

/** Gives a record another state at the stand-in. */
export async function setRecordState(
  system: Pick<System, 'orcid'>,
  orcid: string,
  state: 'active' | 'locked' | 'deactivated' | 'unclaimed' | 'merged',
  into?: string,
): Promise<void> {
  await control(system, `people/${orcid}/state`, { state, ...(into === undefined ? {} : { into }) });
}

/** Takes every permission of a person back at the stand-in, as they would at ORCID. */
export async function revokeAtOrcid(system: Pick<System, 'orcid'>, orcid: string): Promise<void> {
  await control(system, 'grants/revoke', { orcid });
}

/** Makes a client known to the stand-in that may send people back to the system. */
export async function registerClientAtOrcid(
  system: Pick<System, 'orcid' | 'url'>,
  client: { id: string; secret: string; kind?: 'public' | 'member'; redirectUris?: string[] },
): Promise<void> {
  await control(system, 'clients', { redirectUris: [`${system.url}/auth/orcid/connected`], ...client });
}

async function control(system: Pick<System, 'orcid'>, path: string, body: unknown): Promise<void> {
  const response = await fetch(`${system.orcid.url}/_control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`the stand-in answers ${response.status}: ${await response.text()}`);
}
