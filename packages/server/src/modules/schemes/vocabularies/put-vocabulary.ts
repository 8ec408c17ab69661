import { isDeepStrictEqual } from 'node:util';
import type { AppContext } from '../../../context.ts';
import { type Tx, transact } from '../../../db/index.ts';
import { AppError } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { requireNamedVersion, type Versions } from '../../../http/etag.ts';
import { covers, type Steward } from '../../../http/steward.ts';
import { chooseOrganisationId } from '../choose-organisation.ts';
import { checkVocabulary, type VocabularyWish } from './check-vocabulary.ts';
import { insertVocabulary, listVocabularies, lockVocabulary, updateVocabulary } from './store.ts';
import type { Vocabulary } from './vocabulary.ts';

/** All of them are read with each link type that is given as an address. */
const VOCABULARIES_LIMIT = 1000;

type VocabularyContext = Pick<AppContext, 'db' | 'now'>;

/**
 * Registers a vocabulary or replaces what it says.
 * @throws AppError invalid-input with every problem; not-allowed; version-needed, version-mismatch; already-exists
 */
export async function putVocabulary(
  ctx: VocabularyContext,
  steward: Steward,
  prefix: string,
  wish: VocabularyWish,
  options: { versions: Versions | null; organisation?: string | undefined },
): Promise<{ vocabulary: Vocabulary; outcome: 'created' | 'changed' | 'unchanged' }> {
  if (steward.schemes !== 'all' && steward.schemes.length === 0) throw notAllowed();
  return transact(ctx.db, async (tx) => {
    const before = await lockVocabulary(tx, prefix);
    if (before !== null && !covers(steward.schemes, before.organisationId)) throw notAllowed();
    const others = (await listVocabularies(tx)).filter((each) => each.prefix !== prefix);
    if (before === null && others.length >= VOCABULARIES_LIMIT) {
      throw new AppError(
        'move-not-allowed',
        `There are ${VOCABULARIES_LIMIT} vocabularies here; there can be no more.`,
      );
    }
    const problems = checkVocabulary(prefix, wish, others);
    if (problems.length > 0) {
      throw new AppError('invalid-input', 'The vocabulary has mistakes; see errors.', { problems });
    }
    const at = ctx.now();
    if (before !== null && before.deletedAt === null) {
      requireNamedVersion(nameVocabulary(before), options.versions);
      return changeVocabulary(tx, steward, before, wish, at);
    }
    if (options.versions instanceof Set) throw unknownVocabulary(prefix, 'version-mismatch');
    const organisationId =
      before?.organisationId ?? (await chooseOrganisationId(tx, steward, options.organisation));
    const made = { ...wish, prefix, organisationId, aliases: aliasesOf(wish.uri), at };
    return { vocabulary: await addVocabulary(tx, steward, made, before), outcome: 'created' };
  });
}

/** @param deleted the one that had the prefix before; its versions go on */
export async function addVocabulary(
  tx: Tx,
  steward: Steward,
  wish: VocabularyWish & { prefix: string; organisationId: string; aliases: readonly string[]; at: Date },
  deleted: Vocabulary | null = null,
): Promise<Vocabulary> {
  const { at, ...members } = wish;
  const vocabulary: Vocabulary = {
    ...members,
    version: (deleted?.version ?? 0) + 1,
    createdAt: deleted?.createdAt ?? at,
    updatedAt: at,
    deletedAt: null,
  };
  if (deleted !== null) await updateVocabulary(tx, vocabulary);
  else if (!(await insertVocabulary(tx, vocabulary))) {
    throw new AppError('already-exists', `Somebody has just registered the prefix “${wish.prefix}”.`);
  }
  const { uri, title, linkTypes } = vocabulary;
  await recordEvent(tx, {
    at,
    subject: { type: 'vocabulary', id: wish.prefix },
    action: 'create',
    actor: steward.event,
    after: { uri, title, linkTypes },
  });
  return vocabulary;
}

async function changeVocabulary(
  tx: Tx,
  steward: Steward,
  before: Vocabulary,
  wish: VocabularyWish,
  at: Date,
): Promise<{ vocabulary: Vocabulary; outcome: 'changed' | 'unchanged' }> {
  const told = describeChange(before, wish);
  if (told === null) return { vocabulary: before, outcome: 'unchanged' };
  const aliases = wish.uri === before.uri ? before.aliases : aliasesOf(wish.uri);
  const after = { ...before, ...wish, aliases, version: before.version + 1, updatedAt: at };
  await updateVocabulary(tx, after);
  const subject = { type: 'vocabulary' as const, id: after.prefix };
  await recordEvent(tx, { at, subject, action: 'update', actor: steward.event, ...told });
  return { vocabulary: after, outcome: 'changed' };
}

/**
 * Takes a vocabulary away: its CURIEs mean nothing any more. Links keep the addresses that they were registered with.
 * @throws AppError not-found, not-allowed, version-needed, version-mismatch
 */
export async function deleteVocabulary(
  ctx: VocabularyContext,
  steward: Steward,
  prefix: string,
  versions: Versions | null,
): Promise<void> {
  await transact(ctx.db, async (tx) => {
    const before = await lockVocabulary(tx, prefix);
    if (before === null || before.deletedAt !== null) throw unknownVocabulary(prefix);
    if (!covers(steward.schemes, before.organisationId)) throw notAllowed();
    requireNamedVersion(nameVocabulary(before), versions);
    const at = ctx.now();
    await updateVocabulary(tx, { ...before, version: before.version + 1, updatedAt: at, deletedAt: at });
    const { uri, title, linkTypes } = before;
    await recordEvent(tx, {
      at,
      subject: { type: 'vocabulary', id: prefix },
      action: 'delete',
      actor: steward.event,
      before: { uri, title, linkTypes },
    });
  });
}

type Told = { before: Record<string, unknown>; after: Record<string, unknown> };

function describeChange(before: Vocabulary, after: VocabularyWish): Told | null {
  const told: Told = { before: {}, after: {} };
  for (const member of ['uri', 'title'] as const) {
    if (before[member] === after[member]) continue;
    told.before[member] = before[member];
    told.after[member] = after[member];
  }
  const keys = new Set([...Object.keys(before.linkTypes), ...Object.keys(after.linkTypes)]);
  const changed = [...keys].filter((key) => !isDeepStrictEqual(before.linkTypes[key], after.linkTypes[key]));
  const pick = (from: VocabularyWish) =>
    Object.fromEntries(changed.map((key) => [key, from.linkTypes[key] ?? null]));
  if (changed.length > 0) {
    told.before.linkTypes = pick(before);
    told.after.linkTypes = pick(after);
  }
  return Object.keys(told.after).length === 0 ? null : told;
}

/** A vocabulary means the same by http and by https. */
function aliasesOf(uri: string): string[] {
  return [/^https:/i.test(uri) ? uri.replace(/^https:/i, 'http:') : uri.replace(/^http:/i, 'https:')];
}

export function unknownVocabulary(
  prefix: string,
  code: 'not-found' | 'version-mismatch' = 'not-found',
): AppError {
  return new AppError(code, `There is no vocabulary with the prefix “${prefix}”.`);
}

function notAllowed(): AppError {
  return new AppError(
    'not-allowed',
    'Only administrators of the organisation that a vocabulary belongs to register and change it.',
  );
}

function nameVocabulary({ prefix, version }: Vocabulary): { name: string; version: number } {
  return { name: `a vocabulary “${prefix}”`, version };
}
