import type { Db, Tx } from '../../../db/index.ts';
import { type DossierSettings, dossierFields } from './dossier.ts';

/** What the administrators of an organisation said of its integration. */
export async function readSettings(db: Db, organisationId: string): Promise<DossierSettings> {
  const row = await db
    .selectFrom('orcid_dossiers')
    .select(dossierFields)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row ?? { developer: null, demonstration: null, technical: null, administrative: null };
}

export async function putSettings(
  tx: Tx,
  organisationId: string,
  settings: DossierSettings,
  now: Date,
): Promise<void> {
  const values = { ...settings, updated_at: now };
  await tx
    .insertInto('orcid_dossiers')
    .values({ organisation_id: organisationId, ...values })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
    .execute();
}
