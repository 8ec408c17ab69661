import { type RawBuilder, sql } from 'kysely';
import { type Db, jsonb, type Tx } from '../db/index.ts';

/** Whose credentials a call was made with, and for which thing of ours. */
export type InteractionAbout = {
  organisationId: string;
  orcidClientId: string;
  thing: { type: string; id: string } | null;
};

export type NewInteraction = {
  id: string;
  at: Date;
  outside: 'orcid' | 'datacite' | 'smtp';
  subject: string | null;
  about: InteractionAbout | null;
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  status: number | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
  error: string | null;
  durationMs: number;
};

export async function insertInteraction(tx: Tx, interaction: NewInteraction): Promise<void> {
  await tx
    .insertInto('interactions')
    .values({
      id: interaction.id,
      at: interaction.at,
      outside: interaction.outside,
      subject: interaction.subject,
      organisation_id: interaction.about?.organisationId ?? null,
      orcid_client_id: interaction.about?.orcidClientId ?? null,
      thing_type: interaction.about?.thing?.type ?? null,
      thing_id: interaction.about?.thing?.id ?? null,
      method: interaction.method,
      url: interaction.url,
      request_headers: jsonb(interaction.requestHeaders),
      request_body: interaction.requestBody,
      status: interaction.status,
      response_headers: interaction.responseHeaders === null ? null : jsonb(interaction.responseHeaders),
      response_body: interaction.responseBody,
      error: interaction.error,
      duration_ms: interaction.durationMs,
    })
    .execute();
}

/** Forgets calls from before `before`, but those of organisations that keep theirs for a time of their own. */
export async function deleteInteractionsBefore(
  tx: Tx,
  before: Date,
  exceptOrganisations: readonly string[] = [],
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from interactions where at < ${before}
      and (organisation_id is null or organisation_id <> all(${exceptOrganisations}::uuid[]))`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Forgets calls of one organisation from before `before`. */
export async function deleteInteractionsOf(tx: Tx, organisationId: string, before: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('interactions')
    .where('organisation_id', '=', organisationId)
    .where('at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/**
 * Forgets the calls of one organisation that are about one person, and others that name them: when a code was exchanged for
 * a token, only the answer said whose it is.
 */
export async function deleteInteractionsAbout(
  tx: Tx,
  organisationId: string,
  subject: string,
): Promise<void> {
  await sql`
    delete from interactions where organisation_id = ${organisationId}
      and (subject = ${subject}
        or position(${subject} in concat(url, request_body, response_headers::text, response_body)) > 0)`.execute(
    tx,
  );
}

/** What a log is searched by; what is left out counts as any. */
export type InteractionFilter = {
  subject?: string;
  thingId?: string;
  method?: string;
  /** The first digit of the status; `none`: there was no answer. */
  status?: '2' | '3' | '4' | '5' | 'none';
  from?: Date;
  until?: Date;
};

/** A call as lists show it. */
export type ListedInteraction = {
  id: string;
  at: Date;
  subject: string | null;
  orcidClientId: string;
  thing: { type: string; id: string } | null;
  method: string;
  url: string;
  status: number | null;
  error: string | null;
  durationMs: number;
};

/** One call with everything that was written down of it. */
export type StoredInteraction = ListedInteraction & {
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
};

const listed = sql`
  id, at, subject, orcid_client_id as "orcidClientId", method, url, status, error, duration_ms as "durationMs",
  case when thing_id is not null then jsonb_build_object('type', thing_type, 'id', thing_id) end as thing`;
const whole = sql`${listed}, request_headers as "requestHeaders", request_body as "requestBody",
  response_headers as "responseHeaders", response_body as "responseBody"`;

type Page = { limit: number; before: { at: string; id: string } | null };

/** Calls of one organisation, newest first, those before `before` only. */
export async function listInteractions(
  db: Db,
  organisationId: string,
  filter: InteractionFilter,
  page: Page,
): Promise<ListedInteraction[]> {
  return select(db, listed, organisationId, filter, page);
}

/** The same with headers and bodies. */
export async function listWholeInteractions(
  db: Db,
  organisationId: string,
  filter: InteractionFilter,
  page: Page,
): Promise<StoredInteraction[]> {
  return select(db, whole, organisationId, filter, page);
}

async function select<T>(
  db: Db,
  columns: RawBuilder<unknown>,
  organisationId: string,
  { subject, thingId, method, status, from, until }: InteractionFilter,
  { limit, before }: Page,
): Promise<T[]> {
  const conditions = [
    sql`organisation_id = ${organisationId}`,
    ...(subject === undefined ? [] : [sql`subject = ${subject}`]),
    ...(thingId === undefined ? [] : [sql`thing_id = ${thingId}`]),
    ...(method === undefined ? [] : [sql`method = ${method}`]),
    ...(status === undefined
      ? []
      : [status === 'none' ? sql`status is null` : sql`status / 100 = ${Number(status)}`]),
    ...(from === undefined ? [] : [sql`at >= ${from}`]),
    ...(until === undefined ? [] : [sql`at < ${until}`]),
    ...(before === null ? [] : [sql`(at, id) < (${before.at}::timestamptz, ${before.id}::uuid)`]),
  ];
  const { rows } = await sql<T>`
    select ${columns} from interactions where ${sql.join(conditions, sql` and `)}
    order by at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** One call of an organisation, or null. */
export async function readInteraction(
  db: Db,
  organisationId: string,
  id: string,
): Promise<StoredInteraction | null> {
  const { rows } = await sql<StoredInteraction>`
    select ${whole} from interactions where organisation_id = ${organisationId} and id = ${id}`.execute(db);
  return rows[0] ?? null;
}
