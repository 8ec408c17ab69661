import type { Selectable } from 'kysely';
import { type Db, jsonb, type Tables, type Tx, textArray } from '../../../db/index.ts';
import type { LinkTypes, Vocabulary } from './vocabulary.ts';

/** A vocabulary that is there. */
export async function readVocabulary(db: Db, prefix: string): Promise<Vocabulary | null> {
  const vocabulary = await readAnyVocabulary(db, prefix);
  return vocabulary?.deletedAt === null ? vocabulary : null;
}

/** A vocabulary, deleted or not. */
export async function readAnyVocabulary(db: Db, prefix: string): Promise<Vocabulary | null> {
  const row = await db.selectFrom('vocabularies').selectAll().where('prefix', '=', prefix).executeTakeFirst();
  return row === undefined ? null : toVocabulary(row);
}

/** The same, held until the transaction ends. */
export async function lockVocabulary(tx: Tx, prefix: string): Promise<Vocabulary | null> {
  const row = await tx
    .selectFrom('vocabularies')
    .selectAll()
    .where('prefix', '=', prefix)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toVocabulary(row);
}

/** All vocabularies that are there, in the order of their prefixes; a service has a handful. */
export async function listVocabularies(db: Db): Promise<Vocabulary[]> {
  const rows = await db
    .selectFrom('vocabularies')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('prefix')
    .execute();
  return rows.map(toVocabulary);
}

/** @returns false when the prefix was taken meanwhile */
export async function insertVocabulary(tx: Tx, vocabulary: Vocabulary): Promise<boolean> {
  const row = await tx
    .insertInto('vocabularies')
    .values({
      prefix: vocabulary.prefix,
      organisation_id: vocabulary.organisationId,
      uri: vocabulary.uri,
      aliases: textArray(vocabulary.aliases),
      title: vocabulary.title,
      link_types: jsonb<unknown>(vocabulary.linkTypes),
      version: vocabulary.version,
      created_at: vocabulary.createdAt,
      updated_at: vocabulary.updatedAt,
      deleted_at: vocabulary.deletedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('prefix')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateVocabulary(tx: Tx, vocabulary: Vocabulary): Promise<void> {
  await tx
    .updateTable('vocabularies')
    .set({
      uri: vocabulary.uri,
      aliases: textArray(vocabulary.aliases),
      title: vocabulary.title,
      link_types: jsonb<unknown>(vocabulary.linkTypes),
      version: vocabulary.version,
      updated_at: vocabulary.updatedAt,
      deleted_at: vocabulary.deletedAt,
    })
    .where('prefix', '=', vocabulary.prefix)
    .execute();
}

function toVocabulary(row: Selectable<Tables['vocabularies']>): Vocabulary {
  return {
    prefix: row.prefix,
    organisationId: row.organisation_id,
    uri: row.uri,
    aliases: row.aliases,
    title: row.title,
    // Only link types that were checked are stored.
    linkTypes: sortByKey(row.link_types as LinkTypes),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
  };
}

/** The database keeps the members of JSON in an order of its own. */
function sortByKey(linkTypes: LinkTypes): LinkTypes {
  const entries = Object.entries(linkTypes);
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)),
  );
}
