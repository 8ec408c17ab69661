import type { SchemeDocument } from '../../anchors/scheme-document.ts';
import type { AppContext } from '../../context.ts';
import { type Tx, transact } from '../../db/index.ts';
import { AppError, type InputProblem } from '../../errors.ts';
import { recordEvent } from '../../events.ts';
import { requireNamedVersion, type Versions } from '../../http/etag.ts';
import type { Steward } from '../../http/steward.ts';
import { nameScheme, requireManaged, writeChange } from './change-scheme.ts';
import { chooseOrganisationId } from './choose-organisation.ts';
import { type CheckedDocument, checkDocument, checkMerge } from './document/check-document.ts';
import { describeChange } from './document/describe-change.ts';
import { findNamespaceProblem } from './document/namespace-name.ts';
import type { ShapeOptions } from './document/read-shape.ts';
import { wantMirrored } from './mirror/store.ts';
import { hashDocument, type Scheme } from './scheme.ts';
import { countSchemes, findSameName, insertScheme, lockScheme, showScheme } from './store.ts';

export type PutOptions = {
  /** `replace`: the document is all there is. `merge`: by `ai`, as release 4 of the Identity Resolver does. */
  mode: 'replace' | 'merge';
  versions: Versions | null;
  /** Whether there must be a scheme already, whatever its version. */
  mustExist?: boolean;
  /** What the address says. */
  namespace?: string | undefined;
  /** Short name of the organisation it will belong to; undefined: the one that the steward manages. */
  organisation?: string | undefined;
  /** Undefined: as it is; a new scheme is its organisation's own. */
  shared?: boolean | undefined;
  /** Default `refuse`. */
  unknownMembers?: ShapeOptions['unknownMembers'];
};

export type PutOutcome = { scheme: Scheme; outcome: 'created' | 'changed' | 'unchanged' };

/** What speaks against a change of a scheme under which there are links: each with its place in the document. */
export type CheckSchemeChange = (
  tx: Tx,
  before: Scheme,
  after: SchemeDocument,
) => Promise<readonly InputProblem[]>;

/** What writing a scheme needs. `checkSchemeChange` is asked before a document is replaced. */
export type SchemeContext = Pick<AppContext, 'config' | 'db' | 'now' | 'checkSchemeChange'>;

/**
 * Registers a scheme or changes it.
 * @param input the namespace document as it came
 * @throws AppError invalid-input with every problem of the document; not-allowed; version-needed, version-mismatch;
 *   already-exists for a namespace that differs from another in its case; move-not-allowed when links speak against it
 */
export async function putScheme(
  ctx: SchemeContext,
  steward: Steward,
  input: unknown,
  options: PutOptions,
): Promise<PutOutcome> {
  if (steward.schemes !== 'all' && steward.schemes.length === 0) {
    throw new AppError('not-allowed', 'Only administrators of an organisation register schemes.');
  }
  const shape = {
    namespace: options.namespace,
    identifierPath: ctx.config.identifierPath,
    unknownMembers: options.unknownMembers ?? 'refuse',
  };
  const whole = checkDocument(input, shape);
  const namespace = options.namespace ?? readNamespace(input) ?? '';
  const isReadable = findNamespaceProblem(namespace) === null;
  if (!whole.ok && (options.mode === 'replace' || !isReadable)) throw refuse(whole.problems);
  const work = async (tx: Tx): Promise<PutOutcome> => {
    const before = await lockScheme(tx, namespace, 'update');
    if (before !== null) requireManaged(steward, before);
    const isThere = before !== null && before.deletedAt === null;
    const checked: CheckedDocument =
      isThere && options.mode === 'merge' ? checkMerge(input, before.document, shape) : whole;
    if (!checked.ok) throw refuse(checked.problems);
    if (isThere) return changeScheme(tx, ctx, steward, before, checked.document, options);
    if (options.mustExist === true || options.versions instanceof Set) throw nothingToReplace(namespace);
    const { shared, organisation } = options;
    const organisationId = before?.organisationId ?? (await chooseOrganisationId(tx, steward, organisation));
    const scheme = await addScheme(tx, ctx, steward, before, checked.document, { shared, organisationId });
    return { scheme, outcome: 'created' };
  };
  try {
    return await transact(ctx.db, work);
  } catch (error) {
    // Two have registered it at the same moment, and this one takes whatever version there is.
    if (error instanceof TakenMeanwhileError && options.versions === 'any') return transact(ctx.db, work);
    throw error;
  }
}

async function changeScheme(
  tx: Tx,
  ctx: SchemeContext,
  steward: Steward,
  before: Scheme,
  document: SchemeDocument,
  options: PutOptions,
): Promise<PutOutcome> {
  requireNamedVersion(nameScheme(before), options.versions);
  const shared = options.shared ?? before.shared;
  const told = describeChange({ ...before.document, shared: before.shared }, { ...document, shared });
  if (told === null) return { scheme: before, outcome: 'unchanged' };
  const problems = await ctx.checkSchemeChange(tx, before, document);
  if (problems.length > 0) {
    throw new AppError('move-not-allowed', 'Links are registered that this change would make unreadable.', {
      problems,
    });
  }
  const at = ctx.now();
  const after = {
    ...before,
    document,
    documentHash: hashDocument(document),
    shared,
    version: before.version + 1,
    updatedAt: at,
  };
  await writeChange(tx, after);
  const { event: actor } = steward;
  const subject = { type: 'scheme' as const, id: after.namespace };
  await recordEvent(tx, { at, subject, action: 'update', actor, ...told });
  return { scheme: after, outcome: 'changed' };
}

/** @param deleted the scheme that had the namespace before; its organisation still has it, and its versions go on */
export async function addScheme(
  tx: Tx,
  ctx: Pick<AppContext, 'now'>,
  steward: Steward,
  deleted: Scheme | null,
  document: SchemeDocument,
  { shared = false, organisationId }: { shared?: boolean | undefined; organisationId: string },
): Promise<Scheme> {
  const { namespace } = document;
  const at = ctx.now();
  const scheme: Scheme = {
    namespace,
    organisationId,
    shared,
    document,
    documentHash: hashDocument(document),
    version: (deleted?.version ?? 0) + 1,
    createdAt: deleted?.createdAt ?? at,
    updatedAt: at,
    deletedAt: null,
  };
  if (deleted !== null) await writeChange(tx, scheme);
  else {
    await refuseTooMany(tx, organisationId);
    if (!(await insertScheme(tx, scheme))) throw await takenName(tx, namespace);
    await showScheme(tx, scheme);
    await wantMirrored(tx, scheme);
  }
  await recordEvent(tx, {
    at,
    subject: { type: 'scheme', id: namespace },
    action: 'create',
    actor: steward.event,
    after: { shared, ...document },
  });
  return scheme;
}

/** Resolvers hold all schemes in memory. */
const SCHEMES_LIMIT = 1000;

async function refuseTooMany(tx: Tx, organisationId: string): Promise<void> {
  if ((await countSchemes(tx, organisationId)) < SCHEMES_LIMIT) return;
  throw new AppError('move-not-allowed', `An organisation has at most ${SCHEMES_LIMIT} schemes.`);
}

function nothingToReplace(namespace: string): AppError {
  return new AppError(
    'version-mismatch',
    `There is no scheme “${namespace}” whose version could match. Send the request without If-Match to register it.`,
  );
}

/** The namespace was registered between the look and the write. */
class TakenMeanwhileError extends AppError {}

async function takenName(tx: Tx, namespace: string): Promise<AppError> {
  const taken = await findSameName(tx, namespace);
  if (taken === namespace || taken === null) {
    return new TakenMeanwhileError(
      'already-exists',
      `Somebody has just registered “${namespace}”. Read it before you change it.`,
    );
  }
  return new AppError(
    'already-exists',
    `There is a scheme “${taken}” already; names that differ only in their case are the same.`,
    { problems: [{ pointer: '/namespace', detail: 'Choose another namespace.' }] },
  );
}

function readNamespace(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('namespace' in input)) return null;
  return typeof input.namespace === 'string' ? input.namespace : null;
}

function refuse(problems: readonly InputProblem[]): AppError {
  return new AppError('invalid-input', 'The scheme has mistakes; see errors.', { problems });
}
