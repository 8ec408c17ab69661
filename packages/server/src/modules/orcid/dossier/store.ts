import type { Db, Tx } from '../../../db/index.ts';
import type { DossierContacts } from './dossier.ts';

/** Whom an organisation named as its contacts for ORCID. */
export async function readContacts(db: Db, organisationId: string): Promise<DossierContacts> {
  const row = await db
    .selectFrom('orcid_dossier_contacts')
    .select(['technical', 'administrative'])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();
  return row ?? { technical: null, administrative: null };
}

export async function putContacts(
  tx: Tx,
  organisationId: string,
  contacts: DossierContacts,
  now: Date,
): Promise<void> {
  const values = { ...contacts, updated_at: now };
  await tx
    .insertInto('orcid_dossier_contacts')
    .values({ organisation_id: organisationId, ...values })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
    .execute();
}
