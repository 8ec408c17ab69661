import { sql } from 'kysely';
import type { Db, Tx } from '../../../db/index.ts';
import { defaultItemSettings, type ItemSettings } from './item-settings.ts';

/** How an organisation wants its items identified; the defaults where it settled nothing. */
export async function readItemSettings(db: Db, organisationId: string): Promise<ItemSettings> {
  const { rows } = await sql<ItemSettings>`
    select organisation_id as "organisationId", doi_shoulder_id as "doiShoulderId",
      handle_shoulder_id as "handleShoulderId", name_on_submission as "nameOnSubmission",
      submission_filter as "submissionFilter", archive_filter as "archiveFilter", register_button as "registerButton",
      version
    from item_settings where organisation_id = ${organisationId}`.execute(db);
  return rows[0] ?? defaultItemSettings(organisationId);
}

export async function upsertItemSettings(tx: Tx, settings: ItemSettings, now: Date): Promise<void> {
  const row = {
    doi_shoulder_id: settings.doiShoulderId,
    handle_shoulder_id: settings.handleShoulderId,
    name_on_submission: settings.nameOnSubmission,
    submission_filter: settings.submissionFilter,
    archive_filter: settings.archiveFilter,
    register_button: settings.registerButton,
    version: settings.version,
    updated_at: now,
  };
  await tx
    .insertInto('item_settings')
    .values({ organisation_id: settings.organisationId, ...row })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(row))
    .execute();
}

/** The same, while no one else settles anything for the organisation. */
export async function lockItemSettings(tx: Tx, organisationId: string): Promise<ItemSettings> {
  // There may be no row to lock yet.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`item-settings:${organisationId}`}, 0))`.execute(
    tx,
  );
  return readItemSettings(tx, organisationId);
}
