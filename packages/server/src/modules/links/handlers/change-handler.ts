import { type Tx, transact } from '../../../db/index.ts';
import { AppError, type InputProblem } from '../../../errors.ts';
import { recordEvent } from '../../../events.ts';
import { isStorableText } from '../../../http/body.ts';
import { requireNamedVersion, requireVersion, type Versions } from '../../../http/etag.ts';
import { covers, type Steward } from '../../../http/steward.ts';
import { compiledScheme, lockScheme, readScheme, type Scheme } from '../../schemes/index.ts';
import type { LinkContext } from '../register/register-group.ts';
import { TITLE_LIMIT } from '../rules/read-link.ts';
import { checkTarget } from '../rules/target.ts';
import { isPlainLine } from '../rules/texts.ts';
import { type Handler, type Range, readRange, splitRange } from './handler.ts';
import { deleteHandlerRow, lockRange, readHandler, saveHandler, showHandlers } from './store.ts';

export type HandlerWish = { target: string; title: string };

/**
 * Sends requests for a range of keys to another resolver, or changes where to. For those who manage the scheme: a range
 * may hold the keys of several organisations.
 * @throws AppError not-found without the scheme, not-allowed, invalid-input, version-needed, version-mismatch
 */
export function putHandler(
  ctx: LinkContext,
  steward: Steward,
  text: string,
  request: { versions: Versions | null; wish: HandlerWish },
): Promise<{ handler: Handler; isNew: boolean }> {
  return transact(ctx.db, async (tx) => {
    const { scheme, range } = await lockManagedRange(tx, steward, text);
    const before = await readHandler(tx, range.range);
    if (before !== null) requireNamedVersion(nameHandler(before), request.versions);
    const { target, title } = checkWish(ctx, request.wish);
    if (before !== null && before.target === target && before.title === title) {
      return { handler: before, isNew: false };
    }
    const at = ctx.now();
    const handler: Handler = {
      ...range,
      organisationId: scheme.organisationId,
      target,
      title,
      version: (before?.version ?? 0) + 1,
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    };
    await saveHandler(tx, handler);
    await showHandlers(tx, { range: range.range });
    await recordEvent(tx, {
      at,
      subject: { type: 'handler', id: range.range },
      action: before === null ? 'create' : 'update',
      actor: steward.event,
      ...(before === null ? {} : { before: { target: before.target, title: before.title } }),
      after: { target, title },
    });
    return { handler, isNew: before === null };
  });
}

/** @throws AppError not-found, not-allowed, version-mismatch */
export function deleteHandler(
  ctx: LinkContext,
  steward: Steward,
  text: string,
  versions: Versions | null,
): Promise<void> {
  return transact(ctx.db, async (tx) => {
    const { range } = await lockManagedRange(tx, steward, text);
    const before = await readHandler(tx, range.range);
    if (before === null) throw unknownHandler();
    requireVersion(before.version, versions);
    await deleteHandlerRow(tx, range.range);
    await recordEvent(tx, {
      at: ctx.now(),
      subject: { type: 'handler', id: range.range },
      action: 'delete',
      actor: steward.event,
      before: { target: before.target, title: before.title },
    });
  });
}

/** The handler of exactly this range. @throws AppError not-found */
export async function requireHandler(ctx: Pick<LinkContext, 'db'>, text: string): Promise<Handler> {
  const parts = isStorableText(text) ? splitRange(text) : null;
  const scheme = parts === null ? null : await readScheme(ctx.db, parts.namespace);
  if (parts === null || scheme === null) throw unknownHandler();
  const range = readRange(compiledScheme(scheme), parts);
  const handler = typeof range === 'string' ? null : await readHandler(ctx.db, range.range);
  if (handler === null) throw unknownHandler();
  return handler;
}

async function lockManagedRange(
  tx: Tx,
  steward: Steward,
  text: string,
): Promise<{ scheme: Scheme; range: Range }> {
  const parts = isStorableText(text) ? splitRange(text) : null;
  if (parts === null) throw wrongRange('Write it as gs1/01/^0950600, or as gs1/^9506000 whatever the key.');
  const scheme = await lockScheme(tx, parts.namespace, 'share');
  if (scheme === null || scheme.deletedAt !== null) {
    throw new AppError('not-found', `There is no scheme “${parts.namespace}”.`);
  }
  if (!covers(steward.schemes, scheme.organisationId)) {
    throw new AppError(
      'not-allowed',
      `Only administrators of the organisation that registered “${scheme.namespace}” say who answers for its keys.`,
    );
  }
  const range = readRange(compiledScheme(scheme), parts);
  if (typeof range === 'string') throw wrongRange(range);
  await lockRange(tx, range.range);
  return { scheme, range };
}

function checkWish(ctx: Pick<LinkContext, 'config'>, wish: HandlerWish): HandlerWish {
  const target = wish.target.trim().replace(/\/+$/, '');
  const title = wish.title.trim();
  const { allowPrivateTargets, publicUrl } = ctx.config;
  const problems: InputProblem[] = checkTarget(target, null, {
    allowPrivate: allowPrivateTargets,
    publicUrl,
  }).map((detail) => ({ pointer: '/target', detail }));
  if (problems.length === 0 && (URL.parse(target)?.origin === publicUrl || /[?#]/.test(target))) {
    problems.push({
      pointer: '/target',
      detail: 'Give the base address of another resolver, without query and fragment.',
    });
  }
  if (title === '' || title.length > TITLE_LIMIT || !isPlainLine(title)) {
    problems.push({
      pointer: '/title',
      detail: `A title has 1 to ${TITLE_LIMIT} characters, all on one line.`,
    });
  }
  if (problems.length > 0) {
    throw new AppError('invalid-input', 'Some values are missing or wrong; see errors.', { problems });
  }
  return { target, title };
}

function nameHandler({ range, version }: Handler): { name: string; version: number } {
  return { name: `a handler for ${range}`, version };
}

function wrongRange(detail: string): AppError {
  return new AppError('invalid-input', 'This is no range of keys.', {
    problems: [{ pointer: '/params/range', detail }],
  });
}

function unknownHandler(): AppError {
  return new AppError('not-found', 'There is no handler for exactly this range.');
}
