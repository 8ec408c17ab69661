import { isDeepStrictEqual } from 'node:util';
import type { AppContext } from '../../../context.ts';
import { transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { assertDepth, findUnstorableTexts } from '../../../http/body.ts';
import { findRepeatedMembers } from '../../../http/repeated-members.ts';
import type { Steward } from '../../../http/steward.ts';
import { checkDocument } from '../document/check-document.ts';
import { putScheme, type SchemeContext } from '../put-scheme.ts';
import { readScheme } from '../store.ts';
import { adoptObject, readMirrors, wantAllWritten } from './store.ts';
import { type MirrorContext, mirrorKey, syncSchemeMirrors } from './sync.ts';

/** What became of one object or scheme. */
export type Transferred = {
  key: string;
  namespace: string | null;
  outcome: 'created' | 'changed' | 'unchanged' | 'written' | 'deleted' | 'refused' | 'failed';
  detail: string | null;
  errors: InputProblem[];
};

const BYTES_LIMIT = 1024 * 1024;
const OBJECTS_LIMIT = 10_000;

export type ImportWish = {
  namespaces?: readonly string[] | undefined;
  organisation?: string | undefined;
  dryRun?: boolean | undefined;
};

type TransferContext = SchemeContext & MirrorContext;

/**
 * Takes over the schemes that stand in object storage, also those that release 4 of the Identity Resolver wrote. Each is
 * taken over whole or, with every problem told, not at all.
 * @throws AppError not-allowed: the bucket is the operator's
 */
export async function importSchemes(
  ctx: TransferContext,
  steward: Steward,
  wish: ImportWish,
): Promise<Transferred[]> {
  requireAll(steward);
  const folder = `${ctx.config.identifierPath}/`;
  const keys = (await ctx.storage.list(folder)).filter((key) => {
    const name = key.slice(folder.length);
    if (name.includes('/') || !name.endsWith('.json')) return false;
    return wish.namespaces === undefined || wish.namespaces.includes(name.slice(0, -'.json'.length));
  });
  const transferred: Transferred[] = [];
  for (const key of keys.slice(0, OBJECTS_LIMIT)) {
    const namespace = key.slice(folder.length, -'.json'.length);
    transferred.push(await importObject(ctx, steward, key, namespace, wish));
  }
  return transferred;
}

async function importObject(
  ctx: TransferContext,
  steward: Steward,
  key: string,
  namespace: string,
  wish: ImportWish,
): Promise<Transferred> {
  const told = { key, namespace, detail: null, errors: [] };
  try {
    const input = await readObject(ctx, key);
    const { organisation } = wish;
    if (wish.dryRun === true) return { ...told, outcome: await tryOut(ctx, input, namespace) };
    const { outcome } = await putScheme(ctx, steward, input, {
      mode: 'replace',
      versions: 'any',
      unknownMembers: 'drop',
      namespace,
      organisation,
      // A bucket belongs to everyone who uses the service, as it did before.
      shared: (await readScheme(ctx.db, namespace))?.shared ?? true,
    });
    await transact(ctx.db, (tx) => adoptObject(tx, namespace, ctx.now()));
    return { ...told, outcome };
  } catch (error) {
    if (error instanceof AppError) {
      return { ...told, outcome: 'refused', detail: error.message, errors: [...error.problems] };
    }
    ctx.log.warn({ err: error, key }, 'an object could not be imported');
    return { ...told, outcome: 'failed', detail: 'It could not be read; the log says more.' };
  }
}

async function tryOut(
  ctx: TransferContext,
  input: unknown,
  namespace: string,
): Promise<'created' | 'changed' | 'unchanged'> {
  const shape = { namespace, identifierPath: ctx.config.identifierPath, unknownMembers: 'drop' as const };
  const checked = checkDocument(input, shape);
  if (!checked.ok) {
    throw new AppError('invalid-input', 'The scheme has mistakes; see errors.', {
      problems: checked.problems,
    });
  }
  const scheme = await readScheme(ctx.db, namespace);
  if (scheme === null) return 'created';
  return isDeepStrictEqual(scheme.document, checked.document) ? 'unchanged' : 'changed';
}

async function readObject(ctx: TransferContext, key: string): Promise<unknown> {
  const bytes = await ctx.storage.get(key);
  if (bytes === null) throw new AppError('not-found', 'It was deleted meanwhile.');
  if (bytes.byteLength > BYTES_LIMIT) {
    throw new AppError('body-too-large', `It has more than ${BYTES_LIMIT} bytes.`);
  }
  let input: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    assertDepth(text);
    input = JSON.parse(text);
    const repeated = findRepeatedMembers(text);
    if (repeated.length > 0) {
      throw new AppError('invalid-input', 'Some members are there twice.', { problems: repeated });
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('malformed-body', 'It is no JSON in UTF-8.', { cause: error });
  }
  const problems = findUnstorableTexts(input);
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'Some texts hold characters that cannot be stored.', { problems });
  }
  return input;
}

/**
 * Writes every scheme to object storage now, over whatever stands there, and removes those that were deleted.
 * @throws AppError not-allowed
 */
export async function exportSchemes(ctx: TransferContext, steward: Steward): Promise<Transferred[]> {
  requireAll(steward);
  await transact(ctx.db, (tx) => wantAllWritten(tx, ctx.now()));
  await syncSchemeMirrors(ctx);
  const mirrors = await readMirrors(ctx.db, null);
  return mirrors.map(({ namespace, equal, problem, deleted }) => ({
    key: mirrorKey(ctx, namespace),
    namespace,
    outcome: equal ? (deleted ? 'deleted' : 'written') : 'failed',
    detail: equal ? null : (problem ?? 'It is being written by another process.'),
    errors: [],
  }));
}

function requireAll({ schemes }: Steward): void {
  if (schemes === 'all') return;
  throw new AppError(
    'not-allowed',
    'Only operators import from and export to the object storage of the service.',
  );
}

export type { TransferContext };

/** The state of one scheme's copy, for its page and its answer. */
export async function readMirror(
  ctx: Pick<AppContext, 'config' | 'db'>,
  namespace: string,
): Promise<{ key: string; state: 'equal' | 'pending' | 'blocked'; problem: string | null }> {
  const [mirror] = await readMirrors(ctx.db, namespace);
  return {
    key: mirrorKey(ctx, namespace),
    state: mirror?.equal === true ? 'equal' : mirror?.blocked === true ? 'blocked' : 'pending',
    problem: mirror?.equal === true ? null : (mirror?.problem ?? null),
  };
}
