import { sql } from 'kysely';
import { completeMetadata } from './api.ts';
import { openBrowser } from './browser.ts';
import { connect } from './orcid-connect.ts';
import type { System } from './start-system.ts';

/** An item of a record at the stand-in. */
export type RecordItem = {
  kind: string;
  putCode: number;
  source: string;
  visibility: string;
  item: Record<string, unknown>;
};

/** Everything on a record, in the order it was added. */
export async function recordOf(system: Pick<System, 'orcid'>, orcid: string): Promise<RecordItem[]> {
  const { items } = await control<{ items: RecordItem[] }>(system, 'GET', `records/${orcid}`);
  return items.toSorted((one, other) => one.putCode - other.putCode);
}

/** What happens at ORCID itself. @throws Error when the stand-in refuses */
export async function control<T>(
  system: Pick<System, 'orcid'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${system.orcid.url}/_control/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

/** Signs somebody in here and connects their record. */
export async function connectPerson(
  system: System,
  orcid: string,
  slug = 'default',
  form: Record<string, string> = {},
) {
  const browser = openBrowser(system);
  await browser.signIn(orcid);
  const { status, body } = await connect(browser, orcid, { slug, form });
  if (status !== 303) throw new Error(`not connected: ${status} ${body}`);
  return browser;
}

/** A description whose creators have iDs. */
export function metadataBy(
  orcids: readonly string[],
  title = 'Snow depth at Finse',
): Record<string, unknown> {
  return {
    ...completeMetadata(),
    titles: [{ title }],
    creators: orcids.map((orcid, index) => ({
      name: `Person, Number ${index + 1}`,
      nameType: 'Personal',
      nameIdentifiers: [{ nameIdentifier: `https://orcid.org/${orcid}`, nameIdentifierScheme: 'ORCID' }],
    })),
  };
}

export type DepositRow = {
  id: string;
  orcid: string;
  kind: string;
  thing: string;
  title: string;
  state: string;
  reason: string | null;
  detail: string | null;
  putCode: number | null;
  attempts: number;
  nextAttemptAt: Date | null;
};

/** What is kept of deposits, in their order. */
export async function depositsOf(system: System, orcid?: string): Promise<DepositRow[]> {
  const { rows } = await sql<DepositRow>`
    select deposit.id, connection.orcid, kind, thing_type as thing, title, deposit.state, reason, detail,
      put_code as "putCode", attempts, next_attempt_at as "nextAttemptAt"
    from orcid_deposits as deposit join orcid_connections as connection on connection.id = connection_id
    where ${orcid ?? null}::text is null or connection.orcid = ${orcid ?? null}
    order by deposit.seq`.execute(system.ctx.db);
  return rows;
}

/** Lets the registry misbehave. */
export async function addFault(system: System, fault: Record<string, unknown>): Promise<void> {
  await control(system, 'POST', 'faults', fault);
}

/** Requests that reached the record API. */
export async function callsAt(
  system: System,
  method: string,
): Promise<{ method: string; path: string; status: number }[]> {
  const { items } = await control<{ items: { method: string; path: string; status: number }[] }>(
    system,
    'GET',
    'requests',
  );
  return items.filter((each) => each.method === method && each.path.includes('/v3.0/'));
}
