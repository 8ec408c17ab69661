import { type RawBuilder, sql } from 'kysely';
import { type Db, type Tx, textArray } from '../../../../db/index.ts';

/** A person of an organisation, by whatever is known of them. */
export type InvitedPerson = {
  organisationId: string;
  connectionId: string | null;
  orcid: string | null;
  /** In small letters. */
  addresses: readonly string[];
};

/** The addresses that a person was invited at, in small letters; a hint at their iD counts where nobody proved another. */
export async function readInvitedAddresses(db: Db, person: InvitedPerson): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`
    select distinct lower(address) as address from orcid_invitations where ${isAbout(person)}`.execute(db);
  return rows.map(({ address }) => address);
}

/** @returns how many there were */
export async function deleteInvitationsAbout(tx: Tx, person: InvitedPerson): Promise<number> {
  const { numAffectedRows } = await sql`delete from orcid_invitations where ${isAbout(person)}`.execute(tx);
  if (person.orcid !== null) {
    await sql`
      update orcid_invitations set hinted_orcid = null
      where organisation_id = ${person.organisationId} and hinted_orcid = ${person.orcid}`.execute(tx);
  }
  return Number(numAffectedRows ?? 0);
}

function isAbout({ organisationId, connectionId, orcid, addresses }: InvitedPerson): RawBuilder<boolean> {
  return sql`organisation_id = ${organisationId} and (
    connection_id = ${connectionId}::uuid or orcid = ${orcid}::text
    or (hinted_orcid = ${orcid}::text and orcid is null) or lower(address) = any(${textArray(addresses)}))`;
}
