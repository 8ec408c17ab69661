import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { recordEvent } from '../../../events.ts';
import { type Actor, toEventActor } from '../../../http/actor.ts';
import type { Organisation } from '../../accounts/index.ts';
import { type ExportedConnection, listRecords } from './list-records.ts';

export const EXPORT_FORMAT = 'mintmark-orcid-connections/1';

type ExportContext = Pick<AppContext, 'config' | 'db' | 'now' | 'secrets'>;

/** Writes into the history that somebody takes an organisation's connections along, then the pieces of the file. */
export async function* exportConnections(
  ctx: ExportContext,
  actor: Actor,
  organisation: Organisation,
  format: 'json' | 'csv',
): AsyncGenerator<string> {
  await transact(ctx.db, (tx) =>
    recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'orcid-export', id: organisation.id },
      action: 'export',
      actor: toEventActor(actor),
      after: { format, withTokens: false },
    }),
  );
  yield* format === 'json' ? writeJson(ctx, organisation, false) : writeCsv(ctx, organisation);
}

/** The pieces of an export as JSON. */
export async function* writeJson(
  ctx: ExportContext,
  organisation: Organisation,
  withTokens: boolean,
): AsyncGenerator<string> {
  const head = {
    format: EXPORT_FORMAT,
    made_at: ctx.now().toISOString(),
    made_by: ctx.config.publicUrl,
    organisation: { slug: organisation.slug, name: organisation.name },
    with_tokens: withTokens,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"connections":[`;
  let separator = '\n';
  for await (const record of listRecords(ctx, organisation.id, withTokens)) {
    yield `${separator}${JSON.stringify(record)}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

const columns: readonly (readonly [string, (record: ExportedConnection) => string])[] = [
  ['orcid', ({ orcid }) => orcid],
  ['orcid_uri', ({ orcid_uri }) => orcid_uri],
  ['name', ({ name }) => name ?? ''],
  ['environment', ({ environment }) => environment],
  ['client_id', ({ client_id }) => client_id],
  ['state', ({ state }) => state],
  ['record_state', ({ record_state }) => record_state],
  ['authenticated_at', ({ authenticated_at }) => authenticated_at ?? ''],
  ['preference', ({ preference }) => preference],
  ['scope', ({ grants }) => grants.at(-1)?.scope ?? ''],
  ['issued_at', ({ grants }) => grants.at(-1)?.issued_at ?? ''],
  ['expires_in', ({ grants }) => String(grants.at(-1)?.expires_in ?? '')],
  ['expires_at', ({ grants }) => grants.at(-1)?.expires_at ?? ''],
  ['revoked_at', ({ grants }) => grants.at(-1)?.revoked_at ?? ''],
  [
    'put_codes',
    ({ put_codes }) =>
      put_codes
        .map(({ section, put_code, group_id, local_id }) =>
          [section, put_code, local_id, ...(group_id === null ? [] : [group_id])].join(' '),
        )
        .join('; '),
  ],
  ['former_orcids', ({ former_orcids }) => former_orcids.join('; ')],
];

/** One connection a row, with its newest grant. */
async function* writeCsv(ctx: ExportContext, organisation: Organisation): AsyncGenerator<string> {
  yield writeRow(columns.map(([name]) => name));
  for await (const record of listRecords(ctx, organisation.id, false)) {
    yield writeRow(columns.map(([, read]) => read(record)));
  }
}

/** RFC 4180. What a spreadsheet would take for a formula gets an apostrophe: names come from outside. */
function writeRow(cells: readonly string[]): string {
  const written = cells.map((cell) => {
    const guarded = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  });
  return `${written.join(',')}\r\n`;
}
